"""Write `docs/reference/` from the code: commands, settings, states. `make docs` runs it.

tests/project/test_documents.py fails when a page is not what this writes.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click
import typer
from pydantic.fields import FieldInfo

from newsletter.campaign.states import CAMPAIGN_MOVES, DELIVERY_MOVES
from newsletter.cli.app import app
from newsletter.settings import PREFIX, Settings

REFERENCE = Path(__file__).parent / "reference"
_NOTE = "<!-- Written by docs/generate.py from the code; change it there. -->"


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
        "states.md": _page("States and moves", _states()),
    }


def _page(title: str, lines: Iterator[str]) -> str:
    return "\n".join([f"# {title}", "", _NOTE, "", *lines]).rstrip() + "\n"


def _commands() -> Iterator[str]:
    yield "Every command has `--help`. `newsletter --newsroom DIR …` works on another newsroom than the one"
    yield "that you are in; `newsletter --version` shows the version. Exit codes: 0 done; 2 not allowed, or"
    yield "wrong words; 65 a file is wrong; 69 a server does not answer; 78 the installation is wrong."
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


def _states() -> Iterator[str]:
    yield "The only moves there are (`newsletter/campaign/states.py`). Every one is a guarded UPDATE."
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
