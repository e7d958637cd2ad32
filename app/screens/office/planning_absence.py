"""Somebody tells the office that a candidate will not come: the room learns that, never why."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.models.absence import notice_of
from app.models.office_commands import NotifyAbsence, TakeBack
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.planning_day import PlannedSession, candidates_of, sessions_on
from app.models.remembered import OfPerson, OfSession
from app.models.session import Enrolment, ExamSession
from app.models.words import clock_text
from app.screens.office.desk_intents import DeskSubmitted
from app.screens.office.desk_ui import DeskChoice, DeskField, DeskForm, DeskPanel
from app.screens.office.planning_ui import PlanningUi
from app.screens.room.search import squeeze
from app.screens.room.wording import ScreenAction

FOUND_MAX: Final = 6
NO_ROOM: Final = "none"
MISTAKE: Final = "afmelding ingetrokken"
ASK: Final = "Typ een deel van de naam of het nummer, en kies."
WHO_TOLD: Final = "Vul in wie het meldde: de kandidaat zelf, een ouder, de opleiding."

Found = tuple[PlannedSession, Enrolment]


def absence_panel(day: OfficeDay, ui: PlanningUi, on: date) -> DeskPanel:
    """Return the form: who, told by whom, and why as far as the office keeps that."""
    found = list(absence_found(day, ui, on))[:FOUND_MAX]
    does = "Eerste afmelden"
    if found and notice_of(found[0][1]) is not None:
        does = "Afmelding intrekken"
    noted = sum(_noted(day.sessions[row.session]) for row in sessions_on(day, on, ui.zone))
    return DeskPanel(
        key=f"absence/{noted}",
        title="Afmelden",
        subtitle="De zaal ziet dat iemand is afgemeld, niet waarom.",
        heading="Nog niemand afgemeld" if not noted else f"{noted} afgemeld op deze dag",
        form=DeskForm.PLAN,
        fields=(
            DeskField("find", "Zoek een kandidaat", ui.find, is_search=True),
            DeskField("by", "Gemeld door"),
            DeskField("reason", "Reden, blijft hier"),
        ),
        action=ScreenAction("absence", does, "Ctrl Enter") if found else None,
        choices=tuple(_choice(row, each, ui) for row, each in found),
        told=() if found else (("Een reden is niet nodig", "laat hem liever leeg"),),
    )


def absence_found(day: OfficeDay, ui: PlanningUi, on: date) -> Iterator[Found]:
    """Yield who is looked for over all sessions of the day, by session and name."""
    asked = squeeze(ui.find)
    if len(asked) < 2:
        return
    for row in sessions_on(day, on, ui.zone):
        people = candidates_of(day.sessions[row.session])
        found = [each for each in people if asked in _sought(each)]
        yield from ((row, each) for each in sorted(found, key=spoken_name))


def absence_command(
    day: OfficeDay, ui: PlanningUi, on: date, intent: DeskSubmitted
) -> tuple[NotifyAbsence | TakeBack | None, str]:
    """Return what is recorded and what the foot says; without a command: what is missing."""
    found = {_key(row, each): (row, each) for row, each in absence_found(day, ui, on)}
    chosen = found.get(intent.choice or next(iter(found), ""))
    if chosen is None:
        return None, ASK
    row, enrolment = chosen
    notice, name = notice_of(enrolment), spoken_name(enrolment)
    if notice is not None:
        return TakeBack((notice.leaf,), MISTAKE), f"{name}: afmelding ingetrokken"
    if not intent.value("by"):
        return None, WHO_TOLD
    command = NotifyAbsence(
        row.session,
        enrolment.room or NO_ROOM,
        enrolment.candidate,
        intent.value("by"),
        intent.value("reason"),
    )
    return command, f"{name}: afgemeld"


@OfSession
def _noted(session: ExamSession) -> int:
    return sum(notice_of(each) is not None for each in candidates_of(session))


@OfPerson
def _sought(enrolment: Enrolment) -> str:
    number = "" if enrolment.plan is None else enrolment.plan.number
    return squeeze(f"{spoken_name(enrolment)} {number}")


def _choice(row: PlannedSession, each: Enrolment, ui: PlanningUi) -> DeskChoice:
    rooms = {room.room: room.label for room in row.rooms}
    notice = notice_of(each)
    number = "" if each.plan is None else each.plan.number
    room = rooms.get(each.room or "", "geen zaal")
    told = f"{row.name}, {clock_text(row.starts, ui.zone)}, {room}"
    if notice is not None:
        told = f"al afgemeld om {clock_text(notice.observed, ui.zone)}: intrekken"
    return DeskChoice(_key(row, each), f"{spoken_name(each)} · {number}", told)


def _key(row: PlannedSession, each: Enrolment) -> str:
    return f"{row.session}/{each.candidate}"
