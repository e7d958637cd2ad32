"""import: takes in what laptops copied to a stick."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dossier.commands.speaking import NOT_SOUND, Stop, tell
from dossier.opened import OpenDossier
from dossier.sticks import Brought, is_stick, take_stick


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("import", help="neem een USB-stick van een laptop in")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("stick", type=Path, help="waar de stick staat")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Take a stick in, and tell of every journal what became of it.

    Raises:
        Stop: Not a stick of ours, or not everything on it could be taken in.
    """
    if not is_stick(told.stick):
        raise Stop(
            f"Op {told.stick} staat geen kopie van Examendag.",
            "Kijk of dit de goede stick is, of maak de kopie opnieuw op de laptop (Ctrl U).",
        )
    brought: list[Brought] = []
    try:
        for each in take_stick(dossier.journals, told.stick, dossier.around.moment()):
            brought.append(each)
            tell(f"{each.device}\t{each.room_day}\t{each.name}\t{_word(each)}")
    except OSError as problem:
        raise Stop(
            "De stick is niet helemaal gelezen. Wat hierboven staat, is ingenomen.",
            "Steek hem opnieuw in en herhaal dit; dubbel kan geen kwaad.",
        ) from problem
    if any(each.is_foreign for each in brought):
        raise Stop(
            "Een deel van de stick is van een andere school of geen kopie van Examendag.",
            "De rest is ingenomen. Bewaar de stick.",
            NOT_SOUND,
        )
    if any(each.is_absent or not each.is_whole for each in brought):
        raise Stop(
            "De kopie op de stick is niet af. Wat heel is, is ingenomen.",
            "Maak de kopie op de laptop opnieuw (Ctrl U) en herhaal dit.",
            NOT_SOUND,
        )
    tell(f"{len(brought)} bestanden ingenomen. De ontvangst staat op de stick.")


def _word(brought: Brought) -> str:
    if brought.is_foreign:
        return "niet van deze school"
    if brought.is_absent:
        return "ontbreekt op de stick"
    return "ingenomen" if brought.is_whole else "ingenomen voor zover heel"
