"""The web service over HTTP: what a browser, a mail program and a scanner get."""

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from given import compiled_mail, given_list, given_members, given_revision, given_wave, new_member, part
from newsletter.database.database import open_database
from newsletter.database.schema import subscription
from newsletter.identifiers import DeliveryId, ListId, MemberId
from newsletter.mime.keys import keys_of
from newsletter.mime.link_tokens import LinkToken, Purpose, sign
from newsletter.mime.personalise import neutral_mail
from newsletter.subscriptions.pages import Links
from newsletter.web import web_app

KEYS = keys_of(["a secret that is at least thirty-two characters long"])
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def opened(sqlite_url):
    """A database that the web service's threads may share."""
    database = open_database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def client(opened):
    """A client that follows no redirect and sends no cookie."""
    with TestClient(web_app(Links(database=opened, keys=KEYS))) as found:
        found.follow_redirects = False
        yield found


def path(purpose=Purpose.UNSUBSCRIBE, delivery_id=1):
    """Return the path behind a link of member 1."""
    link = LinkToken(
        purpose=purpose, member_id=MemberId(1), list_id=ListId(1), delivery_id=DeliveryId(delivery_id)
    )
    return f"/{'u' if purpose is Purpose.UNSUBSCRIBE else 'r'}/{sign(link, keys=KEYS.links)}"


def state(database):
    """Return the state of member 1's subscription."""
    with database.read() as db:
        return db.execute(select(subscription.c.state)).scalars().first()


class TestOneClick:
    """RFC 8058: a POST without cookie, login or Referer acts at once and never redirects."""

    @pytest.mark.parametrize("how", ["urlencoded", "multipart"])
    def test_both_content_types_act(self, client, opened, clock, how):
        """RFC 8058 §3.1 and §3.2."""
        given_wave(opened, clock.now, count=1)
        body = (
            {"data": ONE_CLICK}
            if how == "urlencoded"
            else {"files": {"List-Unsubscribe": (None, "One-Click")}}
        )

        answer = client.post(path(), **body)

        assert (answer.status_code, state(opened)) == (200, "unsubscribed")
        assert "location" not in answer.headers
        assert "set-cookie" not in answer.headers

    def test_three_times_are_three_times_yes(self, client, opened, clock):
        """Mail programs repeat themselves."""
        given_wave(opened, clock.now, count=1)

        assert [client.post(path(), data=ONE_CLICK).status_code for _ in range(3)] == [200, 200, 200]

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"data": {"List-Unsubscribe": "one-click"}},
            {"data": {"list-unsubscribe": "One-Click"}},
            {"data": {**ONE_CLICK, "token": "other"}},
            {"json": ONE_CLICK},
            {"content": b"\xff\xfe\x00"},
        ],
        ids=["empty", "value in lower case", "name in lower case", "two fields", "JSON", "rubbish"],
    )
    def test_any_other_body_asks_instead(self, client, opened, clock, body):
        """The exact pair or our own button, nothing else."""
        given_wave(opened, clock.now, count=1)

        answer = client.post(path(), **body)

        assert (answer.status_code, state(opened)) == (400, "confirmed")
        assert "<form" in answer.text

    def test_a_body_of_five_megabytes_is_refused(self, client, opened, clock):
        """Nobody needs more than sixteen kilobytes to say yes."""
        given_wave(opened, clock.now, count=1)

        answer = client.post(path(), data={"List-Unsubscribe": "x" * 5_000_000})

        assert (answer.status_code, state(opened)) == (413, "confirmed")

    def test_a_trailing_slash_is_no_redirect(self, client, opened, clock):
        """RFC 8058 §3.1 forbids redirects, so both spellings act."""
        given_wave(opened, clock.now, count=1)

        assert client.post(f"{path()}/", data=ONE_CLICK).status_code == 200


class TestReadingChangesNothing:
    """GET, HEAD and OPTIONS are for everybody and for scanners."""

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND"])
    def test_no_other_method_acts(self, client, opened, clock, method):
        """Only POST changes something."""
        given_wave(opened, clock.now, count=1)

        answer = client.request(method, path())

        assert answer.status_code in (200, 204, 405)
        assert state(opened) == "confirmed"

    def test_the_button_acts(self, client, opened, clock):
        """The page's own form, as a browser without JavaScript posts it."""
        given_wave(opened, clock.now, count=1)
        assert "<button>" in client.get(path()).text

        answer = client.post(path(), data={"confirm": "yes"})

        assert (answer.status_code, state(opened)) == (200, "unsubscribed")


class TestPages:
    """What every page keeps to."""

    @pytest.mark.parametrize(
        "where", ["/", "/u/nonsense", "/r/nonsense", "/nowhere/at/all", "//u/x", "/u/%00"]
    )
    def test_headers_keep_a_page_to_itself(self, client, where):
        """No script, no frame, no referrer, no cache, no index."""
        answer = client.get(where)

        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"].startswith("text/html")

    def test_every_wrong_address_gets_the_same_page(self, client):
        """Whatever is wrong with a link, the page does not tell."""
        pages = {
            client.get(where).text for where in ("/u/nonsense", "/r/nonsense", "/x", "/u/" + "a" * 2_000)
        }

        assert len(pages) == 1

    def test_reading_online_shows_the_mail(self, client, opened, clock):
        """The mail's own HTML with neutral values, in its language."""
        given_wave(opened, clock.now, count=1, tags=("fa",))

        answer = client.get(path(Purpose.ONLINE))

        assert answer.text == neutral_mail(compiled_mail("fa")).html
        assert answer.headers["content-language"] == "fa"

    def test_the_browser_s_languages_count_for_unknown_links(self, client, opened, clock):
        """By weight, whatever else the header holds."""
        given_revision(opened, clock.now, "en")

        answer = client.get("/u/x", headers={"Accept-Language": "xx, ;;;, fr;q=oops, en;q=0.5, *"})

        assert answer.headers["content-language"] == "en"

    def test_a_picture_is_kept_for_ever(self, client, opened, clock):
        """Its address is its content."""
        picture = part("image", "/assets/x.png", b"png", media_type="image/png")
        given_revision(opened, clock.now, "en", extra=[picture])

        answer = client.get(f"/assets/{picture.sha256}.png")

        assert (answer.content, answer.headers["content-type"]) == (b"png", "image/png")
        assert "immutable" in answer.headers["cache-control"]
        assert client.get("/assets/" + "0" * 64 + ".png").status_code == 404

    def test_health_asks_the_database(self, client):
        """A container's health check fails when the database is away."""
        assert client.get("/health").text == "ok"

    def test_a_failure_says_nothing_of_the_inside(self, opened, clock):
        """A broken database gives plain words and no path of the token."""
        given_members(opened, given_list(opened, clock.now), [new_member("a@x.example")], clock.now)
        with opened.write() as db:
            db.exec_driver_sql("ALTER TABLE revision RENAME TO elsewhere")
        with TestClient(web_app(Links(database=opened, keys=KEYS)), raise_server_exceptions=False) as broken:
            answer = broken.get("/u/x")

        assert answer.status_code == 500
        assert "elsewhere" not in answer.text
        assert "Traceback" not in answer.text
