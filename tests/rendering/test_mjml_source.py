"""No character of a mail is lost between template and HTML."""

import re
import sys
import unicodedata
from html.parser import HTMLParser

import pytest

from newsletter.errors import Place
from newsletter.rendering.html import inlined_html
from newsletter.rendering.mjml import to_html
from newsletter.rendering.mjml_source import markup_faults, mjml_text, pieces
from newsletter.templating.templates import PLACE

CHUNK = 400
FRAME = (
    '<mjml lang="en" dir="ltr"><mj-head><mj-title>{title}</mj-title></mj-head>'
    "<mj-body><mj-section><mj-column>{content}</mj-column></mj-section></mj-body></mjml>"
)


class Reader(HTMLParser):
    """Collects attributes and text as a browser would read them."""

    def __init__(self):
        super().__init__()
        self.attributes, self.text = [], []

    def handle_starttag(self, tag, attrs):
        """Keep the attributes."""
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        """Keep the text."""
        self.text.append(data)


def read(content, *, title="t"):
    """Return what a mail client reads of a document with this content."""
    reader = Reader()
    reader.feed(inlined_html(to_html(FRAME.format(title=title, content=content), path="t.mjml")))
    return reader


def values(reader, tag, name):
    """Return an attribute of all elements of a kind."""
    return [value for found, key, value in reader.attributes if (found, key) == (tag, name)]


def all_characters():
    """Return every assigned character that text may hold, in chunks."""
    chars = [
        char
        for char in map(chr, range(0x20, sys.maxunicode + 1))
        if unicodedata.category(char) not in {"Cc", "Cn", "Cs", "Co"} and char not in '&<>"'
    ]
    return ["x" + "".join(chars[at : at + CHUNK]) + "x" for at in range(0, len(chars), CHUNK)]


class TestAttributes:
    """mjml-python writes attributes with Rust's debug formatting; see the module."""

    def test_every_assigned_character_survives_in_an_attribute(self):
        """In those of MJML and in those of HTML inside it: 140,000 characters, exactly."""
        chunks = all_characters()
        content = "".join(f'<mj-image src="https://x/" alt="{chunk}" />' for chunk in chunks)
        content += "<mj-text>" + "".join(f'<img src="x" alt="{chunk}" />' for chunk in chunks) + "</mj-text>"

        assert values(read(content), "img", "alt") == chunks * 2

    @pytest.mark.parametrize(
        "text", ["हिन्दी", "\u200fא\u200e", "a\u00a0b", "e\u0301", "👩\u200d👩\u200d👧", "C:\\new", "ن\u200cم"]
    )
    def test_the_title_survives_and_so_does_the_label_made_of_it(self, text):
        """`mj-title` becomes `<title>` and an aria-label."""
        reader = read("<mj-text>x</mj-text>", title=text)

        assert text in reader.text
        assert values(reader, "div", "aria-label") == [text]

    @pytest.mark.parametrize("written_as", ["'say \"hi\"'", '"say &quot;hi&quot;"', "'say &#34;hi&#34;'"])
    def test_quotes_in_an_attribute_end_nothing(self, written_as):
        """Whichever quotes the designer used, no attribute is injected."""
        reader = read(f"<mj-text><img src='x' alt={written_as} /></mj-text>")

        assert values(reader, "img", "alt") == ['say "hi"']

    def test_quotes_in_a_title_end_nothing(self):
        """They would end the aria-label."""
        reader = read("<mj-text>x</mj-text>", title='a "b" onclick="c"')

        assert values(reader, "div", "aria-label") == ['a "b" onclick="c"']
        assert not [name for _, name, _ in reader.attributes if name == "onclick"]


