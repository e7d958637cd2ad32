"""doctor: says what is missing at this dossier, or soon will be, and what to do about it."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dossier.commands.speaking import NOT_SOUND, Stop, tell
from dossier.diagnosis import Grade, diagnosed
from dossier.opened import Surroundings


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("doctor", help="zeg wat er ontbreekt")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    return parser


def run(told: Namespace, around: Surroundings) -> None:
    """Tell each finding, and its step under it.

    Raises:
        Stop: Something is wrong.
    """
    wrong = 0
    for finding in diagnosed(told.data, around):
        tell(f"{finding.grade.value}  {finding.sentence}")
        if finding.step:
            tell(f"        -> {finding.step}")
        wrong += finding.grade is Grade.WRONG
    if wrong:
        things = "1 ding klopt" if wrong == 1 else f"{wrong} dingen kloppen"
        raise Stop(f"{things} niet.", "Doe wat erbij staat, en herhaal dit.", NOT_SOUND)
