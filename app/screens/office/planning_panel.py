"""The panel of one session: its rooms, its people, its candidates, or what a file would change."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from app.models.extras_file import ExtrasLine, ExtrasProblem
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.plan import PersonAssigned
from app.models.planning import in_order, spread
from app.models.planning_commands import PlaceCandidate, PlaceSession, PlaceStaff
from app.models.planning_day import (
    PlannedSession,
    candidates_of,
    people_found,
    proposed,
    rooms_known,
    sessions_on,
    staff_known,
)
from app.models.planning_facts import PartOrder, PlacedRoom
from app.models.session import Enrolment, ExamSession
from app.models.timing import instant
from app.models.words import clock_text, staff_name
from app.screens.office.desk_ui import DeskChoice, DeskField, DeskForm, DeskPanel
from app.screens.office.planning_absence import absence_panel
from app.screens.office.planning_link import link_panel
from app.screens.office.planning_ui import PlanMode, PlanningUi
from app.screens.room.search import squeeze
from app.screens.room.wording import ScreenAction

FOUND_MAX: Final = 6
LINES_MAX: Final = 14
FIRST: Final = ScreenAction("first", "Eerste klaarzetten", "Ctrl Enter")
ROOMS_HELP: Final = "Meer zalen: puntkomma ertussen"
ONE_ROOM: Final = ("Deze zitting heeft één zaal.", "Alt Z geeft een tweede")
PROBLEMS: Final = {
    ExtrasProblem.NO_KEY_COLUMN: "de eerste regel noemt geen kolom 'deelname' of 'nummer'",
    ExtrasProblem.NOT_A_LIST: "dit bestand is geen CSV-lijst",
    ExtrasProblem.TOO_MANY: "het bestand is te lang: verdeel het",
    ExtrasProblem.UNKNOWN: "deze kandidaat staat niet in de zittingen van deze dag",
    ExtrasProblem.TWICE: "deze kandidaat stond al eerder in het bestand",
    ExtrasProblem.BAD_DATE: "de geboortedatum klopt niet, schrijf JJJJ-MM-DD",
    ExtrasProblem.EMPTY: "de deelname of het nummer is leeg",
}


def panel_of(day: OfficeDay, row: PlannedSession, ui: PlanningUi, on: date) -> DeskPanel:
    """Return what is asked of a session, by what of it is planned now."""
    if ui.mode is PlanMode.EXTRAS:
        return _extras(day, ui)
    if ui.mode is PlanMode.ABSENCE:
        return absence_panel(day, ui, on)
    make = {
        PlanMode.ROOMS: _rooms,
        PlanMode.PEOPLE: _people,
        PlanMode.CANDIDATES: _candidates,
        PlanMode.LINK: link_panel,
    }[ui.mode]
    return make(day, row, ui, on)


def rooms_text(rooms: Sequence[PlacedRoom]) -> str:
    """Return rooms as they are typed: "Sporthal Oost: 120; Aula"."""
    told = [
        each.label if each.candidates is None else f"{each.label}: {each.candidates}"
        for each in rooms
    ]
    return "; ".join(told)


def rooms_of(day: OfficeDay, row: PlannedSession, ui: PlanningUi) -> PlaceSession | None:
    """Return the rooms as they will be: what is ready, else what is planned, else proposed."""
    ready = [s for s in ui.steps if isinstance(s, PlaceSession) and s.session == row.session]
    if ready:
        return ready[-1]
    on = row.starts.astimezone(ui.zone).date().isoformat()
    if row.rooms:
        several = len(row.rooms) > 1
        rooms = [
            PlacedRoom(each.label, each.location, each.candidates if several else None)
            for each in row.rooms
        ]
        return PlaceSession(row.session, on, tuple(rooms))
    offer = proposed(row, rooms_known(day), ui.home)
    return None if offer is None else PlaceSession(row.session, on, (offer,))


# ---------------------------------------------------------------- rooms


def _rooms(day: OfficeDay, row: PlannedSession, ui: PlanningUi, _: date) -> DeskPanel:
    now = rooms_of(day, row, ui)
    is_by_number = now is not None and now.order is PartOrder.NUMBER
    location = ui.home if now is None or not now.rooms else now.rooms[0].location
    is_proposal = now is not None and not row.rooms and now not in ui.steps
    fields = (
        DeskField("rooms", "Zalen", rooms_text(() if now is None else now.rooms), is_wide=True),
        DeskField("location", "Locatie", location),
        DeskField(
            "number", "Verdelen op nummer", "1" if is_by_number else "", is_tick=True,
            detail="anders op naam",
        ),
    )  # fmt: skip
    return DeskPanel(
        key=f"{row.session}/rooms/{len(ui.prepared)}/{len(row.rooms)}",
        title=row.name,
        subtitle=_subtitle(row, ui),
        heading="Voorstel van Toetsplanning" if is_proposal else "Zalen",
        form=DeskForm.PLAN,
        fields=fields,
        action=ScreenAction("rooms", "Zaal klaarzetten", "Ctrl Enter"),
        told=(*_shares(day, row, now), *_rooms_help(row, ui)),
    )


def _shares(
    day: OfficeDay, row: PlannedSession, now: PlaceSession | None
) -> list[tuple[str, str]]:
    """Return who sits in which part: how many, from whom to whom."""
    if now is None or not now.rooms:
        return []
    session = day.sessions[row.session]
    people = in_order(candidates_of(session), now.order)
    told, at = [], 0
    counts = spread(len(people), [each.candidates for each in now.rooms])
    for room, count in zip(now.rooms, counts, strict=True):
        some = people[at : at + count]
        at += count
        told.append((f"{room.label}, {room.location}", _range(some, now.order)))
    return told


def _range(people: Sequence[Enrolment], order: PartOrder) -> str:
    if not people:
        return "niemand"
    first, last = _mark(people[0], order), _mark(people[-1], order)
    return f"{len(people)}: {first}" if len(people) == 1 else f"{len(people)}: {first} t/m {last}"


def _mark(enrolment: Enrolment, order: PartOrder) -> str:
    plan = enrolment.plan
    if plan is None:
        return "–"
    return plan.number if order is PartOrder.NUMBER else plan.surname


def _rooms_help(row: PlannedSession, ui: PlanningUi) -> list[tuple[str, str]]:
    hint = [("Wens van Toetsplanning", row.hint)] if row.hint else []
    if not ui.can_plan:
        return hint
    return [
        *hint,
        (ROOMS_HELP, "Aula; B1.14"),
        ("Zoveel in een deel", "Aula: 120; B1.14"),
        ("Of tot en met een naam of nummer", "Aula: t/m K; B1.14"),
    ]


def _subtitle(row: PlannedSession, ui: PlanningUi) -> str:
    start, end = clock_text(row.starts, ui.zone), clock_text(row.ends, ui.zone)
    return f"{start}–{end} · {row.expected} kandidaten · {row.code}"


# ---------------------------------------------------------------- people


def _people(day: OfficeDay, row: PlannedSession, ui: PlanningUi, on: date) -> DeskPanel:
    now = rooms_of(day, row, ui)
    rooms = [] if now is None else [each.label for each in now.rooms]
    start, end = clock_text(row.starts, ui.zone), clock_text(row.ends, ui.zone)
    fields = [
        DeskField("find", "Zoek iemand", ui.find, is_search=True),
        DeskField("from", "Van", start),
        DeskField("until", "Tot", end),
        DeskField("chief", "Afnameleider", "", is_tick=True),
    ]
    if len(rooms) > 1:
        fields.insert(1, DeskField("room", "Zaal", rooms[0]))
    choices = _staff_choices(day, row, ui, on) if rooms else ()
    return DeskPanel(
        key=f"{row.session}/people/{len(ui.prepared)}",
        title=row.name,
        subtitle=_subtitle(row, ui),
        heading=f"Toezicht: {row.watching} gepland, {row.needed} nodig",
        form=DeskForm.PLAN,
        fields=tuple(fields),
        action=FIRST if choices else None,
        told=tuple(_staff_told(row, ui)) if rooms else (("Kies eerst een zaal", "Alt Z"),),
        choices=choices,
    )


def _staff_told(row: PlannedSession, ui: PlanningUi) -> list[tuple[str, str]]:
    told = [
        (staff_name(person.name), f"{room.label} {_hours_of(person, ui)}")
        for room in row.rooms
        for person in room.people
    ]
    for step in ui.steps:
        if isinstance(step, PlaceStaff) and step.session == row.session:
            what = hours(step.works_from, step.works_until, ui) if step.is_placed else "eraf"
            told.append((staff_name(step.name), f"{step.room} {what}, klaargezet"))
    return told


def _hours_of(person: PersonAssigned, ui: PlanningUi) -> str:
    return hours(person.works_from, person.works_until, ui)


def hours(since: str | None, until: str | None, ui: PlanningUi) -> str:
    """Return from when until when somebody works: "08:30–12:00"; empty: the whole exam."""
    if since is None or until is None:
        return ""
    return f"{clock_text(instant(since), ui.zone)}–{clock_text(instant(until), ui.zone)}"


def _staff_choices(
    day: OfficeDay, row: PlannedSession, ui: PlanningUi, on: date
) -> tuple[DeskChoice, ...]:
    people = staff_known(day)
    here = working(day, row, ui)
    busy = _elsewhere(day, row, ui, on)
    return tuple(
        DeskChoice(
            who,
            staff_name(people[who]),
            f"staat in {here[who].label}: van de zaal halen" if who in here else busy.get(who, ""),
        )
        for who in people_found(people, ui.find)[:FOUND_MAX]
    )


def working(day: OfficeDay, row: PlannedSession, ui: PlanningUi) -> Mapping[str, PlacedRoom]:
    """Return who works in the rooms of a session as they will be, with what is ready."""
    now = rooms_of(day, row, ui)
    kept = {(each.label, each.location) for each in (() if now is None else now.rooms)}
    found = {
        person.person: PlacedRoom(room.label, room.location)
        for room in row.rooms
        for person in room.people
        if (room.label, room.location) in kept
    }
    for step in ui.steps:
        if isinstance(step, PlaceStaff) and step.session == row.session:
            found[step.person] = PlacedRoom(step.room, step.location)
            if not step.is_placed:
                del found[step.person]
    return found


def _elsewhere(day: OfficeDay, row: PlannedSession, ui: PlanningUi, on: date) -> Mapping[str, str]:
    """Return who works somewhere else that day: where, and from when."""
    found: dict[str, str] = {}
    for other in sessions_on(day, on, ui.zone):
        if other.session == row.session:
            continue
        for room in other.rooms:
            for person in room.people:
                at = clock_text(other.starts, ui.zone)
                found[person.person] = f"die dag ook in {room.label} om {at}"
    return found


# ---------------------------------------------------------------- candidates


def candidates_found(session: ExamSession, query: str) -> list[Enrolment]:
    """Return who is looked for, by name or number, by name."""
    asked = squeeze(query)
    found = [
        each
        for each in candidates_of(session)
        if asked and asked in squeeze(f"{spoken_name(each)} {_number(each)}")
    ]
    return in_order(found, PartOrder.NAME)


def _number(each: Enrolment) -> str:
    return "" if each.plan is None else each.plan.number


def _candidates(day: OfficeDay, row: PlannedSession, ui: PlanningUi, _: date) -> DeskPanel:
    session = day.sessions[row.session]
    labels = {room.room: room.label for room in row.rooms}
    choices = tuple(
        DeskChoice(
            each.candidate, f"{spoken_name(each)} · {_number(each)}",
            labels.get(each.room or "", "nog zonder zaal"),
        )
        for each in candidates_found(session, ui.find)[:FOUND_MAX]
    )  # fmt: skip
    rooms = [room.label for room in row.rooms]
    told = [(room.label, f"{room.candidates} kandidaten") for room in row.rooms]
    for step in ui.steps:
        if isinstance(step, PlaceCandidate) and step.session == row.session:
            name = spoken_name(session.enrolments[step.candidate])
            told.append((name, f"naar {step.room}, klaargezet"))
    can = len(rooms) > 1
    return DeskPanel(
        key=f"{row.session}/candidates/{len(ui.prepared)}",
        title=row.name,
        subtitle=_subtitle(row, ui),
        heading="Een kandidaat naar een andere zaal",
        form=DeskForm.PLAN,
        fields=(
            DeskField("find", "Zoek een kandidaat", ui.find, is_search=True),
            DeskField("room", "Naar zaal", rooms[-1]),
        ) if can else (),
        action=FIRST if choices and can else None,
        told=tuple(told) if can else (ONE_ROOM,),
        choices=choices if can else (),
    )  # fmt: skip


# ---------------------------------------------------------------- a file


def _extras(day: OfficeDay, ui: PlanningUi) -> DeskPanel:
    """Return what a file would change, and every line that is wrong: nothing half."""
    read = ui.extras
    steps = () if read is None else read.steps
    problems: tuple[ExtrasLine, ...] = () if read is None else read.problems
    told = [(f"Regel {each.number}", PROBLEMS[each.problem]) for each in problems if each.problem]
    told = [*told[:LINES_MAX], *_more(len(told))]
    if not problems:
        for step in steps[:LINES_MAX]:
            session = day.sessions[step.session]
            told.append((spoken_name(session.enrolments[step.candidate]), _change(session, step)))
        told += _more(len(steps))
    heading = f"{len(steps)} kandidaten krijgen andere gegevens"
    if problems:
        wrong = "1 regel klopt" if len(problems) == 1 else f"{len(problems)} regels kloppen"
        heading = f"{wrong} niet: er gebeurt niets"
    same = 0 if read is None else read.same
    about = f"{same} kandidaten hebben dit al" if same else "Gegevens die OKE niet brengt"
    can = bool(steps) and not problems
    return DeskPanel(
        key=f"extras/{ui.extras_name}",
        title=ui.extras_name,
        subtitle="Verbeter het bestand en lees het opnieuw in." if problems else about,
        heading=heading,
        form=DeskForm.PLAN,
        fields=(),
        action=ScreenAction("extras", "Gegevens klaarzetten", "Ctrl Enter") if can else None,
        told=tuple(told),
    )


def _more(count: int) -> list[tuple[str, str]]:
    return [("En nog", str(count - LINES_MAX))] if count > LINES_MAX else []


def _change(session: ExamSession, step: object) -> str:
    now = session.enrolments[getattr(step, "candidate", "")].extras
    told = []
    for name, word in (("birth_date", "geboren"), ("seat", "plaats"), ("programme", "opleiding")):
        before = None if now is None else getattr(now, name)
        after = getattr(step, name)
        if before != after:
            told.append(f"{word} {before or '–'} wordt {after}")
    return ", ".join(told)
