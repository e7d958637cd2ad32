"""practice: a made-up day to practise with, in a dossier of its own."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path

from dossier.commands.speaking import Stop, tell, warn
from dossier.opened import OpenDossier
from dossier.practising import MARK, NotForPractice, practise


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("practice", help="zet een verzonnen dag klaar om te oefenen")
    parser.add_argument("--data", type=Path, required=True, help="de map van het oefendossier")
    parser.add_argument(
        "--day", type=date.fromisoformat, required=True, help="waarop geoefend wordt, JJJJ-MM-DD"
    )
    parser.add_argument("--location", required=True, help="locatie van de laptops die oefenen")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Plan the made-up day, and tell its rooms.

    Raises:
        Stop: This is not a dossier to practise in.
    """
    try:
        rooms = practise(dossier, told.day, told.location)
    except NotForPractice as problem:
        raise Stop(
            "Oefenen doe je niet in het dossier van de school.",
            f"Maak er een apart dossier voor: init --school {MARK}-... , zonder planning.",
        ) from problem
    for each in rooms:
        tell(f"{each.room_day}\t{each.starts_at}\t{each.session}")
    warn(f"Maak nu de kaarten: codes --data {told.data} --day {told.day}.")
    warn("Elk lokaal heeft reservekaarten: wie oefent, typt daarbij een eigen naam.")
