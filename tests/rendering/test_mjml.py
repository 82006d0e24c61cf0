"""What MJML does not allow is told to the designer, and never dropped in silence."""

import json
from importlib.resources import files

import pytest

from newsletter.errors import TemplateError
from newsletter.rendering.html import inlined_html
from newsletter.rendering.mjml import to_html
from newsletter.rendering.mjml_rules import is_of_kind, kind_in_words, kinds_of
from newsletter.templating.templates import Templates, render

TITLE = "<mj-title>t</mj-title>"


def document(*, head="", body="", column=""):
    """Return a whole document around some of its parts."""
    body = body or f"<mj-section><mj-column>{column}</mj-column></mj-section>"
    return f'<mjml lang="en" dir="ltr"><mj-head>{TITLE}{head}</mj-head>\n<mj-body>{body}</mj-body></mjml>'


def faults_of(source, interface):
    """Return the faults of a template, as its designer reads them."""
    sources = Templates({"m.mjml": source})
    with pytest.raises(TemplateError) as raised:
        to_html(
            render("m.mjml", templates=sources, interface=interface("en"), values={}),
            path="templates/m.mjml",
        )
    return [str(fault) for fault in raised.value.faults]


NOT_ALLOWED = [
    # document, what is said
    (
        document(column="<mj-txt>x</mj-txt>"),
        "<mj-txt> cannot stand in <mj-column>. There stands only: mj-accordion",
    ),
    (document(body="<mj-text>x</mj-text>"), "<mj-text> cannot stand in <mj-body>"),
    (document(column="<table></table>"), "<table> cannot stand in <mj-column>. Put HTML into mj-text"),
    (
        document(column='<mj-text colour="red">x</mj-text>'),
        "<mj-text> has no attribute colour. It has: align",
    ),
    (document(column='<mj-text color="blurple">x</mj-text>'), "color=“blurple” of <mj-text> is not a colour"),
    (document(column='<mj-text padding="1px 2em">x</mj-text>'), "is not one to four lengths in px or %"),
    (document(column='<mj-text align="start">x</mj-text>'), "is not one of left, right, center, justify"),
    (document(column='<mj-text mj-class="a b">x</mj-text>'), "names several classes"),
    (document(column='<mj-image src="x" />'), "<mj-image> lacks alt"),
    (document(column='<mj-image src=" " alt="" />'), "<mj-image> lacks src"),
    (document(column='<mj-text><img src="x" /></mj-text>'), "<img> lacks alt"),
    (
        document(column="<mj-social><mj-social-element name='x' alt='x'>x</mj-social-element></mj-social>"),
        "third party",
    ),
    (
        document(column="<mj-text><mj-image src='x' alt='' /></mj-text>"),
        "<mj-image> cannot stand inside HTML",
    ),
    (
        document(column="<mj-text><script>x</script></mj-text>"),
        "<script> cannot be used: no mail client runs it",
    ),
    (document(column="<mj-text><p onclick='x'>x</p></mj-text>"), "onclick runs a script"),
    (document(column="<mj-text><a href='javascript:x'>x</a></mj-text>"), "href of <a> runs a script"),
    (document(column="<mj-button href=' JavaScript:x'>x</mj-button>"), "href of <mj-button> runs a script"),
    (document(column="words"), "text stands outside of any content: “words”"),
    (document(body='<mj-include path="x" />'), "<mj-include> cannot be used: it loses the width"),
    (document(head='<mj-font name="x" href="https://x" />'), "tells a third party who reads"),
    (document(head="<mj-preview>x</mj-preview>"), "<mj-preview> cannot be used"),
    (document(head="<mj-style>@import 'x';</mj-style>"), "loads something from elsewhere"),
    (
        document(head="<mj-style>a { background: url( 'https://x/y' ) }</mj-style>"),
        "loads something from elsewhere",
    ),
    (document(head="<mj-attributes><mj-all x='1' /></mj-attributes>"), "<mj-all> has no attribute x"),
    (
        document(head="<mj-attributes><mj-class name='a' width='wide' color='1' /></mj-attributes>"),
        "color=“1”",
    ),
    (document(head="<mj-attributes><mj-txt /></mj-attributes>"), "MJML has no element <mj-txt>"),
    (document(head="<mj-attributes><mj-text font-size='1em' /></mj-attributes>"), "font-size=“1em”"),
    (document(head=TITLE), "exactly one <mj-title>, not 2"),
    ("<mjml lang='en' dir='ltr'><mj-body></mj-body></mjml>", "exactly one <mj-head>, not 0"),
    (document().replace('lang="en"', ""), "<mjml> lacks lang: screen readers need the language"),
    (document().replace('"ltr"', '"auto"'), "is not one of ltr, rtl"),
    ("<html></html>", "<html> cannot stand at the top"),
    (document(column="<mj-text><p>x</mj-text>"), "<p> is never closed"),
]


@pytest.mark.parametrize(("source", "what"), NOT_ALLOWED, ids=[row[1] for row in NOT_ALLOWED])
def test_what_mjml_does_not_allow_is_told(interface, source, what):
    """mjml-python would drop it or pass it on; the designer learns what to do."""
    assert any(what in fault for fault in faults_of(source, interface))


