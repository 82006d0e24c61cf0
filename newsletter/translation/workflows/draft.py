"""Machine drafts for what nobody has translated: asked for in portions, checked, written as fuzzy.

    untranslated entries ──▶ masked ──▶ DraftProvider ──▶ unmasked, checked ──▶ marked ──▶ the same files

Every portion is written before the next one is asked for: a server that breaks off half way costs one
portion, and the next run goes on where this one stopped, since what is fuzzy is never asked for again.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath

from newsletter.drafting.provider import DraftProvider, portions
from newsletter.errors import Fault, UnavailableError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import Glossary, with_kept
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry, EntryKey
from newsletter.po.writer import catalogue_text
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.checks.placeholders import placeholders
from newsletter.translation.interface import INTERFACE_LANGUAGE
from newsletter.translation.machine_drafts import marked
from newsletter.translation.memory import is_untranslated
from newsletter.translation.protected_text import Masked, masked, unmasked
from newsletter.translation.workflows.suggest import catalogues_of, wanted_catalogues
from newsletter.translation.workflows.update_catalogues import domains

_BY_HAND = "Translate it by hand"
_PLAIN_CONTEXTS = ("title", "summary", "category", "author", "subject", "preheader", "greeting")
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069"
_MOST_GROWTH, _SHORT = 10, 200
"""A draft that is this many times as long as its source, and not short, says that an engine lost its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOrder:
    """What drafts are wanted for."""

    locale: Locale
    """The language to translate into."""
    edition: str | None = None
    """Only this one and its articles; None for all texts."""
    limit: int | None = None
    """At most so many messages; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """What has come of a run."""

    wanted_count: int
    """Messages that a draft was asked for."""
    drafted_count: int
    missing_count: int
    """Messages for which there was no draft."""
    counting_count: int
    """Messages with a plural: left to people, since a machine knows no plural forms."""
    faults: tuple[Fault, ...]
    """Drafts that were dropped, since they had lost something that must stay."""
    paths: tuple[str, ...]
    """Catalogues that were written."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One message that a draft is asked for."""

    path: str
    entry: CatalogueEntry
    source: Locale
    masked: Masked


@dataclass(slots=True)
class _Run:
    """What a run has done so far."""

    folder: NewsroomFolder
    catalogues: dict[str, Catalogue]
    origin: str
    drafted_count: int = 0
    missing_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    paths: dict[str, None] = field(default_factory=dict)

    def take(self, drafts: Iterable[tuple[_Wanted, str | None]]) -> None:
        """Write drafts into their catalogues, as far as they are any good."""
        drafted: dict[str, dict[EntryKey, CatalogueEntry]] = defaultdict(dict)
        for wanted, answer in drafts:
            if answer is None:
                self.missing_count += 1
                continue
            draft = unmasked(answer, wanted.masked)
            wrong = _fault(draft, wanted.entry)
            if draft is None or wrong:
                what = f"the draft was dropped: {wrong}"
                self.faults.append(Fault(wanted.path, wanted.entry.line, what, _BY_HAND))
                continue
            drafted[wanted.path][wanted.entry.key] = marked(wanted.entry, draft, self.origin)
        for path, entries in drafted.items():
            self._write(path, entries)

    def _write(self, path: str, drafted: dict[EntryKey, CatalogueEntry]) -> None:
        catalogue = self.catalogues[path]
        entries = tuple(drafted.get(entry.key, entry) for entry in catalogue.entries)
        self.catalogues[path] = replace(catalogue, entries=entries)
        self.folder.write(path, catalogue_text(self.catalogues[path]))
        self.drafted_count += len(drafted)
        self.paths[path] = None


