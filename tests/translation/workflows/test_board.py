"""The board shows what the gate decides, and why; a reviewer's word is given whole or not at all."""

import datetime as dt
from dataclasses import replace

import pytest

from newsletter.errors import NotFoundError, RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.po.writer import catalogue_text
from newsletter.translation.approval import approval_of
from newsletter.translation.machine_drafts import draft_mark, drafted_entry
from newsletter.translation.workflows.approve import Review, approve
from newsletter.translation.workflows.edition_status import edition_board
from newsletter.translation.workflows.status_page import board_page
from newsletter.translation.workflows.update_catalogues import domains, update_catalogues

AR, FR, HI = Locale("ar"), Locale("fr"), Locale("hi")
NOW = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)
REVIEW = Review(reviewer="Jean Martin", on=NOW.date())


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return init_example(tmp_path / "newsroom")


def languages(tags):
    """Return ordered languages."""
    return tuple(Locale(tag) for tag in tags.split())


def change_source(folder, before="two tasks", after="three tasks"):
    """Change a word of an article, and bring the catalogues up to it."""
    article = folder.root / "articles" / "action-plan.md"
    text = article.read_text(encoding="utf-8")
    assert before in text
    article.write_text(text.replace(before, after), encoding="utf-8")
    update_catalogues(folder)


def line_of(board, locale):
    """Return one language of a board."""
    return next(line for line in board.lines if line.locale == locale)


def cells_of(board, locale):
    """Return the texts of one language by domain."""
    return {cell.domain: cell for cell in line_of(board, locale).cells}


class TestBoard:
    """One line a language, one cell a text."""

    def test_each_language_and_text_is_there(self, folder):
        """In the newsroom's order, the edition itself first."""
        board = edition_board(folder, "2026-12", members_by_languages=None)

        assert [line.locale for line in board.lines] == list(folder.newsroom().languages)
        assert board.titles[0] == "edition"
        assert all(len(line.cells) == len(board.titles) for line in board.lines)
        assert [cell.is_source for cell in line_of(board, Locale("en")).cells] == [True] * 4
        assert {line.member_count for line in board.lines} == {None}

    def test_what_is_not_ready_says_so_and_where_it_is_shown(self, folder):
        """Hindi has two articles that are not whole; its gate is open all the same."""
        hindi = cells_of(edition_board(folder, "2026-12", members_by_languages=None), HI)

        shown_in = {domain: cell.shown_in for domain, cell in hindi.items() if cell.shown_in}
        assert set(shown_in.values()) == {Locale("en")}
        assert len(shown_in) == 2
        assert all(not hindi[domain].readiness.is_ready for domain in shown_in)

    def test_a_change_of_the_source_is_counted(self, folder):
        """1 of 26 messages changed since the Arabic translation."""
        change_source(folder)

        arabic = cells_of(edition_board(folder, "2026-12", members_by_languages=None), AR)

        assert arabic["article-action-plan"].note == "1 of 26 messages changed since it was translated"
        assert arabic["article-urban-heat"].note == ""

    def test_members_wait_for_the_language_that_they_read_first(self, folder):
        """By relatives too; who reads none of the languages waits for none."""
        board = edition_board(
            folder,
            "2026-12",
            members_by_languages={
                languages("ar en"): 5,
                languages("pt-BR"): 3,
                languages("pt"): 2,
                languages("sw"): 9,
                languages("fr-CA"): 1,
            },
        )

        counts = {str(line.locale): line.member_count for line in board.lines if line.member_count}
        assert counts == {"ar": 5, "pt": 5, "fr": 1}

    def test_a_catalogue_that_cannot_be_read_breaks_its_own_cell_only(self, folder):
        """With file and line; all other languages are as they were."""
        path = folder.root / "locales/ar/LC_MESSAGES/article-urban-heat.po"
        path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "x\n', encoding="utf-8")

        board = edition_board(folder, "2026-12", members_by_languages=None)

        arabic = line_of(board, AR)
        assert (arabic.gate, arabic.why) == (None, "a catalogue cannot be read")
        broken = {cell.domain: cell.faults for cell in arabic.cells if cell.faults}
        assert list(broken) == ["article-urban-heat"]
        assert all("article-urban-heat.po:" in fault.where for fault in broken["article-urban-heat"])
        assert cells_of(board, AR)["article-action-plan"].readiness.is_ready
        assert line_of(board, FR).gate.is_open

    def test_the_page_needs_nothing_beside_it_and_shows_every_language(self, folder):
        """No script, no file, no address."""
        change_source(folder)
        board = edition_board(folder, "2026-12", members_by_languages={languages("ar"): 5})

        html = board_page(board, now=NOW)

        assert 'lang="ar" dir="rtl">العربية' in html
        assert "1 of 26 messages changed since it was translated" in html
        assert "2026-12-01 09:30 UTC" in html
        assert "<script" not in html
        assert "http:" not in html.replace("http-equiv", "")

    def test_what_people_wrote_is_text_on_the_page(self, folder):
        """A subject with markup shows its markup."""
        edition = folder.root / "editions" / "2026-12.md"
        text = edition.read_text(encoding="utf-8")
        edition.write_text(
            text.replace("A new action plan takes shape", "<b>Plan</b> & co"), encoding="utf-8"
        )

        html = board_page(edition_board(folder, "2026-12", members_by_languages=None), now=NOW)

        assert "&lt;b&gt;Plan&lt;/b&gt; &amp; co" in html


