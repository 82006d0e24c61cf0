"""newsroom.toml: who publishes, in which languages, with what look."""

import pytest

from newsletter.errors import ArticleError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.contrast import contrast
from newsletter.newsroom.settings import Look, Newsroom, newsroom_text, parse_newsroom

GOOD = """\
name = "Polycentra"
source_language = "en"
languages = ["fr", "zh_Hans"]
website = "https://www.example.org"
timezone = "Europe/Madrid"
postal_address = "1 Main Street\\nBarcelona"
reply_to = "editor@example.org"

[sender]
name = "Polycentra news"
address = "news@example.org"

[look]
accent = "#0B5C8A"
logo = "images/logo.png"
logo_width_px = 200
"""


def parse(text):
    """Parse a newsroom's settings."""
    return parse_newsroom(text, path="newsroom.toml")


def faults(text):
    """Return the faults of the settings as texts."""
    with pytest.raises(ArticleError) as caught:
        parse(text)
    return [str(fault) for fault in caught.value.faults]


def test_every_setting_is_read():
    """The source language comes first where the list leaves it out; colours are in small letters."""
    en, fr, hans = (Locale.parse(tag) for tag in ("en", "fr", "zh-Hans"))

    assert parse(GOOD) == Newsroom(
        name="Polycentra",
        source_language=en,
        languages=(en, fr, hans),
        sender_name="Polycentra news",
        sender_address="news@example.org",
        reply_to="editor@example.org",
        postal_address="1 Main Street\nBarcelona",
        website="https://www.example.org",
        timezone="Europe/Madrid",
        look=Look(accent="#0b5c8a", logo="images/logo.png", logo_width_px=200),
    )


def test_the_order_of_languages_is_kept_where_the_source_language_is_among_them():
    """Pages list the languages as the newsroom does."""
    languages = parse(GOOD.replace('["fr", "zh_Hans"]', '["fr", "en"]')).languages

    assert [str(locale) for locale in languages] == ["fr", "en"]


FAULTS = [
    ('name = "Polycentra"\n', "", 1, "`name` is missing or empty", "no name"),
    ('name = "Polycentra"\n', 'nam = "Polycentra"\nname = ""\n', 1, "Did you mean `name`", "a slip in a key"),
    ('"Polycentra"', "7", 1, "`name` is not a text", "a number for a text"),
    ('"Polycentra"', '"Poly\\u0007centra"', 1, "invisible control characters", "a bell"),
    ('"Polycentra"', '"\\u202ePolycentra"', 1, "invisible control characters", "an override"),
    ('source_language = "en"', 'source_language = "xx"', 2, "CLDR", "no language"),
    ('["fr", "zh_Hans"]', '["fr", "fr"]', 3, "names fr more than once", "a language twice"),
    ('["fr", "zh_Hans"]', '["fr", "en glish"]', 3, "is not a language tag", "no tag"),
    ('["fr", "zh_Hans"]', '"fr"', 3, "is not a list of texts", "no list"),
    ('"https://www.example.org"', '"www.example.org"', 4, "is not an http address", "no scheme"),
    ('"Europe/Madrid"', '"Europe/Madird"', 5, "did you mean Europe/Madrid", "no zone"),
    ('"Europe/Madrid"', "1", 5, "`timezone` is not a text", "a number for a zone"),
    ('"editor@example.org"', '"editor"', 7, "is no mail address", "no address"),
    ('"news@example.org"', '"news @example.org"', 11, "is no mail address", "a space"),
    ('address = "news@example.org"\n', "", 1, "`sender.address` is missing or empty", "no sender"),
    (
        '[sender]\nname = "Polycentra news"',
        "[sender]\nnames = 1",
        10,
        "Did you mean `name`",
        "a key of a table",
    ),
    ('accent = "#0B5C8A"', 'accent = "blue"', 14, "is not a colour", "a colour's name"),
    (
        'accent = "#0B5C8A"',
        'ink = "#777777"',
        14,
        "the contrast of ink #777777 on paper #ffffff is 4.5",
        "grey",
    ),
    ('accent = "#0B5C8A"', 'font = "Arial"', 14, "the keys are accent", "an unknown setting"),
    ('"images/logo.png"', '"/logo.png"', 15, "is not a path below the newsroom", "an absolute path"),
    ("logo_width_px = 200", "logo_width_px = 9000", 16, "from 1 to 600", "wider than a mail"),
    ("logo_width_px = 200", "logo_width_px = true", 16, "from 1 to 600", "a truth for a number"),
    ("[look]\n", "[look\n", 13, "the TOML is broken", "broken TOML"),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "says"), [row[:4] for row in FAULTS], ids=[row[4] for row in FAULTS]
)
def test_a_wrong_setting_is_told_with_its_line(old, new, line, says):
    """Each fault names the line, what is wrong, and what to write instead."""
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1))

    assert any(fault.startswith(f"newsroom.toml:{line}: ") and says in fault for fault in found), found


def test_a_table_written_as_a_value_is_told():
    """`look = 3` is no table of colours."""
    text = GOOD.replace("[look]", "[other]").replace("[sender]", "look = 3\n[sender]")

    assert any("`look` is not a table" in fault for fault in faults(text))


def test_all_faults_come_at_once():
    """Settings are mended once."""
    assert len(faults("")) == 6


def test_endless_nesting_is_broken_toml():
    """No file makes the reader fall over."""
    assert len(faults("a = " + "[" * 100_000)) == 1


@pytest.mark.parametrize("text", [GOOD, GOOD.partition("[look]")[0].replace("reply_to", "#")])
def test_the_file_of_a_new_newsroom_reads_the_same(text):
    """`newsletter init` writes a commented file that means what was asked for."""
    newsroom = parse(text)

    written = newsroom_text(newsroom)

    assert parse(written) == newsroom
    assert written.count("#") > 10


def test_names_are_written_safely():
    """Quotes and backslashes in a name do not break the file."""
    newsroom = parse(GOOD.replace('"Polycentra"', '"The \\"P\\" \\\\ Co"'))

    assert parse(newsroom_text(newsroom)).name == 'The "P" \\ Co'


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    """The known ratios of the guideline's own tools, in either order."""
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio
