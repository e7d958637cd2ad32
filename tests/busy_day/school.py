"""The school of a busy day: rooms with a session each, laptops, and somebody at the office."""

import json
import secrets
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path

from app.crypto import base64_text
from app.models.values import Role
from app.services.enrolling import accept_bundle, ask_enrolment
from app.settings import Settings
from dossier.archive.devices import DeviceRows
from dossier.bootstrap import run
from dossier.enrolling import EnrolmentRequest, bundle, enrol_device
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.rooms import Place
from tests.dossier.inside import (
    CLIENT,
    assign,
    planned_candidate,
    planned_session,
    print_cards,
    staff,
)
from tests.dossier.laptop import START
from tests.dossier.office import granted, start_code, steward
from tests.services.school import Keyring
from tests.stepped_clock import SteppedClock

LOCATION, DAY = "Noord", "2026-12-09"
COORDINATOR = "b1"
BEFORE = timedelta(minutes=5)
"""How long before the planned start the day begins."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room as the day is played in it: who is expected, and who opens it with which code."""

    label: str
    session: str
    room_day: str
    person: str
    code: str
    candidates: tuple[str, ...]
    laptop: str
    """The folder of its laptop."""


@dataclass(frozen=True, slots=True)
class School:
    """Where everything of the school lies, and the code that lets the office in once."""

    folder: Path
    rooms: tuple[Room, ...]
    office: Settings
    start_code: str

    @property
    def data(self) -> Path:
        """The data folder of the dossier."""
        return self.folder / "dossier"

    @property
    def clock(self) -> Path:
        """The clock that every program of the day reads; it runs with real time."""
        return self.folder / "clock"

    @property
    def told(self) -> Path:
        """The rooms, for the program that plays them."""
        return self.folder / "rooms.json"


def founded(folder: Path, url: str, database: str, rooms: int, candidates: int) -> School:
    """Return a school with so many rooms and candidates on a new dossier at this address."""
    clock = SteppedClock(folder / "clock")
    clock.set(START - BEFORE)
    clock.run()
    around = Surroundings(moment=clock.moment, random_bytes=secrets.token_bytes)
    data = folder / "dossier"
    code = run(
        [
            "init", "--data", str(data), "--school", "roc-test", "--name", "ROC Test",
            "--url", url, "--host", "127.0.0.1", "--contact-mail", "b@roc.example",
            "--root", str(folder / "r1"), "--root", str(folder / "r2"), "--database", database,
        ],
        around,
    )  # fmt: skip
    assert code == 0, "the dossier was not made"
    with closing(open_dossier(data, around)) as dossier:
        made = tuple(
            _room(dossier, folder, number, size)
            for number, size in enumerate(_sizes(candidates, rooms))
        )
        steward(dossier)
        granted(dossier, COORDINATOR, Role.COORDINATOR)
        office = Settings(folder / "bureau")
        _enrol(dossier, office, "BUREAU-1", for_office=True)
        school = School(folder, made, office, start_code(dossier, COORDINATOR))
    school.told.write_text(json.dumps([asdict(each) for each in made]))
    return school


def rooms_in(told: Path) -> list[Room]:
    """Return the rooms as they were written down."""
    return [
        Room(**each | {"candidates": tuple(each["candidates"])})
        for each in json.loads(told.read_text())
    ]


def _sizes(candidates: int, rooms: int) -> list[int]:
    """Return how many sit in each room, as even as can be."""
    each, left = divmod(candidates, rooms)
    return [each + (number < left) for number in range(rooms)]


def _room(dossier: OpenDossier, folder: Path, number: int, size: int) -> Room:
    session = f"00000000-0000-4000-8000-{number + 1:012d}"
    candidates = tuple(
        f"00000000-0000-4000-9000-{number + 1:06d}{place:06d}" for place in range(size)
    )
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session(session=session), CLIENT, START)
        for place, candidate in enumerate(candidates):
            told = planned_candidate(number * 1000 + place, session=session)
            desk.put_enrolment(replace(told, enrolment_id=candidate), CLIENT, START)
    label, person = f"Z{number + 1:02d}", f"p{number + 1}"
    (room_day,) = assign(dossier, Place(label, LOCATION, DAY), session=session)
    staff(dossier, room_day, person)
    card = print_cards(dossier, room_day)[0]  # those after it are reserves
    laptop = folder / "laptops" / label
    _enrol(dossier, Settings(laptop), f"EX-{number + 1:02d}")
    return Room(label, session, room_day, person, card.code, candidates, str(laptop))


def _enrol(
    dossier: OpenDossier, settings: Settings, name: str, *, for_office: bool = False
) -> None:
    keyring = Keyring()
    asked = ask_enrolment(settings, keyring.for_install, secrets.token_bytes)
    public = base64_text.decode(json.loads(asked.read_bytes())["pub"], most=32)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        device, certificate = enrol_device(
            writing, dossier.keys, EnrolmentRequest(public), name, LOCATION, for_office=for_office
        )
        row = DeviceRows(writing.connection, writing.school).get(device)
        assert row is not None
        raw = bundle(dossier.keys, dossier.config.url, row, certificate)
    accept_bundle(settings, raw, keyring.for_install)
