"""The whole way once: from the example's articles to every member's inbox, on real parts.

One run of `newsletter demo` as a stranger runs it; what the inbox kept is read from the bytes.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import psutil
import pytest
from bs4 import BeautifulSoup

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.resources import shipped_path
from servers.waiting import FOR_EVER_S

pytestmark = pytest.mark.xdist_group("demo")  # one run of it for all of them
COMPLETE = ("en", "fr", "es", "pt", "ca", "ar", "fa", "zh-Hans", "ko")
"""Every article is there in these; Hindi is incomplete on purpose."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The report of one demonstration and the mails that it kept."""
    kept, scratch = tmp_path_factory.mktemp("mails"), tmp_path_factory.mktemp("scratch")
    done = subprocess.run(
        [sys.executable, "-m", "newsletter", "demo", "--json", "--keep", kept],
        capture_output=True,
        text=True,
        timeout=FOR_EVER_S,
        check=False,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), sorted(kept.glob("*.eml")), scratch


@pytest.fixture(scope="module")
def mails(demo):
    """(path, bytes, parsed) of every mail."""
    return [(path, path.read_bytes(), parsed(path)) for path in demo[1]]


def parsed(path):
    """Return a mail as Python's own parser reads it."""
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def part(mail, kind):
    """Return the text of one alternative."""
    return mail.get_body((kind,)).get_content()


def edition_messages(locale):
    """Return the edition's catalogue of a locale."""
    path = f"locales/{locale.gettext_name}/LC_MESSAGES/edition-2026-12.po"
    content = shipped_path("examples", "metropolis").joinpath(path).read_bytes()
    return read_catalogue_file(content, path=path, locale=locale)


class TestTheReport:
    """What the demonstration says of itself."""

    def test_every_member_got_exactly_one_mail(self, demo, mails):
        """At least sixty members, at least eight languages; the inbox counts as many as the ledger."""
        report = demo[0]
        recipients = Counter(mail["To"] for _, _, mail in mails)

        assert report["complete"] is True
        assert report["members"] == report["accepted"] == report["delivered"] == len(mails) >= 60
        assert set(recipients.values()) == {1}
        assert len([one for one in report["languages"] if one["delivered"]]) >= 8

    def test_hindi_says_what_fell_back_and_the_others_are_whole(self, demo):
        """An article that is not wholly translated falls back as a whole, and is counted."""
        fell_back = {one["locale"]: len(one["fell_back"]) for one in demo[0]["languages"]}

        assert {tag: fell_back[tag] for tag in COMPLETE} == dict.fromkeys(COMPLETE, 0)
        assert fell_back["hi"] > 0

    def test_nothing_is_left_running(self, demo):
        """No broker, worker or server of the demonstration outlives it."""
        scratch = str(demo[2])
        left = [
            process.info["cmdline"]
            for process in psutil.process_iter(["cmdline"])
            if any(scratch in word for word in process.info["cmdline"] or ())
        ]

        assert left == []
        assert list(demo[2].iterdir()) == []


class TestTheWire:
    """What each mail looks like in bytes."""

    def test_lines_are_short_and_end_in_crlf(self, mails):
        """RFC 5322 §2.1.1 and RFC 5321 §2.3.8."""
        for path, content, _ in mails:
            assert max(map(len, content.split(b"\r\n"))) <= 998, path.name
            assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r"), path.name

    def test_headers_are_there_once_and_never_encoded_where_that_breaks_them(self, mails):
        """The exact bytes of List-Unsubscribe are what one-click depends on."""
        for path, content, mail in mails:
            head = content.partition(b"\r\n\r\n")[0].decode("ascii")
            for name in (
                *("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Language"),
                *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "Precedence"),
            ):
                assert len(re.findall(rf"^{name}: ", head, re.MULTILINE)) == 1, (path.name, name)
            assert re.search(r"^List-Unsubscribe: <https?://[!-~]+>\r?$", head, re.MULTILINE), path.name
            assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert "=?" not in mail["List-Id"]

    def test_no_two_mails_share_a_message_id(self, mails):
        """One per delivery, at our own domain."""
        ids = [mail["Message-ID"] for _, _, mail in mails]

        assert len(set(ids)) == len(ids)
        assert all(found.endswith("@news.example.org>") for found in ids)

    def test_the_text_part_comes_first_and_says_the_same_links(self, mails):
        """RFC 2046 §5.1.4: the plainest alternative first."""
        for path, _, mail in mails:
            kinds = [one.get_content_type() for one in mail.iter_parts()]
            links = {a["href"] for a in BeautifulSoup(part(mail, "html"), "html.parser")("a", href=True)}

            assert kinds == ["text/plain", "text/html"], path.name
            assert all(link in part(mail, "plain") for link in links), path.name


