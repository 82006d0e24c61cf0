"""A campaign that has not left sends what was published last; publishing says which ones that changes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from given import given_members, new_member
from newsletter.campaigns import campaigns, ticks
from newsletter.database import members
from newsletter.database.schema import wave
from newsletter.delivery.campaign import CampaignTerms
from newsletter.errors import RuleError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.publishing.build import build
from newsletter.publishing.changes import changed_campaigns
from newsletter.publishing.publish import publish
from newsletter.revision.not_ready import NotReadyPolicy
from newsletter.subscriptions.lists import create_list

URL = "https://news.example.org"
EDITION = "2026-12"
HINDI = Locale("hi")


@pytest.fixture
def folder(tmp_path):
    """A copy of the example in three languages."""
    folder = init_example(tmp_path / "newsroom")
    settings = folder.root / "newsroom.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub("(?m)^languages = .*$", 'languages = ["en", "fr", "hi"]', text), encoding="utf-8"
    )
    return folder


@pytest.fixture
def office(database, folder, clock):
    """The example published, with a list of one reader each of English, French and Hindi."""
    create_list(database, "members", title="Members", now=clock.now)
    with database.write() as db:
        to = members.require_list(db, "members").id
    readers = [new_member(f"{tag}@x.example", tag) for tag in ("en", "fr", "hi")]
    given_members(database, to, readers, clock.now)
    published(database, folder, clock)
    return database


def published(database, folder, clock, **options):
    """Publish the edition as its files are now."""
    clock.advance(minutes=1)
    built = build(folder, EDITION, public_url=URL, locales=options.pop("locales", None))
    return publish(database, built, now=clock.now, **options)


def mend(folder, path, old, new):
    """Replace a text in a file."""
    file = folder.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def mend_article(folder):
    """Change what the source of an article says, as a person who finds a mistake does."""
    [article, *_] = sorted((folder.root / "articles").glob("*.md"))
    with article.open("a", encoding="utf-8") as file:
        file.write("\nA sentence that was missing.\n")


def create(database, clock, **terms):
    """Make a campaign."""
    policy = CampaignTerms(**terms)
    return campaigns.create(database, EDITION, list_name="members", now=clock.now, terms=policy).campaign


def revision_of(database, id_):
    """Return what the first wave of a campaign is pinned to."""
    with database.read() as db:
        query = select(wave.c.revision_id).where(wave.c.occasion_id == id_).order_by(wave.c.id)
        return db.execute(query).scalars().first()


def differs(database, folder, id_):
    """Tell whether the files differ from what a campaign would send."""
    campaign = campaigns.status(database, id_).campaign
    return changed_campaigns(database, folder, [campaign]).get(id_)


class TestADraft:
    """Create, mend, publish, send."""

    @pytest.mark.parametrize("hours", [None, 1], ids=["now", "scheduled"])
    def test_it_sends_what_was_published_last(self, office, folder, clock, hours):
        """The old text went out when the draft was pinned at its making."""
        id_ = create(office, clock).id
        if hours:
            campaigns.send(office, id_, at=clock.now + timedelta(hours=hours), now=clock.now)
        mend_article(folder)
        newer = published(office, folder, clock).revision_id

        if hours:
            clock.advance(hours=hours)
            ticks.tick(office, now=clock.now, is_dead=lambda _: False)
        else:
            campaigns.send(office, id_, at=None, now=clock.now)

        assert revision_of(office, id_) == newer
        assert campaigns.status(office, id_).campaign.revision_id == newer

    def test_publishing_names_the_campaigns_that_it_changes(self, office, folder, clock):
        """Drafts and scheduled ones; not those that have left; nobody where nothing has changed."""
        gone, draft, scheduled = (create(office, clock).id for _ in range(3))
        campaigns.send(office, gone, at=None, now=clock.now)
        campaigns.send(office, scheduled, at=clock.now + timedelta(hours=1), now=clock.now)
        mend_article(folder)

        changed = published(office, folder, clock).changed_campaigns

        assert [campaign.id for campaign in changed] == [scheduled, draft]
        assert published(office, folder, clock).changed_campaigns == []

    def test_what_has_left_keeps_its_revision(self, office, folder, clock):
        """A revision is pinned when a wave is released, and its retries are the same to the byte."""
        id_ = create(office, clock).id
        campaigns.send(office, id_, at=None, now=clock.now)
        older = revision_of(office, id_)
        mend_article(folder)
        published(office, folder, clock)

        assert revision_of(office, id_) == older
        assert campaigns.status(office, id_).campaign.revision_id == older

    def test_a_campaign_cancelled_while_a_tick_looks_is_not_released(self, office, clock, monkeypatch):
        """The tick found it due, and somebody cancelled it before the tick came to it."""
        id_ = create(office, clock).id
        campaigns.send(office, id_, at=clock.now + timedelta(hours=1), now=clock.now)
        clock.advance(hours=2)
        with office.read() as db:
            due = ticks.campaigns.due_waves(db, now=clock.now)
        campaigns.cancel(office, id_, now=clock.now)
        monkeypatch.setattr(ticks.campaigns, "due_waves", lambda _, *, now: due if now else [])

        released = ticks.tick(office, now=clock.now, is_dead=lambda _: False).released

        assert released == []
        assert campaigns.status(office, id_).by_state == {}


class TestFilesAndRevision:
    """Whether the files are still those that the newest revision was made of."""

    def test_a_mended_article_is_noticed_until_it_is_published(self, office, folder, clock):
        """Before the mail leaves, not after."""
        id_ = create(office, clock).id
        assert differs(office, folder, id_) is False
        mend_article(folder)
        assert differs(office, folder, id_) is True
        published(office, folder, clock)
        assert differs(office, folder, id_) is False

    @pytest.mark.parametrize(
        "path",
        [
            "newsroom.toml",
            "glossary.csv",
            "locales/fr/LC_MESSAGES/interface.po",
            "templates/mail/article.txt",
        ],
    )
    def test_every_kind_of_file_counts(self, office, folder, clock, path):
        """Settings, glossary, catalogues, own templates."""
        id_ = create(office, clock).id
        file = folder.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write("\n")

        assert differs(office, folder, id_) is True

    def test_publishing_the_same_content_from_other_files_settles_it(self, office, folder, clock):
        """A comment changes a file and no mail: the revision is the same, and so are the files then."""
        id_ = create(office, clock).id
        with (folder.root / "newsroom.toml").open("a", encoding="utf-8") as settings:
            settings.write("# a remark\n")
        assert differs(office, folder, id_) is True
        assert not published(office, folder, clock).is_new

        assert differs(office, folder, id_) is False

    def test_of_files_that_are_not_here_or_broken_nothing_is_said(self, office, folder, clock, tmp_path):
        """A machine that has the database only sends all the same."""
        id_ = create(office, clock).id
        campaign = campaigns.status(office, id_).campaign
        assert changed_campaigns(office, None, [campaign]) == {id_: None}

        (folder.root / "newsroom.toml").write_text("nonsense", encoding="utf-8")
        assert differs(office, folder, id_) is None

    def test_what_has_left_is_not_asked_about(self, office, folder, clock):
        """Its mails are what they are."""
        id_ = create(office, clock).id
        campaigns.send(office, id_, at=None, now=clock.now)
        mend_article(folder)

        assert differs(office, folder, id_) is None


class TestALanguageTakenOut:
    """Members wait for Hindi, and the newsroom drops it."""

    @pytest.fixture
    def waiting(self, office, folder, clock):
        """A campaign under way whose Hindi reader waits."""
        mend_article(folder)
        published(office, folder, clock)
        id_ = create(office, clock, not_ready=NotReadyPolicy.HOLD).id
        campaigns.send(office, id_, at=None, now=clock.now)
        assert campaigns.status(office, id_).held_counts[HINDI] == 1
        return id_

    def test_publishing_names_who_waits_and_stores_nothing(self, office, folder, clock, waiting):
        """They would get English within seconds, for good, without a word."""
        mend(folder, "newsroom.toml", '"hi"', '"it"')

        with pytest.raises(RuleError, match=r"hi \(1 members\).*--yes"):
            published(office, folder, clock)

        ticks.tick(office, now=clock.now, is_dead=lambda _: False)
        assert campaigns.status(office, waiting).held_counts[HINDI] == 1

    def test_with_a_yes_they_get_the_next_best(self, office, folder, clock, waiting):
        """That is what was asked for."""
        mend(folder, "newsroom.toml", '"hi"', '"it"')
        published(office, folder, clock, may_let_down=True)

        ticks.tick(office, now=clock.now, is_dead=lambda _: False)

        assert HINDI not in campaigns.status(office, waiting).held_counts

    def test_a_language_that_nobody_waits_for_is_nobody_s_matter(self, office, folder, clock):
        """It may come and go."""
        mend(folder, "newsroom.toml", '"hi"', '"it"')

        assert published(office, folder, clock).is_new
