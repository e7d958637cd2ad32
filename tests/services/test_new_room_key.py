"""A room that gets a new key during the day: its code, its feed, and the journal of before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.models.commands import RegisterArrival
from app.services.fitting import Obstacle, Obstructed
from app.services.journal_delivery import unsent_rooms
from app.services.store_names import JOURNAL, files_in
from app.services.workplace import CodeNeeded, PackagesChanged, Workplace
from app.sync.messages import PushJournal
from tests.builders import SESSION, a_candidate, candidate_id
from tests.services.network import Cable
from tests.services.school import ROOM_DAY, a_laptop, a_school
from tests.services.test_workplace import PIN, Place


@dataclass
class Room(Place):
    """A laptop at work, with a cable that a test pulls out."""

    @property
    def line(self) -> Cable:
        assert isinstance(self.cable, Cable)
        return self.cable


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    school, _ = a_school()
    made = Room(school, a_laptop(tmp_path, school), cable=Cable(school, is_in=False))
    yield made
    for work in made.opened:
        work.close()


def journals(room: Room) -> list[str]:
    return [name.text for name, _ in files_in(room.laptop.settings.room(ROOM_DAY), JOURNAL)]


def arrive(work: Workplace, number: int = 1) -> None:
    work.record(RegisterArrival(SESSION, candidate_id(number))).result()


def test_a_card_printed_since_opens_once_the_packages_were_fetched(room: Room) -> None:
    work = room.work()
    room.until(lambda: work.delivery.contact.trouble is not None)  # its own look is over
    new = room.school.print_card("person-bakir", "E. Bakir")
    room.school.updated_at += timedelta(seconds=1)
    with pytest.raises(Obstructed) as caught:
        work.fit(new.code).result()
    assert caught.value.obstacle is Obstacle.WRONG_CODE
    assert work.packages.fetch().result() is False  # the cable is out
    room.line.is_in = True
    assert work.packages.fetch().result() is True
    assert work.fit(new.code).result().person == "person-bakir"


def test_without_a_key_of_its_own_a_laptop_waits_for_nothing(room: Room) -> None:
    room.laptop.keyring.go_missing()
    assert room.work().packages.fetch().result() is False
    assert room.line.asked == []


def test_whoever_waits_when_the_program_ends_waits_no_longer(room: Room) -> None:
    work = room.work()
    work.close()
    assert work.packages.fetch().result() is False


def test_under_a_new_key_the_feed_of_the_open_room_goes_on_with_a_new_card(room: Room) -> None:
    work = room.at_work()
    arrive(work)
    room.school.renew_key()
    room.school.plan(a_candidate(9), candidate_id(9))
    new = room.school.print_card("person-vos", "M. Vos")
    room.line.is_in = True
    page = room.school.feed([])
    work._worker.submit(work._work.take_page, ROOM_DAY, page).result()
    assert CodeNeeded() in room.news
    room.until(lambda: PackagesChanged() in room.news)  # before anybody types a code
    card = work.fit(new.code).result()
    opened = work.open(card).result()
    work.begin_shift(card, PIN).result()
    enrolments = opened.recorder.day.sessions[SESSION].enrolments
    assert enrolments[candidate_id(9)].plan is not None
    assert enrolments[candidate_id(1)].arrival is not None
    room.school.plan(a_candidate(10), candidate_id(10))
    page = room.school.feed([each.signed for each in room.school.entries], n=1)
    work._worker.submit(work._work.take_page, ROOM_DAY, page).result()
    assert candidate_id(10) in opened.recorder.day.sessions[SESSION].enrolments


def test_the_journal_of_a_former_key_goes_while_its_room_is_open(room: Room) -> None:
    work = room.at_work()
    arrive(work)
    work.close()
    (former,) = journals(room)
    room.school.renew_key()
    new = room.school.print_card("person-vos", "M. Vos")
    room.line.is_in = True
    work = room.work()
    assert work.packages.fetch().result() is True
    card = work.fit(new.code).result()
    with pytest.raises(Obstructed) as caught:
        work.open(card).result()
    assert caught.value.obstacle is Obstacle.STORE_OTHER_KEY
    offered: list[PushJournal] = []
    assert work._work.offers is not None
    work._work.offers.send = offered.append
    work.open(card, anew=True).result()
    work.begin_shift(card, PIN).result()
    arrive(work, 2)
    assert [each.name for each in offered] == [former]
    stored = work.storage.look().result()
    assert (stored.has_older_file, stored.other_rooms) == (True, 0)


def test_a_journal_goes_from_a_laptop_whose_memory_is_damaged(room: Room) -> None:
    work = room.at_work()
    arrive(work)
    work.close()
    room.laptop.settings.device_store.write_bytes(b"damaged")
    work = room.work()
    offered: list[PushJournal] = []
    assert work._work.device.memory is None
    assert work._work.offers is not None
    work._work.offers.send = offered.append
    work._worker.submit(work._work.offers.offer).result()
    assert {each.name for each in offered} == set(journals(room))


def test_leaving_a_room_says_nothing_of_a_journal_that_it_did_not_open(room: Room) -> None:
    work = room.at_work()
    arrive(work)
    work.close()
    room.school.renew_key()
    new = room.school.print_card("person-vos", "M. Vos")
    room.line.is_in = True
    work = room.work()
    assert work.packages.fetch().result() is True
    card = work.fit(new.code).result()
    work.open(card, anew=True).result()
    work.leave_room().result()  # nothing of the new file waits
    memory = work._work.device.memory
    assert memory is not None
    assert unsent_rooms(room.laptop.settings, memory, work._work.by_event) == {ROOM_DAY}
