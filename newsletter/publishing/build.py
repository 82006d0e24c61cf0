"""An edition in every locale: built from the newsroom's files, stored nowhere yet.

    NewsroomFolder ─▶ EditionCatalogues ─▶ Proof, Made per locale (or kept from an earlier run) ─▶ Built

No database is needed for this, and none is imported: a preview starts without one. A locale whose
files are the same as last time is not made again (`fingerprint.py`); many that are new are made by as many
processes as there are cores.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from multiprocessing import get_context

from newsletter.delivery.campaign import Campaign
from newsletter.errors import Fault, Place, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import RevisionId
from newsletter.newsroom.folder import Image, NewsroomFolder
from newsletter.newsroom.manuscript import Manuscript
from newsletter.newsroom.sources import sources_digest
from newsletter.progress import Progress, tell_nobody
from newsletter.publishing.fingerprint import Fingerprints
from newsletter.publishing.render import EditionBuilder, LocaleBuild, Proof
from newsletter.rendering.html import size_warning
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.language_gate import LanguageGate
from newsletter.translation.edition_catalogues import EditionCatalogues, MapFunction

_WORTH_A_PROCESS = 60
"""Texts times locales that take longer to make than a process to start (about a second)."""
_MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltEdition:
    """An edition in every locale of its newsroom, before it is stored."""

    manuscript: Manuscript
    public_url: str
    """Where its links begin."""
    gates: tuple[LanguageGate, ...]
    mails: Mapping[Locale, CompiledMail]
    images: Mapping[str, Image]
    """By URL path below the public address."""
    words: Mapping[Locale, tuple[bytes, ...]]
    """The interface of the pages around each mail, as MO files: the newsroom's own, if any, first."""
    templates: Mapping[str, str]
    sources_digest: str
    """Of the files that it was made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """What publishing did."""

    revision_id: RevisionId
    digest: str
    is_new: bool
    built: BuiltEdition
    changed_campaigns: Sequence[Campaign] = ()
    """Those of the edition that have not left yet: they send this revision now."""

    @property
    def warnings(self) -> list[str]:
        """What an editor should know although the edition goes out, a sentence each."""
        sentences = {locale: size_warning(mail.html) for locale, mail in self.built.mails.items()}
        return [f"{locale}: {sentence}" for locale, sentence in sentences.items() if sentence]


def build(
    folder: NewsroomFolder,
    slug: str,
    *,
    public_url: str,
    locales: tuple[Locale, ...] | None = None,
    on_progress: Progress = tell_nobody,
) -> BuiltEdition:
    """Build an edition in the newsroom's locales, or in some of them. Nothing is published.

    Raises:
        SourceError: a file of the edition is wrong; of catalogues, all faults are told together.
    """
    builder = EditionBuilder(folder, slug, public_url)
    chosen = locales or builder.manuscript.newsroom.languages
    made_of = sources_digest(folder, builder.manuscript)
    builds: dict[Locale, LocaleBuild] = {}
    for locale, locale_build in _all_builds(builder, chosen):
        builds[locale] = locale_build
        on_progress(locale, len(chosen))
    images = {place: path for locale_build in builds.values() for place, path in locale_build.images.items()}
    where = Place(builder.manuscript.edition.path)
    return BuiltEdition(
        manuscript=builder.manuscript,
        public_url=public_url,
        gates=tuple(builds[locale].gate for locale in chosen),
        mails={locale: mail for locale in chosen if (mail := builds[locale].mail) is not None},
        images={place: folder.image(path, named_in=where) for place, path in images.items()},
        words={locale: builds[locale].words for locale in chosen},
        templates=builder.templates,
        sources_digest=made_of,
    )


def _all_builds(builder: EditionBuilder, locales: Sequence[Locale]) -> Iterator[tuple[Locale, LocaleBuild]]:
    """Yield each locale with what came of it: those kept from an earlier run first."""
    fingerprints = Fingerprints(builder)
    missing = []
    for locale in locales:
        stored = builder.folder.kept_result(fingerprints.edition_fingerprint(locale))
        locale_build = LocaleBuild.from_json(stored) if stored else None
        if locale_build and _has_same_images(builder.folder, locale_build):
            yield locale, locale_build
        else:
            missing.append(locale)
    for locale, locale_build in _new_builds(builder, missing):
        builder.folder.keep_result(fingerprints.edition_fingerprint(locale), locale_build.to_json())
        yield locale, locale_build


def _has_same_images(folder: NewsroomFolder, locale_build: LocaleBuild) -> bool:
    """Tell whether the pictures of a kept mail are still there as they were."""
    bodies = {place: folder.bytes_of(path) for place, path in locale_build.images.items()}
    return all(body is not None and sha256(body).hexdigest() in place for place, body in bodies.items())


def _new_builds(builder: EditionBuilder, locales: Sequence[Locale]) -> Iterator[tuple[Locale, LocaleBuild]]:
    """Yield each locale with what came of it; raise the faults of all catalogues together at the end."""
    if not locales:
        return
    with _workers(len(locales), len(builder.manuscript.texts)) as (each_share, each):
        proofs, faults = _proofs(builder, builder.catalogues(locales, each=each_share), locales)
        yield from zip(proofs, each(builder.build_locale, proofs.values()), strict=True)
    if faults:
        raise TranslationError(dict.fromkeys(faults))


def _proofs(
    maker: EditionBuilder, catalogues: EditionCatalogues, locales: Sequence[Locale]
) -> tuple[dict[Locale, Proof], list[Fault]]:
    """Return what can be proofed by locale, and what is wrong with the catalogues of the others."""
    proofs: dict[Locale, Proof] = {}
    faults: list[Fault] = []
    for locale in locales:
        try:
            proofs[locale] = maker.proof(catalogues, locale)
        except TranslationError as error:
            faults += error.faults
    return proofs, faults


@contextmanager
def _workers(locale_count: int, text_count: int) -> Iterator[tuple[MapFunction, MapFunction]]:
    """Give what does a task with each of several things: share by share, and one by one.

    By as many processes as are worth their start. What a share has in common travels once.
    """
    process_count = min(os.cpu_count() or 1, locale_count, _MOST_PROCESSES)
    if process_count < 2 or locale_count * text_count < _WORTH_A_PROCESS:  # noqa: PLR2004 -- "several"
        yield map, map
        return
    with ProcessPoolExecutor(process_count, mp_context=get_context("spawn")) as pool:
        pool.map(_begin, range(process_count))  # they start while this one reads the catalogues
        yield partial(pool.map, chunksize=-(-locale_count // process_count)), pool.map


def _begin(_number: int) -> None:
    """Do nothing, in a process that has imported what it will need."""
