"""The journal's bytes: opened by the room or by the school, bound to a place, cut, flipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.journal import (
    BadJournal,
    JournalPlace,
    new_head,
    open_record,
    open_with_day_key,
    open_with_seal_key,
    seal_record,
)
from app.crypto.journal_file import (
    MARKER,
    Damage,
    Frame,
    FrameKind,
    framed,
    frames,
    head_in,
    new_file,
)
from app.crypto.keys import UnfitKey
from app.crypto.sealing import NotSealed, open_sealed, seal_public, seal_to
from app.crypto.signed_event import SignedEvent
from app.models.strict_json import Malformed
from tests.crypto.builders import stepped

DAY_KEY, SEAL_SEED = b"k" * 32, b"s" * 32
PLACE = JournalPlace("school-0012", "b1.14.2026-12-09", "ab" * 8)
EVENTS = (
    SignedEvent(b'{"seq":0}', b"1" * 64, b"salt and body"),
    SignedEvent(b'{"seq":1}', b"2" * 64, None),
    SignedEvent(b'{"seq":2}', b"3" * 64, b""),
)


def a_head(place: JournalPlace = PLACE) -> bytes:
    return new_head(place, DAY_KEY, seal_public(SEAL_SEED), stepped("head"))[0]


def test_the_room_and_the_school_open_the_same_key() -> None:
    head, key = new_head(PLACE, DAY_KEY, seal_public(SEAL_SEED), stepped("head"))
    assert open_with_day_key(head, DAY_KEY) == key
    assert open_with_seal_key(head, SEAL_SEED) == key


@pytest.mark.parametrize("n", [0, 7])
def test_a_handling_comes_back_as_it_was_written(n: int) -> None:
    key = open_with_day_key(a_head(), DAY_KEY)
    assert open_record(key, n, seal_record(key, n, EVENTS, stepped("r"))) == EVENTS


def test_another_key_opens_nothing() -> None:
    with pytest.raises(BadJournal):
        open_with_day_key(a_head(), b"x" * 32)
    with pytest.raises(BadJournal):
        open_with_seal_key(a_head(), b"x" * 32)


def test_a_record_is_bound_to_its_number_and_to_its_head() -> None:
    key = open_with_day_key(a_head(), DAY_KEY)
    sealed = seal_record(key, 3, EVENTS, stepped("r"))
    with pytest.raises(BadJournal):
        open_record(key, 4, sealed)
    other = open_with_day_key(a_head(JournalPlace("school-0012", "c2", "ab" * 8)), DAY_KEY)
    with pytest.raises(BadJournal):
        open_record(other, 3, sealed)


def test_a_head_of_another_form_is_malformed() -> None:
    for raw in (b"", b"{}", b'{"v":1}', a_head().replace(b'"v":1', b'"v":2')):
        with pytest.raises(Malformed):
            open_with_day_key(raw, DAY_KEY)


def test_what_is_sealed_opens_for_its_key_and_purpose_only() -> None:
    sealed = seal_to(seal_public(SEAL_SEED), b"secret", b"a")
    assert open_sealed(SEAL_SEED, sealed, b"a") == b"secret"
    for seed, content, purpose in (
        (b"x" * 32, sealed, b"a"),
        (SEAL_SEED, sealed, b"b"),
        (SEAL_SEED, sealed[:-1], b"a"),
        (SEAL_SEED, b"", b"a"),
    ):
        with pytest.raises(NotSealed):
            open_sealed(seed, content, purpose)


@pytest.mark.parametrize("public", [b"", bytes(32), b"\x01" + bytes(31)])
def test_a_seal_key_that_anybody_shares_is_refused(public: bytes) -> None:
    with pytest.raises(UnfitKey):
        seal_to(public, b"secret", b"a")


def a_file(records: int = 4) -> bytes:
    return new_file(b"head") + b"".join(
        framed(FrameKind.RECORD, n, bytes([n]) * 20) for n in range(records)
    )


def numbers(raw: bytes) -> list[int]:
    found = [each for each in frames(raw) if isinstance(each, Frame)]
    return [each.n for each in found if each.kind is FrameKind.RECORD]


def damages(raw: bytes) -> list[Damage]:
    return [each for each in frames(raw) if isinstance(each, Damage)]


def test_every_cut_costs_the_last_records_only() -> None:
    raw = a_file()
    whole = [each.end for each in frames(raw) if isinstance(each, Frame)][1:]
    for cut in range(len(raw) + 1):
        kept = [n for n, end in enumerate(whole[1:]) if end <= cut]
        assert numbers(raw[:cut]) == kept
        assert all(each.is_tail for each in damages(raw[:cut]))


def test_every_flipped_bit_costs_one_frame_and_shows() -> None:
    raw = a_file()
    for place in range(len(raw)):
        flipped = raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :]
        assert len(numbers(flipped)) >= 3
        assert head_in(flipped) == b"head"
        assert damages(flipped)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    assert not numbers(raw) or framed(FrameKind.RECORD, 0, b"")[:8] in raw


sealed = st.binary(max_size=40).filter(lambda content: MARKER not in content)
"""What is sealed holds the marker by chance once in 2**64 times, and is then sealed anew."""


@given(st.lists(sealed, max_size=5), st.binary(max_size=30))
def test_garbage_between_frames_hides_none_of_them(contents: list[bytes], garbage: bytes) -> None:
    pieces = [framed(FrameKind.RECORD, n, each) for n, each in enumerate(contents)]
    assert numbers(garbage.join(pieces)) == list(range(len(contents)))
