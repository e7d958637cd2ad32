"""Signed requests: the device key says who asks what, over any connection (format.md 9)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.crypto import base64_text, members
from app.crypto.envelope import REQUEST, BadSignature, Envelope, sign, verify
from app.crypto.keys import SIGNATURE_BYTES, RandomBytes, SigningKey
from app.models.codec import instant_text, read_instant
from app.models.strict_json import dumps

NONCE_BYTES: Final = 16

DEVICE_FIELD: Final = "examendag-device"
AT_FIELD: Final = "examendag-at"
NONCE_FIELD: Final = "examendag-nonce"
SIGNATURE_FIELD: Final = "examendag-signature"


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


def sign_request(
    request: Request, device: str, at: datetime, key: SigningKey, random_bytes: RandomBytes
) -> dict[str, str]:
    """Return the header fields that go with a request."""
    nonce = base64_text.encode(random_bytes(NONCE_BYTES))
    signed = sign(REQUEST, _canonical(request, device, at, nonce), key)
    return {
        DEVICE_FIELD: device,
        AT_FIELD: instant_text(at),
        NONCE_FIELD: nonce,
        SIGNATURE_FIELD: base64_text.encode(signed.signature),
    }


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


def verify_request(claim: RequestClaim, request: Request, public: bytes) -> None:
    """Check that the device with this key asked exactly this.

    Raises:
        BadSignature: It did not.
    """
    try:
        payload = _canonical(request, claim.device, claim.at, claim.nonce)
    except ValueError as problem:
        raise BadSignature("not a request that can be signed") from problem
    verify(Envelope(REQUEST, payload, claim.signature), public)


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
