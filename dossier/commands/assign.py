"""assign: which session is held in which room, and who works there."""

import csv
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from app.models.timing import instant
from app.models.values import StaffRole
from dossier.archive.resources import CANDIDATE, SESSION, ResourceRows
from dossier.archive.rooms import RoomRows
from dossier.commands.speaking import Stop, not_a_list, read_text, row_of, tell, tell_rows, warn
from dossier.opened import OpenDossier
from dossier.rooms import NoSuchSession, NotInSession, Place, RoomDesk
from dossier.staffing import NoSuchPerson


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("assign", help="wijs lokalen en mensen toe")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--list", action="store_true", help="toon zittingen en lokalen")
    parser.add_argument("--session", action="append", default=[], help="zitting; mag vaker")
    parser.add_argument(
        "--room",
        action="append",
        default=[],
        metavar="LOKAAL[=LIJST.csv]",
        help="lokaal; vaker om te splitsen, met een lijst van deelnames of in gelijke delen",
    )
    parser.add_argument("--location", help="locatie van het lokaal")
    parser.add_argument("--day", type=date.fromisoformat, help="dag, JJJJ-MM-DD")
    parser.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="ID[:ROL]",
        help="wie er werkt; rol invigilator of chief-invigilator",
    )
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Assign, or list.

    Raises:
        Stop: Something is missing or unknown.
    """
    if told.list:
        _list(dossier)
        return
    if not told.room or told.location is None or told.day is None:
        raise Stop("Geef --room, --location en --day.", "", 2)
    places = [_place(each, told.location, told.day.isoformat()) for each in told.room]
    people = [_person(each) for each in told.person]
    _assign(dossier, told.session, places, people)
    _warn_of_days(dossier, told.session, told.day)
    for place in places:
        tell(place.room_day)


def _assign(
    dossier: OpenDossier,
    sessions: Sequence[str],
    places: Sequence[Place],
    people: Sequence[tuple[str, StaffRole]],
) -> None:
    try:
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            desk = RoomDesk(writing, dossier.feed, dossier.config)
            for session in sessions:
                desk.assign(session, places)
            for place in places:
                for person, role in people:
                    desk.staff.assign(place.room_day, person, role)
    except NoSuchSession as problem:
        raise Stop(
            f"De zitting {problem} is niet bekend.", "Kijk met 'assign --list'."
        ) from problem
    except NotInSession as problem:
        raise Stop(
            f"De lijst noemt een deelname die niet bij zitting {problem} hoort.",
            "Zet in de lijst per regel één deelname (associationId) van die zitting.",
        ) from problem
    except NoSuchPerson as problem:
        raise Stop(
            f"Er is niemand met kenmerk {problem}.", "Voeg toe met 'people add'."
        ) from problem


def _list(dossier: OpenDossier) -> None:
    tell_rows(_rows(dossier), "Er zijn nog geen zittingen: die stuurt de planning ('planner').")


def _warn_of_days(dossier: OpenDossier, sessions: Sequence[str], day: date) -> None:
    """Say it when a session begins on another day: its laptops would not have it then."""
    zone = ZoneInfo(dossier.config.time_zone)
    with dossier.ledger.reading() as reading:
        for session in sessions:
            plan = reading.session(session).plan
            begins = None if plan is None else instant(plan.starts_at).astimezone(zone).date()
            if begins is not None and begins != day:
                warn(f"Let op: zitting {session} begint op {begins}, niet op {day}.")


def _rows(dossier: OpenDossier) -> Iterator[str]:
    with dossier.ledger.reading() as reading:
        resources = ResourceRows(reading.connection, reading.school)
        for row in resources.of_kind(SESSION):
            plan = reading.session(row.id).plan
            seated = resources.of_session(row.id, CANDIDATE)
            if plan is not None:
                rooms = ",".join(sorted({each.room for each in seated}))
                told = plan.code, plan.starts_at, plan.state.value, len(seated), rooms
                yield row_of("zitting", row.id, *told, plan.location_hint or "")
        for room in RoomRows(reading.connection, reading.school).find():
            yield row_of("lokaal", room.id, room.label, room.location, room.day)


def _place(told: str, location: str, day: str) -> Place:
    label, _, path = told.partition("=")
    candidates: tuple[str, ...] = ()
    if path:
        rows = csv.reader(read_text(Path(path)).splitlines(), delimiter=";")
        try:
            candidates = tuple(row[0].strip().lower() for row in rows if row and row[0].strip())
        except csv.Error as problem:
            raise not_a_list(Path(path)) from problem
    return Place(label, location, day, candidates)


def _person(told: str) -> tuple[str, StaffRole]:
    person, _, role = told.partition(":")
    try:
        return person, StaffRole(role or StaffRole.INVIGILATOR.value)
    except ValueError as problem:
        raise Stop(
            f"De rol {role} bestaat niet.", "Kies invigilator of chief-invigilator.", 2
        ) from problem
