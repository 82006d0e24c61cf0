"""An article and an edition as their authors write them, in English."""

from collections.abc import Sequence

from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.edition import Edition
from newsletter.po.catalogue import Catalogue
from newsletter.po.writer import catalogue_text
from newsletter.translation.messages import Message
from newsletter.translation.update import Heading, updated_catalogue

EN = Locale("en")
ARTICLE = Article(
    slug="one",
    path="articles/one.md",
    language=EN,
    title="Title",
    summary="Polycentra meets",
    category="News",
    image="images/x.png",
    image_alt="Picture",
    do_not_translate=("Polycentra",),
    body="First.\n\nSecond.\n\nFirst.",
    body_line=10,
    lines={"title": 2, "summary": 3, "image_alt": 5},
)
EDITION = Edition(
    slug="e",
    path="editions/e.md",
    language=EN,
    subject="Subject",
    preheader="Preheader",
    greeting="Dear {name},",
    articles=("one", "two"),
    body="Opening.",
)


def updated_text(
    existing: Catalogue | None, messages: Sequence[Message], *, locale: Locale, heading: Heading
) -> str:
    """Return the PO of one locale, brought up to what the source says now."""
    return catalogue_text(updated_catalogue(existing, messages, locale=locale, heading=heading))
