"""The pages behind the links of a mail: read online, unsubscribe; in the member's language."""

from hashlib import sha256

import pytest
from sqlalchemy import func, select

from given import (
    compiled_mail,
    given_list,
    given_members,
    given_revision,
    given_wave,
    locales,
    new_member,
    part,
)
from newsletter.database.schema import consent, delivery, subscription
from newsletter.i18n.locale import Locale
from newsletter.identifiers import DeliveryId, ListId, MemberId
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.mime.keys import keys_of
from newsletter.mime.link_tokens import LinkToken, Purpose, sign
from newsletter.mime.personalise import neutral_mail
from newsletter.po.mo import compile_catalogue
from newsletter.subscriptions.pages import Links

SECRET = "a secret that is at least thirty-two characters long"
FRENCH = b"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "You are unsubscribed"
msgstr "D\xc3\xa9sinscription faite"
"""


@pytest.fixture
def links(database):
    """The service, with one secret."""
    return Links(database=database, keys=keys_of([SECRET]))


def token(purpose=Purpose.UNSUBSCRIBE, *, member=1, to=1, delivery_id=1, secret=SECRET):
    """Return a signed token."""
    link = LinkToken(
        purpose=purpose, member_id=MemberId(member), list_id=ListId(to), delivery_id=DeliveryId(delivery_id)
    )
    return sign(link, keys=keys_of([secret]).links)


def snapshot(database):
    """Return all that a page could change."""
    with database.read() as db:
        return [
            db.execute(select(subscription.c.id, subscription.c.state)).all(),
            db.execute(select(delivery.c.id, delivery.c.state).order_by(delivery.c.id)).all(),
            db.execute(select(func.count()).select_from(consent)).scalar_one(),
        ]


class TestUnsubscribing:
    """GET asks, POST acts, and nothing is left to send afterwards."""

    def test_the_page_asks_and_changes_nothing(self, database, links, clock):
        """However often a scanner opens it."""
        given_wave(database, clock.now, count=2)
        before = snapshot(database)

        pages = [links.unsubscribe_page(token(), wanted=()) for _ in range(3)]

        assert all('<form method="post">' in page.html for page in pages)
        assert snapshot(database) == before

    def test_leaving_ends_the_subscription_and_skips_what_is_open(self, database, links, clock):
        """In one transaction, with evidence; the other member is untouched."""
        given_wave(database, clock.now, count=2)

        page = links.unsubscribe(token(), evidence="one-click", wanted=(), now=clock.now)

        with database.read() as db:
            states = db.execute(select(subscription.c.state).order_by(subscription.c.id)).scalars().all()
            deliveries = db.execute(select(delivery.c.state).order_by(delivery.c.id)).scalars().all()
            evidence = db.execute(
                select(consent.c.event, consent.c.evidence).order_by(consent.c.id.desc())
            ).first()
        assert page.is_found
        assert (states, deliveries) == (["unsubscribed", "confirmed"], ["skipped", "pending"])
        assert tuple(evidence) == ("unsubscribed", "one-click")

    def test_leaving_twice_is_the_same_as_once(self, database, links, clock):
        """The second post is answered alike and notes nothing."""
        given_wave(database, clock.now, count=1)
        first = links.unsubscribe(token(), evidence="page", wanted=(), now=clock.now)
        before = snapshot(database)

        second = links.unsubscribe(token(), evidence="page", wanted=(), now=clock.now)

        assert first == second
        assert snapshot(database) == before

    def test_the_page_of_who_has_left_says_so(self, database, links, clock):
        """No button is left to press."""
        given_wave(database, clock.now, count=1)
        links.unsubscribe(token(), evidence="page", wanted=(), now=clock.now)

        assert "<form" not in links.unsubscribe_page(token(), wanted=()).html

    @pytest.mark.parametrize(
        "wrong",
        [
            token(secret="another secret of thirty-two characters and more"),
            token(Purpose.ONLINE),
            token(Purpose.BOUNCE),
            token()[:-1],
            token(member=999),
            token(to=999),
            "",
            "x" * 4_000,
            "../../etc/passwd",
            "\x00",
        ],
        ids=[
            "foreign key",
            "online",
            "bounce",
            "cut",
            "no member",
            "no list",
            "empty",
            "long",
            "path",
            "nul",
        ],
    )
    def test_a_token_that_is_not_for_this_changes_nothing(self, database, links, clock, wrong):
        """All of them get the same page."""
        given_wave(database, clock.now, count=1)
        before = snapshot(database)

        page = links.unsubscribe(wrong, evidence="page", wanted=(), now=clock.now)

        assert not page.is_found
        assert page == links.unsubscribe_page("nonsense", wanted=())
        assert snapshot(database) == before

    def test_a_token_of_the_previous_secret_still_works(self, database, clock):
        """Links in mails already sent survive a new secret."""
        given_wave(database, clock.now, count=1)
        rotated = Links(
            database=database, keys=keys_of(["a new secret of thirty-two characters and more", SECRET])
        )

        assert rotated.unsubscribe_page(token(), wanted=()).is_found

    def test_a_token_whose_delivery_is_gone_still_works(self, database, links, clock):
        """Unsubscribing outlives the campaign."""
        given_members(database, given_list(database, clock.now), [new_member("a@x.example", "fr")], clock.now)
        given_revision(database, clock.now, "en", "fr")

        assert links.unsubscribe(token(delivery_id=77), evidence="page", wanted=(), now=clock.now).is_found

    def test_the_list_s_name_is_escaped(self, database, links, clock):
        """A title is text, never markup."""
        to = given_list(database, clock.now, title="<b>Cities</b> & towns")
        given_members(database, to, [new_member("a@x.example")], clock.now)

        assert "&lt;b&gt;Cities&lt;/b&gt; &amp; towns" in links.unsubscribe_page(token(), wanted=()).html


class TestLanguage:
    """A page speaks the language of the mail that led there."""

    def test_the_page_is_in_the_mail_s_locale(self, database, links, clock):
        """`lang` and `dir` say so too."""
        given_wave(database, clock.now, count=1, tags=("ar",))

        page = links.unsubscribe_page(token(), wanted=locales("fr"))

        assert page.locale == Locale("ar")
        assert '<html lang="ar" dir="rtl">' in page.html

    def test_the_words_come_from_the_revision(self, database, links, clock):
        """The compiled interface catalogue of that revision, not what is installed today."""
        to = given_list(database, clock.now)
        given_members(database, to, [new_member("a@x.example", "fr")], clock.now)
        french = compile_catalogue(read_catalogue_file(FRENCH, path="interface.po", locale=Locale("fr")))
        given_revision(database, clock.now, "en", "fr", extra=[part("catalogue", "0/fr", french)])

        page = links.unsubscribe(token(delivery_id=77), evidence="page", wanted=(), now=clock.now)

        assert page.locale == Locale("fr")
        assert "Désinscription faite" in page.html

    def test_an_unknown_link_speaks_the_browser_s_language(self, database, links, clock):
        """Nobody knows who asks, so the browser says."""
        french = compile_catalogue(read_catalogue_file(FRENCH, path="interface.po", locale=Locale("fr")))
        given_revision(database, clock.now, "en", "fr", extra=[part("catalogue", "0/fr", french)])

        assert links.online_page("nonsense", wanted=locales("de", "fr")).locale == Locale("fr")

    def test_without_any_revision_pages_still_work(self, links):
        """A web service that starts before the first edition answers in English."""
        assert links.home_page(wanted=locales("fr")).locale == Locale("en")
        assert not links.unsubscribe_page("nonsense", wanted=()).is_found


class TestReadingOnline:
    """What the preview showed is what was sent and what is read online."""

    def test_it_is_the_mail_with_neutral_values(self, database, links, clock):
        """The same SHA-256 as the compiled mail's own neutral HTML."""
        given_wave(database, clock.now, count=1, tags=("fr",))

        page = links.online_page(token(Purpose.ONLINE), wanted=())

        expected = neutral_mail(compiled_mail("fr")).html
        assert sha256(page.html.encode()).hexdigest() == sha256(expected.encode()).hexdigest()
        assert page.locale == Locale("fr")

    def test_an_unsubscribe_token_opens_no_mail(self, database, links, clock):
        """A token does what it was made for, and nothing else."""
        given_wave(database, clock.now, count=1)

        assert not links.online_page(token(Purpose.UNSUBSCRIBE), wanted=()).is_found


def test_only_published_pictures_are_shown(database, links, clock):
    """A compiled mail is a blob too, but none that the world may fetch."""
    picture = part("image", "/assets/x.png", b"png", media_type="image/png")
    given_revision(database, clock.now, "en", extra=[picture])
    mail = compiled_mail("en").to_json()

    assert links.image(picture.sha256) == ("image/png", b"png")
    assert links.image(sha256(mail).hexdigest()) is None
