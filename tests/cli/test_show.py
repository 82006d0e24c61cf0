"""What commands print for a person."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from newsletter.campaigns.plans import CampaignStatus, LanguageStatus
from newsletter.cli.output import article, audience, console, newsroom
from newsletter.cli.output import campaign as show_campaign
from newsletter.cli.output import demo as show_demo
from newsletter.cli.output.campaign_lines import leaving_line
from newsletter.database.members import MemberImportCounts
from newsletter.delivery.campaign import Campaign
from newsletter.errors import Fault, RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import ListId, OccasionId
from newsletter.importing import ArticleImportReport
from newsletter.local.demo import DemoLanguage, DemoReport
from newsletter.members.member_list import MemberList
from newsletter.publishing.preview import Preview
from newsletter.revision.language_gate import LanguageGate
from newsletter.subscriptions.lists import MemberImportReport as MembersReport


@pytest.fixture
def said(capsys):
    """Return what was printed to standard output since the last call."""
    return lambda: capsys.readouterr().out


def status(**changes):
    """Return a status with some deliveries of every kind."""
    campaign = Campaign(
        id=OccasionId(3),
        edition="2026-12",
        list_id=ListId(1),
        list_name="members",
        list_title="Members",
        state=changes.pop("state", "sending"),
        trouble=changes.pop("trouble", None),
        timezone="Europe/Madrid",
    )
    by_state = {"accepted": 5, "unknown": 2}
    language = LanguageStatus(locale=Locale("ar"), subject="[عدد]", by_state=by_state, fell_back=())
    return CampaignStatus(
        campaign=campaign,
        release_at=changes.pop("release_at", None),
        candidate_count=7,
        by_state=by_state,
        languages=(language,),
    )


def test_a_status_says_what_unknown_means(said):
    """And prints a subject with brackets as it is."""
    show_campaign.print_status(status(), as_json=False)

    text = said()
    assert "not sent again by themselves" in text
    assert "[عدد]" in text
    assert "7 candidates" in text


def test_a_status_says_why_it_does_not_get_on(said):
    """In the words of the last slice."""
    show_campaign.print_status(status(trouble="No SMTP server at relay:25"), as_json=False)

    assert "No SMTP server at relay:25" in said()


def test_brackets_in_a_trouble_are_shown_as_they_are(said):
    """A relay's address, or its words, are no markup of ours."""
    show_campaign.print_status(status(trouble="The server at [::1]:25 says [/bold]"), as_json=False)

    assert "The server at [::1]:25 says [/bold]" in said()


def test_a_language_without_a_subject_has_a_dash(said):
    """No revision has it; its mails are counted all the same. A machine gets the empty text."""
    language = LanguageStatus(locale=Locale("ca"), subject="", by_state={"accepted": 4}, fell_back=())
    found = replace(status(), languages=(language,))
    show_campaign.print_status(found, as_json=False)
    assert re.search(r"^ca +4 +0 +- *$", said(), re.MULTILINE)

    show_campaign.print_status(found, as_json=True)

    [shown] = json.loads(said())["languages"]
    assert shown == {"locale": "ca", "subject": "", "by_state": {"accepted": 4}, "fell_back": []}


def test_a_list_title_with_brackets_is_shown_as_it_is(said):
    """It is what a person wrote."""
    shown_list = MemberList(id=ListId(1), name="members", title="Us [/all]", member_count=2, not_ready=None)
    audience.print_lists([shown_list], as_json=False)

    assert "Us [/all]" in said()


def test_a_scheduled_campaign_says_when_it_leaves(said, clock):
    """By the newsroom's clock and in UTC, with the weekday."""
    show_campaign.print_status(status(state="scheduled", release_at=clock.now), as_json=False)

    assert "on Tuesday, 24 November 2026, 10:00 Europe/Madrid (09:00 UTC)." in said()


