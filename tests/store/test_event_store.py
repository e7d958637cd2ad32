"""The day store: appended once, never changed, and unreadable without its key."""

import math
from collections import Counter
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.crypto.keys import SigningKey
from app.crypto.signed_event import SignedEvent, read_event
from app.models.facts import ArrivalRegistered, IrregularityNoted
from app.models.marks import BodyErased
from app.store import event_store, migrations
from app.store.event_store import DayStore, Entry, EpochSeed
from app.store.opening import Store, StoreFile, StoreKind, create
from app.store.trouble import (
    Damaged,
    InUse,
    Missing,
    NotWritten,
    PlainFile,
    StoreUnusable,
    TooNew,
    WrongKey,
)
from tests.builders import START, Writer, candidate_id

KEY = b"k" * 32
EPOCH = EpochSeed("e1", b"s" * 32)
CANARY = "Quirijn Zeldzaam"


def some_entries(count: int = 3) -> list[Entry]:
    laptop = Writer("laptop-1", key=SigningKey.from_seed(b"w" * 32))
    laptop.open_shift(START)
    for number in range(1, count):
        laptop.act(ArrivalRegistered(), START, candidate_id(number))
    return [Entry(read_event(signed), signed) for signed in laptop.signed]


def a_store(folder: Path, entries: int = 3) -> Path:
    path = folder / "001.day"
    store = DayStore.create(path, KEY, EPOCH)
    store.append(some_entries(entries))
    store.close()
    return path


def raw_connection(path: Path) -> sqlcipher.Connection:
    file = StoreFile(path, KEY)
    raw = sqlcipher.connect(str(path), isolation_level=None)
    raw.execute("PRAGMA cipher_log_level=NONE")
    raw.execute(f"PRAGMA key=\"x'{KEY.hex()}{file.mark.hex()}'\"")
    return raw


def test_what_was_appended_is_read_back_byte_for_byte_in_order(tmp_path: Path) -> None:
    entries = some_entries()
    store = DayStore.open(a_store(tmp_path), KEY)
    assert list(store.take_opened()) == entries
    assert list(store.read_all()) == entries
    assert store.take_opened() == ()
    stream = entries[0].event.header.stream
    assert store.heads()[stream].leaf == entries[-1].event.leaf
    assert store.epochs() == (EPOCH,)
    store.close()


def test_an_event_is_stored_once_however_often_it_comes(tmp_path: Path) -> None:
    entries = some_entries()
    store = DayStore.open(a_store(tmp_path), KEY)
    assert store.append([*entries, *entries]) == ()
    assert len(store.read_all()) == len(entries)
    store.close()


def test_one_more_event_goes_through_none_of_those_before(tmp_path: Path) -> None:
    class Looked(set[str]):
        def __or__(self, _: object) -> set[str]:  # type: ignore[override]
            raise AssertionError

        __ror__ = __and__ = __rand__ = __iter__ = copy = __or__  # type: ignore[assignment]

    first, *more = some_entries()
    store = DayStore.create(tmp_path / "001.day", KEY, EPOCH)
    store.append([first])
    store._leaves = Looked(store._leaves)
    assert store.append(more) == tuple(more)
    store.close()


def test_both_sides_of_a_fork_are_kept(tmp_path: Path) -> None:
    one, other = some_entries(1), Writer("laptop-1", key=SigningKey.from_seed(b"w" * 32))
    other.act(ArrivalRegistered(), START, "c9")
    both = [*one, *(Entry(read_event(each), each) for each in other.signed)]
    store = DayStore.create(tmp_path / "001.day", KEY, EPOCH)
    store.append(both)
    assert {entry.event.header.seq for entry in store.read_all()} == {0}
    assert len(store.read_all()) == 2
    store.close()


def test_a_body_that_was_erased_elsewhere_stays_away(tmp_path: Path) -> None:
    signed = some_entries(1)[0].signed
    bare = SignedEvent(signed.header, signed.signature, None)
    store = DayStore.create(tmp_path / "001.day", KEY, EPOCH)
    store.append([Entry(read_event(bare), bare)])
    assert store.read_all()[0].event.body is None
    store.close()


