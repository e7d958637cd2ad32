"""One act from command to receipt: real store, real keys, real TLS, real dossier."""

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from app.bootstrap import LaptopClock, workplace
from app.crypto.export_file import read_export
from app.models.commands import Command, LeaveForAMoment, RegisterArrival
from app.models.fold import RoomFold
from app.services.delivering import Delivery
from app.services.enrolling import accept_bundle, ask_enrolment, read_bundle
from app.services.verifying import verify_export
from app.services.workplace import DayChanged, DeliveryChanged, News, Workplace
from app.settings import Settings
from app.sync.messages import Trouble
from tests import chance
from tests.dossier.world import DAY, LOCATION, SESSION, School, demo_day, of_session
from tests.patience import PATIENCE_S
from tests.services.school import Keyring

PIN = "314159"


class Listener:
    """Hears the news of a workplace, and waits until something is so."""

    def __init__(self) -> None:
        self._heard = threading.Condition()
        self.news: list[News] = []

    def __call__(self, news: News) -> None:
        with self._heard:
            self.news.append(news)
            self._heard.notify_all()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Look again at each news, not while it is held: its bringer may be asked something."""
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, self.news[-5:]
            with self._heard:
                self._heard.wait(0.2)

    @property
    def deliveries(self) -> list[Delivery]:
        return [each.delivery for each in self.news if isinstance(each, DeliveryChanged)]


@dataclass
class Site:
    """A school with a served dossier and one room with cards."""

    school: School
    room_day: str
    code: str
    port: int
    keyrings: dict[str, Keyring] = field(default_factory=dict)

    def started(self, name: str) -> tuple[Workplace, Listener]:
        """The program on an enrolled laptop, with no room open yet."""
        settings, listener = Settings(self.school.folder / name), Listener()
        vaults = self.keyrings[name].for_install
        work = workplace(settings, listener, LaptopClock(), vaults)
        work.start().result()
        return work, listener

    def laptop(self, name: str) -> tuple[Workplace, Listener]:
        settings, keyring = Settings(self.school.folder / name), Keyring(chance.token_bytes(32))
        request = ask_enrolment(settings, keyring.for_install, chance.token_bytes)
        out = self.school.folder / f"{name}.bundle"
        self.school.command(
            "enrol", "--name", name, "--location", LOCATION, "--request", str(request),
            "--out", str(out),
        )  # fmt: skip
        accept_bundle(settings, out.read_bytes(), keyring.for_install)
        self.keyrings[name] = keyring
        work, listener = self.started(name)
        listener.until(lambda: any((settings.room(self.room_day)).glob("v1/cards.json")))
        return work, listener

    def at_work(self, name: str) -> tuple[Workplace, Listener]:
        """A laptop in the room with a shift that the dossier acknowledged."""
        work, heard = self.laptop(name)
        card = work.fit(self.code).result()
        work.open(card).result()
        work.begin_shift(card, PIN).result()
        heard.until(lambda: all_acknowledged(work, 2))
        return work, heard


def free_port() -> int:
    """Return a port that the system gives to no line that is opened while the dossier is down."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    tmp_path = tmp_path_factory.mktemp("site")
    school, port = School(tmp_path), free_port()
    school.command(
        "init", "--contact-mail", "bureau@roc-test.example",
        "--school", "roc-test", "--name", "ROC Test",
        "--url", f"https://127.0.0.1:{port}", "--host", "127.0.0.1",
        "--root", str(tmp_path / "root-1"), "--root", str(tmp_path / "root-2"),
    )  # fmt: skip
    school.start("--port", str(port))
    school.plan_day(of_session(demo_day(), SESSION))
    school.command("people", "add", "--id", "p1", "--name", "Roosmarijn Vos")
    room_day = school.command(
        "assign", "--session", SESSION, "--room", "A0.22", "--location", LOCATION,
        "--day", DAY, "--person", "p1:chief-invigilator",
    ).strip()  # fmt: skip
    cards = school.codes(room_day)
    yield Site(school, room_day, cards[0][5], port)
    if school.process is not None:
        school.stop()


def all_acknowledged(work: Workplace, at_least: int) -> bool:
    return work.delivery.waiting == 0 and work.delivery.acknowledged >= at_least


def not_yet_here(folds: RoomFold) -> list[str]:
    enrolments = folds.day.sessions[SESSION].enrolments
    return sorted(each for each in enrolments if enrolments[each].arrival is None)


def act_about(work: Workplace, candidate: str) -> Command:
    """Return what can happen to a candidate, whatever an earlier test recorded."""
    is_here = candidate not in work.look(not_yet_here).result()
    return (LeaveForAMoment if is_here else RegisterArrival)(SESSION, candidate)


