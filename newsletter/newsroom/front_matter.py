"""Read `---` YAML front matter and the Markdown body below it, with the line of every key.

    text ──▶ read_source() ──▶ SourceFile ──▶ fields.py

Only YAML's syntax is used, never its types: every scalar stays the text that the author wrote, so
that `language: no` is Norwegian and `title: 12:30` is no number of minutes. Anchors, aliases and
tags are refused, and so is everything that a mail could not carry (control characters, unbalanced
bidirectional controls).

Sources: YAML 1.1 as PyYAML composes it; UAX #9 §2 (bidirectional controls); UAX #15 (NFC).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import yaml

from newsletter.errors import Fault, by_line

FENCE = "---"
MAX_FRONT_MATTER_CHARACTERS = 64 * 1024
_MAX_REPAIRS = 20
_DEEPEST = 2  # levels of keys below one that may have any

_CARRIAGE = re.compile(r"\r\n?")
_TAB_AS_SPACE = re.compile(r"^(?:[ ]*\t|[ ]*[\w-]+:[ ]*\t|[ ]*-[ ]*\t)", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s:#'\"-][^\s:]*)\s*:")
_SPACES = re.compile(r"[ \t\n]+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_EMBEDDING_STARTS = "\u202a\u202b\u202d\u202e"
_ISOLATE_STARTS = "\u2066\u2067\u2068"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ENDS = {**dict.fromkeys(_EMBEDDING_STARTS, "\u202c"), **dict.fromkeys(_ISOLATE_STARTS, "\u2069")}


@dataclass(frozen=True, slots=True)
class FrontMatterEntry:
    """One key of the front matter: its text or texts, and the 1-based line of the file it stands on."""

    line: int
    value: str | tuple[str, ...] | None
    """None where the value could not be read, a fault says so already; and where there are keys below."""
    below: Mapping[str, "FrontMatterEntry"] | None = None
    """The keys below this one, where the reader asked for them and there are some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A source file taken apart. `faults` is what is wrong with its form, not with its values."""

    path: str
    entries: Mapping[str, FrontMatterEntry] = field(default_factory=lambda: MappingProxyType({}))
    body: str = ""
    body_line: int = 1
    faults: tuple[Fault, ...] = ()


def normalise_source(text: str) -> str:
    r"""Return the text in NFC with `\n` line ends and no byte order mark; joiners stay.

    >>> normalise_source("\ufeffe\u0301\r\n")
    'é\n'
    """
    return unicodedata.normalize("NFC", _CARRIAGE.sub("\n", text.removeprefix("\ufeff")))


def read_source(text: str, path: str, *, nested: Collection[str] = ()) -> SourceFile:
    """Return the front matter's entries and the body of a source file, and what is wrong with its form.

    `nested`: keys that may have keys below them, and those again; all others hold texts.
    """
    lines = normalise_source(text).split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[opening].rstrip() != FENCE:
        what = "the front matter is missing"
        remedy = f"Begin the file with a line {FENCE}, then title: and the other keys, then {FENCE}"
        return SourceFile(path=path, faults=(Fault(path, opening + 1, what, remedy),))
    closing = next((n for n in range(opening + 1, len(lines)) if lines[n].rstrip() == FENCE), None)
    if closing is None:
        what = f"the front matter that begins here has no closing {FENCE}"
        fault = Fault(path, opening + 1, what, f"Write a line {FENCE} between the keys and the text")
        return SourceFile(path=path, faults=(fault,))
    # Blank lines above keep the line numbers of the YAML reader those of the file.
    head = "\n" * (opening + 1) + "\n".join(lines[opening + 1 : closing]) + "\n"
    entries, faults = _entries(head, path, nested)
    body, body_line = _body(lines, closing + 1)
    faults += [*unseen_character_faults(body, path, body_line), *_body_bidi_faults(body, path, body_line)]
    ordered = tuple(by_line(faults))
    return SourceFile(path=path, entries=entries, body=body, body_line=body_line, faults=ordered)


def _body(lines: list[str], start: int) -> tuple[str, int]:
    """Return the body without blank lines around it, and the 1-based line it starts on."""
    numbers = [number for number in range(start, len(lines)) if lines[number].strip()]
    if not numbers:
        return "", start + 1
    return "\n".join(lines[numbers[0] : numbers[-1] + 1]), numbers[0] + 1


def unseen_character_faults(text: str, path: str, first_line: int = 1) -> Iterator[Fault]:
    """Yield a fault per line with a control character, a line separator, or a lone surrogate."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    told_lines = set()
    for match in _UNSEEN.finditer(text):
        line = first_line + bisect_right(breaks, match.start())
        if line not in told_lines:
            told_lines.add(line)
            what = f"there is an invisible control character (U+{ord(match[0]):04X})"
            yield Fault(path, line, what, "Delete it and type the words around it again")


