"""JSON has one reading, and is bounded before it is parsed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.strict_json import WHOLE_MAX, Malformed, dumps, loads_strict

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-WHOLE_MAX, WHOLE_MAX)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"{}{}",
        b"[1,]",
        b"{'a':1}",
        b'{"a":1,"a":2}',
        b'{"b":{"a":1,"\\u0061":2}}',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        b"1" * 20,
        str(WHOLE_MAX + 1).encode(),
        str(-WHOLE_MAX - 1).encode(),
        b"0." + b"1" * 100,
        b'"\\ud800"',
        b'{"\\udc00":1}',
        b'["\\ude00\\ud83d"]',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"\xc0\xaf"',
        b"\xef\xbb\xbf{}",
        b'"a\nb"',
        b"01",
        b"+1",
        b"\x0c1",
    ],
)
def test_what_has_two_readings_or_none_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        loads_strict(raw, max_bytes=1000)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a":[1,-2,0.5,true,null,"\xc3\xa9"]}', {"a": [1, -2, 0.5, True, None, "é"]}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (str(WHOLE_MAX).encode(), WHOLE_MAX),
        (b' {"a" : "]]]{{{\\"[["} ', {"a": ']]]{{{"[['}),
    ],
)
def test_plain_json_is_read(raw: bytes, value: object) -> None:
    assert loads_strict(raw, max_bytes=1000, max_depth=2) == value


def test_the_size_is_a_limit() -> None:
    assert loads_strict(b"[1]", max_bytes=3) == [1]
    with pytest.raises(Malformed, match="larger"):
        loads_strict(b"[1]", max_bytes=2)


def test_the_depth_is_a_limit() -> None:
    assert loads_strict(b"[" * 16 + b"]" * 16, max_bytes=100)
    with pytest.raises(Malformed, match="deeper"):
        loads_strict(b"[" * 17 + b"]" * 17, max_bytes=100)
    with pytest.raises(Malformed, match="deeper"):
        loads_strict(b"{}", max_bytes=100, max_depth=0)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'["\\"]",['])
def test_a_text_deeper_than_the_parser_can_go_is_malformed(opening: bytes) -> None:
    with pytest.raises(Malformed, match="deeper"):
        loads_strict(opening * 100_000, max_bytes=1_000_000)


def test_many_lists_beside_each_other_are_not_deep() -> None:
    raw = b"[" + b",".join([b'{"a":"["}'] * 500) + b"]"
    assert len(loads_strict(raw, max_bytes=10_000, max_depth=2)) == 500  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "raw", [b'{"naam":"Vos', b'"Vos\xff"', b'{"Vos":1,"Vos":2}', b'"Vos\\ud800"']
)
def test_the_reason_never_holds_what_was_read(raw: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        loads_strict(raw, max_bytes=1000)
    assert "Vos" not in str(caught.value)
    assert caught.value.__context__ is None


@given(VALUES)
def test_what_is_written_reads_back_and_is_one_spelling(value: object) -> None:
    raw = dumps(value)
    again = loads_strict(raw, max_bytes=1_000_000, max_depth=40)
    assert again == value
    assert dumps(again) == raw


def test_the_order_of_members_does_not_count() -> None:
    assert dumps({"b": 1, "a": "é"}) == dumps({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_cannot_be_read_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        dumps(value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_malformed(raw: bytes) -> None:
    try:
        loads_strict(raw, max_bytes=200)
    except Malformed:
        return
    json.loads(raw)


@given(st.text('[]{}",:\\u0d8e1-.NIa ', max_size=60))
def test_anything_like_json_is_read_or_malformed(text: str) -> None:
    try:
        value = loads_strict(text.encode(), max_bytes=200)
    except Malformed:
        return
    assert json.loads(text) == value
