"""The journal heals the store and the store the journal: nothing that was called recorded goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.crypto.journal import open_with_seal_key
from app.crypto.journal_content import read_journal
from app.crypto.journal_file import Frame, FrameKind, frames
from app.crypto.signed_event import read_event
from app.models.commands import RegisterArrival
from app.services.fitting import Obstacle, Obstructed
from app.services.opening import Notice, missing_in, stores_in
from app.store.trouble import NotWritten
from tests.builders import SESSION, candidate_id
from tests.services.school import ROOM_DAY, SEAL_SEED, Laptop, a_laptop, a_school

Spoil = Callable[[Path], None]


def arrive(laptop: Laptop, *numbers: int) -> list[str]:
    """Record arrivals and return the leaves that were called recorded."""
    room = laptop.room
    assert room is not None
    told = []
    for number in numbers:
        command = RegisterArrival(SESSION, candidate_id(number))
        recorded = room.recorder.record(command, laptop.clock.step(seconds=5))
        told += [entry.event.leaf for entry in recorded.entries]
    return told


def leaves(laptop: Laptop) -> set[str]:
    room = laptop.room
    assert room is not None
    kept = [entry.event.leaf for entry in room.recorder.store.read_all()]
    assert len(kept) == len(set(kept))
    return set(kept)


def journals_of(laptop: Laptop) -> list[Path]:
    return sorted(laptop.settings.room(ROOM_DAY).glob("*.journal"))


def used(tmp_path: Path) -> tuple[Laptop, str, list[str]]:
    school, card = a_school()
    laptop = a_laptop(tmp_path, school)
    laptop.open(card.code)
    return laptop, card.code, arrive(laptop, 1, 2)


def copied(laptop: Laptop) -> dict[Path, bytes]:
    """Return the files of the room as they lie there while the program runs: the WAL too."""
    folder = laptop.settings.room(ROOM_DAY)
    return {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def put_down(files: dict[Path, bytes]) -> None:
    for path in next(iter(files)).parent.iterdir():
        if path.is_file():
            path.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def wal_of(files: dict[Path, bytes]) -> Path:
    return next(path for path in files if path.name.endswith("-wal"))


def open_in_spite_of_damage(laptop: Laptop, code: str) -> None:
    """Open the room, by a person's choice in a new store where the old one is not whole."""
    obstacle = None
    try:
        laptop.open(code)
    except Obstructed as problem:
        obstacle = problem.obstacle
    if obstacle is not None:
        assert obstacle is Obstacle.STORE_DAMAGED
        laptop.open(code, anew=True)


def test_the_journal_holds_every_own_event_before_the_store_is_told(tmp_path: Path) -> None:
    laptop, _, told = used(tmp_path)
    (path,) = journals_of(laptop)
    content = read_journal(path.read_bytes(), lambda raw: open_with_seal_key(raw, SEAL_SEED))
    assert set(told) <= {each.leaf for each in content.events}


def test_every_flip_and_cut_of_the_write_ahead_log_is_healed_from_the_journal(
    tmp_path: Path,
) -> None:
    laptop, code, told = used(tmp_path)
    files = copied(laptop)
    laptop.close()
    wal = wal_of(files)
    size = len(files[wal])
    for step in range(12):
        place = 32 + step * (size - 64) // 12
        raw = bytearray(files[wal])
        raw[place] ^= 0x40
        for spoiled in (bytes(raw), files[wal][:place]):
            put_down(files | {wal: spoiled})
            open_in_spite_of_damage(laptop, code)
            assert set(told) <= leaves(laptop)
            laptop.close()


def test_a_lost_store_comes_back_from_its_journal_in_a_new_one(tmp_path: Path) -> None:
    laptop, code, told = used(tmp_path)
    laptop.close()
    (store,) = stores_in(laptop.settings.room(ROOM_DAY))
    store.unlink()
    room = laptop.open(code)
    assert Notice.STORE_HEALED in room.notices
    assert set(told) <= leaves(laptop)
    arrive(laptop, 3)
    laptop.close()
    assert laptop.open(code).notices == ()


def test_a_journal_that_lost_something_is_filled_up_from_the_store(tmp_path: Path) -> None:
    laptop, code, told = used(tmp_path)
    laptop.close()
    (path,) = journals_of(laptop)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))
    assert Notice.JOURNAL_HEALED in laptop.open(code).notices
    laptop.close()
    again = laptop.open(code)
    assert (again.notices, again.is_journal_hurt) == ((), True)  # told once, and to be found
    laptop.close()
    content = read_journal(path.read_bytes(), lambda head: open_with_seal_key(head, SEAL_SEED))
    assert set(told) <= {each.leaf for each in content.events}


