"""The command line: the same services without a window. Codes and PINs come by standard input."""

import json
import sys
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from app import bootstrap, verify_line
from app.crypto.certificates import UntrustedChain
from app.crypto.vault import KeyringUnusable
from app.models.drafts import Refused
from app.models.strict_json import Malformed
from app.models.values import Status
from app.models.words import STATUS
from app.screens.room.troubles import TROUBLES, trouble_text
from app.services.enrolling import (
    BundleGone,
    BundleRefused,
    NotEnrolled,
    accept_bundle,
    ask_enrolment,
    read_install,
)
from app.services.fitting import ANEW, Obstructed
from app.services.journal_delivery import known_log, note_taken
from app.services.opening import open_device
from app.services.paper_packs import NoPlan, write_packs
from app.services.pin import NotAPin
from app.services.reading_commands import read_command
from app.services.reporting_status import RoomStatus, laptop_status
from app.services.stick import NoStick, OtherSchool, StickRefused, copy_to, receipts_on
from app.services.workplace import DeliveryChanged, News, Workplace
from app.settings import Settings
from app.store.trouble import StoreUnusable

STICK_REFUSED: Final = {
    NoStick: "Daar staat geen stick. Noem de map van de stick met --to.",
    OtherSchool: "Op deze stick staat een kopie van een andere school. Neem een andere stick.",
}
ANEW_HOW: Final = " Met --anew begin je een nieuw bestand; het oude blijft staan."
DONE: Final = 0
STOPPED: Final = 1


class Stopped(Exception):
    """Nothing more can be done; the text is one Dutch sentence with the next step."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit code."""
    told = _parser().parse_args(arguments)
    if told.run is None:
        return verify_line.run_verify(told)
    settings = bootstrap.settings_here(told.folder)
    try:
        told.run(settings, told)
    except Stopped as problem:
        print(problem, file=sys.stderr)
        return STOPPED
    except BundleGone:
        print(
            "Het aanmeldbestand van deze laptop is weg of beschadigd; verder is niets weg. Vraag "
            "het examenbureau om 'python -m dossier enrol --again' en geef het antwoord met "
            "'python -m app enrol --bundle'.",
            file=sys.stderr,
        )
        return STOPPED
    except NotEnrolled:
        print(
            "Deze laptop is nog niet opgenomen. Begin met 'python -m app enrol'.", file=sys.stderr
        )
        return STOPPED
    return DONE


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m app", description="Examendag zonder venster.")
    parser.add_argument("--folder", type=Path, help="waar de bestanden van deze laptop staan")
    commands = parser.add_subparsers(required=True)
    enrol = commands.add_parser("enrol", help="neem deze laptop op bij een school")
    enrol.add_argument("--bundle", type=Path, help="het antwoord van het dossier")
    enrol.set_defaults(run=_enrol)
    status = commands.add_parser("status", help="hoe het met deze laptop staat")
    status.set_defaults(run=_status)
    stick = commands.add_parser("stick", help="kopieer alles verzegeld naar een USB-stick")
    stick.add_argument("--to", type=Path, required=True, help="waar de stick staat")
    stick.set_defaults(run=_stick)
    verify_line.add_to(commands).set_defaults(run=None)
    room = commands.add_parser("room", help="leg vast: dagcode, pincode, dan opdrachten (JSON)")
    room.add_argument("--anew", action="store_true", help="ga door in een nieuw bestand")
    room.add_argument("--name", default="", help="naam bij een reservekaart")
    room.add_argument("--patience", type=float, default=30.0, help="seconden voor afleveren")
    room.set_defaults(run=_room)
    paper = commands.add_parser("paper", help="maak het papieren pakket; typ een dagcode")
    paper.add_argument("--room-day", default="", help="alleen als de kaart van dit lokaal is")
    paper.add_argument("--out", type=Path, required=True, help="map voor de pdf-bestanden")
    paper.set_defaults(run=_paper)
    return parser


# ---------------------------------------------------------------- enrol


def _enrol(settings: Settings, told: Namespace) -> None:
    try:
        if told.bundle is None:
            _ask(settings)
        else:
            _accept(settings, told.bundle)
    except KeyringUnusable as problem:
        raise Stopped(
            f"{TROUBLES[problem.code].title} Meld je aan bij deze computer zoals altijd, en "
            "probeer het opnieuw."
        ) from problem
    except OSError as problem:
        raise Stopped(
            f"De map {settings.folder} kan niet gelezen of geschreven worden."
        ) from problem


def _ask(settings: Settings) -> None:
    path = ask_enrolment(settings, bootstrap.vault_for, bootstrap.random_bytes)
    print(f"Verzoek: {path}")
    print("Breng dit naar het dossier: python -m dossier enrol --request ...")


def _accept(settings: Settings, path: Path) -> None:
    try:
        install = accept_bundle(settings, path.read_bytes(), bootstrap.vault_for)
    except (Malformed, UntrustedChain, BundleRefused) as problem:
        raise Stopped(
            f"{path} is niet het antwoord voor deze laptop. Vraag het dossier om een nieuw."
        ) from problem
    print(f"Opgenomen als {install.name} ({install.device}), {install.location}.")
    for number, print_of_root in enumerate(install.root_prints, start=1):
        print(f"Vergelijk met het dossier, hoofdsleutel {number}: {print_of_root}")


# ---------------------------------------------------------------- status


