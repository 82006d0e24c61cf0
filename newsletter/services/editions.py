"""An edition in every locale: built from the newsroom's files, stored nowhere yet.

    Manuscript, Catalogues ─▶ gate ─▶ localise ─▶ compile ─▶ Built ─▶ publish.py, previews.py

No database is needed for this, and none is imported: a preview starts without one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from newsletter.content.conventions import conventions_for, format_number
from newsletter.content.gate import GateResult, gate
from newsletter.content.localise import localise
from newsletter.content.manuscript import Manuscript
from newsletter.content.newsroom import Newsroom
from newsletter.files.newsroom_folder import Image, NewsroomFolder
from newsletter.identifiers import RevisionId
from newsletter.locale import Locale
from newsletter.mail.compile import compile_mail
from newsletter.mail.compiled import CompiledMail
from newsletter.mail.html import size_warning
from newsletter.mail.interface import Interface
from newsletter.mail.markup import Templates
from newsletter.services.interface import InterfaceWords, interface_messages, interface_words
from newsletter.services.translations import Translations

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
    translations = Translations(folder, manuscript)
    catalogues = translations.read(chosen)
    words = {locale: interface_words(folder, locale) for locale in chosen}
    messages = interface_messages(templates)
    images = _Images(folder, public_url, manuscript.edition.path)
    gates, mails = [], {}
    for locale in chosen:
        decided = gate(
            manuscript,
            locale=locale,
            readiness_of=translations.readiness,
            interface=words[locale].completeness(messages),
        )
        gates.append(decided)
        if decided.is_open:
            mails[locale] = compile_mail(
                localise(
                    manuscript,
                    locale=locale,
                    catalogues=catalogues,
                    article_locales=decided.article_locales,
                ),
                templates=Templates(templates),
                interface=_interface(words[locale], manuscript.newsroom),
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


def _interface(words: InterfaceWords, newsroom: Newsroom) -> Interface:
    conventions = conventions_for(words.locale, newsroom.conventions)
    return Interface(
        locale=words.locale,
        gettext=words.gettext,
        ngettext=words.ngettext,
        number=partial(format_number, locale=words.locale, conventions=conventions),
    )
