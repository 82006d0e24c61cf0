"""`gate explain`: which language somebody gets, every step that leads to it, and no address."""

from dataclasses import replace

import pytest

from given import SETTINGS, given_list, given_members, new_member
from given_not_ready import BLOCK, FALLBACK, HOLD, SKIP
from newsletter.campaigns.explain import explain_languages, explain_member
from newsletter.database import members as stored
from newsletter.delivery.explanation import explain, reader_of
from newsletter.delivery.language_policy import Verdict
from newsletter.errors import NotFoundError, RuleError, TranslationError
from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init, plain_newsroom
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.translation_settings import TranslationRules
from newsletter.publishing.offer import offer_by_files
from newsletter.subscriptions import lists


def explained(database, member, *, list_name="members", policy=None):
    """Explain what a member gets."""
    return explain_member(database, "first", member, list_name=list_name, policy=policy)


class TestAMember:
    """By the newest revision, the member's languages, and the list's policy."""

    @pytest.mark.parametrize("named", ["2", "ben@x.example", "BEN@X.example"])
    def test_is_named_by_number_or_address(self, ready, named):
        """And told of by number only."""
        told = explained(ready, named)

        assert (told.reader, told.decided_by) == ("member 2", "revision 1")
        assert told.wanted == (Locale("ar-EG"), Locale("fr"))
        assert "x.example" not in repr(told)

    def test_every_step_says_what_the_gate_says(self, ready):
        """Ready or not, and why not."""
        told = explained(ready, "2")

        assert [(step.text, step.is_ready, step.why) for step in told.steps] == [
            ("ar, for ar-EG, is not ready", False, "2 of 7 messages are not translated"),
            ("fr was asked for", True, ""),
        ]

    @pytest.mark.parametrize(
        ("policy", "sentence"),
        [
            (FALLBACK, "gets fr, for ar is not ready"),
            (SKIP, "gets nothing, for ar is not ready"),
            (HOLD, "waits for ar, and would get fr without that"),
            (BLOCK, "blocks the campaign until ar is ready"),
        ],
    )
    def test_the_decision_is_the_policy_s(self, ready, policy, sentence):
        """The list's, or the one that is asked about."""
        lists.set_not_ready(ready, "members", policy)

        assert explained(ready, "2").sentence == sentence
        assert explained(ready, "2", policy=SKIP).verdict is Verdict.SKIPPED

    def test_whose_language_is_ready_just_gets_it(self, ready):
        """Whatever the policy."""
        assert explained(ready, "3", policy=BLOCK).sentence == "gets es"

    def test_who_told_no_language_gets_the_source(self, ready):
        """With one step."""
        told = explained(ready, "5")

        assert [step.text for step in told.steps] == ["no language was asked for"]
        assert told.sentence == "gets en"

    def test_who_unsubscribed_gets_nothing(self, ready, clock):
        """The steps are told all the same."""
        with ready.write() as db:
            stored.unsubscribe(db, 3, 1, evidence="a test", now=clock.now)

        assert explained(ready, "3").sentence == "gets nothing: unsubscribed"

    def test_who_is_on_another_list_gets_nothing(self, ready, clock):
        """The list is named."""
        given_members(
            ready, given_list(ready, clock.now, name="others"), [new_member("z@x.example")], clock.now
        )

        assert explained(ready, "6").sentence == "gets nothing: not on the list members"

    def test_the_edition_s_own_list_is_the_default(self, ready):
        """Where it names none, one has to be named."""
        with pytest.raises(RuleError, match="Name one with --list"):
            explained(ready, "1", list_name=None)

    @pytest.mark.parametrize("named", ["99", "9" * 40, "nobody@x.example", "٣"])
    def test_who_does_not_exist_is_not_repeated(self, ready, named):
        """Errors end in logs; an address must not."""
        with pytest.raises(RuleError) as caught:
            explained(ready, named)

        assert "nobody@" not in str(caught.value)

    def test_what_is_no_member_at_all(self, ready):
        """The error says what to name."""
        with pytest.raises(RuleError, match="neither a number nor an address"):
            explained(ready, "ben")

    def test_an_edition_that_is_not_published(self, ready):
        """The error names the command that is missing."""
        with pytest.raises(NotFoundError, match="newsletter publish second"):
            explain_member(ready, "second", "1", list_name="members", policy=None)


def test_languages_by_the_newest_revision(ready, monkeypatch):
    """Without a member: whoever reads these, under the newsroom's policy."""
    monkeypatch.setitem(SETTINGS, "not_ready", "skip")

    told = explain_languages(ready, "first", [Locale("ar"), Locale("es")], policy=HOLD)

    assert (told.reader, told.standing, told.policy) == ("whoever reads these", None, HOLD)
    assert told.sentence == "waits for ar, and would get es without that"


def test_languages_by_the_newsroom_s_files(tmp_path):
    """No database is needed; edges and policy are those of newsroom.toml as it is now."""
    en, fr, ca = (Locale(tag) for tag in ("en", "fr", "ca"))
    newsroom = replace(
        plain_newsroom(name="News", language=en, languages=(en, fr)),
        fallbacks=Fallbacks({ca: (fr, en)}),
        translation=TranslationRules(not_ready=HOLD),
    )
    init(tmp_path / "news", newsroom=newsroom, today="2026-11-24")

    folder = NewsroomFolder(tmp_path / "news")
    offered = offer_by_files(folder, "first-edition", policy=None, public_url="https://news.example")
    told = explain(reader_of([ca]), offered)

    assert (told.decided_by, told.policy, told.sentence) == ("the newsroom's files", HOLD, "gets en")
    assert [(step.text, step.is_ready) for step in told.steps] == [
        ("ca is not offered", False),
        ("fr is not ready (ca → fr)", False),
        ("en stands in for ca (ca → en)", True),
    ]
    assert told.steps[1].why


def test_what_could_not_be_published_is_explained_to_nobody(tmp_path):
    """The interface is not there in Thai, the edition's own language: no decision would come true."""
    th, en = Locale("th"), Locale("en")
    newsroom = plain_newsroom(name="News", language=th, languages=(th, en))
    init(tmp_path / "news", newsroom=newsroom, today="2026-11-24")
    folder = NewsroomFolder(tmp_path / "news")

    with pytest.raises(TranslationError, match=r"own language cannot go out: .* of the interface"):
        offer_by_files(folder, "first-edition", policy=None, public_url="https://news.example")
