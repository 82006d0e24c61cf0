"""The pages show every mail as it is, run nothing of it, and change nothing when they are looked at."""

from email.message import EmailMessage

import httpx
import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

VIEWS = ["html", "text", "links", "headers", "source"]


def mail(subject, tag, html="<p>x</p>", to="mayor@city.example"):
    """Return the octets of an ordinary mail."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "news@metropolis.example", to
    message.add_alternative("text of it")
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = tag
    return message.as_bytes()


def page(inbox, path):
    """Return a page that is there, parsed."""
    answer = inbox.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def subjects(soup):
    """Return the subjects of a list, from top to bottom."""
    return [link.get_text() for link in soup.select(".subject")]


class TestList:
    """A list by language."""

    @pytest.fixture(autouse=True)
    def _mails(self, inbox):
        inbox.keep(mail("Mayors meet", "en"), recipients=("a@city.example",))
        inbox.keep(mail("مدن العالم", "ar"), recipients=("b@city.example",))
        inbox.keep(mail("Les maires", "fr"), recipients=("a@city.example", "c@ville.example"))
        inbox.keep(b"no head to speak of")

    def test_the_newest_is_on_top(self, inbox):
        """Who has just sent a mail looks there."""
        assert subjects(page(inbox, "/")) == ["(no subject)", "Les maires", "مدن العالم", "Mayors meet"]

    def test_languages_are_counted_and_named_in_two_ways(self, inbox):
        """In English, and in themselves with their own direction."""
        soup = page(inbox, "/")
        named = [" ".join(link.get_text(" ").split()) for link in soup.select(".languages a")]

        assert named == ["All 4", "Arabic العربية 1", "English 1", "French français 1", "Unknown language 1"]
        assert soup.select_one(".own[lang=ar]")["dir"] == "rtl"

    def test_a_subject_runs_as_its_language_does(self, inbox):
        """Right-to-left subjects do, and an unknown language decides by its first letter."""
        directions = [(link.get("lang"), link["dir"]) for link in page(inbox, "/").select(".subject")]

        assert directions == [(None, "auto"), ("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("language=ar", ["مدن العالم"]),
            ("language=unknown", ["(no subject)"]),
            ("q=MAYORS", ["Mayors meet"]),
            ("q=ville.ex", ["Les maires"]),
            ("q=مدن", ["مدن العالم"]),
            ("q=meet&language=fr", []),
            ("recipient=A@city.example", ["Les maires", "Mayors meet"]),
            ("recipient=city.example", []),
        ],
    )
    def test_the_list_can_be_narrowed(self, query, found, inbox):
        """By language, by a whole recipient, by words of the recipient or the subject."""
        assert subjects(page(inbox, f"/?{query}")) == found

    def test_only_the_button_deletes(self, inbox):
        """A GET deletes nothing; the POST leads back to the list."""
        assert inbox.get("/clear").status_code == 405
        assert inbox.get("/api/clear").status_code == 405
        assert len(inbox.mailbox) == 4
        with inbox.web() as web:
            answer = web.post("/clear")

        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert "Nothing has come yet" in inbox.get("/").text

    def test_another_sites_page_cannot_delete(self, inbox):
        """A browser says where a request comes from; a program says nothing."""
        with inbox.web() as web:
            own = str(web.base_url).rstrip("/")
            refused = web.post("/clear", headers={"Origin": "https://evil.example"})
            kept_count = len(inbox.mailbox)
            done = web.post("/clear", headers={"Origin": own})

        assert (refused.status_code, kept_count, done.status_code) == (403, 4, 303)


def test_a_long_list_has_pages(inbox):
    """Fifty a page, and a page that does not exist is the last one."""
    for number in range(120):
        inbox.keep(mail(f"n{number}", "en"))

    assert subjects(page(inbox, "/"))[::49] == ["n119", "n70"]
    second = page(inbox, "/?page=2&language=en")
    assert subjects(second)[::49] == ["n69", "n20"]
    assert second.select_one("[rel=next]")["href"] == "/?language=en&page=3"
    assert second.select_one("[rel=prev]")["href"] == "/?language=en&page=1"
    assert subjects(page(inbox, "/?page=99"))[-1] == "n0"
    assert subjects(page(inbox, "/?page=-1"))[0] == "n119"


def test_the_look_comes_from_here(inbox):
    """The pages need nothing from elsewhere, and allow nothing."""
    answer = inbox.get("/")
    linked = {link["href"] for link in BeautifulSoup(answer.text, "html.parser").select("link[href]")}

    assert linked == {"/inbox.css", "data:,"}
    assert inbox.get("/inbox.css").headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")


class TestMail:
    """One mail."""

    def test_its_html_is_shown_at_both_widths_in_sandboxes(self, inbox):
        """A phone's and a desktop's, side by side or one of them."""
        mail_id = inbox.keep(mail("x", "ar"))

        frames = page(inbox, f"/mails/{mail_id}").select("iframe")
        assert [(frame["width"], frame["sandbox"]) for frame in frames] == [("375", []), ("700", [])]
        (phone,) = page(inbox, f"/mails/{mail_id}?view=html&width=phone").select("iframe")
        assert (phone["width"], phone["src"]) == ("375", f"/mails/{mail_id}/html")

    def test_its_html_can_do_nothing(self, inbox):
        """The document itself forbids it, even when it is opened by itself."""
        mail_id = inbox.keep(mail("x", "en", html="<p>é</p><script>alert(1)</script>"))
        answer = inbox.get(f"/mails/{mail_id}/html")

        policy = "sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'"
        assert answer.headers["content-security-policy"] == policy
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "<p>é</p><script>" in answer.text

    def test_a_mail_without_html_shows_its_text(self, inbox):
        """With the direction of its language."""
        mail_id = inbox.keep(b"Content-Language: ar\r\n\r\n\r\n<b>text</b>\r\n")

        pre = page(inbox, f"/mails/{mail_id}").select_one("pre")
        assert (pre["dir"], pre.get_text().strip()) == ("rtl", "<b>text</b>")
        assert "no HTML part" in inbox.get(f"/mails/{mail_id}?view=html").text
        assert inbox.get(f"/mails/{mail_id}/html").text == ""

    def test_headers_are_shown_decoded_and_as_sent(self, inbox):
        """Both, because a fault may be in either."""
        mail_id = inbox.keep(b"Subject: =?utf-8?q?=C3=A9?=\r\nTo: undisclosed-recipients:;\r\n\r\n")

        rows = page(inbox, f"/mails/{mail_id}?view=headers").select("tbody tr")
        assert [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows] == [
            ["Subject", "é", "=?utf-8?q?=C3=A9?="],
            ["To", "undisclosed-recipients:;", "the same"],
        ]

    def test_links_are_to_be_followed_from_a_list(self, inbox):
        """In a window of their own that learns nothing of this one."""
        mail_id = inbox.keep(mail("x", "en", html='<a href="https://a.example/?b=1&amp;c=2">x</a>'))

        (link,) = page(inbox, f"/mails/{mail_id}?view=links").select(".links a")
        assert (link["href"], link["rel"]) == ("https://a.example/?b=1&c=2", ["noopener", "noreferrer"])

    @pytest.mark.parametrize(
        ("name", "media_type"), [("source", "text/plain; charset=utf-8"), ("download", "message/rfc822")]
    )
    def test_the_octets_are_given_as_they_came(self, name, media_type, inbox):
        """To look at, or as a file."""
        content = b"Subject: \xff\x00\r\n\r\n.\r\n"
        answer = inbox.get(f"/mails/{inbox.keep(content)}/{name}")

        assert (answer.content, answer.headers["content-type"]) == (content, media_type)
        assert answer.headers["x-content-type-options"] == "nosniff"

    @pytest.mark.parametrize("path", ["/mails/nope", "/mails/nope/html", "/mails/..%2f..%2fetc", "/nope"])
    def test_what_is_not_there_is_said_on_a_page(self, path, inbox):
        """With the way back."""
        answer = inbox.get(path)

        assert (answer.status_code, 'href="/"' in answer.text) == (404, True)

    @pytest.mark.parametrize("path", ["/?page=x", "/mails/{}?view=evil", "/mails/{}?width=1"])
    def test_a_question_that_makes_no_sense_is_declined(self, path, inbox):
        """On a page as well."""
        answer = inbox.get(path.format(inbox.keep(b"")))

        assert (answer.status_code, "That is not possible" in answer.text) == (400, True)


HOSTILE = {
    "nothing": b"",
    "an empty line": b"\r\n",
    "no head": b"just words",
    "script in the subject": b'Subject: <script>alert(1)</script>\r\nFrom: "><img onerror=x>\r\n\r\nx',
    "encoded script": b"Subject: =?utf-8?b?PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==?=\r\n\r\nx",
    "script in attributes": b'Content-Language: en"><script>\r\nSubject: \' onclick=x "\r\n\r\n',
    "control characters": b"Subject: a\x00\x07\x1b[2Jb\r\nTo: \xff\xfe\r\n\r\n\x00\x01",
    "a surrogate": b"Subject: =?utf-7?q?+2AA-?=\r\nContent-Type: text/html; charset=utf-7\r\n\r\n+2AA-",
    "unknown charset": b"Content-Type: text/html; charset=klingon\r\n\r\n<p>\xff",
    "charset of a codec": b"Content-Type: text/plain; charset=idna\r\n\r\n\xff.xn--a",
    "broken base64": b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n=A=\r\n%%",
    "no such encoding": b"Content-Type: text/html\r\nContent-Transfer-Encoding: 9bit\r\n\r\nx",
    "multipart without a boundary": b"Content-Type: multipart/mixed\r\n\r\n--\r\n\r\nx",
    "multipart without parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\nnothing\r\n",
    "parts without end": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nA: b\r\n\r\nx",
    "boxes in boxes": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500)
    ),
    "a mail in a mail": b"Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nx",
    "a group": b"To: undisclosed-recipients:;\r\nFrom: a group: b@c, d@e;\r\n\r\n",
    "an odd filename": b"Content-Disposition: attachment; filename*=nope'x'%ff%00\r\n\r\nx",
    "a long language": b"Content-Language: " + b"a-" * 5000 + b"\r\n\r\n",
    "many headers": b"X-A: b\r\n" * 5000 + b"\r\n",
    "5 MB": b"Subject: big\r\nContent-Type: text/html\r\n\r\n" + b"<a <html <a href=" * 300_000,
    "5 MB in one header": b"Subject: " + b"=?utf-8?q?a?= " * 350_000 + b"\r\n\r\n",
    "5 MB of head": b"a" * 5_000_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_is_only_shown(content, inbox):
    """Every page about it is there, none has an element of its making, and the list goes on."""
    mail_id = inbox.keep(content)
    soups = [page(inbox, f"/mails/{mail_id}?view={view}") for view in VIEWS] + [page(inbox, "/")]

    assert not any(soup.select("script, img, [onclick], [onerror]") for soup in soups)
    assert inbox.get(f"/mails/{mail_id}/html").status_code == 200
    assert inbox.get(f"/api/mails/{mail_id}").json()["id"] == mail_id


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    subject=st.text(),
    sender=st.text(),
    said=st.binary(max_size=20),
    recipients=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=2),
)
def test_any_mail_is_only_shown(subject, sender, said, recipients, inbox):
    """Nor does any other mail break the list or its own pages."""
    head = f"Subject: {subject}\r\nContent-Type: text/html; charset={sender}\r\n".encode("utf-8", "replace")
    mail_id = inbox.keep(head + said + b"\r\n\r\n" + said, recipients=tuple(recipients), sender=sender[:5])
    paths = ["/", f"/mails/{mail_id}/html", *(f"/mails/{mail_id}?view={view}" for view in VIEWS)]

    with inbox.web() as web:
        assert {web.get(path).status_code for path in paths} == {httpx.codes.OK}
