"""The panel of one room on the board: everything known of it, in the order one asks for it."""

from datetime import timedelta

from app.models.apart import closing_seal
from app.models.board import BoardRoom, LaptopSeen
from app.models.board_figures import Worry
from app.models.clocks import is_off
from app.models.duty import Duty, DutyState
from app.models.session import ExamSession, Part
from app.models.timing import Schedule
from app.models.values import StaffRole, Status
from app.models.words import clock_off_text, clock_text, staff_name
from app.screens.office.board_ahead import ahead_group
from app.screens.office.board_ui import BoardUi, DetailGroup, RoomDetail
from app.screens.office.board_words import since_text, tone_of, worry_text
from app.screens.room.wording import Line, Span, Tone, line

STATUS_WORDS = (
    (Status.PRESENT, "aanwezig"),
    (Status.LATE, "te laat"),
    (Status.AWAY, "even weg"),
    (Status.EXPECTED, "verwacht"),
    (Status.ABSENT, "afwezig"),
    (Status.REFUSED, "doorverwezen"),
    (Status.HANDED_IN, "ingeleverd"),
    (Status.LEFT, "definitief vertrokken"),
)
DUTY_WORDS = {
    DutyState.EXPECTED: "nog niet gekomen",
    DutyState.HERE: "in de zaal",
}


def detail_of(room: BoardRoom, ui: BoardUi) -> RoomDetail:
    """Return the panel of a room."""
    figures = room.figures
    groups = (
        DetailGroup("Aandacht", tuple(_worry(room, each, ui) for each in room.worries)),
        ahead_group(room, ui),
        DetailGroup("Examens", tuple(_exams(room, ui))),
        DetailGroup("Kandidaten", tuple(_counts(room))),
        DetailGroup("Voorzieningen", tuple(_provisions(room))),
        DetailGroup("Toezicht", tuple(_people(room, ui))),
        DetailGroup("Laptops", tuple(_laptop(each, ui) for each in room.laptops)),
    )
    return RoomDetail(
        figures.label,
        " · ".join(each for each in (figures.location, _phone(room)) if each),
        tuple(group for group in groups if group.lines),
    )


def _phone(room: BoardRoom) -> str:
    plan = room.figures.plan
    return "" if plan is None or not plan.part_label else plan.part_label


def _worry(room: BoardRoom, worry: Worry, ui: BoardUi) -> Line:
    since = since_text(worry, ui.now)
    told = (Span(worry_text(room, worry), strong=True, tone=tone_of(worry)),)
    return (*told, Span(f" {since}", tone=Tone.MUTED)) if since else told


def _exams(room: BoardRoom, ui: BoardUi) -> list[Line]:
    pairs = zip(room.figures.together, room.figures.schedules, strict=True)
    return [_exam(session, part, schedule, ui) for (session, part), schedule in pairs]


def _exam(session: ExamSession, part: Part, schedule: Schedule | None, ui: BoardUi) -> Line:
    name = session.id if session.plan is None else session.plan.name
    if schedule is None:
        return line(f"*{name}*, nog geen tijden")
    start, end = clock_text(schedule.start, ui.zone), clock_text(schedule.end, ui.zone)
    told = f"gepland {start} tot {end}"
    sealed = closing_seal(session, part)
    if sealed is not None:
        told = f"verslag getekend {clock_text(sealed[0].header.corrected, ui.zone)}"
    elif part.ended_at is not None:
        told = f"beëindigd {clock_text(part.ended_at, ui.zone)}"
    elif part.started_at is not None:
        told = f"gestart {start}, tot {end}"
    return (Span(name, strong=True), Span(f", {told}"))


def _counts(room: BoardRoom) -> list[Line]:
    counts = room.figures.counts
    told = [f"{counts[status]} {word}" for status, word in STATUS_WORDS if counts.get(status)]
    found = [line(f"*{room.figures.came}* gekomen van *{room.figures.listed}*")]
    return [*found, line(", ".join(told))] if told else found


def _provisions(room: BoardRoom) -> list[Line]:
    told = room.figures.provided
    if not told.granted:
        return []
    found = [line(f"*{told.granted}* toegekend aan {told.candidates} kandidaten")]
    if told.asked_ready:
        found.append(line(f"{told.ready} van {told.asked_ready} liggen klaar"))
    found.append(line(f"{told.delivered} gegeven"))
    return found


def _people(room: BoardRoom, ui: BoardUi) -> list[Line]:
    ratio = room.figures.ratio
    found = [_person(each, ui) for each in room.figures.people]
    if ratio.watching:
        found.append(line(f"Toezicht 1 : {ratio.each}, norm 1 : {ratio.norm}"))
    return found


def _person(duty: Duty, ui: BoardUi) -> Line:
    role = ", afnameleider" if duty.role is StaffRole.CHIEF_INVIGILATOR else ""
    told = DUTY_WORDS.get(duty.state, "niet in de zaal")
    if duty.since is not None:
        told = f"{told} sinds {clock_text(duty.since, ui.zone)}"
    return (Span(staff_name(duty.name), strong=True), Span(f"{role}, {told}"))


def _laptop(laptop: LaptopSeen, ui: BoardUi) -> Line:
    """Return what a laptop last said of itself; what it did not say is left out."""
    at = laptop.contact_at
    told = ["nog nooit contact" if at is None else f"contact {clock_text(at, ui.zone)}"]
    if laptop.waiting:
        told.append(f"{laptop.waiting} wachten")
    if laptop.battery_percent is not None:
        told.append(f"accu {laptop.battery_percent}%")
    if laptop.offset_ms is not None and is_off(laptop.offset_ms):
        told.append(f"klok {clock_off_text(timedelta(milliseconds=laptop.offset_ms))}")
    return (Span(laptop.name, strong=True), Span(", " + ", ".join(told)))
