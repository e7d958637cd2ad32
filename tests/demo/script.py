"""What happens in each room on the demo's day: chance from a seed, and what must come of it.

The expected attendance is told by the script itself, from what it let happen; it never asks the
product. Acts are JSON-able: the name of a command and its members. A name with @ is something
that the stage does: beginning, closing, the outage.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.demo.day_file import Session, Student
from tests.demo.rooms import Room

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
HALF_HOUR = 30 * MINUTE
LATE_START = 7 * MINUTE


@dataclass(frozen=True)
class Act:
    """One handling on one laptop of one room at one moment."""

    at: datetime
    laptop: int
    do: str
    members: dict[str, Any] = field(default_factory=dict)


@dataclass
class PartScript:
    """One session in one room: who does what when, and the attendance that must go out."""

    session: Session
    room: Room
    students: list[Student]
    starts: datetime
    acts: list[Act] = field(default_factory=list)
    expected: dict[str, str] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    disputed: str | None = None

    @property
    def span(self) -> timedelta:
        """How long the exam takes for who has no extra time."""
        return self.session.duration

    def at(self, share: float) -> datetime:
        """Return the whole second at a share of the exam."""
        return self.starts + timedelta(seconds=int(self.span.total_seconds() * share))

    @property
    def opens(self) -> datetime:
        """The moment of the first act."""
        return min(act.at for act in self.acts)

    @property
    def closes(self) -> datetime:
        """The moment of the last act."""
        return max(act.at for act in self.acts)


OUTAGE = (0.06, 0.47)
DISPUTE, SETTLED = 0.10, 0.48


class Playwright:
    """Writes the script of one part."""

    def __init__(self, script: PartScript, chance: Random) -> None:
        self.script, self.chance = script, chance
        self.session = script.session
        self.start = script.starts
        self._place = {each.enrolment: n for n, each in enumerate(script.students)}

    def write(self) -> PartScript:
        """Fill the script: arrivals, start, late ones, comings and goings, ends."""
        students = list(self.script.students)
        self.chance.shuffle(students)
        n = len(students)
        absent = students[: n // 20 + (n >= 4)]
        has_late = self._entry_limit() - self.start > 5 * SECOND
        late = students[len(absent) :][: (min(3, n // 8) if n >= 8 else 0) * has_late]
        prompt = students[len(absent) + len(late) :]
        self._arrivals(prompt)
        self._starting()
        self._late(late)
        steady = self._dispute(prompt)
        self._no_shows(absent)
        self._comings_and_goings(steady)
        self._notes(steady)
        self._ends(prompt, late, steady)
        self.script.acts.sort(key=lambda act: act.at)
        return self.script

    # ------------------------------------------------------------ pieces

    def _add(self, at: datetime, laptop: int, do: str, **members: Any) -> None:
        self.script.acts.append(Act(at, laptop, do, {"session": self.session.id, **members}))

    def laptop_of(self, student: Student) -> int:
        """Each laptop of a hall has its own block of the list."""
        laptops = self.script.room.laptops
        return self._place[student.enrolment] * laptops // len(self.script.students)

    def _entry_limit(self) -> datetime:
        """Return the moment until which somebody still comes in in time, as the rules tell it."""
        session, rules = self.session, self.session.rules
        shift = self.start - session.starts
        limits = []
        if session.entry_until is not None:
            limits.append(session.entry_until + shift)
        elif session.is_own_start and not rules.is_central:
            limits.append(session.ends + shift)
        elif rules.entry_limit_min is not None:
            limits.append(self.start + rules.entry_limit_min * MINUTE)
        if rules.is_central:
            limits.append(self.start + HALF_HOUR)
        return min(limits, default=self.start + HALF_HOUR)

    def _arrivals(self, prompt: list[Student]) -> None:
        for n, student in enumerate(prompt):
            at = self.start - self.chance.randint(60, 25 * 60) * SECOND
            members = {"identity": "no-valid-document"} if n == 0 and len(prompt) > 2 else {}
            self._add(at, self.laptop_of(student), "RegisterArrival",
                      candidate=student.enrolment, **members)  # fmt: skip

    def _starting(self) -> None:
        self._add(self.start, 0, "@sync")
        self._add(self.start, 0, "StartSession")
        self._add(self.start, 0, "@sync")
        if self.start != self.session.starts:
            reason = "De laptops stonden nog niet klaar."
            self._add(self.start, 0, "NoteStartReason", reason=reason)

    def _late(self, late: list[Student]) -> None:
        latest = min(self._entry_limit(), self.script.at(0.3), self.start + 20 * MINUTE)
        span = max(1, int((latest - self.start).total_seconds()))
        for student in late:
            at = self.start + self.chance.randint(min(61, span), span) * SECOND
            self._add(at, self.laptop_of(student), "RegisterArrival", candidate=student.enrolment)
            self._counts_late(student)

    def _counts_late(self, student: Student) -> None:
        """Note that somebody who came after the start is late, where the rules say so."""
        if self.session.rules.is_late_from_start or not self.session.is_own_start:
            self.script.late.add(student.enrolment)

    def _dispute(self, prompt: list[Student]) -> list[Student]:
        """In a hall with two laptops one saw somebody come, the other found the chair empty."""
        if self.script.room.laptops < 2 or len(prompt) < 10:
            return prompt
        student = prompt[-1]
        self.script.disputed = student.enrolment
        self.script.acts = [
            act for act in self.script.acts if act.members.get("candidate") != student.enrolment
        ]
        own, at = self.laptop_of(student), self.script.at(DISPUTE)
        self._add(at, own, "@dispute")
        self._add(at, own, "RegisterArrival", candidate=student.enrolment)
        self._add(at + SECOND, 1 - own, "EstablishNoShow", candidates=[student.enrolment])
        self._add(self.script.at(SETTLED), 0, "@settle", candidate=student.enrolment)
        self._counts_late(student)
        return prompt[:-1]

    def _no_shows(self, absent: list[Student]) -> None:
        for laptop in range(self.script.room.laptops):
            here = [s.enrolment for s in absent if self.laptop_of(s) == laptop]
            if here:
                self._add(self.script.at(0.4), laptop, "EstablishNoShow", candidates=here)
        for student in absent:
            self.script.expected[student.enrolment] = "notPresent"

    def _comings_and_goings(self, steady: list[Student]) -> None:
        for student in steady[1 : 2 + len(steady) // 12]:
            laptop, out = self.laptop_of(student), self.script.at(self.chance.uniform(0.41, 0.44))
            back = out + min(200 * SECOND, max(SECOND, self.script.span // 30))
            self._add(out, laptop, "LeaveForAMoment", candidate=student.enrolment,
                      purpose="toilet")  # fmt: skip
            self._add(back, laptop, "ComeBack", candidate=student.enrolment)

    def _notes(self, steady: list[Student]) -> None:
        if len(steady) > 1:
            self._add(
                self.script.at(0.49),
                self.laptop_of(steady[1]),
                "NoteIrregularity",
                candidate=steady[1].enrolment,
                category="device",
                text="Telefoon lag zichtbaar op tafel, scherm uit.",
                statement="Vergeten in mijn tas te doen.",
                seen_by="eerste surveillant",
                is_reported=True,
            )
        self._add(
            self.script.at(0.5),
            0,
            "NoteIrregularity",
            candidate=None,
            category="disturbance",
            text="Vijf minuten geluid op de gang.",
        )

    def _ends(self, prompt: list[Student], late: list[Student], steady: list[Student]) -> None:
        leaver = steady[2] if len(steady) > 6 else None
        unseen = steady[3] if len(steady) > 6 else None
        unstarted = steady[-1] if len(steady) > 9 else None
        for student in [*prompt, *late]:
            laptop, who = self.laptop_of(student), student.enrolment
            if student is leaver:
                self._add(self.script.at(0.52), laptop, "LeaveForGood", candidate=who,
                          reason="ging naar huis")  # fmt: skip
                self.script.expected[who] = "notFinished"
            elif student is unstarted:
                self._add(self.start - 20 * SECOND, laptop, "LeaveForGood", candidate=who,
                          reason="voor de start weggegaan")  # fmt: skip
                self.script.expected[who] = "notStarted"
            else:
                members = {"seen_at": "not-observed"} if student is unseen else {}
                self._add(self._hand_in_at(student), laptop, "HandIn", candidates=[who], **members)
                self.script.expected[who] = "present"
        last = max(act.at for act in self.script.acts)
        self._add(last + 30 * SECOND, 0, "@sync")
        self._add(last + MINUTE, 0, "EndSession")
        self._add(last + 2 * MINUTE, 0, "@close")

    def _hand_in_at(self, student: Student) -> datetime:
        whole = self.script.span + student.extra_min * MINUTE
        if student.is_unlimited:
            whole += self.script.span / 4
        used = whole * self.chance.uniform(0.6, 1.0)
        least = self.script.span * 0.55
        return self.start + int(max(used, least).total_seconds()) * SECOND


def write_day(rooms: list[Room], seed: int) -> list[PartScript]:
    """Return the scripts of all parts, by start."""
    chance = Random(seed)
    parts = [(room, session, students) for room in rooms for session, students in room.parts]
    parts.sort(key=lambda part: (part[1].starts, part[1].id, part[0].label))
    delayed = _delayed(parts)
    scripts = []
    for room, session, students in parts:
        starts = session.starts
        if (session.id, room.label) == delayed:
            starts += LATE_START
        script = PartScript(session, room, students, starts)
        scripts.append(Playwright(script, Random(chance.getrandbits(64))).write())
    return scripts


def _delayed(parts: list[tuple[Room, Session, list[Student]]]) -> tuple[str, str] | None:
    """Return the one part that starts seven minutes late: the second of the day where it can."""
    able = [part for part in parts if not part[0].is_window] or parts
    if not able:
        return None
    room, session, _ = able[min(1, len(able) - 1)]
    return session.id, room.label
