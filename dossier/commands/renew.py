"""renew: certificates for another while, or new keys where somebody else may have the old ones."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from app.crypto.certificates import read_certificate
from app.crypto.keys import SigningKey
from app.crypto.members import NAME
from app.crypto.tls import ends_at
from dossier.commands.speaking import WRONG_USE, Stop, tell
from dossier.config import change_config
from dossier.keys import load_keys
from dossier.opened import OpenDossier
from dossier.renewing import (
    NotARoot,
    read_root,
    renew_certificates,
    renew_server,
    replace_keys,
)

_AFTER_REPLACING: Final = (
    "Het dossier heeft nieuwe sleutels. Doe nu in deze volgorde:",
    "  1. Kopieer de map keys naar elke andere machine met deze dienst, en start de dienst.",
    "  2. Schrijf voor elke laptop het antwoord opnieuw (enrol --again) en neem het daar op.",
    "  3. Maak de kaarten van de komende dagen opnieuw (codes).",
    "  4. Geef Toetsplanning de nieuwe CA: {ca}.",
    "  5. Kan een ander de oude uitgiftesleutel hebben? enrol --revoke-key {former}",
)


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("renew", help="vernieuw certificaten, of vervang de sleutels")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument(
        "--host",
        action="append",
        help="naam of IP waarmee laptops het dossier bereiken; mag vaker; anders zoals nu",
    )
    parser.add_argument("--root", type=Path, help="het bestand van een hoofdsleutel")
    parser.add_argument(
        "--replace", action="store_true", help="maak nieuwe sleutels: een ander kan de oude hebben"
    )
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Renew the certificate of the service, and with a root those of the keys.

    Raises:
        Stop: Something is missing, not what it should be, or cannot be written.
    """
    hosts = _hosts(dossier, told.host)
    root = None if told.root is None else _root(dossier, told.root)
    if told.replace and root is None:
        raise Stop("Nieuwe sleutels vragen een hoofdsleutel.", "Geef ook --root.", WRONG_USE)
    former = dossier.keys.issuing.fingerprint
    try:
        _renew(dossier, hosts, root, is_replacing=told.replace)
    except OSError as problem:
        raise Stop(
            "Niet alles kon geschreven worden.",
            "Kijk naar rechten en vrije ruimte, en geef dit opnieuw voordat je de dienst start.",
        ) from problem
    except ValueError as problem:
        raise Stop(
            "De CA van dit dossier en haar sleutel horen niet bij elkaar.",
            "Maak nieuwe met 'renew --root BESTAND --replace', of zet de map keys terug.",
        ) from problem
    _tell(dossier)
    if told.replace:
        for line in _AFTER_REPLACING:
            tell(line.format(ca=dossier.folder.keys / "tls-ca.pem", former=former))
    else:
        tell("Start de dienst opnieuw. Laptops merken er niets van.")


def _renew(
    dossier: OpenDossier, hosts: Sequence[str], root: SigningKey | None, *, is_replacing: bool
) -> None:
    keys, folder = dossier.keys, dossier.folder.keys
    moment, config = dossier.around.moment().corrected, dossier.config
    if tuple(hosts) != config.hosts:
        change_config(dossier.folder.config, replace(config, hosts=tuple(hosts)))
    if root is not None and is_replacing:
        replace_keys(folder, keys, root, (config.school_name, hosts), moment)
        return
    if root is not None:
        renew_certificates(folder, keys, root, moment)
    renew_server(folder, hosts, moment)


def _tell(dossier: OpenDossier) -> None:
    folder = dossier.folder.keys
    keys = load_keys(folder, dossier.around.random_bytes)
    ends = [read_certificate(keys.held(kind)).not_after for kind in keys.in_use()]
    server = ends_at((folder / "tls-server.pem").read_text("ascii"))
    tell(f"Het TLS-certificaat van de dienst geldt tot {server:%d-%m-%Y}.")
    tell(f"De certificaten van de sleutels gelden tot {min(ends):%d-%m-%Y}.")


def _hosts(dossier: OpenDossier, told: Sequence[str] | None) -> Sequence[str]:
    hosts = dossier.config.hosts if told is None else tuple(told)
    if not all(map(NAME.match, hosts)):
        raise Stop("Geef --host als naam of IP, zonder https:// of poort.", "", WRONG_USE)
    if str(urlsplit(dossier.config.url).hostname) not in map(str.lower, hosts):
        raise Stop(
            f"Laptops zoeken dit dossier op {dossier.config.url}; die naam hoort erbij.",
            "Geef hem ook als --host.",
            WRONG_USE,
        )
    return hosts


def _root(dossier: OpenDossier, path: Path) -> SigningKey:
    try:
        return read_root(path, dossier.keys.trust)
    except NotARoot as problem:
        raise Stop(
            f"In {path} staat geen hoofdsleutel van deze school.",
            "Neem een van de twee bestanden die init schreef.",
        ) from problem
    except OSError as problem:
        raise Stop(f"{path} kan niet gelezen worden.", "Zit de stick erin?") from problem
