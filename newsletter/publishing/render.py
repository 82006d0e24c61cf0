"""One edition in one locale: through the gate, localised, compiled.

    NewsroomFolder ──▶ Maker.made(locale) ──▶ Made ──▶ editions.build()

What is made is a value that can be kept as bytes and made by another process: see `build.py`.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256

from newsletter.i18n.formats import conventions_for, format_number
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.manuscript import Manuscript
from newsletter.newsroom.settings import Newsroom
from newsletter.rendering.compile import compile_mail
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.language_gate import GateResult
from newsletter.templating.interface import Interface, interface_of
from newsletter.templating.templates import Templates
from newsletter.translation.edition_catalogues import Translations
from newsletter.translation.gate import gate
from newsletter.translation.interface import InterfaceWords, interface_messages, interface_words
from newsletter.translation.localise import localise
from newsletter.translation.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of an edition in one locale."""

    gate: GateResult
    mail: CompiledMail | None
    """None where the gate is shut."""
    images: dict[str, str]
    """The pictures that the mail shows: path below the newsroom by URL path below the public address."""

    def to_json(self) -> bytes:
        """Return it as bytes that `from_json` reads."""
        decided = self.gate
        return json.dumps(
            {
                "locale": str(decided.locale),
                "is_open": decided.is_open,
                "why": decided.why,
                "message_count": decided.message_count,
                "translated_count": decided.translated_count,
                "fell_back": decided.fell_back,
                "article_locales": {slug: str(one) for slug, one in decided.article_locales.items()},
                "mail": self.mail.to_json().decode() if self.mail else None,
                "images": self.images,
            }
        ).encode()

    @classmethod
    def from_json(cls, stored: bytes) -> "Made":
        """Return what `to_json` wrote."""
        fields = json.loads(stored)
        decided = GateResult(
            locale=Locale(fields["locale"]),
            is_open=fields["is_open"],
            why=fields["why"],
            message_count=fields["message_count"],
            translated_count=fields["translated_count"],
            fell_back=tuple(fields["fell_back"]),
            article_locales={slug: Locale(tag) for slug, tag in fields["article_locales"].items()},
        )
        mail = CompiledMail.from_json(fields["mail"].encode()) if fields["mail"] else None
        return cls(gate=decided, mail=mail, images=fields["images"])


def asset_path(digest: str, suffix: str) -> str:
    """Return the path of a picture on the web service."""
    return f"/assets/{digest}{suffix}"


@dataclass(frozen=True)
class Maker:
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

    def made(self, locale: Locale) -> Made:
        """Return the edition in a locale.

        Raises:
            SourceError: a catalogue, a template or an image is wrong.
        """
        self._translations.read([locale])
        words = interface_words(self.folder, locale)
        decided = gate(
            self.manuscript,
            locale=locale,
            readiness_of=self._translations.readiness,
            interface=words.completeness(self._interface_messages),
        )
        images = _Images(self.folder, self.public_url, self.manuscript)
        mail = self._mail(decided, words, images) if decided.is_open else None
        return Made(gate=decided, mail=mail, images=images.used)

    def _mail(self, decided: GateResult, words: InterfaceWords, images: "_Images") -> CompiledMail:
        catalogues = self._translations.read({decided.locale, *decided.article_locales.values()})
        return compile_mail(
            localise(
                self.manuscript,
                locale=decided.locale,
                catalogues=catalogues,
                article_locales=decided.article_locales,
            ),
            templates=Templates(self.templates),
            interface=_interface(words, self.manuscript.newsroom),
            assets=images.url,
        )

    @cached_property
    def _translations(self) -> Translations:
        return Translations(self.folder, self.manuscript)

    @cached_property
    def _interface_messages(self) -> list[Message]:
        return interface_messages(self.templates)


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
