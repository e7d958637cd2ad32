"""From the sessions of a room to Vandaag (02)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from app.models.paper import Paper
from app.models.provision_states import provision_count
from app.models.standing import last_end
from app.models.values import StaffRole
from app.models.words import HOTLINE, day_text, listed, minutes_text, staff_name
from app.screens.room.laptop_status import LaptopStatus, bar_status
from app.screens.room.self_test import NOT_TESTED, TestUi, self_test_screen
from app.screens.room.today import (
    CheckRow,
    Countdown,
    PlannedMoment,
    SessionCard,
    SessionDetails,
    TodayScreen,
)
from app.screens.room.today_changes import changes_notice
from app.screens.room.today_checks import checks_of_today, points_of
from app.screens.room.today_forms import CLOSED, TodayAsk, prompt_of
from app.screens.room.troubles import opening_notices
from app.screens.room.wording import Line, Notice, Tone, line

NOON: Final = 12
FAR_OFF_MIN: Final = 4 * 60


@dataclass(frozen=True, slots=True)
class TodayUi:
    """Which session is looked at, who has a shift here, whom to call, what the opening told."""

    chosen: str = ""
    people: tuple[str, ...] = ()
    hotline: str = HOTLINE
    troubles: tuple[str, ...] = ()
    ask: TodayAsk = CLOSED
    test: TestUi = NOT_TESTED
    notice: Notice | None = None
    is_clock_on: bool = False


def today_screen(
    now: datetime, papers: tuple[Paper, ...], status: LaptopStatus, ui: TodayUi
) -> TodayScreen:
    """Return the sessions of this room today, with the chosen one in full."""
    empty = f"Vandaag staan hier geen zittingen. Klopt dat niet? Bel {ui.hotline}."
    if not papers:
        return TodayScreen("", "", "Geen zittingen", (), empty=empty)
    shown = next((paper for paper in papers if paper.session.id == ui.chosen), papers[0])
    count = "1 zitting" if len(papers) == 1 else f"{len(papers)} zittingen"
    day = day_text(shown.local_day, year=False)
    checks = checks_of_today(shown, papers, status, is_clock_on=ui.is_clock_on)
    return TodayScreen(
        place=f"{day} · lokaal {shown.room_label}",
        clock=shown.clock(now),
        heading=count,
        sessions=tuple(_card(paper, now) for paper in papers),
        chosen=shown.session.id,
        details=_details(shown, now, checks),
        notices=(*opening_notices(ui.troubles), *_notices(shown, ui)),
        footer=_footer(checks),
        empty=empty,
        status=bar_status(status, ui.people, shown.zone),
        asked=prompt_of(shown, papers, ui.ask, ui.people, now),
        test=self_test_screen(ui.test, papers) if ui.ask.kind == "test" else None,
    )


def _card(paper: Paper, now: datetime) -> SessionCard:
    enrolments = paper.enrolments()
    provided = provision_count(paper).candidates
    people = "1 kandidaat" if len(enrolments) == 1 else f"{len(enrolments)} kandidaten"
    detail = f"{people} · {provided} met voorzieningen" if provided else people
    soon = paper.schedule.doors_open - now < timedelta(hours=1)
    return SessionCard(
        session=paper.session.id,
        start=paper.clock(paper.schedule.planned_start),
        end=paper.clock(paper.schedule.end),
        title=paper.exam_name,
        detail=detail,
        countdown=countdown_text(paper, now),
        icon="hourglass" if soon and paper.part.started_at is None else "",
    )


def countdown_text(paper: Paper, now: datetime) -> str:
    """Return where the session is: canceled, sealed, ended, running, or how long yet."""
    if not paper.session.is_active:
        return "Ingetrokken"
    if paper.seal is not None or paper.part.ended_at is not None:
        return "Verzegeld" if paper.seal is not None else "Beëindigd"
    if paper.part.started_at is not None:
        return f"Bezig sinds {paper.clock(paper.part.started_at)}"
    return _until_doors(paper, now)


def _until_doors(paper: Paper, now: datetime) -> str:
    until = paper.schedule.doors_open - now
    minutes = ceil(until.total_seconds() / 60)
    if until <= timedelta(0):
        return "Inloop is open"
    if minutes < 60:
        return f"Inloop over {minutes_text(minutes)}"
    opens = paper.schedule.doors_open.astimezone(paper.zone)
    if now.astimezone(paper.zone).hour < NOON <= opens.hour and minutes >= FAR_OFF_MIN:
        return "Vanmiddag"
    return f"Over {round(minutes / 60)} uur"


def _details(paper: Paper, now: datetime, checks: tuple[CheckRow, ...]) -> SessionDetails:
    points = points_of(checks)
    return SessionDetails(
        title=paper.exam_name,
        about=_about(paper),
        moments=_moments(paper),
        checks=checks,
        checks_text=f"{sum(row.ready for row in points)} van {len(points)} klaar",
        countdown=_countdown(paper, now),
    )


def _about(paper: Paper) -> tuple[Line, ...]:
    people = [staff_name(person.name) for person in paper.part.people] or [
        staff_name(each.name) for each in paper.session.staff if each.role is StaffRole.INVIGILATOR
    ]
    kind = paper.session.rules.title
    told = f"{kind} · {paper.code}"
    if people:
        shown = people if len(people) <= 4 else [*people[:3], f"{len(people) - 3} anderen"]
        told += f" · surveillanten {listed(shown)}"
    chiefs = [
        staff_name(each.name)
        for each in paper.session.staff
        if each.role is StaffRole.CHIEF_INVIGILATOR
    ]
    second = line(f"Afnameleider *{listed(chiefs)}*") if chiefs else ()
    return (line(told.replace("*", "")), second) if second else (line(told.replace("*", "")),)


def _moments(paper: Paper) -> tuple[PlannedMoment, ...]:
    schedule = paper.schedule
    latest = last_end(paper.session, paper.part)
    told = [
        (schedule.doors_open, "Inloop"),
        (schedule.planned_start, "Start gepland"),
        (schedule.entry_until, "Laatste binnenkomst"),
        (schedule.end, "Einde"),
        (latest if latest is not None and latest > schedule.end else None, "Einde extra tijd"),
    ]
    return tuple(PlannedMoment(paper.clock(at), label) for at, label in told if at is not None)


def _countdown(paper: Paper, now: datetime) -> Countdown | None:
    if paper.part.started_at is not None or not paper.session.is_active:
        return None
    is_open = now >= paper.schedule.doors_open
    until = (paper.schedule.planned_start if is_open else paper.schedule.doors_open) - now
    if until < timedelta(0):
        return Countdown("Gepland om", paper.clock(paper.schedule.planned_start))
    seconds = int(until.total_seconds())
    hours, rest = divmod(seconds, 3600)
    value = (
        f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
    )
    return Countdown("Start over" if is_open else "Inloop over", value)


def _notices(paper: Paper, ui: TodayUi) -> tuple[Notice, ...]:
    found = [] if ui.notice is None else [ui.notice]
    if not paper.session.is_active:
        text = "Wat je al vastlegde blijft bewaard. Vraag het examenbureau wat er moet gebeuren."
        title = "De planning trok deze zitting in."
        found.append(Notice(Tone.WARNING, title, text, icon="ban"))
    changed = changes_notice(paper)
    return tuple(found) if changed is None else (*found, changed)


def _footer(checks: tuple[CheckRow, ...]) -> tuple[Line, ...]:
    count = sum(not row.ready for row in points_of(checks))
    if not count:
        return (line("Alles staat klaar."),)
    points = "1 punt" if count == 1 else f"{count} punten"
    return (
        line(f"Nog {points} open. Je kunt wel verder,"),
        line("open punten komen in het proces-verbaal."),
    )
