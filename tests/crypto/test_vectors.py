"""The frozen bytes: what was signed, sealed and wrapped once is made the same for ever.

`tests/vectors/crypto.json` is never edited. A version that would make other bytes reads what
was written before it as another version; it does not change this file.
"""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.crypto import envelope, roomfeed
from app.crypto.certificates import KeyKind, issue
from app.crypto.dagcode import CardWraps, new_code, open_card, wrap_card
from app.crypto.derive import day_key
from app.crypto.device_keys import create_device_key
from app.crypto.receipt import sign_receipt
from app.crypto.requests import Request, sign_request
from app.crypto.signed_event import sign_event
from app.crypto.statements import epoch_statement, report_statement, shift_statement, sign_text
from app.crypto.tree import Frontier
from app.crypto.trust import encode_trust
from app.models.act import Header, StreamId
from app.models.codec import body_digest
from app.models.marks import FrontierEntry, Manifest
from app.models.values import Kind
from tests.crypto.builders import (
    LEAF,
    MOMENT,
    SCHOOL,
    certificate,
    checkpoint_text,
    device,
    key,
    receipt,
    stepped,
    trust,
)
from tests.house.tree import ROOT

FROZEN: dict[str, object] = json.loads((ROOT / "tests/vectors/crypto.json").read_text("utf-8"))
STREAM = StreamId("device-7", "e1", "part/s1/r1")
ROOM_KEY = bytes(range(32))
SEED = bytes(range(32, 64))
PLACE = roomfeed.FeedPlace(SCHOOL, "r1:2026-12-09", 1)
ENTRY = FrontierEntry("dossier", "e1", "part/s1/r1", 7, LEAF)
BODY = bytes(range(16)) + b'{"seen":[],"type":"WorkHandedIn"}'


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def event() -> object:
    header = Header(
        v=1,
        kind=Kind.FACT,
        school=SCHOOL,
        writer="device-7",
        epoch="e1",
        scope="part/s1/r1",
        seq=4,
        prev=LEAF,
        shift=LEAF,
        wall=MOMENT,
        offset_ms=-40,
        boot="b1",
        mono=123_456,
        body_sha256=body_digest(BODY),
    )
    made = sign_event(header, BODY, key("epoch"))
    return {
        "header": made.header.decode(),
        "body": text(BODY),
        "signature": text(made.signature),
        "leaf": made.leaf,
    }


def person() -> object:
    made = certificate(
        KeyKind.PERSON, "vos", roles=("invigilator",), not_after=MOMENT + timedelta(hours=12)
    )
    return envelope.to_dict(issue(made, key("issuing")))


def card() -> object:
    code = new_code(stepped("card"))
    wraps = wrap_card(code, SCHOOL, "r1:2026-12-09", "3", ROOM_KEY, SEED)
    return {"code": code, "room": text(wraps.room_wrap), "person": text(wraps.person_wrap)}


def manifest() -> object:
    sealed = roomfeed.seal_chunk(ROOM_KEY, PLACE, 4, b"content", stepped("feed"))
    made = roomfeed.FeedManifest(
        PLACE, (roomfeed.mark_chunk(4, sealed),), MOMENT, (ENTRY,), checkpoint_text()
    )
    signed = envelope.to_dict(roomfeed.sign_manifest(made, key("plan")))
    return {"chunk": text(sealed), "manifest": signed}


def statements() -> object:
    report = Manifest("part/s1/r1", (), (ENTRY,), 8, LEAF, 1, 1, LEAF)
    written = {
        envelope.EPOCH_SIGNATURE: epoch_statement(SCHOOL, STREAM, key("epoch").public),
        envelope.SHIFT_SIGNATURE: shift_statement(
            SCHOOL, "device-7", key("epoch").public, "r1", MOMENT
        ),
        envelope.PERSON_SIGNATURE: report_statement(report, "invigilator", ("Alles gezien: é.",)),
    }
    return {
        kind: {
            "statement": statement.decode(),
            "signature": sign_text(kind, statement, key("vos")),
        }
        for kind, statement in written.items()
    }


def request() -> object:
    asked = Request("POST", "/v1/streams/push", b"{}")
    return sign_request(asked, "device-7", MOMENT, key("device-7"), stepped("nonce"))


def frontier() -> object:
    leaves = [envelope.leaf_hash(envelope.EVENT, bytes([number])) for number in range(11)]
    made = Frontier().extend(leaves)
    return {"written": text(made.to_bytes()), "root": text(made.root)}


VECTORS: dict[str, Callable[[], object]] = {
    "event": event,
    "device_certificate": lambda: envelope.to_dict(device()),
    "person_certificate": person,
    "trust": lambda: encode_trust(trust()).decode(),
    "checkpoint": checkpoint_text,
    "receipt": lambda: envelope.to_dict(sign_receipt(receipt(), key("log"))),
    "card": card,
    "feed": manifest,
    "day_key": lambda: text(day_key(ROOM_KEY, "store-1")),
    "statements": statements,
    "request": request,
    "frontier": frontier,
}


@pytest.mark.parametrize("name", VECTORS)
def test_the_bytes_are_the_frozen_ones(name: str) -> None:
    assert VECTORS[name]() == FROZEN[name]


def test_every_frozen_vector_is_still_made() -> None:
    assert set(FROZEN) == {*VECTORS, "device_key_file"}


def test_the_device_key_file_is_the_frozen_one(tmp_path: Path) -> None:
    create_device_key(tmp_path / "device.key", "install-1", ROOM_KEY, stepped("device-7"))
    assert (tmp_path / "device.key").read_text() == FROZEN["device_key_file"]


def test_a_frozen_card_opens() -> None:
    card_now = FROZEN["card"]
    assert isinstance(card_now, dict)
    wraps = CardWraps(base64.b64decode(card_now["room"]), base64.b64decode(card_now["person"]))
    opened = open_card(card_now["code"], SCHOOL, "r1:2026-12-09", "3", wraps)
    assert (opened.room_key, opened.person_seed) == (ROOM_KEY, SEED)
