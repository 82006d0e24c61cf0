"""Checks that look at more than one message: a text is translated alike everywhere; flags name checks.

list[Catalogue] ──▶ inconsistent_entries() ──▶ a finding per message translated in another way elsewhere
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.translation.checks.base import FindingText

INCONSISTENT = "inconsistent"
UNKNOWN_FLAG = "unknown-ignore"
IGNORE = "ignore-"
_FLAG = r"(?:ignore-[\w-]+|localised-link)"
_COMMENT_FLAGS = re.compile(rf"{_FLAG}(?:\s*,\s*{_FLAG})*")

_LENIENT = frozenset(["author"])
_TRIFLES = " \t\n.:…。："


def inconsistent_entries(
    catalogues: Iterable[Catalogue],
) -> Iterator[tuple[Catalogue, CatalogueEntry, FindingText]]:
    """Yield messages whose source is translated in another way further up in the same language.

    What the language's catalogues say first is what the others are compared with; capitals and the mark
    at the end may differ.
    """
    first: dict[tuple[str, str, str | None], tuple[Catalogue, CatalogueEntry]] = {}
    for catalogue in catalogues:
        for entry in catalogue.entries:
            if not entry.is_translated or entry.context in _LENIENT:
                continue
            source_key = (catalogue.language, entry.text, entry.plural)
            other, known = first.setdefault(source_key, (catalogue, entry))
            if known is not entry and not _agree(entry, known):
                what = f"the same text is {known.translations[0]!r} in {other.path}:{known.line}"
                yield (
                    catalogue,
                    entry,
                    FindingText(what, "Say it alike, or flag the message ignore-inconsistent"),
                )


def _agree(entry: CatalogueEntry, other: CatalogueEntry) -> bool:
    if entry.translations == other.translations:
        return True
    return [_core(translation) for translation in entry.translations] == [
        _core(translation) for translation in other.translations
    ]


def _core(text: str) -> str:
    return text.strip(_TRIFLES).casefold()


def entry_with_comment_flags(entry: CatalogueEntry) -> CatalogueEntry:
    """Return the entry with the flags that its translator wrote as a comment, `# ignore-numbers`.

    GNU's own tools drop every `#,` flag that they do not know; a comment survives them.
    """
    flag_lines = [line for line in entry.comments if _COMMENT_FLAGS.fullmatch(line.strip())]
    if not flag_lines:
        return entry
    flags = [flag.strip() for line in flag_lines for flag in line.split(",")]
    return replace(entry, flags=tuple(dict.fromkeys([*entry.flags, *flags])))


def unknown_flag_findings(entry: CatalogueEntry, known: Iterable[str]) -> Iterator[FindingText]:
    """Yield a finding per `ignore-…` flag that names no check."""
    codes = sorted(known)
    for flag in entry.flags:
        if flag.startswith(IGNORE) and flag.removeprefix(IGNORE) not in codes:
            yield FindingText(f"{flag} names no check", f"Write {IGNORE} and one of {', '.join(codes)}")
