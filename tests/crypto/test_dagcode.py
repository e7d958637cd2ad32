"""Dagcodes: read as people type them, and each opens its own card only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.dagcode import (
    ALPHABET,
    CardWraps,
    NotACode,
    WrongCode,
    grouped,
    new_code,
    normalise,
    open_card,
    wrap_card,
)
from app.crypto.derive import day_key
from tests.crypto.builders import SCHOOL, stepped

ROOM_DAY = "r1:2026-12-09"
ROOM_KEY = bytes(range(32))
SEED = bytes(range(32, 64))
CODE = new_code(stepped("card"))


@pytest.fixture
def wraps() -> CardWraps:
    return wrap_card(CODE, SCHOOL, ROOM_DAY, "3", ROOM_KEY, SEED)


def test_a_code_has_eighty_bits_in_sixteen_characters() -> None:
    assert new_code(bytes) == "0" * 16
    assert new_code(lambda count: b"\xff" * count) == "Z" * 16
    assert new_code(lambda count: bytes(range(count))) == "000G40R40M30E209"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0123-4567-89AB-CDEF", "0123456789ABCDEF"),
        ("  0123 4567 89ab cdef\n", "0123456789ABCDEF"),
        ("o123-4567-89ab-cdef", "0123456789ABCDEF"),
        ("Oi23 l567 89AB CDEF", "0123156789ABCDEF"),
        ("OI23\u20134567\u201489AB.CDEF", "0123456789ABCDEF"),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed: str, code: str) -> None:
    assert normalise(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", "0123", "0" * 15, "0" * 17, "U" * 16, "0" * 15 + "*", "0" * 15 + "é", "-" * 1000],
)
def test_what_is_no_code_is_refused_without_showing_it(typed: str) -> None:
    with pytest.raises(NotACode) as caught:
        normalise(typed)
    assert not typed or typed not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_none(typed: str) -> None:
    try:
        code = normalise(typed)
    except NotACode:
        return
    assert len(code) == 16
    assert set(code) <= set(ALPHABET)


@given(st.binary(min_size=10, max_size=10))
def test_a_printed_code_reads_back(drawn: bytes) -> None:
    code = new_code(lambda _: drawn)
    assert normalise(grouped(code)) == normalise(grouped(code).lower()) == code
    assert [len(group) for group in grouped(code).split("-")] == [4, 4, 4, 4]


def test_a_card_opens_with_its_code(wraps: CardWraps) -> None:
    opened = open_card(grouped(CODE).lower(), SCHOOL, ROOM_DAY, "3", wraps)
    assert opened.room_key == ROOM_KEY
    assert opened.person_seed == SEED


@pytest.mark.parametrize(
    ("code", "school", "room_day", "number"),
    [
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), SCHOOL, ROOM_DAY, "3"),
        (CODE, "school-0013", ROOM_DAY, "3"),
        (CODE, SCHOOL, "r2:2026-12-09", "3"),
        (CODE, SCHOOL, ROOM_DAY, "4"),
        (CODE, SCHOOL, ROOM_DAY + '","school":"', "3"),
    ],
)
def test_a_code_opens_no_other_card(
    wraps: CardWraps, code: str, school: str, room_day: str, number: str
) -> None:
    with pytest.raises(WrongCode):
        open_card(code, school, room_day, number, wraps)


def test_the_two_wraps_of_a_card_are_not_interchangeable(wraps: CardWraps) -> None:
    with pytest.raises(WrongCode):
        open_card(CODE, SCHOOL, ROOM_DAY, "3", CardWraps(wraps.person_wrap, wraps.room_wrap))


@given(st.binary(max_size=64), st.binary(max_size=64))
def test_any_wraps_are_refused_by_name(room_wrap: bytes, person_wrap: bytes) -> None:
    with pytest.raises(WrongCode):
        open_card(CODE, SCHOOL, ROOM_DAY, "3", CardWraps(room_wrap, person_wrap))


def test_every_bit_of_a_wrap_counts(wraps: CardWraps) -> None:
    for place in range(len(wraps.room_wrap) * 8):
        flipped = bytearray(wraps.room_wrap)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(WrongCode):
            open_card(CODE, SCHOOL, ROOM_DAY, "3", CardWraps(bytes(flipped), wraps.person_wrap))


def test_nothing_secret_shows(wraps: CardWraps) -> None:
    shown = repr(open_card(CODE, SCHOOL, ROOM_DAY, "3", wraps)) + repr(wraps)
    assert "\\x" not in shown
    assert "b'" not in shown


@pytest.mark.parametrize(("room_key", "seed"), [(b"", SEED), (ROOM_KEY, b""), (bytes(16), SEED)])
def test_only_whole_keys_are_wrapped(room_key: bytes, seed: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        wrap_card(CODE, SCHOOL, ROOM_DAY, "3", room_key, seed)


def test_every_store_has_its_own_key() -> None:
    keys = {day_key(ROOM_KEY, "a"), day_key(ROOM_KEY, "b"), day_key(SEED, "a"), ROOM_KEY}
    assert len(keys) == 4
    with pytest.raises(ValueError, match="32"):
        day_key(b"", "a")
