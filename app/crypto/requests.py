"""Signed requests: the device key says who asks what, over any connection (format.md 9).

At a machine of the office the person's day key signs the same words, under a type of its own.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.crypto import base64_text, members
from app.crypto.envelope import (
    PERSON_REQUEST,
    REQUEST,
    BadSignature,
    Envelope,
    sign,
    verify,
)
from app.crypto.keys import SIGNATURE_BYTES, RandomBytes, SigningKey
from app.models.codec import instant_text, read_instant
from app.models.strict_json import dumps

NONCE_BYTES: Final = 16

DEVICE_FIELD: Final = "examendag-device"
AT_FIELD: Final = "examendag-at"
NONCE_FIELD: Final = "examendag-nonce"
SIGNATURE_FIELD: Final = "examendag-signature"
PERSON_FIELD: Final = "examendag-person"
PERSON_SIGNATURE_FIELD: Final = "examendag-person-signature"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `path` is the target as sent: path and, if there is one, `?` and query."""

    method: str
    path: str
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class RequestClaim:
    """Who says to ask, and when; only `verify_request` makes it true.

    Whether `at` is near enough and the nonce was not used before is the dossier's judgement.
    """

    device: str
    at: datetime
    nonce: str
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """Whose day key says to ask too, by its fingerprint."""

    key: str
    signature: bytes = field(repr=False)


def sign_request(
    request: Request,
    device: str,
    at: datetime,
    key: SigningKey,
    random_bytes: RandomBytes,
    person: SigningKey | None = None,
) -> dict[str, str]:
    """Return the header fields that go with a request, of the person who signed on too."""
    nonce = base64_text.encode(random_bytes(NONCE_BYTES))
    payload = _canonical(request, device, at, nonce)
    fields = {
        DEVICE_FIELD: device,
        AT_FIELD: instant_text(at),
        NONCE_FIELD: nonce,
        SIGNATURE_FIELD: base64_text.encode(sign(REQUEST, payload, key).signature),
    }
    if person is not None:
        signed = sign(PERSON_REQUEST, payload, person)
        fields[PERSON_FIELD] = person.fingerprint
        fields[PERSON_SIGNATURE_FIELD] = base64_text.encode(signed.signature)
    return fields


def read_claim(fields: Mapping[str, str]) -> RequestClaim:
    """Return the claim in header fields (names in lower case), to look its device up.

    Raises:
        Malformed: A field is missing or of another form.
    """
    nonce = fields.get(NONCE_FIELD)
    base64_text.decode(nonce, least=NONCE_BYTES, most=NONCE_BYTES)
    return RequestClaim(
        device=members.name(fields.get(DEVICE_FIELD)),
        at=read_instant(fields.get(AT_FIELD)),
        nonce=str(nonce),
        signature=base64_text.decode(
            fields.get(SIGNATURE_FIELD), least=SIGNATURE_BYTES, most=SIGNATURE_BYTES
        ),
    )


def read_person_claim(fields: Mapping[str, str]) -> PersonClaim:
    """Return whose day key signed too, to look it up.

    Raises:
        Malformed: A field is missing or of another form.
    """
    raw = fields.get(PERSON_SIGNATURE_FIELD)
    signature = base64_text.decode(raw, least=SIGNATURE_BYTES, most=SIGNATURE_BYTES)
    return PersonClaim(members.hex_digest(fields.get(PERSON_FIELD)), signature)


def verify_request(claim: RequestClaim, request: Request, public: bytes) -> None:
    """Check that the device with this key asked exactly this.

    Raises:
        BadSignature: It did not.
    """
    verify(Envelope(REQUEST, _claimed(claim, request), claim.signature), public)


def verify_person(
    person: PersonClaim, claim: RequestClaim, request: Request, public: bytes
) -> None:
    """Check that the person with this key asked exactly what the device asked.

    Raises:
        BadSignature: That person did not.
    """
    verify(Envelope(PERSON_REQUEST, _claimed(claim, request), person.signature), public)


def _claimed(claim: RequestClaim, request: Request) -> bytes:
    try:
        return _canonical(request, claim.device, claim.at, claim.nonce)
    except ValueError as problem:
        raise BadSignature("not a request that can be signed") from problem


def _canonical(request: Request, device: str, at: datetime, nonce: str) -> bytes:
    return dumps(
        {
            "method": request.method,
            "path": request.path,
            "body_sha256": hashlib.sha256(request.body).hexdigest(),
            "device": device,
            "at": instant_text(at),
            "nonce": nonce,
        }
    )
