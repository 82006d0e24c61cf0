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
from newsletter.newsroom.glossary import Glossary, with_kept_terms
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry, EntryKey
from newsletter.po.writer import catalogue_text
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.checks.placeholders import placeholders
from newsletter.translation.interface import INTERFACE_LANGUAGE
from newsletter.translation.machine_drafts import drafted_entry
from newsletter.translation.memory import is_untranslated
from newsletter.translation.protected_text import MaskedText, masked_text, unmasked_text
from newsletter.translation.workflows.suggest import catalogues_of, wanted_catalogues
from newsletter.translation.workflows.update_catalogues import domains

_BY_HAND = "Translate it by hand"
_PLAIN_CONTEXTS = ("title", "summary", "category", "author", "subject", "preheader", "greeting")
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
class _DraftRequest:
    """One message that a draft is asked for."""

    path: str
    entry: CatalogueEntry
    source: Locale
    masked: MaskedText


@dataclass(slots=True)
class _DraftRun:
    """What a run has done so far."""

    folder: NewsroomFolder
    catalogues: dict[str, Catalogue]
    origin: str
    drafted_count: int = 0
    missing_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    paths: dict[str, None] = field(default_factory=dict)

    def take(self, drafts: Iterable[tuple[_DraftRequest, str | None]]) -> None:
        """Write drafts into their catalogues, as far as they are any good."""
        drafted: dict[str, dict[EntryKey, CatalogueEntry]] = defaultdict(dict)
        for request, answer in drafts:
            if answer is None:
                self.missing_count += 1
                continue
            draft = unmasked_text(answer, request.masked)
            reason = _drop_reason(draft, request.entry)
            if draft is None or reason:
                what = f"the draft was dropped: {reason}"
                self.faults.append(Fault(request.path, request.entry.line, what, _BY_HAND))
                continue
            drafted[request.path][request.entry.key] = drafted_entry(request.entry, draft, self.origin)
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
    untranslated = [
        (catalogue, entry) for catalogue in chosen for entry in catalogue.entries if is_untranslated(entry)
    ]
    single = [(catalogue, entry) for catalogue, entry in untranslated if entry.plural is None]
    requests = list(islice(_draft_requests(folder, single, is_engine=provider.is_engine), order.limit))
    run = _DraftRun(folder, {catalogue.path: catalogue for catalogue in chosen}, provider.name)
    for portion in _portions(requests):
        run.take(_provider_answers(portion, run, provider, order.locale))
        for request in portion:
            on_progress(request, len(requests))
    return DraftReport(
        wanted_count=len(requests),
        drafted_count=run.drafted_count,
        missing_count=run.missing_count,
        counting_count=len(untranslated) - len(single),
        faults=tuple(run.faults),
        paths=tuple(run.paths),
    )


def _draft_requests(
    folder: NewsroomFolder, untranslated: Iterable[tuple[Catalogue, CatalogueEntry]], *, is_engine: bool
) -> Iterator[_DraftRequest]:
    """Yield what a draft is asked for; an engine is not shown what it must not touch."""
    glossary, texts = folder.glossary(), {domain.name: domain for domain in domains(folder)}
    glossaries: dict[str, Glossary] = {}
    for catalogue, entry in untranslated:
        text = texts.get(PurePath(catalogue.path).stem)  # none for the interface
        if catalogue.path not in glossaries:
            glossaries[catalogue.path] = with_kept_terms(glossary, text.kept_terms if text else ())
        masked_source = (
            _masked_source(entry, glossaries[catalogue.path]) if is_engine else MaskedText(entry.text, (), ())
        )
        language = text.language if text else Locale(INTERFACE_LANGUAGE)
        yield _DraftRequest(catalogue.path, entry, language, masked_source)


def _masked_source(entry: CatalogueEntry, glossary: Glossary) -> MaskedText:
    return masked_text(entry.text, is_markdown=_is_markdown(entry), glossary=glossary)


def _is_markdown(entry: CatalogueEntry) -> bool:
    return "md-text" in entry.flags or entry.context not in _PLAIN_CONTEXTS


def _portions(requests: Sequence[_DraftRequest]) -> Iterator[list[_DraftRequest]]:
    """Yield what is asked for in portions of one source language; equal texts together."""
    by_source: dict[Locale, dict[str, list[_DraftRequest]]] = defaultdict(lambda: defaultdict(list))
    for request in requests:
        by_source[request.source][request.masked.text].append(request)
    for texts in by_source.values():
        for portion in portions(list(texts.items())):
            yield [request for _, alike in portion for request in alike]


def _provider_answers(
    portion: Sequence[_DraftRequest], run: _DraftRun, provider: DraftProvider, locale: Locale
) -> list[tuple[_DraftRequest, str | None]]:
    """Return the provider's answers; each text is sent once, and to an engine only what has words in it."""
    sent_requests = [request for request in portion if request.masked.has_words or not provider.is_engine]
    texts = list(dict.fromkeys(request.masked.text for request in sent_requests))
    try:
        drafts = provider.drafts(texts, source=portion[0].source, target=locale) if texts else []
    except UnavailableError as error:
        raise UnavailableError(f"{error}. {run.drafted_count} drafts were written before") from error
    answers = dict(zip(texts, drafts, strict=True))
    return [(request, answers.get(request.masked.text, request.masked.text)) for request in portion]


def _drop_reason(draft: str | None, entry: CatalogueEntry) -> str:
    """Return what is wrong with a draft, "" where nothing is."""
    if draft is None:
        return "a placeholder, a link or another mark got lost on the way"
    return next(_drop_reasons(draft, entry.text), "")


def _drop_reasons(draft: str, source: str) -> Iterator[str]:
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