class TestTheReader:
    """What each reader meets: their language, and no debris of another."""

    def test_lang_and_dir_are_right_on_html_and_on_the_first_child_of_the_body(self, mails):
        """Mail programs strip html and body, so both places count."""
        for path, _, mail in mails:
            locale = Locale.parse(mail["Content-Language"])
            soup = BeautifulSoup(part(mail, "html"), "html.parser")
            for tag in (soup.html, soup.body.find(name=True, recursive=False)):
                assert (tag["lang"], tag["dir"]) == (str(locale), locale.direction), path.name

    def test_the_subject_is_the_translated_one(self, mails):
        """It decodes to what the translator wrote."""
        for path, _, mail in mails:
            locale = Locale.parse(mail["Content-Language"])
            expected = (
                "A new action plan takes shape"
                if locale.language == "en"
                else edition_messages(locale).translation("subject", "A new action plan takes shape")
            )
            assert mail["Subject"] == expected, path.name

    def test_pictures_have_words_and_mails_stay_small(self, mails):
        """Every image has an alt; Gmail cuts off above 102,400 bytes."""
        for path, _, mail in mails:
            html = part(mail, "html")
            images = BeautifulSoup(html, "html.parser")("img")

            assert images, path.name
            assert all("alt" in image.attrs and image.get("width") for image in images), path.name
            assert len(html.encode()) < 100_000, path.name

    def test_no_debris_is_left(self, mails):
        """No template tag, no slot, no catalogue header, no escape of a library."""
        for path, _, mail in mails:
            for kind in ("plain", "html"):
                text = part(mail, kind)
                found = [
                    debris
                    for debris in ("{{", "{%", "%%", "Project-Id-Version", "\\u{", "{name}")
                    if debris in text
                ]
                assert found == [], (path.name, kind)
                assert not re.search(r"qs[0-9a-f]{16}", text), path.name

    def test_nobody_reads_english_where_a_translation_exists(self, mails):
        """In whole languages no English sentence of edition or interface is left."""
        english = [
            "Read this mail in your browser",
            "Unsubscribe from this newsletter",
            "A plan for three years is only as good",
            "Members begin work on the Action Plan",
            "Original article on",
        ]
        for path, _, mail in mails:
            if mail["Content-Language"] not in ("en", "hi"):
                text = part(mail, "plain") + part(mail, "html")
                assert [words for words in english if words in text] == [], path.name

    def test_an_article_that_fell_back_is_marked(self, mails):
        """Its block says its own language and direction, and the reader is told in theirs."""
        hindi = next(mail for _, _, mail in mails if mail["Content-Language"] == "hi")
        soup = BeautifulSoup(part(hindi, "html"), "html.parser")

        marked = soup.body.find_all(lang="en", dir="ltr")

        assert marked
        assert any(len(block.get_text()) > 200 for block in marked)


def test_pages_and_mails_name_no_third_party(mails):
    """No font, picture, script or style from elsewhere."""
    for path, _, mail in mails:
        soup = BeautifulSoup(part(mail, "html"), "html.parser")
        fetched = [tag[name] for name in ("src", "background") for tag in soup.find_all(attrs={name: True})]
        assert all(re.match(r"http://127\.0\.0\.1:\d+/assets/[0-9a-f]{64}\.png$", url) for url in fetched), (
            path.name
        )
        assert not soup("script"), path.name
        assert not soup("link"), path.name
        assert not re.search(r"url\(|@import", part(mail, "html")), path.name


def test_the_demonstration_is_documented_where_a_newcomer_looks():
    """README names the command."""
    assert "make demo" in Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
