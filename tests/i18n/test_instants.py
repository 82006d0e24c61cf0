"""Instants: what people write for when mails leave, what it means, and how it is shown."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsletter.i18n.instants import instant_of, instant_text, require_to_come, zone_of

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(text, zone=MADRID, now=NOW):
    """Return the instant that a text names for a newsroom in Madrid."""
    return instant_of(text, zone=zone, now=now, for_now="leave --at out")


@pytest.mark.parametrize(
    ("text", "universal"),
    [
        ("2026-12-01T09:00", "2026-12-01T08:00"),
        ("2026-07-01T09:00", "2026-07-01T07:00"),
        ("2026-12-01 09:00", "2026-12-01T08:00"),
        ("  2026-12-01t9:00 ", "2026-12-01T08:00"),
        ("2026-12-01T09:00:30", "2026-12-01T08:00:30"),
        ("2026-12-01T09:00:00.000Z", "2026-12-01T09:00"),
        ("2026-12-01T09:00:00.5", "2026-12-01T08:00:00.500000"),
        ("2026-12-01T09:00Z", "2026-12-01T09:00"),
        ("2026-12-01T09:00z", "2026-12-01T09:00"),
        ("2026-12-01T09:00 UTC", "2026-12-01T09:00"),
        ("2026-12-01T09:00-00:00", "2026-12-01T09:00"),
        ("2026-12-01T09:00+05:30", "2026-12-01T03:30"),
        ("2026-12-01T09:00 +0530", "2026-12-01T03:30"),
        ("2026-12-01T09:00-08", "2026-12-01T17:00"),
        ("2026-12-01T09:00 America/New_York", "2026-12-01T14:00"),
        ("2026-12-01T09:00[Asia/Kathmandu]", "2026-12-01T03:15"),
        ("2026-12-01T09:00 [Asia/Tokyo]", "2026-12-01T00:00"),
        ("2026-12-01T09:00+09:00[Asia/Tokyo]", "2026-12-01T00:00"),
        ("2026-12-01T09:00Z[Asia/Tokyo]", "2026-12-01T09:00"),
        ("2026-12-01T09:00 Zulu", "2026-12-01T09:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30"),
        ("2026-10-25T02:30+01:00[Europe/Madrid]", "2026-10-25T01:30"),
        ("2026-10-25T02:30 UTC", "2026-10-25T02:30"),
        ("2126-12-01T09:00", "2126-12-01T08:00"),
    ],
)
def test_what_is_written_is_understood(text, universal):
    """Without a zone it is the newsroom's, in summer and in winter."""
    assert read(text).astimezone(UTC) == datetime.fromisoformat(universal).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("now", "For now, leave --at out"),
        (" NOW ", "For now, leave --at out"),
        ("", "is no time"),
        ("   ", "is no time"),
        ("tomorrow", "is no time"),
        ("09:00", "is no time"),
        ("1/12/2026 09:00", "is no time"),
        ("01.12.2026 09:00", "is no time"),
        ("20261201T0900", "is no time"),
        ("2026-12-01T09", "is no time"),
        ("2026-12-01T9:00 pm", "there is no time zone 'pm'"),
        ("1764579600", "is no time"),
        ("٢٠٢٦-١٢-٠١T٠٩:٠٠", "is no time"),
        ("2026-12-01", "Name the hour too: 2026-12-01T09:00"),
        ("2026-12-01 Europe/Madrid", "Name the hour too"),
        ("2026-12-01Z", "Name the hour too"),
        ("2026-13-01T09:00", "on no calendar"),
        ("2026-02-30T09:00", "on no calendar"),
        ("0000-01-01T09:00", "on no calendar"),
        ("2026-12-01T24:00", "is no time"),
        ("2026-12-01T09:60", "no clock"),
        ("2026-12-01T09:00+15:00", "no place's offset"),
        ("2026-12-01T09:00-12:30", "no place's offset"),
        ("2026-12-01T09:00+01:75", "no place's offset"),
        ("9999-12-31T23:59-12:00", "beyond the calendar"),
        ("2026-12-01T09:00 Europe/Madird", "did you mean Europe/Madrid. Write an IANA name"),
        ("2026-12-01T09:00 Madrid", "did you mean Europe/Madrid"),
        ("2026-12-01T09:00 europe/madrid", "did you mean Europe/Madrid"),
        ("2026-12-01T09:00 GMT+1", "there is no time zone 'GMT+1'. Write an IANA name"),
        ("2026-12-01T09:00 Europe", "there is no time zone 'Europe'"),
        ("2026-12-01T09:00[../../etc/passwd]", "there is no time zone"),
        ("2026-12-01T09:00 localtime", "there is no time zone 'localtime'"),
        ("2026-12-01T09:00+02:00[Europe/Madrid]", "Europe/Madrid is at +01:00 then, not at +02:00"),
    ],
)
def test_what_is_no_instant_is_refused(text, words):
    """With the way to write one; nothing is guessed."""
    with pytest.raises(ValueError, match=re.escape(words)):
        read(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2020-01-01T09:00", "Wednesday, 1 January 2020, 09:00 Europe/Madrid (08:00 UTC) is over"),
        ("2020-01-01T09:00Z", "Wednesday, 1 January 2020, 09:00 UTC is over"),
        ("2020-01-01T00:30+02:00", "00:30 +02:00 (Tuesday, 31 December 2019, 22:30 UTC) is over"),
        ("2026-03-01T13:00", "13:00 Europe/Madrid (12:00 UTC) is over"),
        ("2026-03-01T12:59:59.999", "12:59:59 Europe/Madrid (11:59:59 UTC) is over"),
        ("1492-10-12T09:00Z", "1492, 09:00 UTC is over"),
        ("0001-01-01T00:00Z", "1, 00:00 UTC is over"),
    ],
)
def test_what_is_over_is_refused(text, shown):
    """And told as it was understood, beside the present."""
    with pytest.raises(ValueError, match="Name a later time") as caught:
        read(text)

    assert shown in str(caught.value)
    assert "Sunday, 1 March 2026" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-29T02:30", "no Sunday, 29 March 2026, 02:30 in Europe/Madrid"),
        ("2026-03-29T02:00", "such as 2026-03-29T03:00"),
        ("2027-03-14T02:30 America/New_York", "such as 2027-03-14T03:30"),
        ("2026-10-04T02:15 Australia/Lord_Howe", "such as 2026-10-04T02:45"),
    ],
)
def test_an_hour_that_clocks_leave_out_is_refused(text, words):
    """In spring they are put forward over it."""
    with pytest.raises(ValueError, match="put forward") as caught:
        read(text)

    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("2026-10-25T02:30", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"),
        ("2026-10-25T02:00", "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"),
        ("2026-11-01T01:30 America/New_York", "2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00"),
    ],
)
def test_an_hour_that_comes_twice_needs_an_offset(text, first, second):
    """In autumn; what is proposed is understood, and each is another instant."""
    with pytest.raises(ValueError, match="twice") as caught:
        read(text)

    assert f"{first} or {second}" in str(caught.value)
    assert read(first) < read(second)


