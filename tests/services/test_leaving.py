"""What leaves a laptop: only what the school has twice, a day later, by the dossier's clock."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.receipt import BackedUp, Receipt
from app.models.act import StreamId
from app.models.marks import FrontierEntry, LeavingAllowed
from app.models.session import RoomDay
from app.services.journal_delivery import EventByEvent, note_all_taken
from app.services.leaving import Leaving, is_kept_twice, left_rooms
from app.services.packages import keep_package
from app.settings import Settings
from app.store.device_store import DeviceStore, KeptReceipt, Mark
from tests.crypto.builders import LEAF, receipt
from tests.services.school import ROOM_DAY, a_school

STREAM = StreamId("device-7", "e1", "part/s1/b1.14")
HEAD = LEAF
AT = datetime(2026, 12, 9, 15, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
ORIGIN = receipt().origin


def had(**changes: object) -> Receipt:
    members: dict[str, object] = {
        "stream": STREAM, "through": 9, "head": HEAD, "also": (), "quarantined": (),
        "positions": ((3, 12),), "backed_up_through": BackedUp(ORIGIN, 13, bytes(32), AT),
    }  # fmt: skip
    return receipt(**{**members, **changes})


@dataclass
class Sealed:
    """What is known of a room whose every part this laptop saw sealed."""

    is_sealed: bool = True

    def parts(self) -> list[tuple[str, "Sealed"]]:
        return [("s1", self)]

    def seal_for(self, _: str) -> object | None:
        return self if self.is_sealed else None


@dataclass
class Shelf:
    """A laptop with one closed room on its disk, and what was asked of the dossier."""

    settings: Settings
    memory: DeviceStore
    asked: list[tuple[StreamId, ...]] = field(default_factory=list)
    open_room: str | None = None

    def __post_init__(self) -> None:
        self.leaving = Leaving(self.settings, "device-7", self.memory, lambda: self.open_room)
        self.leaving.ask = lambda streams, _: self.asked.append(tuple(streams))

    @property
    def folder(self) -> Path:
        return self.settings.room(ROOM_DAY)

    def close_room(self, *, is_sealed: bool = True) -> None:
        day: RoomDay = Sealed(is_sealed)  # type: ignore[assignment]
        self.leaving.note_closed(ROOM_DAY, day)

    def says(self, after: timedelta, *receipts: Receipt) -> tuple[str, ...]:
        return self.leaving.heard(receipts or (had(),), AT + after)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    settings = Settings(tmp_path)
    school, _ = a_school()
    keep_package(settings, school.package())
    made = Shelf(settings, DeviceStore.open_or_create(settings.device_store, b"k" * 32))
    store = "001-v1-0011223344556677"
    for ending in (".day", ".day-wal", ".day-shm", ".journal"):
        (made.folder / f"{store}{ending}").write_bytes(b"x" * 20)
    made.memory.note_marks(ROOM_DAY, f"{store}.day", [Mark(STREAM, 9, HEAD)])
    made.memory.keep_receipt(KeptReceipt(STREAM, ROOM_DAY, 9, "{}"))
    made.memory.keep_counts(ROOM_DAY, {"present": 3})
    note_all_taken(settings, made.memory, EventByEvent(ROOM_DAY, frozenset({f"{store}.journal"})))
    made.close_room()
    return made


def test_everything_of_a_room_goes_a_day_after_the_school_has_it_twice(shelf: Shelf) -> None:
    assert shelf.asked == [(STREAM,)]
    assert shelf.says(timedelta()) == ()
    assert shelf.says(DAY - timedelta(milliseconds=1)) == ()
    assert shelf.folder.exists()
    assert shelf.says(DAY) == (ROOM_DAY,)
    assert not shelf.folder.exists()
    assert shelf.memory.stores(ROOM_DAY) == frozenset()
    assert shelf.memory.receipts(ROOM_DAY) == ()
    assert shelf.memory.counts(ROOM_DAY) == {"present": 3}
    assert left_rooms(shelf.memory) == {ROOM_DAY}
    assert shelf.asked[-1] == ()


NOT_TWICE = {
    "no backup": {"backed_up_through": None},
    "a backup that is too small": {"backed_up_through": BackedUp(ORIGIN, 12, bytes(32), AT)},
    "a backup of a former log": {"backed_up_through": BackedUp("x/log1", 99, bytes(32), AT)},
    "less than was recorded": {"through": 8},
    "nothing": {"through": None, "head": None, "positions": ()},
    "another event at the end": {"head": "cd" * 32},
    "a gap": {"also": ((12, 14),)},
    "no places": {"positions": ()},
    "another stream": {"stream": replace(STREAM, epoch="e2")},
}


@pytest.mark.parametrize("changes", NOT_TWICE.values(), ids=list(NOT_TWICE))
def test_without_the_dossiers_whole_word_nothing_goes(
    shelf: Shelf, changes: dict[str, object]
) -> None:
    for days in range(40):
        assert shelf.says(days * DAY, had(**changes)) == ()
    assert len(list(shelf.folder.iterdir())) == 5


def unsealed(shelf: Shelf) -> None:
    shelf.close_room(is_sealed=False)


def opened(shelf: Shelf) -> None:
    shelf.open_room = ROOM_DAY
    shelf.leaving.note_opened(ROOM_DAY)


def opened_and_stopped(shelf: Shelf) -> None:
    opened(shelf)
    shelf.open_room = None


def another_store(shelf: Shelf) -> None:
    (shelf.folder / "002-v1-8899aabbccddeeff.day").write_bytes(b"x")


def a_longer_journal(shelf: Shelf) -> None:
    with (shelf.folder / "001-v1-0011223344556677.journal").open("ab") as file:
        file.write(b"x")


def no_journal(shelf: Shelf) -> None:
    (shelf.folder / "001-v1-0011223344556677.journal").unlink()


def a_stream_more(shelf: Shelf) -> None:
    mark = Mark(replace(STREAM, epoch="e2"), 0, HEAD)
    shelf.memory.note_marks(ROOM_DAY, "001-v1-0011223344556677.day", [mark])


@pytest.mark.parametrize(
    "differs",
    [unsealed, opened, opened_and_stopped, another_store, a_longer_journal, no_journal,
     a_stream_more],
)  # fmt: skip
def test_what_the_receipts_do_not_speak_of_keeps_the_room_here(
    shelf: Shelf, differs: Callable[[Shelf], None]
) -> None:
    assert shelf.says(timedelta()) == ()
    differs(shelf)
    before = sorted(shelf.folder.iterdir())
    for days in range(1, 40):
        assert shelf.says(days * DAY) == ()
    assert sorted(shelf.folder.iterdir()) == before


def test_a_backup_that_is_gone_in_between_begins_the_day_again(shelf: Shelf) -> None:
    assert shelf.says(timedelta()) == ()
    assert shelf.says(DAY / 2, had(backed_up_through=None)) == ()
    assert shelf.says(DAY) == ()
    assert shelf.says(2 * DAY - timedelta(seconds=1)) == ()
    assert shelf.says(2 * DAY) == (ROOM_DAY,)


def test_a_dossier_whose_clock_goes_back_only_makes_it_later(shelf: Shelf) -> None:
    assert shelf.says(timedelta()) == ()
    assert shelf.says(-3 * DAY) == ()
    assert shelf.says(DAY) == (ROOM_DAY,)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 30), st.integers(0, 30))
def test_kept_twice_is_whole_in_the_log_and_whole_in_the_backup(
    seq: int, through: int, last: int, size: int
) -> None:
    mark = Mark(STREAM, seq, HEAD)
    told = had(
        through=through,
        positions=((0, last),),
        backed_up_through=BackedUp(ORIGIN, size, bytes(32), AT),
    )
    assert is_kept_twice(mark, told) is (through >= seq and last < size)


# ---------------------------------------------------------------- let go unsealed


def allowed(**changes: object) -> LeavingAllowed:
    entry = FrontierEntry(STREAM.writer, STREAM.epoch, STREAM.scope, 9, HEAD)
    members: dict[str, object] = {
        "device": "device-7", "room_day": ROOM_DAY, "frontier": (entry,),
        "people": ("a", "b"), "names": ("A. Aa", "B. Bee"),
    }  # fmt: skip
    return LeavingAllowed(**{**members, **changes})  # type: ignore[arg-type]


def test_an_unsealed_room_that_two_people_let_go_leaves_a_day_later(shelf: Shelf) -> None:
    shelf.close_room(is_sealed=False)
    assert shelf.asked[-1] == ()
    assert shelf.leaving.heard((), AT, (allowed(),)) == ()
    assert shelf.asked[-1] == (STREAM,)  # and now the dossier is asked about it
    assert shelf.leaving.heard((had(),), AT, (allowed(),)) == ()
    assert shelf.leaving.heard((had(),), AT + DAY, (allowed(),)) == (ROOM_DAY,)
    assert not shelf.folder.exists()


NOT_ALLOWED = {
    "another laptop": allowed(device="device-8"),
    "another room": allowed(room_day="b1.15.2026-12-09"),
    "less than was recorded": allowed(
        frontier=(FrontierEntry(STREAM.writer, STREAM.epoch, STREAM.scope, 8, HEAD),)
    ),
    "another event at the end": allowed(
        frontier=(FrontierEntry(STREAM.writer, STREAM.epoch, STREAM.scope, 9, "cd" * 32),)
    ),
    "another stream": allowed(
        frontier=(FrontierEntry(STREAM.writer, "e2", STREAM.scope, 9, HEAD),)
    ),
}


@pytest.mark.parametrize("word", NOT_ALLOWED.values(), ids=list(NOT_ALLOWED))
def test_what_two_people_did_not_mean_stays(shelf: Shelf, word: LeavingAllowed) -> None:
    shelf.close_room(is_sealed=False)
    for days in range(5):
        assert shelf.leaving.heard((had(),), AT + days * DAY, (word,)) == ()
    assert shelf.folder.exists()


def test_two_people_let_nothing_go_that_is_not_in_a_checked_backup(shelf: Shelf) -> None:
    shelf.close_room(is_sealed=False)
    for days in range(5):
        told = had(backed_up_through=None)
        assert shelf.leaving.heard((told,), AT + days * DAY, (allowed(),)) == ()
    assert shelf.folder.exists()


# ---------------------------------------------------------------- a package alone


def bare(tmp_path: Path) -> Shelf:
    settings = Settings(tmp_path)
    school, _ = a_school()
    keep_package(settings, school.package())
    return Shelf(settings, DeviceStore.open_or_create(settings.device_store, b"k" * 32))


def test_a_package_without_a_store_goes_a_day_after_its_day_everywhere(tmp_path: Path) -> None:
    shelf = bare(tmp_path)
    over = datetime(2026, 12, 11, 12, 0, tzinfo=UTC)  # a day after it is midnight at UTC-12
    assert shelf.leaving.heard((), over - timedelta(milliseconds=1)) == ()
    assert shelf.folder.exists()
    shelf.open_room = ROOM_DAY
    assert shelf.leaving.heard((), over) == ()
    shelf.open_room = None
    assert shelf.leaving.heard((), over) == (ROOM_DAY,)
    assert not shelf.folder.exists()
    assert left_rooms(shelf.memory) == {ROOM_DAY}


def test_a_journal_alone_keeps_its_package(tmp_path: Path) -> None:
    shelf = bare(tmp_path)
    (shelf.folder / "001-v1-0011223344556677.journal").write_bytes(b"x")
    assert shelf.leaving.heard((), AT + 40 * DAY) == ()
    assert shelf.folder.exists()
