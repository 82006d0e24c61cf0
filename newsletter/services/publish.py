"""Publish: from a newsroom on disk to an immutable revision in the database.

    Manuscript, Catalogues ─▶ gate ─▶ localise ─▶ compile ─▶ NewRevision ─▶ store

Workers, beat and web read revisions only. The digest is made of the content, so publishing twice
without a change gives the same revision.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from newsletter.content.catalogue import Catalogue
from newsletter.content.compiled_catalogue import compiled
from newsletter.content.gate import GateResult, gate
from newsletter.content.localise import localise
from newsletter.content.manuscript import Manuscript
from newsletter.errors import Fault, TranslationError
from newsletter.files.newsroom_folder import Image, NewsroomFolder
from newsletter.identifiers import RevisionId
from newsletter.locale import Locale
from newsletter.mail.compile import compile_mail
from newsletter.mail.compiled import CompiledMail
from newsletter.mail.html import size_warning
from newsletter.mail.interface import Interface
from newsletter.mail.markup import Templates
from newsletter.mail.personalise import neutral
from newsletter.services.catalogues import InterfaceWords, interface_messages, interface_words
from newsletter.store import revisions
from newsletter.store.database import Database
from newsletter.store.revisions import NewRevision, Part

Progress = Callable[[Locale, int], None]
"""(locale that was made, locales in all)"""


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


@dataclass(slots=True)
class _Images:
    """The pictures that an edition uses, by the path under which the web service shows them."""

    folder: NewsroomFolder
    public_url: str
    named_in: str
    used: dict[str, Image] = field(default_factory=dict)

    def url(self, path: str) -> str:
        image = self.folder.image(path, named_in=self.named_in)
        place = asset_path(sha256(image.body).hexdigest(), image.suffix)
        self.used[place] = image
        return f"{self.public_url}{place}"


def asset_path(digest: str, suffix: str) -> str:
    """Return the path of a picture on the web service."""
    return f"/assets/{digest}{suffix}"


def build(
    folder: NewsroomFolder,
    slug: str,
    *,
    public_url: str,
    locales: tuple[Locale, ...] | None = None,
    on_progress: Progress = lambda *_: None,
) -> Built:
    """Build an edition in the newsroom's locales, or in some of them. Nothing is stored.

    Raises:
        SourceError: a file of the edition is wrong. All catalogues are read before any mail is made.
    """
    manuscript, templates = folder.manuscript(slug), folder.templates()
    chosen = locales or manuscript.newsroom.languages
    catalogues = _read_all(folder, manuscript, chosen)
    words = {locale: interface_words(folder, locale) for locale in chosen}
    messages = interface_messages(templates)
    images = _Images(folder, public_url, manuscript.edition.path)
    gates, mails = [], {}
    for locale in chosen:
        decided = gate(
            manuscript,
            locale=locale,
            catalogues=catalogues[locale],
            interface=words[locale].completeness(messages),
        )
        gates.append(decided)
        if decided.is_open:
            mails[locale] = compile_mail(
                localise(manuscript, locale=locale, catalogues=catalogues[locale]),
                templates=Templates(templates),
                interface=_interface(words[locale]),
                assets=images.url,
            )
        on_progress(locale, len(chosen))
    return Built(
        manuscript=manuscript,
        gates=tuple(gates),
        mails=mails,
        images=images.used,
        words=words,
        templates=templates,
    )


def publish(database: Database, built: Built, *, now: datetime) -> Published:
    """Store an edition that was built as a revision.

    Raises:
        SourceError: the source language itself may not go out. Nothing is stored.
    """
    _require_source(built)
    new = _revision(built)
    with database.write() as db:
        revision_id, is_new = revisions.publish(db, new, now=now)
    return Published(revision_id=revision_id, digest=new.digest, is_new=is_new, built=built)


def _interface(words: InterfaceWords) -> Interface:
    return Interface(locale=words.locale, gettext=words.gettext, ngettext=words.ngettext)


def _read_all(
    folder: NewsroomFolder, manuscript: Manuscript, locales: tuple[Locale, ...]
) -> dict[Locale, dict[str, Catalogue]]:
    """Read every catalogue, and tell the faults of all of them together."""
    found: dict[Locale, dict[str, Catalogue]] = {}
    faults: list[Fault] = []
    for locale in locales:
        try:
            found[locale] = folder.catalogues(locale, manuscript.messages())
        except TranslationError as error:
            faults += error.faults
    if faults:
        raise TranslationError(faults)
    return found


def _require_source(built: Built) -> None:
    """Refuse to publish what has no mail in its own language: members without a match get that one."""
    source = built.manuscript.edition.language
    gates = {decided.locale: decided for decided in built.gates}
    if source in built.mails:
        return
    why = gates[source].why if source in gates else f"{source} is not among the newsroom's languages"
    where = built.manuscript.edition.path
    raise TranslationError(
        [Fault(where, f"the edition's own language cannot go out: {why}", "Mend that first")]
    )


def _revision(built: Built) -> NewRevision:
    parts = tuple(_parts(built))
    settings = sending_settings(built.manuscript)
    identity = [(part.role, part.name, part.sha256) for part in parts]
    gates = [(str(g.locale), g.is_open, g.why, list(g.fell_back)) for g in built.gates]
    summed = json.dumps([built.manuscript.edition.slug, settings, sorted(identity), gates], sort_keys=True)
    return NewRevision(
        digest=sha256(summed.encode()).hexdigest(),
        edition=built.manuscript.edition.slug,
        source_locale=built.manuscript.edition.language,
        settings=settings,
        gates=built.gates,
        subjects={locale: neutral(mail).subject for locale, mail in built.mails.items()},
        parts=parts,
    )


def _parts(built: Built) -> Iterator[Part]:
    for locale, mail in built.mails.items():
        yield _part("mail", str(locale), "application/json", mail.to_json())
        for number, catalogue in enumerate(built.words[locale].catalogues):
            yield _part(
                "catalogue", f"{number}/{locale}", "application/x-gettext-translation", compiled(catalogue)
            )
    for name, source in built.templates.items():
        if name.startswith("web/"):
            yield _part("page", name, "text/html", source.encode())
    for place, image in built.images.items():
        yield _part("image", place, image.media_type, image.body)


def _part(role: revisions.Role, name: str, media_type: str, body: bytes) -> Part:
    return Part(role=role, name=name, sha256=sha256(body).hexdigest(), media_type=media_type, body=body)


def sending_settings(manuscript: Manuscript) -> dict[str, Any]:
    """Return what campaigns, workers and pages need of the newsroom's and the edition's settings, as JSON."""
    newsroom = manuscript.newsroom
    return {
        "lists": list(manuscript.edition.lists),
        "name": newsroom.name,
        "sender_name": newsroom.sender_name,
        "sender_address": newsroom.sender_address,
        "reply_to": newsroom.reply_to,
        "website": newsroom.website,
        "look": {
            "accent": newsroom.look.accent,
            "ink": newsroom.look.ink,
            "paper": newsroom.look.paper,
            "backdrop": newsroom.look.backdrop,
        },
    }
