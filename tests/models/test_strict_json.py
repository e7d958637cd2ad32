"""JSON with one reading per text, bounded before it is parsed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.strict_json import DEPTH_MAX, WHOLE_MAX, Malformed, dumps, loads_strict

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-WHOLE_MAX, WHOLE_MAX)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=10),
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), each, max_size=3)
    ),
    max_leaves=8,
)


@given(values)
@settings(max_examples=150)
def test_what_is_written_reads_as_it_was(value):
    assert loads_strict(dumps(value), max_bytes=10_000) == value


def test_equal_objects_are_equal_bytes():
    assert dumps({"b": 1, "a": "é"}) == dumps({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b'{"\\u0061":1,"a":2}',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        b"9007199254740993",
        b"-9007199254740993",
        b"1" * 5000,
        b"0." + b"1" * 5000,
        b'"\\ud800"',
        b'{"\\udfff":1}',
        b'"\\ud800\\u0041"',
        b"\xff",
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
        b"{} {}",
        b"{'a':1}",
        b"[1,]",
        b"01",
        b'"\x01"',
        b"",
    ],
)
def test_text_with_two_readings_or_none_is_malformed(raw):
    with pytest.raises(Malformed) as caught:
        loads_strict(raw, max_bytes=10_000)
    assert caught.value.__context__ is None, "the caught error carries what was read"


@pytest.mark.parametrize("raw", [b'"\\ud83d\\ude00"', b'" \\\\ud800"', b"9007199254740992"])
def test_text_that_only_looks_odd_is_read(raw):
    loads_strict(raw, max_bytes=100)


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_depth_is_bounded_to_the_step(opening, closing):
    inner = b"1"
    fits = opening * DEPTH_MAX + inner + closing * DEPTH_MAX
    assert loads_strict(fits, max_bytes=1000)
    with pytest.raises(Malformed, match="deeper"):
        loads_strict(opening + fits + closing, max_bytes=1000)


def test_a_text_of_a_million_brackets_is_refused_before_it_is_parsed():
    with pytest.raises(Malformed, match="deeper"):
        loads_strict(b"[" * 1_000_000, max_bytes=2_000_000)


def test_brackets_in_texts_are_no_depth():
    assert loads_strict(b'"' + b"[{" * 50 + b'\\"[[["', max_bytes=1000)


def test_size_is_bounded_to_the_byte():
    assert loads_strict(b"[1]", max_bytes=3) == [1]
    with pytest.raises(Malformed, match="larger"):
        loads_strict(b"[1]", max_bytes=2)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_cannot_be_read_is_never_written(value):
    with pytest.raises(ValueError):  # noqa: PT011
        dumps([value])
