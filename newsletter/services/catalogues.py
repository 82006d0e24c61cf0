"""Catalogues of a newsroom: templates for translators, one file per locale, the interface's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsletter.content.catalogue import Catalogue
from newsletter.content.catalogue_text import Heading, template_text, updated_text
from newsletter.content.compiled_catalogue import compiled
from newsletter.content.completeness import Completeness, completeness
from newsletter.content.interface import messages_of_templates
from newsletter.content.manuscript import INTERFACE_DOMAIN, article_domain, edition_domain
from newsletter.content.messages import Message, messages_of_article, messages_of_edition
from newsletter.content.newsroom import Newsroom
from newsletter.errors import Fault, TranslationError
from newsletter.files.newsroom_folder import NewsroomFolder, built_in_interface, built_in_templates
from newsletter.locale import Locale

INTERFACE_LANGUAGE = "en"
"""What the interface's messages are written in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReport:
    """One catalogue after an update."""

    path: str
    locale: Locale
    domain: str
    is_changed: bool
    message_count: int
    translated_count: int


@dataclass(frozen=True, slots=True)
class _Domain:
    """One text with its messages: what becomes one POT and one PO per locale."""

    name: str
    title: str
    language: Locale
    messages: Sequence[Message]


def update_catalogues(folder: NewsroomFolder) -> list[CatalogueReport]:
    """Bring every catalogue of the newsroom up to what its articles, editions and templates say now.

    Reads everything before it writes anything, so a file with a fault stops it with nothing changed.
    """
    newsroom = folder.newsroom()
    texts: list[tuple[str, str]] = []
    reports: list[CatalogueReport] = []
    for domain in _domains(folder):
        heading = Heading(
            title=domain.title, project=newsroom.name, bugs_to=newsroom.reply_to or newsroom.sender_address
        )
        texts.append((f"locales/{domain.name}.pot", template_text(domain.messages, heading=heading)))
        for locale in _others(newsroom, domain.language):
            existing = folder.catalogue(locale, domain.name)
            path = folder.catalogue_path(locale, domain.name)
            texts.append((path, updated_text(existing, domain.messages, locale=locale, heading=heading)))
            reports.append(_report(path, locale, domain, existing))
    for locale, domain, existing in _own_interface(folder, newsroom):
        heading = Heading(
            title=domain.title, project=newsroom.name, bugs_to=newsroom.reply_to or newsroom.sender_address
        )
        path = folder.catalogue_path(locale, domain.name)
        texts.append((path, updated_text(existing, domain.messages, locale=locale, heading=heading)))
        reports.append(_report(path, locale, domain, existing))
    changed = {path for path, text in texts if folder.write(path, text)}
    return [_with_change(report, changed) for report in reports]


def update_built_in_interface(root: NewsroomFolder, locales: Sequence[Locale]) -> list[CatalogueReport]:
    """Bring the catalogues that ship with the package up to its templates. `root`: the checkout."""
    messages = messages_of_templates(built_in_templates())
    domain = _Domain(INTERFACE_DOMAIN, "Interface of mails and pages", Locale(INTERFACE_LANGUAGE), messages)
    heading = Heading(title=domain.title, project="Newsletter")
    reports = []
    changed = set()
    texts = [(f"locales/{INTERFACE_DOMAIN}.pot", template_text(messages, heading=heading))]
    for locale in locales:
        existing = root.catalogue(locale, INTERFACE_DOMAIN)
        path = root.catalogue_path(locale, INTERFACE_DOMAIN)
        texts.append((path, updated_text(existing, messages, locale=locale, heading=heading)))
        reports.append(_report(path, locale, domain, existing))
    changed = {path for path, text in texts if root.write(path, text)}
    return [_with_change(report, changed) for report in reports]


