"""An edition in one locale becomes one mail: two parts that say the same, in the reader's language."""

import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import Comment

from newsletter.errors import TemplateError
from newsletter.mime.personalise import filled_mail, neutral_mail
from newsletter.rendering.html import CLIPPED_ABOVE_BYTES, html_size_bytes, size_warning

FRENCH = {
    "reader": "lecteur",
    "Unsubscribe from this newsletter": "Se désabonner",
    "This article is not yet available in {language}.": "Article pas encore disponible en {language}.",
}


def links_of(soup):
    """Return where the HTML part leads."""
    return {link["href"].removeprefix("mailto:") for link in soup.find_all("a")}


class TestSlots:
    """Where personal values stand."""

    def test_a_mail_offers_its_slots_with_neutral_values(self, compiled, edition):
        """A name in the reader's language, addresses that lead to the newsroom."""
        mail = compiled(edition(locale="fr"), words=FRENCH)

        assert {slot.name: (slot.kind, slot.max_chars, slot.neutral) for slot in mail.slots} == {
            "name": ("text", 100, "lecteur"),
            "list_title": ("text", 100, "Network of Metropolitan Regions"),
            "unsubscribe_url": ("url", 300, "https://www.example.org/"),
            "online_url": ("url", 300, "https://www.example.org/"),
        }

    def test_a_name_is_isolated_from_the_sentence_around_it(self, compiled, edition):
        """In the subject, the greeting and both parts, whatever its direction."""
        mail = compiled(edition())
        member = filled_mail(mail, {"name": "سارة <b>"})

        assert member.subject == "News for \u2068سارة <b>\u2069"
        assert "Dear <bdi>سارة &lt;b&gt;</bdi>," in member.html
        assert "Dear \u2068سارة <b>\u2069," in member.text

    def test_the_title_has_the_neutral_name(self, compiled, edition, page):
        """`<title>` is no place for tokens; the subject is its text."""
        mail = compiled(edition(locale="fr", subject="Nouvelles, {name}"), words=FRENCH)

        assert page(mail).title.get_text() == "Nouvelles, lecteur"

    def test_links_of_the_member_stand_in_both_parts(self, compiled, edition, page):
        """Unsubscribing and reading online, each a link in the words of the reader."""
        mail = compiled(edition(locale="fr"), words=FRENCH)
        values = {"unsubscribe_url": "https://n.example/u/1", "online_url": "https://n.example/o/1"}

        member = filled_mail(mail, values)

        soup = page(replace(mail, html=member.html))
        assert soup.find("a", href="https://n.example/u/1").get_text() == "Se désabonner"
        assert "Se désabonner\nhttps://n.example/u/1\n" in member.text
        assert soup.find("a", href="https://n.example/o/1")
        assert "https://n.example/o/1\n" in member.text

    @pytest.mark.parametrize("part", ["mail.mjml", "mail.txt"])
    def test_a_mail_that_does_not_say_how_to_leave_is_refused(self, compiled, edition, part):
        """A newsroom's own template cannot forget it, in neither part."""
        own = {
            f"mail/bulletin/{part}": "{% extends 'mail/base."
            + part[5:]
            + "' %}{% block footer %}{% endblock %}"
        }

        with pytest.raises(TemplateError, match=rf"templates/mail/bulletin/{part}: .*how to unsubscribe"):
            compiled(edition(), own=own)


