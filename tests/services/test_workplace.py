"""A laptop at work: two threads, news, marks and counts; and what a thief would find."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads
from time import monotonic

import pytest

from app.crypto.vault import KeyringLocked, KeyringTrouble
from app.models.commands import LeaveShift, NoteIrregularity, RegisterArrival
from app.models.drafts import Moment, Refused
from app.models.facts import ClockJumped
from app.models.fold import RoomFold
from app.models.values import Reason
from app.services import delivering
from app.services.delivering import Transport
from app.services.enrolling import read_install
from app.services.opening import Notice, open_device, stores_in
from app.services.packages import keep_package, packages
from app.services.pin import NotAPin, WrongPin
from app.services.reporting_status import laptop_status
from app.services.workplace import DayChanged, News, Tools, Workplace
from app.sync.messages import Answer, Ask, Trouble
from app.sync.transports.https import Unreachable
from tests.builders import SESSION, candidate_id
from tests.patience import PATIENCE_S
from tests.services.school import ROOM_DAY, Laptop, School, a_laptop, a_school, files_of

PIN = "314159"
CANARY = "Zonderbaar Geheim"
ALL = tuple(candidate_id(number) for number in (1, 2, 3))


class NoNetwork:
    """A laptop whose cable is out."""

    def send(self, _: Ask) -> Answer:
        raise Unreachable("no connection")

    def close(self) -> None:
        pass


class HungCable(NoNetwork):
    """A request that gets no answer until the connection is taken away, as httpx tells it."""

    def __init__(self) -> None:
        self.is_out, self._is_gone = Event(), Event()

    def send(self, _: Ask) -> Answer:
        self.is_out.set()
        self._is_gone.wait(PATIENCE_S)
        raise RuntimeError("Cannot send a request, as the client has been closed.")

    def close(self) -> None:
        self._is_gone.set()


class Timepiece:
    """The test's clock in the shape a workplace asks for."""

    def __init__(self, laptop: Laptop) -> None:
        self._clock = laptop.clock

    def __call__(self) -> Moment:
        return self._clock()

    def set_offset(self, offset_ms: int) -> None:
        self._clock.offset_ms = offset_ms

    def jump(self) -> timedelta:
        return self._clock.ahead


