"""What hangs at the doors and lies on the tables of a day: door lists and lists to sign.

On a door stands what a candidate needs to find a place and nothing more about anybody: the student
number and the seat, no name, no time of one's own, no measure.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from app.models.office_day import OfficeDay
from app.models.pack import Form, FormColumn, PaperPack, Sheet, Ticks, Told
from app.models.paper import Paper, paper_of
from app.models.report import Cell
from app.models.report_pack import Heads, attendance_sheet
from app.models.session import Enrolment
from app.models.timing import is_on_its_day
from app.models.words import date_text

BESIDE: Final = 3
"""How many candidates stand on one line of a door list."""
NO_CELL: Final = " "
FIND: Final = "Zoek je studentnummer. Ga zitten op de stoel die erbij staat."
NO_SEATS: Final = "Zoek je studentnummer. De surveillant wijst je een stoel."
NOT_THERE: Final = "Staat je nummer er niet bij? Meld je bij de surveillant."
TAKEN_DOWN: Final = ("Van de deur gehaald en terug aan de balie",)


def papers_on(day: OfficeDay, on: date, location: str) -> tuple[Paper, ...]:
    """Return what is held where on a day at a location, or anywhere, by room and start."""
    found = [
        paper
        for session in day.sessions.values()
        for part in session.parts.values()
        if session.is_active and part.plan is not None
        and part.plan.day == on.isoformat() and location in ("", part.plan.location)
        and is_on_its_day(session, part) and (paper := paper_of(session, part.room)) is not None
    ]  # fmt: skip
    return tuple(sorted(found, key=_place_and_start))


def door_lists(
    papers: Sequence[Paper], on: date, location: str, printed_at: datetime
) -> PaperPack:
    """Return a door list and a list to sign of each; there is one paper at least."""
    local = printed_at.astimezone(papers[0].zone)
    printed = f"stand van {date_text(local.date())} {local:%H:%M}"
    where = f" · {location}" if location else ""
    return PaperPack(
        title=f"Deur- en presentielijsten {on.isoformat()}{where}",
        foot=f"Deur- en presentielijsten · {date_text(on)}{where}",
        printed=printed,
        sheets=tuple(_sheets(papers, printed)),
    )


def _place_and_start(paper: Paper) -> tuple[str, str, datetime, str]:
    location = "" if paper.part.plan is None else paper.part.plan.location
    return (location, paper.room_label, paper.schedule.planned_start, paper.session.id)


def _sheets(papers: Iterable[Paper], printed: str) -> Iterable[Sheet]:
    for paper in papers:
        yield _door(paper, printed)
        yield attendance_sheet(paper, printed)


def _door(paper: Paper, printed: str) -> Sheet:
    people = sorted(paper.enrolments(), key=lambda each: paper.number(each).casefold())
    has_seats = any(each.seat for each in people)
    schedule = paper.schedule
    opens, starts = paper.clock(schedule.doors_open), paper.clock(schedule.planned_start)
    told = (f"Inloop vanaf {opens}, start {starts}.", FIND if has_seats else NO_SEATS, NOT_THERE)
    columns = (("Nummer", 14), ("Stoel", 19)) if has_seats else (("Nummer", 33),)
    return Sheet(
        Heads(paper, printed).of("Deurlijst", "DL"),
        (
            Told("Voor wie dit examen hier maakt", told),
            Form(
                f"Kandidaten ({len(people)})",
                tuple(FormColumn(name, share) for name, share in columns) * BESIDE,
                tuple(_rows(paper, people, has_seats=has_seats)),
            ),
            Ticks("Na het examen", TAKEN_DOWN),
        ),
    )


def _rows(
    paper: Paper, people: Sequence[Enrolment], *, has_seats: bool
) -> Iterable[tuple[Cell, ...]]:
    def cells(each: Enrolment | None) -> tuple[str, ...]:
        told = (NO_CELL, NO_CELL) if each is None else (paper.number(each), each.seat or "–")
        return told if has_seats else told[:1]

    for at in range(0, len(people), BESIDE):
        some = [*people[at : at + BESIDE], *(None,) * BESIDE][:BESIDE]
        yield tuple(cell for each in some for cell in cells(each))
