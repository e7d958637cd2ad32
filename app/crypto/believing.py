"""Whether a received event is what it says: school, epoch key up to a root, signature, body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.crypto import base64_text
from app.crypto.certificates import KeyKind, UntrustedChain, read_certificate
from app.crypto.envelope import EPOCH_SIGNATURE, BadSignature, from_json
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.signed_event import SignedEvent, read_event, verify_event
from app.crypto.statements import epoch_statement, verify_text
from app.crypto.trust import SchoolTrust
from app.models.act import Event, Header
from app.models.codec import decode_header
from app.models.fold import DOSSIER
from app.models.marks import StreamOpened
from app.models.strict_json import Malformed
from app.models.values import Kind


class Doubt(StrEnum):
    """Why an event is not taken in, or stays in quarantine."""

    MALFORMED = "malformed"
    SCHOOL = "foreign-school"
    SIGNATURE = "bad-signature"
    BODY = "bad-body"
    EPOCH = "unknown-epoch"
    CHAIN = "untrusted-epoch"
    BROKEN = "broken-chain"


class Doubted(Exception):
    """An event that is not believed; the text never holds content."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


@dataclass(frozen=True, slots=True)
class Opening:
    """An epoch key that a StreamOpened proved."""

    writer: str
    epoch: str
    public: bytes


def openings_first(events: Iterable[SignedEvent]) -> list[SignedEvent]:
    """Return events in an order in which each can be believed: what opens a stream goes first.

    A journal that lost its beginning was filled up from the store, and holds that at its end.
    """
    return sorted(events, key=lambda each: not _begins(each))


def is_of_epoch(signed: SignedEvent, epoch: str) -> bool:
    """Whether received bytes say that they belong to an epoch, believed or not."""
    try:
        return decode_header(signed.header).epoch == epoch
    except Malformed:
        return False


def _begins(signed: SignedEvent) -> bool:
    try:
        return decode_header(signed.header).seq == 0
    except Malformed:
        return False


def header_of(signed: SignedEvent, school: str) -> Header:
    """Return the header of received bytes, of this school; nothing is verified yet.

    Raises:
        Doubted: Not a header, or of another school.
    """
    try:
        header = decode_header(signed.header)
    except Malformed as problem:
        raise Doubted(Doubt.MALFORMED) from problem
    if header.school != school:
        raise Doubted(Doubt.SCHOOL)
    return header


def believed(
    signed: SignedEvent,
    epoch_key: bytes,
    header: Header | None = None,
    *,
    may_lack_body: bool = False,
) -> Event:
    """Return the event after signature and body were checked.

    `header`: what `header_of` read in these bytes, where that was done already.
    `may_lack_body`: from whom erases bodies, an event without one is as good.

    Raises:
        Doubted: One of them does not fit.
    """
    if signed.body is None and not may_lack_body:
        raise Doubted(Doubt.BODY)
    try:
        return verify_event(signed, epoch_key, header)
    except Malformed as problem:
        raise Doubted(Doubt.MALFORMED) from problem
    except BadSignature as problem:
        raise Doubted(_which(signed)) from problem


def _which(signed: SignedEvent) -> Doubt:
    """Tell whether it was the body that is another one."""
    try:
        read_event(signed)
    except BadSignature:
        return Doubt.BODY
    except Malformed:
        return Doubt.MALFORMED
    return Doubt.SIGNATURE


def opening_of(signed: SignedEvent, header: Header, trust: SchoolTrust) -> Opening | None:
    """Return the epoch key when these bytes open a stream; None when they are something else.

    The device (for the dossier's own streams: the plan key) must have signed for the epoch key
    in this stream, under the name the certificate gives it. On a provisional laptop a person
    vouches instead of the device; at the dossier what it wrote waits for two others.

    Raises:
        Doubted: It opens a stream, but proves nothing.
    """
    if header.seq != 0 or header.kind is not Kind.SYSTEM:
        return None
    try:
        event = read_event(signed)
        act = None if event.body is None else event.body.act
        if not isinstance(act, StreamOpened):
            return None
        public = base64_text.decode(act.epoch_key, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
        envelope = from_json(act.chain[0] if act.chain else "")
        is_person = read_certificate(envelope).kind is KeyKind.PERSON
        kind = KeyKind.PERSON if is_person else KeyKind.DEVICE
        vouching = trust.verified(envelope, KeyKind.PLAN if header.writer == DOSSIER else kind)
        statement = epoch_statement(trust.school, header.stream, public)
        verify_text(EPOCH_SIGNATURE, statement, act.device_signature, vouching.pub)
    except Malformed as problem:
        raise Doubted(Doubt.MALFORMED) from problem
    except BadSignature as problem:
        raise Doubted(_which_opening(signed)) from problem
    except UntrustedChain as problem:
        raise Doubted(Doubt.CHAIN) from problem
    if vouching.kind is KeyKind.DEVICE and vouching.id != header.writer:
        raise Doubted(Doubt.CHAIN)
    return Opening(header.writer, header.epoch, public)


def is_by_person(chain: Sequence[str]) -> bool:
    """Whether a chain in a `StreamOpened` begins with a person: the laptop is provisional."""
    try:
        return bool(chain) and read_certificate(from_json(chain[0])).kind is KeyKind.PERSON
    except Malformed:
        return False


def _which_opening(signed: SignedEvent) -> Doubt:
    return Doubt.BODY if _which(signed) is Doubt.BODY else Doubt.CHAIN
