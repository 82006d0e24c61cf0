"""Whatever authors and translators write is text; the same edition gives the same bytes."""

import re

from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsletter.mime.personalise import neutral_mail

HOSTILE = (
    "{{7*7}} {% include '/etc/passwd' %} <script>alert(1)</script> "
    "\" ' & &amp; ${x} %s \\u{94d} 👩\u200d👩\u200d👧"
)


class TestHostileContent:
    """Nothing that an author or translator writes is more than text."""

    def test_code_in_any_field_stays_text(self, compiled, edition, article, page):
        """Jinja, HTML, quotes, backslashes, joined emoji: shown as written, in both parts."""
        fields = dict.fromkeys(("title", "summary", "category", "author", "image_alt"), HOSTILE)
        mail = compiled(
            edition(article(**fields, body=HOSTILE), subject=HOSTILE, preheader=HOSTILE, greeting=HOSTILE)
        )
        soup = page(mail)

        assert not soup.find(["script", "iframe", "object"])
        assert soup.title.get_text() == HOSTILE
        assert soup.h2.get_text() == HOSTILE
        assert soup.find("img", src=re.compile("plan"))["alt"] == HOSTILE
        assert " ".join(mail.text.split()).count(HOSTILE.split(" ", 1)[0]) == 7
        assert mail.subject == HOSTILE

    def test_a_translated_interface_cannot_write_markup(self, compiled, edition, page):
        """A translator's quotes end no attribute and open no tag."""
        words = {"Unsubscribe from this newsletter": '"><script>x</script>'}

        soup = page(compiled(edition(), words=words))

        assert not soup.find("script")
        assert soup.find(string='"><script>x</script>')

    def test_nothing_is_loaded_from_anybody_else(self, compiled, edition, article, page):
        """No font, style sheet, image or pixel beside the newsroom's own."""
        mail = compiled(edition(article(body="![t](https://tracker.example/x.png)")))
        soup = page(mail)

        assert {image["src"].split("/")[2] for image in soup.find_all("img")} == {"cdn.example.org"}
        assert not soup.find_all(["link", "script", "iframe"])
        assert not re.search(r"@import|url\(", mail.html)

    def test_a_token_of_another_mail_is_no_slot(self, compiled, edition, article):
        """The nonce is the edition's own; nobody can write it into an article."""
        forged = compiled(edition()).tokens.token("name")
        mail = compiled(edition(article(title=forged)))

        assert mail.tokens.token("name") != forged
        assert forged in neutral_mail(mail).html


class TestDeterminism:
    """The same edition gives the same bytes."""

    @settings(
        max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    )
    @given(
        text=st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    )
    def test_any_text_compiles_to_the_same_bytes_again(self, compiled, edition, article, text):
        """And its words stand in the HTML part as they are: in the title and in an attribute."""
        said = {"title": text, "body": text, "image_alt": text, "locale": "ar"}
        mails = [compiled(edition(article(**said), subject=text, locale="ar")) for _ in range(2)]

        assert mails[0] == mails[1]
        soup = BeautifulSoup(mails[0].html, "html.parser")
        assert soup.h2.get_text() == text
        assert soup.find("img", src=re.compile("plan"))["alt"] == text

    def test_another_text_has_another_nonce(self, compiled, edition):
        """16 hexadecimal digits of a digest over the whole edition."""
        nonces = {compiled(edition(body=body)).tokens.nonce for body in ("a", "b")}

        assert len(nonces) == 2
        assert all(re.fullmatch("[0-9a-f]{16}", nonce) for nonce in nonces)
