"""From the sessions of a room to Vandaag (02)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.models.clocks import is_off
from app.models.paper import Paper
from app.models.provision_states import provision_count
from app.models.timing import last_end
from app.models.values import StaffRole
from app.models.words import day_text, listed
from app.screens.room.laptop_status import LaptopStatus, bar_status
from app.screens.room.provision_checks import collision_checks, provision_checks
from app.screens.room.today import (
    CheckKind,
    CheckRow,
    Countdown,
    PlannedMoment,
    SessionCard,
    SessionDetails,
    TodayScreen,
)
from app.screens.room.troubles import opening_notices
from app.screens.room.wording import Line, Notice, ScreenAction, Span, Tone, line


@dataclass(frozen=True, slots=True)
class TodayUi:
    """Which session is looked at, who has a shift here, whom to call, what the opening told."""

    chosen: str = ""
    people: tuple[str, ...] = ()
    hotline: str = "4400"
    troubles: tuple[str, ...] = ()


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
    return TodayScreen(
        place=f"{day} · lokaal {shown.room_label}",
        clock=shown.clock(now),
        heading=count,
        sessions=tuple(_card(paper, now) for paper in papers),
        chosen=shown.session.id,
        details=_details(shown, papers, now, status),
        notices=(*opening_notices(ui.troubles), *_notices(shown)),
        footer=_footer(shown, papers, status),
        empty=empty,
        status=bar_status(status, ui.people, shown.zone),
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
    if paper.part.seal is not None or paper.part.ended_at is not None:
        return "Verzegeld" if paper.part.seal is not None else "Beëindigd"
    if paper.part.started_at is not None:
        return f"Bezig sinds {paper.clock(paper.part.started_at)}"
    until = paper.schedule.doors_open - now
    if until <= timedelta(0):
        return "Inloop is open"
    minutes = int(until.total_seconds() // 60)
    return f"Inloop over {minutes} minuten" if minutes < 60 else f"Over {minutes // 60} uur"


def _details(
    paper: Paper, papers: tuple[Paper, ...], now: datetime, status: LaptopStatus
) -> SessionDetails:
    checks = _checks(paper, papers, status)
    ready = sum(row.ready for row in checks)
    return SessionDetails(
        title=paper.exam_name,
        about=_about(paper),
        moments=_moments(paper),
        checks=checks,
        checks_text=f"{ready} van {len(checks)} klaar",
        countdown=_countdown(paper, now),
    )


def _about(paper: Paper) -> tuple[Line, ...]:
    people = [person.name for person in paper.part.people] or [
        each.name for each in paper.session.staff if each.role is StaffRole.INVIGILATOR
    ]
    kind = paper.session.rules.title
    told = f"{kind} · {paper.code}"
    if people:
        shown = people if len(people) <= 4 else [*people[:3], f"{len(people) - 3} anderen"]
        told += f" · surveillanten {listed(shown)}"
    chiefs = [
        each.name for each in paper.session.staff if each.role is StaffRole.CHIEF_INVIGILATOR
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


def _checks(paper: Paper, papers: tuple[Paper, ...], status: LaptopStatus) -> tuple[CheckRow, ...]:
    enrolments = paper.enrolments()
    rows = [
        CheckRow(
            "list",
            CheckKind.AUTOMATIC,
            "Kandidatenlijst op deze laptop",
            line(f"{len(enrolments)} kandidaten"),
            "automatisch",
        ),
        *provision_checks(paper),
        *collision_checks(paper, papers),
    ]
    held = [
        each for each in enrolments if each.extras is not None and each.extras.is_released is False
    ]
    if held:
        seats = ", ".join(each.seat or paper.name(each) for each in held[:4])
        detail = (
            Span(f"{len(held)} zonder Go", strong=True, tone=Tone.WARNING),
            Span(f": {seats}"),
        )
        rows.append(CheckRow("release", CheckKind.ATTENTION, "Vrijgave per kandidaat", detail))
    off = is_off(status.clock_offset_ms)
    rows.append(
        CheckRow(
            "laptop",
            CheckKind.ATTENTION if off else CheckKind.AUTOMATIC,
            "Klok wijkt af, beide tijden worden bewaard" if off else "Klok en opslag in orde",
            (),
            "automatisch",
        )
    )
    return (*rows, _people_row(paper))


def _people_row(paper: Paper) -> CheckRow:
    asked, here = paper.session.rules.signatures, len(_here(paper))
    return CheckRow(
        "people",
        CheckKind.DONE if here >= asked else CheckKind.OPEN,
        "Surveillanten aangemeld" if here >= asked else "Tweede surveillant meldt zich aan",
        line(f"{here} van {asked}"),
        action=None if here >= asked else ScreenAction("sign-on", "Aanmelden met dagcode"),
    )


def _here(paper: Paper) -> set[str]:
    return {person.person for shift in paper.part.shifts for person in shift.people}


def _notices(paper: Paper) -> tuple[Notice, ...]:
    if paper.session.is_active:
        return ()
    text = "Wat je al vastlegde blijft bewaard. Vraag het examenbureau wat er moet gebeuren."
    return (Notice(Tone.WARNING, "De planning trok deze zitting in.", text, icon="ban"),)


def _footer(paper: Paper, papers: tuple[Paper, ...], status: LaptopStatus) -> tuple[Line, ...]:
    open_points = sum(not row.ready for row in _checks(paper, papers, status))
    if not open_points:
        return (line("Alles staat klaar."),)
    points = "1 punt" if open_points == 1 else f"{open_points} punten"
    return (line(f"Nog {points} open. Je kunt wel verder."),)
