"""Draw the pictures of this newsroom: python examples/metropolis/images/draw.py.

    colours and coordinates ──▶ Canvas ──▶ palette PNG beside this file

No picture holds a word, because a picture cannot be translated; no chance is involved, so a second
run writes the same pixels. Coordinates are pixels of the finished picture, origin at the top left.
"""  # noqa: INP001  a script of the example newsroom, not a package

from collections.abc import Sequence
from math import cos, dist, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw

Point = tuple[float, float]

INK, ACCENT, TEAL, MIST = "#1a2b3c", "#0e5f76", "#6fa9b5", "#dbe7ea"
PAPER, SAND, AMBER, CORAL, LEAF = "#ffffff", "#f3ebdd", "#e6a945", "#c8603f", "#c6d9c8"
# Middle tones that keep a contrast of 3 (WCAG 2, 1.4.11) on white and on a dark mail alike.
MARK, MARK_WARM = "#1b7f9c", "#c4512d"

WIDTH, HEIGHT = 1200, 600
OVERSAMPLING = 4  # draws larger and shrinks: Pillow's own shapes have jagged edges
COLOURS = 64


class Canvas:
    """A picture in the making, drawn oversized and shrunk when it is saved."""

    def __init__(
        self, background: str, *, width: int = WIDTH, height: int = HEIGHT, mode: str = "RGB"
    ) -> None:
        """Start with an even background."""
        self.size = (width, height)
        self.picture = Image.new(mode, (width * OVERSAMPLING, height * OVERSAMPLING), background)
        self.pen = ImageDraw.Draw(self.picture)

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        """Fill the shape whose corners are given."""
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """Fill an upright rectangle; the right and lower edges are not part of it."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        """Fill a circle."""
        (x, y), r = centre, radius
        corners = [n * OVERSAMPLING for n in (x - r, y - r, x + r, y + r)]
        self.pen.ellipse(corners, fill=colour)

    def path(self, points: Sequence[Point], width: float, colour: str) -> None:
        """Draw a line with round joints and round ends."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * OVERSAMPLING))
        for joint in points:
            self.disc(joint, width / 2, colour)

    def save(self, name: str) -> None:
        """Shrink, reduce to a palette, and write the file beside this script."""
        small = self.picture.resize(self.size, Image.Resampling.LANCZOS)
        method = Image.Quantize.FASTOCTREE if small.mode == "RGBA" else Image.Quantize.MEDIANCUT
        reduced = small.quantize(COLOURS, method=method, kmeans=8, dither=Image.Dither.NONE)
        reduced.save(Path(__file__).with_name(name), optimize=True)


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """Return the point at a distance and an angle, clockwise from the right, of another."""
    return (centre[0] + radius * cos(radians(degrees)), centre[1] + radius * sin(radians(degrees)))


