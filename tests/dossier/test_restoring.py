"""F18: A restored dossier says so, forgets no erasure or revocation, and gets everything back."""

from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.crypto.keys import fingerprint
from app.crypto.signed_event import SignedEvent
from app.models.marks import Revoked
from app.models.values import Role
from dossier.archive.accounts import ProviderAccountRows
from dossier.archive.asides import AsideRows
from dossier.archive.chunks import ChunkRows
from dossier.archive.copying import copy_archive, put_archive
from dossier.archive.devices import DeviceRows
from dossier.archive.opening import Database
from dossier.archive.rooms import CardRows, RoomRows
from dossier.backing_up import check_backup, write_backup
from dossier.bootstrap import run, system_surroundings
from dossier.config import DataFolder, read_config
from dossier.granting import RoleDesk, all_grants
from dossier.identity.desk import Account
from dossier.identity.linking import link, unlink
from dossier.opened import Surroundings, open_dossier
from dossier.reopening import known_origins
from dossier.restoring import restore
from dossier.rooms import Place
from dossier.verifying import Verification
from tests.dossier.inside import (
    CLIENT,
    PLACE,
    SESSION,
    assign,
    enrol,
    plan,
    planned_candidate,
    print_cards,
    staff,
    take,
)
from tests.dossier.laptop import START, Laptop
from tests.dossier.office import granted, steward
from tests.dossier.test_backing_up import all_events, arrivals, head, place, received

Busy = tuple[Path, Laptop, list[SignedEvent]]


def archive_of(data: Path) -> Database:
    folder = DataFolder(data)
    return folder.archive_of(read_config(folder.config))


def moved_aside(data: Path) -> list[str]:
    """What lies there that was an archive once."""
    archive = archive_of(data)
    if isinstance(archive, Path):
        return sorted(path.name for path in data.glob("*.before-restore"))
    with (
        closing(open_dossier(data, system_surroundings())) as dossier,
        dossier.ledger.reading() as reading,
    ):
        names = inspect(reading.connection).get_schema_names()
    return sorted(name for name in names if name.endswith("before_restore"))


@pytest.fixture
def busy(founded: Path, around: Surroundings, tmp_path: Path) -> Busy:
    """A dossier of which a backup was made, and that went on after it."""
    with closing(open_dossier(founded, around)) as dossier:
        plan(dossier, 4)
        (room_day,) = assign(dossier)
        staff(dossier, room_day)
        print_cards(dossier, room_day)
        laptop = enrol(dossier)
        take(dossier, laptop, arrivals(laptop, 2, "e1"))
        write_backup(dossier, tmp_path / "back-up")
        check_backup(dossier, tmp_path / "back-up")
        plan(dossier, 6)
        take(dossier, laptop, arrivals(laptop, 4, "e2"))
        return founded, laptop, all_events(dossier)


