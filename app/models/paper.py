"""What every section of a session report needs: one part, its people and its words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.attendance_facts import CandidateAdded
from app.models.collation import name_key, seat_key
from app.models.marks import ReportSealed
from app.models.plan import CandidatePlanned
from app.models.remembered import OfEach, Remembered
from app.models.session import Enrolment, ExamSession, Part, Shift, Signature
from app.models.timing import Schedule, schedule_of
from app.models.words import clock_text, day_text, full_name, list_name, listed, staff_name


@dataclass(frozen=True, slots=True)
class Paper:
    """One session in one room, with its schedule and time zone, ready to be told."""

    session: ExamSession
    part: Part
    schedule: Schedule
    zone: ZoneInfo
    writers: tuple[str, ...] = ()
    """The laptops whose record alone it tells; empty: of all that wrote here."""
    laptop: str = ""
    """The laptop that it is shown on; empty where it is shown on none."""

    @property
    def seal(self) -> tuple[Event, ReportSealed] | None:
        """The seal that closed it: for the laptop it is shown on, else for all."""
        return self.part.seal_for(self.laptop)

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures under this report, and not under one over other laptops."""
        found = self.part.signatures
        return tuple(each for each in found if each.act.manifest.writers == self.writers)

    def clock(self, moment: datetime | None, *, seconds: bool = False) -> str:
        """Return a local time, or a dash where there is none."""
        return "–" if moment is None else clock_text(moment, self.zone, seconds=seconds)

    def day(self, *, year: bool = True) -> str:
        """Return the day of the exam in words."""
        return day_text(self.local_day, year=year)

    @property
    def local_day(self) -> date:
        """The local day of the planned start."""
        return self.schedule.planned_start.astimezone(self.zone).date()

    @property
    def exam_name(self) -> str:
        """The name of the exam, literally as planned."""
        return "" if self.session.plan is None else self.session.plan.name

    @property
    def code(self) -> str:
        """The code of the exam, literally as planned."""
        return "" if self.session.plan is None else self.session.plan.code

    @property
    def room_label(self) -> str:
        """The label of the room."""
        return self.part.room if self.part.plan is None else self.part.plan.label

    @property
    def label(self) -> str:
        """The label of the room, and of the laptop whose part of it this is."""
        if not self.writers:
            return self.room_label
        return f"{self.room_label}, laptop {listed(list(self.writers))}"

    @property
    def reference(self) -> str:
        """Kenmerk: recognisable for people, never a key."""
        label = "".join((self.room_label, *self.writers))
        letters = "".join(char for char in label if char.isalnum())
        return f"PV-{self.local_day:%Y-%m%d}-{letters}-{self.session.id[:4]}".upper()

    def enrolments(self) -> list[Enrolment]:
        """Return who is listed, by seat where known, else by name.

        Of a laptop's part only those it recorded: who else was in the room is for the others.
        """
        _, shown = _listed(self.session, self.part.room)
        return [each for each in shown if each.has_facts or not self.writers]

    def name(self, enrolment: Enrolment | None) -> str:
        """Return the name as listed; a candidate without a plan is told as such."""
        plan = None if enrolment is None else enrolment.plan
        if plan is None:
            added = None if enrolment is None else enrolment.added
            return "bijgeschreven kandidaat" if added is None else added.name
        return list_name(plan.preferred_name, plan.given_name, plan.surname_prefix, plan.surname)

    def number(self, enrolment: Enrolment | None) -> str:
        """Return the student number."""
        plan = None if enrolment is None else enrolment.plan
        if plan is not None:
            return plan.number
        added = None if enrolment is None else enrolment.added
        return "–" if added is None else added.number or "–"

    def recorded_by(self, event: Event) -> str:
        """Return under whose shift an event was recorded: "R. Vos en M. Bakır"."""
        shift = self.shift_of(event)
        if shift is None:
            return "het examenbureau"
        return listed([staff_name(person.name) for person in shift.people])

    def shift_of(self, event: Event) -> Shift | None:
        """Return the shift of an event."""
        return next((s for s in self.part.shifts if s.leaf == event.header.shift), None)


def spoken_name(enrolment: Enrolment) -> str:
    """Return the name as spoken: "Noor in 't Veld"."""
    plan = enrolment.plan
    if plan is None:
        return "Bijgeschreven kandidaat" if enrolment.added is None else enrolment.added.name
    return full_name(plan.preferred_name, plan.given_name, plan.surname_prefix, plan.surname)


PARTS_KEPT: Final = 64
Seating = tuple[tuple[str, CandidatePlanned | CandidateAdded | None, str | None], ...]
"""Who is listed, how planned or added by hand, and on which seat."""
_ORDERS: Final[dict[tuple[str, str], tuple[Seating, list[int]]]] = {}
"""The last order of a part, and the plans and seats that it follows from."""


@Remembered
def _listed(session: ExamSession, room: str) -> tuple[Seating, tuple[Enrolment, ...]]:
    here = session.in_room(room)
    ground = _seated((session.id, room), here)
    known = _ORDERS.get((session.id, room))
    if known is None or known[0] != ground:
        if len(_ORDERS) >= PARTS_KEPT:
            _ORDERS.clear()
        order = sorted(range(len(here)), key=lambda at: listing_key(here[at]))
        known = _ORDERS[(session.id, room)] = (ground, order)
    return known[0], tuple(map(here.__getitem__, known[1]))


@OfEach
def _seated(each: Enrolment) -> tuple[str, CandidatePlanned | CandidateAdded | None, str | None]:
    return each.candidate, each.plan or each.added, each.seat


def seating_of(paper: Paper) -> Seating:
    """Return who is listed, with what order and names follow from.

    It stays the same object as long as nobody's plan or seat is another.
    """
    return _listed(paper.session, paper.part.room)[0]


def listing_key(enrolment: Enrolment) -> tuple[object, ...]:
    """Return the order of listing: people with a seat by seat, then the others by name."""
    plan, added = enrolment.plan, enrolment.added
    name = (
        name_key("~" if added is None else added.name, "", enrolment.candidate)
        if plan is None
        else name_key(plan.surname, plan.preferred_name or plan.given_name, enrolment.candidate)
    )
    return (enrolment.seat is None, seat_key(enrolment.seat or ""), name)


def paper_of(
    session: ExamSession, room: str, writers: tuple[str, ...] = (), laptop: str = ""
) -> Paper | None:
    """Return the paper of a part, or None when there is no plan to tell it by."""
    part = session.parts.get(room)
    schedule = None if part is None else schedule_of(session, part)
    if part is None or schedule is None:
        return None
    name = "Europe/Amsterdam" if part.plan is None else part.plan.time_zone
    return Paper(session, part, schedule, ZoneInfo(name), writers, laptop)