def _status(settings: Settings, _: Namespace) -> None:
    install = read_install(settings)
    device = open_device(settings, bootstrap.vault_for)
    status = laptop_status(settings, install, device)
    if device.memory is not None:
        device.memory.close()
    print(f"{install.name} ({install.device}), {install.location}, {install.school}")
    wrong = "in orde" if status.keyring is None else TROUBLES[status.keyring].title
    print(f"sleutelbewaring: {wrong}")
    if status.memory is not None:
        print(trouble_text("memory"))
    for room in status.rooms:
        print(_room_line(room))


def _room_line(room: RoomStatus) -> str:
    counts = " ".join(f"{STATUS[Status(name)].lower()}={number}" for name, number in room.counts)
    numbers = "onbekend"
    if room.recorded is not None:
        numbers = f"vastgelegd={room.recorded} wacht={room.waiting}"
    return f"{room.room_day}\t{room.label}\tv{room.key_version}\t{numbers}\t{counts}".rstrip()


# ---------------------------------------------------------------- stick


def _stick(settings: Settings, told: Namespace) -> None:
    install = read_install(settings)
    device = open_device(settings, bootstrap.vault_for)
    try:
        if device.memory is not None:
            origin = known_log(device.memory, install.trust)
            taken = note_taken(device.memory, receipts_on(told.to, install), origin)
            print(f"Ontvangen door het examenbureau: {taken} bestanden.")
        copied = copy_to(settings, install, told.to)
    except StickRefused as problem:
        raise Stopped(STICK_REFUSED[type(problem)]) from problem
    except OSError as problem:
        raise Stopped(
            "De kopie is niet af. Kijk of de stick vast zit en ruimte heeft, en herhaal dit."
        ) from problem
    finally:
        if device.memory is not None:
            device.memory.close()
    print(f"{copied.journals} bestanden op de stick, {copied.written} nieuw, {copied.size} bytes.")


# ---------------------------------------------------------------- room


class _Deliveries:
    """Waits until everything that was recorded is acknowledged."""

    def __init__(self) -> None:
        self._changed = threading.Event()

    def __call__(self, news: News) -> None:
        if isinstance(news, DeliveryChanged):
            self._changed.set()

    def wait(self, work: Workplace, patience_s: float) -> None:
        """Return once nothing waits, or when nothing changed for that long."""
        while work.delivery.waiting and self._changed.wait(patience_s):
            self._changed.clear()


def _room(settings: Settings, told: Namespace) -> None:
    deliveries = _Deliveries()
    work = bootstrap.workplace(settings, deliveries, vaults=bootstrap.vault_for)
    lines = (line.rstrip("\r\n") for line in sys.stdin)
    try:
        work.start().result()
        _open(work, lines, told)
        for line in lines:
            if line.strip():
                print(json.dumps(_told(work, line)), flush=True)
        deliveries.wait(work, told.patience)
        delivery = work.delivery
        print(json.dumps({"acknowledged": delivery.acknowledged, "waiting": delivery.waiting}))
    finally:
        work.close()


def _open(work: Workplace, lines: Iterator[str], told: Namespace) -> None:
    code, pin = next(lines, ""), next(lines, "")
    try:
        card = work.fit(code).result()
        room = work.open(card, anew=told.anew).result()
        work.begin_shift(card, pin, told.name).result()
    except Obstructed as problem:
        anew = ANEW_HOW if problem.obstacle in ANEW else ""
        raise Stopped(f"{trouble_text(problem.obstacle)} Er is niets geopend.{anew}") from problem
    except NotAPin as problem:
        raise Stopped("Een pincode heeft 6 cijfers. Typ hem onder de dagcode.") from problem
    except StoreUnusable as problem:
        raise Stopped(f"{trouble_text(problem.code)} Er is niets vastgelegd.") from problem
    opened = {
        "room": room.header.label,
        "provisional": room.is_provisional,
        "notices": [each.value for each in room.notices],
    }
    print(json.dumps(opened), flush=True)


def _told(work: Workplace, line: str) -> dict[str, object]:
    try:
        recorded = work.record(read_command(line)).result()
    except Malformed as problem:
        return {"unreadable": problem.reason}
    except Refused as problem:
        return {"refused": problem.reason.value}
    except StoreUnusable as problem:
        return {"not_recorded": problem.code.value}
    return {
        "recorded": [event.leaf for event in recorded.events],
        "flags": [flag.value for flag in recorded.flags],
    }


# ---------------------------------------------------------------- paper


def _paper(settings: Settings, told: Namespace) -> None:
    """Write the papers of every session in the room of a card; nothing is recorded."""
    work = bootstrap.workplace(settings, lambda _: None, vaults=bootstrap.vault_for)
    try:
        work.start().result()
        card = work.fit(sys.stdin.readline().strip()).result()
        if told.room_day not in ("", card.header.room_day):
            raise Stopped(
                f"Deze kaart is van {card.header.room_day}, niet van {told.room_day}. "
                "Neem de kaart van dat lokaal."
            )
        work.open(card).result()
        for path in write_packs(work, told.out, bootstrap.LaptopClock()().corrected):
            print(path)
    except Obstructed as problem:
        raise Stopped(f"{trouble_text(problem.obstacle)} Er is niets gemaakt.") from problem
    except StoreUnusable as problem:
        raise Stopped(f"{trouble_text(problem.code)} Er is niets gemaakt.") from problem
    except NoPlan as problem:
        raise Stopped(
            "In dit lokaal is geen zitting met een planning. Bel het examenbureau."
        ) from problem
    except OSError as problem:
        raise Stopped(
            f"De map {told.out} kan niet gelezen of geschreven worden. Kies een andere."
        ) from problem
    finally:
        work.close()
