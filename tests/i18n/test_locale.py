"""Language tags are canonical, and a reader gets the nearest language that there is, never a wrong script."""

import pytest

from newsletter.i18n.locale import Locale, best_match

CANONICAL = [
    # written      tag             why
    ("fr", "fr", "already canonical"),
    ("PT-br", "pt-BR", "case does not matter"),
    ("zh_Hans", "zh-Hans", "as gettext writes folders"),
    ("zh_TW.Big5", "zh-TW", "a POSIX locale name with a charset"),
    ("sr@latin", "sr-Latn", "a POSIX modifier that names a script"),
    ("ca@valencia", "ca-valencia", "a POSIX modifier that names a variant"),
    ("pt-br-x-foo", "pt-BR-x-foo", "private use is kept"),
    ("de-1901", "de-1901", "a variant of digits"),
    ("en-US-u-ca-gregory", "en-US-u-ca-gregory", "an extension is kept"),
    ("es-419", "es-419", "a region of digits"),
    ("iw", "he", "a deprecated code"),
    ("in", "id", "a deprecated code"),
    ("ji", "yi", "a deprecated code"),
    ("tl", "fil", "an alias"),
    ("sh", "sr-Latn", "an alias that says a script"),
    (" fr ", "fr", "space around it"),
]
REFUSED = [
    "",
    "C",
    "POSIX",
    "x",
    "xx",
    "../../de",
    "fr/../de",
    "français",
    "fr-",
    "-fr",
    "fr--FR",
    "a" * 300,
    "fr\x00",
    "en fr",
]
DIRECTIONS = [
    *(
        (tag, "rtl")
        for tag in ("ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv", "ks", "pa-Arab", "az-Arab")
    ),
    *((tag, "ltr") for tag in ("en", "zh-Hans", "ko", "hi", "pa", "az", "ku", "sr-Latn", "tr", "am", "th")),
]
MATCHES = [
    # wanted            available              got       why
    (["fr"], ["en", "fr"], "fr", "itself"),
    (["de", "ca"], ["en", "ca"], "ca", "the second choice, before the default"),
    (["zh-TW"], ["zh-Hans", "zh-Hant"], "zh-Hant", "by script"),
    (["zh-TW"], ["zh-Hans"], "en", "never the other script"),
    (["zh-HK"], ["zh-CN", "zh-TW"], "zh-TW", "by script, whatever the territory"),
    (["zh"], ["zh-Hans"], "zh-Hans", "CLDR's likely script"),
    (["zh-SG"], ["zh-Hans"], "zh-Hans", "CLDR's likely script of a territory"),
    (["sr-Latn"], ["sr"], "en", "sr is Cyrillic"),
    (["sr"], ["sr-Latn", "sr-Cyrl"], "sr-Cyrl", "CLDR's likely script"),
    (["es-MX"], ["es", "es-419"], "es-419", "the nearer parent"),
    (["es-MX"], ["es"], "es", "the parent's parent"),
    (["pt-AO"], ["pt", "pt-PT"], "pt-PT", "CLDR's parent, not the bare language"),
    (["pt-AO"], ["pt-BR"], "pt-BR", "a sibling is better than another language"),
    (["en-ZA"], ["fr", "en"], "en", "the bare language"),
    (["fr"], ["fr-CA"], "fr-CA", "a sibling"),
    (["fr-CH"], ["fr-CA", "fr-BE"], "fr-BE", "siblings in a stable order"),
    (["nn"], ["nb"], "nb", "Nynorsk descends from Norwegian"),
    (["no"], ["nb"], "nb", "Norwegian without further word is Bokmål"),
    (["ms"], ["id"], "en", "related is not the same"),
    ([], ["fr"], "en", "nothing asked for"),
]


def locales(tags):
    """Return locales by their tags."""
    return [Locale.parse(tag) for tag in tags]


@pytest.mark.parametrize(
    ("written", "tag"), [row[:2] for row in CANONICAL], ids=[row[2] for row in CANONICAL]
)
def test_a_tag_becomes_canonical(written, tag):
    """Each spelling leads to the tag in the table, and the tag leads to itself."""
    assert Locale.parse(written).tag == tag
    assert Locale.parse(tag).tag == tag


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_language_is_refused_with_an_example(text):
    """No unknown language and no path can pass for a locale."""
    with pytest.raises(ValueError, match="such as fr"):
        Locale.parse(text)


@pytest.mark.parametrize(("tag", "direction"), DIRECTIONS)
def test_the_direction_is_that_of_the_script(tag, direction):
    """CLDR's likely script decides, not a list of languages."""
    assert Locale.parse(tag).direction == direction


@pytest.mark.parametrize(
    ("wanted", "available", "got"),
    [row[:3] for row in MATCHES],
    ids=[f"{row[0]} {row[3]}" for row in MATCHES],
)
def test_the_nearest_language_is_chosen(wanted, available, got):
    """Each wish is met as in the table, whatever the order of what there is."""
    for order in (available, available[::-1]):
        match = best_match(locales(wanted), [*locales(order), Locale("en")], default=Locale("en"))
        assert str(match.locale) == got


def test_the_reason_is_told_in_words():
    """The ledger keeps why somebody got a language."""
    english = Locale("en")
    reasons = [
        best_match(locales(wanted), locales(["en", "es"]), default=english).why
        for wanted in (["es"], ["es-MX"], ["de", "it"], [])
    ]

    assert reasons == [
        "es was asked for",
        "es stands in for es-MX",
        "none of de, it is ready",
        "no language was asked for",
    ]


@pytest.mark.parametrize(
    ("tag", "reader", "name"),
    [
        ("ar", "fr", "arabe"),
        ("zh-Hans", "en", "Chinese (Simplified)"),
        ("hi", "hi", "हिन्दी"),
        ("pcm", "en", "Nigerian Pidgin"),
    ],
)
def test_a_language_has_a_name_in_every_language(tag, reader, name):
    """CLDR knows what a reader calls a language."""
    assert Locale.parse(tag).name_in(Locale.parse(reader)) == name


@pytest.mark.parametrize(
    ("tag", "folder"), [("zh-Hans", "zh_Hans"), ("pt-BR", "pt_BR"), ("sr-Latn-RS", "sr_Latn_RS")]
)
def test_the_folder_is_named_as_gettext_names_it(tag, folder):
    """And the folder's name leads back to the locale."""
    assert Locale.parse(tag).gettext_name == folder
    assert Locale.parse(folder) == Locale.parse(tag)


def test_a_tag_that_cldr_has_no_data_for_uses_its_nearest_ancestor():
    """Dates and names of a private variant are those of the language."""
    assert str(Locale.parse("pt-BR-x-foo").cldr) == "pt_BR"
    assert str(Locale.parse("gsw-x-foo").cldr) == "gsw"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("fr", "fr-FR", True),
        ("fr-CA", "fr-FR", False),
        ("zh-Hans", "zh-CN", True),
        ("zh-TW", "zh-Hans", False),
        ("sr", "sr-Latn", False),
        ("fr", "de", False),
    ],
)
def test_two_names_of_one_language_agree(one, other, agree):
    """A file for France may lie in the folder of French, one for Taiwan not in that of simplified Chinese."""
    assert Locale.parse(one).agrees_with(Locale.parse(other)) is agree
    assert Locale.parse(other).agrees_with(Locale.parse(one)) is agree
