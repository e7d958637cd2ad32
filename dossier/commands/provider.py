"""provider: the school's identity provider, where people of the office log in."""

import ssl
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.models.strict_json import Malformed
from dossier.commands.speaking import WRONG_USE, Stop, read_text, tell
from dossier.identity.line import ProviderAway, discovered
from dossier.identity.settings import Provider, configure, forget, provider_of
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser(
        "provider", help="inloggen met account van school (OpenID Connect)"
    )
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument(
        "--issuer",
        metavar="ADRES",
        help="de inlogdienst van school (identity provider), met https://",
    )
    parser.add_argument("--client", metavar="ID", help="hoe het dossier daar heet (client_id)")
    parser.add_argument(
        "--claim", default="sub", help="welk gegeven zegt wie het is (anders: sub)"
    )
    parser.add_argument(
        "--secret-file", type=Path, metavar="BESTAND", help="het client_secret, als er een is"
    )
    parser.add_argument(
        "--ca", type=Path, metavar="PEM", help="stamcertificaat, als het systeem het niet kent"
    )
    parser.add_argument("--off", action="store_true", help="gebruik geen inlogdienst meer")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Configure a provider after a look whether it answers, or tell which it is.

    Raises:
        Stop: It is none, or it does not answer.
    """
    if told.off:
        forget(dossier.folder)
        tell("Inloggen met account van school kan niet meer. Wachtzinnen werken nog.")
        return
    if told.issuer is not None:
        provider = _wanted(told)
        _look(provider)
        try:
            configure(dossier.folder, provider)
        except Malformed as problem:
            raise Stop(
                "Dit is geen inlogdienst zoals het dossier die kent.", _EXAMPLE, WRONG_USE
            ) from problem
    known = provider_of(dossier.folder)
    if known is None:
        raise Stop("Er is nog geen inlogdienst ingesteld.", _EXAMPLE)
    if told.issuer is None:
        _look(known)
    tell(f"{known.issuer}\t{known.client}\t{known.claim}")
    tell("Meld daar dit adres aan, voor een programma op de computer (native, elke poort):")
    tell("http://127.0.0.1/aangemeld")
    tell("Koppel daarna elke medewerker: 'people link --id ... --subject ...'.")


_EXAMPLE = "Geef --issuer https://login.school.example en --client."


def _wanted(told: Namespace) -> Provider:
    if not told.client:
        raise Stop("Geef bij --issuer ook --client.", "", WRONG_USE)
    secret = "" if told.secret_file is None else read_text(told.secret_file).strip()
    certificates = "" if told.ca is None else read_text(told.ca)
    return Provider(told.issuer, told.client, told.claim, secret, certificates)


def _look(provider: Provider) -> None:
    """Look whether the provider answers as one.

    Raises:
        Stop: It does not.
    """
    try:
        discovered(provider)
    except (ProviderAway, ssl.SSLError, ValueError) as problem:
        reason = problem.reason if isinstance(problem, ProviderAway) else type(problem).__name__
        raise Stop(
            f"Van de inlogdienst komt geen goed antwoord ({reason}).",
            "Kijk het adres na, en of het certificaat bekend is (--ca).",
        ) from problem
