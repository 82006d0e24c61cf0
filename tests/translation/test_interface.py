"""The interface's words: a newsroom's own, as far as the gate would let them out, over the built-in ones."""

from dataclasses import replace

import pytest

from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.newsroom.folder import built_in_interface
from newsletter.po.writer import catalogue_text
from newsletter.publishing.build import build
from newsletter.templating.interface import interface_of
from newsletter.translation.interface import interface_messages, interface_words
from newsletter.translation.machine_drafts import drafted_entry
from newsletter.translation.workflows.update_catalogues import update_catalogues

FR, SW = Locale("fr"), Locale("sw")
LIST = "You receive this newsletter because you are subscribed to {list}."
BUILT_IN = built_in_interface(FR).translation(None, LIST)

UNFIT = [
    ("Vous êtes inscrit à {liste}.", "a placeholder that nobody fills would send the English sentence"),
    ("Vous êtes inscrit.", "a placeholder is lost"),
    ("Vous êtes inscrit à {list}<script>x</script>.", "HTML that the source has not"),
    ("\u202eVous êtes inscrit à {list}.", "letters shown in another order"),
    ("", "nobody has translated it"),
]


@pytest.fixture
def folder(tmp_path):
    """A copy of the example that also wants Swahili, which no built-in catalogue has."""
    made = init_example(tmp_path / "newsroom")
    settings = made.root / "newsroom.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"hi"]', '"hi", "sw"]'), encoding="utf-8")
    update_catalogues(made)
    return made


def given_own(folder, locale, said):
    """Write an own interface catalogue that says every message as `said` of it."""
    template = folder.catalogue(SW, "interface")
    entries = tuple(replace(entry, translations=(said(entry),)) for entry in template.entries)
    path = folder.catalogue_path(locale, "interface")
    text = catalogue_text(replace(template, entries=entries)).replace("Language: sw", f"Language: {locale}")
    folder.write(path, text)


def words_of(folder, locale):
    """Return the interface of a newsroom in a locale."""
    return interface_words(locale, folder.catalogue(locale, "interface"), glossary=folder.glossary())


def shown(words):
    """Return what a reader sees of the one message."""
    return interface_of(words.locale, words.catalogues).gettext("", LIST)


@pytest.mark.parametrize(("own", "why"), UNFIT, ids=[why for _, why in UNFIT])
def test_what_a_check_blocks_is_not_said(folder, own, why):
    """The built-in translation stands in: no reader pays for a slip in the newsroom's own catalogue."""
    given_own(folder, FR, lambda entry: own if entry.text == LIST else "")

    assert shown(words_of(folder, FR)) == BUILT_IN, why


def test_own_words_go_before_the_built_in_ones(folder):
    """What passes the checks is what readers see."""
    given_own(folder, FR, lambda entry: "Vous lisez {list}." if entry.text == LIST else "")

    assert shown(words_of(folder, FR)) == "Vous lisez {list}."


def test_where_nothing_stands_in_the_gate_stays_shut(folder):
    """Half a mail in English is worse than a whole one."""
    given_own(folder, SW, lambda entry: f"Habari {entry.text.replace('{list}', '')}")

    words = words_of(folder, SW)
    counted = words.readiness(interface_messages(folder.templates()))

    assert (counted.is_ready, shown(words)) == (False, LIST)


def test_a_catalogue_that_only_copies_its_source_says_nothing(folder):
    """As with articles: nobody has translated it."""
    given_own(folder, FR, lambda entry: entry.text)

    assert shown(words_of(folder, FR)) == BUILT_IN


def test_a_machine_draft_says_nothing_before_a_person_has(folder):
    """Even where a tool has taken its fuzzy mark off."""
    given_own(folder, FR, lambda _: "")
    catalogue = folder.catalogue(FR, "interface")
    drafted = tuple(
        replace(drafted_entry(entry, "Rasimu {list}", "Engine"), flags=()) if entry.text == LIST else entry
        for entry in catalogue.entries
    )
    folder.write(catalogue.path, catalogue_text(replace(catalogue, entries=drafted)))

    assert shown(words_of(folder, FR)) == BUILT_IN


def test_a_mail_has_no_word_that_was_blocked(folder):
    """From the catalogue to the mail: French throughout."""
    given_own(folder, FR, lambda entry: entry.text.replace("{", "{x") if "{" in entry.text else "")

    mail = build(folder, "2026-12", public_url="https://news.example.org", locales=(FR,)).mails[FR]

    assert "You receive this newsletter" not in str(mail)
    assert BUILT_IN.partition("{")[0] in str(mail)
