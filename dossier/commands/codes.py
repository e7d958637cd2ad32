"""codes: makes the cards of a room-day, writes their codes once and forgets them."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path

from app.crypto.device_keys import write_new
from dossier.archive.devices import log_access
from dossier.archive.ledger import Writing
from dossier.archive.rooms import CardRows, RoomRows
from dossier.cards import CardDesk, PrintedCard
from dossier.commands.speaking import WRONG_USE, Stop, row_of, tell, tell_rows
from dossier.feed import NoSuchRoom
from dossier.opened import COMMAND_LINE, OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("codes", help="maak de kaarten met dagcodes")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--room-day", action="append", default=[], help="lokaal van de dag")
    parser.add_argument("--day", type=date.fromisoformat, help="alle lokalen van deze dag")
    parser.add_argument("--out", type=Path, help="bestand voor de codes, anders het scherm")
    parser.add_argument(
        "--revoke", action="append", default=[], metavar="KAART", help="deze kaart geldt niet meer"
    )
    parser.add_argument(
        "--reprint", action="append", default=[], metavar="KAART", help="maak deze kaart opnieuw"
    )
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Make, revoke or replace cards.

    Raises:
        Stop: There is no such room or card.
    """
    try:
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            room_days = _room_days(writing, told)
            lines = [line for each in room_days for line in _made(dossier, writing, told, each)]
            read = f"codes {' '.join(room_days)}"
            log_access(writing.connection, writing.school, COMMAND_LINE, read, writing.at)
            if told.out is not None and lines:
                write_new(told.out, ("\n".join(lines) + "\n").encode())
    except NoSuchRoom as problem:
        raise Stop("Dit lokaal is er niet.", "Kijk met 'assign --list'.") from problem
    except FileExistsError as problem:
        raise Stop(f"{told.out} bestaat al.", "Kies een andere naam voor --out.") from problem
    if told.out is None or not lines:
        tell_rows(lines, "Alle kaarten zijn al gemaakt; --reprint maakt er een opnieuw.")
    else:
        tell(f"{len(lines)} codes in {told.out}: print ze, en haal het bestand dan weg.")


def _room_days(writing: Writing, told: Namespace) -> list[str]:
    room_days = list(told.room_day)
    if told.day is not None:
        rooms = RoomRows(writing.connection, writing.school)
        room_days += [row.id for row in rooms.find(day=told.day.isoformat())]
        if not room_days:
            raise Stop(
                f"Op {told.day} heeft nog geen zitting een lokaal.", "Wijs toe met 'assign'."
            )
    if not room_days:
        raise Stop("Geef --room-day of --day.", "Kijk met 'assign --list'.", WRONG_USE)
    return room_days


def _made(dossier: OpenDossier, writing: Writing, told: Namespace, room_day: str) -> list[str]:
    """Return the lines of the cards that were made for one room-day."""
    desk = CardDesk(writing, dossier.feed, dossier.keys)
    cards = CardRows(writing.connection, writing.school)
    known = {card.number for card in cards.cards(room_day)}
    if not {*told.revoke, *told.reprint} <= known:
        raise Stop(
            f"Een van deze kaarten is er niet in {room_day}.",
            "Noem het nummer zoals het op de kaart staat.",
        )
    if told.revoke:
        made = desk.revoke(room_day, told.revoke)
    else:
        made = desk.make(room_day, again=told.reprint)
    return [_line(room_day, card) for card in made]


def _line(room_day: str, card: PrintedCard) -> str:
    """Return room-day, card number, person id, name, role and code, with tabs between."""
    person, name = ("-", "reserve") if card.person is None else (card.person.id, card.person.name)
    role = "-" if card.role is None else card.role.value
    return row_of(room_day, card.number, person, name, role, card.code)
