"""paper: the papers of a room's sessions as PDF, for a day without laptop."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path

from app.crypto.device_keys import write_new
from app.models.paper import Paper, paper_of
from app.models.report_pack import cards_of, pack_name, pack_of
from app.reports.paper_pack import render_paper_pack
from dossier.archive.reading import Reading
from dossier.archive.rooms import RoomDayRow, RoomRows
from dossier.commands.speaking import WRONG_USE, Stop, tell
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("paper", help="maak het papieren pakket per zitting")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--room-day", action="append", default=[], help="lokaal van de dag")
    parser.add_argument("--day", type=date.fromisoformat, help="alle lokalen van deze dag")
    parser.add_argument("--out", type=Path, required=True, help="map voor de pdf-bestanden")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Write one PDF per session in each room.

    Raises:
        Stop: There is no such room, nothing is planned in it, or the folder cannot be written.
    """
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        rows = _rows(reading, told)
        papers = [paper for row in rows for paper in _papers(reading, row)]
    if not papers:
        raise Stop("Hier is geen zitting met een planning.", "Kijk met 'assign --list'.")
    for row in rows:
        dossier.note_read(f"paper {row.id}")
    try:
        told.out.mkdir(parents=True, exist_ok=True)
        for paper in papers:
            path = told.out / pack_name(paper, now)
            cards = cards_of(paper.session.standards)
            write_new(path, render_paper_pack(pack_of(paper, cards, now)))
            tell(str(path))
    except OSError as problem:
        raise Stop(
            f"De map {told.out} kan niet gelezen of geschreven worden.",
            "Kies een andere met --out.",
        ) from problem


def _rows(reading: Reading, told: Namespace) -> list[RoomDayRow]:
    rooms = RoomRows(reading.connection, reading.school)
    if not told.room_day and told.day is None:
        raise Stop("Geef --room-day of --day.", "Kijk met 'assign --list'.", WRONG_USE)
    rows = [] if told.day is None else list(rooms.find(day=told.day.isoformat()))
    for room_day in told.room_day:
        row = rooms.get(room_day)
        if row is None:
            raise Stop(f"Het lokaal {room_day} is er niet.", "Kijk met 'assign --list'.")
        rows.append(row)
    return rows


def _papers(reading: Reading, row: RoomDayRow) -> list[Paper]:
    """Return the papers of the sessions that a room-day reads, in order of start."""
    scopes = RoomRows(reading.connection, reading.school).scopes(row.id)
    sessions = [scope.split("/")[1] for scope in scopes if scope.startswith("part/")]
    found = [paper_of(reading.session(session), row.room) for session in sorted(sessions)]
    held = [paper for paper in found if paper is not None and paper.session.is_active]
    return sorted(held, key=lambda paper: (paper.schedule.planned_start, paper.session.id))
