"""restore: a backup in the place of the archive; laptops bring back what came after it."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.crypto.certificates import UntrustedChain
from app.models.strict_json import Malformed
from dossier.backing_up import BadBackup
from dossier.commands.backup import not_sound
from dossier.commands.speaking import NOT_SOUND, Stop, tell
from dossier.opened import Surroundings
from dossier.restoring import restore


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("restore", help="zet een back-up terug")
    parser.add_argument(
        "--data", type=Path, required=True, help="de map van het dossier, met de sleutels"
    )
    parser.add_argument("--from", type=Path, required=True, dest="backup", help="de back-up")
    return parser


def run(told: Namespace, around: Surroundings) -> None:
    """Restore.

    Raises:
        Stop: The backup is not sound, or there are no keys.
    """
    try:
        origin, size = restore(told.data, told.backup, around)
    except BadBackup as problem:
        for fault in problem.faults:
            tell(fault)
        raise not_sound(told.backup) from problem
    except FileNotFoundError as problem:
        raise Stop(
            f"In {told.data} ontbreken de sleutels of de instellingen.",
            "Zet eerst 'keys' en 'dossier.json' terug uit eigen bewaring.",
        ) from problem
    except (Malformed, UntrustedChain) as problem:
        raise Stop(
            "Een bestand van het dossier is beschadigd of van een ander dossier.",
            "Zet de map 'keys' opnieuw terug.",
            NOT_SOUND,
        ) from problem
    except OSError as problem:
        raise Stop(
            f"De map {told.data} kan niet gelezen of geschreven worden.",
            "Kijk naar de rechten en de vrije ruimte.",
        ) from problem
    tell(f"Teruggezet: {size} events. Het logboek gaat verder als {origin}.")
    tell("Laptops vullen aan wat na de back-up kwam, zodra zij contact hebben.")
    tell("Vraag Toetsplanning de planning opnieuw te sturen.")
