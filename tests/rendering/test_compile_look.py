"""Colours and fonts: readable on every ground, by day and by night, in every script."""

import pytest

from newsletter.i18n.locale import Locale
from newsletter.newsroom.contrast import contrast
from newsletter.newsroom.settings import Look
from newsletter.rendering.palette import day_palette, mixed_colour, night_palette, readable_colour
from newsletter.rendering.typeface import typeface

LOOKS = [
    Look(),
    Look(accent="#ffe900"),
    Look(accent="#000000", ink="#222222"),
    Look(accent="#ffffff", paper="#101010", ink="#eeeeee", backdrop="#000000"),
    Look(accent="#808080", ink="#777777", backdrop="#808080"),
]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("palette_of", [day_palette, night_palette])
def test_text_can_be_read_whatever_the_newsroom_chose(palette_of, look):
    """WCAG 2.2 §1.4.3: at least 4.5 for every colour of text on each of its grounds."""
    palette = palette_of(look)

    for text in (palette.ink, palette.quiet, palette.link):
        assert contrast(text, palette.paper) >= 4.5
        assert contrast(text, palette.tint) >= 4.5
    assert contrast(palette.footer, palette.backdrop) >= 4.5


def test_a_colour_that_can_be_read_is_left_alone():
    """The newsroom's accent is its links' colour where it can be."""
    assert readable_colour("#0b5c8a", on="#ffffff") == "#0b5c8a"


def test_mixing_goes_from_one_colour_to_the_other():
    """In equal steps."""
    assert [mixed_colour("#000000", "#ff8000", share) for share in (0.0, 0.5, 1.0)] == [
        "#000000",
        "#804000",
        "#ff8000",
    ]


FACES = [
    # locale, a font of its script, whether it has capitals
    ("fr", "Segoe UI", True),
    ("uk", "Segoe UI", True),
    ("ar", "Noto Naskh Arabic", False),
    ("fa", "Noto Naskh Arabic", False),
    ("he", "Noto Sans Hebrew", False),
    ("zh-Hans", "PingFang SC", False),
    ("zh-TW", "PingFang TC", False),
    ("ja", "Hiragino Sans", False),
    ("ko", "Apple SD Gothic Neo", False),
    ("hi", "Noto Sans Devanagari", False),
    ("ta", "Noto Sans Tamil", False),
    ("th", "Noto Sans Thai", False),
]


@pytest.mark.parametrize(("locale", "font", "is_cased"), FACES)
def test_faces(locale, font, is_cased):
    """Each script has its fonts before the general ones, and more air than Latin needs."""
    face = typeface(Locale.parse(locale))

    assert font in face.family
    assert face.family.endswith("sans-serif")
    assert face.is_cased is is_cased
    assert face.line_height >= (1.6 if is_cased else 1.7)
