"""The desk of a half-day: who was to come, who came, what went out and what came back (16).

Expected is whoever the plan assigned to a room; who comes without that stands there too. Nothing
is kept: rows follow from the plan and from the acts of the office.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.desk_facts import StaffReceived, ThingsIssued, ThingsReturned
from app.models.office_day import OfficeDay
from app.models.plan import PersonAssigned
from app.models.registers import shown_order
from app.models.session import ExamSession, Part
from app.models.standing import standings
from app.models.timing import is_on_its_day, schedule_of
from app.models.values import DayPart, StaffRole, Status

NOON, EVENING_FROM = 12, 17


class DeskState(StrEnum):
    """How far somebody is at the desk."""

    EXPECTED = "expected"
    RECEIVED = "received"
    OUT = "out"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One person at the desk for one room in one half-day.

    `made` is how many handed in work by the record; None while the room has not ended.
    """

    person: str
    name: str
    room: str
    label: str
    location: str
    exam: str
    role: StaffRole
    received: tuple[Event, StaffReceived] | None = None
    issued: tuple[Event, ThingsIssued] | None = None
    returned: tuple[Event, ThingsReturned] | None = None
    made: int | None = None

    @property
    def state(self) -> DeskState:
        """How far it is."""
        if self.returned is not None:
            return DeskState.BACK
        if self.issued is not None:
            return DeskState.OUT
        return DeskState.EXPECTED if self.received is None else DeskState.RECEIVED

    @property
    def key(self) -> str:
        """What tells rows apart."""
        return f"{self.person}/{self.room}"

    @property
    def missing(self) -> int:
        """How many pieces did not come back, of an envelope that was counted; else 0."""
        if self.issued is None or self.returned is None or self.issued[1].pieces is None:
            return 0
        back = (self.returned[1].made or 0) + (self.returned[1].unused or 0)
        return self.issued[1].pieces - back


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """The sums of a half-day. Every one of them is a count of rows."""

    expected: int = 0
    received: int = 0
    identities: int = 0
    laptops_out: int = 0
    laptops_back: int = 0
    pieces_out: int = 0
    pieces_back: int = 0
    cards_out: int = 0
    cards_back: int = 0


def day_part_of(moment: datetime, zone: ZoneInfo) -> DayPart:
    """Return the half-day of a moment."""
    hour = moment.astimezone(zone).hour
    if hour < NOON:
        return DayPart.MORNING
    return DayPart.AFTERNOON if hour < EVENING_FROM else DayPart.EVENING


def desk_rows(day: OfficeDay, day_part: DayPart, zone: ZoneInfo) -> tuple[DeskRow, ...]:
    """Return everybody of a half-day, by location, room and name."""
    rows: dict[str, DeskRow] = {}
    for session in day.sessions.values():
        for part in session.parts.values():
            if _is_in(session, part, day_part, zone):
                for row in _planned(session, part):
                    known = rows.get(row.key)
                    rows[row.key] = row if known is None else _joined(known, row)
    for row in _unplanned(day, day_part, rows):
        rows[row.key] = row
    told = _with_acts(rows, day.office, day_part)
    return tuple(sorted(told.values(), key=lambda row: (row.location, row.label, row.name)))


def figures_of(rows: Iterable[DeskRow]) -> DeskFigures:
    """Return the sums over rows."""
    every = list(rows)
    issued = [(row, row.issued[1]) for row in every if row.issued is not None]
    back = [(row, row.returned[1]) for row in every if row.returned is not None]
    return DeskFigures(
        expected=len({row.person for row in every}),
        received=len({row.person for row in every if row.received is not None}),
        identities=len(
            {row.person for row in every if row.received and row.received[1].is_identity_seen}
        ),
        laptops_out=sum(act.laptop is not None for _, act in issued),
        laptops_back=sum(act.laptop is not None for _, act in back),
        pieces_out=sum(act.pieces or 0 for _, act in issued),
        pieces_back=sum((act.made or 0) + (act.unused or 0) for _, act in back),
        cards_out=sum(act.card is not None for _, act in issued),
        cards_back=sum(act.is_card_destroyed for _, act in back),
    )


# ---------------------------------------------------------------- within


def _is_in(session: ExamSession, part: Part, day_part: DayPart, zone: ZoneInfo) -> bool:
    schedule = schedule_of(session, None)
    is_held = session.is_active and is_on_its_day(session, part)
    return (
        is_held
        and schedule is not None
        and (day_part_of(schedule.planned_start, zone) is day_part)
    )


def _planned(session: ExamSession, part: Part) -> Iterable[DeskRow]:
    last: dict[str, PersonAssigned] = {}
    for person in part.people:
        last[person.person] = person
    for person in last.values():
        if person.is_assigned:
            yield DeskRow(
                person=person.person,
                name=person.name,
                room=part.room,
                label=part.room if part.plan is None else part.plan.label,
                location="" if part.plan is None else part.plan.location,
                exam="" if session.plan is None else session.plan.name,
                role=person.role,
                made=_made(session, part),
            )


def _made(session: ExamSession, part: Part) -> int | None:
    if part.ended_at is None:
        return None
    told = standings(session, part).values()
    return sum(each.status is Status.HANDED_IN for each in told)


def _joined(known: DeskRow, other: DeskRow) -> DeskRow:
    """Return one row for somebody with several exams in one room."""
    made = None
    if known.made is not None and other.made is not None:
        made = known.made + other.made
    return replace(known, exam=f"{known.exam}, {other.exam}", made=made)


def _unplanned(
    day: OfficeDay, day_part: DayPart, rows: Mapping[str, DeskRow]
) -> Iterable[DeskRow]:
    """Yield who came to the desk without a place in the plan, as from the reserve pool."""
    for event in day.office:
        act = None if event.body is None else event.body.act
        if isinstance(act, StaffReceived | ThingsIssued) and act.day_part == day_part.value:
            room = act.room or ""
            if f"{act.person}/{room}" in rows or any(
                row.person == act.person and not room for row in rows.values()
            ):
                continue
            parts = day.parts_of(room)
            plan = parts[0][1].plan if parts else None
            yield DeskRow(
                person=act.person,
                name=act.name,
                room=room,
                label=room if plan is None else plan.label,
                location="" if plan is None else plan.location,
                exam="reserve",
                role=StaffRole.INVIGILATOR,
            )


def _with_acts(
    rows: Mapping[str, DeskRow], office: Iterable[Event], day_part: DayPart
) -> dict[str, DeskRow]:
    found = dict(rows)
    issue_of: dict[str, str] = {}
    for event in sorted(office, key=shown_order):
        act = None if event.body is None else event.body.act
        if isinstance(act, StaffReceived) and act.day_part == day_part.value:
            _receive(found, event, act)
        elif isinstance(act, ThingsIssued) and act.day_part == day_part.value:
            issue_of[event.leaf] = key = f"{act.person}/{act.room}"
            if key in found:
                found[key] = replace(found[key], issued=(event, act), returned=None)
        elif isinstance(act, ThingsReturned):
            _return(found, event, act, issue_of)
    return found


def _receive(found: dict[str, DeskRow], event: Event, act: StaffReceived) -> None:
    for key, row in found.items():
        if row.person == act.person and act.room in (None, row.room):
            found[key] = replace(row, received=(event, act))


def _return(
    found: dict[str, DeskRow], event: Event, act: ThingsReturned, issue_of: Mapping[str, str]
) -> None:
    for leaf in () if event.body is None else event.body.refs:
        key = issue_of.get(leaf, "")
        if key in found:
            found[key] = replace(found[key], returned=(event, act))
