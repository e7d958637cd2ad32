"""A machine of the office with a real dossier: sign on, bring the day here, record, be heard."""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.bootstrap import LaptopClock, counted_ms
from app.crypto.keys import SigningKey
from app.models.act import Body
from app.models.calamity_facts import DecisionHeard
from app.models.drafts import Draft, Moment
from app.models.facts import ArrivalRegistered
from app.models.fold import part_scope
from app.models.hotline_facts import IssueOpened
from app.models.office_day import OfficeDay
from app.models.values import ADMISSION, DecisionOutcome, Role, decision_aspect
from app.services.enrolling import accept_bundle, ask_enrolment
from app.services.office_sign_on import Asked, NotSignedOn, OfficeObstacle
from app.services.office_work import OfficeChanged
from app.services.office_workplace import OfficeWorkplace, SignOnNeeded
from app.services.pin import WrongPin
from app.services.tools import Tools
from app.settings import Settings
from app.sync.transports.https import Caller, HttpsTransport, Unreachable
from dossier.archive.devices import accesses
from dossier.bootstrap import system_surroundings
from dossier.granting import RoleDesk
from dossier.opened import OpenDossier, open_dossier
from tests import chance
from tests.dossier.conftest import Served
from tests.dossier.laptop import Laptop, opened
from tests.dossier.office import granted, start_code, steward
from tests.dossier.world import LOCATION, SESSION, School
from tests.patience import PATIENCE_S
from tests.services.school import Keyring

PASSPHRASE = "vier woorden over examens"


class Cable:
    """The network of one machine; a test pulls it out."""

    def __init__(self) -> None:
        self.is_out = False


class Office:
    """One machine of the office, with what it was told."""

    def __init__(self, school: School, folder: Path, name: str) -> None:
        self.school, self.folder, self.cable = school, folder, Cable()
        self.settings, self.keyring = Settings(folder / name), Keyring(chance.token_bytes(32))
        request = ask_enrolment(self.settings, self.keyring.for_install, chance.token_bytes)
        bundle = folder / f"{name}.bundle"
        school.command(
            "enrol", "--office", "--name", name, "--location", LOCATION,
            "--request", str(request), "--out", str(bundle),
        )  # fmt: skip
        self.install = accept_bundle(self.settings, bundle.read_bytes(), self.keyring.for_install)
        self.news: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.days: list[OfficeDay] = []
        self.work = self.started()

    def started(self) -> OfficeWorkplace:
        clock = LaptopClock()
        cable, url = self.cable, self.school.url
        install = self.install

        class Line(HttpsTransport):
            def ask(self, request: object, waits_s: float = 0.0) -> object:  # type: ignore[override]
                if cable.is_out:
                    raise Unreachable("no cable")
                return super().ask(request, waits_s)  # type: ignore[arg-type]

        def line_for(key: SigningKey, person: SigningKey | None) -> HttpsTransport:
            caller = Caller(install.device, key, clock, chance.token_bytes, person)
            return Line(url, install.trust.tls_ca, caller)

        tools = Tools(
            settings=self.settings,
            install=install,
            vault_for=self.keyring.for_install,
            clock=clock,
            delivery_clock=lambda: Moment(clock().wall, 0, clock().boot, counted_ms()),
            random_bytes=chance.token_bytes,
            jitter=lambda: 0.01,
            transport_for=lambda key: line_for(key, None),
        )
        work = OfficeWorkplace(tools, line_for, self.news.put)
        work.start().result(PATIENCE_S)
        return work

    def wait(self, until: object) -> OfficeDay:
        """Return the first day told of which this is true."""
        while True:
            told = self.news.get(timeout=PATIENCE_S)
            if isinstance(told, OfficeChanged) and until(told.day):  # type: ignore[operator]
                return told.day

    def sign_on(self, person: str, passphrase: str = PASSPHRASE, code: str = "") -> object:
        return self.work.sign_on(Asked(person, passphrase, code)).result(PATIENCE_S)


@contextmanager
def inside(served: Served) -> Iterator[OpenDossier]:
    """The dossier's own data, opened beside the process that serves it."""
    with closing(open_dossier(served.school.data, system_surroundings())) as dossier:
        yield dossier


@pytest.fixture(scope="module")
def coordinator(served: Served) -> str:
    """A start code of b1, who coordinates."""
    with inside(served) as dossier:
        steward(dossier)
        granted(dossier, "b1", Role.COORDINATOR)
        return start_code(dossier, "b1")


