"""Every template that ships is used, and renders in every language of the example."""

import re
from pathlib import Path

import jinja2
import pytest
from bs4 import BeautifulSoup
from jinja2 import meta

from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.newsroom.folder import NewsroomFolder, built_in_interface
from newsletter.publishing.preview import write_previews
from newsletter.resources import built_in_templates
from newsletter.templating.interface import Interface
from newsletter.templating.templates import Templates, render
from newsletter.translation.template_messages import messages_of_templates

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
LOOKS = sorted(path.parent.name for path in (ROOT / "templates" / "mail").glob("*/mail.mjml"))
LANGUAGES = NewsroomFolder(ROOT / "examples" / "metropolis").newsroom().languages
PAGES = sorted(path.stem for path in (ROOT / "templates" / "web").glob("*.html") if path.stem != "page")


def name_of(path):
    """Return how other templates and the code name a template; inbox and board have folders of their own."""
    inside = path.relative_to(ROOT / "templates").as_posix()
    return inside.removeprefix("inbox/").removeprefix("board/")


@pytest.fixture(scope="module")
def named():
    """Every template that another one extends or includes, or that the code names."""
    environment = jinja2.Environment(autoescape=True)
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES]
    by_templates = {
        name for source in sources for name in meta.find_referenced_templates(environment.parse(source))
    }
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "newsletter").rglob("*.py"))
    by_code = {name_of(path) for path in TEMPLATES if f'"{name_of(path)}"' in code}
    return by_templates | by_code


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_is_used(named, path):
    """By another template, by the code, as the look of an edition, or as a page."""
    is_look = path.parent.name in LOOKS and path.stem == "mail"
    is_page = path.parent.name == "web" and path.stem in PAGES

    assert name_of(path) in named or is_look or is_page


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_asked_for_by_the_code(page):
    """One that nothing asks for is never shown."""
    assert f'"{page}"' in (ROOT / "newsletter/subscriptions/pages.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LANGUAGES, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_renders_in_its_reader_s_language(page, locale):
    """With the language and direction that it says, and none of the source's sentences."""
    newsroom = {
        "name": "N",
        "look": {"accent": "#0b5c8a", "ink": "#1d2730", "paper": "#fff", "backdrop": "#eee"},
    }
    html = render(
        f"web/{page}.html",
        templates=Templates(built_in_templates()),
        interface=interface(locale),
        values={"locale": locale, "newsroom": newsroom, "list_title": "L"},
    )
    read = BeautifulSoup(html, "html.parser")

    assert (read.html["lang"], read.html["dir"]) == (locale.tag, locale.direction)
    assert read.title.get_text()
    assert read.main.h1.get_text(strip=True)
    if locale.language != "en":
        text = read.get_text(" ")
        assert [sentence for sentence in sentences() if sentence in text] == []


def interface(locale):
    """Return the interface in a language, as it ships."""
    catalogue = built_in_interface(locale)
    return Interface(
        locale=locale,
        gettext=lambda context, text: (catalogue and catalogue.translation(context, text)) or text,
        ngettext=lambda _context, one, many, n: one if n == 1 else many,
    )


def sentences():
    """Return the longest run of plain words of every message long enough to be told apart."""
    texts = (re.split(r"\{\w+\}", message.text) for message in messages_of_templates(built_in_templates()))
    runs = (max(parts, key=len).strip() for parts in texts)
    return [run for run in runs if len(run) > len("Unsubscribe")]


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_makes_mails_in_every_language(tmp_path, look):
    """HTML and text of a whole edition, with nothing of the template's own language left in them."""
    folder = init_example(tmp_path / "newsroom")
    edition = folder.root / "editions" / "2026-12.md"
    text = re.sub(r"(?m)^template: .*$", f"template: {look}", edition.read_text(encoding="utf-8"))
    edition.write_text(text, encoding="utf-8")

    made = write_previews(folder, "2026-12", out=tmp_path, locales=(), on_progress=lambda *_: None)

    assert [preview.gate.locale for preview in made] == list(LANGUAGES)
    for preview in made:
        html = BeautifulSoup(preview.html.read_text(encoding="utf-8"), "html.parser")
        assert html.html["lang"] == Locale.parse(str(preview.gate.locale)).tag
        assert len(preview.text.read_text(encoding="utf-8")) > 500
        for part in (html.get_text(), preview.text.read_text(encoding="utf-8")):
            assert re.findall(r"\{\{|\{%|\{#|%%|\{name\}", part) == []
