"""reads: who read which personal data, and when."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.models.reads_told import read_text
from dossier.archive.devices import accesses
from dossier.commands.speaking import tell
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("reads", help="wie welke persoonsgegevens las")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--who", default="", help="alleen van wie zo heet, zoals 'person p1'")
    parser.add_argument("--about", default="", help="alleen over dit, zoals een zitting")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Tell when, who, and what with roles and machine, as it is kept and in words, by tabs."""
    with dossier.ledger.reading() as reading:
        for at, who, what in accesses(reading.connection, reading.school):
            if told.who in who and told.about in what:
                tell(f"{at}\t{who}\t{what}\t{read_text(what, {})}")