@dataclass
class Place:
    """A school, its laptop, and the workplaces that were opened on it."""

    school: School
    laptop: Laptop
    news: list[News] = field(default_factory=list)
    opened: list[Workplace] = field(default_factory=list)
    cable: Transport = field(default_factory=NoNetwork)

    def work(self) -> Workplace:
        clock = Timepiece(self.laptop)
        tools = Tools(
            settings=self.laptop.settings,
            install=self.laptop.install,
            vault_for=self.laptop.keyring.for_install,
            clock=clock,
            delivery_clock=clock,
            random_bytes=self.laptop.random_bytes,
            jitter=lambda: 1.0,
            transport_for=lambda _: self.cable,
        )
        work = Workplace(tools, self.news.append)
        self.opened.append(work)
        work.start().result()
        return work

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for the thread that delivers."""
        end = monotonic() + PATIENCE_S
        while not is_so():
            assert monotonic() < end
            self.opened[-1]._worker.submit(int).result()

    def at_work(self) -> Workplace:
        work = self.work()
        card = work.fit(self.school.cards[0].code).result()
        work.open(card).result()
        work.begin_shift(card, PIN).result()
        return work


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    school, _ = a_school()
    made = Place(school, a_laptop(tmp_path, school))
    yield made
    for work in made.opened:
        work.close()


def arrivals(count: int) -> list[RegisterArrival]:
    return [RegisterArrival(SESSION, candidate) for candidate in ALL[:count]]


def reads(work: Workplace) -> Callable[[str], bool]:
    def has_arrived(candidate: str) -> bool:
        return work.look(
            lambda folds: folds.day.sessions[SESSION].enrolments[candidate].arrival is not None
        ).result()

    return has_arrived


def test_what_was_recorded_is_there_again_after_the_program_ended(place: Place) -> None:
    work = place.at_work()
    for command in arrivals(2):
        work.record(command).result()
    work.close()
    has_arrived = reads(place.at_work())
    assert [has_arrived(each) for each in ALL] == [True, True, False]


def test_without_network_everything_recorded_waits_and_is_counted(place: Place) -> None:
    work = place.at_work()
    work.record(arrivals(1)[0]).result()
    place.until(lambda: work.delivery.contact.trouble is Trouble.UNREACHABLE)
    work.close()
    assert work.delivery.waiting == 4


def test_closing_while_a_request_hangs_is_no_fault(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "CLOSING_PATIENCE_S", 0.0)
    place.cable = cable = HungCable()
    work = place.work()
    assert cable.is_out.wait(PATIENCE_S)
    work.close()
    for thread in enumerate_threads():
        if thread.name == "delivery":
            thread.join(PATIENCE_S)
    assert caplog.messages == []


def test_a_refusal_comes_back_as_it_was_raised(place: Place) -> None:
    work = place.at_work()
    work.record(arrivals(1)[0]).result()
    with pytest.raises(Refused) as caught:
        work.record(arrivals(1)[0]).result()
    assert caught.value.reason is Reason.ALREADY_SO


def test_the_pin_of_the_shift_gives_the_persons_key_until_the_room_is_left(place: Place) -> None:
    work = place.at_work()
    assert work.unlock("person-vos", PIN).result()
    with pytest.raises(WrongPin):
        work.unlock("person-vos", "000000").result()
    work.leave_room().result()
    with pytest.raises(WrongPin):
        work.unlock("person-vos", PIN).result()


def test_a_shift_does_not_begin_without_a_proper_pin(place: Place) -> None:
    work = place.work()
    card = work.fit(place.school.cards[0].code).result()
    work.open(card).result()
    with pytest.raises(NotAPin):
        work.begin_shift(card, "12").result()
    assert work.look(lambda folds: folds.day.parts()[0][1].shifts).result() == ()


def test_a_locked_keyring_lets_the_room_open_as_provisional(place: Place) -> None:
    place.laptop.keyring.trouble = KeyringLocked("stays closed")
    work = place.work()
    card = work.fit(place.school.cards[0].code).result()
    room = work.open(card).result()
    assert room.is_provisional
    assert room.device.keyring is KeyringTrouble.LOCKED
    work.begin_shift(card, PIN).result()
    assert work.record(arrivals(1)[0]).result().events


@pytest.mark.parametrize("has_journal", [True, False])
def test_an_older_copy_of_the_store_is_noticed_and_goes_on_in_a_new_epoch(
    place: Place, *, has_journal: bool
) -> None:
    """F15: a store that was put back is noticed when it is opened."""
    place.at_work().close()
    (path,) = stores_in(place.laptop.settings.room(ROOM_DAY))
    older = path.read_bytes()
    work = place.at_work()
    first = work.record(arrivals(1)[0]).result().events[-1].header.epoch
    work.close()
    path.write_bytes(older)
    if not has_journal:
        for journal in path.parent.glob("*.journal"):
            journal.unlink()
    work = place.work()
    card = work.fit(place.school.cards[0].code).result()
    room = work.open(card).result()
    expected = Notice.STORE_HEALED if has_journal else Notice.ROLLED_BACK
    assert expected in room.notices
    work.begin_shift(card, PIN).result()
    if has_journal:
        with pytest.raises(Refused, match="already-so"):
            work.record(arrivals(1)[0]).result()
    recorded = work.record(arrivals(2)[1]).result()
    opening = recorded.day.sessions[SESSION].parts[place.school.room]
    assert recorded.events[-1].header.epoch != first
    assert opening.shifts
    work.close()
    again = place.work()
    card = again.fit(place.school.cards[0].code).result()
    assert again.open(card).result().notices == ()


def test_a_store_that_is_gone_is_told_and_a_new_one_begins(place: Place) -> None:
    place.at_work().close()
    (path,) = stores_in(place.laptop.settings.room(ROOM_DAY))
    path.unlink()
    work = place.work()
    room = work.open(work.fit(place.school.cards[0].code).result()).result()
    assert Notice.STORE_GONE in room.notices


def test_the_locked_screen_and_the_status_know_counts_and_no_names(place: Place) -> None:
    work = place.at_work()
    work.record(arrivals(1)[0]).result()
    work.close()
    laptop = place.laptop
    device = open_device(laptop.settings, laptop.keyring.for_install)
    status = laptop_status(laptop.settings, read_install(laptop.settings), device)
    assert device.memory is not None
    device.memory.close()
    (room,) = status.rooms
    assert dict(room.counts) == {"expected": 2, "present": 1}
    assert (room.recorded, room.waiting, room.stores) == (4, 4, 1)
    assert "Noor" not in repr(status)


def test_no_file_of_the_laptop_shows_a_name_or_a_word_of_the_room(place: Place) -> None:
    work = place.at_work()
    work.record(NoteIrregularity(SESSION, ALL[0], "fraude", CANARY)).result()
    files = files_of(place.laptop.settings.folder)
    assert any(name.endswith(".day-wal") for name in files)
    for name, content in files.items():
        for secret in (CANARY, '"Noor"', "Noor Proef", "Proef 1", "100001", "M. Vos", PIN):
            assert secret.encode() not in content, name
        assert place.school.cards[0].code.encode() not in content


def test_the_last_known_offset_is_there_again_after_a_restart(place: Place) -> None:
    device = open_device(place.laptop.settings, place.laptop.keyring.for_install)
    assert device.memory is not None
    device.memory.remember("offset-ms", "-4200")
    device.memory.close()
    place.work()
    assert place.laptop.clock().offset_ms == -4200


def test_a_changed_package_replaces_the_one_that_was_there(place: Place) -> None:
    package = place.school.package()
    header = replace(package.header, updated_at="2026-12-09T09:00:00.000Z")
    keep_package(place.laptop.settings, replace(package, header=header))
    ((kept,),) = packages(place.laptop.settings)
    assert kept.header.updated_at == "2026-12-09T09:00:00.000Z"


def test_who_went_home_stands_in_no_later_act(place: Place) -> None:
    second = place.school.print_card("person-bakir", "E. Bakir")
    keep_package(place.laptop.settings, place.school.package())
    work = place.at_work()
    card = work.fit(second.code).result()
    work.begin_shift(card, PIN).result()
    work.record(LeaveShift(card.person)).result()
    recorded = work.record(arrivals(1)[0]).result()
    shift = recorded.events[-1].header.shift
    ((_, part),) = recorded.day.parts()
    people = next(each.people for each in part.shifts if each.leaf == shift)
    assert [each.person for each in people] == ["person-vos"]


def jumps(work: Workplace) -> list[ClockJumped]:
    def read(folds: RoomFold) -> list[ClockJumped]:
        ((_, part),) = folds.day.parts()
        acts = [event.body.act for event in part.acts if event.body is not None]
        return [act for act in acts if isinstance(act, ClockJumped)]

    return work.look(read).result()


def test_a_jump_of_the_system_clock_is_on_disk_once_and_told(place: Place) -> None:
    work = place.at_work()
    place.laptop.clock.ahead = timedelta(minutes=3)
    before = len(place.news)
    for _ in range(3):
        work.watch_clock()
    assert jumps(work) == [ClockJumped(180_000, 180_000)]
    told = [news for news in place.news[before:] if isinstance(news, DayChanged)]
    assert len(told) == 1  # how delivery stands comes beside it, from its own thread
    place.laptop.clock.ahead = timedelta(minutes=-1)
    work.record(arrivals(1)[0]).result()
    assert jumps(work)[1:] == [ClockJumped(-240_000, -60_000)]


def test_a_jump_before_the_shift_is_noted_when_somebody_records(place: Place) -> None:
    place.laptop.clock.ahead = timedelta(hours=1)
    work = place.work()
    work.watch_clock()
    card = work.fit(place.school.cards[0].code).result()
    work.open(card).result()
    work.watch_clock()
    work.begin_shift(card, PIN).result()
    assert jumps(work) == []
    work.watch_clock()
    assert jumps(work) == [ClockJumped(3_600_000, 3_600_000)]
