"""A made-up month: sessions on three days at two locations, with everything a report counts.

Raw events are kept beside the folds, so that a test can count again without any of our folds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.models import office_commands as c
from app.models.act import Event
from app.models.commands import (
    Correct,
    EndSession,
    EstablishNoShow,
    HandIn,
    LeaveForAMoment,
    NoteIrregularity,
    RegisterArrival,
    ReportProvision,
    SettleDifference,
    StartSession,
    Undo,
)
from app.models.deliveries import Sending
from app.models.dossier_told import DossierTold, ReadNoted, ResultSent, SourceNoted
from app.models.facts import NoShowEstablished
from app.models.fold import DOSSIER, RoomFold
from app.models.manifest import manifest_of
from app.models.marks import DocumentIssued, ReportAmended, ReportSealed
from app.models.office_day import OfficeDay
from app.models.office_facts import GlassBroken, RoleConfirmed, RoleGranted, RoleWithdrawn
from app.models.plan import ExtrasAdded, RulesChosen
from app.models.strict_json import dumps
from app.models.values import Aspect, ProvisionOutcome, Role, StaffRole
from tests.builders import (
    MINUTE,
    Play,
    Writer,
    a_candidate,
    a_laptop,
    a_plan,
    a_room,
    candidate_id,
)
from tests.models.test_hotline import Office

ZONE: Final = ZoneInfo("Europe/Amsterdam")
DAYS: Final = (date(2026, 6, 8), date(2026, 6, 9), date(2026, 6, 19))
"""A Monday and Tuesday, and a Friday of the week after."""
NOW: Final = datetime(2026, 6, 19, 14, 0, tzinfo=UTC)
PEOPLE: Final = 6
Absent = Callable[[int], tuple[int, ...]]
"""Which candidates of a session do not come."""


def one_absent(_: int) -> tuple[int, ...]:
    """The last one."""
    return (PEOPLE,)


BROKEN = GlassBroken("b2", Role.STEWARD, "b2", "brand", datetime(2026, 6, 9, 12, tzinfo=UTC))


@dataclass
class Month:
    """All plays of the month, what the office recorded, and what the dossier told."""

    plays: list[Play] = field(default_factory=list)
    office: list[Event] = field(default_factory=list)
    school: list[Event] = field(default_factory=list)

    @property
    def raw(self) -> list[Event]:
        """Every event of the rooms, as it was written."""
        return [each for play in self.plays for each in play.fold.events.values()]

    def day(self) -> OfficeDay:
        """Return what the office holds."""
        sessions = {play.session_id: play.session for play in self.plays}
        return OfficeDay(sessions, tuple(self.office), school=tuple(self.school))

    def told(self) -> DossierTold:
        """Return what the dossier knows beside: results, sources, reads."""
        sent = []
        for n, play in enumerate(self.plays):
            state = (Sending.DELIVERED, Sending.DELIVERED, Sending.WAITING, Sending.REFUSED)[n % 4]
            at = play.now + 20 * MINUTE
            answered = at + 3 * MINUTE if state is Sending.DELIVERED else None
            status = {Sending.DELIVERED: 200, Sending.REFUSED: 400}.get(state)
            for whose in ("", candidate_id(1)):
                sent.append(ResultSent(play.session_id, whose, state, at, answered, 1, status))
        day = start_of(DAYS[1])
        sources = (
            SourceNoted("a1" * 32, "x1", "planner", day, ()),
            SourceNoted(
                "a2" * 32, "x2", "planner", day, ("locatie is gelezen als locationCode.",)
            ),
        )
        reads = (
            ReadNoted(day, "person b1", "feed session s-0 as coordinator at d1"),
            ReadNoted(day + MINUTE, "person b1", "refused list-reads as coordinator at d1"),
            ReadNoted(day + 2 * MINUTE, "command line", "codes a0.02.2026-06-09"),
        )
        return DossierTold(NOW, tuple(sent), sources, reads)


def start_of(day: date) -> datetime:
    """Return nine o'clock of a day in Amsterdam, in UTC."""
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=ZONE).astimezone(UTC)


def a_month(days: tuple[date, ...] = DAYS, absent: Absent = one_absent) -> Month:
    """Two sessions on each day: in each somebody is late and absent; the last is not ended."""
    month = Month()
    for n, day in enumerate(days):
        for m, location in enumerate(("Kanaalstraat", "Havenstraat")):
            is_last = (n, m) == (len(days) - 1, 1)
            session = _session(2 * n + m, day, location, absent(2 * n + m), ends=not is_last)
            month.plays.append(session)
    _amend(month.plays[0])
    at_office = Office(month.plays[0])
    (issue,) = at_office.do(c.OpenIssue("Geen geldig ID", "pas komt"), start_of(DAYS[0]))
    assert issue.body is not None
    key = at_office.day().issues[-1].key
    at_office.do(c.SolveIssue(key, "pas gezien"), start_of(DAYS[0]) + 16 * MINUTE)
    at_office.do(c.OpenIssue("Te weinig opgaven", room="a0.02"), start_of(DAYS[1]))
    month.office = at_office.events
    writer = Writer(DOSSIER)
    for n, act in enumerate((RoleGranted("b2", Role.AUDITOR, "s1"), RoleConfirmed("s2"),
                             RoleWithdrawn("s1"), BROKEN)):  # fmt: skip
        month.school.append(writer.act(act, start_of(DAYS[1]) + n * MINUTE, scope="school"))
    return month


