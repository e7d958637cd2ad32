"""init: makes a dossier, its keys and the two roots, which go elsewhere."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from app.crypto.members import NAME
from dossier.archive.opening import NoAnswer, has_password, has_school, is_address, open_archive
from dossier.commands.speaking import WRONG_USE, Stop, tell
from dossier.config import DataFolder, DossierConfig, write_config
from dossier.keys import Founding, found_school
from dossier.opened import Surroundings, open_dossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("init", help="maak een nieuw dossier")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--school", required=True, help="kort kenmerk, zoals roc-voorbeeld")
    parser.add_argument("--name", required=True, help="naam van de school, zoals op papier")
    parser.add_argument("--url", required=True, help="adres voor laptops, https://...")
    parser.add_argument(
        "--host",
        action="append",
        required=True,
        help="naam of IP waarmee laptops het dossier bereiken; mag vaker",
    )
    parser.add_argument(
        "--root",
        type=Path,
        action="append",
        required=True,
        help="waar een hoofdsleutel komt (twee keer)",
    )
    parser.add_argument("--time-zone", default="Europe/Amsterdam", help="anders Europe/Amsterdam")
    parser.add_argument("--hotline", default="", help="telefoon van het examenbureau")
    parser.add_argument(
        "--contact-mail",
        required=True,
        help="mailadres dat een planningssysteem bij GET / krijgt",
    )
    parser.add_argument("--hotline-mobile", default="", help="mobiel nummer van het examenbureau")
    parser.add_argument("--rules", default="", help="map met eigen regelsets")
    parser.add_argument(
        "--database",
        default="",
        help="adres van een PostgreSQL-database; zonder: SQLite in de map van het dossier",
    )
    return parser


def run(told: Namespace, around: Surroundings) -> None:
    """Make the dossier.

    Raises:
        Stop: Something is there already, or cannot be written.
    """
    folder = DataFolder(told.data)
    _check_words(told)
    _refuse_roots_inside(told.data, told.root)
    if told.database:
        _check_database(told.database, told.school)
    config = DossierConfig(
        school=told.school,
        school_name=told.name,
        url=told.url.rstrip("/"),
        hosts=tuple(told.host),
        time_zone=told.time_zone,
        hotline=told.hotline,
        hotline_mobile=told.hotline_mobile,
        contact_mail=told.contact_mail,
        rules=told.rules,
        database=told.database,
    )
    founding = Founding(
        school=told.school,
        school_name=told.name,
        origin=f"examendag/{told.school}/log1",
        hosts=config.hosts,
        moment=around.moment().corrected,
    )
    try:
        told.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.config.exists():
            raise FileExistsError(folder.config)
        found_school(founding, folder.keys, told.root, around.random_bytes)
        write_config(folder.config, config)
    except FileExistsError as problem:
        raise Stop(
            "Er is hier al iets: er wordt niets vervangen.",
            "Kies een lege map voor --data en nieuwe bestandsnamen voor --root.",
        ) from problem
    except OSError as problem:
        raise Stop(
            "De bestanden kunnen niet geschreven worden.",
            "Kijk naar de rechten en de vrije ruimte.",
        ) from problem
    open_dossier(told.data, around).close()
    tell(f"Het dossier van {told.name} staat in {told.data}.")
    _tell_roots(told.root)


def _tell_roots(roots: list[Path]) -> None:
    tell("De twee hoofdsleutels staan in:")
    for path in roots:
        tell(f"  {path}")
    tell("Bewaar ze gescheiden, bij twee mensen, en niet op deze machine.")


def _check_words(told: Namespace) -> None:
    """Before anything is written: what a certificate and a laptop can do nothing with."""
    address = urlsplit(told.url)
    if not NAME.match(told.school):
        raise Stop(
            "Een kenmerk heeft letters, cijfers, punt en streepje.", "Zoals: roc-voorbeeld.",
            WRONG_USE,
        )  # fmt: skip
    if not all(map(NAME.match, told.host)):
        raise Stop("Geef --host als naam of IP, zonder https:// of poort.", "", WRONG_USE)
    if address.scheme != "https" or address.hostname not in map(str.lower, told.host):
        raise Stop(
            "Geef --url als https://NAAM of https://NAAM:POORT, met een naam die ook --host is.",
            "Anders gelooft geen laptop dat dit het dossier is.",
            WRONG_USE,
        )
    if told.time_zone not in available_timezones():
        raise Stop(f"De tijdzone {told.time_zone} is niet bekend.", "Zoals: Europe/Amsterdam.")


def _check_database(address: str, school: str) -> None:
    """Before anything is written: the database answers and holds nothing of this school."""
    if not is_address(address):
        raise Stop(
            "Dit is geen adres van een PostgreSQL-database.",
            "Zo hoort het: postgresql://GEBRUIKER@MACHINE/DATABASE, zonder wachtwoord.",
        )
    if has_password(address):
        raise Stop(
            "Een wachtwoord hoort niet in dossier.json.",
            "Zet het in ~/.pgpass van het account van de dienst, en laat het hier weg.",
        )
    try:
        engine = open_archive(address)
    except NoAnswer as problem:
        raise Stop(
            "Die database geeft geen antwoord.",
            "Kijk of PostgreSQL draait en of dit account in de database mag schrijven.",
        ) from problem
    is_there = has_school(engine, school)
    engine.dispose()
    if is_there:
        raise Stop(
            "In die database is al een archief van deze school: er wordt niets vervangen.",
            "Kies een andere database, of zet de sleutels en dossier.json van die school terug.",
        )


def _refuse_roots_inside(folder: Path, roots: list[Path]) -> None:
    if len(roots) != 2 or roots[0].resolve() == roots[1].resolve():
        raise Stop("Een school heeft twee hoofdsleutels.", "Geef --root twee keer, elk een pad.")
    if any(root.resolve().is_relative_to(folder.resolve()) for root in roots):
        raise Stop(
            "Een hoofdsleutel mag niet in de map van het dossier liggen.",
            "Kies voor --root een stick of een andere machine.",
        )
