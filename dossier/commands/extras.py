"""extras: what OKE does not bring, from the school's own file (decisions 23)."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import Final

from app.models.extras_file import COLUMNS, LINES_MAX, ExtrasLine, ExtrasProblem, read_lines
from app.models.plan import ExtrasAdded
from dossier.commands.speaking import Stop, not_a_list, read_text, tell
from dossier.opened import OpenDossier
from dossier.plan import add_extras

_SENTENCES: Final = {
    ExtrasProblem.NO_KEY_COLUMN: (
        "De eerste regel noemt geen kolom 'deelname'.",
        f"Begin het bestand met {';'.join(COLUMNS)}.",
    ),
    ExtrasProblem.TOO_MANY: (
        f"Het bestand heeft meer dan {LINES_MAX} regels.",
        "Verdeel het over meer bestanden.",
    ),
    ExtrasProblem.EMPTY: (
        "Regel {number}: de deelname is leeg. Er is niets bewaard.",
        "Vul hem in, of haal de regel weg.",
    ),
    ExtrasProblem.BAD_DATE: (
        "Regel {number}: de geboortedatum klopt niet. Er is niets bewaard.",
        "Schrijf hem als JJJJ-MM-DD.",
    ),
}


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("extras", help="geboortedatum, plaats en opleiding")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("file", type=Path, help=f"CSV met kolommen {';'.join(COLUMNS)}")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Take the file in, whole or not at all.

    Raises:
        Stop: A line is not what it should be; nothing is kept then.
    """
    lines = read_lines(read_text(told.file))
    for line in lines:
        _check(line, told.file)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        for line in lines:
            extras = ExtrasAdded(line.birth_date, line.seat, line.programme)
            if not add_extras(writing, line.key, extras):
                raise Stop(
                    f"Regel {line.number}: deze deelname is niet bekend. Er is niets bewaard.",
                    "Laat Toetsplanning de deelname sturen, of haal de regel weg.",
                )
    tell(f"{len(lines)} regels verwerkt.")


def _check(line: ExtrasLine, path: Path) -> None:
    if line.problem is ExtrasProblem.NOT_A_LIST:
        raise not_a_list(path)
    if line.problem is not None:
        what, next_step = _SENTENCES[line.problem]
        raise Stop(what.format(number=line.number), next_step)
