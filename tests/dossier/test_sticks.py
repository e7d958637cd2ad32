"""A stick from laptop to dossier: whole, twice, cut off, pulled out, of another school."""

import json
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.crypto.keys import SigningKey
from app.crypto.signed_event import SignedEvent
from app.crypto.stick import FOLDER, MANIFEST, RECEIPTS, decode_manifest, decode_receipts
from app.models.facts import ArrivalRegistered
from app.models.strict_json import Malformed
from app.services import journal_delivery as delivery
from app.services import stick as sticks
from app.services.enrolling import Install, read_bundle
from app.services.journal_delivery import EventByEvent, JournalOffers, note_taken
from app.services.stick import NoStick, OtherSchool, copy_to, receipts_on
from app.settings import Settings
from app.store.device_store import DeviceStore
from app.store.trouble import NotWritten
from app.sync.messages import PushJournal
from dossier.archive.devices import DeviceRows
from dossier.bootstrap import run
from dossier.enrolling import EnrolmentRequest, bundle, enrol_device
from dossier.opened import OpenDossier
from dossier.reopening import reopen
from tests import chance
from tests.dossier.inside import enrolment_id, plan, take
from tests.dossier.laptop import Laptop
from tests.dossier.test_journals import NAME, ROOM_DAY, SCOPE, a_journal, stored
from tests.fuzz.hostile import hostile_bytes

REFUSING = (
    "CREATE TEMP TRIGGER refusing BEFORE INSERT ON memo BEGIN SELECT RAISE(ABORT, 'full'); END"
)


@dataclass
class Bearer:
    """A laptop with one journal in its folder, and a stick."""

    laptop: Laptop
    install: Install
    settings: Settings
    stick: Path
    events: list[SignedEvent]

    @property
    def journal(self) -> Path:
        return self.settings.room(ROOM_DAY) / NAME

    @property
    def on_stick(self) -> Path:
        return self.stick / FOLDER / self.install.device / ROOM_DAY / NAME

    def copy(self) -> sticks.Copied:
        return copy_to(self.settings, self.install, self.stick)


@pytest.fixture
def bearer(dossier: OpenDossier, tmp_path: Path) -> Bearer:
    plan(dossier, 3)
    key = SigningKey.generate(chance.token_bytes)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        request = EnrolmentRequest(key.public)
        device, paper = enrol_device(writing, dossier.keys, request, "EX-01", "Noord")
        row = DeviceRows(writing.connection, writing.school).get(device)
        assert row is not None
        raw = bundle(dossier.keys, "https://127.0.0.1", row, paper)
    laptop = Laptop(key, json.loads(raw))
    stream = laptop.stream(SCOPE)
    for number in (1, 2):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    made = Bearer(
        laptop, read_bundle(raw), Settings(tmp_path / "laptop"), tmp_path / "stick", stream.events
    )
    made.stick.mkdir()
    made.journal.parent.mkdir(parents=True)
    made.journal.write_bytes(a_journal(dossier, stream.events))
    return made


def brought(dossier: OpenDossier, stick: Path) -> int:
    return run(["import", "--data", str(dossier.folder.path), str(stick)], dossier.around)


def has_all(dossier: OpenDossier, events: list[SignedEvent]) -> bool:
    return {each.leaf for each in events} <= stored(dossier)


def noted(memory: DeviceStore, bearer: Bearer) -> int:
    origin = delivery.known_log(memory, bearer.install.trust)
    return note_taken(memory, receipts_on(bearer.stick, bearer.install), origin)


def test_what_is_copied_is_taken_in_and_receipted_on_the_stick(
    dossier: OpenDossier, bearer: Bearer
) -> None:
    copied = bearer.copy()
    assert (copied.journals, copied.written) == (1, 1)
    assert brought(dossier, bearer.stick) == 0
    assert has_all(dossier, bearer.events)
    (receipt,) = receipts_on(bearer.stick, bearer.install)
    assert (receipt.room_day, receipt.name) == (ROOM_DAY, NAME)
    assert receipt.through == bearer.journal.stat().st_size


