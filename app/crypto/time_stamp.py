"""Stamps of an outside authority over a checkpoint: when it was there at the latest (RFC 3161)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

RESPONSE_BYTES_MAX: Final = 64 * 1024
CERTIFICATES_BYTES_MAX: Final = 256 * 1024


class BadStamp(Exception):
    """A stamp over something else, not by that authority, or none at all."""


@dataclass(frozen=True, slots=True)
class StampRequest:
    """What is sent for a stamp, with a nonce of its own."""

    content: bytes
    _request: TimeStampRequest = field(repr=False)

    def verify(self, note: str, response: bytes, authority: bytes) -> datetime:
        """Return the time of the stamp that answers this request.

        Raises:
            BadStamp: It does not answer it.
        """
        return _verified(VerifierBuilder.from_request(self._request), note, response, authority)


def ask_stamp(note: str) -> StampRequest:
    """Return the request for a stamp over a signed note; the library draws the nonce."""
    builder = TimestampRequestBuilder().data(note.encode("utf-8"))
    request = builder.hash_algorithm(HashAlgorithm.SHA256).cert_request(cert_request=True).build()
    return StampRequest(request.as_bytes(), request)


def verify_stamp(note: str, response: bytes, authority: bytes) -> datetime:
    """Return the time that an authority put on a signed note.

    Args:
        note: The checkpoint.
        response: The answer of the authority, DER.
        authority: PEM of its root, and of what stands between.

    Raises:
        BadStamp: Not over this note, or not by that authority.
    """
    return _verified(VerifierBuilder(), note, response, authority)


def read_authority(pem: bytes) -> tuple[x509.Certificate, ...]:
    """Return the certificates of an authority; one that signed itself is a root.

    Raises:
        BadStamp: Not certificates, or no root among them.
    """
    try:
        found = tuple(x509.load_pem_x509_certificates(pem[:CERTIFICATES_BYTES_MAX]))
    except ValueError as problem:
        raise BadStamp("not certificates") from problem
    if not any(map(_is_root, found)):
        raise BadStamp("no root among the certificates")
    return found


def _verified(builder: VerifierBuilder, note: str, response: bytes, authority: bytes) -> datetime:
    for each in read_authority(authority):
        add = (
            builder.add_root_certificate
            if _is_root(each)
            else builder.add_intermediate_certificate
        )
        builder = add(each)
    digest = hashlib.sha256(note.encode("utf-8")).digest()
    try:
        answer = decode_timestamp_response(response[:RESPONSE_BYTES_MAX])
        builder.build().verify(answer, digest)
        at: datetime = answer.tst_info.gen_time
    except (VerificationError, ValueError, TypeError, AttributeError) as problem:
        raise BadStamp("not a stamp over this, by that authority") from problem
    return at.astimezone(UTC)


def _is_root(certificate: x509.Certificate) -> bool:
    return certificate.issuer == certificate.subject


def authority_names(authority: Sequence[x509.Certificate]) -> str:
    """Return what the roots call themselves, for whoever compares them."""
    return ", ".join(each.subject.rfc4514_string() for each in authority if _is_root(each))
