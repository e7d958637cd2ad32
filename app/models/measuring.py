"""The figures of a day, a week or a month, told anew from the record each time; nothing is kept.

A figure of a week is what the figures of its days add up to: the same fold, the same rules.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.models.dossier_told import DossierTold, ResultSent
from app.models.measures import Choice, Measure, MeasureKind, Missing, Tally
from app.models.measuring_office import (
    gone_of,
    tally_dismissed,
    tally_erased,
    tally_issues,
    tally_reads,
    tally_roles,
    tally_sent,
    tally_sources,
)
from app.models.measuring_record import tally_delivered, tally_record, tally_unplaced
from app.models.measuring_sessions import (
    Held,
    held_of,
    tally_complete,
    tally_session,
    team_of,
)
from app.models.office_day import OfficeDay
from app.models.paper import paper_of
from app.models.session import ExamSession
from app.models.spans import Span, SpanKind
from app.models.standards import minimum_set_on
from app.models.timing import is_on_its_day, schedule_of

SHARES: Final = ("no-show", "late", "complete", "provided", "solved", "warned", "no-hint")
LEADS: Final = ("seal", "receive", "deliver", "issue-time")
OF_HEALTH: Final = (
    "granted",
    "provided",
    "offered",
    "withheld",
    "unreported",
    "unknown-provision",
)
NEVER_RECEIVED: Final = ("establish", "register")
"""Establishing and registering a result: no date of either comes in (H20)."""
FROM_DOSSIER: Final = (
    "delivered",
    "waiting",
    "refused",
    "deliver",
    "warned",
    "warnings",
    "complete",
)
FROM_READS: Final = ("reads", "refused-reads", "operator-reads")
OF_SCHOOL: Final = (
    *FROM_READS,
    "granted-roles",
    "confirmed-roles",
    "withdrawn-roles",
    "broken-glass",
    "erased-people",
    "warned",
    "warnings",
    "no-room",
)
"""What has no location, team or type of exam."""

_COMING_IN: Final = ("warned", "warnings", "unknown-exam", "unknown-provision", "no-hint",
                     "no-room", "no-number", "same-number", "no-team", "added")  # fmt: skip
_ATTENDANCE: Final = ("planned", "sessions", "expected", "unreleased", "no-show", "late")
_PROVISIONS: Final = ("granted", "provided", "offered", "withheld", "unreported")
_STREAM: Final = ("delivered", "waiting", "refused")
GROUPS: Final[Mapping[SpanKind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    SpanKind.DAY: (
        ("attendance", _ATTENDANCE),
        ("stream", _STREAM),
        ("open", ("open-issues", "decisions", "differences", "unsealed")),
    ),
    SpanKind.WEEK: (
        ("lead", ("seal", "receive", "deliver", *NEVER_RECEIVED)),
        ("attendance", _ATTENDANCE),
        ("complete", ("complete", "unsealed")),
        ("provisions", _PROVISIONS),
        ("issues", ("issues", "solved", "issue-time", "calamities", "open-issues", "decisions")),
        ("stream", _STREAM),
        ("coming-in", _COMING_IN),
    ),
    SpanKind.MONTH: (
        ("quality", ("corrections", "undone", "amendments", "late-facts", "settled",
                     "differences", "copied", "aside", "gaps", "suspicions", "decisions")),
        ("audit", (*FROM_READS, "erased-people")),
        ("roles", ("granted-roles", "confirmed-roles", "withdrawn-roles", "broken-glass")),
        ("lead", ("seal", "receive", "deliver", *NEVER_RECEIVED)),
        ("attendance", _ATTENDANCE),
        ("complete", ("complete", "unsealed")),
        ("provisions", _PROVISIONS),
        ("issues", ("issues", "solved", "issue-time", "calamities")),
        ("stream", _STREAM),
        ("coming-in", _COMING_IN),
    ),
}  # fmt: skip
"""The figures of each report, in groups; the one its meeting is about comes first."""


class Stopped(Exception):
    """Somebody did not want to wait for it any longer."""


@dataclass(frozen=True, slots=True)
class Sorts:
    """What a report can be narrowed to: what occurs in its days."""

    locations: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a time. `as_of`: the place in time of the record they are told from, UTC.

    `told` is what the dossier said; None when it did not answer: then what only it knows is
    missing, and no figure stands in its place.
    """

    span: Span
    choice: Choice
    groups: tuple[tuple[str, tuple[Measure, ...]], ...]
    sorts: Sorts = field(default_factory=Sorts)
    told: DossierTold | None = None
    is_whole: bool = True
    gone: int = 0
    """Of how many people something was erased since: these figures count it no longer."""

    def measure(self, key: str) -> Measure | None:
        """Return a figure by its key, when this report has it."""
        return next((each for _, its in self.groups for each in its if each.key == key), None)


