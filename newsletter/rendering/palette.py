"""The colours of a mail: from a newsroom's look to colours that can be read, by day and by night.

Source: WCAG 2.2, success criterion 1.4.3 (contrast of at least 4.5).
"""

from dataclasses import dataclass

from newsletter.newsroom.contrast import contrast
from newsletter.newsroom.settings import Look

_LEAST_CONTRAST = 4.5
_NIGHT_PAPER, _NIGHT_BACKDROP, _NIGHT_INK = "#1b2229", "#11161b", "#e6ebf0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours as `#rrggbb`. Those for text contrast enough with what they stand on."""

    paper: str
    backdrop: str
    ink: str
    quiet: str
    """Dates, captions: on paper."""
    link: str
    """Links: on paper."""
    footer: str
    """Text and links on the backdrop."""
    accent: str
    """Bars and lines; no text stands on it."""
    line: str
    tint: str
    """The ground of quotes, code and table heads; as readable as paper."""


def day_palette(look: Look) -> Palette:
    """Return the newsroom's own colours, moved towards black or white where they cannot be read."""
    return _palette(look.accent, look.ink, look.paper, look.backdrop)


def night_palette(look: Look) -> Palette:
    """Return the colours for readers who prefer dark mails; of the newsroom's only the accent is left."""
    return _palette(look.accent, _NIGHT_INK, _NIGHT_PAPER, _NIGHT_BACKDROP)


def _palette(accent: str, ink: str, paper: str, backdrop: str) -> Palette:
    tint = mixed_colour(paper, ink, 0.05)
    return Palette(
        paper=paper,
        backdrop=backdrop,
        ink=readable_colour(ink, on=tint),
        quiet=readable_colour(mixed_colour(ink, paper, 0.3), on=tint),
        link=readable_colour(accent, on=tint),
        footer=readable_colour(mixed_colour(ink, backdrop, 0.25), on=backdrop),
        accent=accent,
        line=mixed_colour(paper, ink, 0.15),
        tint=tint,
    )


def readable_colour(colour: str, *, on: str) -> str:
    """Return the colour itself, or the nearest darker or lighter one that can be read on a ground.

    >>> readable_colour("#0b5c8a", on="#ffffff"), readable_colour("#ffe900", on="#ffffff")
    ('#0b5c8a', '#807400')
    """
    target = max("#000000", "#ffffff", key=lambda end: contrast(end, on))
    shades = (mixed_colour(colour, target, step / 20) for step in range(20))
    return next((shade for shade in shades if contrast(shade, on) >= _LEAST_CONTRAST), target)


def mixed_colour(colour: str, other: str, share: float) -> str:
    """Return a colour between two; `share` 0.0 gives the first, 1.0 the second."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
