"""The table of an edition: a cell for each text and language, measured once; a broken one stands alone."""

from functools import partial

import pytest

from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN
from newsletter.translation.edition_catalogues import edition_catalogues
from newsletter.translation.gate import gate
from newsletter.translation.readiness import Readiness, Standing
from newsletter.translation.readiness_table import UnreadableCell
from newsletter.translation.status import board_of

AR, EN, ES, FR, HI = (Locale(tag) for tag in ("ar", "en", "es", "fr", "hi"))
EDITION, ARTICLE, OTHER = "edition-2026-12", "article-urban-heat", "article-action-plan"


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return init_example(tmp_path / "newsroom")


def catalogues_of(folder, *locales, **how):
    """Return what there is of the example's edition in these locales."""
    return edition_catalogues(folder, folder.manuscript("2026-12"), locales, **how)


def break_file(folder, path):
    """Make a file of the newsroom one that nobody can read."""
    file = folder.root / path
    file.write_text(file.read_text(encoding="utf-8") + '\nmsgid "x\n', encoding="utf-8")


def fall_back(folder, edges):
    """Write which languages stand in for which into the newsroom's settings."""
    settings = folder.root / "newsroom.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[fallback]\n{edges}\n", encoding="utf-8")


def broken_cells(table):
    """Return (locale, domain) of all cells that cannot be read."""
    return [
        (locale, domain)
        for locale, cells in table.columns.items()
        for domain, cell in cells.items()
        if isinstance(cell, UnreadableCell)
    ]


class TestCells:
    """Text × locale."""

    def test_every_text_and_the_interface_have_a_cell_in_every_language(self, folder):
        """In the order that was asked for."""
        manuscript = folder.manuscript("2026-12")

        table = catalogues_of(folder, *manuscript.newsroom.languages).table

        assert list(table.columns) == list(manuscript.newsroom.languages)
        assert {tuple(cells) for cells in table.columns.values()} == {(*manuscript.texts, INTERFACE_DOMAIN)}

    def test_a_text_is_whole_in_its_own_language(self, folder):
        """Whatever a catalogue of that language says, or cannot say."""
        path = folder.root / folder.catalogue_path(EN, ARTICLE)
        path.parent.mkdir(parents=True)
        path.write_text('msgid "x\n', encoding="utf-8")

        catalogues = catalogues_of(folder, EN)

        assert catalogues.table.readiness(ARTICLE, EN).is_ready
        with pytest.raises(TranslationError):
            catalogues.shelf.require([EN])

    def test_the_interface_is_counted_like_a_text(self, folder):
        """A language that the package does not speak has all of it missing."""
        table = catalogues_of(folder, FR, Locale("sw")).table

        swahili = table.readiness(INTERFACE_DOMAIN, Locale("sw"))
        assert table.readiness(INTERFACE_DOMAIN, FR).is_ready
        assert swahili.counts[Standing.MISSING] == swahili.message_count > 0

    def test_where_it_is_measured_changes_nothing(self, folder):
        """Every item is a task of its own, whose order is kept."""
        in_turn = catalogues_of(folder, FR, HI)

        assert catalogues_of(folder, FR, HI, each=lambda task, items: iter([*map(task, items)])) == in_turn

    def test_languages_that_stand_in_have_columns(self, folder):
        """For what is not ready, and for nothing else."""
        fall_back(folder, 'hi = ["es"]\nfr = ["ar"]')

        assert list(catalogues_of(folder, FR).table.columns) == [FR]
        assert list(catalogues_of(folder, HI, FR).table.columns) == [HI, FR, ES, EN]

    def test_each_language_that_is_wanted_is_told(self, folder):
        """And how many there are; none that stands in."""
        told = []

        catalogues_of(folder, FR, HI, on_progress=lambda locale, total: told.append((locale, total)))

        assert told == [(FR, 2), (HI, 2)]


class TestBrokenCells:
    """What cannot be read is a value, until somebody needs it."""

    @pytest.mark.parametrize("domain", [EDITION, ARTICLE])
    def test_a_catalogue_breaks_its_own_cell(self, folder, domain):
        """With file and line; the language's gate cannot decide, and every other can."""
        break_file(folder, folder.catalogue_path(FR, domain))
        manuscript = folder.manuscript("2026-12")

        table = catalogues_of(folder, FR, AR).table

        assert broken_cells(table) == [(FR, domain)]
        assert table.readiness(OTHER, FR).is_ready
        with pytest.raises(TranslationError, match=rf"{domain}\.po:\d+"):
            gate(manuscript, table, FR)
        assert gate(manuscript, table, AR).is_open

    def test_an_own_interface_breaks_the_interface(self, folder):
        """The built-in one is not taken for it: readers would not get what the newsroom says."""
        path = folder.root / folder.catalogue_path(FR, INTERFACE_DOMAIN)
        path.write_text('msgid "x\n', encoding="utf-8")

        catalogues = catalogues_of(folder, FR)

        assert broken_cells(catalogues.table) == [(FR, INTERFACE_DOMAIN)]
        assert FR not in catalogues.words

    def test_the_glossary_breaks_what_is_checked_by_it(self, folder):
        """A text in its own language, and one that nobody has begun to translate, need none."""
        (folder.root / "glossary.csv").write_bytes(b"\0")
        (folder.root / folder.catalogue_path(FR, OTHER)).unlink()
        texts = folder.manuscript("2026-12").texts

        table = catalogues_of(folder, EN, FR).table

        assert broken_cells(table) == [(FR, domain) for domain in texts if domain != OTHER]
        assert table.readiness(OTHER, FR).counts[Standing.MISSING]

    def test_a_stand_in_that_cannot_be_read_breaks_the_gate_that_asks_for_it(self, folder):
        """And no other's: which language an article stands in is part of the decision."""
        fall_back(folder, 'hi = ["es"]')
        break_file(folder, folder.catalogue_path(ES, ARTICLE))
        manuscript = folder.manuscript("2026-12")

        table = catalogues_of(folder, HI, FR).table

        decided = partial(gate, manuscript, table)
        assert decided(FR).is_open
        with pytest.raises(TranslationError, match=rf"es/LC_MESSAGES/{ARTICLE}\.po"):
            decided(HI)
        assert isinstance(table.columns[HI][ARTICLE], Readiness)

    def test_the_board_shows_both_sides(self, folder):
        """The cell's faults and no gate; all other cells of the language as they are."""
        break_file(folder, folder.catalogue_path(FR, ARTICLE))
        manuscript = folder.manuscript("2026-12")
        table = catalogues_of(folder, *manuscript.newsroom.languages).table

        board = board_of(manuscript, table, member_counts={FR: 3})

        french = next(line for line in board.lines if line.locale == FR)
        assert (french.gate, french.member_count) == (None, 3)
        assert [cell.domain for cell in french.cells if cell.faults] == [ARTICLE]
        assert [line.locale for line in board.lines if line.gate is None] == [FR]
