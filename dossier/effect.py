"""Whether a believed event has effect: the rights of its writer, and the shift people signed."""

from datetime import datetime
from enum import StrEnum

from app.crypto import base64_text
from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import SHIFT_SIGNATURE, BadSignature, from_json
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.statements import shift_statement, verify_text
from app.crypto.trust import SchoolTrust
from app.models.act import Event, Header
from app.models.codec import read_instant
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.fold import DOSSIER, read_scope
from app.models.strict_json import Malformed
from app.models.values import Kind


class Ineffective(StrEnum):
    """Why a well-signed event counts in no fold (the reason of `WithoutEffect`)."""

    RIGHTS = "outside-rights"
    SHIFT = "shift-not-signed"


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
