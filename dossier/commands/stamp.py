"""stamp: which authority stamps the checkpoint once a day, and a stamp at once."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.crypto.time_stamp import BadStamp, authority_names, read_authority
from app.models.codec import instant_text
from dossier.commands.speaking import Stop, tell
from dossier.opened import OpenDossier
from dossier.stamping import Authority, NoStamp, authority_of, configure, stamp_now


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser(
        "stamp", help="laat het logboek door een buitenstaander tijdstempelen"
    )
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--url", help="adres van de tijdstempeldienst (RFC 3161)")
    parser.add_argument("--ca", type=Path, help="PEM met het stamcertificaat van die dienst")
    parser.add_argument("--off", action="store_true", help="vraag geen stempels meer")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Configure an authority, or have the checkpoint of now stamped.

    Raises:
        Stop: Its certificates are none, or it gives no stamp.
    """
    if told.off:
        dossier.folder.stamp_settings.unlink(missing_ok=True)
        tell("Er worden geen stempels meer gevraagd. Wat er is, blijft.")
        return
    if told.url is not None:
        _configure(dossier, told)
    authority = authority_of(dossier.folder)
    if authority is None:
        raise Stop("Er is geen tijdstempeldienst ingesteld.", "Geef --url en --ca.")
    try:
        at = stamp_now(dossier, authority)
    except NoStamp as problem:
        raise Stop(
            f"Er kwam geen stempel: {problem.reason}.",
            "Het dossier werkt gewoon door, en vraagt het elk uur opnieuw.",
        ) from problem
    tell(f"Gestempeld: {instant_text(at)}.")


def _configure(dossier: OpenDossier, told: Namespace) -> None:
    if told.ca is None or not told.url.startswith(("https://", "http://")):
        raise Stop("Geef bij --url een http(s)-adres, en ook --ca.", "", 2)
    try:
        certificates = told.ca.read_bytes()
        configure(dossier.folder, Authority(told.url, certificates))
        tell(f"Tijdstempeldienst: {authority_names(read_authority(certificates))}.")
    except (OSError, BadStamp) as problem:
        raise Stop(
            f"{told.ca} is geen PEM met het stamcertificaat van een tijdstempeldienst.",
            "Vraag het bestand bij de dienst.",
        ) from problem