@pytest.mark.parametrize("table", ["event", "body"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET n = n + 100"])
def test_rows_are_neither_changed_nor_deleted(tmp_path: Path, table: str, verb: str) -> None:
    raw = raw_connection(a_store(tmp_path))
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        raw.execute(verb.format(table))
    raw.close()


def test_replacing_a_row_is_deleting_it(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    raw = raw_connection(path)
    raw.execute("PRAGMA recursive_triggers=ON")
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        raw.execute("INSERT OR REPLACE INTO body (n, content) VALUES (1, x'00')")
    raw.close()
    store = Store(StoreFile(path, KEY), event_store.DAY_KIND)
    assert store.read("PRAGMA recursive_triggers") == [(1,)]
    store.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("fullfsync", 1),
        ("checkpoint_fullfsync", 1),
    ],
)
def test_every_opening_sets_what_durability_and_secrecy_ask(
    tmp_path: Path, pragma: str, value: object
) -> None:
    store = Store(StoreFile(a_store(tmp_path), KEY), event_store.DAY_KIND)
    assert store.read(f"PRAGMA {pragma}") == [(value,)]
    store.close()


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    store = DayStore.create(tmp_path / "001.day", KEY, EPOCH)
    good, bad = some_entries(2)
    store.append([good])
    twice = Entry(bad.event, SignedEvent(bad.signed.header, bad.signed.signature, "text"))  # type: ignore[arg-type]
    store._next = 1  # as if a row were there already
    with pytest.raises(NotWritten):
        store.append([twice])
    store._next = 2
    store.append([bad])
    assert [each.event.leaf for each in store.read_all()] == [good.event.leaf, bad.event.leaf]
    store.close()


def flipped(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)


def test_every_flipped_page_is_noticed_at_opening(tmp_path: Path) -> None:
    path = a_store(tmp_path, entries=40)
    whole = path.read_bytes()
    for page in range(0, len(whole), 4096):
        flipped(path, page + 2000)
        with pytest.raises(Damaged):
            DayStore.open(path, KEY)
        path.write_bytes(whole)
    DayStore.open(path, KEY).close()


@pytest.mark.parametrize("size", [1, 15, 16, 4095, 4096, 8192, 12_288])
def test_a_cut_file_is_damaged_and_left_as_it_is(tmp_path: Path, size: int) -> None:
    path = a_store(tmp_path, entries=40)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(Damaged):
        DayStore.open(path, KEY)
    assert path.stat().st_size == size


def test_another_key_is_told_apart_from_damage(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    with pytest.raises(WrongKey):
        DayStore.open(path, b"x" * 32)
    flipped(path, 100)
    with pytest.raises(Damaged):
        DayStore.open(path, KEY)


def test_a_plain_file_is_named_and_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "001.day"
    plain = sqlcipher.connect(str(path))
    plain.execute("CREATE TABLE event (leaf)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    with pytest.raises(PlainFile):
        DayStore.open(path, KEY)
    with pytest.raises(FileExistsError):
        DayStore.create(path, KEY, EPOCH)
    assert path.read_bytes() == before


def test_no_store_is_made_where_one_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        DayStore.open(tmp_path / "001.day", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    raw = raw_connection(path)
    raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(TooNew):
        DayStore.open(path, KEY)


def test_an_older_store_is_brought_up_by_adding_only(tmp_path: Path) -> None:
    """F26: an upgrade in the season changes nothing that is there."""
    path = a_store(tmp_path)
    steps = (*migrations.DAY_STEPS, ("CREATE TABLE later (n INTEGER PRIMARY KEY)",))
    newer = StoreKind(event_store.DAY_KIND.application_id, steps, is_exclusive=True)
    store = Store(StoreFile(path, KEY), newer)
    assert store.read("PRAGMA user_version") == [(2,)]
    assert store.read("SELECT count(*) FROM event") == [(3,)]
    assert store.read("SELECT count(*) FROM later") == [(0,)]
    store.close()
    with pytest.raises(TooNew):
        DayStore.open(path, KEY)


def test_a_store_of_another_kind_is_not_read_as_this_one(tmp_path: Path) -> None:
    path = tmp_path / "001.day"
    create(StoreFile(path, KEY), StoreKind(7, migrations.DAY_STEPS, is_exclusive=True), ())
    with pytest.raises(Damaged):
        DayStore.open(path, KEY)


def test_a_store_is_open_in_one_program_only(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    store = DayStore.open(path, KEY)
    with pytest.raises(InUse):
        DayStore.open(path, KEY)
    store.close()
    DayStore.open(path, KEY).close()


def test_a_run_that_ended_while_making_a_store_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "001.day.new").write_bytes(b"half")
    DayStore.create(tmp_path / "001.day", KEY, EPOCH).close()
    assert not (tmp_path / "001.day.new").exists()


def test_no_file_shows_a_name_or_the_shape_of_a_database(tmp_path: Path) -> None:
    laptop = Writer("laptop-1", key=SigningKey.from_seed(b"w" * 32))
    laptop.open_shift(START)
    for number in range(40):
        laptop.act(IrregularityNoted("fraude", CANARY * 5), START, candidate_id(number))
    store = DayStore.create(tmp_path / "001.day", KEY, EPOCH)
    store.append([Entry(read_event(each), each) for each in laptop.signed])
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    store.close()
    assert "001.day-wal" in files
    for content in files.values():
        assert CANARY.encode() not in content
        assert b"CREATE TABLE" not in content
        assert b"laptop-1" not in content
    assert entropy(files["001.day-wal"][4096:]) > 7.9


def entropy(content: bytes) -> float:
    counts = Counter(content)
    return -sum(n / len(content) * math.log2(n / len(content)) for n in counts.values())


def test_no_trouble_tells_content_or_keys(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    flipped(path, 6000)
    with pytest.raises(StoreUnusable) as caught:
        DayStore.open(path, KEY)
    assert caught.value.__context__ is None or not isinstance(
        caught.value.__context__, sqlcipher.Error
    )
    assert KEY.hex() not in repr(caught.value)
    assert repr(KEY) not in repr(StoreFile(path, KEY))


def test_a_body_is_taken_out_by_the_word_of_the_dossier_and_by_nothing_else(
    tmp_path: Path,
) -> None:
    path, entries = tmp_path / "001.day", some_entries()
    dossier = Writer("dossier", key=SigningKey.from_seed(b"d" * 32))
    dossier.act(BodyErased((entries[1].event.leaf, entries[2].event.leaf), "term"), START)
    word = [Entry(read_event(each), each) for each in dossier.signed]
    store = DayStore.create(path, KEY, EPOCH)
    store.append(entries[:2])
    store.append(word)
    store.append(entries[2:])  # what comes after the word that took it out
    store.close()
    again = DayStore.open(path, KEY)
    assert [entry.signed.body is None for entry in again.take_opened()][:2] == [False, True]
    assert again.read_all()[-1].signed.body is None
    again.close()
    raw = raw_connection(path)
    with pytest.raises(sqlcipher.DatabaseError, match="append-only"):
        raw.execute("DELETE FROM body")
    raw.close()