class TestLanguage:
    """What a screen reader and a typesetter need to know."""

    @pytest.mark.parametrize(
        ("locale", "direction"),
        [
            ("en", "ltr"),
            ("ar", "rtl"),
            ("fa", "rtl"),
            ("zh-Hans", "ltr"),
            ("pt-BR", "ltr"),
            ("sr-Latn", "ltr"),
        ],
    )
    def test_language_and_direction_stand_on_html_and_on_the_bodys_first_child(
        self, compiled, edition, page, locale, direction
    ):
        """Some clients throw `<html>` and `<body>` away."""
        soup = page(compiled(edition(locale=locale)))

        for element in (soup.html, soup.select_one("body > *")):
            assert (element["lang"], element["dir"]) == (locale, direction)

    def test_a_right_to_left_mail_is_mirrored(self, compiled, edition, article):
        """No line of text begins on the left, no quote has its bar there."""
        body = "- a\n\n> b\n\n| c |\n|---|\n| d |"
        html = compiled(edition(article(locale="ar", body=body), locale="ar")).html

        assert "border-left: 3px" not in html
        assert "border-right: 3px" in html
        assert "padding-right: 26px" in html
        assert re.findall(r'<td align="left"[^>]*>(?!<div[^>]*color:#515a61)', html) == []

    def test_dates_are_written_as_the_locale_writes_them(self, compiled, edition, article):
        """By CLDR, in both parts, for the edition and for an article."""
        mail = compiled(edition(article(locale="fr", date=date(2026, 8, 1)), locale="fr"))

        for part in (mail.html, mail.text):
            assert "1er août 2026" in part
            assert "1er décembre 2026" in part

    def test_an_article_that_fell_back_says_so_and_is_marked(self, compiled, edition, article, page):
        """The note is in the reader's language; the article has its own, with its direction and dates."""
        mail = compiled(edition(article(fell_back=True), locale="ar"), words={})
        soup = page(mail)

        note = soup.find(class_="note")
        assert note.get_text() == "This article is not yet available in العربية."
        assert note.find_parent(attrs={"lang": True})["lang"] == "ar"
        title = soup.h2.find_parent(attrs={"lang": True})
        assert (title["lang"], title["dir"]) == ("en", "ltr")
        assert soup.h2.find_parent("td")["align"] == "left"
        assert "November 27, 2026" in title.get_text()
        assert "(This article is not yet available in العربية.)" in mail.text

    def test_the_language_is_named_in_the_readers_language(self, compiled, edition, article):
        """CLDR knows that French is français there."""
        mail = compiled(edition(article(fell_back=True), locale="fr"), words=FRENCH)

        assert "Article pas encore disponible en français." in mail.html

    def test_an_article_in_the_language_of_the_mail_is_not_marked(self, compiled, edition, article):
        """Marks that say nothing cost bytes in every mail."""
        mail = compiled(edition(article()))

        assert mail.html.count('lang="en"') == 2
        assert "not yet available" not in mail.html + mail.text

    def test_scripts_without_italics_are_not_slanted(self, compiled, edition, article, page):
        """Emphasis in Chinese is weight."""
        emphasis = {
            locale: page(compiled(edition(article(locale=locale, body="*x*"), locale=locale))).em.get(
                "style", ""
            )
            for locale in ("fr", "zh-Hans")
        }

        assert emphasis == {"fr": "", "zh-Hans": "font-style: normal;font-weight: 600"} or (
            "normal" in emphasis["zh-Hans"] and emphasis["fr"] == ""
        )


class TestAccessibility:
    """Standards H1 to H5."""

    def test_headings_form_an_outline(self, compiled, edition, article, page):
        """One h1, articles as h2, their own headings below, no level skipped."""
        body = "# One\n\n### Deep\n\n# Two"
        soup = page(compiled(edition(article(body=body), article(), body="## Opening")))

        levels = [int(heading.name[1]) for heading in soup.find_all(re.compile(r"^h\d$"))]

        assert levels == [1, 2, 2, 3, 4, 3, 2]

    def test_every_image_has_an_alternative_text_and_a_width(self, compiled, edition, article, page):
        """The logo is the newsroom's name, the article's image what its author says."""
        soup = page(compiled(edition(article(body="![Roofs](images/r.png)"))))

        assert [image["alt"] for image in soup.find_all("img")] == [
            "Network of Metropolitan Regions",
            "A round table",
            "Roofs",
        ]
        assert all(int(image["width"]) <= 640 for image in soup.find_all("img"))

    def test_without_a_logo_the_name_stands_there(self, compiled, edition, page):
        """As text, which needs no image loaded."""
        usual = edition()
        room = replace(usual.newsroom, look=replace(usual.newsroom.look, logo=None))

        soup = page(compiled(edition(newsroom=room)))

        assert soup.find(class_="name").get_text() == room.name
        assert not soup.find("img")

    def test_tables_of_the_layout_are_presentation_and_those_of_articles_are_not(
        self, compiled, edition, article, page
    ):
        """A screen reader announces a programme of a day as a table, the layout not at all."""
        soup = page(compiled(edition(article(body="| a |\n|---|\n| b |"))))

        (real,) = [table for table in soup.find_all("table") if table.get("role") != "presentation"]
        assert real.th.get_text() == "a"

    def test_the_padding_of_the_preheader_is_not_read_out(self, compiled, edition, page):
        """The preheader itself is what lists of mails show; it comes first."""
        soup = page(compiled(edition(preheader="First <words>")))

        hidden = soup.find(class_="preheader")
        assert hidden.get_text().startswith("First <words>")
        assert hidden.span["aria-hidden"] == "true"
        assert "display:none" in hidden["style"].replace(" ", "")

    def test_no_text_is_smaller_than_14_pixels(self, compiled, edition, article, page):
        """But for what is hidden, and cells of the layout that hold no text themselves."""
        soup = page(compiled(edition(article(body="`x` | \n\n> q"))))
        sizes = [
            int(re.search(r"font-size:\s*(\d+)px", parent["style"])[1])
            for text in soup.body.find_all(string=re.compile(r"\w"))
            if not isinstance(text, Comment) and not text.find_parent(class_="preheader")
            for parent in [text.find_parent(style=re.compile("font-size"))]
        ]

        assert sizes
        assert min(sizes) >= 14


