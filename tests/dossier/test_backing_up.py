"""Backups count once they were read back; a restored dossier says so, and gets everything back."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.crypto.checkpoint import Checkpoint, read_checkpoint
from app.crypto.envelope import from_json
from app.crypto.receipt import Receipt, verify_receipt
from app.crypto.signed_event import SignedEvent
from app.models.act import StreamId
from app.models.codec import decode_header
from app.models.facts import ArrivalRegistered
from dossier.archive.copying import copy_archive, put_archive
from dossier.archive.devices import DeviceRows
from dossier.archive.opening import Place
from dossier.backing_up import BadBackup, check_backup, write_backup
from dossier.bootstrap import run, system_surroundings
from dossier.config import DataFolder, read_config
from dossier.feed import sign_committed
from dossier.kept_apart import LogMark
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.reopening import known_origins
from dossier.restoring import restore
from dossier.verifying import Verification
from tests.dossier.inside import (
    CLIENT,
    SESSION,
    assign,
    enrol,
    enrolment_id,
    plan,
    planned_candidate,
    print_cards,
    staff,
    take,
)
from tests.dossier.laptop import START, Laptop

Busy = tuple[Path, Laptop, list[SignedEvent]]


def arrivals(laptop: Laptop, count: int, epoch: str = "e1") -> list[SignedEvent]:
    stream = laptop.stream(f"part/{SESSION}/A0.22", epoch=epoch)
    for number in range(count):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    return stream.events


def received(dossier: OpenDossier, laptop: Laptop, events: list[SignedEvent]) -> Receipt:
    """Like `take`, whatever the log is called now."""
    (text,) = dossier.intake.take(laptop.device, events, dossier.around.moment())
    return verify_receipt(
        from_json(text), dossier.keys.trust.school, None, dossier.keys.log.public
    )


def archive_of(data: Path) -> Place:
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


def place(signed: SignedEvent) -> tuple[StreamId, int]:
    header = decode_header(signed.header)
    return header.stream, header.seq


def all_events(dossier: OpenDossier) -> list[SignedEvent]:
    with dossier.ledger.reading() as reading:
        return [each.signed for each in reading.all_stored(-1, 100_000)]


def head(dossier: OpenDossier) -> Checkpoint:
    return read_checkpoint(sign_committed(dossier.ledger, dossier.keys))


# ---------------------------------------------------------------- writing and checking


def test_a_backup_counts_only_once_it_was_read_back(dossier: OpenDossier, tmp_path: Path) -> None:
    plan(dossier, 3)
    laptop = enrol(dossier)
    events = arrivals(laptop, 3)
    assert received(dossier, laptop, events).backed_up_through is None
    written = write_backup(dossier, tmp_path / "back-up")
    assert received(dossier, laptop, events).backed_up_through is None
    checked, counts = check_backup(dossier, tmp_path / "back-up")
    assert counts
    assert checked == written
    told = received(dossier, laptop, events).backed_up_through
    assert told is not None
    assert (told.origin, told.size, told.root) == (checked.origin, checked.size, checked.root)
    assert received(dossier, laptop, events).positions[-1][1] < told.size


def test_an_older_backup_takes_nothing_back(dossier: OpenDossier, tmp_path: Path) -> None:
    plan(dossier, 1)
    write_backup(dossier, tmp_path / "old")
    plan(dossier, 3)
    newer = write_backup(dossier, tmp_path / "new")
    check_backup(dossier, tmp_path / "new")
    check_backup(dossier, tmp_path / "old")
    laptop = enrol(dossier)
    told = received(dossier, laptop, arrivals(laptop, 1)).backed_up_through
    assert told is not None
    assert told.size == newer.size


def test_no_name_and_no_key_lies_open_in_a_backup(dossier: OpenDossier, tmp_path: Path) -> None:
    plan(dossier, 3)
    write_backup(dossier, tmp_path / "back-up")
    secrets_held = [path.read_bytes() for path in dossier.folder.keys.glob("*.key*")]
    for path in (tmp_path / "back-up").iterdir():
        raw = path.read_bytes()
        assert b"Testnaam" not in raw
        assert b"SQLite format" not in raw
        assert not any(secret in raw for secret in secrets_held)
    assert not dossier.folder.scratch.exists()


def test_a_backup_is_never_written_over_another(dossier: OpenDossier, tmp_path: Path) -> None:
    write_backup(dossier, tmp_path / "back-up")
    before = {path: path.read_bytes() for path in (tmp_path / "back-up").iterdir()}
    with pytest.raises(FileExistsError):
        write_backup(dossier, tmp_path / "back-up")
    assert {path: path.read_bytes() for path in (tmp_path / "back-up").iterdir()} == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


@pytest.mark.parametrize("name", ["archive.sealed", "apart.sealed", "checkpoint"])
@pytest.mark.parametrize("harm", [cut, flip, Path.unlink])
def test_a_damaged_backup_never_counts(
    dossier: OpenDossier, tmp_path: Path, name: str, harm: Callable[[Path], None]
) -> None:
    plan(dossier, 3)
    write_backup(dossier, tmp_path / "back-up")
    harm(tmp_path / "back-up" / name)
    with pytest.raises(BadBackup):
        check_backup(dossier, tmp_path / "back-up")
    laptop = enrol(dossier)
    assert received(dossier, laptop, arrivals(laptop, 1)).backed_up_through is None
    assert not dossier.folder.scratch.exists()


def test_a_backup_of_an_archive_with_a_lost_body_never_counts(
    dossier: OpenDossier, tmp_path: Path
) -> None:
    plan(dossier, 3)
    with dossier.ledger.begin() as connection:
        lost = "DELETE FROM body WHERE leaf = (SELECT leaf FROM event WHERE position = 4)"
        connection.exec_driver_sql(lost)
    write_backup(dossier, tmp_path / "back-up")
    with pytest.raises(BadBackup) as problem:
        check_backup(dossier, tmp_path / "back-up")
    assert problem.value.faults == ("4: its body is missing",)


def test_files_of_two_backups_are_not_one(dossier: OpenDossier, tmp_path: Path) -> None:
    plan(dossier, 1)
    write_backup(dossier, tmp_path / "one")
    plan(dossier, 3)
    write_backup(dossier, tmp_path / "two")
    shutil.copy(tmp_path / "one" / "archive.sealed", tmp_path / "two" / "archive.sealed")
    with pytest.raises(BadBackup):
        check_backup(dossier, tmp_path / "two")


def test_the_command_line_writes_checks_and_refuses(
    founded: Path, tmp_path: Path, around: Surroundings, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "back-up")
    assert run(["backup", "--data", str(founded), "--to", target], around) == 0
    assert run(["backup", "--data", str(founded), "--to", target], around) == 3
    assert run(["backup", "--data", str(founded), "--check", target], around) == 0
    assert "teruggelezen en gecontroleerd" in capsys.readouterr().out
    flip(tmp_path / "back-up" / "archive.sealed")
    assert run(["backup", "--data", str(founded), "--check", target], around) == 4
    assert run(["restore", "--data", str(founded), "--from", target], around) == 4
    assert run(["restore", "--data", str(tmp_path / "leeg"), "--from", target], around) == 3


# ---------------------------------------------------------------- restoring


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


def test_one_thread_at_a_time_marks_how_large_the_log_is(dossier: OpenDossier) -> None:
    lock, free = dossier.ledger.folds.lock, []

    def note_size(_: str, __: int) -> None:
        with ThreadPoolExecutor(1) as other:
            free.append(other.submit(lock.acquire, blocking=False).result())

    dossier.ledger.note_size = note_size
    plan(dossier, 1)
    assert free == [False]
    dossier.ledger.note_size = dossier.apart.note_size
    plan(dossier, 2)
    origin, tree = dossier.ledger.tree()
    assert dossier.apart.marked() == LogMark(origin, tree.size)
