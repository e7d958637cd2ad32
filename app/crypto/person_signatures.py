"""What a person signed in a body: a report, an amendment, a check of paper (format.md 4)."""

from app.crypto import base64_text
from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.envelope import (
    AMENDMENT,
    PAPER_CHECK_SIGNATURE,
    PERSON_SIGNATURE,
    BadSignature,
    from_json,
)
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.statements import paper_check_statement, verify_text
from app.crypto.trust import SchoolTrust
from app.models.act import Event
from app.models.facts import PaperChecked
from app.models.late import amending_bytes
from app.models.manifest import signing_bytes
from app.models.marks import ReportAmended, ReportSigned
from app.models.strict_json import Malformed

PersonSigned = ReportSigned | ReportAmended | PaperChecked


def signed_by_person(event: Event) -> PersonSigned | None:
    """Return the act in which a person signed, None when the event holds no such signature."""
    act = None if event.body is None else event.body.act
    return act if isinstance(act, PersonSigned) else None


def has_own_signature(event: Event, act: PersonSigned, trust: SchoolTrust) -> bool:
    """Tell whether a person of the school signed exactly what stands in an act, in that place."""
    payload_type, statement = _statement(event, act)
    try:
        public = base64_text.decode(act.public, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
        chain = from_json(act.chain[0] if act.chain else "")
        certificate = trust.verified(chain, KeyKind.PERSON)
        verify_text(payload_type, statement, act.signature, public)
    except (Malformed, BadSignature, UntrustedChain):
        return False
    return certificate.pub == public and certificate.id == act.person


def _statement(event: Event, act: PersonSigned) -> tuple[str, bytes]:
    header, body = event.header, event.body
    match act:
        case ReportSigned():
            told = signing_bytes(
                act.manifest,
                act.role,
                act.statements,
                act.period_from,
                act.period_until,
                act.remark,
            )
            return PERSON_SIGNATURE, told
        case ReportAmended():
            told = amending_bytes(act.seal, act.number, act.role, act.text, act.reason)
            return AMENDMENT, told
        case PaperChecked():
            leaves = () if body is None else body.refs
            told = paper_check_statement(header.school, header.scope, leaves)
            return PAPER_CHECK_SIGNATURE, told
