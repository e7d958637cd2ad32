"""extras: what OKE does not bring, from the school's own file (decisions 23)."""

import csv
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path
from typing import Final

from app.models.plan import ExtrasAdded
from dossier.commands.speaking import Stop, not_a_list, read_text, tell
from dossier.opened import OpenDossier
from dossier.plan import add_extras

_COLUMNS: Final = ("deelname", "geboortedatum", "plaats", "opleiding")


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("extras", help="geboortedatum, plaats en opleiding")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("file", type=Path, help=f"CSV met kolommen {';'.join(_COLUMNS)}")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Take the file in, whole or not at all.

    Raises:
        Stop: A line is not what it should be; nothing is kept then.
    """
    rows = _rows(told.file)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        for number, enrolment, extras in rows:
            if not add_extras(writing, enrolment, extras):
                raise Stop(
                    f"Regel {number}: deze deelname is niet bekend. Er is niets bewaard.",
                    "Laat Toetsplanning de deelname sturen, of haal de regel weg.",
                )
    tell(f"{len(rows)} regels verwerkt.")


def _rows(path: Path) -> list[tuple[int, str, ExtrasAdded]]:
    text = read_text(path)
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    if "deelname" not in (reader.fieldnames or ()):
        raise Stop(
            "De eerste regel noemt geen kolom 'deelname'.",
            f"Begin het bestand met {';'.join(_COLUMNS)}.",
        )
    try:
        return [
            (
                reader.line_num,
                (row["deelname"] or "").strip().lower(),
                _extras(reader.line_num, row),
            )
            for row in reader
        ]
    except csv.Error as problem:
        raise not_a_list(path) from problem


def _enrolment(row: dict[str, str | None]) -> str:
    return (row["deelname"] or "").strip().lower()


def _extras(number: int, row: dict[str, str | None]) -> ExtrasAdded:
    """Return what a line adds; an empty cell is absent, never empty."""
    told = {name: (row.get(name) or "").strip() or None for name in _COLUMNS}
    born = told["geboortedatum"]
    if born is not None:
        try:
            date.fromisoformat(born)
        except ValueError as problem:
            raise Stop(
                f"Regel {number}: de geboortedatum klopt niet. Er is niets bewaard.",
                "Schrijf hem als JJJJ-MM-DD.",
            ) from problem
    return ExtrasAdded(birth_date=born, seat=told["plaats"], programme=told["opleiding"])
