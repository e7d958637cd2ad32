"""A code opens its own room and no other; every fault of keyring or store is told apart."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from app.crypto.neighbours import Neighbours, seal_neighbours
from app.crypto.roomfeed import FeedPlace
from app.crypto.vault import KeyringTrouble
from app.models.commands import RegisterArrival
from app.screens.room.troubles import TROUBLES
from app.services.fitting import Obstacle, Obstructed, fit_code
from app.services.opening import Notice, stores_in
from app.services.packages import keep_package
from app.services.shifting import begin_shift
from tests import chance
from tests.builders import SESSION, candidate_id
from tests.services.school import ROOM_DAY, Laptop, School, a_laptop, a_school, files_of


def refusal(laptop: Laptop, code: str, **how: bool) -> Obstacle:
    with pytest.raises(Obstructed) as caught:
        laptop.open(code, **how)
    return caught.value.obstacle


def store_path(laptop: Laptop) -> Path:
    return stores_in(laptop.settings.room(ROOM_DAY))[-1]


def test_a_code_opens_the_room_offline_and_a_shift_stands_in_its_part(tmp_path: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    room = laptop.open(card.code.lower())
    ((session, part),) = room.recorder.day.parts()
    assert session.id == SESSION
    assert [each.name for each in part.shifts[0].people] == ["M. Vos"]
    assert not part.shifts[0].is_provisional
    assert len(session.enrolments) == 3


def test_a_code_of_another_room_opens_that_room_and_no_other(tmp_path: Path) -> None:
    school, card = a_school()
    other = School(room="c2.01", room_day="c2.01.2026-12-09", room_key=b"s" * 32)
    other.plan_day()
    other_card = other.print_card("person-bakir", "E. Bakir")
    laptop = a_laptop(tmp_path, school)
    keep_package(laptop.settings, other.package())
    assert fit_code(laptop.settings, laptop.install, other_card.code).header.room == "c2.01"
    assert fit_code(laptop.settings, laptop.install, card.code).header.room == school.room


def test_the_card_of_another_room_is_known_by_its_room_and_an_older_package_still_opens(
    tmp_path: Path,
) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    assert fit_code(laptop.settings, laptop.install, card.code).neighbours == Neighbours()
    package = school.package()
    place = FeedPlace(laptop.install.school, ROOM_DAY, package.header.key_version)
    numbers = {"C2.01": ("2041873",)}
    sealed = seal_neighbours(school.room_key, place, numbers, chance.token_bytes)
    keep_package(laptop.settings, replace(package, neighbours=sealed))
    known = fit_code(laptop.settings, laptop.install, card.code).neighbours
    assert known.room_of("2041873") == "C2.01"
    keep_package(laptop.settings, replace(package, neighbours=b"damaged"))
    assert fit_code(laptop.settings, laptop.install, card.code).neighbours == Neighbours()


def test_what_is_typed_wrong_is_told_apart(tmp_path: Path) -> None:
    school, _ = a_school()
    laptop = a_laptop(tmp_path, school)
    assert refusal(laptop, "kort") is Obstacle.NOT_A_CODE
    assert refusal(laptop, "0" * 16) is Obstacle.WRONG_CODE
    assert not stores_in(laptop.settings.room(ROOM_DAY))


def test_without_packages_there_is_nothing_to_open(tmp_path: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    (laptop.settings.rooms).rename(tmp_path / "elsewhere")
    assert refusal(laptop, card.code) is Obstacle.NO_PACKAGE


def test_a_revoked_card_no_longer_opens_once_the_new_package_is_here(tmp_path: Path) -> None:
    school, card = a_school()
    kept = school.print_card("person-bakir", "E. Bakir")
    laptop = a_laptop(tmp_path, school)
    school.key_version, school.room_key = 2, b"n" * 32
    school.cards = [kept]
    keep_package(laptop.settings, school.package())
    assert refusal(laptop, card.code) is Obstacle.REVOKED
    assert laptop.open(kept.code).header.key_version == 2


def test_a_store_of_the_former_key_opens_with_a_code_that_remained(tmp_path: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    room = laptop.open(card.code)
    room.recorder.record(RegisterArrival(SESSION, candidate_id(1)), laptop.clock())
    laptop.close()
    school.key_version, school.room_key = 2, b"n" * 32
    keep_package(laptop.settings, school.package())
    session = laptop.open(card.code).recorder.day.sessions[SESSION]
    assert session.enrolments[candidate_id(1)].arrival is not None


def test_a_changed_package_is_named_and_left_alone(tmp_path: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    page = laptop.settings.room(ROOM_DAY) / "v1" / "feed-000000.json"
    raw = page.read_bytes()
    place = raw.index(b'"sealed":"') + 60
    other = b"A" if raw[place : place + 1] != b"A" else b"B"
    page.write_bytes(raw[:place] + other + raw[place + 1 :])
    assert refusal(laptop, card.code) is Obstacle.PACKAGE_DAMAGED


def test_a_second_person_joins_with_an_own_code(tmp_path: Path) -> None:
    school, card = a_school()
    second = school.print_card("person-bakir", "E. Bakir")
    laptop = a_laptop(tmp_path, school)
    room = laptop.open(card.code)
    joined = begin_shift(
        room, fit_code(laptop.settings, laptop.install, second.code), laptop.clock.step(minutes=1)
    )
    ((_, part),) = joined.day.parts()
    assert [each.name for each in part.shifts[-1].people] == ["M. Vos", "E. Bakir"]


def test_a_card_of_another_room_does_not_join_this_one(tmp_path: Path) -> None:
    school, card = a_school()
    other = School(room="c2.01", room_day="c2.01.2026-12-09", room_key=b"s" * 32)
    other.plan_day()
    foreign = other.print_card("person-bakir", "E. Bakir")
    laptop = a_laptop(tmp_path, school)
    keep_package(laptop.settings, other.package())
    room = laptop.open(card.code)
    with pytest.raises(Obstructed) as caught:
        begin_shift(room, fit_code(laptop.settings, laptop.install, foreign.code), laptop.clock())
    assert caught.value.obstacle is Obstacle.OTHER_ROOM


def test_the_holder_of_a_reserve_card_stands_under_the_typed_name(tmp_path: Path) -> None:
    school, _ = a_school()
    reserve = school.print_card("reserve-1", "", is_reserve=True)
    laptop = a_laptop(tmp_path, school)
    room = laptop.open(reserve.code, name=" J. Invaller ")
    ((_, part),) = room.recorder.day.parts()
    assert [each.name for each in part.shifts[0].people] == ["J. Invaller"]


def test_without_a_keyring_the_room_opens_as_provisional_and_records(tmp_path: Path) -> None:
    """F14: a keyring that is gone stops nobody and deletes nothing."""
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    laptop.keyring.go_missing()
    room = laptop.open(card.code)
    recorded = room.recorder.record(RegisterArrival(SESSION, candidate_id(1)), laptop.clock())
    ((session, part),) = recorded.day.parts()
    assert room.device.keyring is KeyringTrouble.MISSING
    assert room.is_provisional
    assert not room.keeps_marks
    assert part.shifts[0].is_provisional
    assert session.enrolments[candidate_id(1)].arrival is not None


def test_another_keyring_opens_as_provisional_too_and_changes_no_key(tmp_path: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    before = laptop.settings.device_key.read_bytes()
    laptop.keyring.secret = b"E" * 32
    room = laptop.open(card.code)
    assert room.device.keyring is KeyringTrouble.OTHER
    assert laptop.settings.device_key.read_bytes() == before


def opened_once(tmp_path: Path) -> tuple[Laptop, str]:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    room = laptop.open(card.code)
    room.recorder.record(RegisterArrival(SESSION, candidate_id(1)), laptop.clock())
    laptop.close()
    return laptop, card.code


def make_plain(path: Path) -> None:
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE event (n)")
    plain.commit()
    plain.close()


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("spoil", "obstacle"),
    [
        (make_plain, Obstacle.STORE_PLAIN),
        (flip, Obstacle.STORE_DAMAGED),
        (lambda path: path.write_bytes(path.read_bytes()[:8192]), Obstacle.STORE_DAMAGED),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), Obstacle.STORE_DAMAGED),
        (lambda path: path.write_bytes(b""), Obstacle.STORE_DAMAGED),
        (lambda path: path.write_bytes(bytes(8192)), Obstacle.STORE_OTHER_KEY),
    ],
)
def test_a_spoiled_store_is_named_left_as_it_is_and_gone_on_beside(
    tmp_path: Path, spoil: object, obstacle: Obstacle
) -> None:
    laptop, code = opened_once(tmp_path)
    path = store_path(laptop)
    spoil(path)  # type: ignore[operator]
    before = files_of(laptop.settings.rooms)
    assert refusal(laptop, code) is obstacle
    assert files_of(laptop.settings.rooms) == before
    room = laptop.open(code, anew=True)
    assert Notice.NEW_STORE in room.notices
    assert len(stores_in(laptop.settings.room(ROOM_DAY))) == 2
    assert path.read_bytes() == before[str(path.relative_to(laptop.settings.rooms))]


def test_a_store_that_is_open_in_another_program_is_not_opened_twice(tmp_path: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    laptop.open(card.code)
    assert refusal(laptop, card.code) is Obstacle.STORE_IN_USE
    assert refusal(laptop, card.code, anew=True) is Obstacle.STORE_IN_USE


def test_every_notice_of_an_opening_but_the_chosen_new_store_has_a_sentence() -> None:
    unspoken = {notice for notice in Notice if notice.value not in TROUBLES}
    assert unspoken == {Notice.NEW_STORE}
