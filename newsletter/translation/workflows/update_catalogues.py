"""Catalogues of a newsroom: templates for translators, one file per locale, compiled ones for other tools.

articles, editions, templates ──▶ domains() ──▶ POT, and one PO per locale that keeps what was done
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.edition import Edition
from newsletter.newsroom.folder import NewsroomFolder, built_in_interface
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, domain_of
from newsletter.newsroom.markdown import References, references
from newsletter.newsroom.settings import Newsroom
from newsletter.newsroom.translation_settings import TranslationRules
from newsletter.po.catalogue import Catalogue
from newsletter.po.mo import compile_catalogue
from newsletter.po.writer import catalogue_text
from newsletter.progress import Progress, tell_nobody
from newsletter.resources import built_in_templates
from newsletter.translation.interface import INTERFACE_LANGUAGE, distinct_messages
from newsletter.translation.machine_drafts import without_drafts
from newsletter.translation.messages import Hints, Message, messages_of
from newsletter.translation.template_messages import messages_of_templates
from newsletter.translation.update import Heading, template_text, updated_catalogue

_INTERFACE = "Interface of mails and pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReport:
    """One catalogue after an update."""

    path: str
    locale: Locale
    domain: str
    is_changed: bool
    message_count: int
    translated_count: int
    fuzzy_count: int
    obsolete_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """One text with its messages: what becomes one POT and one PO per locale."""

    name: str
    title: str
    language: Locale
    messages: Sequence[Message]
    kept_terms: tuple[str, ...] = ()
    """What the text itself wants kept in every language."""
    references: References = ()
    """Its link reference definitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Update:
    """A catalogue as it is to be written."""

    path: str
    domain: Domain
    catalogue: Catalogue

    def report(self, *, is_changed: bool) -> CatalogueReport:
        entries = self.catalogue.entries
        standing = [entry for entry in entries if not entry.obsolete]
        return CatalogueReport(
            path=self.path,
            locale=Locale(self.catalogue.language),
            domain=self.domain.name,
            is_changed=is_changed,
            message_count=len(standing),
            translated_count=sum(entry.is_translated for entry in standing),
            fuzzy_count=sum(entry.is_fuzzy for entry in standing),
            obsolete_count=len(entries) - len(standing),
        )


def domains(folder: NewsroomFolder, *, edition: str | None = None) -> list[Domain]:
    """Return the texts of the newsroom that are translated: its articles, then its editions.

    `edition`: the slug of one, for its own texts only.

    Raises:
        NotFoundError: there is no such edition.
        ArticleError: with the faults of all files that are wrong.
    """
    every = _all_domains(folder)
    if edition is None:
        return every
    wanted = folder.manuscript(edition).texts
    return [domain for domain in every if domain.name in wanted]


def _all_domains(folder: NewsroomFolder) -> list[Domain]:
    rules, glossary = folder.newsroom().translation, folder.glossary()
    editions = [folder.edition(slug) for slug in folder.edition_slugs()]
    found_in = {article: edition.slug for edition in editions for article in edition.articles}
    articles = [folder.article(slug) for slug in folder.article_slugs()]
    stand_in: list[tuple[Article | Edition, str]] = [
        *((article, found_in.get(article.slug, "")) for article in articles),
        *((edition, edition.slug) for edition in editions),
    ]
    return [
        _domain(text, Hints(preview_url=_preview_url(text, rules, edition=edition), glossary=glossary))
        for text, edition in stand_in
    ]


def _preview_url(text: Article | Edition, rules: TranslationRules, *, edition: str) -> str:
    """Return where a text can be seen. `edition`: the last one that it stands in, "" where there is none."""
    return rules.preview_url_of(domain_of(text), slug=text.slug, edition=edition)


def extract_templates(folder: NewsroomFolder) -> list[tuple[str, int, bool]]:
    """Write the POT file of every text; return (path, messages, whether it has changed) of each."""
    newsroom = folder.newsroom()
    texts = [(*_template(domain, newsroom), len(domain.messages)) for domain in domains(folder)]
    return [(path, count, folder.write(path, text)) for path, text, count in texts]


def update_catalogues(
    folder: NewsroomFolder, *, on_progress: Progress = tell_nobody
) -> list[CatalogueReport]:
    """Bring every catalogue of the newsroom up to what its articles, editions and templates say now.

    Reads everything before it writes anything, so a file with a fault stops it with nothing changed.
    `on_progress` is told of each catalogue that is ready to be written.

    Raises:
        SourceError: with the faults of all catalogues that cannot be read.
    """
    newsroom, all_domains = folder.newsroom(), domains(folder)
    templates = [_template(domain, newsroom) for domain in all_domains]
    updates = _updates(folder, newsroom, all_domains, on_progress)
    for path, text in templates:
        folder.write(path, text)
    return [_write_update(folder, update) for update in updates]