def test_all_faults_come_at_once_with_their_lines(interface):
    """One round of mending is enough."""
    source = document(column='\n<mj-text colour="red">\n<img src="x" />\n</mj-text>\n<mj-image />')

    where = [fault.split(": ")[0].rpartition(":") for fault in faults_of(source, interface)]

    assert [(path, int(line)) for path, _, line in where] == [
        ("templates/m.mjml", 3),
        ("templates/m.mjml", 4),
        ("templates/m.mjml", 6),
        ("templates/m.mjml", 6),
    ]


ALLOWED = [
    '<mj-text padding="0 10px" align="right" css-class="a">x &amp; <b>y</b></mj-text>',
    '<mj-image width="100px" src="https://x/y.png" alt="" fluid-on-mobile="true" />',
    '<mj-button background-color="rgba(0, 0, 0, 0.5)" href="mailto:a@example.org">x</mj-button>',
    '<mj-divider border-color="rebeccapurple" border-width="1px" />',
    '<mj-table cellpadding="2"><tr><td>x</td></tr></mj-table>',
    '<mj-spacer height="20px" /><mj-raw><p>x</p></mj-raw>',
    '<mj-social><mj-social-element src="https://x/y.png" alt="Mastodon" href="https://x">x</mj-social-element></mj-social>',
    '<mj-text letter-spacing="-1px" line-height="1.5">x</mj-text>',
]


@pytest.mark.parametrize("content", ALLOWED)
def test_what_mjml_allows_compiles(content):
    """The validator is no stricter than MJML but where it says why."""
    head = '<mj-attributes><mj-all padding="0" /><mj-class name="a" color="#fff" /></mj-attributes>'

    html = to_html(document(head=head, column=content), path="m.mjml").source

    assert html.startswith("<!doctype html>")


def test_what_mjml_cannot_read_for_other_reasons_is_a_fault_too(interface):
    """It is stricter inside of Outlook's conditions than anybody says."""
    column = "<mj-raw><!--[if mso]><table width=600></table><![endif]--></mj-raw>"

    (fault,) = faults_of(document(column=column), interface)

    assert "mjml cannot read it" in fault


def test_no_font_is_loaded_from_elsewhere():
    """Not even for the default font of mj-text, which MJML would fetch from Google."""
    html = to_html(document(column="<mj-text>x</mj-text>"), path="m.mjml").source

    assert "Ubuntu" in html
    assert "https://fonts" not in html


def test_inline_styles_go_into_the_elements_and_media_queries_stay():
    """`inline="inline"` means what MJML says it means, though mjml-python ignores it."""
    head = (
        '<mj-style inline="inline">.a { color: #123456 } @media print { .a { color: #654321 } }</mj-style>'
        "<mj-style>@media (max-width: 9px) { .a { color: #abcdef } } .b { color: #fedcba }</mj-style>"
    )
    html = inlined_html(
        to_html(document(head=head, column='<mj-text><p class="a b">x</p></mj-text>'), path="m")
    )

    assert '<p class="a b" style="color: #123456;">' in html
    assert "#abcdef" in html
    assert "#fedcba" in html
    assert "data-css-inline" not in html


KINDS = [
    # value, kind, whether it is one
    ("12px", "unit(px)", True),
    ("0", "unit(px)", True),
    ("12", "unit(px)", False),
    ("1.5", "unit(px,%,)", True),
    (".5px", "unit(px)", True),
    ("-1px", "unit(px)", False),
    ("-1px", "unitWithNegative(px,em)", True),
    ("auto", "unit(px,auto)", True),
    ("12auto", "unit(px,auto)", False),
    ("1px 2px 3px 4px", "unit(px,%){1,4}", True),
    ("1px 2px 3px 4px 5px", "unit(px,%){1,4}", False),
    ("", "unit(px,%){1,4}", False),
    ("true", "boolean", True),
    ("yes", "boolean", False),
    ("7", "integer", True),
    ("٧", "integer", False),
    ("#FFF", "color", True),
    ("#ffff0", "color", False),
    ("hsl(120, 10%, 20%)", "color", True),
    ("Transparent", "color", True),
    ("anything\nat all", "string", True),
]


@pytest.mark.parametrize(("value", "kind", "expected"), KINDS)
def test_kinds_of_values(value, kind, expected):
    """Each value is or is not of its kind."""
    assert is_of_kind(value, kind) is expected


def test_every_kind_of_the_table_of_components_is_known():
    """A newer table cannot bring in a kind that nobody checks."""
    text = files("newsletter.rendering").joinpath("mjml_components.json").read_text(encoding="utf-8")
    kinds = {
        kind for c in json.loads(text)["components"].values() for kind in c["allowed_attributes"].values()
    }

    for kind in kinds:
        is_of_kind("x", kind)
        assert kind == "string" or kind_in_words(kind)


def test_an_element_that_does_not_exist_has_no_kinds():
    """Asking for it is no error."""
    assert kinds_of("mj-nothing") is None
