"""leave: two people let a laptop clear a room-day that was never sealed there."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dossier.commands.judges import two_people
from dossier.commands.speaking import Stop, tell
from dossier.leaving import HeldRoom, NotTwice, allow, held_rooms
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("leave", help="laat een laptop opruimen wat niet verzegeld is")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--list", action="store_true", help="toon wat laptops brachten")
    parser.add_argument("--laptop", help="kenmerk van de laptop")
    parser.add_argument("--room-day", help="lokaal van de dag")
    parser.add_argument("--by", action="append", default=[], metavar="ID", help="wie, twee keer")
    parser.add_argument("--ground", default="", help="waarom")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """List what is held, or write the word of two people about one room-day on one laptop.

    Raises:
        Stop: Not two people, nothing of that name, or the school does not have it twice.
    """
    if told.list:
        with dossier.ledger.reading() as reading:
            for each in held_rooms(reading):
                tell(_line(each))
        return
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        people = two_people(writing, told.by)
        asked = (told.laptop, told.room_day)
        found = [each for each in held_rooms(writing) if (each.device, each.room_day) == asked]
        if not found:
            raise Stop("Van deze laptop is in dit lokaal niets.", "Kijk met 'leave --list'.")
        try:
            allow(writing, found[0], people, told.ground)
        except NotTwice as problem:
            raise Stop(
                "Nog niet alles hiervan staat in een gecontroleerde back-up.",
                "Maak een back-up, controleer hem en herhaal dit. Ontbreekt er iets, "
                "neem dan eerst een stick van de laptop in.",
            ) from problem
    tell(f"{told.laptop} ruimt {told.room_day} op, een dag nadat hij dit hoort.")
    tell("Wat daar nog nieuw bij komt, blijft op de laptop.")


def _line(held: HeldRoom) -> str:
    """Return laptop, room-day, how many events and how it stands, with tabs between."""
    seal = "verzegeld" if held.is_sealed else "niet verzegeld"
    backup = "in back-up" if held.is_twice else "niet in back-up"
    word = "opruimen mag" if held.is_allowed else "-"
    return f"{held.device}\t{held.room_day}\t{held.events}\t{seal}\t{backup}\t{word}"
