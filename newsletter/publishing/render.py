"""One edition in one locale: through the gate, localised, compiled.

    NewsroomFolder ──▶ EditionBuilder.catalogues(), proof(), build_locale() ──▶ LocaleBuild ──▶ build()

A proof is made of values alone; what is made of it can be kept as bytes, and be made by another process:
see `build.py`.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256

from newsletter.i18n.formats import conventions_for, format_number
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.manuscript import Manuscript
from newsletter.newsroom.settings import Newsroom
from newsletter.po.catalogue import Catalogue
from newsletter.po.mo import compile_catalogue
from newsletter.rendering.compile import compile_mail
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.language_gate import LanguageGate
from newsletter.templating.interface import Interface, interface_of
from newsletter.templating.templates import Templates
from newsletter.translation.edition_catalogues import EditionCatalogues, MapFunction, edition_catalogues
from newsletter.translation.gate import gate
from newsletter.translation.interface import InterfaceWords
from newsletter.translation.localise import LocalisedEdition, localise


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleBuild:
    """What came of an edition in one locale."""

    gate: LanguageGate
    mail: CompiledMail | None
    """None where the gate is shut."""
    images: dict[str, str]
    """The pictures that the mail shows: path below the newsroom by URL path below the public address."""
    words: tuple[bytes, ...]
    """The interface of the pages around the mail, as MO files: the newsroom's own, if any, first."""

    def to_json(self) -> bytes:
        """Return it as bytes that `from_json` reads."""
        gate_result = self.gate
        return json.dumps(
            {
                "locale": str(gate_result.locale),
                "is_open": gate_result.is_open,
                "why": gate_result.why,
                "message_count": gate_result.message_count,
                "translated_count": gate_result.translated_count,
                "fell_back": gate_result.fell_back,
                "article_locales": {
                    slug: str(language) for slug, language in gate_result.article_locales.items()
                },
                "mail": self.mail.to_json().decode() if self.mail else None,
                "images": self.images,
                "words": [b64encode(words).decode() for words in self.words],
            }
        ).encode()

    @classmethod
    def from_json(cls, stored: bytes) -> "LocaleBuild":
        """Return what `to_json` wrote."""
        fields = json.loads(stored)
        gate_result = LanguageGate(
            locale=Locale(fields["locale"]),
            is_open=fields["is_open"],
            why=fields["why"],
            message_count=fields["message_count"],
            translated_count=fields["translated_count"],
            fell_back=tuple(fields["fell_back"]),
            article_locales={slug: Locale(tag) for slug, tag in fields["article_locales"].items()},
        )
        mail = CompiledMail.from_json(fields["mail"].encode()) if fields["mail"] else None
        words = tuple(b64decode(text) for text in fields["words"])
        return cls(gate=gate_result, mail=mail, images=fields["images"], words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An edition in one locale as the gate has it, with its translations, before it is a mail."""

    gate: LanguageGate
    catalogues: Mapping[Locale, Mapping[str, Catalogue]]
    """Of the locale, and of those that its articles stand in; by domain."""
    words: InterfaceWords


def asset_path(digest: str, suffix: str) -> str:
    """Return the path of a picture on the web service."""
    return f"/assets/{digest}{suffix}"


@dataclass(frozen=True)
class EditionBuilder:
    """Makes one edition of a newsroom in one locale after the other. What they share is read once."""

    folder: NewsroomFolder
    slug: str
    public_url: str

    @cached_property
    def manuscript(self) -> Manuscript:
        """What people wrote."""
        return self.folder.manuscript(self.slug)

    @cached_property
    def templates(self) -> dict[str, str]:
        """The sources of all templates by name."""
        return self.folder.templates()

    def catalogues(self, locales: Sequence[Locale], *, each: MapFunction = map) -> EditionCatalogues:
        """Return what there is of the edition in these locales. `each`: where it is measured."""
        return edition_catalogues(self.folder, self.manuscript, locales, each=each)

    def proof(self, catalogues: EditionCatalogues, locale: Locale) -> Proof:
        """Return the edition in a locale, as the gate lets it out.

        Raises:
            TranslationError: a catalogue of the locale cannot be read, or of one that stands in for it.
        """
        catalogues.shelf.require([locale])
        decided = gate(self.manuscript, catalogues.table, locale)
        stands_in = {locale, *decided.article_locales.values()} if decided.is_open else {locale}
        return Proof(
            gate=decided,
            catalogues=catalogues.shelf.require(stands_in),
            words=catalogues.words[locale],
        )

    def build_locale(self, proof: Proof) -> LocaleBuild:
        """Return the mail of a proof.

        Raises:
            SourceError: a template or an image is wrong.
        """
        if not proof.gate.is_open:
            return LocaleBuild(gate=proof.gate, mail=None, images={}, words=())
        images = _Images(self.folder, self.public_url, self.manuscript)
        mail = compile_mail(
            self._localised_edition(proof),
            templates=Templates(self.templates),
            interface=_interface(proof.words, self.manuscript.newsroom),
            assets=images.url,
        )
        words = tuple(compile_catalogue(catalogue) for catalogue in proof.words.catalogues)
        return LocaleBuild(gate=proof.gate, mail=mail, images=images.used, words=words)

    def _localised_edition(self, proof: Proof) -> LocalisedEdition:
        return localise(
            self.manuscript,
            locale=proof.gate.locale,
            catalogues=proof.catalogues,
            article_locales=proof.gate.article_locales,
        )


@dataclass(slots=True)
class _Images:
    """The pictures that a mail uses, by the path under which the web service shows them."""

    folder: NewsroomFolder
    public_url: str
    manuscript: Manuscript
    used: dict[str, str] = field(default_factory=dict)

    def url(self, path: str) -> str:
        image = self.folder.image(path, named_in=self.manuscript.place_of_image(path))
        place = asset_path(sha256(image.body).hexdigest(), image.suffix)
        self.used[place] = path
        return f"{self.public_url}{place}"


def _interface(words: InterfaceWords, newsroom: Newsroom) -> Interface:
    conventions = conventions_for(words.locale, newsroom.conventions)
    return interface_of(
        words.locale,
        words.catalogues,
        number=partial(format_number, locale=words.locale, conventions=conventions),
    )
