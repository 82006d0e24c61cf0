"""Every catalogue that we write is one to the tools of translators: GNU gettext and i18nspector."""

import datetime as dt
import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pytest

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.po.writer import catalogue_text
from newsletter.resources import shipped_path
from newsletter.translation.approval import approved_catalogue
from newsletter.translation.messages import Message, messages_of
from newsletter.translation.update import Heading, updated_catalogue

GNU_FLAGS = ("fuzzy", "python-brace-format")
TODAY = dt.date(2026, 12, 1)
EXAMPLE = NewsroomFolder(shipped_path("examples", "metropolis"))
HEADING = Heading(title="Congress", project="Polycentra 2026", bugs_to="news@polycentra.eu")
TAGS = [
    "fr",
    "pt-BR",
    "zh-Hans",
    "zh-Hant-HK",
    "sr-Latn",
    "ar",
    "fa",
    "he",
    "pl",
    "cs",
    "lt",
    "sl",
    "ga",
    "mt",
]
MESSAGES = [
    *(message for slug in EXAMPLE.article_slugs() for message in messages_of(EXAMPLE.article(slug))),
    Message(
        context="count", text="{n} seat is left", plural="{n} seats are left", flags=("python-brace-format",)
    ),
]
REMARKS = {
    # tag of i18nspector: why it is right to write it all the same
    "unknown-message-flag": "md-text, max-length and ignore-… are Weblate's",
    "no-date-header-field": "POT-Creation-Date would change a file in which nothing changed",
    "invalid-date": "PO-Revision-Date is empty until a translator's tool fills it in",
    "invalid-last-translator": "empty until a translator's tool fills it in",
    "no-language-team-header-field": "the same",
    "invalid-report-msgid-bugs-to": "the example's addresses are of reserved domains",
    "no-report-msgid-bugs-to-header-field": "the package's own interface names no address",
    "no-version-in-project-id-version": "a newsroom has no version",
    "unusual-plural-forms": "ours are CLDR's, see test_plural_samples.py",
    "codomain-error-in-plural-forms": "never seen",
}


def tool(name):
    """Return where a program is, or skip the test."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on PATH")
    return found


def translated(tag):
    """Return a whole catalogue in a language, with fuzzy, obsolete, commented and approved entries."""
    locale = Locale.parse(tag)
    empty = updated_catalogue(None, MESSAGES, locale=locale, heading=HEADING)
    entries = [
        replace(entry, translations=tuple(entry.text for _ in entry.translations)) for entry in empty.entries
    ]
    entries[3] = replace(entries[3], flags=(*entries[3].flags, "ignore-numbers"), comments=("Checked.",))
    whole = replace(empty, entries=tuple(entries))
    changed = [replace(MESSAGES[0], text=MESSAGES[0].text + " again"), *MESSAGES[2:]]
    return updated_catalogue(
        approved_catalogue(whole, reviewer="Nadia Ångström", on=TODAY),
        changed,
        locale=locale,
        heading=HEADING,
    )


def as_gettext_keeps(catalogue):
    """Return the catalogue without the flags that only Weblate knows: GNU's tools drop them."""
    return replace(
        catalogue,
        entries=tuple(
            replace(entry, flags=tuple(flag for flag in entry.flags if flag in GNU_FLAGS))
            for entry in catalogue.entries
        ),
    )


def read(data, locale):
    """Read a PO file."""
    return read_catalogue_file(data, path="x.po", locale=locale)


def locale_of(file):
    """Return the language of one of these files."""
    return Locale.parse(file.parent.parent.name if file.parent.name == "LC_MESSAGES" else file.stem)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The catalogues that ship, and one in each of many languages, as files."""
    folder = tmp_path_factory.mktemp("catalogues")
    for tag in TAGS:
        (folder / f"{Locale.parse(tag).gettext_language}.po").write_text(
            catalogue_text(translated(tag)), encoding="utf-8"
        )
    shipped_ones = [*EXAMPLE.root.glob("locales/*/*/*.po"), *shipped_path("locales").glob("*/*/*.po")]
    return [*folder.glob("*.po"), *shipped_ones]


def test_msgfmt_accepts_every_catalogue(files, tmp_path):
    """With all its checks, and without a warning."""
    for file in files:
        command = [tool("msgfmt"), "--check", "-o", tmp_path / "x.mo", file]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), file


def test_msgcat_leaves_every_catalogue_as_it_is(files):
    """Not one byte differs after gettext's own tools, but for flags that they do not know."""
    for file in files:
        done = subprocess.run([tool("msgcat"), file], capture_output=True, text=True, check=False)
        assert done.stdout == catalogue_text(as_gettext_keeps(read(file.read_bytes(), locale_of(file)))), file


def test_i18nspector_finds_no_error_and_nothing_that_we_cannot_explain(files):
    """Its remarks on what we do on purpose are in the table above."""
    done = subprocess.run([tool("i18nspector"), *files], capture_output=True, text=True, check=False)

    remarks = [line.split(": ", 2) for line in done.stdout.splitlines()]
    assert [remark for remark in remarks if remark[0] == "E"] == []
    assert set(Counter(rest.split()[0] for _, _, rest in remarks)) <= set(REMARKS)


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_that_went_through_msgcat_is_the_same_catalogue(tag):
    """Read again, nothing of it is lost: comments, flags, older sources, obsolete entries, approval."""
    before = translated(tag)
    done = subprocess.run(
        [tool("msgcat"), "-"], input=catalogue_text(before).encode(), capture_output=True, check=True
    )

    after = read(done.stdout, Locale(before.language))

    assert (after.entries, after.header) == (as_gettext_keeps(before).entries, before.header)