def test_one_act_from_command_to_receipt_and_to_the_other_laptop(site: Site) -> None:
    work, heard = site.laptop("EX-01")
    other, other_heard = site.laptop("EX-02")
    card = work.fit(site.code).result()
    work.open(card).result()
    work.begin_shift(card, PIN).result()
    candidate = work.look(lambda folds: min(folds.day.sessions[SESSION].enrolments)).result()
    recorded = work.record(RegisterArrival(SESSION, candidate)).result()
    assert recorded.day.sessions[SESSION].enrolments[candidate].arrival is not None
    heard.until(lambda: all_acknowledged(work, 3))
    other.open(other.fit(site.code).result()).result()
    other_heard.until(lambda: any(isinstance(each, DayChanged) for each in other_heard.news))
    arrived = other.look(lambda folds: folds.day.sessions[SESSION].enrolments[candidate]).result()
    assert arrived.arrival is not None
    work.close()
    other.close()
    assert "Het logboek klopt" in site.school.command("verify")


def test_recording_goes_on_while_the_dossier_is_down_and_all_arrives_after(site: Site) -> None:
    work, heard = site.at_work("EX-03")
    site.school.stop(signal.SIGKILL)
    candidates = work.look(not_yet_here).result()
    for candidate in candidates:
        work.record(RegisterArrival(SESSION, candidate)).result()
    heard.until(lambda: work.delivery.contact.trouble is not None)
    assert work.delivery.waiting == 2 * len(candidates)
    site.school.start("--port", str(site.port))
    heard.until(lambda: all_acknowledged(work, 2 + 2 * len(candidates)))
    assert work.delivery.contact.trouble is None
    work.close()


def test_a_laptop_that_nobody_opens_again_delivers_what_its_journal_holds(site: Site) -> None:
    work, _ = site.at_work("EX-04")
    site.school.stop(signal.SIGKILL)
    candidate = work.look(lambda folds: min(folds.day.sessions[SESSION].enrolments)).result()
    told = work.record(act_about(work, candidate)).result().events[-1].leaf
    work.close()
    site.school.start("--port", str(site.port))
    locked, _ = site.started("EX-04")
    other, other_heard = site.laptop("EX-05")
    other.open(other.fit(site.code).result()).result()
    other.nudge()
    other_heard.until(lambda: told in leaves_of(other, candidate))
    locked.close()
    other.close()


def leaves_of(work: Workplace, candidate: str) -> set[str]:
    acts = work.look(lambda folds: folds.day.sessions[SESSION].enrolments[candidate].acts)
    return {event.leaf for event in acts.result()}


def test_a_restored_dossier_is_filled_up_again_by_the_laptop_that_is_at_work(site: Site) -> None:
    work, heard = site.at_work("EX-06")
    backup = str(site.school.folder / "back-up")
    site.school.command("backup", "--to", backup)
    site.school.command("backup", "--check", backup)
    candidate = work.look(lambda folds: max(folds.day.sessions[SESSION].enrolments)).result()
    told = work.record(act_about(work, candidate)).result().events[-1].leaf
    heard.until(lambda: all_acknowledged(work, 3))
    site.school.stop(signal.SIGKILL)
    site.school.command("restore", "--from", backup)
    site.school.start("--port", str(site.port))
    work.nudge()
    heard.until(lambda: work.delivery.contact.is_log_replaced)
    heard.until(lambda: work.delivery.waiting == 0)
    assert not work.delivery.contact.is_log_strange
    assert "Het logboek klopt" in site.school.command("verify")
    out = site.school.folder / "export"
    site.school.command("export", "--session", SESSION, "--out", str(out))
    export = read_export(out.read_bytes().splitlines())
    assert told in {each.signed.leaf for each in export.events}
    assert not verify_export(export, None).faults
    work.close()


def test_what_a_laptop_holds_arrives_under_the_new_keys_of_a_dossier(site: Site) -> None:
    work, heard = site.at_work("EX-07")
    site.school.stop(signal.SIGKILL)
    candidate = work.look(lambda folds: sorted(folds.day.sessions[SESSION].enrolments)[1]).result()
    told = work.record(act_about(work, candidate)).result().events[-1].leaf
    former = site.school.folder / "EX-07.bundle"
    device = read_bundle(former.read_bytes()).device
    root = str(site.school.folder / "root-1")
    site.school.command("renew", "--root", root, "--replace")
    site.school.start("--port", str(site.port))
    work.nudge()
    heard.until(lambda: work.delivery.contact.trouble is Trouble.STRANGE_CERTIFICATE)
    work.close()
    again = site.school.folder / "EX-07.again"
    site.school.command("enrol", "--again", device, "--out", str(again))
    settings = Settings(site.school.folder / "EX-07")
    accept_bundle(settings, again.read_bytes(), site.keyrings["EX-07"].for_install)
    work, heard = site.started("EX-07")
    work.open(work.fit(site.code).result()).result()
    heard.until(lambda: work.delivery.acknowledged >= 3 and work.delivery.waiting == 0)
    assert told in leaves_of(work, candidate)
    work.close()
    assert "Het logboek klopt" in site.school.command("verify")
