"""Web pages: the article in them is found, made harmless, and written as clean Markdown."""

# ruff: noqa: E501  # a construct and what is written for it stand side by side

import pytest
from markdown_it import MarkdownIt

from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.importing.inline import emphasise
from newsletter.newsroom.article import parse_article

LEAD = "<h1>A title</h1><p>The first paragraph of this page is its summary.</p>"


def imported(source, *, name="page.html", language="en"):
    """Import a page; return its article and the faults as texts."""
    result = import_article(source.encode(), name=name, language=Locale.parse(language), slug="page")
    return parse_article(result.text, slug="page", path="page.md"), [str(fault) for fault in result.faults]


def body(source):
    """Return the Markdown of what stands below a title and a summary."""
    return (
        imported(f"<body>{LEAD}{source}<p>The last paragraph of this page.</p></body>")[0]
        .body.removesuffix("The last paragraph of this page.")
        .strip()
    )


WRITTEN = [
    ("<p>Some <b>bold</b>, <em>soft</em>, <code>a`b</code>.", "Some **bold**, *soft*, ``a`b``.", "emphasis and code"),
    ("<p><b> spaced </b>words.", "**spaced** words.", "spaces stay outside"),
    ("<p><b>one <strong>two</strong></b> x.", "**one two** x.", "no emphasis inside the same"),
    ("<p><b><i>both</i></b> x.", "***both*** x.", "two kinds of emphasis"),
    ("<p><b></b><i> </i>x y.", "x y.", "empty emphasis"),
    ("<p>标题<b>“引”</b>文。", "标题“**引**”文。", "punctuation between letters stays outside"),
    ("<p><b>标题：</b>文本。", "**标题**：文本。", "and behind"),
    ("<p>Gone <del>away</del>.", "Gone ~~away~~.", "struck"),
    ("<p>He said <q>yes</q>.", "He said “yes”.", "a short quotation"),
    ("<p>2 * 3 [sic] a_b _c_ `d` &lt;e&gt; &amp;amp; ~~", r"2 \* 3 \[sic\] a_b \_c\_ \`d\` \<e> &amp;amp; \~~", "escapes"),
    ("<p>1. No list</p><p># No heading</p><p>- No item</p><p>&gt; No quote</p>", "1\\. No list\n\n\\# No heading\n\n\\- No item\n\n\\> No quote", "line starts"),
    ("<p>A <a href='https://a.example/x (1)'>link</a>.", "A [link](https://a.example/x%20%281%29).", "odd addresses"),
    ("<p>A <a href=' https://a.example/é'>link</a>.", "A [link](https://a.example/%C3%A9).", "letters in addresses"),
    ("<p><a href='https://a.example/'>https://a.example/</a> it is.", "<https://a.example/> it is.", "an address as its words"),
    ("<p><a href='https://a.example'> </a>x y.", "x y.", "a link without words"),
    ("<p><a href='https://a.example'>a <a href='https://b.example'>b</a></a> c.", "[a](https://a.example) [b](https://b.example) c.", "links do not nest"),
    ("<p><a href='https://a.example'><b>a</a></b> c.", "[**a**](https://a.example) c.", "crossed tags"),
    ("<p>One<br>two.<br><br>Three.", "One\\\ntwo.\n\nThree.", "breaks"),
    ("<p>A <a href='https://a.example'>b <b>c <a href='https://d.example'>d</a></b></a>.", "A [b **c**](https://a.example) [d](https://d.example).", "nor do they cross"),
    ("<p><br><br>Text.", "Text.", "breaks before the text"),
    ("<p><![CDATA[Some text.", "Some text.", "a section that HTML does not know"),
    ("<div class=intro>Text.</div><nav></nav><time>Now.</time>", "Text.\n\nNow.", "classes that say nothing"),
    ("<ul><li>a<ul><li>b</ul><li><p>c</p><p>d</p></ul>", "- a\n  - b\n- c\n\n  d", "lists"),
    ("<ol start=3><li>a<li>b<br>c</ol>", "3. a\n4. b\\\n   c", "numbers go on from their start"),
    ("<ol start=x><li>a</ol>", "1. a", "a start that is none"),
    ("<li>A.<p>X y.</p>", "A.\n\nX y.", "an item without a list"),
    ("<table><tr><th>City<th>Year<tr><td>Dakar<td>2019 | <b>20</b></table>", "| City | Year |\n| --- | --- |\n| Dakar | 2019 \\| **20** |", "a table"),
    ("<table><thead><tr><td>a</td><td>b</td></tr></thead><tr><td>c</td></tr></table>", "| a | b |\n| --- | --- |\n| c |  |", "a short row"),
    ("<table><tr><td>a<th>b<tr><td>c<table><tr><td>d</table></table>", "| a | b |\n| --- | --- |\n| c d |  |", "a table in a table"),
    ("<table><tr><th></th><th></th></tr><tr><td></td><td></td></tr></table>", "", "a table of nothing"),
    ("<table>X.<tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "X.\n\n| a | b |\n| --- | --- |\n| c | d |", "text between cells"),
    ("<table><tr><td><p>One column.</p></td></tr></table>", "One column.", "a scaffold is no table"),
    ("<pre><code>a  *b*\n  c```</code></pre>", "````\na  *b*\n  c```\n````", "code keeps its spaces"),
    ("<pre> </pre>x y.", "x y.", "empty code"),
    ("<p>Some <code>open", "Some `open`", "code without an end"),
    ("<p><kbd><code>x</code></kbd> <code> </code>y.", "`x` y.", "code in code"),
    ("<p><code><b>a</b><a href=x>b</a><br>c<img src=x></code> d.", "`ab c` d.", "nothing is markup in code"),
    ("<hr><p>x y.", "***\n\nx y.", "a rule"),
    ("<h2>T</h2><p>a.</p><h5>U</h5><p>b.", "## T\n\na.\n\n### U\n\nb.", "no heading level is skipped"),
    ("<blockquote><p>One.</p><p>Two.</p><footer>— Ana Puig, mayor</footer></blockquote>", "> One.\n>\n> Two.\n>\n> — Ana Puig, mayor", "a quote with a footer"),
    ("<blockquote>One word.<p>– Ana Puig</blockquote>", "> One word.\n>\n> — Ana Puig", "a quote with a dash"),
    ("<blockquote>a<blockquote>b.</blockquote></blockquote>", "> a\n>\n> b.", "a quote in a quote"),
    ("<blockquote><h3>T</h3><p>a.</blockquote>", "## T\n\na.", "a box is no quote"),
    ("<blockquote><img src=https://a.example/i.png alt=I>Some words.</blockquote>", "> ![I](https://a.example/i.png)Some words.", "a picture in a line"),
    ("<blockquote><p><img src=https://a.example/i.png alt=I></p>Some words.</blockquote>", "![I](https://a.example/i.png)\n\n> Some words.", "a picture of its own"),
    ("<figure><img src=https://a.example/i.png alt=I><figcaption>At night</figcaption></figure>", "![I](https://a.example/i.png)\n\n*At night*", "a caption"),
    ("<p><a href=x><img src=https://a.example/i.png alt='a] b'></a></p>", r"![a\] b](https://a.example/i.png)", "a picture that was a link"),
    ("<dl><dt>Term<dd>What it is.</dl>", "Term\n\nWhat it is.", "definitions"),
    ("<p>A.<svg><text>no</text><p>B.", "A.\n\nB.", "a drawing that does not end"),
    ("<p>x y.<p hidden>no<p style='display: none'>no<img src=https://a.example/p.gif width=1>", "x y.", "what is hidden"),
    ("<form><p>In a form.</p></form><form><input>no</form>", "In a form.", "forms"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "markdown"), [row[:2] for row in WRITTEN], ids=[row[2] for row in WRITTEN]
)
def test_html_is_written_as_markdown(source, markdown):
    """Each construct has one way to be written."""
    assert body(source) == markdown


@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [
        ("a", "b", "c"),
        ("文", "：字：", "文"),
        (" ", "x,", "y"),
        ("(", "(a)", ")"),
        ("", "“x”", "y"),
        ("a", r"\*", "b"),
    ],
)
def test_emphasis_is_seen_as_emphasis(before, inside, after):
    """Whatever stands around it, no asterisk of ours is shown (CommonMark §6.2)."""
    written = before + emphasise(inside, "**", before, after) + after

    html = MarkdownIt().render(written)

    assert html.count("*") == inside.count("*")


