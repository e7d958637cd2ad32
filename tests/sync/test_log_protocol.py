"""The words about the log: read as they were written, and any other bytes are malformed."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.export_file import (
    Export,
    ExportedDocument,
    ExportedEvent,
    document_line,
    event_line,
    head_line,
    read_export,
)
from app.crypto.signed_event import SignedEvent
from app.models.act import StreamId
from app.models.strict_json import Malformed
from app.sync.log_protocol import (
    PROOF_STEPS_MAX,
    LogAnswer,
    PlaceAnswer,
    ProofAnswer,
    decode_log,
    decode_place,
    decode_proof,
    decode_streams,
    encode_log,
    encode_place,
    encode_proof,
    encode_streams,
)

AT = "2026-12-09T08:07:03.120Z"
hashes = st.binary(min_size=32, max_size=32)
proofs = st.lists(hashes, max_size=12).map(tuple)
events = st.builds(
    SignedEvent,
    header=st.binary(min_size=1, max_size=80),
    signature=st.binary(min_size=64, max_size=64),
    body=st.none() | st.binary(min_size=1, max_size=80),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["proof", "server_time", "position", "checkpoint", "openings", "streams", "type",
                 "v", "school", "session", "trust", "header", "sig", "body", "document"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)  # fmt: skip
READERS: list[Callable[[bytes], object]] = [
    decode_proof,
    decode_place,
    decode_log,
    decode_streams,
    lambda raw: read_export(raw.splitlines()),
]


@given(proofs, st.integers(0, 2**50))
def test_proofs_are_read_as_they_were_written(proof: tuple[bytes, ...], position: int) -> None:
    told = ProofAnswer(proof, AT)
    assert decode_proof(encode_proof(told)) == told
    place = PlaceAnswer(position, proof, AT)
    assert decode_place(encode_place(place)) == place


@given(st.lists(events, max_size=4).map(tuple))
def test_openings_are_read_as_they_were_written(openings: tuple[SignedEvent, ...]) -> None:
    told = LogAnswer("examendag/x/log1\n1\nroot\n\nsignature\n", openings, AT)
    assert decode_log(encode_log(told)) == told


@given(st.lists(st.sampled_from(["device", "part/s1/r1", "session/s1"]), max_size=5))
def test_streams_are_read_as_they_were_written(scopes: list[str]) -> None:
    streams = tuple(StreamId("laptop-1", "e1", scope) for scope in scopes)
    assert decode_streams(encode_streams(streams)) == streams


@given(st.lists(st.tuples(events, proofs), max_size=4), st.none() | st.just("s1"))
def test_an_export_is_read_as_it_was_written(
    some: list[tuple[SignedEvent, tuple[bytes, ...]]], session: str | None
) -> None:
    is_proved = session is not None
    told = tuple(
        ExportedEvent(n, signed, proof if is_proved else ())
        for n, (signed, proof) in enumerate(some)
    )
    document = ExportedDocument("d1", "Proces-verbaal é.pdf", b"%PDF")
    export = Export("roc-test", session, "note", b"{}", told, (document,))
    lines = [head_line(export), *(event_line(each, is_proved=is_proved) for each in told)]
    assert read_export([*lines, document_line(document)]) == export


@pytest.mark.parametrize("read", READERS)
@given(raw=st.binary(max_size=200) | JSON.map(lambda told: json.dumps(told).encode()))
def test_any_other_bytes_are_malformed(read: Callable[[bytes], object], raw: bytes) -> None:
    try:
        read(raw)
    except Malformed:
        return
    assert b"streams" in raw  # nothing but a question about no streams is that short


def test_a_proof_has_a_bound() -> None:
    with pytest.raises(Malformed):
        decode_proof(encode_proof(ProofAnswer((bytes(32),) * (PROOF_STEPS_MAX + 1), AT)))