def update_built_in_interface(root: NewsroomFolder, locales: Sequence[Locale]) -> list[CatalogueReport]:
    """Bring the catalogues that ship with the package up to its templates. `root`: the checkout."""
    domain = Domain(
        name=INTERFACE_DOMAIN,
        title=_INTERFACE,
        language=Locale(INTERFACE_LANGUAGE),
        messages=messages_of_templates(built_in_templates()),
    )
    heading = Heading(title=domain.title, project="Newsletter")
    updates = [_update(root, domain, locale, heading) for locale in locales]
    root.write(f"locales/{INTERFACE_DOMAIN}.pot", template_text(domain.messages, heading=heading))
    return [_write_update(root, update) for update in updates]


def compile_catalogues(folder: NewsroomFolder) -> list[str]:
    """Write an MO file beside every PO file of the newsroom; return their paths.

    Raises:
        TranslationError: with the faults of all catalogues; nothing is written then.
    """
    names = folder.catalogue_names()
    catalogues = folder.shelf(names).require(locale for locale, _ in names)
    mo_files = {
        catalogue.path.removesuffix(".po") + ".mo": compile_catalogue(without_drafts(catalogue))
        for of_locale in catalogues.values()
        for catalogue in of_locale.values()
    }
    for path, content in mo_files.items():
        folder.write_bytes(path, content)
    return list(mo_files)


def heading_of(domain: Domain, newsroom: Newsroom) -> Heading:
    """Return what the header of a new file of a text says."""
    return Heading(
        title=domain.title, project=newsroom.name, bugs_to=newsroom.reply_to or newsroom.sender_address
    )


def _domain(text: Article | Edition, hints: Hints) -> Domain:
    return Domain(
        name=domain_of(text),
        title=text.title if isinstance(text, Article) else text.subject,
        language=text.language,
        messages=messages_of(text, hints=hints),
        kept_terms=text.do_not_translate,
        references=references(text.body),
    )


def _template(domain: Domain, newsroom: Newsroom) -> tuple[str, str]:
    """Return path and text of a domain's POT file."""
    text = template_text(domain.messages, heading=heading_of(domain, newsroom))
    return f"locales/{domain.name}.pot", text


def _updates(
    folder: NewsroomFolder, newsroom: Newsroom, all_domains: Iterable[Domain], on_progress: Progress
) -> list[_Update]:
    """Return every catalogue as it is to be, or raise the faults of all that cannot be read."""
    wanted = [
        (domain, locale) for domain in all_domains for locale in _other_languages(newsroom, domain.language)
    ]
    wanted += _own_interface_domains(folder, newsroom)
    updates: list[_Update] = []
    faults: list[Fault] = []
    for domain, locale in wanted:
        try:
            updates.append(_update(folder, domain, locale, heading_of(domain, newsroom)))
        except TranslationError as error:
            faults += error.faults
        on_progress(domain.name, len(wanted))
    if faults:
        raise TranslationError(faults)
    return updates


def _update(folder: NewsroomFolder, domain: Domain, locale: Locale, heading: Heading) -> _Update:
    existing = folder.catalogue(locale, domain.name)
    catalogue = updated_catalogue(existing, domain.messages, locale=locale, heading=heading)
    return _Update(path=folder.catalogue_path(locale, domain.name), domain=domain, catalogue=catalogue)


def _write_update(folder: NewsroomFolder, update: _Update) -> CatalogueReport:
    return update.report(is_changed=folder.write(update.path, catalogue_text(update.catalogue)))


def _own_interface_domains(folder: NewsroomFolder, newsroom: Newsroom) -> Iterator[tuple[Domain, Locale]]:
    """Yield what the package's own interface catalogues lack: own templates, further languages."""
    messages = distinct_messages(messages_of_templates(folder.templates()))
    for locale in _other_languages(newsroom, Locale(INTERFACE_LANGUAGE)):
        built_in = built_in_interface(locale)
        lacking = [m for m in messages if built_in is None or built_in.translation(m.context, m.text) is None]
        if lacking or folder.has_catalogue(locale, INTERFACE_DOMAIN):
            title = f"Interface of {newsroom.name}"
            language = Locale(INTERFACE_LANGUAGE)
            yield (
                Domain(name=INTERFACE_DOMAIN, title=title, language=language, messages=lacking),
                locale,
            )


def _other_languages(newsroom: Newsroom, source: Locale) -> list[Locale]:
    return [locale for locale in newsroom.languages if locale != source]
