"""Write `docs/reference/` from the code: commands, settings, checks, states. `make docs` runs it.

tests/project/test_documents.py fails when a page is not what this writes.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import typer
from pydantic.fields import FieldInfo

from newsletter.cli.app import app
from newsletter.delivery.states import CAMPAIGN_MOVES, DELIVERY_MOVES
from newsletter.translation.checks import ALL
from newsletter.translation.checks.base import Check, Severity, TextPair
from newsletter.translation.checks.consistency import INCONSISTENT, UNKNOWN_FLAG
from newsletter.translation.checks.plurals import PLURAL_COUNT, PLURAL_RULE
from newsletter.wiring.settings import PREFIX, Settings

REFERENCE = Path(__file__).parent / "reference"
_NOTE = "<!-- Written by docs/generate.py from the code; change it there. -->"
_USUAL_CONTEXT, _USUAL_LANGUAGE = "paragraph", "fr"
_LONGEST_EXAMPLE = 60
# What a page would not show, but the plain space.
_UNSEEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\n]")
_OUTER_SPACE = re.compile("^ +| +$")
_OF_CATALOGUES = {
    PLURAL_COUNT: (
        Severity.BLOCKS,
        "A message that counts has as many translations as the rule has forms.",
        "`nplurals=2`, `msgstr[0]` and `msgstr[1]`",
        "`nplurals=2`, `msgstr[0]` alone",
    ),
    PLURAL_RULE: (
        Severity.BLOCKS,
        "The header's Plural-Forms is there, and tells one from many.",
        "`nplurals=2; plural=(n > 1);`",
        "`nplurals=2; plural=0;`",
    ),
    INCONSISTENT: (
        Severity.WARNS,
        "The same text is translated alike in all catalogues of a language.",
        "`Council` → `Conseil` in both files",
        "`Council` → `Conseil` in one file, `Assemblée` in the other",
    ),
    UNKNOWN_FLAG: (
        Severity.WARNS,
        "A flag that begins with `ignore-` names a check.",
        "`ignore-numbers`",
        "`ignore-nubmers`",  # codespell:ignore nubmers
    ),
}
"""The checks that are no classes, since they look at more than a pair: what is asked, good, bad."""


def main() -> None:
    """Write all pages."""
    REFERENCE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Return every page of the reference by file name."""
    return {
        "commands.md": _page("Commands", _commands()),
        "settings.md": _page("Settings", _settings()),
        "checks.md": _page("Checks", _checks()),
        "states.md": _page("States and moves", _states()),
    }


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", _NOTE, "", *lines]).rstrip() + "\n"


def _commands() -> Iterator[str]:
    yield "Every command has `--help`. `newsletter --newsroom DIR …` works on another newsroom than the one"
    yield "that you are in; `newsletter --version` shows the version. Exit codes: 0 done; 1 a check has found"
    yield "something; 2 not allowed, or wrong words; 65 a file is wrong; 69 a server does not answer;"
    yield "74 a file cannot be read or written; 78 the installation is wrong."
    for path, command in _leaves(typer.main.get_command(app), ()):
        yield from ("", f"## newsletter {' '.join(path)}", "")
        yield from _command(command)