def measured(
    day: OfficeDay,
    span: Span,
    zone: ZoneInfo,
    choice: Choice,
    told: DossierTold | None = None,
    step: Callable[[int, int], bool] = lambda _done, _all: True,
) -> Figures:
    """Return the figures of a time.

    Args:
        day: everything the office holds.
        span: the local days.
        zone: of the school.
        choice: of which location, team and type of exam.
        told: what only the dossier knows.
        step: hears after each session how many of all are told; False stops.

    Raises:
        Stopped: `step` said so.
    """
    tally, everything = Tally(), _held(day.sessions.values(), span)
    held = [held_of(each.paper, choice) for each in everything if _is_chosen(each, choice)]
    outbox, standards = None if told is None else told.outbox, day.standards
    for done, each in enumerate(held, start=1):
        tally_session(each, tally)
        tally_record(each, tally)
        tally_delivered(each, tally)
        if outbox is not None:
            tally_complete(each, minimum_set_on(standards, each.on), outbox, tally)
        if not step(done, len(held)):
            raise Stopped
    if choice == Choice():
        _tally_whole(day, span, zone, tally)
    rooms = {each.paper.part.room for each in held}
    issues = [each for each in day.issues
              if choice == Choice() or (each.room is not None and each.room in rooms)]  # fmt: skip
    tally_issues(issues, span, zone, tally)
    if told is not None:
        tally_sent(_sent_about(held, told, choice), _issued(held), tally)
        tally_reads(told, span, zone, tally)
        tally_sources(told, span, zone, tally)
    groups = tuple(
        (group, tuple(_measure(key, tally, _missing(key, choice, told)) for key in keys))
        for group, keys in GROUPS[span.kind]
    )
    gone = gone_of(day, {each.paper.session.id for each in held})
    is_whole = day.is_whole and day.reaches(span.first)
    return Figures(span, choice, groups, _sorts(everything), told, is_whole, gone)


# ---------------------------------------------------------------- within


def _held(sessions: Iterable[ExamSession], span: Span) -> list[Held]:
    """Return what is held in these days; cancelled sessions only where something was recorded."""
    found = []
    day = timedelta(days=1)
    for session in sessions:
        schedule = schedule_of(session, None)
        on = None if schedule is None else schedule.planned_start.date()
        if on is None or not span.first - day <= on <= span.last + day:
            continue  # far off, in any time zone
        for room, part in session.parts.items():
            paper = paper_of(session, room)
            is_planned = session.is_active and is_on_its_day(session, part)
            is_held = part.plan is not None and (is_planned or part.started_at is not None)
            if paper is not None and is_held and span.holds(paper.local_day):
                found.append(held_of(paper, Choice()))
    return sorted(found, key=lambda each: (each.on, each.paper.session.id, each.paper.part.room))


def _tally_whole(day: OfficeDay, span: Span, zone: ZoneInfo, tally: Tally) -> None:
    """Count what is of the school as a whole."""
    tally_roles(day, span, zone, tally)
    tally_erased(day, span, zone, tally)
    tally_dismissed(day, span, zone, tally)
    for session in day.sessions.values():
        tally_unplaced(session, span, zone, tally)


def _is_chosen(held: Held, choice: Choice) -> bool:
    part, kind = held.paper.part, held.paper.session.rules.kind
    return (
        (not choice.location or (part.plan is not None and part.plan.location == choice.location))
        and (not choice.kind or kind == choice.kind)
        and (not choice.team or bool(held_of(held.paper, choice).people))
    )


def _sent_about(
    held: Iterable[Held], told: DossierTold, choice: Choice
) -> Iterable[tuple[date, ResultSent]]:
    """Return what was sent about these sessions, with the day of each; of a team its people."""
    found = list(held)
    days = {each.paper.session.id: each.on for each in found}
    who = {candidate for each in found for candidate in each.who}
    for sent in told.sent:
        is_chosen = not choice.team or not sent.candidate or sent.candidate in who
        if sent.session in days and is_chosen:
            yield days[sent.session], sent


def _issued(held: Iterable[Held]) -> dict[str, datetime]:
    """Return when the last paper of each session was received."""
    found: dict[str, datetime] = {}
    for each in held:
        for event, act in zip(each.paper.part.issued, each.paper.part.documents, strict=True):
            if not act.covers:
                before = found.get(each.paper.session.id, event.header.corrected)
                found[each.paper.session.id] = max(before, event.header.corrected)
    return found


def _missing(key: str, choice: Choice, told: DossierTold | None) -> Missing | None:
    """Return why a figure is not measured; None when it is."""
    if key in NEVER_RECEIVED:
        return Missing.NEVER_RECEIVED
    if key in OF_SCHOOL and choice != Choice():
        return Missing.WHOLE_SCHOOL
    if key in (*FROM_DOSSIER, *FROM_READS) and told is None:
        return Missing.NOT_ANSWERED
    if key in FROM_READS and told is not None and told.reads is None:
        return Missing.NOT_ALLOWED
    return None


def _measure(key: str, tally: Tally, missing: Missing | None) -> Measure:
    if missing is not None:
        return Measure(key, MeasureKind.UNMEASURED, missing=missing)
    kind = MeasureKind.COUNT
    if key in SHARES:
        kind = MeasureKind.SHARE
    elif key in LEADS:
        kind = MeasureKind.LEAD
    return tally.measure(key, kind, is_of_health=key in OF_HEALTH)


def _sorts(held: Iterable[Held]) -> Sorts:
    locations: set[str] = set()
    teams: set[str] = set()
    kinds: set[str] = set()
    for each in held:
        if each.paper.part.plan is not None:
            locations.add(each.paper.part.plan.location)
        kinds.add(each.paper.session.rules.kind.value)
        teams |= {team for one in each.people if (team := team_of(one.enrolment))}
    return Sorts(tuple(sorted(locations)), tuple(sorted(teams)), tuple(sorted(kinds)))