def draft(
    folder: NewsroomFolder,
    provider: DraftProvider,
    order: DraftOrder,
    *,
    on_progress: Progress = tell_nobody,
) -> DraftReport:
    """Write a draft for every message of an order that nobody has translated.

    `on_progress` is told of each message that is done.

    Raises:
        NotFoundError: there is no such edition, or no catalogue.
        TranslationError: a catalogue or the file of drafts has faults.
        UnavailableError: the server has broken off; it says how many drafts were written before.
    """
    known = catalogues_of(folder, order.locale)
    chosen = wanted_catalogues(folder, known, locale=order.locale, edition=order.edition)
    untranslated = [(one, entry) for one in chosen for entry in one.entries if is_untranslated(entry)]
    single = [(one, entry) for one, entry in untranslated if entry.plural is None]
    asking = list(islice(_wanted(folder, single, is_engine=provider.is_engine), order.limit))
    run = _Run(folder, {one.path: one for one in chosen}, provider.name)
    for portion in _portions(asking):
        run.take(_answered(portion, run, provider, order.locale))
        for wanted in portion:
            on_progress(wanted, len(asking))
    return DraftReport(
        wanted_count=len(asking),
        drafted_count=run.drafted_count,
        missing_count=run.missing_count,
        counting_count=len(untranslated) - len(single),
        faults=tuple(run.faults),
        paths=tuple(run.paths),
    )


def _wanted(
    folder: NewsroomFolder, untranslated: Iterable[tuple[Catalogue, CatalogueEntry]], *, is_engine: bool
) -> Iterator[_Wanted]:
    """Yield what a draft is asked for; an engine is not shown what it must not touch."""
    glossary, texts = folder.glossary(), {one.name: one for one in domains(folder)}
    glossaries: dict[str, Glossary] = {}
    for catalogue, entry in untranslated:
        text = texts.get(PurePath(catalogue.path).stem)  # none for the interface
        if catalogue.path not in glossaries:
            glossaries[catalogue.path] = with_kept(glossary, text.kept_terms if text else ())
        hidden = _hidden(entry, glossaries[catalogue.path]) if is_engine else Masked(entry.text, (), ())
        language = text.language if text else Locale(INTERFACE_LANGUAGE)
        yield _Wanted(catalogue.path, entry, language, hidden)


def _hidden(entry: CatalogueEntry, glossary: Glossary) -> Masked:
    return masked(entry.text, is_markdown=_is_markdown(entry), glossary=glossary)


def _is_markdown(entry: CatalogueEntry) -> bool:
    return "md-text" in entry.flags or entry.context not in _PLAIN_CONTEXTS


def _portions(asking: Sequence[_Wanted]) -> Iterator[list[_Wanted]]:
    """Yield what is asked for in portions of one source language; equal texts together."""
    by_source: dict[Locale, dict[str, list[_Wanted]]] = defaultdict(lambda: defaultdict(list))
    for wanted in asking:
        by_source[wanted.source][wanted.masked.text].append(wanted)
    for texts in by_source.values():
        for portion in portions(list(texts.items())):
            yield [wanted for _, alike in portion for wanted in alike]


def _answered(
    portion: Sequence[_Wanted], run: _Run, provider: DraftProvider, locale: Locale
) -> list[tuple[_Wanted, str | None]]:
    """Return the provider's answers; each text is sent once, and to an engine only what has words in it."""
    asked = [one for one in portion if one.masked.says_something or not provider.is_engine]
    texts = list(dict.fromkeys(one.masked.text for one in asked))
    try:
        found = provider.drafts(texts, source=portion[0].source, target=locale) if texts else []
    except UnavailableError as error:
        raise UnavailableError(f"{error}. {run.drafted_count} drafts were written before") from error
    answers = dict(zip(texts, found, strict=True))
    return [(one, answers.get(one.masked.text, one.masked.text)) for one in portion]


def _fault(draft: str | None, entry: CatalogueEntry) -> str:
    """Return what is wrong with a draft, "" where nothing is."""
    if draft is None:
        return "a placeholder, a link or another mark got lost on the way"
    return next(_faults(draft, entry.text), "")


def _faults(draft: str, source: str) -> Iterator[str]:
    if not draft.strip():
        yield "it is empty"
    if any(not char.isprintable() and char not in "\n\t" and not _joins(char) for char in draft):
        yield "it has control characters"
    if "\n" in draft and "\n" not in source:
        yield "it has several lines where the source has one"
    if len(draft) > max(_SHORT, _MOST_GROWTH * len(source)):
        yield "it is many times as long as its source"
    if Counter(placeholders(source)) != Counter(placeholders(draft)):
        yield "its placeholders are not those of the source"


def _joins(char: str) -> bool:
    """Tell whether a character that cannot be seen belongs into texts: joiners, directions, spaces."""
    return (
        unicodedata.category(char) == "Zs"
        or char in "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069"
    )
