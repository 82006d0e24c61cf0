"""The syntax of PO files: lines to entries, strictly.

    text ──▶ scan() ──▶ Scan(entries, closing_comments, faults) ──▶ catalogue.py

Reads what GNU gettext reads, and refuses what it refuses, but with every fault of the file at once and
a remedy with each. After a fault, reading goes on with the next entry. (polib loses an entry whose
quote is not closed, without a word.)

Sources: GNU gettext manual, "The Format of PO Files", "Entries with Context", "Translating plural
forms", "Sticky flags"; grammar as in gettext's po-gram-gen.y.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from newsletter.po.escapes import StringError, excerpt, strings_text
from newsletter.po.faults import PoFault

EntryKey = tuple[str | None, str]
"""Context and text: what identifies an entry in gettext."""

_STATEMENT = re.compile(r"([A-Za-z_]\w*)[ \t]*(?:\[[ \t]*([0-9]{1,4})[ \t]*\])?[ \t]*")
_PLACE = re.compile(r"\u2068[^\u2069]*\u2069(?::[0-9]+)?|\S+")
_FLAG = r"[ \t]*[a-z][\w+-]*(?::[ \t]*[0-9]+\.\.[0-9]+)?[ \t]*"
_STICKY_FLAGS = re.compile(rf"{_FLAG}(?:,{_FLAG})*")
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_NEXT = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[0]",),
}
_ORDER = "Write msgctxt (if any), msgid, then msgstr; or msgid, msgid_plural, msgstr[0], msgstr[1] and so on"
_PREVIOUS = ("msgctxt", "msgid", "msgid_plural")
_KEYWORDS = frozenset([*_PREVIOUS, "msgstr"])
_OPENERS = ("msgctxt", "msgid")


@dataclass(frozen=True, slots=True)
class PreviousSource:
    """The source that a fuzzy entry's translation was made for (`#|`)."""

    context: str | None = None
    text: str | None = None
    plural: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One message in a catalogue: source, translations, and what surrounds them."""

    context: str | None = None
    """None where there is no `msgctxt`; gettext tells that from an empty one."""
    text: str
    plural: str | None = None
    translations: tuple[str, ...] = ("",)
    """One, or as many as the locale has plural forms; "" where there is none yet."""
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """Lines that the translator wrote (`# `)."""
    extracted: tuple[str, ...] = ()
    """Lines that the source's author wrote for the translator (`#.`)."""
    places: tuple[str, ...] = ()
    previous: PreviousSource | None = None
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    """1-based line of the `msgid`; 0 for what was never in a file."""

    @property
    def key(self) -> EntryKey:
        """What identifies this entry."""
        return (self.context, self.text)

    @property
    def is_fuzzy(self) -> bool:
        """Whether a person still has to confirm the translation."""
        return "fuzzy" in self.flags

    @property
    def other_flags(self) -> tuple[str, ...]:
        """The flags besides `fuzzy`."""
        return tuple(flag for flag in self.flags if flag != "fuzzy")

    @property
    def is_translated(self) -> bool:
        """Whether readers may see it: in use, confirmed, and every form is there."""
        return not self.obsolete and not self.is_fuzzy and all(self.translations)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a file says, as far as it could be read."""

    entries: tuple[CatalogueEntry, ...]
    closing_comments: tuple[str, ...]
    """Translator comments after the last entry."""
    faults: tuple[PoFault, ...]
    has_header: bool
    """Whether there is a header, be it a faulty one."""


@dataclass(slots=True)
class _Draft:
    """An entry that is being read."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    obsolete: bool = False
    line: int = 0
    last: str = ""
    last_previous: str = ""
    broken: bool = False


def scan(text: str, *, path: str) -> Scan:
    """Return the entries of a PO file, and everything that is wrong with its syntax."""
    scanner = _Scanner(path)
    for number, line in enumerate(text.split("\n"), start=1):
        scanner.read(number, line.removesuffix("\r").lstrip(" \t\f\v"))
    return scanner.scan_result()


