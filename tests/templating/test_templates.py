"""Templates become text safely, say the interface's words, and tell where they are wrong."""

import pytest

from newsletter.errors import TemplateError
from newsletter.i18n.locale import Locale
from newsletter.templating.interface import Interface
from newsletter.templating.templates import PLACE, Templates, render
from newsletter.translation.template_messages import messages_of_templates

NASTY = 'Par "{author}" <script>&'


def rendered(sources, name, interface, **values):
    """Return a template filled in."""
    return render(name, templates=Templates(sources), interface=interface, values=values)


def fault_of(sources, name, interface, **values):
    """Return the one fault of a template."""
    with pytest.raises(TemplateError) as raised:
        rendered(sources, name, interface, **values)
    (fault,) = raised.value.faults
    return fault


class TestMessages:
    """What templates say through gettext."""

    @pytest.mark.parametrize(
        "call",
        [
            '_("By {author}", author=a)',
            'gettext("By {author}", author=a)',
            'pgettext("role", "By {author}", author=a)',
        ],
    )
    def test_a_translation_and_its_values_are_escaped(self, interface, call):
        """Neither a translator's nor an author's quotes and tags become markup."""
        french = interface("fr", {"By {author}": NASTY})

        html = rendered({"m.mjml": "{{ " + call + " }}"}, "m.mjml", french, a="<b>")

        assert html == "Par &#34;&lt;b&gt;&#34; &lt;script&gt;&amp;"

    def test_text_templates_escape_nothing(self, interface):
        """In a text part an ampersand is an ampersand."""
        french = interface("fr", {"By {author}": NASTY})

        text = rendered({"m.txt": '{{ _("By {author}", author=a) }}{{ a }}'}, "m.txt", french, a="<b>")

        assert text == 'Par "<b>" <script>&<b>'

    def test_a_translation_with_a_foreign_placeholder_is_not_used(self, interface):
        """Rather the source text than a hole or half a sentence."""
        french = interface("fr", {"By {author}": "Par {auteur}"})

        text = rendered({"m.txt": '{{ _("By {author}", author="A") }}'}, "m.txt", french)

        assert text == "By A"

    @pytest.mark.parametrize(("n", "expected"), [(1, "1 article"), (5, "5 articles")])
    def test_plural_forms_come_from_the_interface(self, interface, n, expected):
        """The catalogue's own rule chooses the form, in a context or without."""
        source = (
            '{{ ngettext("{n} article", "{n} articles", n) }}|'
            '{{ npgettext("count", "{n} article", "{n} articles", n) }}'
        )

        text = rendered({"m.mjml": source}, "m.mjml", interface("en"), n=n)

        assert text == f"{expected}|{expected}"

    def test_the_context_of_a_message_reaches_the_catalogue(self):
        """The same word in two roles may have two translations."""
        seen = []
        spy = Interface(
            locale=Locale("fr"),
            gettext=lambda context, text: seen.append((context, text)) or text,
            ngettext=lambda context, one, many, n: seen.append((context, one, many, n)) or many,
        )
        source = '{{ pgettext("verb", "Open") }}{{ _("Open") }}{{ npgettext("noun", "day", "days", 3) }}'

        rendered({"m.txt": source}, "m.txt", spy)

        assert seen == [("verb", "Open"), ("", "Open"), ("noun", "day", "days", 3)]

    @pytest.mark.parametrize(
        ("name", "expected"), [("m.mjml", "<bdi>&lt;x&gt;</bdi>"), ("m.txt", "\u2068<x>\u2069")]
    )
    def test_a_foreign_value_is_isolated(self, interface, name, expected):
        """By an element in HTML, by control characters in text (UAX #9)."""
        assert rendered({name: "{{ isolated(x) }}"}, name, interface("ar"), x="<x>") == expected

    def test_every_message_of_the_built_in_templates_can_be_extracted(self, templates):
        """Its context too, and what the translator should know."""
        found = {
            (message.context, message.text): message.comment for message in messages_of_templates(templates)
        }

        assert ("", "Unsubscribe from this newsletter") in found
        assert "Dear reader" in found["in place of a name", "reader"]


class TestConfinement:
    """What a template cannot reach, and what content cannot do."""

    def test_content_is_never_compiled(self, interface):
        """Braces in an article are braces."""
        html = rendered({"m.mjml": "{{ x }}"}, "m.mjml", interface("en"), x="{{ 7*7 }}{% include 'x' %}")

        assert html == "{{ 7*7 }}{% include &#39;x&#39; %}"

    @pytest.mark.parametrize("name", ["/etc/passwd", "../secret.txt", "other.mjml"])
    def test_includes_reach_the_given_templates_only(self, interface, name):
        """No path leads out of them; the fault names those there are."""
        fault = fault_of({"m.mjml": f'\n{{% include "{name}" %}}'}, "m.mjml", interface("en"))

        assert fault.where == "templates/m.mjml:2"
        assert name in fault.what
        assert "m.mjml" in fault.remedy

    def test_python_behind_the_values_is_out_of_reach(self, interface):
        """The sandbox refuses the usual ladder to the interpreter."""
        fault = fault_of({"m.txt": "{{ ''.__class__.__mro__ }}"}, "m.txt", interface("en"))

        assert fault.where == "templates/m.txt:1"
        assert "unsafe" in fault.what


WRONG = [
    # source, line, what it says
    ("a\n{% if %}", 2, "no valid Jinja"),
    ("a\nb\n{{ nothing.title }}", 3, "'nothing' is undefined"),
    ("{{ 1 / 0 }}", 1, "division by zero"),
    ('\n{{ _("By {author}") }}', 2, "author"),
    ("\n\n{{ 5 + 'a' }}", 3, "unsupported operand"),
    ('\n{% include "m.mjml" %}', 2, "without end"),
]


@pytest.mark.parametrize(("source", "line", "what"), WRONG, ids=[row[2] for row in WRONG])
def test_a_wrong_template_is_named_with_its_line(interface, source, line, what):
    """Its designer is told the file, the line and the reason."""
    fault = fault_of({"m.mjml": source}, "m.mjml", interface("en"))

    assert fault.where == f"templates/m.mjml:{line}"
    assert what in fault.what


def test_a_fault_in_an_included_template_names_that_one(interface):
    """Not the one that includes it."""
    sources = {"m.mjml": '{% include "part.mjml" %}', "part.mjml": "\n\n{{ x.y }}"}

    assert fault_of(sources, "m.mjml", interface("en"), x={}).where == "templates/part.mjml:3"


def test_a_template_that_is_not_there_is_a_fault_without_a_line(interface):
    """A typing error in an edition's `template` is told like any other."""
    fault = fault_of({}, "mail/bulletim/mail.mjml", interface("en"))

    assert str(fault) == (
        "templates/mail/bulletim/mail.mjml: there is no template mail/bulletim/mail.mjml. "
        "Use one of those there are: none."
    )


def test_every_start_tag_carries_its_place(interface):
    """Through loops, includes, blocks that swallow their line end, and never in content."""
    sources = {
        "m.mjml": (
            '{# c\n #}\n{% for i in [1] %}\n<mj-a x="1">{{ i }}\n'
            '{% include "p.mjml" %}\n</mj-a>\n{% endfor %}\n<b>'
        ),
        "p.mjml": "\n<p>{{ '<i>' }}</p>",
    }

    html = rendered(sources, "m.mjml", interface("en"))

    places = [part.split('"')[0] for part in html.split(f'{PLACE}="')[1:]]
    assert places == ["templates/m.mjml:4", "templates/p.mjml:2", "templates/m.mjml:8"]
    assert "&lt;i&gt;" in html
