"""From a command line to a command, and from what goes wrong to a sentence."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from app.crypto.certificates import UntrustedChain
from app.models.strict_json import Malformed
from dossier.archive.migrations import NewerArchive
from dossier.archive.opening import BadAddress, NoAnswer
from dossier.commands import (
    assign,
    backup,
    bring,
    codes,
    confirm,
    doctor,
    enrol,
    export,
    extras,
    init,
    leave,
    noshows,
    paper,
    people,
    planner,
    practice,
    provider,
    reads,
    renew,
    restore,
    retention,
    roles,
    samples,
    serve,
    stamp,
    verify,
)
from dossier.commands.speaking import DONE, NOT_SOUND, DutchParser, Stop, warn
from dossier.keys import RootInside
from dossier.opened import OpenDossier, Surroundings, open_dossier

_COMMANDS: Final = (
    serve,
    enrol,
    people,
    roles,
    assign,
    codes,
    paper,
    confirm,
    leave,
    noshows,
    planner,
    provider,
    practice,
    extras,
    bring,
    verify,
    backup,
    export,
    stamp,
    renew,
    reads,
    samples,
    retention,
)


_TOO_NEW: Final = Stop(
    "Dit archief is van een nieuwere versie van het programma; er is niets veranderd.",
    "Gebruik die nieuwere versie, of zet een back-up terug die met deze versie gemaakt is.",
)


def run_line(arguments: Sequence[str], around: Surroundings) -> int:
    """Run one command line and return the exit code."""
    try:
        told = _parser().parse_args(arguments)
        if told.command == "init":
            init.run(told, around)
        elif told.command == "restore":
            restore.run(told, around)
        elif told.command == "doctor":
            doctor.run(told, around)
        else:
            with closing(_opened(told.data, around)) as dossier:
                told.run(dossier, told)
    except Stop as stop:
        return _stopped(stop)
    except NewerArchive:
        return _stopped(_TOO_NEW)
    return DONE


def _stopped(stop: Stop) -> int:
    warn(stop.sentence)
    if stop.step:
        warn(stop.step)
    return stop.code


def _opened(path: Path, around: Surroundings) -> OpenDossier:
    """Open the dossier, or say why not."""
    try:
        return open_dossier(path, around)
    except RootInside as problem:
        raise Stop(
            f"Er ligt een hoofdsleutel (root) in de gegevens van het dossier: {problem.path}.",
            "Haal die weg en bewaar hem elders; daarna start het dossier weer.",
        ) from problem
    except FileNotFoundError as problem:
        raise Stop(
            f"Hier is geen dossier: {path}.",
            "Maak er een met 'python -m dossier init', of noem de map met --data.",
        ) from problem
    except (Malformed, UntrustedChain) as problem:
        raise Stop(
            "Een bestand van het dossier is beschadigd of van een ander dossier.",
            "Zet de map terug uit een back-up; er is niets veranderd.",
            NOT_SOUND,
        ) from problem
    except BadAddress as problem:
        raise Stop(
            "In dossier.json staat bij 'database' geen adres van een PostgreSQL-database.",
            "Zo hoort het: postgresql://GEBRUIKER@MACHINE/DATABASE.",
        ) from problem
    except NoAnswer as problem:
        raise Stop(
            "De database van het dossier geeft geen antwoord.",
            "Kijk of PostgreSQL draait en of dit account erin mag (doctor zegt meer).",
        ) from problem
    except OSError as problem:
        raise Stop(
            f"De map {path} kan niet gelezen of geschreven worden.",
            "Kijk naar de rechten en de vrije ruimte.",
        ) from problem


def _parser() -> ArgumentParser:
    parser = DutchParser(prog="python -m dossier", description="Het examendossier van een school.")
    commands: _SubParsersAction[ArgumentParser] = parser.add_subparsers(
        dest="command", required=True, parser_class=DutchParser
    )
    init.add_to(commands)
    restore.add_to(commands)
    doctor.add_to(commands)
    for module in _COMMANDS:
        module.add_to(commands).set_defaults(run=module.run)
    return parser
