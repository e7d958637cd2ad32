"""An export of the record: lines of JSON that anybody can check without trusting who made it.

The first line is the head: {type: "examendag-export", v, school, session (null: the whole log),
checkpoint, trust}. Then a line per event in order of the log, {position, header, sig, body?,
proof?}: `proof` is the audit path, in the export of one session. Then a line per document,
{document, name, content}. Then a line per stamp of an outside authority, {stamp, note, proof?}:
its answer, the checkpoint it is over, and in the export of one session the proof that the log of
the head goes on from that. Binary members are base64. It holds personal data.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from app.crypto import base64_text, members
from app.crypto.checkpoint import CHECKPOINT_CHARACTERS_MAX
from app.crypto.keys import SIGNATURE_BYTES
from app.crypto.signed_event import SignedEvent
from app.crypto.time_stamp import RESPONSE_BYTES_MAX
from app.crypto.tree import HASH_BYTES
from app.models.codec import BODY_BYTES_MAX, HEADER_BYTES_MAX
from app.models.strict_json import Malformed, dumps, loads_strict

EXPORT: Final = "examendag-export"
LINE_BYTES_MAX: Final = 64 * 1024 * 1024
TRUST_BYTES_MAX: Final = 256 * 1024
_STEPS_MAX = 128
_HEAD = {"type", "v", "school", "session", "checkpoint", "trust"}


@dataclass(frozen=True, slots=True)
class ExportedEvent:
    """One event, where it stands in the log, and the proof of that in the export of a session."""

    position: int
    signed: SignedEvent
    proof: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedDocument:
    """A document as it was issued."""

    id: str
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExportedStamp:
    """A stamp (RFC 3161, DER) over a signed note, and the proof that the log grew from that."""

    response: bytes = field(repr=False)
    note: str = field(repr=False)
    proof: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """What is in an export; nothing of it is checked. `trust` are the bytes of the trust file."""

    school: str
    session: str | None
    checkpoint: str
    trust: bytes = field(repr=False)
    events: tuple[ExportedEvent, ...] = ()
    documents: tuple[ExportedDocument, ...] = ()
    stamps: tuple[ExportedStamp, ...] = ()


def head_line(export: Export) -> bytes:
    """Return the first line."""
    return _line(
        {
            "type": EXPORT,
            "v": 1,
            "school": export.school,
            "session": export.session,
            "checkpoint": export.checkpoint,
            "trust": base64_text.encode(export.trust),
        }
    )


def event_line(event: ExportedEvent, *, is_proved: bool) -> bytes:
    """Return the line of an event."""
    return _line(event_members(event, is_proved=is_proved))


def event_members(event: ExportedEvent, *, is_proved: bool) -> dict[str, object]:
    """Return what stands in the line of an event."""
    signed = event.signed
    told: dict[str, object] = {
        "position": event.position,
        "header": base64_text.encode(signed.header),
        "sig": base64_text.encode(signed.signature),
    }
    if signed.body is not None:
        told["body"] = base64_text.encode(signed.body)
    if is_proved:
        told["proof"] = [base64_text.encode(step) for step in event.proof]
    return told


def document_line(document: ExportedDocument) -> bytes:
    """Return the line of a document."""
    content = base64_text.encode(document.content)
    return _line({"document": document.id, "name": document.name, "content": content})


def stamp_line(stamp: ExportedStamp, *, is_proved: bool) -> bytes:
    """Return the line of a stamp."""
    told: dict[str, object] = {
        "stamp": base64_text.encode(stamp.response),
        "note": stamp.note,
    }
    if is_proved:
        told["proof"] = [base64_text.encode(step) for step in stamp.proof]
    return _line(told)


def read_export(lines: Iterable[bytes]) -> Export:
    """Return what is in the lines of an export.

    Raises:
        Malformed: Not an export.
    """
    head: dict[str, object] = {}
    events: list[ExportedEvent] = []
    documents: list[ExportedDocument] = []
    stamps: list[ExportedStamp] = []
    for line in lines:
        read = loads_strict(line, max_bytes=LINE_BYTES_MAX, max_depth=3)
        if not isinstance(read, dict):
            raise Malformed("not a line of an export")
        if not head:
            head = members.exact(read, _HEAD)
        elif "document" in read:
            documents.append(_document(read))
        elif "stamp" in read:
            stamps.append(_stamp(read))
        else:
            events.append(read_event_members(read))
    if not head or head["type"] != EXPORT:
        raise Malformed("not an export")
    members.whole(head["v"], 1, 1)
    return Export(
        school=members.name(head["school"]),
        session=members.optional(head["session"], members.name),
        checkpoint=members.text(head["checkpoint"], CHECKPOINT_CHARACTERS_MAX),
        trust=base64_text.decode(head["trust"], most=TRUST_BYTES_MAX),
        events=tuple(events),
        documents=tuple(documents),
        stamps=tuple(stamps),
    )


def read_event_members(read: dict[str, object]) -> ExportedEvent:
    """Return the event in the members of a line.

    Raises:
        Malformed: Not an event.
    """
    told = members.exact(
        {"body": None, "proof": None, **read}, {"position", "header", "sig", "body", "proof"}
    )
    body = None
    if told["body"] is not None:
        body = base64_text.decode(told["body"], most=BODY_BYTES_MAX)
    signed = SignedEvent(
        base64_text.decode(told["header"], most=HEADER_BYTES_MAX),
        base64_text.decode(told["sig"], least=SIGNATURE_BYTES, most=SIGNATURE_BYTES),
        body,
    )
    return ExportedEvent(members.whole(told["position"]), signed, _proof(told["proof"]))


def _proof(member: object) -> tuple[bytes, ...]:
    return () if member is None else members.listed(member, _STEPS_MAX, _step)


def _step(member: object) -> bytes:
    return base64_text.decode(member, least=HASH_BYTES, most=HASH_BYTES)


def _stamp(read: dict[str, object]) -> ExportedStamp:
    told = members.exact({"proof": None, **read}, {"stamp", "note", "proof"})
    return ExportedStamp(
        base64_text.decode(told["stamp"], most=RESPONSE_BYTES_MAX),
        members.text(told["note"], CHECKPOINT_CHARACTERS_MAX),
        _proof(told["proof"]),
    )


def _document(read: dict[str, object]) -> ExportedDocument:
    told = members.exact(read, {"document", "name", "content"})
    return ExportedDocument(
        members.name(told["document"]),
        members.text(told["name"], 400),
        base64_text.decode(told["content"], most=LINE_BYTES_MAX),
    )


def _line(told: dict[str, object]) -> bytes:
    return dumps(told) + b"\n"
