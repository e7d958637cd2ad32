"""The signed envelope: DSSE v1, one Ed25519 signature over typed bytes (format.md 1)."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from app.crypto import base64_text
from app.crypto.keys import SIGNATURE_BYTES, SigningKey, UnfitKey, is_signed
from app.models.strict_json import Malformed, dumps, loads_strict

# What is signed says what it is: bytes of one type are never read as another.
EVENT: Final = "application/vnd.examendag.event+json"
RECEIPT: Final = "application/vnd.examendag.receipt+json"
CERTIFICATE: Final = "application/vnd.examendag.certificate+json"
PERSON_SIGNATURE: Final = "application/vnd.examendag.person-signature+json"
AMENDMENT: Final = "application/vnd.examendag.amendment+json"
SHIFT_SIGNATURE: Final = "application/vnd.examendag.shift-signature+json"
OFFICE_SHIFT_SIGNATURE: Final = "application/vnd.examendag.office-shift-signature+json"
PAPER_CHECK_SIGNATURE: Final = "application/vnd.examendag.paper-check-signature+json"
EPOCH_SIGNATURE: Final = "application/vnd.examendag.epoch-signature+json"
FEED_MANIFEST: Final = "application/vnd.examendag.feed-manifest+json"
REQUEST: Final = "application/vnd.examendag.request+json"
PERSON_REQUEST: Final = "application/vnd.examendag.person-request+json"
JOURNAL_RECEIPT: Final = "application/vnd.examendag.journal-receipt+json"
FRONTIER: Final = "application/vnd.examendag.frontier+json"

PAYLOAD_BYTES_MAX: Final = 1024 * 1024
JSON_BYTES_MAX: Final = 2 * PAYLOAD_BYTES_MAX

_TYPE = re.compile(r"[\x21-\x7e]{1,200}\Z")
_KEY_ID = re.compile(r"[\x21-\x7e]{0,200}\Z")


class BadSignature(Exception):
    """A signature that was not made by that key over those bytes."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Payload bytes, verbatim, with their type and one signature.

    `key_id` is the fingerprint of the signer; it is not signed and only helps to find the key.
    """

    payload_type: str
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    key_id: str = ""


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the pre-authentication encoding of DSSE v1: the bytes that are signed."""
    named = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(named), named, len(payload), payload)


def leaf_hash(payload_type: str, payload: bytes) -> bytes:
    """Return SHA-256(0x00 || PAE), 32 bytes: identity, chain link and RFC 6962 leaf in one."""
    return hashlib.sha256(b"\x00" + pae(payload_type, payload)).digest()


def sign(payload_type: str, payload: bytes, key: SigningKey) -> Envelope:
    """Return the payload with the signature of a key."""
    signature = key.sign(pae(payload_type, payload))
    return Envelope(payload_type, payload, signature, key.fingerprint)


def verify(envelope: Envelope, public: bytes) -> None:
    """Check the signature. The caller checks the type: see `opened`.

    Raises:
        BadSignature: Not signed by that key, or the key is none.
    """
    try:
        is_good = is_signed(
            public, envelope.signature, pae(envelope.payload_type, envelope.payload)
        )
    except UnfitKey as problem:
        raise BadSignature("not a key") from problem
    if not is_good:
        raise BadSignature("signed by another key, or changed")


def opened(envelope: Envelope, payload_type: str, public: bytes) -> bytes:
    """Return the payload after its type and signature were checked.

    Raises:
        BadSignature: Of another type, or not signed by that key.
    """
    if envelope.payload_type != payload_type:
        raise BadSignature("signed as something else")
    verify(envelope, public)
    return envelope.payload


def to_dict(envelope: Envelope) -> dict[str, object]:
    """Return the JSON members of DSSE, for files and answers."""
    return {
        "payloadType": envelope.payload_type,
        "payload": base64_text.encode(envelope.payload),
        "signatures": [{"keyid": envelope.key_id, "sig": base64_text.encode(envelope.signature)}],
    }


def from_dict(member: object) -> Envelope:
    """Return the envelope in JSON members; its signature is not checked yet.

    Raises:
        Malformed: Not exactly one signature, other members, another type or size.
    """
    members = _exact(member, {"payloadType", "payload", "signatures"})
    signatures = members["signatures"]
    if not isinstance(signatures, list) or len(signatures) != 1:
        raise Malformed("not exactly one signature")
    signature = _exact(signatures[0], {"keyid", "sig"})
    return Envelope(
        payload_type=_matching(members["payloadType"], _TYPE),
        payload=base64_text.decode(members["payload"], most=PAYLOAD_BYTES_MAX),
        signature=base64_text.decode(
            signature["sig"], least=SIGNATURE_BYTES, most=SIGNATURE_BYTES
        ),
        key_id=_matching(signature["keyid"], _KEY_ID),
    )


def to_json(envelope: Envelope) -> str:
    """Return DSSE JSON text."""
    return dumps(to_dict(envelope)).decode("utf-8")


def from_json(text: str | bytes) -> Envelope:
    """Return the envelope in DSSE JSON text; its signature is not checked yet.

    Raises:
        Malformed: Not a DSSE envelope with one signature.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return from_dict(loads_strict(raw, max_bytes=JSON_BYTES_MAX, max_depth=3))


def _exact(member: object, names: set[str]) -> dict[str, object]:
    if not isinstance(member, dict) or set(member) != names:
        raise Malformed("not the members of an envelope")
    return member


def _matching(member: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(member, str) or not pattern.match(member):
        raise Malformed("text of another form")
    return member
