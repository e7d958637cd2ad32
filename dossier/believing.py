"""Whether a received event is what it says: signature, body, epoch, school, rights, shift."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.crypto import base64_text
from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import EPOCH_SIGNATURE, SHIFT_SIGNATURE, BadSignature, from_json
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.signed_event import SignedEvent, read_event, verify_event
from app.crypto.statements import epoch_statement, shift_statement, verify_text
from app.crypto.trust import SchoolTrust
from app.models.act import Event, Header
from app.models.codec import decode_header, read_instant
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.fold import DOSSIER, read_scope
from app.models.marks import StreamOpened
from app.models.strict_json import Malformed
from app.models.values import Kind


class Doubt(StrEnum):
    """Why bytes stay in quarantine."""

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


class Ineffective(StrEnum):
    """Why a well-signed event counts in no fold (the reason of `WithoutEffect`)."""

    RIGHTS = "outside-rights"
    SHIFT = "shift-not-signed"


@dataclass(frozen=True, slots=True)
class Opening:
    """An epoch key that a StreamOpened proved."""

    writer: str
    epoch: str
    public: bytes


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


def believed(signed: SignedEvent, epoch_key: bytes) -> Event:
    """Return the event after signature and body were checked.

    Raises:
        Doubted: One of them does not fit.
    """
    if signed.body is None:
        raise Doubted(Doubt.BODY)
    try:
        return verify_event(signed, epoch_key)
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
    in this stream, under the name the certificate gives it.

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
        kind = KeyKind.PLAN if header.writer == DOSSIER else KeyKind.DEVICE
        vouching = trust.verified(from_json(act.chain[0] if act.chain else ""), kind)
        statement = epoch_statement(trust.school, header.stream, public)
        verify_text(EPOCH_SIGNATURE, statement, act.device_signature, vouching.pub)
    except Malformed as problem:
        raise Doubted(Doubt.MALFORMED) from problem
    except BadSignature as problem:
        raise Doubted(_which_opening(signed)) from problem
    except UntrustedChain as problem:
        raise Doubted(Doubt.CHAIN) from problem
    if header.writer not in (DOSSIER, vouching.id):
        raise Doubted(Doubt.CHAIN)
    return Opening(header.writer, header.epoch, public)


def _which_opening(signed: SignedEvent) -> Doubt:
    return Doubt.BODY if _which(signed) is Doubt.BODY else Doubt.CHAIN


def ineffective(event: Event, trust: SchoolTrust, epoch_key: bytes) -> Ineffective | None:
    """Return why a believed event has no effect, or None when it may have."""
    header = event.header
    if header.writer == DOSSIER:
        return None
    if not _is_within_rights(header):
        return Ineffective.RIGHTS
    act = None if event.body is None else event.body.act
    if isinstance(act, ShiftOpened) and not _is_shift_signed(act, header, trust, epoch_key):
        return Ineffective.SHIFT
    return None


def _is_within_rights(header: Header) -> bool:
    """A device writes facts and marks in parts, and system acts where it opens a stream."""
    if header.scope == "device":
        return True
    if not header.scope.startswith("part/"):
        return False
    return header.kind in (Kind.FACT, Kind.MARK) or (
        header.kind is Kind.SYSTEM and header.seq == 0
    )


def _is_shift_signed(
    act: ShiftOpened, header: Header, trust: SchoolTrust, epoch_key: bytes
) -> bool:
    scope = read_scope(header.scope)
    if scope is None or scope.room != act.room or not act.people:
        return False
    return all(_has_signed(person, act, header, (trust, epoch_key)) for person in act.people)


def _has_signed(
    person: ShiftPerson, act: ShiftOpened, header: Header, proof: tuple[SchoolTrust, bytes]
) -> bool:
    trust, epoch_key = proof
    try:
        public = base64_text.decode(person.public, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
        certificate = trust.verified(
            from_json(person.chain[0] if person.chain else ""), KeyKind.PERSON
        )
        opened: datetime = read_instant(person.opened)
        statement = shift_statement(trust.school, header.writer, epoch_key, act.room, opened)
        verify_text(SHIFT_SIGNATURE, statement, person.signature, public)
    except (Malformed, BadSignature, UntrustedChain):
        return False
    return certificate.pub == public and certificate.id == person.person
