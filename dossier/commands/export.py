"""export: the record in one file that anybody can check."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dossier.commands.speaking import Stop, tell
from dossier.exporting import export_lines
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("export", help="schrijf het dossier uit, om te controleren")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--session", help="alleen deze zitting, met een bewijs per event")
    parser.add_argument("--out", type=Path, required=True, help="een bestand dat er nog niet is")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Write the export.

    Raises:
        Stop: There is such a file, or it cannot be written.
    """
    dossier.note_read(f"export {told.session or 'everything'}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(told.out, flags, 0o600), "wb") as file:
            for line in export_lines(dossier, told.session):
                file.write(line)
    except FileExistsError as problem:
        raise Stop(
            "Er is hier al iets: er wordt niets vervangen.", "Kies een nieuwe naam voor --out."
        ) from problem
    except OSError as problem:
        raise Stop(
            "De export kan niet geschreven worden.", "Kijk naar de rechten en de vrije ruimte."
        ) from problem
    tell(f"Geschreven: {told.out}. Er staan persoonsgegevens in; bewaar het bestand veilig.")
    tell("Controleren kan met 'python -m app verify', of met docs/verify_examendag.py.")