def turned(centre: Point, degrees: float, outline: Sequence[Point]) -> list[Point]:
    """Return an outline, given around the origin, moved to a centre and turned around it."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return [(centre[0] + x * c - y * s, centre[1] + x * s + y * c) for x, y in outline]


def oval(half_width: float, half_height: float) -> list[Point]:
    """Return the outline of an ellipse around the origin."""
    return [(half_width * cos(radians(a)), half_height * sin(radians(a))) for a in range(0, 360, 4)]


def curve(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """Return a smooth line through all the points (a Catmull-Rom spline)."""
    padded = [points[0], *points, points[-1]]
    stretches = zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    line = [_between(stretch, step / steps) for stretch in stretches for step in range(steps)]
    return [*line, points[-1]]


def _between(stretch: tuple[Point, Point, Point, Point], t: float) -> Point:
    """Return the point at a share `t` of the way from the second point to the third."""

    def on_axis(axis: int) -> float:
        p, q, r, s = (point[axis] for point in stretch)
        return (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3) / 2

    return on_axis(0), on_axis(1)


# --- a round table, seen from above -------------------------------------------------------------

TABLE: Point = (600, 660)
SEATS = range(192, 350, 12)  # degrees
CLOTHES = (ACCENT, CORAL, INK, AMBER, TEAL)
HAIR = ("#2b2320", "#6a4a35", "#b9aea0", "#3f2d24", "#a5744c", "#241c1a")
# Pairs of seats, counted from the left, between which a line runs over the table.
TALKS = ((0, 5), (0, 9), (1, 11), (2, 7), (3, 13), (4, 10), (5, 12), (6, 13), (1, 8))


def round_table() -> None:
    """Write action-plan.png: people around a table, and the lines of their conversation."""
    canvas = Canvas(SAND)
    canvas.disc(TABLE, 640, "#eadfcb")
    for number, degrees in enumerate(SEATS):
        person(canvas, degrees, CLOTHES[number % len(CLOTHES)], HAIR[number % len(HAIR)])
    canvas.disc((TABLE[0], TABLE[1] + 6), 474, "#d9cbb0")
    canvas.disc(TABLE, 470, PAPER)
    canvas.disc(TABLE, 458, MIST)
    for one, other in TALKS:
        ends = [polar(TABLE, 345, SEATS[seat]) for seat in (one, other)]
        canvas.path(ends, 2.5, "#a9c8d0")
    for number, degrees in enumerate(SEATS):
        place(canvas, degrees, CLOTHES[number % len(CLOTHES)])
    canvas.save("action-plan.png")


def person(canvas: Canvas, degrees: float, clothes: str, hair: str) -> None:
    """Draw one person who faces the table: a chair, shoulders, arms and a head."""
    chair = polar(TABLE, 546, degrees)
    canvas.polygon(turned(chair, degrees, oval(30, 42)), "#cdbd9f")
    for side in (-5.2, 5.2):
        shoulder, hand = polar(TABLE, 515, degrees + side * 0.72), polar(TABLE, 452, degrees + side * 0.6)
        canvas.path([shoulder, hand], 15, clothes)
    canvas.polygon(turned(polar(TABLE, 522, degrees), degrees, oval(25, 47)), clothes)
    canvas.disc(polar(TABLE, 516, degrees), 23, hair)


def place(canvas: Canvas, degrees: float, colour: str) -> None:
    """Draw what lies in front of one person: a sheet of paper, a cup and a dot of their colour."""
    sheet = polar(TABLE, 400, degrees - 1.8)
    canvas.polygon(turned(sheet, degrees + 6, [(-26, -19), (26, -19), (26, 19), (-26, 19)]), PAPER)
    for line in (-10, 0, 10):
        canvas.path(turned(sheet, degrees + 6, [(line, -11), (line, 11)]), 2, MIST)
    cup = polar(TABLE, 412, degrees + 3.6)
    canvas.disc(cup, 11, PAPER)
    canvas.disc(cup, 7, "#8a5a3c")
    canvas.disc(polar(TABLE, 345, degrees), 8, colour)


# --- a map of measuring stations ----------------------------------------------------------------

COAST: list[Point] = [
    (790, -40),
    (835, 60),
    (800, 150),
    (880, 240),
    (905, 330),
    (850, 420),
    (905, 510),
    (880, 660),
]
RIVER: list[Point] = [
    (-40, 430),
    (110, 395),
    (230, 440),
    (380, 400),
    (500, 300),
    (640, 290),
    (760, 330),
    (920, 300),
]
ROADS: list[list[Point]] = [
    [(-20, 120), (180, 170), (420, 150), (640, 190), (830, 170)],
    [(250, -20), (300, 160), (400, 300), (420, 480), (400, 620)],
    [(620, -20), (600, 160), (650, 330), (610, 480), (660, 620)],
    [(-20, 560), (200, 540), (420, 500), (640, 470), (880, 470)],
]
# Parks: centre, half axes, turn in degrees.
PARKS: list[tuple[Point, Point, float]] = [
    ((140, 270), (95, 55), -12), ((505, 78), (80, 42), 8), ((735, 545), (85, 46), -8),
    ((285, 585), (70, 40), 10),
]  # fmt: skip
# Stations: place, and how warm the evening is (0 cool … 3 hot).
STATIONS: dict[Point, int] = {
    (90, 90): 0, (215, 215): 1, (345, 70): 1, (120, 330): 0, (300, 330): 2, (415, 215): 3,
    (500, 120): 0, (520, 245): 3, (600, 380): 3, (470, 400): 2, (350, 480): 1, (190, 500): 1,
    (95, 590): 0, (330, 575): 0, (510, 545): 1, (645, 520): 2, (735, 440): 2, (740, 545): 0,
    (690, 215): 2, (640, 75): 1, (765, 90): 0, (795, 255): 1, (985, 215): 0, (1070, 400): 1,
}  # fmt: skip
ISLAND: Point = (1075, 408)
ISLAND_AXES = (58, 34)
WARMTH = ((TEAL, 9), (ACCENT, 12), (AMBER, 16), (CORAL, 21))
NEIGHBOUR_PX = 165
SHALLOWS = "#c3dde3"


def station_map() -> None:
    """Write urban-heat.png: a region by the sea, its measuring stations and their network."""
    canvas = Canvas(SAND)
    for (x, y), (half_width, half_height), degrees in PARKS:
        canvas.polygon(turned((x, y), degrees, oval(half_width, half_height)), LEAF)
    canvas.path(curve(RIVER), 26, SHALLOWS)
    for road in ROADS:
        canvas.path(curve(road), 7, PAPER)
    sea(canvas)
    network(canvas)
    canvas.save("urban-heat.png")


def sea(canvas: Canvas) -> None:
    """Draw the water to the right of the coast, lighter where it is shallow, and an island in it."""
    shore = curve(COAST)
    for shift, colour in ((0, SHALLOWS), (34, "#b2d2da"), (86, "#a0c6d0")):
        canvas.polygon([(x + shift, y) for x, y in shore] + [(WIDTH, HEIGHT + 60), (WIDTH, -40)], colour)
    for (half_width, half_height), colour in (
        ((92, 66), "#b2d2da"),
        ((76, 50), SHALLOWS),
        (ISLAND_AXES, SAND),
    ):
        canvas.polygon(turned(ISLAND, 20, oval(half_width, half_height)), colour)


def network(canvas: Canvas) -> None:
    """Draw the lines between neighbouring stations, then the stations over them."""
    for one in STATIONS:
        others = sorted((other for other in STATIONS if other != one), key=lambda other: dist(one, other))
        for rank, other in enumerate(others):
            if rank == 0 or dist(one, other) < NEIGHBOUR_PX:
                canvas.path([one, other], 2.5, ACCENT)
    for spot, warmth in STATIONS.items():
        colour, radius = WARMTH[warmth]
        canvas.disc(spot, radius + 5, PAPER)
        canvas.disc(spot, radius, colour)


# --- two cities by a bay ------------------------------------------------------------------------

HORIZON = 440
SUN: Point = (600, 410)
GLOW = ((560, "#f6e5c8"), (400, "#f8dcb0"), (260, "#f5cf94"), (128, AMBER))  # radius, colour
FAR, NEAR = "#b5ccd0", (ACCENT, INK, "#15506a", "#243c50")
# Buildings: left edge, width, height, roof.
Building = tuple[float, float, float, str]
FAR_WEST: list[Building] = [
    (-10, 70, 190, "flat"), (70, 60, 250, "slant"), (140, 80, 170, "dome"),
    (232, 46, 230, "flat"), (290, 70, 130, "gable"),
]  # fmt: skip
FAR_EAST: list[Building] = [
    (838, 66, 120, "gable"), (912, 50, 210, "slant"), (970, 76, 165, "flat"),
    (1056, 54, 255, "spire"), (1120, 90, 185, "dome"),
]  # fmt: skip
WEST: list[Building] = [
    (-20, 74, 128, "flat"), (50, 62, 262, "spire"), (112, 84, 150, "slant"),
    (196, 54, 205, "flat"), (250, 80, 92, "dome"), (330, 50, 58, "gable"),
]  # fmt: skip
EAST: list[Building] = [
    (822, 56, 66, "gable"), (878, 60, 150, "flat"), (938, 96, 104, "dome"),
    (1034, 56, 240, "slant"), (1090, 66, 160, "flat"), (1156, 60, 206, "spire"),
]  # fmt: skip
LIT_OF_NINE = 4  # windows
PYLONS = (465, 735)
DECK_Y = 402


def two_cities() -> None:
    """Write staff-exchange.png: two skylines at a bay, a bridge between them, a boat below it."""
    canvas = Canvas(SAND)
    for radius, colour in GLOW:
        canvas.disc(SUN, radius, colour)
    for building in (*FAR_WEST, *FAR_EAST):
        tower(canvas, building, FAR)
    water(canvas)
    bridge(canvas)
    for number, building in enumerate((*WEST, *EAST)):
        tower(canvas, building, NEAR[number % len(NEAR)])
        windows(canvas, building)
    quays(canvas)
    boat(canvas, (618, 520))
    canvas.save("staff-exchange.png")


def tower(canvas: Canvas, building: Building, colour: str) -> None:
    """Draw the outline of one building with its roof."""
    left, width, height, roof = building
    top, right, middle = HORIZON - height, left + width, left + width / 2
    canvas.box(left, top, right, HORIZON + 2, colour)
    if roof == "dome":
        canvas.disc((middle, top), width * 0.36, colour)
        canvas.path([(middle, top - width * 0.36), (middle, top - width * 0.56)], 3, colour)
    elif roof == "slant":
        canvas.polygon([(left, top), (right, top), (right, top - width * 0.5)], colour)
    elif roof == "gable":
        canvas.polygon([(left, top), (right, top), (middle, top - width * 0.45)], colour)
    elif roof == "spire":
        canvas.polygon([(left + 8, top), (right - 8, top), (middle, top - width * 0.6)], colour)
        canvas.path([(middle, top - width * 0.5), (middle, top - width * 1.05)], 3, colour)


def windows(canvas: Canvas, building: Building) -> None:
    """Light about half of a building's windows, in a pattern that looks like chance."""
    left, width, height, _ = building
    columns, rows = int((width - 12) // 15), int((height - 14) // 21)
    margin = (width - columns * 15 + 8) / 2
    for column in range(columns):
        for row in range(rows):
            colour = (
                AMBER if (column * 5 + row * 7 + int(left) + column * row) % 9 < LIT_OF_NINE else "#3c7187"
            )
            x, y = left + margin + column * 15, HORIZON - height + 14 + row * 21
            canvas.box(x, y, x + 7, y + 10, colour)


def water(canvas: Canvas) -> None:
    """Draw the bay, and the sun's reflection on it."""
    canvas.box(0, HORIZON - 22, WIDTH, HEIGHT, "#9fc5cf")
    canvas.box(0, HORIZON + 50, WIDTH, HEIGHT, "#8bb8c4")
    canvas.box(0, HORIZON + 108, WIDTH, HEIGHT, "#79abb9")
    for number, half_width in enumerate((118, 96, 104, 70, 82, 48, 56, 26)):
        y, shift = HORIZON - 8 + number * 20, 9 if number % 2 else -7
        canvas.path([(SUN[0] - half_width + shift, y), (SUN[0] + half_width + shift, y)], 5, "#f3d6a2")


def bridge(canvas: Canvas) -> None:
    """Draw a cable-stayed bridge from shore to shore."""
    for pylon in PYLONS:
        for reach in range(24, 136, 16):
            for side in (-1, 1):
                canvas.path([(pylon, DECK_Y - 40 - reach), (pylon + side * reach, DECK_Y)], 1.6, INK)
        canvas.polygon(
            [(pylon - 7, HORIZON + 22), (pylon - 4, 222), (pylon + 4, 222), (pylon + 7, HORIZON + 22)], INK
        )
        canvas.box(pylon - 22, HORIZON + 14, pylon + 22, HORIZON + 26, INK)
    canvas.box(300, DECK_Y - 4, 900, DECK_Y + 7, INK)


def quays(canvas: Canvas) -> None:
    """Draw the two embankments that the cities stand on."""
    for left, right, slope in ((-20, 392, 26), (1220, 808, -26)):
        canvas.polygon(
            [(left, HORIZON), (right, HORIZON), (right + slope, HORIZON + 24), (left, HORIZON + 24)], INK
        )


def boat(canvas: Canvas, keel: Point) -> None:
    """Draw a sailing boat that stands on a point of the water."""
    x, y = keel
    canvas.polygon([(x - 46, y - 20), (x + 48, y - 20), (x + 30, y), (x - 32, y)], CORAL)
    canvas.polygon([(x - 4, y - 28), (x - 4, y - 100), (x - 42, y - 28)], PAPER)
    canvas.polygon([(x + 4, y - 28), (x + 4, y - 88), (x + 34, y - 28)], SAND)
    canvas.path([(x, y - 20), (x, y - 106)], 3, INK)
    canvas.path([(x - 60, y + 3), (x + 62, y + 3)], 4, "#d5e7eb")


# --- the mark -----------------------------------------------------------------------------------

MARK_SIZE = (360, 84)
MARK_DOTS: list[tuple[Point, float]] = [
    ((15, 54), 14), ((80, 20), 19), ((143, 66), 13), ((204, 28), 26), ((268, 68), 15), ((339, 24), 20),
]  # fmt: skip
MARK_HEART = 3  # the dot in the warm colour
MARK_LINES = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (3, 4), (3, 5), (4, 5))


def mark() -> None:
    """Write logo.png: connected dots on a transparent ground, twice as wide as it is shown."""
    canvas = Canvas("#1b7f9c00", width=MARK_SIZE[0], height=MARK_SIZE[1], mode="RGBA")
    for one, other in MARK_LINES:
        canvas.path([MARK_DOTS[one][0], MARK_DOTS[other][0]], 5, MARK)
    for number, (spot, radius) in enumerate(MARK_DOTS):
        canvas.disc(spot, radius, MARK_WARM if number == MARK_HEART else MARK)
    canvas.save("logo.png")


def main() -> None:
    """Write every picture."""
    round_table()
    station_map()
    two_cities()
    mark()


if __name__ == "__main__":
    main()
