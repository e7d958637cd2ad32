"""enrol: gives a laptop its certificate, or takes it back."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.crypto.certificates import KeyKind
from app.crypto.device_keys import write_new
from app.models.strict_json import Malformed
from dossier.archive.asides import of_device, of_key
from dossier.archive.devices import DeviceRows
from dossier.commands.speaking import Stop, one_line, row_of, tell
from dossier.enrolling import bundle, certified, enrol_device, is_office, read_request
from dossier.judging import revoke
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("enrol", help="neem een laptop op")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--name", help="hoe de laptop heet, zoals EX-07")
    parser.add_argument("--location", help="waar de laptop gebruikt wordt")
    parser.add_argument(
        "--office", action="store_true", help="een laptop van het examenbureau, niet voor zalen"
    )
    parser.add_argument("--request", type=Path, help="het verzoek dat de laptop maakte")
    parser.add_argument("--out", type=Path, help="waar het antwoord voor de laptop komt")
    parser.add_argument(
        "--again", metavar="ID", help="schrijf het antwoord voor een laptop opnieuw"
    )
    parser.add_argument("--list", action="store_true", help="toon de laptops")
    parser.add_argument("--revoke", metavar="ID", help="trek het certificaat van een laptop in")
    parser.add_argument("--revoke-key", metavar="KENMERK", help="trek een uitgiftesleutel in")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Enrol, list or revoke.

    Raises:
        Stop: Something is missing or not what it should be.
    """
    if told.list:
        _list(dossier)
    elif told.again is not None:
        _again(dossier, told)
    elif told.revoke is not None:
        _revoke(dossier, told.revoke)
    elif told.revoke_key is not None:
        _revoke_key(dossier, told.revoke_key)
    else:
        _enrol(dossier, told)


def _enrol(dossier: OpenDossier, told: Namespace) -> None:
    named = [one_line(each or "") for each in (told.name, told.location)]
    if not all((*named, told.request, told.out)):
        raise Stop("Geef --name, --location, --request en --out.", "", 2)
    try:
        request = read_request(told.request.read_bytes())
    except (OSError, Malformed) as problem:
        raise Stop(
            f"{told.request} is geen verzoek van een laptop.",
            "Maak het verzoek opnieuw op de laptop zelf.",
        ) from problem
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        known = DeviceRows(writing.connection, writing.school).of_key(request.public)
        if known is not None:
            raise Stop(
                f"Deze laptop is al opgenomen als {known.id}.",
                f"Schrijf het antwoord opnieuw met --again {known.id}, of trek hem eerst in.",
            )
        device, certificate = enrol_device(
            writing,
            dossier.keys,
            request,
            *named,
            for_office=told.office,
        )
        row = DeviceRows(writing.connection, writing.school).get(device)
        if row is None:
            raise Stop("De laptop is niet opgenomen.", "Probeer het opnieuw.")
        try:
            write_new(told.out, bundle(dossier.keys, dossier.config.url, row, certificate))
        except FileExistsError as problem:
            raise Stop(f"{told.out} bestaat al.", "Kies een andere naam voor --out.") from problem
    where = " van het examenbureau" if told.office else ""
    tell(f"{told.name} is opgenomen als {device}{where}.")
    _tell_roots(dossier)


def _again(dossier: OpenDossier, told: Namespace) -> None:
    """Write the bundle of a laptop anew; its key and what it recorded stay as they are."""
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        row = DeviceRows(writing.connection, writing.school).get(told.again)
        if row is None or row.revoked_at or told.out is None:
            raise Stop(
                "Geef een geldige laptop met --again, en --out.", "Kijk met 'enrol --list'."
            )
        certificate = certified(writing, dossier.keys, row)
        try:
            write_new(told.out, bundle(dossier.keys, dossier.config.url, row, certificate))
        except FileExistsError as problem:
            raise Stop(f"{told.out} bestaat al.", "Kies een andere naam voor --out.") from problem
    tell(f"Het antwoord voor {row.name} staat in {told.out}.")
    _tell_roots(dossier)


def _tell_roots(dossier: OpenDossier) -> None:
    """Tell what the laptop shows too, once it takes the answer: the same school, or another."""
    for number, told in enumerate(dossier.keys.trust.pinned, start=1):
        tell(f"Vergelijk met de laptop, hoofdsleutel {number}: {told}")


def _list(dossier: OpenDossier) -> None:
    with dossier.ledger.reading() as reading:
        for row in DeviceRows(reading.connection, reading.school).all():
            state = "ingetrokken" if row.revoked_at else "geldig"
            use = "examenbureau" if is_office(row) else "zalen"
            tell(row_of(row.id, row.name, row.location, state, use))


def _revoke(dossier: OpenDossier, device: str) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        if not DeviceRows(writing.connection, writing.school).revoke(device, writing.at):
            raise Stop(f"Er is geen laptop {device}.", "Kijk met 'enrol --list'.")
        revoke(writing, of_device(device))
    tell(f"{device} kan niets meer ophalen. Wat nog komt, wacht op 'confirm'.")


def _revoke_key(dossier: OpenDossier, fingerprint: str) -> None:
    issuing = {each.fingerprint for each in dossier.keys.trust.keys(KeyKind.ISSUING)}
    if fingerprint not in issuing:
        raise Stop("Dit is geen uitgiftesleutel van deze school.", f"Wel: {', '.join(issuing)}.")
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        revoke(writing, of_key(fingerprint))
    tell("De uitgiftesleutel is ingetrokken. Wat nog komt, wacht op 'confirm'.")
