"""What stands under the bar on every page of the office: a role that somebody got in a hurry."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.models.grants import Grant, broken_glass, told_grants
from app.models.office_day import OfficeDay
from app.models.words import SCHOOL_ROLE, clock_text
from app.screens.room.wording import Notice, Tone


def strip_notices(day: OfficeDay, now: datetime, zone: ZoneInfo) -> tuple[Notice, ...]:
    """Return a notice for every role that was given in an emergency and holds now."""
    names = day.names if day.school else {}
    return tuple(_notice(each, names, zone) for each in broken_glass(told_grants(day.school), now))


def _notice(grant: Grant, names: dict[str, str], zone: ZoneInfo) -> Notice:
    who, by = (names.get(each, each) for each in (grant.person, grant.by))
    until = "" if grant.until is None else f" tot {clock_text(grant.until, zone)}"
    giver = "zichzelf gegeven op de server" if grant.by == grant.person else f"door {by}"
    return Notice(
        Tone.WARNING,
        f"Noodrol: {who} is {SCHOOL_ROLE[grant.role]}{until}, {giver}.",
        f"Reden: {grant.reason}",
    )