def _session(n: int, day: date, location: str, absent: tuple[int, ...], *, ends: bool) -> Play:
    """Return a session of six: four present, one late, some absent; sealed, but the fourth one."""
    start, label = start_of(day), ("A0.02", "B1.14")[n % 2]
    session, room = f"s-{n}", label.lower()
    play = Play(Writer(DOSSIER), Writer(f"EX-{n}"), RoomFold(room), session, room)
    before = start - timedelta(days=1)
    plan = a_plan(
        name=("Rekenen niveau 4", "Engels lezen B1")[n % 2],
        starts_at=start.isoformat(),
        ends_at=(start + 90 * MINUTE).isoformat(),
        location_hint=label if n else None,
    )
    play.plan(plan, at=before)
    kind = ("institution", "central")[n % 2]
    play.plan(
        RulesChosen(kind, dumps({"id": kind, "title": kind, "kind": kind}).decode()), at=before
    )
    play.plan(a_room(label, location=location, day=day.isoformat()), at=before)
    for number in range(1, PEOPLE + 1):
        extra = 30 if number == 1 else None
        needs = ("spoken",) if number == 2 else ()
        play.plan(
            a_candidate(number, extra_time_min=extra, needs=needs), candidate_id(number), before
        )
        team = "Zorg" if number % 2 else "Techniek"
        play.plan(ExtrasAdded(programme=team), candidate_id(number), before)
    play.take(play.laptop.open_shift(start - 40 * MINUTE, play.scope))
    for number in sorted({*range(1, 5)} - {*absent}):
        play.do(RegisterArrival(session, candidate_id(number)), start - 10 * MINUTE)
    play.do(StartSession(session), start)
    if 5 not in absent:
        play.do(RegisterArrival(session, candidate_id(5)), start + 9 * MINUTE)
    for number in absent:
        play.do(EstablishNoShow(session, (candidate_id(number),)), start + 31 * MINUTE)
    outcome = (ProvisionOutcome.GIVEN, ProvisionOutcome.NOT_DELIVERED)[n % 2]
    reason = None if n % 2 == 0 else "broken"
    play.do(
        ReportProvision(session, candidate_id(2), "spoken", outcome, reason), start + 5 * MINUTE
    )
    if n == 0:
        _repair(play, start)
    if n == 2:
        _differ(play, start)
    if ends:
        _close(play, start, n, absent)
    return play


def _close(play: Play, start: datetime, n: int, absent: tuple[int, ...]) -> None:
    """Hand in, end, seal after n + 5 minutes, and let the dossier receive it two minutes later."""
    for number in sorted({*range(1, PEOPLE)} - {*absent}):
        play.do(HandIn(play.session_id, (candidate_id(number),)), start + 85 * MINUTE)
    play.do(EndSession(play.session_id), start + 90 * MINUTE)
    if n == 3:
        return
    events = play.fold.in_scope(play.scope)
    manifest = manifest_of(
        events, play.scope, lambda _: bytes(32), standaardset="x", render_version=1
    )
    sealed = start + (95 + n) * MINUTE
    seal = play.laptop.act(ReportSealed(manifest, ()), sealed, scope=play.scope)
    play.take(seal)
    issued = DocumentIssued(f"d{n}", "00" * 32, seal.leaf, 1, "pv.pdf")
    play.take(play.dossier.act(issued, sealed + 2 * MINUTE, scope=play.scope))


def _repair(play: Play, start: datetime) -> None:
    """A correction with a reason, a mistake taken back at once, and a suspicion for the board."""
    came = play.enrolment(candidate_id(4)).arrival
    assert came is not None
    play.do(Correct(play.session_id, came.event.leaf, "verkeerde kandidaat"), start + 15 * MINUTE)
    play.do(RegisterArrival(play.session_id, candidate_id(4)), start + 16 * MINUTE)
    play.do(LeaveForAMoment(play.session_id, candidate_id(1), "toilet"), start + 40 * MINUTE)
    play.do(Undo(), start + 41 * MINUTE)
    note = NoteIrregularity(
        play.session_id, candidate_id(3), "phone", "Telefoon.", is_reported=True
    )
    play.do(note, start + 50 * MINUTE)


def _differ(play: Play, start: datetime) -> None:
    """A second laptop says two candidates were not there; of one the difference is settled."""
    other = a_laptop("EX-9", start - 20 * MINUTE, play.scope)
    play.take(*other.written)
    for number in (3, 4):
        who = candidate_id(number)
        play.take(other.act(NoShowEstablished(), start + 31 * MINUTE, who, scope=play.scope))
    kept = play.enrolment(candidate_id(3)).values[Aspect.ARRIVAL].heads[0]
    settle = SettleDifference(play.session_id, candidate_id(3), Aspect.ARRIVAL, kept.leaf)
    play.do(settle, start + 45 * MINUTE)


def _amend(play: Play) -> None:
    """Words after the seal."""
    seal = play.part.seals[0][0]
    amended = ReportAmended("p1", "M. Vos", StaffRole.INVIGILATOR, seal.leaf, 1, "Telefoon uit.",
                            "later gehoord", "AA==", "AA==")  # fmt: skip
    play.take(play.laptop.act(amended, seal.observed + 30 * MINUTE, scope=play.scope))
