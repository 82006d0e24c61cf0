"""When the database is full, locked, read-only or away, every page says so with a 503, and `/health` too."""

import sqlite3
from pathlib import Path

import pytest
from litestar.testing import TestClient
from sqlalchemy import event

from given import given_wave
from newsletter.database.database import open_database
from newsletter.i18n.locale import Locale
from newsletter.identifiers import DeliveryId, ListId, MemberId
from newsletter.mime.keys import keys_of
from newsletter.mime.link_tokens import LinkToken, Purpose, sign
from newsletter.subscriptions.pages import Links, unavailable_page
from newsletter.web import web_app

KEYS = keys_of(["a secret that is at least thirty-two characters long"])
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path(purpose):
    """Return the path behind a link of member 1."""
    link = LinkToken(purpose=purpose, member_id=MemberId(1), list_id=ListId(1), delivery_id=DeliveryId(1))
    return f"/{'u' if purpose is Purpose.UNSUBSCRIBE else 'r'}/{sign(link, keys=KEYS.links)}"


LEAVE, ONLINE = path(Purpose.UNSUBSCRIBE), path(Purpose.ONLINE)


@pytest.fixture
def file(sqlite_url, clock):
    """A SQLite file with a member who has got a mail."""
    database = open_database(sqlite_url)
    given_wave(database, clock.now, count=1)
    database.close()
    return sqlite_url.removeprefix("sqlite:///")


def client_on(database):
    """Return a client of the web service on a database."""
    client = TestClient(web_app(Links(database=database, keys=KEYS)), raise_server_exceptions=False)
    client.follow_redirects = False
    return client


@pytest.fixture
def away(file):
    """A client of a service whose database's tables cannot be read any more."""
    database = open_database(f"sqlite:///{file}")
    database.close()
    with Path(file).open("r+b") as damaged:
        damaged.write(b"\0" * 4096)
    with client_on(database) as client:
        yield client
    database.close()


@pytest.fixture(params=["read-only", "full", "locked"])
def unwritable(request, file, monkeypatch):
    """A client of a service whose database can be read and not written."""
    monkeypatch.setattr("newsletter.database.database.BUSY_TIMEOUT_S", 0)
    suffix = "?mode=ro&uri=true" if request.param == "read-only" else ""
    database = open_database(f"sqlite:///{'file:' if suffix else ''}{file}{suffix}")
    other = sqlite3.connect(file, check_same_thread=False)
    if request.param == "locked":
        other.execute("BEGIN IMMEDIATE")
    if request.param == "full":
        [pages] = other.execute("PRAGMA page_count").fetchone()
        event.listen(database.engine, "connect", lambda db, _: db.execute(f"PRAGMA max_page_count={pages}"))
        database.engine.dispose()
    with client_on(database) as client:
        yield client
    other.close()
    database.close()


@pytest.mark.parametrize(
    "address", ["/", "/health", LEAVE, ONLINE, "/u/x", "/nowhere", f"/assets/{'0' * 64}.png"]
)
def test_no_page_without_its_database_is_a_500(away, address):
    """503, and when to come back."""
    answer = away.get(address)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert not [word for word in ("Traceback", "sqlite", "SELECT") if word in answer.text]


@pytest.mark.parametrize("body", [ONE_CLICK, {"confirm": "yes"}, {}])
def test_a_goodbye_without_a_database_is_to_be_said_again(away, body):
    """A mail program posts again after a 503; a 200 would be a lie, and a 500 the end."""
    assert away.post(LEAVE, data=body).status_code == 503


def test_health_of_a_database_that_cannot_be_written_is_a_503_with_the_reason(unwritable):
    """Reading goes on, and is no evidence."""
    answer = unwritable.get("/health")

    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert answer.text.startswith(("The database", "The disk of the database"))
    assert "\n" not in answer.text


def test_what_only_reads_goes_on_while_nothing_can_be_written(unwritable):
    """Who reads online need not know."""
    assert (unwritable.get(ONLINE).status_code, unwritable.get(LEAVE).status_code) == (200, 200)


def test_a_goodbye_that_cannot_be_written_is_no_yes(request, unwritable):
    """Whoever is told "you are unsubscribed" is."""
    answer = unwritable.post(LEAVE, data=ONE_CLICK)

    assert answer.status_code == 503 or "full" in request.node.name  # a little fits into what is free
    assert (answer.status_code == 503) is ("<form" not in answer.text and "stays valid" in answer.text)


@pytest.mark.parametrize(
    ("wanted", "language", "words"),
    [
        ("", "en", "Please try again later"),
        ("fr-CA, en;q=0.5", "fr", "Veuillez réessayer plus tard"),
        ("ar", "ar", 'dir="rtl"'),
        ("zh-CN", "zh-Hans", "请稍后再试"),
        ("xx", "en", "Your link stays valid"),
    ],
)
def test_the_page_speaks_the_browser_s_language(away, wanted, language, words):
    """With the words that ship with the package: the newsroom's own are in the database."""
    answer = away.get(LEAVE, headers={"Accept-Language": wanted})

    assert answer.headers["content-language"] == language
    assert words in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"


def test_the_page_is_whole_in_every_language_that_ships():
    """No text of it is missing."""
    english = unavailable_page(wanted=[]).html
    for tag in ("ar", "ca", "es", "fa", "fr", "hi", "ko", "pt", "zh-Hans"):
        page = unavailable_page(wanted=[Locale(tag)])
        assert page.locale == Locale(tag)
        assert "try again" in english
        assert "try again" not in page.html
        assert "stays valid" not in page.html