@pytest.fixture(scope="module")
def office(
    served: Served, coordinator: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    made = Office(served.school, tmp_path_factory.mktemp("office"), "BUREAU-1")
    with pytest.raises(NotSignedOn) as refused:
        made.sign_on("b1")
    assert refused.value.obstacle is OfficeObstacle.UNKNOWN
    made.sign_on("b1", code=coordinator)
    yield made
    made.work.close()


def test_the_day_is_brought_here_and_an_act_of_a_room_comes_as_it_happens(
    served: Served, office: Office
) -> None:
    day = office.wait(lambda day: SESSION in day.sessions)
    room = served.room
    assert room in day.sessions[SESSION].parts
    assert day.as_of is not None
    laptop = served.school.enrol("EX-41")
    stream = recording_in(served, laptop, room)
    candidate = next(iter(day.sessions[SESSION].enrolments))
    stream.add(ArrivalRegistered(), candidate=candidate)
    with closing(served.school.line(laptop)) as line:
        line.push(stream.events)
    day = office.wait(lambda day: day.sessions[SESSION].enrolments[candidate].arrival is not None)
    assert day.through > 0


def test_a_decision_of_the_office_reaches_the_laptop_of_the_room(
    served: Served, office: Office
) -> None:
    office.sign_on("b1")
    day = office.wait(lambda day: SESSION in day.sessions)
    candidate = sorted(day.sessions[SESSION].enrolments)[0]
    act = DecisionHeard(ADMISSION, DecisionOutcome.GRANTED, "Mag naar binnen", "M. Bakir")
    scope = part_scope(SESSION, served.room)
    written = office.work.write(
        [
            Draft(scope, Body(act, candidate, decision_aspect(ADMISSION))),
            Draft("office", Body(IssueOpened("i1", 1, "Te laat"))),
        ]
    ).result(PATIENCE_S)
    enrolment = written.day.sessions[SESSION].enrolments[candidate]
    assert enrolment.decision(ADMISSION) == act
    assert [e.body.act.TYPE for e in written.day.office if e.body] == [
        "OfficeShiftOpened", "IssueOpened",
    ]  # fmt: skip
    leaf = next(e.leaf for e in written.recorded.events if e.body and e.body.act == act)
    assert leaf in fed_to_room(served, leaf)
    with inside(served) as dossier, dossier.ledger.reading() as reading:
        found = accesses(reading.connection, reading.school)
    read = f"feed session {SESSION} as coordinator at {office.install.device}"
    assert ("person b1", read) in {(who, what) for _, who, what in found}


def test_without_a_network_the_day_goes_on_by_the_passphrase(
    served: Served, office: Office, tmp_path: Path
) -> None:
    with inside(served) as dossier:
        code = start_code(dossier, "b1")
    other = Office(served.school, tmp_path, "BUREAU-2")
    other.sign_on("b1", code=code)
    other.wait(lambda day: SESSION in day.sessions)
    other.work.close()
    other.cable.is_out = True
    other.work = other.started()
    with closing(other.work):
        with pytest.raises(NotSignedOn) as refused:
            other.sign_on("b1", "een heel andere wachtzin")
        assert refused.value.obstacle is OfficeObstacle.UNKNOWN
        with pytest.raises(NotSignedOn) as refused:
            other.sign_on("b9")
        assert refused.value.obstacle is OfficeObstacle.NO_CONTACT
        person = other.sign_on("b1")
        assert person.is_offline  # type: ignore[attr-defined]
        assert person.roles == (Role.COORDINATOR,)  # type: ignore[attr-defined]
        written = other.work.write([Draft("office", Body(IssueOpened("i2", 2, "Netwerk")))])
        told = written.result(PATIENCE_S).day
        assert SESSION in told.sessions
        assert told.office[-1].body is not None
        assert isinstance(told.office[-1].body.act, IssueOpened)
    other.cable.is_out = False
    other.work = other.started()  # nobody signs on: the sealed journal goes by itself
    leaf = next(e.leaf for e in told.office if e.body and isinstance(e.body.act, IssueOpened)
                and e.body.act.issue == "i2")  # fmt: skip
    with closing(other.work), inside(served) as dossier:
        assert arrives(dossier, leaf)


def test_the_curtain_lifts_for_the_pin_and_the_dossier_ends_a_day(
    served: Served, office: Office
) -> None:
    with inside(served) as dossier:
        number = granted(dossier, "b5", Role.COORDINATOR)
        code = start_code(dossier, "b5")
    office.sign_on("b5", code=code)
    office.work.keep_pin("123456").result(PATIENCE_S)
    office.work.lift("123456").result(PATIENCE_S)
    with pytest.raises(WrongPin):
        office.work.lift("654321").result(PATIENCE_S)
    office.wait(lambda day: SESSION in day.sessions)
    laptop = served.school.enrol("EX-42")
    with inside(served) as dossier, dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).withdraw(number, "b5")
    with closing(served.school.line(laptop)) as line:
        line.push(laptop.stream("device").events)  # whatever happens wakes who waits
    while not isinstance(office.news.get(timeout=PATIENCE_S), SignOnNeeded):
        pass


# ---------------------------------------------------------------- within


def arrives(dossier: OpenDossier, leaf: str) -> bool:
    """Whether an event comes to the dossier in time."""
    bell, end = threading.Event(), time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with dossier.ledger.reading() as reading:
            if reading.had([leaf]):
                return True
        bell.wait(0.1)
    return False


def recording_in(served: Served, laptop: Laptop, room: str) -> object:
    with closing(served.school.line(laptop)) as line:
        package = line.package(served.room_day)
    number, code = served.cards[0][1], served.cards[0][-1]
    card, _, certificates = opened(laptop, package, number, code)
    stream = laptop.stream(part_scope(SESSION, room))
    laptop.open_shift(stream, card, certificates[number])
    return stream


def fed_to_room(served: Served, leaf: str) -> set[str]:
    """Return the leaves in the feed of the room, once this one is in it."""
    laptop = served.school.enrol(f"EX-{chance.token_hex(2)}")
    number, code = served.cards[0][1], served.cards[0][-1]
    found: set[str] = set()
    arrived = threading.Event()
    with closing(served.school.line(laptop)) as line:
        for _ in range(100):
            package = line.package(served.room_day)
            card, events, _ = opened(laptop, package, number, code)
            found = {each.leaf for each in events}
            if leaf in found:
                break
            arrived.wait(0.1)
    assert card.room_key
    return found
