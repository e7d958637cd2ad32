"""A sealed file opens whole, for its school only, or says that it does not."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.sealed_file import PORTION_BYTES, open_file, seal_file
from app.crypto.sealing import NotSealed, seal_public
from app.models.strict_json import Malformed
from tests.crypto.builders import SCHOOL, stepped

SEED = bytes(range(32))
NAMED = (SCHOOL, "archive")


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    seal_file(io.BytesIO(content), target, NAMED, seal_public(SEED), stepped("file"))
    return target.getvalue()


def opened(raw: bytes, named: tuple[str, str] = NAMED, seed: bytes = SEED) -> bytes:
    return b"".join(open_file(io.BytesIO(raw), named, [seed]))


SIZES = [0, 1, PORTION_BYTES, PORTION_BYTES + 1, 2 * PORTION_BYTES]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_opened(size: int) -> None:
    content = (b"Roosmarijn Vos " * (size // 15 + 1))[:size]
    raw = sealed(content)
    assert opened(raw) == content
    assert b"Roosmarijn" not in raw


def test_nobody_else_opens_it_and_for_nothing_else() -> None:
    raw = sealed(b"inhoud")
    for named, seed in (
        (("andere", "archive"), SEED),
        ((SCHOOL, "apart"), SEED),
        (NAMED, bytes(32)),
    ):
        with pytest.raises(NotSealed):
            opened(raw, named, seed)


def test_a_portion_left_out_at_the_end_is_missed() -> None:
    raw = sealed(bytes(2 * PORTION_BYTES))
    with pytest.raises(NotSealed):
        opened(raw[: -(PORTION_BYTES + 32)])


@given(st.data())
def test_any_cut_and_any_flipped_bit_is_noticed(data: st.DataObject) -> None:
    raw = sealed(b"inhoud van een archief")
    at = data.draw(st.integers(0, len(raw) - 1))
    flipped = bytearray(raw)
    flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    for bad in (raw[:at], bytes(flipped), raw + b"\x00"):
        with pytest.raises((Malformed, NotSealed)):
            opened(bad)


@given(st.binary(max_size=300))
def test_any_bytes_are_no_sealed_file(raw: bytes) -> None:
    with pytest.raises((Malformed, NotSealed)):
        opened(raw)