def test_twice_changes_nothing_and_more_is_added(dossier: OpenDossier, bearer: Bearer) -> None:
    bearer.copy()
    assert bearer.copy().written == 0
    for _ in range(2):
        assert brought(dossier, bearer.stick) == 0
    size = dossier.ledger.tree()[1].size
    assert brought(dossier, bearer.stick) == 0
    assert dossier.ledger.tree()[1].size == size
    stream = bearer.laptop.stream(SCOPE, "e2")
    bearer.journal.write_bytes(a_journal(dossier, [*bearer.events, *stream.events]))
    assert bearer.copy().written == 1
    assert brought(dossier, bearer.stick) == 0
    assert has_all(dossier, stream.events)


def test_the_same_event_by_every_road_is_had_once(dossier: OpenDossier, bearer: Bearer) -> None:
    bearer.copy()
    take(dossier, bearer.laptop, bearer.events[:2])
    assert brought(dossier, bearer.stick) == 0
    size = dossier.ledger.tree()[1].size
    take(dossier, bearer.laptop, bearer.events)
    assert dossier.ledger.tree()[1].size == size


def test_after_the_receipt_on_the_stick_nothing_of_it_is_offered_again(
    dossier: OpenDossier, bearer: Bearer, tmp_path: Path
) -> None:
    bearer.copy()
    brought(dossier, bearer.stick)
    memory = DeviceStore.open_or_create(tmp_path / "memory", b"k" * 32)
    offered: list[PushJournal] = []
    offers = JournalOffers(bearer.settings, memory, EventByEvent)
    offers.send = offered.append
    offers.offer()
    assert len(offered) == 1
    assert noted(memory, bearer) == 1
    offers.offer()
    assert len(offered) == 1
    memory.close()


def test_what_a_former_log_said_on_a_stick_counts_for_nothing_once_it_was_replaced(
    dossier: OpenDossier, bearer: Bearer, tmp_path: Path
) -> None:
    bearer.copy()
    brought(dossier, bearer.stick)
    memory = DeviceStore.open_or_create(tmp_path / "memory", b"k" * 32)
    memory.remember(delivery.LOG_ORIGIN, f"{dossier.ledger.tree()[0]}2-0a0b0c0d")
    assert noted(memory, bearer) == 0
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        memory.remember(delivery.LOG_ORIGIN, reopen(writing, dossier.ledger))
    bearer.copy()
    brought(dossier, bearer.stick)
    assert noted(memory, bearer) == 1
    memory.close()


def test_a_full_disk_keeps_no_receipt_and_nobody_from_the_stick(
    dossier: OpenDossier, bearer: Bearer, tmp_path: Path
) -> None:
    bearer.copy()
    brought(dossier, bearer.stick)
    memory = DeviceStore.open_or_create(tmp_path / "memory", b"k" * 32)
    memory._store._raw.execute(REFUSING)
    assert noted(memory, bearer) == 0
    memory.close()


def test_a_portion_that_does_not_get_through_is_halved_and_one_refused_alone_is_passed_over(
    dossier: OpenDossier, bearer: Bearer, tmp_path: Path
) -> None:
    stream = bearer.laptop.stream(SCOPE, "e2")
    for number in range(400):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    bearer.journal.write_bytes(a_journal(dossier, stream.events))
    memory = DeviceStore.open_or_create(tmp_path / "memory", b"k" * 32)
    offered: list[PushJournal] = []
    offers = JournalOffers(bearer.settings, memory, EventByEvent)
    offers.send = offered.append
    offers.offer()
    for _ in range(20):
        last = offered[-1]
        offers.not_taken(last.room_day, last.name, is_refused=False)
    sizes = [len(each.content) for each in offered]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0]
    count = len(offered)
    offers.not_taken(last.room_day, last.name, is_refused=True)
    assert len(offered) == count  # it is offered again at the next start
    again = JournalOffers(bearer.settings, memory, EventByEvent)
    again.send = offered.append
    again.offer()
    assert len(offered[-1].content) == sizes[0]
    memory.close()


