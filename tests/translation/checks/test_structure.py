"""What the blocking checks let pass keeps the structure of its article, however hostile it is."""

from collections import Counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.newsroom.markdown import Markdown, references, tokens, units
from newsletter.translation.checks import ALL
from newsletter.translation.checks.base import Severity, TextPair

PIECES = [
    *("*", "**", "_", "`", "~~", "[", "]", "(", ")", "!", "<", ">", "\\", "&", "#", "- ", "| ", "1. ", ">"),
    *(
        "  \n",
        "\\\n",
        "\n",
        "\n\n",
        "\t",
        " ",
        "    ",
        "\r",
        "\0",
        "\u200b",
        "\u00a0",
        "\u202e",
        "é",
        "中",
        "ب",
    ),
    *(
        "word",
        "Wort",
        "{name}",
        "a",
        "b",
        ":",
        "//",
        "@",
        ".",
        "/",
        '"',
        "'",
        "&lt;",
        "&#91;",
        "&#x5D;",
        "&amp;",
    ),
    *("[a](https://a.example/)", "![i](i.png)", "[a][r]", "[r]", "[r][]", "[s]", "[r]: https://evil.example"),
    *(
        "<https://b.example/>",
        "<b@c.example>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "javascript:",
        "data:",
    ),
    *(
        "](javascript:alert(1))",
        "](https://evil.example/)",
        "](<",
        ">)",
        "\n# ",
        "\n- ",
        "\n---\n",
        "\n```\n",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


@st.composite
def alike(draw):
    """Return a text and one that is made of nearly the same pieces, in any order."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
    others = draw(st.permutations(pieces))
    extra = draw(st.lists(st.sampled_from(PIECES), max_size=2))
    at = draw(st.integers(0, len(others)))
    return "".join(pieces), "".join([*others[:at], *extra, *others[at:]])


FRAMES = [
    "{}\n\nA paragraph.",
    "# {}",
    "- {}\n- two",
    "> {}",
    "| a | b |\n|---|---|\n| {} | x |",
]
DEFINITIONS = "\n\n[r]: https://r.example/\n[s]: https://s.example/\n"
BLOCKING = [check for check in ALL if check.severity is Severity.BLOCKS]


def targets(stream):
    """Return where links and images lead, those within images included."""
    found = Counter()
    for token in stream:
        if token.type in ("link_open", "image"):
            found[token.type, token.attrs.get("href", token.attrs.get("src"))] += 1
        found += targets(token.children or [])
    return found


def passes(pair):
    """Tell whether no blocking check finds a fault."""
    return not any(True for check in BLOCKING for _ in check.findings(pair))


def assert_same_structure(source, key, translation):
    """The two texts have the same blocks, the same targets, and no HTML."""
    ours, theirs = tokens(Markdown(source)), tokens(Markdown(source, {key: translation}))

    assert [token.type for token in ours] == [token.type for token in theirs]
    assert targets(ours) == targets(theirs)
    kinds = {child.type for token in theirs for child in [token, *(token.children or [])]}
    assert not {kind for kind in kinds if kind.startswith("html")}


@settings(max_examples=400)
@given(frame=st.sampled_from(FRAMES), texts=st.one_of(alike(), st.tuples(TEXTS, TEXTS)))
@example(frame=FRAMES[0], texts=("[a](https://a.example/)", "[b](https://a.example/)"))
@example(frame=FRAMES[0], texts=("[a][r]", "[b][r]"))
@example(frame=FRAMES[0], texts=("![i](i.png) a", "a ![b](i.png)"))
@example(frame=FRAMES[0], texts=("a  \nb", "中  \n文"))
def test_what_passes_keeps_blocks_and_targets(frame, texts):
    """Any source and any translation: blocked, or the same blocks and the same targets."""
    said, shown = texts
    source = frame.format(said) + DEFINITIONS
    unit = next(iter(units(source)), None)
    assume(unit is not None)
    pair = TextPair(source=unit.text, translation=shown, context=unit.role, references=references(source))

    if passes(pair):
        assert_same_structure(source, (unit.role, unit.text), shown)


@settings(max_examples=200)
@given(
    said=TEXTS, noise=st.lists(st.sampled_from(["# ", "- ", "> ", "1. ", "| ", "word ", "Wort "]), max_size=3)
)
def test_what_looks_like_a_block_is_text(said, noise):
    """A translation that begins like a heading, a list or a table makes none."""
    source = f"x {said}{DEFINITIONS}"
    unit = next(iter(units(source)), None)
    assume(unit is not None)
    shown = f"{''.join(noise)}{unit.text}"

    assert [t.type for t in tokens(Markdown(source))] == [
        t.type for t in tokens(Markdown(source, {(unit.role, unit.text): shown}))
    ]


LOCALES = [
    "fr",
    "ar",
    "zh-Hans",
    "zh-Hant",
    "ja",
    "ko",
    "sr-Cyrl",
    "sr-Latn",
    "th",
    "es",
    "el",
    "hy",
    "ur",
    "mga",
]


@given(
    said=st.one_of(TEXTS, st.text()),
    shown=st.one_of(TEXTS, st.text()),
    tag=st.sampled_from(LOCALES),
    context=st.sampled_from(["paragraph", "subject", None]),
)
def test_rubbish_is_answered_not_raised(said, shown, tag, context):
    """Any two texts in any language: findings or none, and what a fix gives back is text."""
    pair = TextPair(source=said, translation=shown, locale=Locale(tag), context=context)

    for check in ALL:
        for _ in check.findings(pair):
            assert isinstance(check.fixed_translation(pair), str | None)


@pytest.mark.parametrize(
    "piece", ["<", "a.", "[", "1 ", "1,", "*a ", "a@", "www.", "://", "{", "&#", "\u2067", "ы a", "data:"]
)
def test_a_very_long_text_is_read_to_its_end(piece):
    """Fifty thousand times the same: a check that grew with the square of it would hardly come back."""
    pair = TextPair(source="A word", translation=piece * 50_000, context="subject")

    assert "subject-length" in {check.code for check in ALL for _ in check.findings(pair)}


HOSTILE = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](<https://evil.example>)",
    "[x](https://evil.example 'title')",
    "![x](https://evil.example/pixel.gif)",
    "[![x](https://evil.example/pixel.gif)](https://evil.example)",
    "<https://evil.example>",
    "<mallory@evil.example>",
    "<MAILTO:mallory@evil.example>",
    "https://evil.example",
    "www.evil.example",
    "x<script>alert(1)</script>",
    "&lt;script&gt;",
    "[x][r]",
    "[r][]",
    "\\[x](https://evil.example)\\",
    "[x\\](https://evil.example)",
    "[x]\n(https://evil.example)",
    "*[x](https://evil.example)*",
    "[x](https://evil.example\n)",
]


@pytest.mark.parametrize("translation", HOSTILE)
@pytest.mark.parametrize("source", ["A word", "A [word](https://a.example/)"])
def test_no_hostile_translation_passes(source, translation):
    """Whatever is added to an honest translation to lead its readers elsewhere is blocked."""
    shown = f"{source} {translation}"

    pair = TextPair(source=source, translation=shown, references=(("R", "https://r.example/"),))

    assert not passes(pair)