@pytest.mark.parametrize(
    "text", ["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"]
)
def test_beside_the_change_of_clocks_there_is_no_doubt(text):
    """The hours before and after it are ordinary ones."""
    assert read(text).isoformat().startswith(text)


def test_what_was_to_come_may_be_over_when_it_is_written_down():
    """So it is asked again then."""
    leaves_at = read("2026-03-01T13:01")
    require_to_come(leaves_at, now=NOW)

    with pytest.raises(ValueError, match=r"13:01 Europe/Madrid \(12:01 UTC\) is over"):
        require_to_come(leaves_at, now=NOW.replace(minute=1))


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        (
            datetime(2026, 12, 1, 9, tzinfo=MADRID),
            "Tuesday, 1 December 2026, 09:00 Europe/Madrid (08:00 UTC)",
        ),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), "Tuesday, 1 December 2026, 09:00 UTC"),
        (datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("UTC")), "Tuesday, 1 December 2026, 09:00 UTC"),
        (
            datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Pacific/Kiritimati")),
            "Tuesday, 1 December 2026, 09:00 Pacific/Kiritimati (Monday, 30 November 2026, 19:00 UTC)",
        ),
    ],
)
def test_an_instant_is_shown_with_its_weekday_and_in_utc(instant, shown):
    """The day of UTC is told where it is another."""
    assert instant_text(instant) == shown


@pytest.mark.parametrize(
    "name", ["", "Europe/Madird", "Europe", "../UTC", "/etc/localtime", "a\0b", "Factory"]
)
def test_a_zone_that_is_none_is_refused(name):
    """Whatever the machine's own files are called."""
    with pytest.raises(ValueError, match="there is no time zone"):
        zone_of(name)
