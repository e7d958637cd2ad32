"""What the simulator found at machines of the office, each told again without chance."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.crypto.requests import Request
from app.models.office_commands import OpenIssue
from app.services.office_pulling import Beyond, feed_path
from app.services.office_reaching import NotReached, Reaching
from app.sync.office_protocol import decode_page
from tests.simulation.disk import put_back
from tests.simulation.office import SimOffice
from tests.simulation.running import known_once
from tests.simulation.school import BUREAU, OFFICES, template
from tests.simulation.world import World

EARLIER = date(2026, 1, 1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with known_once():
        made = World(1, tmp_path, template())
        made.offices.clear()
        made.add_office(OFFICES[0])
        with made.disk.mounted():
            signed_on(made)
            made.dossier.stop()
            made.dossier.keep_image()  # in which somebody is signed on
            made.dossier.start()
            yield made
        made.close()


def signed_on(world: World) -> SimOffice:
    office = world.offices[0]
    if office.work is None:
        office.start()
    assert office.sign_on(BUREAU[0])
    world.advance(60_000)
    return office


def recorded(world: World, title: str = "Beamer") -> str:
    told = world.offices[0].record(OpenIssue(title))
    assert told is not None
    world.advance(60_000)
    return told.events[-1].leaf


def log_of(world: World) -> set[str]:
    return {each.signed.leaf for each in world.dossier.stored()}


def put_dossier_back(world: World) -> None:
    world.dossier.stop()
    world.dossier.put_back_image()
    world.dossier.start()
    world.put_back()


def test_an_office_that_only_looks_on_fills_up_a_dossier_that_was_put_back(world: World) -> None:
    leaf = recorded(world)
    put_dossier_back(world)
    assert leaf not in log_of(world)
    world.advance(120_000)
    assert leaf in log_of(world)
    assert world.is_quiet(world.offices)  # of streams of which it has a part, too


def test_whoever_starts_a_machine_fills_up_a_dossier_for_who_signed_off(world: World) -> None:
    office, leaf = world.offices[0], recorded(world)
    office.stop()
    office.start()  # its journal is taken as it lies there
    world.advance(60_000)
    office.stop()
    put_dossier_back(world)
    office.start()  # and nobody signs on
    world.advance(60_000)
    assert leaf in log_of(world)


def test_a_damaged_store_of_a_day_keeps_nobody_from_signing_on(world: World) -> None:
    office = world.offices[0]
    world.network.cut_off.add(office.name)
    leaf = recorded(world)
    files = office.crash()
    (name,) = [each for each in files if each.endswith(".day")]
    put_back(office.folder, files | {name: b"?" * 4096})
    world.network.cut_off.clear()
    signed_on(world)
    assert office.recorder is not None
    assert office.recorder.store.has(leaf)
    assert leaf in log_of(world)


@pytest.mark.parametrize("kind", ["store", "journal"])
def test_a_full_disk_at_sign_on_leaves_nothing_open(world: World, kind: str) -> None:
    office = world.offices[0]
    world.disk.refusing.add(kind)
    office.sign_on(BUREAU[1])
    office.sign_on(BUREAU[0])
    world.disk.refusing.clear()
    for person in BUREAU:
        assert office.sign_on(person), office.noticed


def test_older_sessions_and_the_place_they_came_up_to_are_kept_together(world: World) -> None:
    office = world.offices[0]
    work, wire = office.work, office.workplace.line().result()
    page = decode_page(wire.ask(Request("GET", feed_path(Beyond(-1, "2026-01-01"), 0))).body)
    recorded(world)  # and the feed goes on beyond that page, without older sessions
    assert work.after().place > page.through
    assert work.take_older(page, work.here.held, EARLIER)
    world.crashed(office)
    world.network.cut_off.add(office.name)
    signed_on(world)
    assert office.work.after() == Beyond(page.through, "2026-01-01")


def test_reaching_further_back_begins_again_in_another_log(world: World) -> None:
    reaching = Reaching(world.offices[0].workplace, EARLIER)
    reaching.page()
    recorded(world)
    put_dossier_back(world)
    world.advance(120_000)
    with pytest.raises(NotReached):
        reaching.page()


def test_who_signs_on_at_once_at_a_clock_that_is_wrong_records_what_counts(world: World) -> None:
    office = world.offices[0]
    office.stop()
    office.astray = timedelta(hours=-2)  # another time zone than it says
    office.start()
    assert office.sign_on(BUREAU[0])  # before the dossier told the time otherwise
    recorded(world)
    assert not office.work.day().dismissed
