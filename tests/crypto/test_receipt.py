"""Receipts: what the log says it has, read strictly and only from the log's key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.checkpoint import Checkpoint, sign_checkpoint
from app.crypto.envelope import EVENT, RECEIPT, BadSignature, from_json, sign, to_json
from app.crypto.receipt import Receipt, sign_receipt, verify_receipt
from app.crypto.tree import EMPTY_ROOT
from app.models.strict_json import Malformed, dumps, loads_strict
from tests.crypto.builders import LEAF, ORIGIN, SCHOOL, checkpoint_text, key, receipt

LOG = key("log").public


def verified(made: Receipt) -> Receipt:
    text = to_json(sign_receipt(made, key("log")))
    return verify_receipt(from_json(text), SCHOOL, ORIGIN, LOG)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"through": None, "head": None, "also": ((1, 1), (3, 9))},
        {"through": 0, "also": (), "quarantined": (), "positions": ()},
        {"backed_up_through": None},
    ],
)
def test_a_receipt_comes_over_whole(changes: dict[str, object]) -> None:
    assert verified(receipt(**changes)) == receipt(**changes)


def test_what_is_had_ends_at_the_gap_and_goes_on_beyond() -> None:
    made = receipt(through=9, also=((12, 14),))
    assert [seq for seq in range(-1, 20) if made.has(seq)] == [*range(10), 12, 13, 14]
    nothing = receipt(through=None, head=None, also=((1, 1),))
    assert [seq for seq in range(-1, 20) if nothing.has(seq)] == [1]


def test_only_the_log_of_this_school_is_believed() -> None:
    envelope = sign_receipt(receipt(), key("log"))
    for school, origin, public in (
        ("school-0013", ORIGIN, LOG),
        (SCHOOL, "elsewhere", LOG),
        (SCHOOL, ORIGIN, key("plan").public),
    ):
        with pytest.raises(BadSignature):
            verify_receipt(envelope, school, origin, public)
    with pytest.raises(BadSignature):
        verify_receipt(sign(EVENT, envelope.payload, key("log")), SCHOOL, ORIGIN, LOG)


def test_its_checkpoint_is_signed_too_and_covers_the_positions() -> None:
    forged = sign_checkpoint(Checkpoint(ORIGIN, 100, EMPTY_ROOT), key("plan"))
    with pytest.raises(BadSignature):
        verified(receipt(checkpoint=forged))
    with pytest.raises(Malformed, match="beyond"):
        verified(receipt(checkpoint=checkpoint_text(46)))
    assert verified(receipt(checkpoint=checkpoint_text(47))).positions[-1] == (40, 46)


@pytest.mark.parametrize(
    "changes",
    [
        {"through": None},
        {"head": None},
        {"also": ((10, 11),)},
        {"through": None, "head": None, "also": ((0, 3),)},
        {"also": ((12, 11),)},
        {"also": ((14, 15), (12, 12))},
        {"also": ((12, 13), (14, 15))},
        {"positions": ((3, 8), (8, 9))},
        {"quarantined": ("x",)},
        {"checkpoint": "x" * 10_000},
        {"head": LEAF.upper()},
    ],
)
def test_what_no_receipt_can_say_is_not_signed(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="receipt"):
        sign_receipt(receipt(**changes), key("log"))


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("v", 2),
        ("school", 1),
        ("stream", {}),
        ("stream", {"writer": "d", "epoch": "e", "scope": "a//b"}),
        ("stream", {"writer": "d", "epoch": "e", "scope": "s", "more": 1}),
        ("through", "9"),
        ("through", True),
        ("through", -1),
        ("through", 9.0),
        ("also", [[12]]),
        ("also", [[12, "13"]]),
        ("also", [["12", 13]]),
        ("also", [[12, 13, 14]]),
        ("also", {}),
        ("positions", [[-1, 3]]),
        ("quarantined", "cd"),
        ("checkpoint", None),
        ("backed_up_through", {}),
        ("backed_up_through", 1),
        ("more", 1),
    ],
)
def test_a_signed_receipt_of_another_form_is_malformed(name: str, member: object) -> None:
    members = loads_strict(sign_receipt(receipt(), key("log")).payload, max_bytes=10_000)
    assert isinstance(members, dict)
    envelope = sign(RECEIPT, dumps({**members, name: member}), key("log"))
    with pytest.raises(Malformed):
        verify_receipt(envelope, SCHOOL, ORIGIN, LOG)


@given(st.binary(max_size=100))
def test_any_signed_payload_is_malformed(payload: bytes) -> None:
    with pytest.raises(Malformed):
        verify_receipt(sign(RECEIPT, payload, key("log")), SCHOOL, ORIGIN, LOG)


def test_each_range_beyond_a_gap_has_one_head_or_none_has() -> None:
    made = receipt(through=9, also=((12, 14), (20, 20)), also_heads=(LEAF, LEAF))
    signed = sign_receipt(made, key("log"))
    assert verify_receipt(signed, made.school, made.origin, key("log").public) == made
    with pytest.raises(ValueError, match="receipt"):
        sign_receipt(receipt(through=9, also=((12, 14), (20, 20)), also_heads=(LEAF,)), key("log"))
