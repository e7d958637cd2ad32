"""What laptop and dossier say to each other about the log itself: proofs, and its openings.

| call | asks | answers |
|---|---|---|
| POST /v1/streams/receipts | streams | ReceiptsAnswer: a receipt of all that is had of each |
| GET /v1/log | - | LogAnswer: the newest checkpoint, and what opened this log |
| POST /v1/log/seen | a checkpoint of this log, a signed note | LogAnswer |
| GET /v1/log/consistency?old=N&size=M | - | ProofAnswer |
| GET /v1/log/inclusion?leaf=HEX&size=M | - | PlaceAnswer: position and proof of one event |

Bodies are JSON as in `app.sync.protocol`. Whoever asks checks every proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.crypto import members
from app.crypto.checkpoint import CHECKPOINT_CHARACTERS_MAX
from app.crypto.receipt import RECEIPT_BYTES_MAX
from app.crypto.signed_event import SignedEvent
from app.crypto.tree import HASH_BYTES
from app.models.act import StreamId
from app.models.strict_json import dumps, loads_strict
from app.sync.protocol import MESSAGE_BYTES_MAX, event_from, event_members, to_bytes, to_text

PROOF_STEPS_MAX: Final = 128
OPENINGS_MAX: Final = 128
STREAMS_MAX: Final = 64
LEAVINGS_MAX: Final = 256
_TIME_CHARACTERS: Final = 40


@dataclass(frozen=True, slots=True)
class ReceiptsAnswer:
    """A receipt of each stream asked about, and the dossier's events that let something leave."""

    receipts: tuple[str, ...]
    leavings: tuple[SignedEvent, ...]
    server_time: str


@dataclass(frozen=True, slots=True)
class ProofAnswer:
    """The steps of a proof of consistency."""

    proof: tuple[bytes, ...] = field(repr=False)
    server_time: str


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Where an event stands in the log, and the steps of its audit path."""

    position: int
    proof: tuple[bytes, ...] = field(repr=False)
    server_time: str


@dataclass(frozen=True, slots=True)
class LogAnswer:
    """The signed head of the log, and the events that opened it: newest last, none at first."""

    checkpoint: str
    openings: tuple[SignedEvent, ...]
    server_time: str


def encode_streams(streams: Sequence[StreamId]) -> bytes:
    """Return the bytes of the question what is had of these streams."""
    told = [{"writer": s.writer, "epoch": s.epoch, "scope": s.scope} for s in streams]
    return dumps({"streams": told})


def decode_streams(raw: bytes) -> tuple[StreamId, ...]:
    """Return the streams that are asked about.

    Raises:
        Malformed: Not such a question.
    """
    read = members.exact(_loaded(raw), {"streams"})
    return members.listed(read["streams"], STREAMS_MAX, _stream)


def _stream(member: object) -> StreamId:
    read = members.exact(member, {"writer", "epoch", "scope"})
    return StreamId(
        members.name(read["writer"]), members.name(read["epoch"]), members.scope(read["scope"])
    )


def encode_receipts(answer: ReceiptsAnswer) -> bytes:
    """Return the bytes of the receipts of streams."""
    return dumps(
        {
            "receipts": list(answer.receipts),
            "leavings": [event_members(each) for each in answer.leavings],
            "server_time": answer.server_time,
        }
    )


def decode_receipts(raw: bytes) -> ReceiptsAnswer:
    """Return the receipts of streams; nothing of it is verified.

    Raises:
        Malformed: Not such an answer.
    """
    loaded = loads_strict(raw, max_bytes=4 * MESSAGE_BYTES_MAX, max_depth=4)
    read = members.exact(loaded, {"receipts", "leavings", "server_time"})
    return ReceiptsAnswer(
        members.listed(read["receipts"], STREAMS_MAX, _receipt),
        members.listed(read["leavings"], LEAVINGS_MAX, event_from),
        members.text(read["server_time"], _TIME_CHARACTERS),
    )


def _receipt(member: object) -> str:
    return members.text(member, RECEIPT_BYTES_MAX)


def encode_proof(answer: ProofAnswer) -> bytes:
    """Return the bytes of a proof."""
    return dumps({"proof": _texts(answer.proof), "server_time": answer.server_time})


def decode_proof(raw: bytes) -> ProofAnswer:
    """Return the proof in received bytes; nothing of it is checked.

    Raises:
        Malformed: Not a proof.
    """
    read = members.exact(_loaded(raw), {"proof", "server_time"})
    return ProofAnswer(_steps(read["proof"]), members.text(read["server_time"], _TIME_CHARACTERS))


def encode_place(answer: PlaceAnswer) -> bytes:
    """Return the bytes of a place with its proof."""
    return dumps(
        {
            "position": answer.position,
            "proof": _texts(answer.proof),
            "server_time": answer.server_time,
        }
    )


def decode_place(raw: bytes) -> PlaceAnswer:
    """Return the place in received bytes; nothing of it is checked.

    Raises:
        Malformed: Not a place with its proof.
    """
    read = members.exact(_loaded(raw), {"position", "proof", "server_time"})
    return PlaceAnswer(
        members.whole(read["position"]),
        _steps(read["proof"]),
        members.text(read["server_time"], _TIME_CHARACTERS),
    )


def encode_log(answer: LogAnswer) -> bytes:
    """Return the bytes of how the log stands."""
    return dumps(
        {
            "checkpoint": answer.checkpoint,
            "openings": [event_members(each) for each in answer.openings],
            "server_time": answer.server_time,
        }
    )


def decode_log(raw: bytes) -> LogAnswer:
    """Return how the log stands; nothing of it is checked.

    Raises:
        Malformed: Not such an answer.
    """
    read = members.exact(_loaded(raw), {"checkpoint", "openings", "server_time"})
    return LogAnswer(
        members.text(read["checkpoint"], CHECKPOINT_CHARACTERS_MAX),
        members.listed(read["openings"], OPENINGS_MAX, event_from),
        members.text(read["server_time"], _TIME_CHARACTERS),
    )


def _loaded(raw: bytes) -> object:
    return loads_strict(raw, max_bytes=MESSAGE_BYTES_MAX, max_depth=4)


def _texts(proof: tuple[bytes, ...]) -> list[str]:
    return [to_text(each) for each in proof]


def _steps(member: object) -> tuple[bytes, ...]:
    return members.listed(member, PROOF_STEPS_MAX, lambda each: to_bytes(each, most=HASH_BYTES))
