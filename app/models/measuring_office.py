"""What the office and the dossier give to the figures: issues, messages, reads, roles, sources."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.deliveries import Sending
from app.models.dossier_told import DossierTold, ResultSent
from app.models.hotline import Issue
from app.models.measures import Tally, Trace
from app.models.office_day import OfficeDay
from app.models.office_facts import GlassBroken, RoleConfirmed, RoleGranted, RoleWithdrawn
from app.models.reads_told import REFUSED
from app.models.retention_facts import PersonErased
from app.models.spans import Span
from app.models.words import SCHOOL_ROLE

OPERATOR: Final = "command line"
"""Who reads at the server itself, as the log of reads calls them."""
OF_ROLES: Final = (RoleGranted, RoleConfirmed, RoleWithdrawn, GlassBroken)
MINUTE: Final = timedelta(minutes=1)


def tally_issues(issues: Iterable[Issue], span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count the issues of a time: those that are solved, how long that took, what is open."""
    for issue in issues:
        on = issue.since.astimezone(zone).date()
        first = issue.acts[0].leaf if issue.acts else issue.key
        told = Trace(on, issue.session or "", issue.room or "", "", first, issue.since,
                     "" if issue.owner is None else issue.owner.name, "issue",
                     f"{issue.number}: {issue.title}")  # fmt: skip
        if issue.is_open and on <= span.last:
            tally.count("open-issues", told)
        if not span.holds(on):
            continue
        tally.count("issues", told)
        tally.among("solved", told)
        if issue.solved_at is not None:
            tally.count("solved", told)
            took = (issue.solved_at - issue.since) / MINUTE
            tally.count("issue-time", replace(told, at=issue.solved_at, minutes=took))


def tally_roles(day: OfficeDay, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count the roles that were given, also in an emergency, confirmed and withdrawn."""
    keys = {RoleGranted: "granted-roles", RoleConfirmed: "confirmed-roles",
            RoleWithdrawn: "withdrawn-roles", GlassBroken: "broken-glass"}  # fmt: skip
    names = day.names
    for event in day.school:
        act = None if event.body is None else event.body.act
        on = event.header.corrected.astimezone(zone).date()
        if not isinstance(act, OF_ROLES) or not span.holds(on):
            continue
        detail = ""
        if isinstance(act, RoleGranted | GlassBroken):
            reason = f": {act.reason}" if isinstance(act, GlassBroken) else ""
            detail = f"{names.get(act.person, act.person)}, {SCHOOL_ROLE[act.role]}{reason}"
        tally.count(
            keys[type(act)],
            Trace(on, leaf=event.leaf, at=event.header.corrected, by=act.by, what=act.TYPE,
                  detail=detail),
        )  # fmt: skip


def tally_erased(day: OfficeDay, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count the people of whom something was erased at its term, by the word of two."""
    for event, act in _erasures(day):
        on = event.header.corrected.astimezone(zone).date()
        if span.holds(on):
            told = Trace(on, leaf=event.leaf, at=event.header.corrected, what=act.TYPE,
                         by=f"{act.by}, {act.confirmed_by}", detail=str(act.bodies))  # fmt: skip
            tally.count("erased-people", told)


def tally_dismissed(day: OfficeDay, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count what was recorded at the office and has no effect; rooms count their own."""
    for each in day.dismissed:
        on = _on(each.event.observed, zone)
        if not each.is_of_room and span.holds(on):
            told = Trace(on, leaf=each.event.leaf, at=each.event.observed, by=each.by,
                         what=each.reason.value, detail=each.says())  # fmt: skip
            tally.count("aside", told)


def gone_of(day: OfficeDay, sessions: Container[str]) -> int:
    """Return of how many people something was erased in these sessions: it counts no longer."""
    return len({
        act.person for _, act in _erasures(day)
        if any(went.partition("/")[0] in sessions for went in act.went)
    })  # fmt: skip


def tally_reads(told: DossierTold, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count who read personal data: at the office, at the server itself, and what was refused."""
    for read in told.reads or ():
        on = _on(read.at, zone)
        if not span.holds(on):
            continue
        key = "reads"
        if read.what.startswith(REFUSED):
            key = "refused-reads"
        elif read.who == OPERATOR:
            key = "operator-reads"
        tally.count(key, Trace(on, at=read.at, by=read.who, what="read", detail=read.what))


def tally_sent(
    about: Iterable[tuple[date, ResultSent]], issued: Mapping[str, datetime], tally: Tally
) -> None:
    """Count the messages about sessions: delivered, waiting, refused.

    Args:
        about: each message with the local day of its session.
        issued: when the report of a session was received whole, where it was.
        tally: where it is counted.
    """
    for on, each in about:
        detail = "" if each.status is None else f"antwoord {each.status}"
        trace = Trace(on, each.session, "", each.candidate, "", each.answered or each.since, "",
                      each.state.value, detail)  # fmt: skip
        tally.count(each.state.value, trace)
        since = issued.get(each.session)
        is_report = not each.candidate and each.state is Sending.DELIVERED
        if is_report and since is not None and each.answered is not None:
            took = max(0.0, (each.answered - since) / MINUTE)
            tally.count("deliver", replace(trace, minutes=took))


def tally_sources(told: DossierTold, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count what the planner sent that was read leniently, and each warning by itself."""
    for source in told.sources:
        on = _on(source.at, zone)
        if not span.holds(on):
            continue
        trace = Trace(on, leaf=source.leaf, at=source.at, by=source.client, what="source",
                      detail=source.resource)  # fmt: skip
        tally.among("warned", trace)
        if source.warnings:
            tally.count("warned", trace)
        for warning in source.warnings:
            tally.count("warnings", replace(trace, detail=warning))


# ---------------------------------------------------------------- within


def _erasures(day: OfficeDay) -> Iterator[tuple[Event, PersonErased]]:
    for event in day.erasures:
        if event.body is not None and isinstance(event.body.act, PersonErased):
            yield event, event.body.act


def _on(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
