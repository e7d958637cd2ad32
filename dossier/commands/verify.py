"""verify: checks the whole log again; the exit code tells the outcome."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dossier.commands.speaking import NOT_SOUND, Stop, tell
from dossier.feed import sign_committed
from dossier.opened import OpenDossier
from dossier.verifying import Verification


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("verify", help="controleer het hele logboek")
    parser.add_argument("--data", type=Path, required=True)
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:  # noqa: ARG001 - a command gets both
    """Check everything and show the checkpoint.

    Raises:
        Stop: Something is not sound; every fault is named by its position.
    """
    findings = Verification(dossier.ledger, dossier.keys).run()
    for fault in findings.faults:
        tell(fault)
    if findings.faults:
        raise Stop(
            f"Het logboek klopt niet: {len(findings.faults)} fouten in {findings.events} events.",
            "Laat alles staan zoals het is en bel de beheerder.",
            NOT_SOUND,
        )
    tell(f"Het logboek klopt: {findings.events} events in {findings.streams} streams.")
    tell(sign_committed(dossier.ledger, dossier.keys))
