"""The clock for candidates (08): times and nothing else; nobody can be pointed at by it.

Another end time shows only while two or more who are in the room have it: of one person's extra
time the others learn nothing, also not when the second of two hands in. What a surveillant types
here is shown and forgotten; it is no act. What happened has acts of its own (an interruption, a
bijzonderheid), from which the end times on this clock follow by themselves.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from app.models.paper import Paper
from app.models.standing import standings
from app.models.values import Status
from app.models.words import clock_text, minutes_of
from app.screens.room.panel import FormButton, FormField, Prompt
from app.screens.room.room_band import minutes_on_clock
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import line

MOST_ANNOUNCEMENTS: Final = 3
LONGEST: Final = 120
LEAST_GROUP: Final = 2
INSIDE: Final = frozenset({Status.PRESENT, Status.LATE, Status.AWAY})
SHOW, CLOSE, REMOVE = "show", "close", "remove-"


@dataclass(frozen=True, slots=True)
class ClockAxis:
    """Moments in minutes since midnight. The axis ends at the last time that is shown."""

    start: float
    now: float
    end: float
    last: float
    leave: float | None = None
    start_text: str = ""
    start_name: str = ""
    leave_text: str = ""
    end_text: str = ""


@dataclass(frozen=True, slots=True)
class ClockExam:
    """One exam: its end, how long still, and other end times that two or more have."""

    name: str
    end: str
    left: str
    others: tuple[str, ...]
    axis: ClockAxis


@dataclass(frozen=True, slots=True)
class ClockScreen:
    """Everything the candidates see."""

    clock: str
    place: str
    exams: tuple[ClockExam, ...]
    announcements: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The same in words, for whoever cannot see it."""
        exams = (f"{each.name}: einde {each.end}, {each.left}" for each in self.exams)
        return ". ".join((f"Zaalklok {self.clock}", *exams, *self.announcements))


def clock_screen(
    papers: tuple[Paper, ...], now: datetime, announcements: tuple[str, ...] = ()
) -> ClockScreen:
    """Return what the clock shows of a room; there is at least one paper."""
    first = papers[0]
    exams = tuple(_exam(paper, now) for paper in papers if paper.session.is_active)
    place = first.room_label
    return ClockScreen(clock_text(now, first.zone), place, exams, announcements)


def other_ends(paper: Paper) -> tuple[datetime, ...]:
    """Return the end times after the common one that two or more in the room have now."""
    usual = paper.schedule.end
    ends = Counter(
        each.end.at
        for each in standings(paper.session, paper.part).values()
        if each.status in INSIDE and each.end is not None and each.end.at is not None
    )
    return tuple(sorted(at for at, n in ends.items() if at > usual and n >= LEAST_GROUP))


def _exam(paper: Paper, now: datetime) -> ClockExam:
    others = other_ends(paper)
    return ClockExam(
        name=paper.exam_name,
        end=paper.clock(paper.schedule.end),
        left=_left(paper, others, now),
        others=tuple(dict.fromkeys(paper.clock(at) for at in others)),
        axis=_axis(paper, others, now),
    )


def _left(paper: Paper, others: tuple[datetime, ...], now: datetime) -> str:
    part, schedule = paper.part, paper.schedule
    if part.ended_at is not None:
        return "afgelopen"
    if part.started_at is None:
        return "nog niet gestart"
    if any(each.until is None and each.candidate is None for each in part.interruptions):
        return "onderbroken"
    if now < schedule.end:
        return f"nog {minutes_of(schedule.end - now)} min"
    return "extra tijd" if any(now < at for at in others) else "voorbij"


def _axis(paper: Paper, others: tuple[datetime, ...], now: datetime) -> ClockAxis:
    schedule, day = paper.schedule, paper.schedule.planned_start

    def at(moment: datetime) -> float:
        return minutes_on_clock(moment, paper.zone, day)

    leave = schedule.leave_until
    inside = leave is not None and schedule.start < leave < schedule.end
    return ClockAxis(
        start=at(schedule.start),
        now=at(now),
        end=at(schedule.end),
        last=at(max((schedule.end, *others))),
        leave=at(leave) if inside and leave is not None else None,
        start_text=paper.clock(schedule.start),
        start_name="Start" if paper.part.started_at is not None else "Gepland",
        leave_text=f"Na {paper.clock(leave)} niet meer weg" if inside else "",
        end_text=paper.clock(schedule.end),
    )


# ---------------------------------------------------------------- what the surveillant types


def clock_prompt(ui: RoomUi) -> Prompt:
    """Return the question that F12 asks beside the list."""
    told = tuple((f"{REMOVE}{n}", f"Haal weg: {text}") for n, text in enumerate(ui.clock_notices))
    return Prompt(
        prompt=f"clock|{ui.form}",
        title="Zaalklok",
        text=line(
            "De klok staat op het tweede scherm, of in een eigen venster. *Noem geen namen*: "
            "iedereen leest mee. Een mededeling komt niet in het verslag."
        ),
        button=FormButton("Doen", keys="Enter"),
        choices=((SHOW, "Toon deze mededeling"), *told, (CLOSE, "Sluit de zaalklok")),
        chosen=SHOW,
        fields=(FormField("told", "Mededeling", "", "We gaan verder om 10:19.", ui.form_error),),
    )


def answered(ui: RoomUi, choice: str, text: str) -> RoomUi:
    """Return the state after an answer: announced, taken away, or the clock closed."""
    done = replace(ui, mode=Mode.CANDIDATE, form_error="")
    if choice == CLOSE:
        return replace(done, clock_on=False, announcement="Zaalklok gesloten.")
    if choice.startswith(REMOVE):
        gone = int(choice.removeprefix(REMOVE))
        kept = tuple(told for n, told in enumerate(ui.clock_notices) if n != gone)
        return replace(done, clock_notices=kept, announcement="Mededeling weggehaald.")
    told = " ".join(text.split())[:LONGEST]
    if not told:
        return replace(ui, form_error="Typ wat op het scherm moet komen.")
    if len(ui.clock_notices) >= MOST_ANNOUNCEMENTS:
        return replace(ui, form_error="Haal eerst een mededeling weg: er passen er drie.")
    return replace(done, clock_notices=(*ui.clock_notices, told), announcement=f"Getoond: {told}")
