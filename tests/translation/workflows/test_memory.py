"""Suggestions of a newsroom's own catalogues, and what is filled in."""

import pytest

from newsletter.errors import NotFoundError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.translation.workflows.suggest import SuggestionOrder, fill, suggest
from newsrooms_for_memory import HEADER, given_newsroom

FR = Locale("fr")
NEWS = "locales/fr/LC_MESSAGES/article-news.po"
ORDER = SuggestionOrder(locale=FR)


def best(found):
    """Return (text, best translation or None) of messages."""
    return [
        (one.entry.text, one.suggestions[0].translations[0] if one.suggestions else None) for one in found
    ]


class TestSuggesting:
    """Every untranslated message is there, with what helps or without."""

    def test_all_catalogues_of_the_language_are_searched(self, tmp_path):
        """Those of articles that are no more, too; a fuzzy message is nobody's business."""
        told = []
        found = suggest(given_newsroom(tmp_path), ORDER, on_progress=lambda *one: told.append(one[1]))

        assert best(found) == [("Write to us at any time.", "Écrivez-nous !"), ("Dear {name},", None)]
        assert told == [2, 2]

    def test_only_one_edition(self, tmp_path):
        """Its own catalogue and those of its articles."""
        folder = given_newsroom(tmp_path)
        order = SuggestionOrder(locale=FR, edition="may")
        assert [one.path for one in suggest(folder, order)] == ["locales/fr/LC_MESSAGES/edition-may.po"]

    def test_an_article_that_is_gone(self, tmp_path):
        """Its catalogue is remembered, but nobody needs it translated; the interface is asked for."""
        folder = given_newsroom(tmp_path)
        for domain in ("article-gone", "interface"):
            folder.write(f"locales/fr/LC_MESSAGES/{domain}.po", f'{HEADER}\nmsgid "{domain}"\nmsgstr ""\n')
        texts = [one.entry.text for one in suggest(folder, ORDER)]
        assert "interface" in texts
        assert "article-gone" not in texts

    def test_no_such_edition_or_language(self, tmp_path):
        """The text says what to do."""
        folder = given_newsroom(tmp_path)
        with pytest.raises(NotFoundError, match="no edition 'june'"):
            suggest(folder, SuggestionOrder(locale=FR, edition="june"))
        with pytest.raises(NotFoundError, match="newsletter catalogue update"):
            suggest(folder, SuggestionOrder(locale=Locale("de")))

    def test_catalogues_with_faults(self, tmp_path):
        """All of them are told at once; those of other languages do not matter."""
        folder = given_newsroom(tmp_path)
        for name in ("fr/LC_MESSAGES/x", "fr/LC_MESSAGES/y", "es/LC_MESSAGES/z"):
            folder.write(f"locales/{name}.po", "rubbish")
        with pytest.raises(TranslationError) as caught:
            suggest(folder, ORDER)
        assert {fault.where.split("/")[-1][0] for fault in caught.value.faults} == {"x", "y"}


class TestFilling:
    """The best one is written, for a person to confirm."""

    def test_it_is_written_once(self, tmp_path):
        """A second run finds nothing to fill, and no byte changes."""
        folder = given_newsroom(tmp_path)
        assert fill(folder, suggest(folder, ORDER), locale=FR) == [NEWS]
        text = (folder.root / NEWS).read_text(encoding="utf-8")
        assert "# Memory: 97 %, locales/fr/LC_MESSAGES/article-old.po:4\n" in text
        assert '#, fuzzy, md-text\n#| msgid "Write to us at any time"\n' in text

        assert fill(folder, suggest(folder, ORDER), locale=FR) == []
        assert (folder.root / NEWS).read_text(encoding="utf-8") == text

    def test_what_has_come_in_between_stays(self, tmp_path):
        """Somebody translated while the suggestions were looked at."""
        folder = given_newsroom(tmp_path)
        found = suggest(folder, ORDER)
        theirs = HEADER + '\nmsgctxt "paragraph"\nmsgid "Write to us at any time."\nmsgstr "À vous"\n'
        folder.write(NEWS, theirs)

        fill(folder, found, locale=FR)
        assert "À vous" in (folder.root / "locales/fr/LC_MESSAGES/article-news.po").read_text(
            encoding="utf-8"
        )
