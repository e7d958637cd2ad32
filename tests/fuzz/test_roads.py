"""Hostile bytes on the whole of a road: answers to the engine, stores, and files to check."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli import run as app_run
from app.settings import Settings
from app.store.device_store import DeviceStore
from app.store.trouble import StoreUnusable
from app.sync.log_protocol import LogAnswer, ProofAnswer, encode_log, encode_proof
from app.sync.messages import (
    Answer,
    Answered,
    Ask,
    AskGrowth,
    AskLog,
    AskReceipts,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    Push,
    PushJournal,
)
from app.sync.protocol import PushAnswer, encode_feed, encode_package, encode_push_answer
from app.sync.state import State
from tests.crypto.builders import checkpoint_text, receipt
from tests.dossier.test_exporting import ONE_FILE
from tests.fuzz.file_parsers import export, journal
from tests.fuzz.hostile import HEAVY, hostile_bytes
from tests.fuzz.outer_parsers import PACKAGE
from tests.fuzz.parsers import EVENT
from tests.sync.run import Run, parcels, receipt_of

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
AT = "2026-12-09T08:07:03.120Z"
KINDS = st.sampled_from(
    ["application/json", "application/problem+json", "text/html", "", "application/json; x=y", "é"]
)
SENT = parcels(1)
ASKS: list[Ask] = [
    Push(SENT),
    PushJournal("r1:2026-12-09", "001.journal", 100, b"x"),
    FetchFeed("r1:2026-12-09", -1),
    FetchFeed("r1:2026-12-09", 3, is_of_package=True),
    FetchPackages(),
    FetchPackage("r1:2026-12-09"),
    AskGrowth(checkpoint_text(10), checkpoint_text(20)),
    AskLog(checkpoint_text()),
    AskLog(None),
    AskReceipts((receipt().stream,)),
]
ANSWERS = [
    encode_push_answer(PushAnswer((receipt_of(SENT[0]),), AT)),
    encode_feed(PACKAGE.feed),
    encode_package(PACKAGE),
    encode_proof(ProofAnswer((bytes(32),), AT)),
    encode_log(LogAnswer(checkpoint_text(200), (EVENT,), AT)),
    b'{"status":"503","title":"x"}',
    b"<html>Log in</html>",
]


@given(
    ask=st.sampled_from(ASKS),
    status=st.sampled_from([200, 201, 204, 302, 400, 401, 403, 404, 409, 413, 429, 500, 503, 999]),
    kind=KINDS,
    body=hostile_bytes(ANSWERS),
    retry=st.none() | st.integers(0, 99_999),
)
@MANY
def test_no_answer_breaks_the_engine_or_is_taken_for_a_receipt(
    ask: Ask, status: int, kind: str, body: bytes, retry: int | None
) -> None:
    engine = Run()
    state: State = engine.state
    engine.state = state
    step = engine.step(Answered(ask, Answer(status, kind, body, 20, retry)))
    told = [type(each).__name__ for each in step.outcomes]
    is_ours = status == 200 and kind.partition(";")[0] == "application/json"
    assert is_ours or not told
    if "ReceiptCame" in told:
        assert receipt_of(SENT[0]) in json.loads(body).get("receipts", ())


@pytest.mark.parametrize("name", HEAVY)
def test_an_answer_that_is_made_to_cost_much_does_not(name: str) -> None:
    engine = Run()
    body = HEAVY[name](1024 * 1024)
    for ask in ASKS:
        engine.step(Answered(ask, Answer(200, "application/json", body, 20)))


@given(raw=st.binary(max_size=9000))
@FEW
def test_a_store_of_other_bytes_is_not_opened(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("store") / "device.store"
    path.write_bytes(raw)
    if raw:
        with pytest.raises(StoreUnusable):
            DeviceStore.open_or_create(path, b"d" * 32)
        assert path.read_bytes() == raw


VERIFIERS: dict[str, Callable[[Path], int]] = {
    "the program": lambda path: app_run(["verify", str(path)]),
    "the one file": lambda path: (
        subprocess.run(
            [sys.executable, "-I", str(ONE_FILE), str(path)],
            capture_output=True,
            timeout=60,
            check=False,
        ).returncode
    ),
}


@pytest.mark.parametrize("who", VERIFIERS)
@given(raw=hostile_bytes([export(), journal(), b"%PDF-1.7\n"]))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_who_checks_a_hostile_file_is_told_that_it_is_not_sound(
    tmp_path_factory: pytest.TempPathFactory, who: str, raw: bytes
) -> None:
    path = tmp_path_factory.mktemp("verify") / "file"
    path.write_bytes(raw)
    assert VERIFIERS[who](path) in (1, 2, 4)


def test_a_room_day_never_names_a_place_outside_its_folder(tmp_path: Path) -> None:
    for name in ("", "..", ".", "../x", "/x", "a/b", ".hidden"):
        with pytest.raises(ValueError, match="not the id"):
            Settings(tmp_path).room(name)
