"""Pair the fields of two texts by their names, and find what one of them says in its body instead.

TargetText, TargetText ──▶ paired_fields() ──▶ list[FieldPair]
"""

from dataclasses import dataclass

from newsletter.importing.blocks import plain_words
from newsletter.importing.sentences import first_sentences
from newsletter.translation.alignment.segments import Segment, TargetText
from newsletter.translation.alignment.split import sentences

_AS_BLOCK = {"title": ("heading", 1), "summary": ("paragraph", 0)}
"""What a field looks like in a text that has no such field: the first heading, the first paragraph."""
_LONGEST_SUMMARY = 300
_CUT = "it was taken from the beginning of the translated text"


@dataclass(frozen=True, slots=True)
class FieldPair:
    """A field of the source and the one of its name in the translation."""

    field: Segment
    other: Segment | None
    as_block: Segment | None = None
    """What to look for among the translation's blocks, where it has no such field."""


@dataclass(frozen=True, slots=True)
class DerivedSummary:
    """A summary made of the beginning of a translated text."""

    text: str
    is_same_count: bool
    """Whether source and translation have the same number of sentences there."""
    why: str = _CUT


def paired_fields(source: TargetText, target: TargetText) -> list[FieldPair]:
    """Return a pair per field of the source."""
    return [
        FieldPair(field, target.fields.get(role), _field_as_block(field, source))
        for role, field in source.fields.items()
    ]


def _field_as_block(field: Segment, source: TargetText) -> Segment | None:
    """Return a field as a block; None for those that only front matter has, and for what the body repeats."""
    role, level = _AS_BLOCK.get(field.role, ("", 0))
    if not role or any(_begins(block.text, field.text) for block in source.blocks):
        return None
    return Segment(role, field.text, field.line, level)


def summary_from_body(summary: str, block: str, translation: str) -> DerivedSummary | None:
    """Return the summary of a translation, if the source's is the beginning of one of its blocks.

    Args:
        summary: of the source.
        block: of the source, inline Markdown.
        translation: of that block, "" where there is none.
    """
    if not translation or not _begins(block, summary):
        return None
    ours, theirs = sentences(_words(block)), sentences(_words(translation))
    count = len(sentences(summary))
    is_whole_sentences = "".join(ours[:count]).strip() == summary
    if len(ours) == len(theirs) and is_whole_sentences:
        return DerivedSummary("".join(theirs[:count]).strip(), is_same_count=True)
    return DerivedSummary(first_sentences(translation, _LONGEST_SUMMARY), is_same_count=False)


def _begins(block: str, summary: str) -> bool:
    return _words(block).startswith(summary.rstrip("…").rstrip())


def _words(text: str) -> str:
    return " ".join(plain_words(text).split())
