"""The checks over what people really translated: the blocking ones find what is broken, little else."""

import os
from collections import Counter
from pathlib import Path

import pytest

from newsletter.i18n.locale import Locale
from newsletter.newsroom.markdown import references, units
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.translation.checks.base import Severity
from newsletter.translation.checks.runner import CheckedSource, catalogue_findings

CORPUS = os.environ.get("NEWSLETTER_CORPUS")
HEADER = CatalogueEntry(text="", translations=("",))


def body(path):
    """Return a file's Markdown without its front matter."""
    text = path.read_text(encoding="utf-8")
    return text.split("\n---", 1)[1].partition("\n")[2] if text.startswith("---") else text


def aligned(source, translated):
    """Return a catalogue of the blocks of two texts, None where their blocks differ."""
    ours, theirs = units(body(source)), units(body(translated))
    if [unit.role for unit in ours] != [unit.role for unit in theirs]:
        return None
    entries = tuple(
        CatalogueEntry(context=one.role, text=one.text, translations=(other.text,), line=other.line)
        for one, other in zip(ours, theirs, strict=True)
    )
    locale = Locale.parse(translated.stem)
    return Catalogue(language=str(locale), path=str(translated), header_entry=HEADER, entries=entries)


@pytest.mark.skipif(
    not CORPUS, reason="NEWSLETTER_CORPUS names no folder of Markdown files in many languages"
)
def test_good_translations_are_seldom_blocked():
    """Under one in ten, most of them because their links really lead elsewhere; script never."""
    blocked, count = Counter(), 0
    for source in Path(CORPUS or "").rglob("en.md"):
        known = CheckedSource(locale=Locale("en"), references=references(body(source)))
        for path in sorted(source.parent.glob("*.md")):
            catalogue = aligned(source, path) if path != source else None
            if catalogue is not None:
                count += len(catalogue.entries)
                found = catalogue_findings(catalogue, known)
                blocked.update({(o.check, o.line) for o in found if o.severity is Severity.BLOCKS})

    assert count
    assert blocked.total() < count / 10
    assert not any(check in ("script", "bidi", "unsafe-address") for check, _ in blocked)