class TestApproving:
    """All texts of an edition in a language, or none."""

    def test_what_is_whole_is_approved(self, folder):
        """The board says by whom."""
        reports = approve(folder, domains(folder, edition="2026-12"), locale=FR, review=REVIEW)

        found = cells_of(edition_board(folder, "2026-12", members_by_languages=None), FR)
        assert [report.confirmed_count for report in reports] == [0, 0, 0, 0]
        assert all(cell.readiness.is_approved for cell in found.values())
        assert found["article-urban-heat"].readiness.approval.reviewer == "Jean Martin"

    def test_what_is_not_whole_is_refused_and_nothing_is_written(self, folder):
        """With each file and what is missing in it."""
        with pytest.raises(TranslationError) as caught:
            approve(folder, domains(folder), locale=HI, review=REVIEW)

        assert [fault.what for fault in caught.value.faults] == [
            "14 of 17 messages are not ready (14 missing)",
            "9 of 17 messages are not ready (9 missing)",
        ]
        assert approval_of(folder.catalogue(HI, "article-action-plan")) is None

    def test_a_language_without_catalogues_is_refused_with_the_way_to_them(self, folder):
        """There is nothing that anybody could have read."""
        with pytest.raises(TranslationError, match="newsletter catalogue update"):
            approve(folder, domains(folder), locale=Locale("sw"), review=REVIEW)

    def test_fuzzy_translations_are_confirmed_only_when_that_is_asked_for(self, folder):
        """A reviewer who says so has read them."""
        change_source(folder)
        texts = domains(folder, edition="2026-12")
        with pytest.raises(TranslationError, match="1 fuzzy"):
            approve(folder, texts, locale=AR, review=REVIEW)

        reports = approve(
            folder, texts, locale=AR, review=Review(reviewer="A", on=NOW.date(), confirms_fuzzy=True)
        )

        assert sum(report.confirmed_count for report in reports) == 1
        arabic = cells_of(edition_board(folder, "2026-12", members_by_languages=None), AR)
        assert arabic["article-action-plan"].readiness.is_approved

    @pytest.mark.parametrize("is_unmarked", [False, True], ids=["fuzzy", "a tool took the fuzzy mark off"])
    def test_machine_drafts_go_out_only_when_a_reviewer_says_so(self, folder, is_unmarked):
        """Until then the gate counts them as not translated."""
        catalogue = folder.catalogue(FR, "article-urban-heat")
        draft = drafted_entry(
            replace(catalogue.entries[0], translations=("",)), "Brouillon de la machine.", "Engine"
        )
        if is_unmarked:
            draft = replace(draft, flags=())
        drafted = replace(catalogue, entries=(draft, *catalogue.entries[1:]))
        folder.write(catalogue.path, catalogue_text(drafted))
        texts = domains(folder, edition="2026-12")
        before = cells_of(edition_board(folder, "2026-12", members_by_languages=None), FR)
        with pytest.raises(TranslationError, match="1 draft"):
            approve(folder, texts, locale=FR, review=REVIEW)

        review = Review(reviewer="A", on=NOW.date(), confirms_drafts=True)
        approve(folder, texts, locale=FR, review=review)

        after = cells_of(edition_board(folder, "2026-12", members_by_languages=None), FR)
        assert not before["article-urban-heat"].readiness.is_ready
        assert after["article-urban-heat"].readiness.is_approved
        assert draft_mark(folder.catalogue(FR, "article-urban-heat").entries[0]) is None

    def test_what_is_written_in_the_language_itself_needs_no_approval(self, folder):
        """One article is French: the reviewer of French approves the others."""
        article = folder.root / "articles/urban-heat.md"
        text = article.read_text(encoding="utf-8")
        article.write_text(text.replace("language: en", "language: fr"), encoding="utf-8")

        reports = approve(folder, domains(folder, edition="2026-12"), locale=FR, review=REVIEW)

        assert len(reports) == 3
        assert all("urban-heat" not in report.path for report in reports)

    def test_a_source_has_no_translation_to_approve(self, folder):
        """Nobody is sent off to make a catalogue of English for English."""
        with pytest.raises(RuleError, match="written in en itself"):
            approve(folder, domains(folder, edition="2026-12"), locale=Locale("en"), review=REVIEW)

    @pytest.mark.parametrize("name", ["", " \t"])
    def test_nobody_approves_nothing(self, folder, name):
        """An approval without a name would be written, and then count as none."""
        with pytest.raises(RuleError, match="--by"):
            approve(folder, domains(folder), locale=FR, review=Review(reviewer=name, on=NOW.date()))

        assert approval_of(folder.catalogue(FR, "article-action-plan")) is None

    def test_an_edition_that_there_is_not(self, folder):
        """Its name is told with those that there are."""
        with pytest.raises(NotFoundError, match="2026-12"):
            domains(folder, edition="1999-01")