@pytest.mark.parametrize(
    ("leaves_in", "words"),
    [
        (timedelta(hours=1), "It leaves on Tuesday, 24 November 2026, 11:00"),
        (timedelta(0), "It was to leave on Tuesday, 24 November 2026, 10:00"),
        (timedelta(days=365), "It leaves on Wednesday, 24 November 2027"),
        (
            timedelta(days=3653),
            "24 November 2036, 10:00 Europe/Madrid (09:00 UTC). [yellow]That is more than",
        ),
    ],
)
def test_a_time_far_ahead_or_gone_by_catches_the_eye(clock, leaves_in, words):
    """A year may be a slip of the finger; what something keeps back has not left at its time."""
    line = leaving_line(status().campaign, clock.now + leaves_in, seen_at=clock.now)

    assert words in line
    assert ("more than a year" in line) is ("more than" in words)


def test_the_list_of_campaigns_says_when_each_leaves(said, clock):
    """Only those that are scheduled."""
    scheduled = replace(status(state="scheduled").campaign, release_at=clock.now)
    show_campaign.print_campaigns([scheduled, replace(scheduled, state="sending")], as_json=False)

    assert said().count("Tuesday, 24 November 2026, 10:00 Europe/Madrid (09:00 UTC)") == 1


def test_machines_get_the_time_with_its_offset(said, clock):
    """That of the newsroom's clock, whose zone is named."""
    show_campaign.print_status(status(state="scheduled", release_at=clock.now), as_json=True)

    shown = json.loads(said())
    assert (shown["release_at"], shown["timezone"]) == ("2026-11-24T10:00:00+01:00", "Europe/Madrid")


def test_a_demonstration_has_a_line_per_language(said):
    """Members, accepted, arrived, fallen back, and the subject."""
    language = DemoLanguage(
        locale=Locale("hi"),
        member_count=5,
        accepted_count=5,
        delivered_count=5,
        fell_back=("one",),
        subject="अंक",
    )
    show_demo.print_report(
        DemoReport(member_count=5, accepted_count=5, delivered_count=5, languages=(language,)), as_json=False
    )

    assert ["hi", "Hindi", "5", "5", "5", "1", "अंक"] in [line.split() for line in said().splitlines()]


def test_an_import_of_members_says_what_it_left_out(said):
    """Row by row, with columns that nobody reads."""
    report = MembersReport(
        added=MemberImportCounts(1, 1, 0),
        faults=(Fault("m.csv", 3, "the address has no @", "Correct it"),),
        fault_count=1,
        notes=(),
        ignored_columns=("Phone",),
    )
    audience.print_member_import(report, as_json=False)

    text = said()
    assert "m.csv:3: the address has no @. Correct it." in text
    assert "Phone" in text
    assert "Bad rows left out: 1" in text


@pytest.mark.parametrize(
    ("faults", "words"),
    [((), "Nothing looked broken"), ((Fault("x", 1, "a dead link", "Mend it"),), "x:1: a dead link")],
)
def test_an_import_of_an_article_reports_or_says_that_all_is_well(said, faults, words):
    """Silence would leave a doubt."""
    article.print_import(ArticleImportReport("articles/x.md", "X", faults), as_json=False)

    assert words in said()


def test_a_preview_says_where_its_files_are_or_why_there_are_none(said, tmp_path):
    """One line per language."""
    gates = [
        LanguageGate(
            locale=Locale(tag),
            is_open=tag == "en",
            why="why",
            message_count=1,
            translated_count=1,
            fell_back=(),
        )
        for tag in ("en", "fr")
    ]
    newsroom.print_previews(
        [Preview(gates[0], "S", tmp_path / "x.html", tmp_path / "x.txt"), Preview(gates[1], "", None, None)]
    )

    assert said().splitlines() == [f"en: {tmp_path}/x.html", "fr: shut, why"]


def test_every_fault_of_a_file_is_an_error_of_its_own(capsys):
    """A line each, with place and remedy."""
    faults = [Fault("a.po", 1, "x", "Mend x"), Fault("a.po", 2, "y", "Mend y")]
    console.print_error(TranslationError(faults))
    console.print_error(RuleError("[not] allowed"))

    assert capsys.readouterr().err.splitlines() == [
        "error: a.po:1: x. Mend x.",
        "error: a.po:2: y. Mend y.",
        "error: [not] allowed",
    ]
