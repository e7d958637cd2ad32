"""The device's memory: marks never go back, receipts and checkpoints keep the newest."""

from pathlib import Path

import pytest

from app.models.act import StreamId
from app.store.device_store import DeviceStore, KeptReceipt, Mark
from app.store.trouble import WrongKey

KEY = b"d" * 32
STREAM = StreamId("laptop-1", "e1", "part/s1/b1.14")
DAY, STORE = "b1.14.2026-12-09", "001-v1-0011223344556677.day"


@pytest.fixture
def memory(tmp_path: Path) -> DeviceStore:
    return DeviceStore.open_or_create(tmp_path / "device.store", KEY)


def test_a_mark_never_goes_back(memory: DeviceStore) -> None:
    memory.note_marks(DAY, STORE, [Mark(STREAM, 9, "aa")])
    memory.note_marks(DAY, STORE, [Mark(STREAM, 4, "bb")])
    assert memory.marks(DAY, STORE) == (Mark(STREAM, 9, "aa"),)
    assert memory.stores(DAY) == {STORE}
    assert memory.stores("other.2026-12-09") == frozenset()
    memory.close()


def test_the_newest_receipt_of_a_stream_is_kept(memory: DeviceStore) -> None:
    for through in (3, 8, 5):
        memory.keep_receipt(KeptReceipt(STREAM, DAY, through, f"receipt {through}"))
    assert memory.receipts(DAY) == (KeptReceipt(STREAM, DAY, 8, "receipt 8"),)
    memory.close()


def test_the_largest_checkpoint_is_kept(memory: DeviceStore) -> None:
    for size in (10, 30, 20):
        memory.keep_checkpoint("log1", size, f"note {size}")
    assert memory.checkpoint("log1") == "note 30"
    assert memory.checkpoint("log2") is None
    memory.close()


def test_counts_are_replaced_per_room_day(memory: DeviceStore) -> None:
    memory.keep_counts(DAY, {"present": 2, "expected": 5})
    memory.keep_counts("other", {"present": 9})
    memory.keep_counts(DAY, {"present": 7})
    assert memory.counts(DAY) == {"present": 7}
    memory.close()


def test_it_is_there_again_under_the_same_key_only(tmp_path: Path) -> None:
    path = tmp_path / "device.store"
    memory = DeviceStore.open_or_create(path, KEY)
    memory.remember("offset-ms", "-1200")
    memory.close()
    again = DeviceStore.open_or_create(path, KEY)
    assert again.recall("offset-ms") == "-1200"
    again.close()
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        DeviceStore.open_or_create(path, b"e" * 32)
    assert path.read_bytes() == before
