"""Who did not come, a list for each team: made at a set time, and with that team's people only.

The team is the programme as the school told it (`ExtrasAdded`); who has none is on a list of the
examenbureau's own. The set time is data of the standaardset, for all teams or for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from app.models.attendance_facts import ContactAttempted
from app.models.desk_facts import AbsenceNotified
from app.models.measuring_sessions import team_of
from app.models.pack import Form, FormColumn, PaperPack, Sheet, Told
from app.models.paper import Paper, paper_of
from app.models.report import PaperHead, ReportStatus
from app.models.session import Enrolment, ExamSession
from app.models.standing import standings
from app.models.values import Status
from app.models.words import clock_text, date_text, day_text

NO_TEAM: Final = "zonder team"
FOLDER_LETTERS: Final = 60
COLUMNS: Final = (("Aanvang", 9), ("Examen", 26), ("Zaal", 12), ("Nummer", 14), ("Naam", 25),
                  ("Contact", 14))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who did not come to a session that has started. `starts` is UTC."""

    session: str
    exam: str
    room: str
    starts: datetime
    number: str
    name: str = field(repr=False)
    sought: int = 0
    """How often the room tried to reach them."""
    is_notified: bool = False
    """Whether the office had a notice before; why is on no list."""


@dataclass(frozen=True, slots=True)
class TeamList:
    """Who of one team did not come."""

    team: str
    missed: tuple[Missed, ...]


def no_show_lists(
    sessions: Iterable[ExamSession], on: date, zone: ZoneInfo
) -> tuple[TeamList, ...]:
    """Return a list for each team of who did not come that day, the teams in order of name."""
    by_team: dict[str, list[Missed]] = {}
    for session in sessions:
        for room in session.parts:
            paper = paper_of(session, room)
            starts = None if paper is None else paper.schedule.planned_start
            if paper is None or starts is None or starts.astimezone(zone).date() != on:
                continue
            for team, missed in _missed(paper):
                by_team.setdefault(team, []).append(missed)
    return tuple(
        TeamList(team, tuple(sorted(its, key=lambda e: (e.starts, e.exam, e.room, e.name))))
        for team, its in sorted(by_team.items())
    )


def no_show_paper(told: TeamList, ground: tuple[str, date, ZoneInfo, datetime]) -> PaperPack:
    """Return the list of one team as a paper; `ground`: school, day, its zone, made at (UTC)."""
    school, on, zone, made_at = ground
    team = told.team or NO_TEAM
    local = made_at.astimezone(zone)
    made = f"stand van {date_text(local.date())} {local:%H:%M}"
    head = PaperHead(
        school=f"{school} · Examenbureau" if school else "Examenbureau",
        author=school or "Examenbureau",
        title="No-showlijst",
        subtitle=f"Team {team}, {day_text(on)}",
        running_title=f"No-showlijst · {team}",
        reference=f"NS-{on:%Y-%m%d}",
        status=ReportStatus.BLANK,
        status_text=made,
        status_moment=made,
    )
    rows = tuple(
        (clock_text(each.starts, zone), each.exam, each.room, each.number or "–", each.name,
         _contact(each))
        for each in told.missed
    )  # fmt: skip
    blocks = (
        Form("Niet gekomen", tuple(FormColumn(*each) for each in COLUMNS), rows),
        Told(
            "Alleen voor dit team",
            (
                "Hier staan alleen kandidaten van dit team bij zittingen die gestart zijn.",
                "Een reden van afwezigheid staat hier nooit op. Vernietig de lijst na gebruik.",
            ),
        ),
    )
    foot = f"No-showlijst · {team}"
    return PaperPack(file_name(told.team, on), foot, made, (Sheet(head, blocks),))


def folder_name(team: str) -> str:
    """Return what the folder of a team is called: no two teams ever share one.

    A name that does not follow from the folder's by itself has the start of its digest behind it.
    """
    plain = "".join(each if each.isalnum() else "-" for each in (team or NO_TEAM).lower())
    plain = plain.strip("-")[:FOLDER_LETTERS]
    is_own = team == plain.replace("-", " ").capitalize() and team.lower() != NO_TEAM
    if is_own or not team:
        return plain
    return f"{plain or 'team'}-{sha256(team.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def file_name(team: str, on: date) -> str:
    """Return what the file of a team's list is called, without an ending."""
    return f"no-show-{on.isoformat()}-{folder_name(team)}"


# ---------------------------------------------------------------- within


def _missed(paper: Paper) -> Iterable[tuple[str, Missed]]:
    if paper.part.started_at is None:
        return
    for each in standings(paper.session, paper.part).values():
        enrolment = each.enrolment
        if each.status is not Status.ABSENT:
            continue
        yield (
            team_of(enrolment),
            Missed(
                session=paper.session.id,
                exam=paper.exam_name,
                room=paper.room_label,
                starts=paper.schedule.planned_start,
                number=paper.number(enrolment),
                name=paper.name(enrolment),
                sought=_count(enrolment, ContactAttempted),
                is_notified=_count(enrolment, AbsenceNotified) > 0,
            ),
        )


def _count(enrolment: Enrolment, cls: type) -> int:
    acts = (each for each in enrolment.acts if each.leaf not in enrolment.struck)
    return sum(each.body is not None and isinstance(each.body.act, cls) for each in acts)


def _contact(missed: Missed) -> str:
    if missed.is_notified:
        return "afgemeld"
    return f"{missed.sought} keer gezocht" if missed.sought else "niet gezocht"