def _leaves(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    subcommands = getattr(command, "commands", None)
    if subcommands is None:
        yield path, command
        return
    for name in sorted(subcommands):
        yield from _leaves(subcommands[name], (*path, name))


def _command(command: click.Command) -> Iterator[str]:
    text, _, example = inspect.cleandoc(command.help or "").partition("Example: ")
    yield from (text.strip(), "", f"    {example.strip()}")
    parameters = [_parameter(parameter) for parameter in command.params if parameter.name != "help"]
    if parameters:
        yield from ("", *parameters)


def _parameter(parameter: click.Parameter) -> str:
    names = ", ".join((*parameter.opts, *parameter.secondary_opts))
    is_option = parameter.param_type_name == "option"
    shown = names if is_option else (parameter.name or "").upper()
    words = [getattr(parameter, "help", None) or ""]
    if is_option and parameter.required:
        words.append("Required.")
    if parameter.default not in (None, False) and "Default:" not in words[0]:
        words.append(
            f"Default: {names.partition(',')[0] if parameter.default is True else parameter.default}."
        )
    return f"- `{shown}`: {' '.join(words)}".rstrip()


def _settings() -> Iterator[str]:
    yield f"Each is an environment variable, `{PREFIX}…`; `{PREFIX}…_FILE` names a file that holds the value."
    yield "A wrong one stops the start-up with all of them named. What belongs to the newsroom (sender,"
    yield "languages, look) is in its `newsroom.toml`."
    yield ""
    yield "| variable | default | meaning |"
    yield "|---|---|---|"
    for name, field in Settings.model_fields.items():
        yield f"| `{PREFIX}{name.upper()}` | {_default(field)} | {_meaning(name)} |"


def _default(field: FieldInfo) -> str:
    return "" if field.default is None else f"`{field.default}`"


def _meaning(name: str) -> str:
    """Return the words below a field in the source of `Settings`."""
    source = inspect.getsource(Settings)
    after = source.partition(f"\n    {name}: ")[2]
    return " ".join(after.partition('"""')[2].partition('"""')[0].split()).replace("|", r"\|")


def _checks() -> Iterator[str]:
    yield "What `newsletter catalogue check` looks for, and the gate with it. A message with a fault that"
    yield "**blocks** is not ready; one that only **warns** goes out. `--fix` mends what is *fixable*."
    yield "How to switch a check off for a message: [translate](../how-to/translate.md)."
    for check in ALL:
        mends = type(check).fixed_translation is not Check.fixed_translation
        yield from _head(check.code, check.severity, inspect.getdoc(type(check)) or "", fixable=mends)
        yield from ("", f"- good: {_example(check.good[0])}", f"- bad: {_example(check.bad[0])}")
        finding = next(iter(check.findings(check.bad[0])))
        yield f"  It says: {_code(f'{finding.what}. {finding.remedy}.')}"
    for code, (severity, sentence, good, bad) in _OF_CATALOGUES.items():
        yield from (*_head(code, severity, sentence, fixable=False), "", f"- good: {good}", f"- bad: {bad}")


def _head(code: str, severity: Severity, sentence: str, *, fixable: bool) -> Iterator[str]:
    yield from ("", f"## {code}", "")
    yield f"{sentence.partition(chr(10))[0]} **{severity.capitalize()}**{', *fixable*' if fixable else ''}."


def _example(pair: TextPair) -> str:
    """Return source and translation, and what is unusual about them."""
    said = [
        f"in {pair.locale}" if str(pair.locale) != _USUAL_LANGUAGE else "",
        f"a {pair.context}" if pair.context != _USUAL_CONTEXT else "",
        *(f"flagged {flag}" for flag in pair.flags),
    ]
    unusual = ", ".join(filter(None, said))
    source, translation = (_code(_shortened(text)) for text in (pair.source, pair.translation))
    return f"{source} → {translation}{f' ({unusual})' if unusual else ''}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"


def _code(text: str) -> str:
    """Return a text as a code span, with names or signs for what cannot be seen (CommonMark §6.1)."""
    shown = _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
    shown = _OUTER_SPACE.sub(lambda found: "␣" * len(found[0]), shown)
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _states() -> Iterator[str]:
    yield "The only moves there are (`newsletter/delivery/states.py`). Every one is a guarded UPDATE."
    for title, moves in (("A delivery", DELIVERY_MOVES), ("A campaign", CAMPAIGN_MOVES)):
        yield ""
        yield f"## {title}"
        yield ""
        yield "| to | from |"
        yield "|---|---|"
        for to, sources in moves.items():
            yield f"| {to} | {', '.join(sorted(sources))} |"


if __name__ == "__main__":
    main()
