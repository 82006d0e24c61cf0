"""An edition in made-up languages goes the way of every other language, and leaves the newsroom as it is."""

import re

import pytest
from typer.testing import CliRunner

from newsletter.cli.app import app
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.publishing.pseudo_preview import ALL_KINDS, PseudoFolder, write_pseudo_previews
from newsletter.resources import built_in_templates
from newsletter.translation.template_messages import messages_of_templates

EDITION = "2026-12"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The example newsroom."""
    return init_example(tmp_path_factory.mktemp("pseudo") / "newsroom")


def files(folder):
    """Return every file of a newsroom with its content."""
    return {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}


def test_both_mails_are_whole(folder, tmp_path):
    """The gate is open, no article falls back, and the newsroom has not changed by a byte."""
    before = files(folder)

    found = write_pseudo_previews(folder, EDITION, kinds=ALL_KINDS, out=tmp_path, on_progress=lambda *_: None)

    assert [(str(one.gate.locale), one.gate.is_open, one.gate.fell_back) for one in found] == [
        ("en-XA", True, ()),
        ("ar-XB", True, ()),
    ]
    assert files(folder) == before
    assert [
        re.search(r'<html lang="([^"]+)" dir="([^"]+)"', one.html.read_text()).groups() for one in found
    ] == [
        ("en-XA", "ltr"),
        ("ar-XB", "rtl"),
    ]


def test_what_is_outside_brackets_is_no_message(folder, tmp_path):
    """In the text part: dates, names, addresses and rules stand outside; every sentence is inside."""
    (found,) = write_pseudo_previews(
        folder, EDITION, kinds=("accents",), out=tmp_path, on_progress=lambda *_: None
    )

    text = found.text.read_text()
    outside = re.sub("⟦(?:[^⟦⟧]|⟦[^⟧]*⟧)*⟧", "", text)
    assert text.count("⟦") == text.count("⟧") > 40
    assert re.findall(r"[a-z]+ [a-z]+ [a-z]+", outside) == []


def test_names_are_kept(tmp_path):
    """Those that an article keeps, and those that the glossary does."""
    folder = init_example(tmp_path / "newsroom")
    (folder.root / "glossary.csv").write_text("term,keep,note\nBarcelona,yes,\n", encoding="utf-8")

    article = folder.article_slugs()[0]
    found = PseudoFolder(folder.root).catalogue(Locale("en-XA"), f"article-{article}")
    said = " ".join(entry.translations[0] for entry in found.entries)
    source = " ".join(entry.text for entry in found.entries)
    for name in ("Polycentra", "Barcelona"):
        assert said.count(name) == source.count(name)


def test_other_languages_are_as_they_are(folder):
    """Only the made-up ones are made up."""
    french, domain = Locale("fr"), f"edition-{EDITION}"

    assert PseudoFolder(folder.root).catalogue(french, domain) == folder.catalogue(french, domain)


def test_every_message_of_the_interface_is_there(folder):
    """Pages too, though a preview shows none."""
    catalogue = PseudoFolder(folder.root).catalogue(Locale("ar-XB"), "interface")

    messages = messages_of_templates(built_in_templates())
    assert all(catalogue.translation(message.context, message.text) for message in messages)


@pytest.mark.parametrize(
    ("options", "tags"),
    [((), ["en-XA", "ar-XB"]), (("--kind", "rtl"), ["ar-XB"]), (("--kind", "accents"), ["en-XA"])],
    ids=["both are the default", "only right to left", "only accents"],
)
def test_the_command_writes_them(folder, tmp_path, options, tags):
    """`newsletter pseudo` says where the files are."""
    arguments = ["--newsroom", str(folder.root), "pseudo", EDITION, "--out", str(tmp_path / "out"), *options]

    done = CliRunner().invoke(app, arguments, catch_exceptions=False)

    assert done.exit_code == 0, done.output
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == tags
    assert {path.name for path in (tmp_path / "out").glob("*.html")} == {
        f"{EDITION}.{tag}.html" for tag in tags
    }
