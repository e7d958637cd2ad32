"""Backups count once they were read back, and hold no name or key in the open."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.crypto.checkpoint import Checkpoint, read_checkpoint
from app.crypto.envelope import from_json
from app.crypto.receipt import Receipt, verify_receipt
from app.crypto.signed_event import SignedEvent
from app.models.act import StreamId
from app.models.codec import decode_header
from app.models.facts import ArrivalRegistered
from dossier.backing_up import BadBackup, check_backup, write_backup
from dossier.bootstrap import run
from dossier.feed import sign_committed
from dossier.kept_apart import LogMark
from dossier.opened import OpenDossier, Surroundings
from tests.dossier.inside import (
    SESSION,
    enrol,
    enrolment_id,
    plan,
)
from tests.dossier.laptop import Laptop


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
