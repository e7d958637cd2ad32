"""An extract of the record for one candidate: lines of JSON that anybody can check.

The first line is the head: {type: "examendag-extract", v, school, candidate, pdf_sha256,
checkpoint, trust}. Then a line per event, {position, header, sig, body?, proof, told}: the opening
of each stream, and what is recorded about the candidate. A body that names somebody else stays
out; `told` is what it says without that name. Binary members are base64.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.crypto import base64_text, members
from app.crypto.checkpoint import CHECKPOINT_CHARACTERS_MAX
from app.crypto.export_file import (
    LINE_BYTES_MAX,
    TRUST_BYTES_MAX,
    Export,
    ExportedEvent,
    event_members,
    read_event_members,
)
from app.models.strict_json import Malformed, dumps, loads_strict

EXTRACT: Final = "examendag-extract"
_HEAD: Final = {"type", "v", "school", "candidate", "pdf_sha256", "checkpoint", "trust"}


@dataclass(frozen=True, slots=True)
class Extract:
    """What is in an extract; `record` holds its events, in the shape of an export of a session."""

    record: Export
    pdf_sha256: str
    told: tuple[str, ...]
    """What each event says, without the names of others."""


def extract_bytes(extract: Extract) -> bytes:
    """Return the file of an extract."""
    record = extract.record
    head = {
        "type": EXTRACT,
        "v": 1,
        "school": record.school,
        "candidate": record.session,
        "pdf_sha256": extract.pdf_sha256,
        "checkpoint": record.checkpoint,
        "trust": base64_text.encode(record.trust),
    }
    lines = [head]
    for event, told in zip(record.events, extract.told, strict=True):
        lines.append(event_members(event, is_proved=True) | {"told": told})
    return b"".join(dumps(each) + b"\n" for each in lines)


def read_extract(lines: Iterable[bytes]) -> Extract:
    """Return what is in the lines of an extract.

    Raises:
        Malformed: Not an extract.
    """
    read = [loads_strict(line, max_bytes=LINE_BYTES_MAX, max_depth=3) for line in lines]
    if not read or not all(isinstance(each, dict) for each in read):
        raise Malformed("not an extract")
    head = members.exact(read[0], _HEAD)
    if head["type"] != EXTRACT:
        raise Malformed("not an extract")
    members.whole(head["v"], 1, 1)
    events: list[ExportedEvent] = []
    told: list[str] = []
    for each in read[1:]:
        found = dict(each) if isinstance(each, dict) else {}
        told.append(members.text(found.pop("told", None), LINE_BYTES_MAX))
        events.append(read_event_members(found))
    record = Export(
        school=members.name(head["school"]),
        session=members.name(head["candidate"]),
        checkpoint=members.text(head["checkpoint"], CHECKPOINT_CHARACTERS_MAX),
        trust=base64_text.decode(head["trust"], most=TRUST_BYTES_MAX),
        events=tuple(events),
    )
    return Extract(record, members.hex_digest(head["pdf_sha256"]), tuple(told))
