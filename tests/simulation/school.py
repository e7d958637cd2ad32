"""The school of every world: made once by the dossier's own code, then copied for each seed."""

import atexit
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.crypto import base64_text
from app.crypto.certificates import read_certificate
from app.crypto.passphrase import SALT_BYTES
from app.models.values import Role, StaffRole
from app.services.enrolling import accept_bundle, ask_enrolment
from app.services.packages import keep_package
from app.settings import Settings
from dossier.archive.accounts import AccountRow, AccountRows
from dossier.archive.devices import DeviceRows
from dossier.archive.rooms import CardRows, PersonRow
from dossier.cards import CardDesk
from dossier.config import DataFolder, DossierConfig, write_config
from dossier.enrolling import EnrolmentRequest, bundle, enrol_device
from dossier.keys import Founding, found_school
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.rooms import Place, RoomDesk
from tests.crypto.builders import stepped
from tests.dossier.inside import CLIENT, SESSION, planned_candidate, planned_session
from tests.dossier.office import granted, steward
from tests.memory import memory_folder
from tests.services.school import Keyring
from tests.simulation.clock import WorldClock

PLACE = Place("A0.22", "Noord", "2026-12-09")
ROOM_DAY = PLACE.room_day
ELSEWHERE = Place("B1.01", "Noord", "2026-12-09")
"""A room beside it: another session is held there, and candidates may be sent there."""
OTHER_SESSION = SESSION[:-1] + "2"
ROOM_DAYS = (ROOM_DAY, ELSEWHERE.room_day)
CANDIDATES = 5
"""For the worlds of some cores at once; in a container that memory may be small."""
OTHERS = (CANDIDATES, CANDIDATES + 1)
"""The candidates of the other session."""
SCHOOL = "roc-test"
LAPTOPS = ("EX-01", "EX-02", "EX-03")
PEOPLE = ("p1", "p2")
OFFICES = ("BUREAU-1", "BUREAU-2")
BUREAU = ("b1", "b2")
"""Who coordinates, at any machine of the office."""
PASSPHRASE = "vier woorden over examens"


@dataclass(frozen=True)
class PrintedCode:
    """A card that was printed, for whom (None: a reserve)."""

    person: str | None
    number: str
    code: str


@dataclass(frozen=True)
class Template:
    """A planned morning, with every laptop enrolled and a package on each."""

    folder: Path
    codes: Mapping[str, tuple[PrintedCode, ...]]
    """What was printed for each room-day."""

    def copy_to(self, folder: Path) -> None:
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)


def seeded(seed: str) -> Surroundings:
    clock = WorldClock()
    return Surroundings(clock.moment, stepped(seed))


@cache
def template() -> Template:
    """Return the school, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="examendag-sim-", dir=memory_folder()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "dossier"
    around = seeded("template")
    config = DossierConfig(SCHOOL, "ROC Test", "https://127.0.0.1", ("127.0.0.1",))
    data.mkdir()
    founding = Founding(
        SCHOOL, "ROC Test", f"examendag/{SCHOOL}/log1", ("127.0.0.1",), around.moment().corrected
    )
    roots = [folder / "root-1", folder / "root-2"]
    found_school(founding, DataFolder(data).keys, roots, around.random_bytes)
    write_config(DataFolder(data).config, config)
    dossier = open_dossier(data, around)
    codes = _planned(dossier)
    for name in (*LAPTOPS, *OFFICES):
        _enrolled(dossier, folder, name)
    _staffed(dossier)
    dossier.close()
    return Template(folder, codes)


def _planned(dossier: OpenDossier) -> dict[str, tuple[PrintedCode, ...]]:
    moment = dossier.around.moment()
    with dossier.desks.write() as desk:
        for session in (SESSION, OTHER_SESSION):
            desk.put_offering(planned_session(session=session), CLIENT, moment.corrected)
        for number in range(CANDIDATES):
            desk.put_enrolment(planned_candidate(number), CLIENT, moment.corrected)
        for number in OTHERS:
            other = planned_candidate(number, session=OTHER_SESSION)
            desk.put_enrolment(other, CLIENT, moment.corrected)
    with dossier.ledger.writing(moment) as writing:
        rooms = RoomDesk(writing, dossier.feed, dossier.config)
        rooms.assign(SESSION, [PLACE])
        rooms.assign(OTHER_SESSION, [ELSEWHERE])
        for number, person in enumerate(PEOPLE):
            row = PersonRow(person, f"Testnaam Toezicht{number}", StaffRole.INVIGILATOR.value)
            CardRows(writing.connection, writing.school).add_person(row, writing.at)
            for room_day in ROOM_DAYS:
                rooms.staff.assign(room_day, person, StaffRole.INVIGILATOR)
        desk = CardDesk(writing, dossier.feed, dossier.keys)
        cards = {room_day: desk.make(room_day) for room_day in ROOM_DAYS}
    return {
        room_day: tuple(
            PrintedCode(None if each.person is None else each.person.id, each.number, each.code)
            for each in printed
        )
        for room_day, printed in cards.items()
    }


def _staffed(dossier: OpenDossier) -> None:
    """Let people coordinate, each with a passphrase."""
    steward(dossier)
    for person in BUREAU:
        granted(dossier, person, Role.COORDINATOR)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        rows, salt = AccountRows(writing.connection, writing.school), bytes(SALT_BYTES)
        for person in BUREAU:
            rows.put(AccountRow(person, salt, quickly_stretched(PASSPHRASE, salt)))


def quickly_stretched(typed: str, salt: bytes) -> bytes:
    """Stand in for Argon2id: that costs half a second, and guards nothing that is tested here."""
    return hashlib.sha256(salt + typed.encode()).digest()


def secret_of(name: str) -> bytes:
    return name.encode().ljust(32, b"*")


def _enrolled(dossier: OpenDossier, folder: Path, name: str) -> None:
    settings, keyring = Settings(folder / name), Keyring(secret_of(name))
    asked = ask_enrolment(settings, keyring.for_install, stepped(name)).read_bytes()
    public = base64_text.decode(json.loads(asked)["pub"], most=32)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        request = EnrolmentRequest(public)
        device, certificate = enrol_device(
            writing, dossier.keys, request, name, PLACE.location, for_office=name in OFFICES
        )
        row = DeviceRows(writing.connection, writing.school).get(device)
        assert row is not None
        raw = bundle(dossier.keys, dossier.config.url, row, certificate)
    assert read_certificate(certificate).id == device
    accept_bundle(settings, raw, keyring.for_install)
    if name in OFFICES:
        return
    with dossier.ledger.reading() as reading:
        now = dossier.around.moment().corrected
        for room_day in ROOM_DAYS:
            keep_package(settings, dossier.feed.package(reading, dossier.ledger, room_day, now))
