"""backup: writes a sealed copy of everything, or reads one back before it counts."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dossier.backing_up import BadBackup, check_backup, write_backup
from dossier.commands.speaking import NOT_SOUND, Stop, tell
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("backup", help="maak een back-up, of controleer er een")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--to", type=Path, help="een lege map, op een ander medium")
    what.add_argument("--check", type=Path, help="een back-up die teruggelezen wordt")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Write or check.

    Raises:
        Stop: It cannot be written, or the backup does not hold what it says.
    """
    try:
        if told.to is not None:
            _write(dossier, told.to, told.data)
        else:
            _check(dossier, told.check)
    except OSError as problem:
        raise Stop(
            "De back-up kan niet gelezen of geschreven worden.",
            "Kijk of het medium er is, en naar de rechten en de vrije ruimte.",
        ) from problem


def _write(dossier: OpenDossier, folder: Path, archive: Path) -> None:
    try:
        head = write_backup(dossier, folder)
    except FileExistsError as problem:
        raise Stop(
            "Er is hier al iets: er wordt niets vervangen.", "Kies een lege map voor --to."
        ) from problem
    tell(f"Back-up van {head.size} events in {folder}, verzegeld voor deze school.")
    tell("De sleutels zitten er niet in: bewaar de map 'keys' apart.")
    tell(f"Controleer hem nu: python -m dossier backup --data {archive} --check {folder}")


def _check(dossier: OpenDossier, folder: Path) -> None:
    try:
        head, counts = check_backup(dossier, folder)
    except BadBackup as problem:
        for fault in problem.faults:
            tell(fault)
        raise not_sound(folder) from problem
    tell(f"De back-up klopt: {head.size} events, teruggelezen en gecontroleerd.")
    if counts:
        tell("Ontvangstbewijzen zeggen vanaf nu dat er tot hier een back-up is.")
    else:
        tell("Hij is van voor een terugzetting; ontvangstbewijzen noemen hem niet.")


def not_sound(folder: Path) -> Stop:
    """Return what is said of a backup that does not hold what it says."""
    return Stop(
        f"De back-up in {folder} klopt niet of is niet van dit dossier.",
        "Gebruik hem niet; maak een nieuwe, of neem een oudere.",
        NOT_SOUND,
    )