def test_what_a_filled_up_journal_holds_out_of_order_comes_back_too(tmp_path: Path) -> None:
    laptop, code, told = used(tmp_path)
    laptop.close()
    (path,) = journals_of(laptop)
    raw = bytearray(path.read_bytes())
    whole = [each for each in frames(raw) if isinstance(each, Frame)]
    first = next(each for each in whole if each.kind is FrameKind.RECORD)
    raw[first.end - 1] ^= 1  # what opens the streams of this epoch
    path.write_bytes(bytes(raw))
    laptop.open(code)  # it is written anew, behind what was recorded in them
    laptop.close()
    (store,) = stores_in(laptop.settings.room(ROOM_DAY))
    store.unlink()
    laptop.open(code)
    assert set(told) <= leaves(laptop)


def test_numbers_of_what_nobody_can_believe_any_more_are_not_given_anew(tmp_path: Path) -> None:
    laptop, code, told = used(tmp_path)
    files = copied(laptop)
    laptop.close()
    (path,) = journals_of(laptop)
    raw = bytearray(files[path])
    whole = [each for each in frames(raw) if isinstance(each, Frame)]
    first = next(each for each in whole if each.kind is FrameKind.RECORD)
    raw[first.end - 1] ^= 1  # what opens the streams of this epoch
    put_down(files | {path: bytes(raw), wal_of(files): b""})
    room = laptop.open(code)
    assert not set(told) & leaves(laptop)
    assert Notice.ROLLED_BACK in room.notices
    assert Notice.STORE_HEALED not in room.notices
    content = read_journal(bytes(raw), lambda head: open_with_seal_key(head, SEAL_SEED))
    assert room.recorder.epoch not in {read_event(each).header.epoch for each in content.events}
    laptop.close()
    again = laptop.open(code)
    assert Notice.ROLLED_BACK not in again.notices
    assert again.recorder.epoch == room.recorder.epoch


def test_what_store_and_journal_both_lost_is_told_once_and_stays_to_be_found(
    tmp_path: Path,
) -> None:
    laptop, code, told = used(tmp_path)
    files = copied(laptop)
    laptop.close()
    (path,) = journals_of(laptop)
    raw = bytearray(files[path])
    one = [each for each in frames(raw) if isinstance(each, Frame)][-2]
    raw[one.end - 1] ^= 1
    put_down(files | {path: bytes(raw), wal_of(files): b""})
    assert Notice.ROLLED_BACK in laptop.open(code).notices
    lost = set(told) - leaves(laptop)
    laptop.close()
    again = laptop.open(code)
    assert (again.notices, again.is_journal_hurt) == ((), True)
    assert sum(missing_in(again.recorder.own_entries()).values()) == len(lost) > 0


def test_a_journal_without_its_heads_stays_and_the_next_is_made_beside_it(tmp_path: Path) -> None:
    laptop, code, told = used(tmp_path)
    laptop.close()
    (path,) = journals_of(laptop)
    spoiled = bytes(900) + path.read_bytes()[900:]
    path.write_bytes(spoiled)
    assert Notice.JOURNAL_HEALED in laptop.open(code).notices
    laptop.close()
    assert laptop.open(code).notices == ()
    assert path.read_bytes() == spoiled
    assert len(journals_of(laptop)) == 2
    newest = journals_of(laptop)[-1] if journals_of(laptop)[-1] != path else journals_of(laptop)[0]
    content = read_journal(newest.read_bytes(), lambda head: open_with_seal_key(head, SEAL_SEED))
    assert set(told) <= {each.leaf for each in content.events}


def test_a_handling_that_only_the_journal_has_is_taken_in_without_a_word(tmp_path: Path) -> None:
    laptop, code, _ = used(tmp_path)
    before = copied(laptop)
    told = arrive(laptop, 3)
    (path,) = journals_of(laptop)
    crashed = path.read_bytes()
    laptop.close()
    put_down(before | {path: crashed})
    room = laptop.open(code)
    assert room.notices == ()
    assert set(told) <= leaves(laptop)


def test_what_the_store_refused_is_taken_back_from_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, code, told = used(tmp_path)
    room = laptop.room
    assert room is not None

    def refuse(_: object) -> None:
        raise NotWritten("the disk refused")

    with monkeypatch.context() as patched:
        patched.setattr(room.recorder.store, "append", refuse)
        with pytest.raises(NotWritten):
            arrive(laptop, 3)
    again = arrive(laptop, 3)
    laptop.close()
    assert laptop.open(code).notices == ()
    assert {*told, *again} <= leaves(laptop)


def test_a_journal_that_does_not_let_go_costs_an_epoch_and_no_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, code, told = used(tmp_path)
    room = laptop.room
    assert room is not None
    before = room.recorder.epoch

    def refuse(_: object) -> None:
        raise NotWritten("the disk refused")

    with monkeypatch.context() as patched:
        patched.setattr(room.recorder.store, "append", refuse)
        patched.setattr(room.recorder._disk._journal, "take_back", lambda _: False)
        with pytest.raises(NotWritten):
            arrive(laptop, 3)
    with pytest.raises(Exception, match="no-shift"):
        arrive(laptop, 3)
    assert room.recorder.epoch != before
    assert set(told) <= leaves(laptop)
    laptop.close()
    laptop.open(code)
