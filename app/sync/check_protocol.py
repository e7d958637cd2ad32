"""What the dossier answers to who checks it at a machine of the examenbureau.

| call | asks | answers |
|---|---|---|
| GET /v1/office/outbox?from=D | - | Outbox: how what goes to the planner stands, per session |
| POST /v1/office/extract | WantedExtract: whose, and why | MadeExtract: its file and PDF |

Signed by the device and by the person's day key, as everything of the office is.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from app.crypto import base64_text, members
from app.models.codec import instant_text, read_instant
from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.strict_json import Malformed, dumps, loads_strict

OUTBOX_BYTES_MAX: Final = 16 * 1024 * 1024
SESSIONS_MAX: Final = 100_000
WANTED_BYTES_MAX: Final = 16 * 1024
REASON_MAX: Final = 400
EXTRACT_BYTES_MAX: Final = 64 * 1024 * 1024
FILE_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,20}\Z")
"""What files of an extract are called: nothing that is a path, and no name of a person."""
_STATUS_MAX: Final = 999
_DELIVERY: Final = {
    "session", "report", "delivered", "waiting", "refused", "tries", "status", "answer",
    "next_try",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WantedExtract:
    """An extract of everything about whoever has this enrolment, and what it is made for."""

    session: str
    candidate: str
    reason: str


@dataclass(frozen=True, slots=True)
class MadeExtract:
    """An extract: what its files are called without an ending, and what stands in them."""

    name: str
    file: bytes = field(repr=False)
    pdf: bytes = field(repr=False)


def encode_outbox(outbox: Outbox) -> bytes:
    """Return the bytes of an answer."""
    as_of = None if outbox.as_of is None else instant_text(outbox.as_of)
    return dumps({"as_of": as_of, "sessions": [_told(each) for each in outbox.sessions]})


def decode_outbox(raw: bytes) -> Outbox:
    """Return the outbox in received bytes.

    Raises:
        Malformed: Not such an answer.
    """
    read = members.exact(
        loads_strict(raw, max_bytes=OUTBOX_BYTES_MAX, max_depth=4), {"as_of", "sessions"}
    )
    sessions = members.listed(read["sessions"], SESSIONS_MAX, _delivery)
    return Outbox(sessions, members.optional(read["as_of"], read_instant))


def encode_wanted_extract(wanted: WantedExtract) -> bytes:
    """Return the bytes of a request."""
    return dumps(
        {"session": wanted.session, "candidate": wanted.candidate, "reason": wanted.reason}
    )


def decode_wanted_extract(raw: bytes) -> WantedExtract:
    """Return the request in received bytes.

    Raises:
        Malformed: Not such a request, or no reason in it.
    """
    read = members.exact(
        loads_strict(raw, max_bytes=WANTED_BYTES_MAX, max_depth=2),
        {"session", "candidate", "reason"},
    )
    reason = members.text(read["reason"], REASON_MAX).strip()
    if not reason:
        raise Malformed("no reason")
    return WantedExtract(members.name(read["session"]), members.name(read["candidate"]), reason)


def encode_made_extract(made: MadeExtract) -> bytes:
    """Return the bytes of an answer."""
    return dumps(
        {
            "name": made.name,
            "file": base64_text.encode(made.file),
            "pdf": base64_text.encode(made.pdf),
        }
    )


def decode_made_extract(raw: bytes) -> MadeExtract:
    """Return the extract in received bytes.

    Raises:
        Malformed: Not such an answer, or a name that is no name of a file.
    """
    read = members.exact(
        loads_strict(raw, max_bytes=EXTRACT_BYTES_MAX, max_depth=2), {"name", "file", "pdf"}
    )
    return MadeExtract(
        members.matching(read["name"], FILE_NAME),
        base64_text.decode(read["file"], most=EXTRACT_BYTES_MAX),
        base64_text.decode(read["pdf"], most=EXTRACT_BYTES_MAX),
    )


def _told(each: SessionDelivery) -> dict[str, object]:
    return {
        "session": each.session,
        "report": None if each.report is None else each.report.value,
        "delivered": each.delivered,
        "waiting": each.waiting,
        "refused": each.refused,
        "tries": each.tries,
        "status": each.status,
        "answer": each.answer,
        "next_try": None if each.next_try is None else instant_text(each.next_try),
    }


def _delivery(member: object) -> SessionDelivery:
    read = members.exact(member, _DELIVERY)
    return SessionDelivery(
        session=members.name(read["session"]),
        report=members.optional(read["report"], _sending),
        delivered=members.whole(read["delivered"]),
        waiting=members.whole(read["waiting"]),
        refused=members.whole(read["refused"]),
        tries=members.whole(read["tries"]),
        status=members.optional(read["status"], _status),
        answer=members.text(read["answer"], 1_000),
        next_try=members.optional(read["next_try"], read_instant),
    )


def _sending(member: object) -> Sending:
    if member not in list(Sending):
        raise Malformed("a word this version does not know")
    return Sending(str(member))


def _status(member: object) -> int:
    return members.whole(member, 0, _STATUS_MAX)
