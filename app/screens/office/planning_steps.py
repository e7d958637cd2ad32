"""From what a person does on the page of planning to what is prepared, sent, and shown next."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any, Final

from app.models.extras_file import read_extras
from app.models.office_commands import OfficeCommand, TakeBack
from app.models.office_day import OfficeDay
from app.models.planning import in_order, last_with
from app.models.planning_commands import PlaceCandidate, PlaceSession, PlaceStaff, SendPlan
from app.models.planning_day import (
    PlannedSession,
    candidates_of,
    days_planned,
    people_found,
    room_called,
    rooms_known,
    sessions_on,
    staff_known,
)
from app.models.planning_facts import PartOrder, PlacedRoom
from app.models.session import Enrolment
from app.models.values import StaffRole
from app.models.words import staff_name
from app.screens.office import planning_intents as i
from app.screens.office.desk_intents import DeskSubmitted, FormSearched
from app.screens.office.planning import NOT_YOURS, day_shown, planning_screen, proposals
from app.screens.office.planning_absence import MISTAKE, absence_command
from app.screens.office.planning_link import link_step
from app.screens.office.planning_panel import candidates_found, rooms_of, rooms_text, working
from app.screens.office.planning_ui import PlanMode, PlanningUi, Prepared
from app.screens.room.search import squeeze

_COUNT = re.compile(r"\d{1,4}\Z")
_UNTIL = re.compile(r"t/m\s+(.+)\Z", re.IGNORECASE)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\Z")
LABEL_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class PlanningStep:
    """What follows from an intent: the page as it is then, and what is to be recorded."""

    ui: PlanningUi
    command: OfficeCommand | None = None
    told: str = ""


class NotWhole(Exception):
    """A form that cannot be prepared; the sentence says what is missing."""


def planning_step(day: OfficeDay, ui: PlanningUi, intent: object) -> PlanningStep:
    """Return what follows from an intent of the page; others change nothing."""
    rule = _RULES.get(type(intent))
    if rule is None:
        return PlanningStep(ui)
    try:
        return rule(day, replace(ui, trouble=""), intent)
    except NotWhole as problem:
        return PlanningStep(replace(ui, trouble=str(problem)))


# ---------------------------------------------------------------- choosing


def _turn(day: OfficeDay, ui: PlanningUi, intent: i.DayTurned) -> PlanningStep:
    on, every = day_shown(day, ui), days_planned(day, ui.zone)
    ahead = [each for each in every if (each > on if intent.step > 0 else each < on)]
    if not ahead:
        return PlanningStep(ui)
    other = ahead[0] if intent.step > 0 else ahead[-1]
    return PlanningStep(replace(ui, on=other, selected="", find="", mode=_left(ui)))


def _left(ui: PlanningUi) -> PlanMode:
    return PlanMode.ROOMS if ui.mode is PlanMode.EXTRAS else ui.mode


def _choose(day: OfficeDay, ui: PlanningUi, intent: i.SessionChosen) -> PlanningStep:
    screen = planning_screen(day, ui)
    keys, key = [line.key for line in screen.lines], intent.key
    if intent.step and keys:
        at = keys.index(screen.selected) if screen.selected in keys else 0
        key = keys[max(0, min(len(keys) - 1, at + intent.step))]
    return PlanningStep(replace(ui, selected=key, find="", mode=_left(ui)))


def _mode(day: OfficeDay, ui: PlanningUi, intent: i.ModeChosen) -> PlanningStep:
    shown = planning_screen(day, ui).selected
    return PlanningStep(replace(ui, mode=PlanMode(intent.mode), selected=shown, find=""))


def _search(_: OfficeDay, ui: PlanningUi, intent: i.PlanSearched) -> PlanningStep:
    return PlanningStep(replace(ui, query=intent.text, selected=""))


def _find(_: OfficeDay, ui: PlanningUi, intent: FormSearched) -> PlanningStep:
    return PlanningStep(replace(ui, find=intent.text))


# ---------------------------------------------------------------- preparing


def _submit(day: OfficeDay, ui: PlanningUi, intent: DeskSubmitted) -> PlanningStep:
    on = day_shown(day, ui)
    if not ui.may_submit:
        raise NotWhole(NOT_YOURS)
    if ui.mode is PlanMode.ABSENCE:
        command, told = absence_command(day, ui, on, intent)
        if command is None:
            raise NotWhole(told)
        return PlanningStep(replace(ui, find=""), command, told)
    key = planning_screen(day, ui).selected
    row = next((each for each in sessions_on(day, on, ui.zone) if each.session == key), None)
    if row is None:
        return PlanningStep(ui)
    make = {
        PlanMode.ROOMS: _rooms,
        PlanMode.PEOPLE: _staff,
        PlanMode.CANDIDATES: _candidate,
        PlanMode.LINK: _link,
        PlanMode.EXTRAS: _extras,
    }[ui.mode]
    prepared = make(day, row, ui, intent)
    after = replace(ui, selected=row.session, find="", mode=_left(ui))
    return PlanningStep(_with(after, prepared))


def _with(ui: PlanningUi, prepared: Prepared) -> PlanningUi:
    return replace(ui, prepared=(*ui.prepared, prepared), undo=())


def _rooms(day: OfficeDay, row: PlannedSession, ui: PlanningUi, intent: DeskSubmitted) -> Prepared:
    order = PartOrder.NUMBER if intent.is_ticked("number") else PartOrder.NAME
    location = intent.value("location")
    if not location:
        raise NotWhole("Vul de locatie in, zoals hij bij de laptops staat.")
    told = [each.strip() for each in intent.value("rooms").split(";") if each.strip()]
    if not told:
        raise NotWhole("Vul een zaal in.")
    people = in_order(candidates_of(day.sessions[row.session]), order)
    rooms: list[PlacedRoom] = []
    for each in told:
        label, _, share = each.partition(":")
        used = sum(room.candidates or 0 for room in rooms)
        count = _share(share.strip(), people, order, used)
        rooms.append(replace(_room_typed(day, label, location), candidates=count))
    if len({squeeze(each.label) for each in rooms}) < len(rooms):
        raise NotWhole("Elke zaal hoort er één keer in te staan.")
    on = row.starts.astimezone(ui.zone).date().isoformat()
    step = PlaceSession(row.session, on, tuple(rooms), order)
    return Prepared((step,), f"{row.name}: {rooms_text(rooms)}")


def _room_typed(day: OfficeDay, typed: str, location: str) -> PlacedRoom:
    """Return a room by its name, as it is called where it is known."""
    label = " ".join(typed.split())
    if not label or len(label) > LABEL_MAX:
        raise NotWhole(f"Een zaal heeft een naam van hoogstens {LABEL_MAX} tekens.")
    known = room_called(label, rooms_known(day), location)
    is_here = known is not None and known.location == location
    return known if known is not None and is_here else PlacedRoom(label, location)


def _share(typed: str, people: Sequence[Enrolment], order: PartOrder, used: int) -> int | None:
    """Return how many a part holds: a number, or up to and including a name or number."""
    if not typed:
        return None
    if _COUNT.match(typed):
        return int(typed)
    until = _UNTIL.match(typed)
    if until is None:
        raise NotWhole(f"‘{typed}’ begrijp ik niet. Schrijf een aantal, of t/m en een naam.")
    return max(0, last_with(people, until.group(1), order) - used)


def _staff(day: OfficeDay, row: PlannedSession, ui: PlanningUi, intent: DeskSubmitted) -> Prepared:
    people = staff_known(day)
    found = people_found(people, ui.find)
    who = intent.choice or next(iter(found), "")
    if who not in people:
        raise NotWhole("Typ een deel van de naam, en kies.")
    rooms = rooms_of(day, row, ui)
    room = _room_named(rooms, intent.value("room"))
    name = staff_name(people[who])
    here = working(day, row, ui).get(who)
    role = StaffRole.CHIEF_INVIGILATOR if intent.is_ticked("chief") else StaffRole.INVIGILATOR
    step = PlaceStaff(
        session=row.session,
        person=who,
        name=people[who],
        role=role,
        room=room.label,
        location=room.location,
        day=row.starts.astimezone(ui.zone).date().isoformat(),
        is_placed=here is None,
    )
    if here is not None:
        step = replace(step, room=here.label, location=here.location)
        return Prepared((step,), f"{name}: niet meer in {here.label}")
    since, until = _moment(row, ui, intent.value("from")), _moment(row, ui, intent.value("until"))
    if since and until and until <= since:
        raise NotWhole("De tijd tot ligt niet na de tijd van.")
    return Prepared((replace(step, works_from=since, works_until=until),), f"{name}: {room.label}")


def _room_named(rooms: PlaceSession | None, typed: str) -> PlacedRoom:
    if rooms is None or not rooms.rooms:
        raise NotWhole("Geef de zitting eerst een zaal.")
    if not typed:
        return rooms.rooms[0]
    found = next((r for r in rooms.rooms if squeeze(r.label) == squeeze(typed)), None)
    if found is None:
        raise NotWhole(f"‘{typed}’ is geen zaal van deze zitting.")
    return found


def _moment(row: PlannedSession, ui: PlanningUi, typed: str) -> str | None:
    """Return a time of the day of the session as an instant; empty is none."""
    if not typed:
        return None
    told = _CLOCK.match(typed)
    if told is None:
        raise NotWhole(f"‘{typed}’ is geen tijd. Schrijf 08:30.")
    clock = time(int(told.group(1)), int(told.group(2)))
    local = datetime.combine(row.starts.astimezone(ui.zone).date(), clock, ui.zone)
    return f"{local.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def _candidate(
    day: OfficeDay, row: PlannedSession, ui: PlanningUi, intent: DeskSubmitted
) -> Prepared:
    session = day.sessions[row.session]
    found = [each.candidate for each in candidates_found(session, ui.find)]
    who = intent.choice or next(iter(found), "")
    if who not in session.enrolments:
        raise NotWhole("Typ een deel van de naam of het nummer, en kies.")
    typed = intent.value("room")
    room = next((r for r in row.rooms if squeeze(r.label) == squeeze(typed)), None)
    if room is None:
        raise NotWhole(f"‘{typed}’ is geen zaal van deze zitting.")
    on = row.starts.astimezone(ui.zone).date().isoformat()
    step = PlaceCandidate(row.session, who, room.label, room.location, on)
    return Prepared((step,), f"één kandidaat naar {room.label}")


def _link(day: OfficeDay, row: PlannedSession, ui: PlanningUi, intent: DeskSubmitted) -> Prepared:
    step, told = link_step(day, row, ui, intent)
    if step is None:
        raise NotWhole(told)
    return Prepared((step,), told)


def _extras(_: OfficeDay, __: PlannedSession, ui: PlanningUi, ___: DeskSubmitted) -> Prepared:
    read = ui.extras
    if read is None or read.problems or not read.steps:
        raise NotWhole("Dit bestand verandert niets.")
    return Prepared(read.steps, f"gegevens van {len(read.steps)} kandidaten uit {ui.extras_name}")


def _open(day: OfficeDay, ui: PlanningUi, intent: i.ExtrasOpened) -> PlanningStep:
    on = day_shown(day, ui)
    sessions = [day.sessions[each.session] for each in sessions_on(day, on, ui.zone)]
    read = read_extras(intent.text, sessions)
    after = replace(ui, mode=PlanMode.EXTRAS, extras=read, extras_name=intent.name)
    return PlanningStep(after)


def _take_proposals(day: OfficeDay, ui: PlanningUi, _: i.ProposalsTaken) -> PlanningStep:
    if not ui.can_plan:
        raise NotWhole(NOT_YOURS)
    found = proposals(day, sessions_on(day, day_shown(day, ui), ui.zone), ui)
    if not found:
        return PlanningStep(ui)
    told = f"{len(found)} zalen volgens Toetsplanning"
    return PlanningStep(_with(ui, Prepared(tuple(found.values()), told)))


# ---------------------------------------------------------------- undoing and sending


def _undo(_: OfficeDay, ui: PlanningUi, __: i.PlanUndone) -> PlanningStep:
    if ui.undo:
        return PlanningStep(replace(ui, undo=()), TakeBack(ui.undo, MISTAKE), "ongedaan gemaakt")
    return PlanningStep(replace(ui, prepared=ui.prepared[:-1]))


def _send(_: OfficeDay, ui: PlanningUi, __: i.PlanSent) -> PlanningStep:
    if not ui.prepared:
        return PlanningStep(ui)
    count = len(ui.prepared)
    word = "wijziging" if count == 1 else "wijzigingen"
    return PlanningStep(ui, SendPlan(ui.steps), f"{count} {word} in de planning verstuurd")


_Rule = Callable[[OfficeDay, PlanningUi, Any], PlanningStep]
_RULES: Final[dict[type, _Rule]] = {
    i.DayTurned: _turn,
    i.SessionChosen: _choose,
    i.ModeChosen: _mode,
    i.PlanSearched: _search,
    FormSearched: _find,
    DeskSubmitted: _submit,
    i.ExtrasOpened: _open,
    i.ProposalsTaken: _take_proposals,
    i.PlanUndone: _undo,
    i.PlanSent: _send,
}
