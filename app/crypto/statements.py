"""What a device or person signs beside events: epoch, shift, report, check (format.md 2, 4)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from app.crypto import base64_text
from app.crypto.envelope import BadSignature, Envelope, sign, verify
from app.crypto.keys import SIGNATURE_BYTES, SigningKey
from app.models.act import StreamId
from app.models.codec import instant_text
from app.models.marks import Manifest
from app.models.strict_json import Malformed, dumps


def epoch_statement(school: str, stream: StreamId, epoch_key: bytes) -> bytes:
    """Return what the device key signs in `StreamOpened` (type EPOCH_SIGNATURE)."""
    return dumps(
        {
            "school": school,
            "writer": stream.writer,
            "epoch": stream.epoch,
            "scope": stream.scope,
            "epoch_key": base64_text.encode(epoch_key),
        }
    )


def shift_statement(
    school: str, device: str, epoch_key: bytes, room: str, opened: datetime
) -> bytes:
    """Return what each person of a shift signs in `ShiftOpened` (type SHIFT_SIGNATURE)."""
    return dumps(
        {
            "school": school,
            "device": device,
            "epoch_key": base64_text.encode(epoch_key),
            "room": room,
            "opened": instant_text(opened),
        }
    )


def office_shift_statement(school: str, device: str, epoch_key: bytes, opened: str) -> bytes:
    """Return what a person signs in `OfficeShiftOpened` (type OFFICE_SHIFT_SIGNATURE)."""
    return dumps(
        {
            "school": school,
            "device": device,
            "epoch_key": base64_text.encode(epoch_key),
            "opened": opened,
        }
    )


def report_statement(manifest: Manifest, role: str, statements: Sequence[str]) -> bytes:
    """Return what a person signs in `ReportSigned` (type PERSON_SIGNATURE)."""
    told = {**asdict(manifest), "frontier": [entry.told() for entry in manifest.frontier]}
    return dumps({"manifest": told, "role": role, "statements": list(statements)})


def paper_check_statement(school: str, scope: str, leaves: Sequence[str]) -> bytes:
    """Return what a second person signs in `PaperChecked` (type PAPER_CHECK_SIGNATURE)."""
    return dumps({"school": school, "scope": scope, "leaves": list(leaves)})


def sign_text(payload_type: str, statement: bytes, key: SigningKey) -> str:
    """Return the signature over a statement as base64, as it stands in a body."""
    return base64_text.encode(sign(payload_type, statement, key).signature)


def verify_text(payload_type: str, statement: bytes, signature: str, public: bytes) -> None:
    """Check a signature that stands in a body.

    Raises:
        BadSignature: Not by that key over this statement, or no signature at all.
    """
    try:
        raw = base64_text.decode(signature, least=SIGNATURE_BYTES, most=SIGNATURE_BYTES)
    except Malformed as problem:
        raise BadSignature("not a signature") from problem
    verify(Envelope(payload_type, statement, raw), public)
