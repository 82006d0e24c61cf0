"""An article's Markdown becomes HTML that mail clients show well."""

import pytest
from bs4 import BeautifulSoup

from newsletter.newsroom.markdown import Markdown
from newsletter.rendering.article_html import Surroundings, heading_levels, passage


def html_of(body, *, direction="ltr", top_heading=3):
    """Return a text as it stands in a mail."""
    around = Surroundings(
        direction=direction,
        top_heading=top_heading,
        image_width_px=576,
        assets=lambda path: f"https://cdn.example.org/{path}",
    )
    return passage(Markdown(body), around)


HEADINGS = [
    # written, from, shown, why
    ([1, 2, 3], 3, [3, 4, 5], "moved below the block's own heading"),
    ([2, 2, 2], 3, [3, 3, 3], "no level of its own is lost by starting at ##"),
    ([1, 4, 4, 2], 3, [3, 4, 4, 4], "none is skipped"),
    ([3, 2, 1], 3, [3, 3, 3], "a text may begin too deep"),
    ([1, 2, 3, 4, 5, 6], 3, [3, 4, 5, 6, 6, 6], "HTML ends at six"),
    ([2, 3], 2, [2, 3], "opening words stand below the h1"),
]


@pytest.mark.parametrize(
    ("levels", "top", "shown"), [row[:3] for row in HEADINGS], ids=[row[3] for row in HEADINGS]
)
def test_heading_levels(levels, top, shown):
    """Headings nest as they were written, below what stands above them."""
    assert heading_levels(levels, top=top) == shown


def test_headings_of_a_text_move():
    """The tags that open and close are the same."""
    assert html_of("# A\n\n### B") == "<h3>A</h3>\n<h4>B</h4>\n"


LINKS = [
    # address, whether it is kept
    ("https://example.org/a?b=1&c=2", True),
    ("http://example.org/", True),
    ("mailto:a@example.org", True),
    ("tel:+34123", True),
    ("other-article.html", False),
    ("/news", False),
    ("#part", False),
    ("ftp://example.org/x", False),
    ("//example.org/x", False),
]


@pytest.mark.parametrize(("address", "is_kept"), LINKS)
def test_links_that_lead_nowhere_in_a_mail_become_text(address, is_kept):
    """Their words stay."""
    soup = BeautifulSoup(html_of(f"[some *words*]({address})"), "html.parser")

    assert [link["href"] for link in soup.find_all("a")] == ([address] if is_kept else [])
    assert soup.get_text().strip() == "some words"


def test_a_bare_address_reads_from_left_to_right():
    """In Arabic its full stop or slash would jump to the other side."""
    assert '<a href="https://x.org/a/" dir="ltr">' in html_of("<https://x.org/a/>", direction="rtl")


class TestImages:
    """Own images only, with words and a width."""

    def test_an_own_image_has_its_public_address_its_words_and_a_width(self):
        """Also where its name has letters beyond ASCII, and quotes in its words."""
        image = BeautifulSoup(html_of('![A "round" table](images/%C3%A9t%C3%A9.png "t")'), "html.parser").img

        assert image["src"] == "https://cdn.example.org/images/été.png"
        assert image["alt"] == 'A "round" table'
        assert image["width"] == "576"

    def test_an_image_without_words_has_an_empty_alt(self):
        """Screen readers would read out the address."""
        assert 'alt=""' in html_of("![](images/x.png)")

    @pytest.mark.parametrize(
        "src",
        ["https://tracker.example/x.png", "//tracker.example/x.png", "data:image/png;base64,AA", "/x.png"],
    )
    def test_of_an_image_from_elsewhere_its_words_are_left(self, src):
        """Loading it would tell somebody who reads."""
        html = html_of(f"![A <table>\nseen]({src})")

        assert "<img" not in html
        assert "A &lt;table&gt; seen" in html.replace("\n", " ")


class TestTables:
    """Columns keep their sides, words keep whole where there is room."""

    SOURCE = "| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |"

    @pytest.mark.parametrize(
        ("direction", "sides"), [("ltr", ["left", "right", "center"]), ("rtl", ["right", "left", "center"])]
    )
    def test_columns_are_mirrored_with_the_text(self, direction, sides):
        """The author's left is where lines begin."""
        soup = BeautifulSoup(html_of(self.SOURCE, direction=direction), "html.parser")

        assert [cell["style"].split(":")[1] for cell in soup.find_all("td")] == sides

    def test_columns_without_a_side_say_none(self):
        """The style sheet decides by direction."""
        assert "text-align" not in html_of("| a |\n|---|\n| 1 |", direction="rtl")

    @pytest.mark.parametrize(
        ("row", "is_crowded"),
        [
            ("| 10:00 | Welcome and aims | Courtyard |", False),
            ("| a | " + "x" * 40 + " | b |", True),
            ("| responsibilities | administrations | municipalities |", True),
            ("| 大都市区大都市区大都市区 | 大都市区 | |", True),
        ],
    )
    def test_words_may_break_only_where_a_phone_has_no_room_for_them(self, row, is_crowded):
        """Else a browser would break "Time" in two."""
        assert ('class="crowded"' in html_of(f"| a | b | c |\n|---|---|---|\n{row}")) is is_crowded


def test_html_in_markdown_is_text():
    """No tag of an author reaches the mail."""
    html = html_of('<script>alert(1)</script>\n\n<img src=x onerror="x"> `<b>`\n\n    <i>')

    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()} <= {"p", "code", "pre"}
    assert "&lt;script&gt;" in html