class TestText:
    """Words stay apart, code keeps its lines."""

    @pytest.mark.parametrize(
        "source",
        [
            "<b>x</b>\n<i>y</i>",
            "<a href='https://x'>x</a>\n   <a href='https://y'>y</a>",
            "x<br />\n<b>y</b>",
            "<b>x</b>\r\n\t<b>y</b>",
        ],
    )
    def test_a_line_break_between_elements_parts_their_words(self, source):
        """mjml-python would drop it and write xy."""
        assert "x y" in "".join(read(f"<mj-text>{source}</mj-text>").text)

    def test_code_keeps_its_lines(self):
        """Also empty and indented ones."""
        code = "if x:\n\n    <b>y</b>\n"

        assert "if x:\n\n    y\n" in "".join(read(f"<mj-text><pre>{code}</pre></mj-text>").text)

    def test_authors_comments_go_and_outlooks_conditions_stay(self):
        """A comment in a template is not for members; a condition is for Outlook."""
        condition = "<!--[if mso]><table width='600' title='\u093f'><tr><td><![endif]-->"
        revealed = "<!--[if !mso]><!--><p>z</p><!--<![endif]-->"
        end = "<!--[if mso]></td></tr></table><![endif]-->"
        source = f"<mj-text><!-- the designer's --> {condition}x{end}{revealed}</mj-text>"
        html = inlined_html(to_html(FRAME.format(title="t", content=source), path="t.mjml"))

        assert "designer" not in html
        assert """<!--[if mso]><table width="600" title="&#x93f;"><tr><td><![endif]-->""" in html
        assert revealed in html

    def test_a_style_sheet_is_left_as_it_is(self):
        """Its quotes, arrows and line breaks are no markup."""
        css = '@media print { a > b::after { content: "→\\201C" } }'
        source = FRAME.format(title="t", content="<mj-text>x</mj-text>")
        source = source.replace("</mj-head>", f"<mj-style>{css}</mj-style></mj-head>")

        assert css in inlined_html(to_html(source, path="t.mjml"))

    def test_tags_in_capitals_are_the_same_tags(self):
        """HTML does not care, mjml-python does."""
        reader = read('<mj-text><P>x</P><IMG SRC="x" ALT="y"><BR></BR></mj-text>')

        assert values(reader, "img", "alt") == ["y"]

    def test_places_leave_no_trace(self):
        """They are for faults only, in comments as well."""
        source = f'<p {PLACE}="t:1">x</p><!--[if mso]><b {PLACE}="t:2">y</b><![endif]-->'

        assert mjml_text(pieces(f"<mj-text>{source}</mj-text>")) == (
            "<mj-text><p>x</p><!--[if mso]><b>y</b><![endif]--></mj-text>"
        )


BROKEN = [
    # source, faults
    ('<a {p}="t:1"><b {p}="t:2"></a>', ["t:2: <b> is never closed"]),
    ('<a {p}="t:1">', ["t:1: <a> is never closed"]),
    ('<a {p}="t:1"></a></b>', ["t:1: </b> closes nothing"]),
    ("</b>", ["t.mjml: </b> closes nothing"]),
    (
        '<a {p}="t:1"></a><b {p}="t:7" c=d></b>',
        ["t:7: “<b c=d>” is no valid markup", "t:1: </b> closes nothing"],
    ),
    ('<a {p}="t:1">x < y</a>', ["t:1: “< y” is no valid markup"]),
    ("<!-- never", ["t.mjml: “<!--” is no valid markup"]),
    ("<?xml version='1.0'?>", ["t.mjml: “<?xml version='1.0'?>” is no valid markup"]),
    ("<![CDATA[x]]>", ["t.mjml: “<![CDATA[x]]>” is no valid markup"]),
    ("<!doctype html>", ["t.mjml: “<!doctype html>” is no valid markup"]),
    ("<style>a{", ["t.mjml: <style> is never closed"]),
    ("<p @click='x'></p>", ["t.mjml: “<p @click='x'>” is no valid markup", "t.mjml: </p> closes nothing"]),
    ("<br><img></br>", []),
    ("<br/><p a='<'></p>", []),
]


@pytest.mark.parametrize(("source", "faults"), BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_markup_is_told_with_its_place(source, faults):
    """All faults, each at the tag that the designer must mend."""
    found = markup_faults(pieces(source.replace("{p}", PLACE)), where=Place("t.mjml"))

    assert [re.sub(r"\. Close every.*", "", str(fault)) for fault in found] == faults
