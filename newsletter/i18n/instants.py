"""Instants as people write them and as they are shown: in a zone, with the weekday and in UTC.

text, newsroom's zone, the present ──▶ instant_of() ──▶ aware datetime, or ValueError
aware datetime ──▶ instant_text() ──▶ Tuesday, 1 December 2026, 09:00 Europe/Madrid (08:00 UTC)

Nothing is guessed: a wrong instant sends mails that nobody can call back.

Source: ISO 8601 with RFC 9557 §4.1 for zones in brackets; IANA's time zones (`zoneinfo`).
"""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

USUAL_ZONE = "UTC"
"""The zone of a newsroom that names none."""
_EXAMPLE = "2026-12-01T09:00, or with its zone: 2026-12-01T09:00 Europe/Madrid, 2026-12-01T09:00+01:00"
_WRITTEN_INSTANT = re.compile(
    r"""(?P<date> [0-9]{4}-[0-9]{2}-[0-9]{2} )
    (?: (?: T | \s+ ) (?P<time> (?: [01]?[0-9] | 2[0-3] ) :[0-9]{2} (?: :[0-9]{2} (?: \.[0-9]{1,6} )? )? ) )?
    (?: \s* (?P<offset> Z | [+-][0-9]{2} (?: :?[0-9]{2} )? ) )?
    (?: \s+ (?P<named> [a-z] [^\s\[\]]* ) | \s* \[ !? (?P<bracketed> [^\[\]]+ ) \] )?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# What a machine may have among its zones and is none of a place: its own, and those that count leap seconds.
_NO_PLACES = ("localtime", "Factory", "posix", "posixrules", "right")
# No clock is further from UTC: Kiribati is at +14:00, Baker Island at -12:00.
_LAST_MINUTE = 59
_FURTHEST_EAST, _FURTHEST_WEST = timedelta(hours=14), timedelta(hours=-12)


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name.

    Raises:
        ValueError: there is none of that name; the text says which may be meant.
    """
    if name.partition("/")[0] not in _NO_PLACES:
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(name)
    raise ValueError(f"there is no time zone {name!r}{_meant_zone(name)}")


def _meant_zone(name: str) -> str:
    """Return a question whether another zone is meant; none for offsets: `Etc/GMT+1` is west of GMT."""
    if re.search(r"[+-][0-9]", name):
        return ""
    name_by_small = {
        small: known
        for known in sorted(available_timezones())
        for small in (known.casefold(), known.rpartition("/")[2].casefold())
    }
    meant = get_close_matches(name.casefold().replace(" ", "_"), name_by_small, n=1, cutoff=0.8)
    return f", did you mean {name_by_small[meant[0]]}" if meant else ""


def instant_of(text: str, *, zone: ZoneInfo, now: datetime, for_now: str) -> datetime:
    """Return the instant that a text names, in the zone that it is meant in.

    Args:
        text: day and hour, and where it matters an offset, an IANA zone, or both (RFC 9557).
        zone: what is meant where the text names neither.
        now: the present; what is not after it is over.
        for_now: what is to be done by somebody who means now.

    Raises:
        ValueError: it names no instant, none that there is, two, or one that is over.

    >>> noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    >>> str(instant_of("2026-12-01T09:00", zone=ZoneInfo("Europe/Madrid"), now=noon, for_now=""))
    '2026-12-01 09:00:00+01:00'
    """
    match = _WRITTEN_INSTANT.fullmatch(text.strip())
    if text.strip().casefold() == "now":
        raise ValueError(f"{text!r} is no time. For now, {for_now}")
    if match is None:
        raise ValueError(f"{text!r} is no time. Write one such as {_EXAMPLE}")
    if match["time"] is None:
        raise ValueError(f"{text!r} is a day without an hour. Name the hour too: {match['date']}T09:00")
    try:
        instant = _meant_instant(match, zone)
        require_to_come(instant, now=now)
    except OverflowError:
        raise ValueError(f"{text!r} is beyond the calendar. Write one such as {_EXAMPLE}") from None
    return instant


def require_to_come(instant: datetime, *, now: datetime) -> None:
    """Raise ValueError for an instant that is over."""
    if instant.astimezone(UTC) <= now:
        shown_now = instant_text(now.astimezone(instant.tzinfo).replace(second=0, microsecond=0))
        raise ValueError(f"{instant_text(instant)} is over, it is {shown_now} now. Name a later time")


def instant_text(instant: datetime) -> str:
    """Return an instant for people: weekday, day and hour in its zone, and in UTC where that is another.

    >>> instant_text(datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo("Europe/Madrid")))
    'Tuesday, 1 December 2026, 00:30 Europe/Madrid (Monday, 30 November 2026, 23:30 UTC)'
    """
    shown = f"{_day_text(instant)}, {_hour_text(instant)} {_zone_text(instant)}"
    if _zone_text(instant) == USUAL_ZONE:
        return shown
    universal = instant.astimezone(UTC)
    other_day = f"{_day_text(universal)}, " if universal.date() != instant.date() else ""
    return f"{shown} ({other_day}{_hour_text(universal)} UTC)"


def _wall_time(match: re.Match[str]) -> datetime:
    """Return what calendar and clock show, without a zone."""
    hour, _, rest = match["time"].partition(":")
    try:
        return datetime.fromisoformat(f"{match['date']}T{hour:0>2}:{_six_digits(rest)}")
    except ValueError:
        raise ValueError(
            f"{match[0]!r} is on no calendar or no clock. Write one such as {_EXAMPLE}"
        ) from None


def _six_digits(minutes: str) -> str:
    """Return minutes and seconds with a fraction that Python 3.11 reads."""
    whole, dot, fraction = minutes.partition(".")
    return f"{whole}.{fraction:0<6}" if dot else whole


def _meant_instant(match: re.Match[str], newsroom_zone: ZoneInfo) -> datetime:
    """Return the instant by what the text says of its zone: an offset, a name, both or nothing."""
    wall_time, offset, zone = _wall_time(match), _offset_of(match["offset"]), _named_zone(match)
    if offset is None:
        return _only_instant(wall_time, zone or newsroom_zone)
    instant = wall_time.replace(tzinfo=offset)
    if zone is None:
        return instant
    local = instant.astimezone(zone)
    # RFC 9557 §2: Z says what UTC shows, and nothing of the zone's own offset.
    if match["offset"] not in "Zz" and local.utcoffset() != instant.utcoffset():
        raise ValueError(
            f"{zone.key} is at {_offset_text(local)} then, not at {match['offset']}. Name one of the two only"
        )
    return local


def _named_zone(match: re.Match[str]) -> ZoneInfo | None:
    name = match["named"] or match["bracketed"]
    try:
        return zone_of(name.strip()) if name else None
    except ValueError as error:
        raise ValueError(
            f"{error}. Write an IANA name such as Europe/Madrid, or an offset such as +01:00"
        ) from None


def _offset_of(text: str | None) -> timezone | None:
    if text is None:
        return None
    hours, minutes = (0, 0) if text in "Zz" else (int(text[1:3]), int(text[3:].lstrip(":") or 0))
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
    if minutes > _LAST_MINUTE or not _FURTHEST_WEST <= offset <= _FURTHEST_EAST:
        raise ValueError(f"{text} is no place's offset from UTC. Write one such as +01:00")
    return timezone(offset) if offset else UTC


def _only_instant(wall_time: datetime, zone: ZoneInfo) -> datetime:
    """Return the one instant at which clocks of a zone show this.

    Raises:
        ValueError: they never do, since they are put forward over it; or they do twice.
    """
    first, second = (wall_time.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    shown = f"{_day_text(wall_time)}, {_hour_text(wall_time)}"
    before, after = first.utcoffset(), second.utcoffset()
    assert before is not None
    assert after is not None
    if before == after:
        return first
    if after > before:
        later = (wall_time + (after - before)).isoformat(timespec="minutes")
        raise ValueError(
            f"There is no {shown} in {zone.key}: clocks are put forward over it. "
            f"Name another time, such as {later}"
        )
    spellings = " or ".join(
        f"{wall_time.isoformat(timespec='minutes')}{_offset_text(instant)}" for instant in (first, second)
    )
    raise ValueError(
        f"{shown} comes twice in {zone.key}: clocks are put back over it. Say which by an offset: {spellings}"
    )


def _day_text(instant: datetime) -> str:
    return f"{instant:%A}, {instant.day} {instant:%B} {instant.year}"


def _hour_text(instant: datetime) -> str:
    return f"{instant:%H:%M:%S}" if instant.second or instant.microsecond else f"{instant:%H:%M}"


def _zone_text(instant: datetime) -> str:
    zone = instant.tzinfo
    if isinstance(zone, ZoneInfo):
        return zone.key
    return USUAL_ZONE if zone is UTC else _offset_text(instant)


def _offset_text(instant: datetime) -> str:
    return instant.isoformat(timespec="minutes")[-6:]