@dataclass(frozen=True, slots=True)
class InterfaceWords:
    """The interface in one locale: a newsroom's own catalogue laid over the built-in one."""

    locale: Locale
    catalogues: tuple[Catalogue, ...]

    def gettext(self, context: str, text: str) -> str:
        """Return the translation, or the text itself."""
        return self._first(context, text) or text

    def ngettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """Return the translation for a number of things by the catalogue's own rule."""
        for catalogue in self.catalogues:
            found = catalogue.plural(context, singular, n)
            if found is not None:
                return found
        return singular if n == 1 else plural

    def completeness(self, messages: Sequence[Message]) -> Completeness:
        """Count what is translated; in the interface's own language everything is."""
        if self.locale.language == INTERFACE_LANGUAGE:
            return Completeness(len(messages), len(messages))
        found = sum(self._first(message.context, message.text) is not None for message in messages)
        return Completeness(len(messages), found)

    def _first(self, context: str, text: str) -> str | None:
        found = (catalogue.translation(context, text) for catalogue in self.catalogues)
        return next((translation for translation in found if translation is not None), None)


def interface_words(folder: NewsroomFolder, locale: Locale) -> InterfaceWords:
    """Return the interface in a locale."""
    found = (folder.catalogue(locale, INTERFACE_DOMAIN), built_in_interface(locale))
    return InterfaceWords(locale, tuple(catalogue for catalogue in found if catalogue is not None))


def _domains(folder: NewsroomFolder) -> Iterator[_Domain]:
    for slug in folder.article_slugs():
        article = folder.article(slug)
        yield _Domain(article_domain(slug), article.title, article.language, messages_of_article(article))
    for slug in folder.edition_slugs():
        edition = folder.edition(slug)
        yield _Domain(edition_domain(slug), edition.subject, edition.language, messages_of_edition(edition))


def _own_interface(
    folder: NewsroomFolder, newsroom: Newsroom
) -> Iterator[tuple[Locale, _Domain, Catalogue | None]]:
    """Yield what the package's own interface catalogues lack: own templates, further languages."""
    messages = messages_of_templates(folder.templates())
    for locale in _others(newsroom, Locale(INTERFACE_LANGUAGE)):
        built_in = built_in_interface(locale)
        lacking = [m for m in messages if built_in is None or built_in.translation(m.context, m.text) is None]
        existing = folder.catalogue(locale, INTERFACE_DOMAIN)
        if lacking or existing:
            domain = _Domain(
                INTERFACE_DOMAIN, f"Interface of {newsroom.name}", Locale(INTERFACE_LANGUAGE), lacking
            )
            yield locale, domain, existing


def _others(newsroom: Newsroom, source: Locale) -> list[Locale]:
    return [locale for locale in newsroom.languages if locale.language != source.language or locale != source]


def _report(path: str, locale: Locale, domain: _Domain, existing: Catalogue | None) -> CatalogueReport:
    count = completeness(_distinct(domain.messages), existing)
    return CatalogueReport(
        path=path,
        locale=locale,
        domain=domain.name,
        is_changed=False,
        message_count=count.message_count,
        translated_count=count.translated_count,
    )


def _distinct(messages: Sequence[Message]) -> list[Message]:
    return list({(message.context, message.text): message for message in messages}.values())


def _with_change(report: CatalogueReport, changed: set[str]) -> CatalogueReport:
    return replace(report, is_changed=report.path in changed)


def interface_messages(templates: Mapping[str, str]) -> list[Message]:
    """Return the messages of these templates, each once."""
    return _distinct(messages_of_templates(templates))


def compile_catalogues(folder: NewsroomFolder) -> list[str]:
    """Write an MO file beside every PO file of the newsroom; return their paths.

    Raises:
        TranslationError: with the faults of all catalogues; nothing is written then.
    """
    catalogues: list[Catalogue | None] = []
    faults: list[Fault] = []
    for locale, domain in folder.catalogue_names():
        try:
            catalogues.append(folder.catalogue(locale, domain))
        except TranslationError as error:
            faults += error.faults
    if faults:
        raise TranslationError(faults)
    compiled_ones = {c.path.removesuffix(".po") + ".mo": compiled(c) for c in catalogues if c}
    for path, content in compiled_ones.items():
        folder.write_bytes(path, content)
    return list(compiled_ones)
