"""A signed event as bytes: how one is made, and how a received one is verified (format.md 1)."""

from dataclasses import dataclass, field

from app.crypto.envelope import EVENT, BadSignature, Envelope, leaf_hash, sign, verify
from app.crypto.keys import SigningKey
from app.models.act import Body, Event, Header
from app.models.codec import (
    BODY_BYTES_MAX,
    HEADER_BYTES_MAX,
    body_digest,
    decode_body,
    decode_header,
    encode_header,
)
from app.models.strict_json import Malformed


@dataclass(frozen=True, slots=True)
class SignedEvent:
    """The bytes of one event, verbatim. `body` is None once it was erased."""

    header: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    body: bytes | None = field(repr=False)

    @property
    def leaf(self) -> str:
        """Lower-case hex of the leaf hash: identity, chain link and dedupe key."""
        return leaf_hash(EVENT, self.header).hex()


def sign_event(header: Header, body: bytes, key: SigningKey) -> SignedEvent:
    """Return the signed bytes of a header and its body bytes.

    Raises:
        ValueError: `body_sha256` of the header is not that of the body.
    """
    if header.body_sha256 != body_digest(body):
        raise ValueError("the header names another body")
    raw = encode_header(header)
    return SignedEvent(raw, sign(EVENT, raw, key).signature, body)


def verify_event(signed: SignedEvent, epoch_key: bytes, header: Header | None = None) -> Event:
    """Return the event in signed bytes, after its signature and body digest were checked.

    `header` is what was decoded from these very bytes, None to decode them here.

    Raises:
        Malformed: The header or body is not of this format.
        BadSignature: Signature or body does not fit.
    """
    if len(signed.header) > HEADER_BYTES_MAX or len(signed.body or b"") > BODY_BYTES_MAX:
        raise Malformed("event of another size")
    verify(Envelope(EVENT, signed.header, signed.signature, ""), epoch_key)
    return read_event(signed, header)


def read_event(signed: SignedEvent, header: Header | None = None) -> Event:
    """Return the event in bytes that were verified before, as from an own store.

    `header` is what was decoded from these very bytes, None to decode them here.

    Raises:
        Malformed: The header or body is not of this format.
        BadSignature: The body is another one than the header names.
    """
    if header is None:
        header = decode_header(signed.header)
    body: Body | None = None
    if signed.body is not None:
        if header.body_sha256 != body_digest(signed.body):
            raise BadSignature("the body is another one")
        body = decode_body(signed.body)
    return Event(signed.leaf, header, body)
