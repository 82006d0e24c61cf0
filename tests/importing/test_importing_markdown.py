"""Foreign Markdown: front matter of site generators, template tags, links by reference, HTML in between."""

# ruff: noqa: E501  # a source and what becomes of it stand side by side

import pytest

from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.newsroom.article import parse_article


def imported(source, *, name="post.md", language="en"):
    """Import a text; return its article and the faults as texts."""
    result = import_article(source.encode(), name=name, language=Locale.parse(language), slug="post")
    return parse_article(result.text, slug="post", path="post.md"), [str(fault) for fault in result.faults]


JEKYLL = """\

---
layout: post
title: 'The plan: first steps'
description: What happened in Rotterdam.
date: 2019-12-04 10:00:00 +0100
lang: en
author: [Ana Puig, Jan Wit]
categories: Water
permalink: /en/plan/
image: /img/plan.png
canonical_url: https://a.example/plan
---
{% include header.html %}

Forty partners met{% assign minute="0:30" %} in Rotterdam.
{: .lead}

{% comment %}
a note [x](#)
{% endcomment %}
{% assign base = "https://b.example/" %}
- The [first item]({{base}}1), see {{ site.title | upcase }} too.

The [plan][p], the [list][], the [old [one]][gone], and a {{7*7}}.

[p]: https://a.example/p "The plan"
[list]: /relative
"""


class TestJekyll:
    """A post of a site generator."""

    def test_its_front_matter_becomes_ours(self):
        """Keys of the same meaning are taken under their names here."""
        article, _ = imported(JEKYLL)

        assert article.title == "The plan: first steps"
        assert article.summary == "What happened in Rotterdam."
        assert str(article.date) == "2019-12-04"
        assert article.author == "Ana Puig, Jan Wit"
        assert article.category == "Water"
        assert article.source_url == "https://a.example/plan"

    def test_links_are_direct_and_templates_gone(self):
        """Variables that the text itself sets are filled in; expressions of no template language are text."""
        article, _ = imported(JEKYLL)

        assert article.body == (
            "Forty partners met in Rotterdam.\n\n"
            "- The [first item](https://b.example/1), see too.\n\n"
            "The [plan](https://a.example/p), the list, the \\[old \\[one\\]\\]\\[gone\\], and a {{7\\*7}}."
        )

    def test_what_was_left_out_is_told_with_its_line(self):
        """Keys without a meaning here, tags, variables, links."""
        _, faults = imported(JEKYLL)

        told = [fault.split(". ")[0].removeprefix("post.md:") for fault in faults]
        assert [fault for fault in told if "template tag" not in fault] == [
            "3: `layout` of the front matter was left out",
            "10: `permalink` of the front matter was left out",
            "11: `image` of the front matter was left out",
            '23: a variable of the site was left out: "{{ site.title | upcase }}"',
            '25: the link "list" leads to "/relative", which is relative to the site; its words were kept',
        ]
        assert [int(fault.split(":")[0]) for fault in told if "template tag" in fault] == [14, 16, 19, 22]


def test_a_reference_that_nobody_defines_keeps_its_words():
    """Sites define references in a file of their own; no bracket is left in the text."""
    article, faults = imported("# T\n\nSee [the plan][] and [the *list*][l2] of them.\n")

    assert article.body == "See the plan and the *list* of them."
    assert sum("a reference that the text does not define" in fault for fault in faults) == 2


def test_html_between_markdown_is_read_too():
    """A box with a credit is a quote; portraits and containers vanish; Markdown inside stays Markdown."""
    article, faults = imported(
        '# T\n\n<div dir="rtl" markdown="1">\n\nThe *first* paragraph.\n\n</div>\n\n'
        '<aside markdown="1" class="pquote">\n  <img src="https://x.example/a" class="pquote-avatar" alt="avatar">\n'
        '  We said **so** <b>too</b>.\n  <p markdown="1">\n— @ana, ["Tips"](https://a.example/t)\n  </p>\n</aside>\n\n'
        "A <span onclick='x'>word</span> and <i>more</i> of them.\n"
    )

    assert article.body == (
        "The *first* paragraph.\n\n"
        '> We said **so** **too**.\n>\n> — @ana, ["Tips"](https://a.example/t)\n\n'
        "A word and *more* of them."
    )
    assert [fault.split(": ")[0] for fault in faults] == ["post.md:10", "post.md:17"]


def test_lines_of_defects_are_those_of_the_original():
    """Also inside wrapped paragraphs and lists, and below front matter."""
    source = "---\ntitle: T\n---\n\nOne line\nand a [link](#) here.\n\n- one\n- two [x](#)\n  more [y](#)\n\n> a quote [z](#) of it.\n"

    _, faults = imported(source)

    assert [fault.split(":")[1] for fault in faults if "leads nowhere" in fault] == ["6", "9", "10", "12"]


def test_code_and_tables_are_kept():
    """Their content is nobody's sentence."""
    body = "| A | B |\n| --- | --- |\n| see | below |\n\n```\nthe the [x](#)\n```"

    article, faults = imported(f"# T\n\nA first paragraph.\n\n{body}\n")

    assert article.body.endswith(body)
    assert faults == []


def test_a_heading_with_nothing_below_is_boilerplate():
    """A rubric above a list is a section; "Share" above the next heading is a button that is gone."""
    article, faults = imported("# T\n\n## Share\n\n## News\n\n- One thing.\n\n## Read more\n")

    assert article.body == "## News\n\n- One thing."
    assert sum("site furniture" in fault for fault in faults) == 2


def test_hugo_front_matter_is_read():
    """TOML between plus signs."""
    article, faults = imported(
        '+++\ntitle = "T"\ndate = 2019-12-04\ndraft = true\n[params]\nx = 1\n+++\n\nA [paragraph](#) of text.\n'
    )

    assert (article.title, str(article.date)) == ("T", "2019-12-04")
    assert [fault.split(": ")[0] for fault in faults] == ["post.md:1", "post.md:9"]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("+++\ntitle = \n+++\n", "broken TOML"),
        ("---\ntitle: T\nx: a: b\n---\n", "the YAML is broken"),
    ],
)
def test_broken_front_matter_is_told(head, says):
    """The text below it is imported all the same."""
    article, faults = imported(f"{head}\n# T\n\nA paragraph of text.\n")

    assert article.body == "A paragraph of text." or article.summary == "A paragraph of text."
    assert any(says in fault for fault in faults)


@pytest.mark.parametrize("head", ["---\n\n", "+++\n\n", "---\ntitle: T\n\n"])
def test_a_fence_that_does_not_close_is_no_front_matter(head):
    """Then it is a rule, or text."""
    assert (
        "Some more words here"
        in imported(f"{head}# Title\n\nA paragraph of text.\n\nSome more words here.\n")[0].body
    )


def test_a_template_tag_without_an_end_is_text():
    """Nothing is lost because of two signs."""
    assert "50 {% of" in imported("# T\n\nMore than 50 {% of all people voted.\n")[0].body


def test_front_matter_with_nothing_is_nothing():
    """An empty value does not hide what the text says."""
    assert (
        imported("---\ntitle:\nsource_url: nowhere\n---\n\n# From the text\n\nA paragraph of text.\n")[
            0
        ].title
        == "From the text"
    )


def test_an_address_of_the_original_that_is_none_is_told():
    """It would be a broken link in every mail."""
    assert any(
        "was left out: 'nowhere'" in d for d in imported("---\ntitle: T\nurl: nowhere\n---\n\nA text.\n")[1]
    )
