"""Catalogues of a newsroom: updated together or not at all; the interface's words, own over built-in."""

import shutil

import pytest

from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.resources import shipped_path
from newsletter.templating.interface import interface_of
from newsletter.translation.interface import interface_messages, interface_words
from newsletter.translation.workflows.update_catalogues import (
    compile_catalogues,
    extract_templates,
    update_built_in_interface,
    update_catalogues,
)

FR, SW = Locale("fr"), Locale("sw")
OWN = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Unsubscribe"
msgstr "Partir"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] "{n} jours"
"""


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return init_example(tmp_path / "newsroom")


def write(folder, path, text):
    """Write a file of the newsroom."""
    (folder.root / path).parent.mkdir(parents=True, exist_ok=True)
    (folder.root / path).write_text(text, encoding="utf-8")


def words_of(folder, locale):
    """Return the interface of a newsroom in a locale."""
    return interface_words(locale, folder.catalogue(locale, "interface"), glossary=folder.glossary())


def test_a_changed_paragraph_touches_its_catalogues_and_no_other(folder):
    """One article, nine languages, one template."""
    article = folder.root / "articles" / "urban-heat.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nOne more paragraph.\n", encoding="utf-8")

    changed = [report.path for report in update_catalogues(folder) if report.is_changed]

    assert len(changed) == 9
    assert all(path.endswith("article-urban-heat.po") for path in changed)


def test_templates_alone_are_extracted(folder):
    """What a translation platform that merges by itself is fed with."""
    article = folder.root / "articles" / "urban-heat.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nOne more paragraph.\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.root.rglob("*.po")}

    assert [path for path, _, is_changed in extract_templates(folder) if is_changed] == [
        "locales/article-urban-heat.pot"
    ]
    assert {path: path.read_bytes() for path in folder.root.rglob("*.po")} == before


def test_translators_are_told_where_a_text_can_be_seen(folder):
    """By the newsroom's own pattern; what stands in no edition has no page yet."""
    settings = folder.root / "newsroom.toml"
    pattern = '\n[translation]\npreview_url = "https://preview.example.org/{edition}/{slug}"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + pattern, encoding="utf-8")
    write(folder, "articles/alone.md", "---\ntitle: A\nsummary: B\nlanguage: en\n---\n")

    update_catalogues(folder)

    template = (folder.root / "locales/article-urban-heat.pot").read_text(encoding="utf-8")
    assert "#. Preview: https://preview.example.org/2026-12/urban-heat\n" in template
    assert "Preview" not in (folder.root / "locales/article-alone.pot").read_text(encoding="utf-8")


def test_a_catalogue_with_a_fault_stops_the_update_with_nothing_changed(folder):
    """Everything is read before anything is written."""
    article = folder.root / "articles" / "action-plan.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nOne more paragraph.\n", encoding="utf-8")
    write(folder, "locales/pt/LC_MESSAGES/edition-2026-12.po", 'msgid "x\n')
    before = {path: path.read_bytes() for path in folder.root.rglob("*.po*")}

    with pytest.raises(TranslationError, match=r"edition-2026-12\.po:1"):
        update_catalogues(folder)

    assert {path: path.read_bytes() for path in folder.root.rglob("*.po*")} == before


def test_a_language_without_a_built_in_interface_gets_one_to_translate(folder):
    """So that a newsroom can offer what the package does not."""
    settings = folder.root / "newsroom.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"hi"', '"hi", "sw"'), encoding="utf-8")

    paths = {report.path for report in update_catalogues(folder) if report.is_changed}

    assert "locales/sw/LC_MESSAGES/interface.po" in paths
    assert "locales/fr/LC_MESSAGES/interface.po" not in paths
    messages = interface_messages(folder.templates())
    assert words_of(folder, SW).readiness(messages).ready_count == 0
    assert words_of(folder, FR).readiness(messages).is_ready


def test_a_newsroom_s_own_words_lie_over_the_built_in_ones(folder):
    """Where it says nothing, the package's translation stands."""
    write(folder, "locales/fr/LC_MESSAGES/interface.po", OWN)

    words = words_of(folder, FR)
    interface = interface_of(FR, words.catalogues)

    assert interface.gettext("", "Unsubscribe") == "Partir"
    assert interface.gettext("", "Newsletter") == "Lettre d’information"
    assert interface.gettext("", "Never said") == "Never said"
    assert [interface.ngettext("", "{n} day", "{n} days", n) for n in (1, 3)] == ["{n} jour", "{n} jours"]
    assert [interface.ngettext("", "a mail", "mails", n) for n in (1, 3)] == ["a mail", "mails"]


def test_the_built_in_interface_is_updated_from_the_templates(tmp_path):
    """What maintainers run after changing a template: nothing to do now, and a new language on request."""
    shutil.copytree(shipped_path("locales"), tmp_path / "locales")
    root = NewsroomFolder(tmp_path)

    found = {str(report.locale): report for report in update_built_in_interface(root, [FR, SW])}

    assert (found["fr"].is_changed, found["sw"].is_changed) == (False, True)
    assert found["fr"].translated_count == found["fr"].message_count > found["sw"].translated_count == 0


def test_compiling_tells_the_faults_of_all_catalogues_and_writes_none(folder):
    """One run, all to mend."""
    for tag in ("fr", "es"):
        write(folder, f"locales/{tag}/LC_MESSAGES/edition-2026-12.po", 'msgid "x\n')

    with pytest.raises(TranslationError) as caught:
        compile_catalogues(folder)

    assert len({fault.where.partition(":")[0] for fault in caught.value.faults}) == 2
    assert list(folder.root.rglob("*.mo")) == []