class _Scanner:
    """Collects lines into entries. One instance reads one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._draft = _Draft()
        self._entries: list[CatalogueEntry] = []
        self._faults: list[PoFault] = []
        self._line = 0
        self._has_header = False
        self._comments: dict[str, Callable[[str], None]] = {
            ",": self._read_flags,
            "=": self._read_sticky_flags,
            ":": self._read_places,
            ".": self._read_extracted,
            "|": self._read_previous,
            "~": self._read_obsolete,
        }

    def read(self, number: int, line: str) -> None:
        """Take in the next line, without its end."""
        self._line = number
        if line.startswith("#"):
            self._comments.get(line[1:2], self._read_comment)(line)
        elif line and not line.isspace():
            self._read_statement(line, obsolete=False)

    def scan_result(self) -> Scan:
        """Return what was read."""
        if self._draft.fields or self._draft.broken:
            self._finish()
        return Scan(tuple(self._entries), tuple(self._draft.comments), tuple(self._faults), self._has_header)

    def _fault(self, what: str, remedy: str, *, line: int | None = None) -> None:
        self._faults.append(PoFault(self._path, line or self._line, what, remedy))

    def _break(self, what: str, remedy: str) -> None:
        """Report a fault of the line, and no more about the order of this entry's fields."""
        self._fault(what, remedy)
        self._draft.broken = True

    def _draft_for_comment(self) -> _Draft:
        """Return the draft that a comment belongs to: comments stand before their entry."""
        if self._draft.fields or self._draft.broken:
            self._finish()
        return self._draft

    def _read_comment(self, line: str) -> None:
        self._draft_for_comment().comments.append(line[1:].removeprefix(" "))

    def _read_extracted(self, line: str) -> None:
        self._draft_for_comment().extracted.append(line[2:].removeprefix(" "))

    def _read_places(self, line: str) -> None:
        places = _PLACE.findall(line[2:])
        self._draft_for_comment().places.extend(
            place.replace("\u2068", "").replace("\u2069", "") for place in places
        )

    def _read_flags(self, line: str) -> None:
        flags = self._draft_for_comment().flags
        flags.extend(flag for part in line[2:].split(",") if (flag := part.strip()) and flag not in flags)

    def _read_sticky_flags(self, line: str) -> None:
        """Read `#=`, unless it is an old comment such as a ruled line of `=`."""
        (self._read_flags if _STICKY_FLAGS.fullmatch(line[2:]) else self._read_comment)(line)

    def _read_previous(self, line: str) -> None:
        draft = self._draft_for_comment()
        rest = line[2:].lstrip(" \t")
        match = None if rest.startswith('"') else _STATEMENT.match(rest)
        name = match[1] if match else draft.last_previous
        if name not in _PREVIOUS:
            self._break(
                f"{name or 'a text'} cannot stand after #|", "Use msgctxt, msgid or msgid_plural there"
            )
            return
        draft.last_previous = name
        text = self._text(rest[match.end() :] if match else rest)
        draft.previous[name] = draft.previous.get(name, "") + text

    def _read_obsolete(self, line: str) -> None:
        rest = line[2:].lstrip(" \t")
        if rest.startswith("|"):
            self._read_previous("#" + rest)
        elif rest.startswith("#"):
            self.read(self._line, rest)
        elif rest:
            self._read_statement(rest, obsolete=True)

    def _read_statement(self, line: str, *, obsolete: bool) -> None:
        if line.startswith('"'):
            self._continue(line, obsolete=obsolete)
            return
        match = _STATEMENT.match(line)
        if match is None or match[1] not in _KEYWORDS:
            self._break(*_unknown_line_fault(line, match[1] if match else ""))
            return
        self._begin(match[1] if match[2] is None else f"{match[1]}[{int(match[2])}]", obsolete=obsolete)
        rest = line[match.end() :]
        if rest:
            self._continue(rest, obsolete=obsolete)

    def _begin(self, name: str, *, obsolete: bool) -> None:
        """Open a field; one that cannot belong to the entry at hand opens the next entry."""
        fields = self._draft.fields
        if name in _OPENERS and fields and (name, self._draft.last) != ("msgid", "msgctxt"):
            self._finish()
        draft = self._draft
        if not draft.broken and not _may_follow(draft.last, name):
            self._break(f"{name} cannot stand {'after ' + draft.last if draft.last else 'here'}", _ORDER)
        if not draft.fields:
            draft.obsolete, draft.line = obsolete, self._line
        elif name == "msgid":
            draft.line = self._line
        draft.last = name
        draft.fields[name] = []

    def _continue(self, line: str, *, obsolete: bool) -> None:
        """Add a line's text to the open field."""
        draft = self._draft
        if not draft.last:
            self._break("a text stands here without a keyword", _ORDER)
            return
        if draft.obsolete != obsolete:
            self._break(
                "the entry is partly obsolete (#~) and partly not", "Put #~ before all of its lines, or none"
            )
        draft.fields[draft.last].append(self._text(line))

    def _text(self, line: str) -> str:
        try:
            return strings_text(line)
        except StringError as fault:
            self._break(fault.what, fault.remedy)
            return ""

    def _finish(self) -> None:
        """Close the entry at hand: keep it, or say what it lacks."""
        draft, self._draft = self._draft, _Draft()
        if "msgctxt" not in draft.fields and not any(draft.fields.get("msgid", [""])):
            self._has_header = True
        if draft.broken:
            return
        for name, texts in draft.fields.items():
            if not texts:
                self._fault(f"{name} has no text", 'Write the text after it, or ""', line=draft.line)
                return
        if draft.last.startswith("msgstr"):
            self._entries.append(_entry(draft))
        else:
            missing = "msgid" if draft.last == "msgctxt" else "msgstr"
            self._fault(f"{draft.last} has no {missing}", _ORDER, line=draft.line)


def _unknown_line_fault(line: str, keyword: str) -> tuple[str, str]:
    """Return what is wrong with a line that is neither comment, keyword nor text, and its remedy."""
    if _CONFLICT.match(line):
        return "a merge conflict is not resolved", "Keep one of the two versions, and remove the marker lines"
    if keyword == "domain":
        return "domain is not used here", "Remove the line: one file is one domain"
    shown = keyword or excerpt(line)
    return f"{shown} is no keyword of a PO file", f"Put text between straight quotes. {_ORDER}"


def _may_follow(last: str, name: str) -> bool:
    """Whether a field may stand after another one of the same entry."""
    if last.startswith("msgstr["):
        return name == f"msgstr[{int(last[7:-1]) + 1}]"
    return name in _NEXT.get(last, ())


def _entry(draft: _Draft) -> CatalogueEntry:
    texts = {name: "".join(pieces) for name, pieces in draft.fields.items()}
    previous = draft.previous
    return CatalogueEntry(
        context=texts.get("msgctxt"),
        text=texts["msgid"],
        plural=texts.get("msgid_plural"),
        translations=tuple(text for name, text in texts.items() if name.startswith("msgstr")),
        flags=tuple(draft.flags),
        comments=tuple(draft.comments),
        extracted=tuple(draft.extracted),
        places=tuple(draft.places),
        previous=PreviousSource(*(previous.get(name) for name in _PREVIOUS)) if previous else None,
        obsolete=draft.obsolete,
        line=draft.line,
    )
