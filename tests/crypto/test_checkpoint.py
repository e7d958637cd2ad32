"""Checkpoints: the signed note of C2SP, read strictly."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.checkpoint import (
    Checkpoint,
    note_key_id,
    read_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from app.crypto.envelope import BadSignature
from app.crypto.keys import is_signed
from app.crypto.tree import EMPTY_ROOT
from app.models.strict_json import Malformed
from tests.crypto.builders import ORIGIN, checkpoint_text, key

LOG = key("log").public


def test_a_checkpoint_is_three_lines_and_a_signature() -> None:
    lines = checkpoint_text(100).split("\n")
    assert lines[:4] == [ORIGIN, "100", base64.b64encode(EMPTY_ROOT).decode(), ""]
    assert lines[4].startswith(f"— {ORIGIN} ")
    assert lines[5:] == [""]


def test_the_key_id_and_signature_are_those_of_the_published_note() -> None:
    # The example of Go's sumdb/note: verifier key, text and signature line.
    public = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    mark = base64.b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert note_key_id("PeterNeumann", public) == mark[:4] == bytes.fromhex("c74f20a3")
    assert is_signed(public, mark[4:], text.encode())


def test_a_signed_checkpoint_is_verified() -> None:
    assert verify_checkpoint(checkpoint_text(7), ORIGIN, LOG) == Checkpoint(ORIGIN, 7, EMPTY_ROOT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n7\n", "\n8\n"),
        ("47DE", "47DF"),
    ],
)
def test_a_changed_checkpoint_is_refused(old: str, new: str) -> None:
    text = checkpoint_text(7)
    assert old in text
    with pytest.raises(BadSignature):
        verify_checkpoint(text.replace(old, new, 1), ORIGIN, LOG)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    with pytest.raises(BadSignature):
        verify_checkpoint(checkpoint_text(7), ORIGIN + "x", LOG)
    with pytest.raises(BadSignature):
        verify_checkpoint(checkpoint_text(7), ORIGIN, key("plan").public)
    with pytest.raises(BadSignature):
        verify_checkpoint(checkpoint_text(7).replace(ORIGIN, ORIGIN + "x"), ORIGIN + "x", LOG)


def test_the_signature_of_another_key_under_our_key_id_is_refused() -> None:
    body, line = checkpoint_text(7).split("\n\n")
    mark = note_key_id(ORIGIN, LOG) + key("plan").sign(body.encode() + b"\n")
    forged = f"{body}\n\n— {ORIGIN} {base64.b64encode(mark).decode()}\n"
    with pytest.raises(BadSignature):
        verify_checkpoint(forged, ORIGIN, LOG)
    with pytest.raises(BadSignature):
        verify_checkpoint(checkpoint_text(7) + line, ORIGIN, LOG)


def test_a_former_log_of_the_same_key_is_another_log() -> None:
    body, _ = checkpoint_text(7).replace(ORIGIN, ORIGIN + "x").split("\n\n")
    mark = note_key_id(ORIGIN, LOG) + key("log").sign(body.encode() + b"\n")
    with pytest.raises(BadSignature, match="another log"):
        verify_checkpoint(f"{body}\n\n— {ORIGIN} {base64.b64encode(mark).decode()}\n", ORIGIN, LOG)


def test_a_witness_beside_our_signature_is_passed_over() -> None:
    witness = base64.b64encode(bytes(80)).decode()
    text = checkpoint_text(7) + f"— witness.example {witness}\n"
    assert verify_checkpoint(text, ORIGIN, LOG).size == 7
    assert read_checkpoint(text).size == 7


def test_a_witness_alone_proves_nothing() -> None:
    body = checkpoint_text(7).split("\n\n")[0]
    witness = base64.b64encode(bytes(68)).decode()
    with pytest.raises(BadSignature):
        verify_checkpoint(f"{body}\n\n— witness.example {witness}\n", ORIGIN, LOG)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n7\n", "\n07\n"),
        ("\n7\n", "\n-7\n"),
        ("\n7\n", "\n 7\n"),
        ("\n7\n", "\n٧\n"),
        ("\n7\n", "\n9999999999999999\n"),
        ("\n7\n", "\n"),
        ("\n7\n", "\r\n7\n"),
        ("=\n\n", "\n\n"),
        ("=\n\n", "=\nmore\n\n"),
        ("\n\n", "\n"),
        ("— ", "- "),
        ("— ", "—  "),
        (ORIGIN, ""),
        (ORIGIN, "a b"),
        (ORIGIN, "a+b"),
    ],
)
def test_another_form_is_malformed(old: str, new: str) -> None:
    text = checkpoint_text(7)
    assert old in text
    with pytest.raises(Malformed):
        verify_checkpoint(text.replace(old, new, 1), ORIGIN, LOG)


def test_a_note_ends_with_its_line_and_has_few() -> None:
    for text in (checkpoint_text(7)[:-1], checkpoint_text(7) + "\n", checkpoint_text(7) * 100):
        with pytest.raises(Malformed):
            read_checkpoint(text)
    line = "— w.example AAAAAAA=\n"
    with pytest.raises(Malformed, match="more signatures"):
        read_checkpoint(checkpoint_text(7) + line * 16)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [("a b", 1, EMPTY_ROOT), ("", 1, EMPTY_ROOT), ("a", -1, EMPTY_ROOT), ("a", 1, b"")],
)
def test_what_is_no_checkpoint_is_not_signed(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(ValueError, match="checkpoint"):
        sign_checkpoint(Checkpoint(origin, size, root), key("log"))


@given(st.text(max_size=100) | st.text("a1\n— +/=", max_size=60))
def test_any_text_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        verify_checkpoint(text, ORIGIN, LOG)