PAGE = """\
<!DOCTYPE html>
<!-- saved -->
<html lang="en">
<head><title>A plan for the delta | Delta towns</title>
<meta name="description" content="Forty partners met.">
<meta name="author" content="https://social.example/anna">
<meta property="article:section" content="Water">
<link rel="canonical" href="https://delta.example/news/plan">
<base href="/archive/">
<script>alert(1)</script><script>alert(2)</script></head>
<body onload="x()">
<nav><a href="/">Home</a></nav>
<div class="breadcrumb"><a href="/">Home</a></div>
<div id="content"><article>
<header><h1>A plan for the delta</h1></header>
<time datetime="2020-02-01">1 February 2020</time>
<p class="byline">By Jana Wit</p>
<p>Forty partners met in Rotterdam in order to talk about water, and about who pays for the dikes.
See <a href="../report.pdf">the report</a>.</p>
<figure><img src="/img/a.jpg"><figcaption>The harbour</figcaption></figure>
<figure><figcaption>The council in session</figcaption></figure>
<p class="caption">Another one</p>
<div class="share-buttons"><span class="social">Share on Facebook</span></div>
<aside>Related: <a href="/x">x</a></aside>
<aside class="pullquote"><p>Water has no borders at all.</p><p>— Awa Ndiaye</p></aside>
<aside><blockquote>We share one river with them.</blockquote></aside>
<p>And this is how the article ends.</p>
</article></div>
<div role="complementary">Advertisement</div>
<footer>Imprint</footer>
</body></html>
"""