class TestBothParts:
    """They are made from the same edition."""

    BODY = "[a](https://x.org/a?b=1&c=2) <https://x.org/d> [m](mailto:m@x.org) [r](rel) [a](https://x.org/a?b=1&c=2)"

    def test_they_lead_to_the_same_places(self, compiled, edition, article, page):
        """Every link of one is in the other, the member's own included."""
        mail = compiled(edition(article(body=self.BODY), body="[o](https://x.org/o)"))
        read = filled_mail(mail, {"unsubscribe_url": "https://x.org/u", "online_url": "https://x.org/on"})

        in_text = set(re.findall(r"https?://[^\s>]+|[\w.]+@[\w.]+\w", read.text))

        assert links_of(page(replace(mail, html=read.html))) == in_text

    def test_they_say_the_same(self, compiled, edition, article, page):
        """Title, summary, author, category, the editor's words and who sends it stand in both."""
        mail = compiled(edition(article()))

        for said in (
            *("Governance", "A plan", "The secretariat", "What it says.", "Welcome.", "Original article on"),
            *(
                "Network of Metropolitan Regions",
                "1 Example Square",
                "Barcelona",
                "because you are subscribed to",
            ),
        ):
            assert said in page(mail).get_text()
            assert said in mail.text

    def test_what_an_edition_does_not_have_leaves_no_gap(self, compiled, edition, article, page):
        """No empty element, no rows of empty lines, no None."""
        bare = dict.fromkeys(["date", "category", "image", "author", "source_url"])
        mail = compiled(
            edition(article(**bare, image_alt="", summary="", body=""), date=None, greeting="", body="")
        )

        assert "\n\n\n" not in mail.text
        assert "None" not in mail.text + mail.html
        empty = page(mail).find_all(
            lambda tag: tag.name in {"h1", "h2", "p"} and not tag.get_text(strip=True)
        )
        assert [tag for tag in empty if "border-top" not in tag["style"]] == []  # mj-divider is a p

    def test_lines_of_the_text_part_keep_to_the_page(self, compiled, edition, article):
        """Addresses may be longer, sentences not."""
        mail = compiled(edition(article(summary="word " * 60, title="title " * 30), subject="subject " * 30))

        assert max(len(line) for line in neutral_mail(mail).text.split("\n")) <= 72


class TestSize:
    """Gmail cuts mails off."""

    def test_an_ordinary_edition_is_well_below_the_limit(self, compiled, edition, article):
        """Three articles of 2,000 Tamil letters each."""
        articles = [article(locale="ta", body="தமிழ் மொழி செய்தி. " * 110) for _ in range(3)]
        mail = compiled(edition(*articles, locale="ta"))

        assert html_size_bytes(mail.html) < 60_000
        assert size_warning(mail.html) is None

    def test_a_mail_that_would_be_cut_off_is_told(self, compiled, edition, article):
        """It compiles, with a warning that says what to do."""
        mail = compiled(edition(article(body="word " * 25_000)))

        assert html_size_bytes(mail.html) > CLIPPED_ABOVE_BYTES
        assert "Shorten the articles" in size_warning(mail.html)


def test_a_template_that_does_not_exist_is_told(compiled, edition):
    """With the name that the edition asks for."""
    with pytest.raises(TemplateError, match="there is no template mail/bulletim/mail"):
        compiled(edition(template="bulletim"))
