"""Import: from a foreign text to an article file of the newsroom, with a report of what looks broken."""

from dataclasses import dataclass

from newsletter.errors import Fault, RuleError
from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.newsroom.article import parse_article
from newsletter.newsroom.fields import checked_slug
from newsletter.newsroom.folder import NewsroomFolder


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import wrote, and the defects of its source: a person looks at each."""

    path: str
    title: str
    defects: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignText:
    """A text from elsewhere. `name` says where it came from, for the report."""

    content: bytes
    name: str
    language: Locale


def import_text(folder: NewsroomFolder, text: ForeignText, *, slug: str, overwrite: bool) -> ImportReport:
    """Write `articles/<slug>.md`.

    Raises:
        ArticleError: the text cannot be read at all.
        RuleError: the article exists already, or the slug is none.
    """
    try:
        checked_slug(slug)
    except ValueError as error:
        raise RuleError(f"{error}; write one such as autumn-congress") from error
    path = f"articles/{slug}.md"
    if slug in folder.article_slugs() and not overwrite:
        raise RuleError(f"{path} exists. Choose another --slug, or overwrite it with --force")
    imported = import_article(text.content, name=text.name, language=text.language, slug=slug)
    title = parse_article(imported.text, slug=slug, path=path).title
    folder.write(path, imported.text)
    return ImportReport(path, title, imported.defects)