def is_balanced(text: str) -> bool:
    r"""Return whether all bidirectional embeddings, overrides and isolates of a text are closed in order.

    >>> is_balanced("\u2068abc\u2069"), is_balanced("\u202eabc")
    (True, False)
    """
    open_until: list[str] = []
    for control in _BIDI.findall(text):
        if control in _ENDS:
            open_until.append(_ENDS[control])
        elif not open_until or open_until.pop() != control:
            return False
    return not open_until


def _body_bidi_faults(body: str, path: str, first_line: int) -> Iterator[Fault]:
    """Yield a fault per paragraph whose bidirectional controls would turn what follows."""
    if not _BIDI.search(body):
        return
    line = first_line
    for paragraph in re.split(r"(\n[ \t]*\n)", body):
        if not is_balanced(paragraph):
            yield bidi_fault(path, line, "this paragraph")
        line += paragraph.count("\n")


def bidi_fault(path: str, line: int, text: str) -> Fault:
    """Return the fault of a text (its name) whose bidirectional controls are not closed."""
    return Fault(path, line, *bidi_fault_text(text))


def bidi_fault_text(text: str) -> tuple[str, str]:
    """Return (what, remedy) of a text (its name) whose bidirectional controls are not closed."""
    what = f"an unbalanced bidirectional control (U+202A to U+202E, U+2066 to U+2069) is in {text}"
    return what, "Delete it: the text's own direction is known from its language"


def _entries(
    head: str, path: str, nested: Collection[str]
) -> tuple[dict[str, FrontMatterEntry], list[Fault]]:
    """Return the keys with their values, and the faults of the front matter's form."""
    faults = list(unseen_character_faults(head, path))
    for match in _TAB_AS_SPACE.finditer(head):
        line = head.count("\n", 0, match.start()) + 1
        faults.append(Fault(path, line, "a tab stands where YAML wants spaces", "Use spaces"))
    if len(head) > MAX_FRONT_MATTER_CHARACTERS:
        what = f"the front matter has {len(head):,} characters"
        return {}, [*faults, Fault(path, 1, what, f"Close it with {FENCE} before the text begins")]
    clean = _UNSEEN.sub(" ", head).replace("\t", " ")
    node, broken = _compose(clean, path, faults, nested)
    entries = _entries_of(node, path, faults, dict.fromkeys(nested, _DEEPEST))
    # Of keys that have lost a line below them, what is left would look as if something were missing.
    unread = {
        key: FrontMatterEntry(line, None)
        for key, line in broken.items()
        if key in nested or key not in entries
    }
    return {**entries, **unread}, faults


