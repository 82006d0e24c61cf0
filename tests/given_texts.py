"""An article and an edition as their authors write them, in English."""

from newsletter.content.article import Article
from newsletter.content.edition import Edition
from newsletter.locale import Locale

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