@pytest.mark.parametrize("is_full", [True, False], ids=["a full memory", "no memory"])
def test_a_journal_goes_once_a_run_also_when_nothing_can_be_remembered(
    dossier: OpenDossier, bearer: Bearer, tmp_path: Path, *, is_full: bool
) -> None:
    second = bearer.journal.with_name("002-v1-cdcdcdcdcdcdcdcd.journal")
    second.write_bytes(bearer.journal.read_bytes())
    memory = DeviceStore.open_or_create(tmp_path / "memory", b"k" * 32)
    offered: list[PushJournal] = []
    offers = JournalOffers(bearer.settings, memory if is_full else None, EventByEvent)
    offers.send = offered.append
    offers.offer()
    memory._store._raw.execute(REFUSING)
    for _ in range(2):
        last = offered[-1]
        with pytest.raises(NotWritten) if is_full else nullcontext():
            offers.taken(last.room_day, last.name, last.through)
    assert [each.name for each in offered] == [bearer.journal.name, second.name]
    memory.close()


def test_a_copy_cut_at_any_byte_gives_what_is_whole_and_is_made_whole_again(
    dossier: OpenDossier, bearer: Bearer
) -> None:
    bearer.copy()
    whole = bearer.on_stick.read_bytes()
    for length in (0, 1, 200, len(whole) // 2, len(whole) - 1):
        bearer.on_stick.write_bytes(whole[:length])
        assert brought(dossier, bearer.stick) != 0
    assert not has_all(dossier, bearer.events)
    assert bearer.copy().written == 1
    assert brought(dossier, bearer.stick) == 0
    assert has_all(dossier, bearer.events)


def test_a_list_that_is_missing_or_torn_loses_nothing(
    dossier: OpenDossier, bearer: Bearer
) -> None:
    bearer.copy()
    manifest = bearer.stick / FOLDER / bearer.install.device / MANIFEST
    for content in (b"", b"{", b"\x00" * 40, manifest.read_bytes()[:-4]):
        manifest.write_bytes(content)
        assert brought(dossier, bearer.stick) != 0  # not known to be whole
        assert has_all(dossier, bearer.events)
    bearer.copy()
    assert brought(dossier, bearer.stick) == 0


def test_a_journal_that_is_gone_from_the_stick_is_missed(
    dossier: OpenDossier, bearer: Bearer, capsys: pytest.CaptureFixture[str]
) -> None:
    bearer.copy()
    bearer.on_stick.unlink()
    assert brought(dossier, bearer.stick) != 0
    assert "ontbreekt op de stick" in capsys.readouterr().out


def test_the_rest_of_a_stick_is_taken_in_beside_what_is_not_ours(
    dossier: OpenDossier, bearer: Bearer, capsys: pytest.CaptureFixture[str]
) -> None:
    bearer.copy()
    foreign = bearer.stick / FOLDER / "EX-99" / ROOM_DAY / NAME
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(a_journal(dossier, bearer.events, seed=b"x" * 32))
    moved = bearer.on_stick.parent.parent / "c2.01.2026-12-09" / NAME
    moved.parent.mkdir()
    moved.write_bytes(bearer.on_stick.read_bytes())
    assert brought(dossier, bearer.stick) != 0
    assert has_all(dossier, bearer.events)
    assert capsys.readouterr().out.count("niet van deze school") == 2


def test_a_stick_without_a_copy_is_named(
    dossier: OpenDossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leeg").mkdir()
    for place in (tmp_path / "leeg", tmp_path / "weg"):
        assert brought(dossier, place) != 0
        assert "geen kopie van Examendag" in capsys.readouterr().err


def test_a_laptop_copies_to_a_stick_of_its_school_and_never_into_itself(bearer: Bearer) -> None:
    for place in (bearer.stick / "weg", bearer.settings.folder, bearer.settings.rooms):
        with pytest.raises(NoStick):
            copy_to(bearer.settings, bearer.install, place)
    bearer.copy()
    before = bearer.on_stick.read_bytes()
    trust = replace(bearer.install.trust, school="roc-ander")
    with pytest.raises(OtherSchool):
        copy_to(bearer.settings, replace(bearer.install, trust=trust), bearer.stick)
    assert bearer.on_stick.read_bytes() == before


def test_a_stick_that_is_pulled_out_leaves_no_half_file(
    bearer: Bearer, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearer.copy()
    before = bearer.on_stick.read_bytes()
    bearer.journal.write_bytes(before + before[:1])
    bearer.on_stick.write_bytes(before[:-1])

    def pulled(_: int) -> None:
        raise OSError("gone")

    monkeypatch.setattr(sticks.os, "fsync", pulled)
    with pytest.raises(OSError, match="gone"):
        bearer.copy()
    assert bearer.on_stick.read_bytes() == before[:-1]
    monkeypatch.undo()
    bearer.copy()
    assert bearer.on_stick.read_bytes() == before


@pytest.mark.parametrize("step", range(1, 9))
def test_a_stick_pulled_out_at_any_step_takes_nothing_along_and_the_next_copy_is_whole(
    dossier: OpenDossier, bearer: Bearer, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Whatever call it is that the stick no longer answers: what it held then lies there."""
    before, left = bearer.journal.read_bytes(), step

    def pulled(plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                raise OSError("gone")
            return plain(*given, **named)

        return call

    with monkeypatch.context() as patched:
        for name in ("mkdir", "open", "replace"):
            patched.setattr(Path, name, pulled(getattr(Path, name)))
        patched.setattr(sticks.os, "fsync", pulled(sticks.os.fsync))
        with pytest.raises(OSError, match="gone"):
            bearer.copy()
    assert bearer.journal.read_bytes() == before
    assert not bearer.on_stick.exists() or bearer.on_stick.read_bytes() == before
    brought(dossier, bearer.stick)
    if step % 2:
        shutil.rmtree(bearer.stick)  # another stick
        bearer.stick.mkdir()
    bearer.copy()
    assert brought(dossier, bearer.stick) == 0
    assert has_all(dossier, bearer.events)


def test_nothing_on_the_stick_shows_what_was_recorded(bearer: Bearer) -> None:
    bearer.copy()
    for path in bearer.stick.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        assert enrolment_id(1).encode() not in raw
        assert b"ArrivalRegistered" not in raw


def test_a_false_receipt_on_a_stick_is_no_receipt(dossier: OpenDossier, bearer: Bearer) -> None:
    bearer.copy()
    brought(dossier, bearer.stick)
    path = bearer.stick / FOLDER / bearer.install.device / RECEIPTS
    told = json.loads(path.read_bytes())
    told["receipts"][0] = told["receipts"][0].replace('"sig":"', '"sig":"AAAA')
    path.write_text(json.dumps(told))
    assert receipts_on(bearer.stick, bearer.install) == []


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_list_or_receipts_are_malformed_or_read(raw: bytes) -> None:
    for reader in (decode_manifest, decode_receipts):
        try:
            reader(raw)
        except Malformed:
            continue


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_hostile_stick_is_taken_in_for_what_is_whole(
    dossier: OpenDossier, bearer: Bearer, data: st.DataObject
) -> None:
    bearer.copy()
    good = bearer.on_stick.read_bytes()
    folder = bearer.on_stick.parent
    listed = (folder.parent / MANIFEST).read_bytes()
    bearer.on_stick.write_bytes(data.draw(hostile_bytes([good])))
    (folder.parent / MANIFEST).write_bytes(data.draw(hostile_bytes([listed])))
    (folder / "another.journal").write_bytes(data.draw(st.binary(max_size=80)))
    (bearer.stick / FOLDER / "receipts").write_bytes(b"no folder")
    assert brought(dossier, bearer.stick) in (0, 3, 4)
    receipts_on(bearer.stick, bearer.install)
