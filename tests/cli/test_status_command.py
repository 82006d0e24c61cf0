"""`newsletter status`, `catalogue extract` and `catalogue approve` as an editor uses them."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from newsletter.cli.app import app
from newsletter.cli.output import board as show_board
from newsletter.errors import Fault
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.translation.workflows.edition_status import edition_board

FAULT = Fault("locales/ar/LC_MESSAGES/x.po", 7, "a quote is not closed", "Close it")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the example, and we stand in it; no setting of the environment counts."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_DATABASE_URL", "NEWSLETTER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    made = init_example(tmp_path / "newsroom")
    monkeypatch.chdir(made.root)
    return made


def run(*arguments):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_board_on_a_terminal(folder):
    """One line a language; Hindi says what is shown in English."""
    said = run("status", "2026-12")

    assert "A new action plan takes shape" in said
    assert "hi: urban-heat: shown in en" in said
    assert not (folder.root / "var").exists(), "looking makes no database"


def test_the_board_for_machines_counts_members(folder, tmp_path):
    """Those of the edition's list, by the language that they read first."""
    addresses = tmp_path / "members.csv"
    addresses.write_text("email,languages\na@example.org,ar\nb@example.org,pt-BR en\n", encoding="utf-8")
    run("list", "create", "members", "--title", "Members")
    run("member", "import", addresses, "--list", "members")

    found = json.loads(run("status", "2026-12", "--json"))

    members = {one["locale"]: one["members"] for one in found["languages"]}
    assert (members["ar"], members["pt"], members["fr"]) == (1, 1, 0)
    assert {one["locale"]: one["open"] for one in found["languages"]}["hi"] is True


def test_the_board_as_a_page(folder, tmp_path):
    """Written where it is asked for; nothing else is printed."""
    assert run("status", "2026-12", "--html", tmp_path / "board.html") == ""
    assert "العربية" in (tmp_path / "board.html").read_text(encoding="utf-8")


def test_of_many_articles_the_terminal_shows_one_bar(folder, capsys):
    """And how many of them are ready."""
    board = edition_board(folder, "2026-12", members_by_languages=None)
    many = replace(
        board,
        titles=(board.titles[0], *board.titles[1:] * 3),
        lines=tuple(
            replace(line, cells=(line.cells[0], *line.cells[1:] * 3))
            for line in board.lines
            if line.locale == Locale("hi")
        ),
    )

    show_board.print_board(many)

    said = capsys.readouterr().out
    assert "9 articles" in said
    assert "3/9 ready" in said


def test_a_catalogue_that_cannot_be_read_is_told_with_its_line(folder, capsys):
    """On the terminal and to machines."""
    board = edition_board(folder, "2026-12", members_by_languages=None)
    line = next(one for one in board.lines if one.locale == Locale("ar"))
    cells = (*line.cells[:-1], replace(line.cells[-1], readiness=None, faults=(FAULT,)))
    broken = replace(board, lines=(replace(line, gate=None, cells=cells),))

    show_board.print_board(broken)

    said = capsys.readouterr().out
    assert "cannot be read" in said
    assert str(FAULT) in said
    assert show_board.board_json(broken)["languages"][0]["texts"][-1]["faults"] == [str(FAULT)]


def test_a_fault_that_several_texts_wait_for_is_told_once(folder, capsys):
    """Of many articles too, and a bar that is whole would be a lie."""
    board = edition_board(folder, "2026-12", members_by_languages=None)
    line = board.lines[1]
    cells = tuple(replace(cell, readiness=None, faults=(FAULT,)) for cell in line.cells) + line.cells[1:] * 2
    titles = ("edition", *(f"a{number}" for number in range(len(cells) - 1)))

    show_board.print_board(replace(board, titles=titles, lines=(replace(line, gate=None, cells=cells),)))

    said = capsys.readouterr().out
    assert said.count(str(FAULT)) == 1
    assert "100 %" not in said


def test_approving(folder):
    """What was approved is told, for people and for machines."""
    arguments = ("catalogue", "approve", "--locale", "fr", "--edition", "2026-12", "--by", "Jean Martin")

    assert "Approved locales/fr/LC_MESSAGES/edition-2026-12.po: 5 messages." in run(*arguments)
    assert {one["messages"] for one in json.loads(run(*arguments, "--json"))} == {26, 17, 5}


def test_extracting(folder):
    """POT files only, and whether they have changed."""
    assert "4 templates with 65 messages" in run("catalogue", "extract")
    assert not any(one["changed"] for one in json.loads(run("catalogue", "extract", "--json")))