class TestPage:
    """A whole page, with everything that a site puts around an article."""

    def test_the_head_is_read_from_what_the_page_says_about_itself(self):
        """Title without the site's name, summary, date, section, address."""
        article, _ = imported(PAGE)

        assert article.title == "A plan for the delta"
        assert article.summary == "Forty partners met."
        assert str(article.date) == "2020-02-01"
        assert article.author == "Jana Wit"
        assert article.category == "Water"
        assert article.source_url == "https://delta.example/news/plan"

    def test_only_the_article_is_left(self):
        """Navigation, sharing and footers are gone; links and pictures have whole addresses."""
        article, _ = imported(PAGE)

        assert article.body == (
            "Forty partners met in Rotterdam in order to talk about water, and about who pays for the dikes. "
            "See [the report](https://delta.example/report.pdf).\n\n"
            "![The harbour](https://delta.example/img/a.jpg)\n\n"
            "> Water has no borders at all.\n>\n> — Awa Ndiaye\n\n"
            "> We share one river with them.\n\n"
            "And this is how the article ends."
        )

    def test_what_was_dropped_is_told(self):
        """Scripts are counted, boilerplate quoted, captions without their picture kept in the report."""
        _, faults = imported(PAGE)

        assert [fault.split(". ")[0] for fault in faults] == [
            "page.html:9: HTML that no mail can carry was dropped: <base>",
            "page.html:10: HTML that no mail can carry was dropped: <script>, 2 times",
            "page.html:11: HTML that no mail can carry was dropped: event handlers (on…)",
            'page.html:20: the picture "/img/a.jpg" has no alternative text; its caption was taken',
            'page.html:21: this caption\'s picture is missing, so it was left out: "The council in session"',
            'page.html:22: this caption\'s picture is missing, so it was left out: "Another one"',
            'page.html:23: site furniture was left out: "Share on Facebook"',
            'page.html:24: site furniture was left out: "Related: x"',
            'page.html:26: this quote has no speaker: "We share one river with them."',
        ]


TEXT = "<p>" + "A sentence of the article itself, which is long enough. " * 5 + "</p>"
MAIN = [
    (f"<article>Teaser</article><article><h1>T</h1>{TEXT}</article>", "the longest article"),
    (
        f"<main><h1>T</h1><article>{TEXT}</article><p>Teaser of another one.</p></main>"[:-7],
        "the part with the heading",
    ),
    (f"<div role=main><h1>T</h1>{TEXT}</div><p>Teaser", "a part with a role"),
    (f"<h1>T</h1><div itemprop=articleBody>{TEXT}</div><p>Teaser", "marked as the article's body"),
    (f"<div><p>Teaser</div><div><h1>T</h1>{TEXT}{TEXT}</div>", "the densest element"),
]


@pytest.mark.parametrize("source", [row[0] for row in MAIN], ids=[row[1] for row in MAIN])
def test_the_main_part_is_found(source):
    """The article is where the page says, or where the paragraphs are."""
    article, _ = imported(f"<html><title>T</title><body>{source}</body>")

    assert article.title == "T"
    assert article.summary.startswith("A sentence of the article itself")


def test_a_page_of_short_pieces_is_taken_whole():
    """Where no part holds most of the text, none is preferred."""
    article, _ = imported(
        "<body><h1>T</h1>" + "".join(f"<div><p>The piece number {n}.</div>" for n in range(9))
    )

    assert "number 8" in article.body


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("<meta property='og:url' content='https://a.example/b/c'>", "https://a.example/b/x"),
        ("<base href='https://c.example/'>", "https://c.example/x"),
        ("<base href='//[x'><meta property='og:url' content='https://a.example/'>", "https://a.example/x"),
        ("<base href='javascript:1'>", None),
        ("", None),
    ],
)
def test_relative_links_are_followed_where_the_page_says_where_from(base, address):
    """Without that, the words stay, and the link is told."""
    article, faults = imported(f"<html><head>{base}</head><body>{LEAD}<p>See <a href='x'>this</a> now.")

    assert article.body.endswith(f"See [this]({address}) now." if address else "See this now.")
    assert any("is relative to the site" in fault for fault in faults) is (address is None)


def test_boilerplate_is_known_by_its_tags_and_classes():
    """A header with the title stays, and so does a box that is too long to be boilerplate."""
    article, faults = imported(
        "<body><main><header>Site name</header><header class=banner><h1>A title</h1></header>"
        f"<div class=navbar>Menu here</div>{TEXT}<div class=related>{TEXT.replace('A sentence', 'Another one') * 3}</div>"
        "<p class=promo>A promotion it is not.</p><search>Find it</search></main></body>"
    )

    assert article.title == "A title"
    assert "Another one of the article" in article.body
    assert "A promotion it is not." in article.body
    assert sum("site furniture" in fault for fault in faults) == 3
