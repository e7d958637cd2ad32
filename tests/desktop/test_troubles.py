"""What is wrong with a store or a keyring: a sentence and a next step, and nothing is lost."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.commands import RegisterArrival
from app.services.news import LaptopForgot
from app.services.opening import stores_in
from tests.builders import SESSION, candidate_id
from tests.desktop.shift import ALT, Key, Stand, a_hall, a_stand
from tests.services.school import Laptop, PrintedCard, School, a_laptop, files_of


def used(tmp_path: Path) -> tuple[School, PrintedCard, Laptop, Path]:
    """Return a laptop on which somebody arrived yesterday's way: without a window."""
    school, card = a_hall()
    laptop = a_laptop(tmp_path, school)
    recorder = laptop.open(card.code).recorder
    recorder.record(RegisterArrival(SESSION, candidate_id(1)), laptop.clock())
    laptop.close()
    (store,) = stores_in(laptop.settings.room(school.room_day))
    return school, card, laptop, store


def spoiled(store: Path, how: str) -> bytes:
    if how == "plain":
        for beside in store.parent.glob(f"{store.name}-*"):
            beside.unlink()
        store.unlink()
        with sqlite3.connect(store) as plain:
            plain.execute("create table t (x)")
        plain.close()
    else:
        raw = bytearray(store.read_bytes())
        raw[5000:9000] = b"\0" * 4000
        store.write_bytes(bytes(raw))
    return store.read_bytes()


@pytest.mark.parametrize(
    ("how", "title"),
    [
        ("plain", "Het bestand van dit lokaal is niet versleuteld en wordt niet gebruikt."),
        ("damaged", "Het bestand van dit lokaal is beschadigd."),
    ],
)
def test_a_store_that_does_not_open_is_told_and_a_new_one_goes_on_beside_it(
    qtbot: QtBot, tmp_path: Path, how: str, title: str
) -> None:
    school, card, laptop, store = used(tmp_path)
    before = spoiled(store, how)
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.type_code(card)
        stand.type_pin()
        stand.until(lambda: stand.begin.notices)
        (notice,) = stand.begin.notices
        assert notice.title == title
        assert notice.actions[0].name == "new-store"
        assert stores_in(store.parent) == [store]
        assert store.read_bytes() == before
        stand.press(Key.Key_V, ALT)
        stand.until(lambda: stand.front == "today")
        assert len(stores_in(store.parent)) == 2
        assert store.read_bytes() == before
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        stand.find(2)
        stand.act(Key.Key_Return)


def roll_back(store: Path, older: bytes) -> None:
    store.write_bytes(older)
    store.with_suffix(".journal").unlink()


def take_away(store: Path, _older: bytes) -> None:
    store.rename(store.with_suffix(".weg"))
    store.with_suffix(".journal").unlink()


@pytest.mark.parametrize(
    ("harm", "title"),
    [
        (roll_back, "Het bestand van dit lokaal is ouder dan wat deze laptop eerder had."),
        (take_away, "Het bestand van dit lokaal dat hier eerder stond, is weg."),
    ],
)
def test_an_older_or_vanished_store_is_told_on_today_before_the_list_opens(
    qtbot: QtBot,
    tmp_path: Path,
    harm: Callable[[Path, bytes], None],
    title: str,
) -> None:
    school, card, laptop, store = used(tmp_path)
    older = store.read_bytes()
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.enter(card)
    harm(store, older)
    before = files_of(store.parent)
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.sign_on(card)
        assert stand.front == "today"
        (notice,) = stand.page("today").view._shown.notices
        assert notice.title == title
        assert "aan het examenbureau" in notice.text
        assert set(before) <= set(files_of(store.parent))
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        stand.find(3)
        stand.act(Key.Key_Return)


@pytest.mark.parametrize("how", ["plain", "damaged"])
def test_a_memory_of_the_laptop_that_does_not_open_is_told_and_left_alone(
    qtbot: QtBot, tmp_path: Path, how: str
) -> None:
    school, card, laptop, _ = used(tmp_path)
    before = spoiled(laptop.settings.device_store, how)
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.until(lambda: stand.begin.notices)
        assert stand.begin.notices[0].title == "Wat deze laptop zelf onthoudt, is niet te lezen."
        stand.sign_on(card)
        assert not stand.paper().part.shifts[-1].is_provisional
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        stand.find(2)
        stand.act(Key.Key_Return)
    assert laptop.settings.device_store.read_bytes() == before


def test_a_missing_keyring_is_told_and_the_room_opens_as_provisional(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    laptop = a_laptop(tmp_path, school)
    laptop.keyring.go_missing()
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.until(lambda: stand.begin.notices)
        (notice,) = stand.begin.notices
        assert notice.title == "De sleutelbewaring van deze laptop werkt niet."
        assert "Je kunt gewoon beginnen." in notice.text
        stand.sign_on(card)
        assert stand.paper().part.shifts[-1].is_provisional
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        stand.find(1)
        stand.act(Key.Key_Return)


def test_without_a_package_the_next_step_is_told_and_looking_again_finds_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    laptop = a_laptop(tmp_path, school)
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        aside = tmp_path / "aside"
        laptop.settings.rooms.rename(aside)
        stand.desktop.show()
        stand.until(lambda: stand.begin and stand.begin.notices)
        assert stand.begin.notices[0].title == "Op deze laptop staan geen zittingen van vandaag."
        aside.rename(laptop.settings.rooms)
        stand.press(Key.Key_O, ALT)
        stand.until(lambda: not stand.begin.notices)
        stand.sign_on(card)


def test_a_laptop_whose_acts_others_bring_is_told_to_stay_on_and_to_be_reported(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.desktop.world.heard(LaptopForgot())
        stand.until(lambda: stand.page("today").view._shown.notices)
        (notice,) = stand.page("today").view._shown.notices
        assert notice.title == "Het dossier heeft handelingen van deze laptop die hier niet staan."


def test_a_laptop_whose_bundle_is_gone_says_what_can_still_be_done_and_deletes_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, _, laptop, store = used(tmp_path)
    for path in (laptop.settings.bundle_file, laptop.settings.bundle_copy):
        path.unlink()
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        before = files_of(laptop.settings.rooms)
        stand.desktop.show()
        stand.until(lambda: stand.begin and stand.begin.notices)
        (notice,) = stand.begin.notices
        assert notice.title == "Het aanmeldbestand van deze laptop is weg of beschadigd."
        assert "andere laptop" in notice.text
        assert not stand.begin.typing
    assert store.exists()
    assert files_of(laptop.settings.rooms) == before


def test_a_disk_that_refuses_is_told_in_the_room_and_the_act_is_kept_on_trying_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(1)
        free = refusing(stand)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.room.error is not None)
        assert stand.room.error.title == "Bewaren lukt niet."
        assert stand.status(1).value == "expected"
        free()
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.status(1).value == "present")
        assert stand.room.error is None


def refusing(stand: Stand) -> Callable[[], None]:
    """Make the disk refuse, as SQLite tells it; return what makes it take writes again."""
    work = stand.work

    def allow(writes: str) -> None:
        store = work._work.room.recorder.store._store
        store._raw.execute(f"pragma query_only = {writes}")

    work._worker.submit(allow, "on").result()
    return lambda: work._worker.submit(allow, "off").result()
