"""verify: checks the whole log again; the exit code tells the outcome."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.crypto.time_stamp import BadStamp
from app.models.codec import instant_text
from dossier.commands.speaking import NOT_SOUND, Stop, tell
from dossier.feed import sign_committed
from dossier.opened import OpenDossier
from dossier.stamping import authority_of, judge, stamps
from dossier.verifying import Verification

NO_AUTHORITY = "Er zijn tijdstempels, maar geen dienst om ze mee te controleren."


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("verify", help="controleer het hele logboek")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
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
    _tell_stamps(dossier)


def _tell_stamps(dossier: OpenDossier) -> None:
    """Tell what an outside authority stamped, each over the log as it stands here."""
    kept = stamps(dossier.apart.records())
    authority = authority_of(dossier.folder)
    if not kept or authority is None:
        tell("Tijdstempels van buiten: geen." if not kept else NO_AUTHORITY)
        return
    origin, _ = dossier.ledger.tree()
    wrong = 0
    for each in kept:
        try:
            at, head, is_here = judge(each, dossier.proofs, origin, authority.certificates)
            where = "" if is_here else f" van het eerdere logboek {head.origin}"
            tell(f"Gestempeld op {instant_text(at)}: de eerste {head.size} events{where}.")
        except BadStamp as problem:
            wrong += 1
            tell(f"Stempel gevraagd op {instant_text(each.asked_at)}: klopt niet ({problem}).")
    if wrong:
        raise Stop(
            f"{wrong} van {len(kept)} tijdstempels horen niet bij dit logboek.",
            "Laat alles staan zoals het is en bel de beheerder.",
            NOT_SOUND,
        )
