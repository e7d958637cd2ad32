"""Whether a received event is what it says: school, epoch key up to a root, signature, body."""

from collections.abc import Iterable
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


class Doubt(StrEnum):
    """Why an event is not taken in."""

    MALFORMED = "malformed"
    SCHOOL = "foreign-school"
    SIGNATURE = "bad-signature"
    EPOCH = "unknown-epoch"
    CHAIN = "untrusted-epoch"


class Doubted(Exception):
    """An event that is not believed; the text never holds content."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.value)
        self.doubt = doubt


class Believer:
    """Knows the keys of epochs whose opening was proved up to a pinned root."""

    def __init__(self, trust: SchoolTrust) -> None:
        self._trust = trust
        self._keys: dict[tuple[str, str], bytes] = {}

    def learn(self, own: Iterable[Event]) -> None:
        """Take the epoch keys over from events that were verified before they were stored."""
        for event in own:
            act = None if event.body is None else event.body.act
            if isinstance(act, StreamOpened):
                self._keys.setdefault(_name(event.header), _public(act))

    def believe(self, signed: SignedEvent) -> Event:
        """Return the event after everything about it was checked.

        Raises:
            Doubted: Something does not fit.
        """
        try:
            header = decode_header(signed.header)
            if header.school != self._trust.school:
                raise Doubted(Doubt.SCHOOL)
            key = self._keys.get(_name(header)) or self._opened_by(signed, header)
            event = verify_event(signed, key)
        except Malformed as problem:
            raise Doubted(Doubt.MALFORMED) from problem
        except BadSignature as problem:
            raise Doubted(Doubt.SIGNATURE) from problem
        self._keys.setdefault(_name(header), key)
        return event

    def _opened_by(self, signed: SignedEvent, header: Header) -> bytes:
        """Return the epoch key that these bytes open a stream with."""
        event = read_event(signed)
        act = None if event.body is None else event.body.act
        if header.seq != 0 or not isinstance(act, StreamOpened):
            raise Doubted(Doubt.EPOCH)
        public = _public(act)
        try:
            vouching = from_json(act.chain[0] if act.chain else "")
            certificate = self._trust.verified(vouching, _vouching_kind(header, act))
            statement = epoch_statement(self._trust.school, header.stream, public)
            verify_text(EPOCH_SIGNATURE, statement, act.device_signature, certificate.pub)
        except (UntrustedChain, BadSignature) as problem:
            raise Doubted(Doubt.CHAIN) from problem
        if certificate.kind is KeyKind.DEVICE and certificate.id != header.writer:
            raise Doubted(Doubt.CHAIN)
        return public


def _vouching_kind(header: Header, act: StreamOpened) -> KeyKind:
    """Return whose word counts: the plan key, the device, or on a provisional laptop a person."""
    if header.writer == DOSSIER:
        return KeyKind.PLAN
    said = read_certificate(from_json(act.chain[0])).kind
    return KeyKind.PERSON if said is KeyKind.PERSON else KeyKind.DEVICE


def _public(act: StreamOpened) -> bytes:
    return base64_text.decode(act.epoch_key, least=PUBLIC_BYTES, most=PUBLIC_BYTES)


def _name(header: Header) -> tuple[str, str]:
    return header.writer, header.epoch
