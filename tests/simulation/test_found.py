"""What the simulator found in the program, each told again without chance."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.commands import RegisterArrival
from tests.dossier.inside import SESSION, enrolment_id
from tests.simulation.school import template
from tests.simulation.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(1, tmp_path, template())
    with made.disk.mounted():
        for laptop in made.laptops[:2]:
            made.begin(laptop)
        made.advance(60_000)
        yield made
    made.close()


def test_what_a_full_disk_refused_of_the_feed_comes_once_there_is_room(world: World) -> None:
    one, two = world.laptops[:2]
    world.disk.refusing.add("store")
    recorded = one.record(RegisterArrival(SESSION, enrolment_id(1)))
    assert recorded is None
    world.disk.refusing.clear()
    recorded = one.record(RegisterArrival(SESSION, enrolment_id(1)))
    assert recorded is not None
    world.disk.refusing.add("store")
    world.advance(60_000)
    assert two.room is not None
    leaf = recorded.events[-1].leaf
    assert not two.room.recorder.store.has(leaf)
    world.disk.refusing.clear()
    world.advance(60_000)
    assert two.room.recorder.store.has(leaf)


def test_a_room_is_left_also_when_the_device_store_is_full(world: World) -> None:
    one = world.laptops[0]
    world.disk.refusing.add("device")
    assert one.work is not None
    one.work.leave()
    assert one.room is None
    assert one.open()


def test_after_a_restore_nothing_of_others_waits_on_a_laptop_for_good(world: World) -> None:
    one, two = world.laptops[:2]
    world.dossier.stop()
    world.dossier.put_back_image()
    world.dossier.start()
    world.advance(60_000)
    one.stop()
    assert two.record(RegisterArrival(SESSION, enrolment_id(1))) is not None
    world.advance(60_000)
    world.begin(one)  # offers what it holds of the other, who went on meanwhile
    world.advance(120_000)
    assert world.is_quiet([one, two])


def test_a_server_put_back_twice_numbers_its_feed_anew_and_laptops_read_it(world: World) -> None:
    one, two = world.laptops[:2]
    for number in (1, 2):
        world.dossier.stop()
        world.dossier.put_back_image(whole=True)
        world.dossier.start()
        world.put_back(whole=True)
        world.advance(60_000)
        recorded = one.record(RegisterArrival(SESSION, enrolment_id(number)))
        assert recorded is not None
        world.advance(60_000)
        assert two.room is not None
        assert two.room.recorder.store.has(recorded.events[-1].leaf)


def test_of_two_copies_each_counts_as_sent_only_what_lies_behind_a_receipt(world: World) -> None:
    one = world.laptops[2]
    one.most_at_once = 1  # so that a receipt comes of what both have, before that of its own
    world.network.cut_off.add(one.name)
    world.begin(one)
    world.crashed(one)
    copy = world.add("copy", one.code)
    shutil.copytree(one.folder, copy.folder, dirs_exist_ok=True)
    copy.keyring, copy.typed = one.keyring, one.typed
    world.begin(copy)
    for number in (1, 2, 3):
        assert copy.record(RegisterArrival(SESSION, enrolment_id(number))) is not None
    world.begin(one)
    assert one.record(RegisterArrival(SESSION, enrolment_id(0))) is not None
    world.advance(60_000)
    world.network.cut_off.clear()
    world.advance(120_000)
    log = {each.signed.leaf for each in world.dossier.stored()}
    assert not one.told.keys() - log
    assert world.is_quiet([one, copy])
