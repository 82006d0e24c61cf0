"""An edition in every locale: built from the newsroom's files, stored nowhere yet.

    NewsroomFolder ─▶ Made per locale (kept from an earlier run, or now) ─▶ Built ─▶ publish, previews

No database is needed for this, and none is imported: a preview starts without one. A locale whose
files are the same as last time is not made again (`fingerprint.py`); many that are new are made by as many
processes as there are cores.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context

from newsletter.errors import Fault, Place, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import RevisionId
from newsletter.newsroom.folder import Image, NewsroomFolder
from newsletter.newsroom.manuscript import Manuscript
from newsletter.progress import Progress, tell_nobody
from newsletter.publishing.fingerprint import Prints
from newsletter.publishing.render import Made, Maker
from newsletter.rendering.html import size_warning
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.language_gate import GateResult
from newsletter.translation.interface import InterfaceWords, interface_words

_WORTH_A_PROCESS = 60
"""Texts times locales that take longer to make than a process to start (about a second)."""
_MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An edition in every locale of its newsroom, before it is stored."""

    manuscript: Manuscript
    gates: tuple[GateResult, ...]
    mails: Mapping[Locale, CompiledMail]
    images: Mapping[str, Image]
    """By URL path below the public address."""
    words: Mapping[Locale, InterfaceWords]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did."""

    revision_id: RevisionId
    digest: str
    is_new: bool
    built: Built

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
) -> Built:
    """Build an edition in the newsroom's locales, or in some of them. Nothing is published.

    Raises:
        SourceError: a file of the edition is wrong; of catalogues, all faults are told together.
    """
    maker = Maker(folder, slug, public_url)
    chosen = locales or maker.manuscript.newsroom.languages
    made: dict[Locale, Made] = {}
    for locale, one in _all_made(maker, chosen):
        made[locale] = one
        on_progress(locale, len(chosen))
    images = {place: path for one in made.values() for place, path in one.images.items()}
    where = Place(maker.manuscript.edition.path)
    return Built(
        manuscript=maker.manuscript,
        gates=tuple(made[locale].gate for locale in chosen),
        mails={locale: mail for locale in chosen if (mail := made[locale].mail) is not None},
        images={place: folder.image(path, named_in=where) for place, path in images.items()},
        words={locale: interface_words(folder, locale) for locale in chosen},
        templates=maker.templates,
    )


def _all_made(maker: Maker, locales: Sequence[Locale]) -> Iterator[tuple[Locale, Made]]:
    """Yield each locale with what came of it: those kept from an earlier run first."""
    prints = Prints(maker)
    missing = []
    for locale in locales:
        kept = maker.folder.kept(prints.of(locale))
        made = Made.from_json(kept) if kept else None
        if made and _has_same_images(maker.folder, made):
            yield locale, made
        else:
            missing.append(locale)
    for locale, made in _newly_made(maker, missing):
        maker.folder.keep(prints.of(locale), made.to_json())
        yield locale, made


def _has_same_images(folder: NewsroomFolder, made: Made) -> bool:
    """Tell whether the pictures of a kept mail are still there as they were."""
    bodies = {place: folder.bytes_of(path) for place, path in made.images.items()}
    return all(body is not None and sha256(body).hexdigest() in place for place, body in bodies.items())


def _newly_made(maker: Maker, locales: Sequence[Locale]) -> Iterator[tuple[Locale, Made]]:
    """Yield each locale with what came of it; raise the faults of all catalogues together at the end."""
    faults: list[Fault] = []
    for locale, result in _results(maker, locales):
        try:
            yield locale, result()
        except TranslationError as error:
            faults += error.faults
    if faults:
        raise TranslationError(dict.fromkeys(faults))


def _results(maker: Maker, locales: Sequence[Locale]) -> Iterator[tuple[Locale, Callable[[], Made]]]:
    """Yield for each locale what gives its result, here or from another process."""
    process_count = min(os.cpu_count() or 1, len(locales), _MOST_PROCESSES)
    if process_count < 2 or len(locales) * len(maker.manuscript.texts) < _WORTH_A_PROCESS:  # noqa: PLR2004 -- "several"
        yield from ((locale, lambda locale=locale: maker.made(locale)) for locale in locales)
        return
    start = (maker.folder, maker.slug, maker.public_url)
    with ProcessPoolExecutor(
        process_count, mp_context=get_context("spawn"), initializer=begin_process, initargs=start
    ) as pool:
        futures = {locale: pool.submit(make_in_process, locale) for locale in locales}
        yield from ((locale, future.result) for locale, future in futures.items())


_makers: list[Maker] = []
"""The one that a process of the pool works with; empty everywhere else."""


def begin_process(folder: NewsroomFolder, slug: str, public_url: str) -> None:
    """Prepare a process of the pool to make one edition."""
    _makers.append(Maker(folder, slug, public_url))


def make_in_process(locale: Locale) -> Made:
    """Return what the process's edition is in a locale."""
    return _makers[-1].made(locale)
