"""What is put aside until two people judge it: voorlopig, or logged after a revocation.

Judged where an event enters the log: what was logged before a revocation stays valid, whatever a
laptop's own clock says (format.md 6). Nothing is refused, and nothing is lost.
"""

from app.crypto import base64_text
from app.crypto.believing import is_by_person
from app.crypto.certificates import KeyKind, UntrustedChain, read_certificate
from app.crypto.envelope import from_dict, from_json
from app.crypto.keys import PUBLIC_BYTES, fingerprint
from app.crypto.trust import SchoolTrust
from app.models.act import Event, StreamId
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.marks import EffectJudged, ReportSigned, StreamOpened, WithoutEffect
from app.models.office_facts import SHIFTS, OfficeShiftOpened
from app.models.strict_json import Malformed, loads_strict
from app.models.values import Kind, PutAside
from dossier.archive.asides import AsideRows, of_device, of_key, of_person
from dossier.archive.devices import DeviceRows
from dossier.archive.reading import Reading
from dossier.enrolling import CERTIFICATE_BYTES_MAX


class Standing:
    """How laptops and people stand with the school, within one transaction."""

    def __init__(self, reading: Reading, trust: SchoolTrust) -> None:
        self._reading = reading
        self._trust = trust
        self._rows = AsideRows(reading.connection, reading.school)
        self._revoked = self._rows.revoked()
        self._provisional: dict[StreamId, bool] = {}
        self._people: dict[str, bool] = {}
        self._issuers: dict[str, bool] = {}

    def aside(self, event: Event) -> PutAside | None:
        """Return why people have to judge an event of a laptop that arrives now, or None."""
        header = event.header
        if header.kind not in (Kind.FACT, Kind.MARK) or header.scope == "device":
            return None
        if self._revoked:
            if of_device(header.writer) in self._revoked:
                return PutAside.DEVICE
            if self._is_by_revoked_issuer(header.writer):
                return PutAside.ISSUER
            if self._is_by_revoked_people(event):
                return PutAside.PERSON
        is_carrying = header.kind is Kind.MARK or isinstance(_act(event), SHIFTS)
        if is_carrying and self._is_provisional(header.stream):
            return PutAside.PROVISIONAL
        return None

    # ------------------------------------------------------------ voorlopig

    def _is_provisional(self, stream: StreamId) -> bool:
        """Whether only people vouched for this stream, and no two confirmed it yet."""
        if stream not in self._provisional:
            openings = self._rows.openings(stream.writer, stream.epoch)
            own = [each for each in openings if each.header.scope == stream.scope]
            by_people = all(_is_by_person(each) for each in own or openings)
            self._provisional[stream] = by_people and not self._is_confirmed(stream)
        return self._provisional[stream]

    def _is_confirmed(self, stream: StreamId) -> bool:
        """What arrives later of a stream that two people confirmed is confirmed with it."""
        words = self._rows.own_facts(stream.scope)
        accepted = {
            leaf
            for each in words
            if isinstance(act := _act(each), EffectJudged) and act.is_accepted
            for leaf in _refs(each)
        }
        named = [
            leaf
            for each in words
            if each.leaf in accepted
            and isinstance(act := _act(each), WithoutEffect)
            and act.reason == PutAside.PROVISIONAL
            for leaf in _refs(each)[:1]
        ]
        found = [self._reading.event(leaf) for leaf in named]
        return any(each is not None and each.header.stream == stream for each in found)

    # ------------------------------------------------------------ revoked

    def _is_by_revoked_issuer(self, writer: str) -> bool:
        if writer not in self._issuers:
            self._issuers[writer] = self._is_issuer_revoked(writer)
        return self._issuers[writer]

    def _is_issuer_revoked(self, writer: str) -> bool:
        row = DeviceRows(self._reading.connection, self._reading.school).get(writer)
        if row is None:
            return False
        try:
            read = loads_strict(
                row.certificate.encode(), max_bytes=CERTIFICATE_BYTES_MAX, max_depth=4
            )
            issuer = read_certificate(from_dict(read)).issuer
        except Malformed:
            return False
        return of_key(issuer) in self._revoked

    def _is_by_revoked_people(self, event: Event) -> bool:
        act = _act(event)
        if isinstance(act, ReportSigned):
            return self._is_revoked(act.person, act.public, act.chain)
        leaf = event.leaf if isinstance(act, SHIFTS) else event.header.shift
        if leaf is None:
            return False
        if leaf not in self._people:
            shift = self._reading.event(leaf)
            told = None if shift is None else _act(shift)
            people: tuple[ShiftPerson | OfficeShiftOpened, ...] = ()
            if isinstance(told, ShiftOpened):
                people = told.people
            elif isinstance(told, OfficeShiftOpened):
                people = (told,)
            self._people[leaf] = any(
                self._is_revoked(each.person, each.public, each.chain) for each in people
            )
        return self._people[leaf]

    def _is_revoked(self, person: str, public: str, chain: tuple[str, ...]) -> bool:
        try:
            key = base64_text.decode(public, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
            names = {of_person(person), of_key(fingerprint(key))}
            if chain:
                verified = self._trust.verified(from_json(chain[0]), KeyKind.PERSON)
                names.add(of_key(verified.issuer))
        except (Malformed, UntrustedChain):
            return False  # who did not sign is judged elsewhere
        return not self._revoked.isdisjoint(names)


def _is_by_person(opening: Event) -> bool:
    act = _act(opening)
    return isinstance(act, StreamOpened) and is_by_person(act.chain)


def _act(event: Event) -> object:
    return None if event.body is None else event.body.act


def _refs(event: Event) -> tuple[str, ...]:
    return () if event.body is None else event.body.refs