class _PlainLoader(yaml.SafeLoader):
    """Composes text, lists of text, and nothing cleverer."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML is untyped here
        # A mapping's values are at depth 2, a list's texts and a nested mapping's values at 3.
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            raise _yaml_error(event, "`*`, `&` and `!` at the beginning of a value mean something in YAML")
        if self.depth > 4:  # noqa: PLR2004  # deep enough to name the key at fault, shallow enough for the stack
            raise _yaml_error(event, "values are nested too deeply")
        self.depth += 1
        try:
            return super().compose_node(parent, index)  # type: ignore[arg-type]  # int | None in the stubs
        finally:
            self.depth -= 1


def _yaml_error(event: yaml.Event, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]  # the stubs name the C loader's marks too


def _compose(
    head: str, path: str, faults: list[Fault], nested: Collection[str]
) -> tuple[yaml.Node | None, dict[str, int]]:
    """Return the YAML tree, without the lines that could not be read, and the keys of those lines."""
    lines, broken = head.split("\n"), dict[str, int]()
    for _ in range(_MAX_REPAIRS):
        try:
            return yaml.compose("\n".join(lines), _PlainLoader), broken
        except yaml.MarkedYAMLError as error:
            number = _line_at_fault(error, lines)
            owner = _owner(lines, number, nested)
            remedy = _QUOTE_THEM if owner else _QUOTE_IT
            faults.append(Fault(path, number + 1, f"the YAML is broken: {_problem(error)}", remedy))
            match = _KEY.match(lines[number])
            if key := owner or (match[1] if match else ""):
                broken[key] = number + 1
            lines[number] = ""
    return None, broken


def _owner(lines: list[str], number: int, nested: Collection[str]) -> str | None:
    """Return the key that a line stands below, or on, if it is one with keys below it."""
    for line in reversed(lines[: number + 1]):
        match = _KEY.match(line)
        if match and not line.startswith(" "):
            return match[1] if match[1] in nested else None
    return None


_QUOTE_IT = 'Put the value in double quotes, key: "value", and start every key at the margin'
_QUOTE_THEM = 'Put each text in double quotes, key: "text", and nothing behind the quotes'


def _problem(error: yaml.MarkedYAMLError) -> str:
    return " ".join(filter(None, (error.context, error.problem)))


def _line_at_fault(error: yaml.MarkedYAMLError, lines: list[str]) -> int:
    """Return the 0-based line to blame: where an unclosed quote opens, or the last line with text."""
    mark = error.problem_mark
    if error.context_mark is not None and "quoted scalar" in (error.context or ""):
        mark = error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    return number


def _entries_of(
    node: yaml.Node | None, path: str, faults: list[Fault], depths: Mapping[str, int]
) -> dict[str, FrontMatterEntry]:
    """Return the entries of a mapping. `depths`: how many levels of keys each of them may have below."""
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        what = "the front matter has no keys"
        faults.append(Fault(path, _line(node), what, "Write each as key: value"))
        return {}
    entries: dict[str, FrontMatterEntry] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in entries:
            what = f"`{name}` is given a second time (first on line {entries[name].line})"
            faults.append(Fault(path, _line(key), what, "Keep one of them"))
            continue
        depth = depths.get(name, 0)
        if depth and isinstance(value, yaml.MappingNode):
            names = [below.value for below, _ in value.value if isinstance(below, yaml.ScalarNode)]
            below = _entries_of(value, path, faults, dict.fromkeys(names, depth - 1))
            entries[name] = FrontMatterEntry(_line(key), None, below)
        else:
            entries[name] = FrontMatterEntry(_line(key), _value(name, value, path, faults))
    return entries


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _value(name: str, node: yaml.Node, path: str, faults: list[Fault]) -> str | tuple[str, ...] | None:
    """Return a text, or a list of texts; None and a fault where there is something more nested."""
    if isinstance(node, yaml.ScalarNode):
        return _text_of(node)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return tuple(_text_of(item) for item in node.value)
    what = f"`{name}` holds nested values where text is expected"
    remedy = f'Write {name}: "text"; a value that begins with {{ or [ needs the quotes'
    faults.append(Fault(path, _line(node), what, remedy))
    return None


def _text_of(node: yaml.ScalarNode) -> str:
    """Return a scalar on one line, as titles and summaries are; `~` is YAML's spelling of nothing."""
    text = _SPACES.sub(" ", node.value).strip(" ")
    return "" if text == "~" and node.style is None else text