def test_a_restored_dossier_opens_a_new_log_and_gets_everything_back(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data, laptop, before = busy
    origin, size = restore(data, tmp_path / "back-up", around)
    assert size < len(before)
    with closing(open_dossier(data, around)) as dossier:
        assert head(dossier).origin == origin != dossier.keys.trust.log_origin
        with dossier.ledger.reading() as reading:
            assert known_origins(reading) == {dossier.keys.trust.log_origin}
        kept = all_events(dossier)
        assert kept[:size] == before[:size]
        # laptops offer every stream they hold, the dossier's own included
        offered = sorted(before, key=place)
        for start in range(0, len(offered), 7):
            dossier.intake.take(laptop.device, offered[start : start + 7], around.moment())
        leaves = {each.leaf: each for each in all_events(dossier)}
        assert all(leaves[each.leaf] == each for each in before)
        findings = Verification(dossier.ledger, dossier.keys).run()
        assert not findings.faults
        with dossier.ledger.reading() as reading:
            assert len(reading.session(SESSION).enrolments) == 6
        events = [each for each in before if laptop.device.encode() in each.header]
        told = received(dossier, laptop, events[-1:])
        assert told.origin == origin
        assert told.backed_up_through is None


def test_the_archive_that_was_there_is_moved_aside(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data = busy[0]
    before = moved_aside(data)
    restore(data, tmp_path / "back-up", around)
    restore(data, tmp_path / "back-up", around)
    assert len(moved_aside(data)) == len(before) + 2


def test_two_restores_of_one_backup_are_two_logs(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data = busy[0]
    first, _ = restore(data, tmp_path / "back-up", around)
    second, _ = restore(data, tmp_path / "back-up", around)
    assert first != second
    with closing(open_dossier(data, around)) as dossier, dossier.ledger.reading() as reading:
        assert first in known_origins(reading)  # the mark remembered it


def test_what_was_erased_after_the_backup_stays_erased(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data, laptop, _ = busy
    with closing(open_dossier(data, around)) as dossier:
        with dossier.desks.write() as desk:
            desk.put_enrolment(planned_candidate(1, surname="Andersnaam"), CLIENT, START)
        before = all_events(dossier)
        with dossier.desks.write() as desk:
            desk.forget_person(planned_candidate(1, surname="Weg"), CLIENT, START)
    with closing(open_dossier(data, around)) as dossier:
        gone = {each.leaf for each in all_events(dossier) if each.body is None}
    assert gone
    restore(data, tmp_path / "back-up", around)
    with closing(open_dossier(data, around)) as dossier:
        offered = sorted(before, key=place)  # a laptop still holds the bodies
        for start in range(0, len(offered), 50):
            dossier.intake.take(laptop.device, offered[start : start + 50], around.moment())
        held = {each.leaf: each for each in all_events(dossier)}
        assert {each.leaf for each in before} <= held.keys()
        assert gone <= held.keys()
        assert all(held[leaf].body is None for leaf in gone)
        assert not Verification(dossier.ledger, dossier.keys).run().faults


def test_what_was_erased_stays_erased_in_an_archive_put_back_by_hand(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data = busy[0]
    copy_archive(archive_of(data), tmp_path / "copy")
    with closing(open_dossier(data, around)) as dossier, dossier.desks.write() as desk:
        desk.forget_person(planned_candidate(1, surname="Weg"), CLIENT, START)
    with closing(open_dossier(data, around)) as dossier:
        gone = {each.leaf for each in all_events(dossier) if each.body is None}
    put_archive(tmp_path / "copy", archive_of(data))
    with closing(open_dossier(data, around)) as dossier:
        here = {each.leaf: each for each in all_events(dossier)}
        assert gone & here.keys()
        assert all(here[leaf].body is None for leaf in gone & here.keys())
        assert not Verification(dossier.ledger, dossier.keys).run().faults


def test_a_restore_that_stops_half_way_is_finished_by_whoever_opens_the_archive(
    busy: Busy, tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = busy[0]
    (data / "archive.mark").unlink()  # a new machine

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dossier.restoring.open_dossier", stopped)
    with pytest.raises(KeyboardInterrupt):
        restore(data, tmp_path / "back-up", around)
    with closing(open_dossier(data, around)) as dossier:
        assert head(dossier).origin != dossier.keys.trust.log_origin


def test_who_was_enrolled_after_the_backup_is_known_after_it(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data = busy[0]
    with closing(open_dossier(data, around)) as dossier:
        later = enrol(dossier, "EX-99")
    restore(data, tmp_path / "back-up", around)
    with closing(open_dossier(data, around)) as dossier, dossier.ledger.reading() as reading:
        row = DeviceRows(reading.connection, reading.school).get(later.device)
        assert row is not None
        assert row.public == later.key.public


REVOCATIONS = {
    "a laptop": ["enrol", "--revoke", "{laptop}"],
    "a person": ["people", "revoke", "--id", "p1"],
    "an issuing key": ["enrol", "--revoke-key", "{issuing}"],
}


@pytest.mark.parametrize("words", REVOCATIONS.values(), ids=list(REVOCATIONS))
def test_what_was_revoked_after_the_backup_stays_revoked(
    busy: Busy, tmp_path: Path, around: Surroundings, words: list[str]
) -> None:
    data, laptop, _ = busy
    with closing(open_dossier(data, around)) as dossier:
        issuing = fingerprint(dossier.keys.issuing.public)
    told = [each.format(laptop=laptop.device, issuing=issuing) for each in words[1:]]
    assert run([words[0], "--data", str(data), *told], around) == 0
    with closing(open_dossier(data, around)) as dossier, dossier.ledger.reading() as reading:
        before = AsideRows(reading.connection, reading.school).revoked()
    assert before
    restore(data, tmp_path / "back-up", around)
    with closing(open_dossier(data, around)) as dossier, dossier.ledger.reading() as reading:
        assert AsideRows(reading.connection, reading.school).revoked() == before
        told_again = [
            each.body.act.subject
            for each in reading.events("school")
            if each.body is not None and isinstance(each.body.act, Revoked)
        ]
        assert set(told_again) == before
        row = DeviceRows(reading.connection, reading.school).get(laptop.device)
        assert row is not None
        assert (row.revoked_at is not None) is (words[1] == "--revoke")


def test_a_role_withdrawn_and_an_account_unlinked_after_the_backup_stay_so(
    founded: Path, around: Surroundings, tmp_path: Path
) -> None:
    with closing(open_dossier(founded, around)) as dossier:
        steward(dossier)
        leaf, other = (granted(dossier, each, Role.COORDINATOR) for each in ("b1", "b2"))
        for person in ("b1", "b2"):
            with dossier.ledger.writing(around.moment()) as writing:
                link(writing, dossier.keys, person, Account("https://a.example", person))
        write_backup(dossier, tmp_path / "back-up")
        check_backup(dossier, tmp_path / "back-up")
        with dossier.ledger.writing(around.moment()) as writing:
            RoleDesk(writing).withdraw(leaf, "s1")
            unlink(writing, "b1")
    restore(founded, tmp_path / "back-up", around)
    with closing(open_dossier(founded, around)) as dossier, dossier.ledger.reading() as reading:
        grants = {each.leaf: each for each in all_grants(reading)}
        assert (grants[leaf].withdrawn_by, grants[other].withdrawn_by) == ("s1", None)
        rows = ProviderAccountRows(reading.connection, reading.school).all()
        assert [each.person for each in rows] == ["b2"]


def test_a_card_revoked_after_the_backup_opens_nothing_new_after_it(
    busy: Busy, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    data = busy[0]
    words = ["codes", "--data", str(data), "--room-day", PLACE.room_day]
    assert run([*words, "--revoke", "01"], around) == 0
    versions = []
    for _ in range(2):  # the second restore of one backup may not use a key version again either
        restore(data, tmp_path / "back-up", around)
        with closing(open_dossier(data, around)) as dossier, dossier.ledger.reading() as reading:
            (row,) = RoomRows(reading.connection, reading.school).find()
            versions.append(row.key_version)
            assert CardRows(reading.connection, reading.school).cards(row.id) == []
            assert len(AsideRows(reading.connection, reading.school).revoked()) == 1
    assert versions == [3, 4]  # 2 is what the laptops know by the revocation
    capsys.readouterr()
    assert run(words, around) == 0
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 3
    with closing(open_dossier(data, around)) as dossier, dossier.ledger.reading() as reading:
        cards = CardRows(reading.connection, reading.school).cards(PLACE.room_day)
        assert {each.key_version for each in cards} == {4}


def test_a_card_made_after_a_restore_is_not_one_that_was_revoked_before_it(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data = busy[0]
    words = ["codes", "--data", str(data), "--room-day", PLACE.room_day]
    assert run([*words, "--reprint", "01"], around) == 0
    with (
        closing(open_dossier(data, around)) as dossier,
        dossier.ledger.writing(dossier.around.moment()) as writing,
    ):
        cards = CardRows(writing.connection, writing.school)
        (made,) = [each for each in cards.cards(PLACE.room_day) if each.person == "p1"]
        cards.revoke(PLACE.room_day, [made.number], "2026-01-01T00:00:00.000Z")
        assert made in cards.cards(PLACE.room_day)


def test_feeds_of_a_restored_archive_go_on_beyond_every_chunk_a_laptop_may_have(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data = busy[0]
    last = []
    for _ in range(3):
        with closing(open_dossier(data, around)) as dossier:
            plan(dossier, 8)
            with dossier.ledger.reading() as reading:
                chunks = ChunkRows(reading.connection, reading.school).after(
                    PLACE.room_day, -1, 1000
                )
            last.append((chunks[0].n, chunks[-1].n))
        restore(data, tmp_path / "back-up", around)
    assert all(before[1] < after[0] for before, after in pairwise(last))


def test_a_room_that_an_archive_lost_gets_a_key_of_a_version_that_nobody_knows(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data, other = busy[0], Place("A0.23", "Noord", "2026-12-09")
    versions = []
    for _ in range(2):
        with closing(open_dossier(data, around)) as dossier:
            assign(dossier, PLACE, other)
            with dossier.ledger.reading() as reading:
                row = RoomRows(reading.connection, reading.school).get(other.room_day)
            assert row is not None
            versions.append(row.key_version)
            assert dossier.feed.room_key(row)
        restore(data, tmp_path / "back-up", around)
    assert versions == [1, 2]


def test_an_archive_put_back_by_hand_is_noticed_before_anything_is_signed(
    busy: Busy, tmp_path: Path, around: Surroundings
) -> None:
    data, _, _ = busy
    copy_archive(archive_of(data), tmp_path / "copy")
    with closing(open_dossier(data, around)) as dossier:
        plan(dossier, 9)
        signed = head(dossier)
    put_archive(tmp_path / "copy", archive_of(data))
    with closing(open_dossier(data, around)) as dossier:
        assert head(dossier).origin != signed.origin
        opened = head(dossier)
    with closing(open_dossier(data, around)) as dossier:
        assert head(dossier) == opened
