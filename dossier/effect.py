"""Whether a believed event has effect: the rights of its writer, and what people signed.

Rights are judged where an event enters the log, by one table (`app.models.roles`). Nothing is
refused for them (decision 0015): what is outside is stored, marked and visible.
"""

from collections.abc import Iterator
from datetime import datetime

from app.crypto import base64_text
from app.crypto.certificates import Certificate, KeyKind, UntrustedChain, valid_at
from app.crypto.envelope import OFFICE_SHIFT_SIGNATURE, SHIFT_SIGNATURE, BadSignature, from_json
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.person_signatures import has_own_signature, signed_by_person
from app.crypto.statements import office_shift_statement, shift_statement, verify_text
from app.crypto.trust import SchoolTrust
from app.models.act import Act, Event, Header, Unknown
from app.models.codec import read_instant
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.fold import DOSSIER, read_scope, session_scope
from app.models.grants import Grant, Rights, rights_of
from app.models.office_facts import SHIFTS, OfficeShiftOpened
from app.models.roles import AT_OFFICE, IN_ROOMS, may_write, roles_told
from app.models.strict_json import Malformed
from app.models.values import Ineffective, Kind, Role
from dossier.archive.devices import DeviceRows
from dossier.archive.places import locations_of, places_of_candidate
from dossier.archive.reading import Reading
from dossier.enrolling import is_office, plain_name
from dossier.granting import SCHOOL_SCOPE, all_grants


class Effect:
    """What has effect at one school, within one transaction."""

    def __init__(self, reading: Reading, trust: SchoolTrust) -> None:
        self._reading = reading
        self._trust = trust
        self._offices: dict[str, bool] = {}
        self._shifts: dict[str, Event | None] = {}
        self._roles: dict[str, frozenset[Role]] = {}
        self._judged: dict[tuple[str | None, str, str], bool] = {}
        """Acts of a type under a shift in a part: judged once for all of them."""
        self._places: dict[str, frozenset[str]] = {}
        self._grants: tuple[Grant, ...] | None = None

    def ineffective(self, event: Event, epoch_key: bytes) -> Ineffective | None:
        """Return why a believed event has no effect, or None when it may have."""
        header = event.header
        if header.writer == DOSSIER:
            return None
        act = None if event.body is None else event.body.act
        if not self._is_within_rights(event, act):
            return Ineffective.RIGHTS
        if isinstance(act, ShiftOpened) and not self._is_shift_signed(act, header, epoch_key):
            return Ineffective.SHIFT
        if isinstance(act, OfficeShiftOpened) and not self._is_signed_by(act, header, epoch_key):
            return Ineffective.SHIFT
        signed = signed_by_person(event)
        if signed is not None and not has_own_signature(event, signed, self._trust):
            return Ineffective.SIGNATURE
        return None

    def under(self, shift: Event) -> Iterator[Event]:
        """Yield what came before the shift it was recorded under: by whom is judged only now."""
        if shift.body is not None and isinstance(shift.body.act, SHIFTS):
            for each in self._reading.events(shift.header.scope):
                if each.header.shift == shift.leaf:
                    yield each

    # ------------------------------------------------------------ rights

    def _is_within_rights(self, event: Event, act: Act | None) -> bool:
        """A device opens streams; what it writes in them is by the role of who has the shift."""
        header = event.header
        if header.scope == "device" or (header.kind is Kind.SYSTEM and header.seq == 0):
            return header.scope == "device" or self._may_open(header)
        if header.kind not in (Kind.FACT, Kind.MARK) or not self._may_open(header):
            return False
        if self._is_office(header.writer):
            return self._may_office_write(event, act)
        return self._may_room_write(event, act)

    def _may_open(self, header: Header) -> bool:
        if self._is_office(header.writer):
            return header.scope != SCHOOL_SCOPE
        return header.scope.startswith("part/")

    def _may_room_write(self, event: Event, act: Act | None) -> bool:
        """In a room everybody on the shift records; one of them must be there for that."""
        shift = event if isinstance(act, ShiftOpened) else self._shift(event.header.shift)
        roles = IN_ROOMS if shift is None else self._room_roles(shift)
        if act is None or isinstance(act, Unknown):
            return bool(roles)
        what = event.header.shift, act.TYPE, event.header.scope
        if isinstance(act, ShiftOpened) or what not in self._judged:
            self._judged[what] = any(
                may_write(each, act.TYPE, event.header.scope, at_office=False) for each in roles
            )
        return self._judged[what]

    def _room_roles(self, shift: Event) -> frozenset[Role]:
        """Return the roles of a shift by its certificates; a spare card names none."""
        if shift.leaf not in self._roles:
            told = None if shift.body is None else shift.body.act
            people = told.people if isinstance(told, ShiftOpened) else ()
            found = [_certificate(self._trust, each.chain) for each in people]
            roles = frozenset(
                role for each in found if each is not None
                for role in (roles_told(each.roles) if each.roles else IN_ROOMS)
            )  # fmt: skip
            unsigned = not people or None in found  # judged by its signatures
            self._roles[shift.leaf] = IN_ROOMS if unsigned else roles & IN_ROOMS
        return self._roles[shift.leaf]

    def _may_office_write(self, event: Event, act: Act | None) -> bool:
        header = event.header
        is_opening = isinstance(act, OfficeShiftOpened)
        shift = event if is_opening else self._shift(header.shift)
        if act is None or (shift is None and header.shift is not None):
            return True  # nothing tells here, or nothing yet: judged when the shift arrives
        told = None if shift is None or shift.body is None else shift.body.act
        if not isinstance(told, OfficeShiftOpened):
            return False
        rights = self._rights(told, header.corrected)
        candidate = None if event.body is None else event.body.candidate
        places = self._places_of(_scope_about(header.scope, act), candidate)
        return rights.may_write(act.TYPE, header.scope, places)

    def _rights(self, told: OfficeShiftOpened, at: datetime) -> Rights:
        """Return what somebody may do now, as far as the day certificate goes."""
        certificate = _certificate(self._trust, told.chain)
        if certificate is None or not valid_at(certificate, at):
            return Rights()
        if self._grants is None:
            self._grants = all_grants(self._reading)
        held = rights_of(self._grants, certificate.id, at).grants
        return Rights(tuple(each for each in held if each.role.value in certificate.roles))

    def _places_of(self, scope: str, candidate: str | None) -> frozenset[str] | None:
        """Return the locations where a part or session is held, or a candidate of the office's.

        None: it is of no place; so is a session before it has a room, for whoever gives it one.
        """
        connection, school = self._reading.connection, self._reading.school
        where = read_scope(scope)
        if where is None:
            place = None if candidate is None else places_of_candidate(
                connection, school, candidate
            )  # fmt: skip
            return None if place is None else frozenset(map(plain_name, place))
        if scope not in self._places:
            told = locations_of(connection, school, [scope])
            self._places[scope] = frozenset(map(plain_name, told.get(scope, ())))
        return self._places[scope] if where.room or self._places[scope] else None

    # ------------------------------------------------------------ shifts

    def _is_shift_signed(self, act: ShiftOpened, header: Header, epoch_key: bytes) -> bool:
        scope = read_scope(header.scope)
        if scope is None or scope.room != act.room or not act.people:
            return False
        return all(self._has_signed(person, act, header, epoch_key) for person in act.people)

    def _has_signed(
        self, person: ShiftPerson, act: ShiftOpened, header: Header, epoch_key: bytes
    ) -> bool:
        try:
            opened: datetime = read_instant(person.opened)
        except Malformed:
            return False
        school = self._trust.school
        statement = shift_statement(school, header.writer, epoch_key, act.room, opened)
        return _signed(self._trust, person, SHIFT_SIGNATURE, statement) is not None

    def _is_signed_by(self, act: OfficeShiftOpened, header: Header, epoch_key: bytes) -> bool:
        """Whether the person signed, with a day certificate that tells the same roles."""
        school = self._trust.school
        statement = office_shift_statement(school, header.writer, epoch_key, act.opened)
        certificate = _signed(self._trust, act, OFFICE_SHIFT_SIGNATURE, statement)
        return (
            certificate is not None
            and roles_told(certificate.roles) == act.roles
            and certificate.locations == act.locations
            and not AT_OFFICE.isdisjoint(act.roles)
        )

    def _shift(self, leaf: str | None) -> Event | None:
        if leaf is None:
            return None
        if leaf not in self._shifts:
            self._shifts[leaf] = self._reading.event(leaf)
        return self._shifts[leaf]

    def _is_office(self, writer: str) -> bool:
        if writer not in self._offices:
            row = DeviceRows(self._reading.connection, self._reading.school).get(writer)
            self._offices[writer] = row is not None and is_office(row)
        return self._offices[writer]


def _scope_about(scope: str, act: Act) -> str:
    """Return the scope of what an act is about: of the office's acts some name a session."""
    session = getattr(act, "session", None)
    if read_scope(scope) is None and isinstance(session, str) and session:
        return session_scope(session)
    return scope


def _certificate(trust: SchoolTrust, chain: tuple[str, ...]) -> Certificate | None:
    try:
        return trust.verified(from_json(chain[0] if chain else ""), KeyKind.PERSON)
    except (Malformed, UntrustedChain):
        return None


def _signed(
    trust: SchoolTrust, person: ShiftPerson | OfficeShiftOpened, kind: str, statement: bytes
) -> Certificate | None:
    """Return the certificate of who signed, or None when the signature is not that person's."""
    certificate = _certificate(trust, person.chain)
    if certificate is None or certificate.id != person.person:
        return None
    try:
        public = base64_text.decode(person.public, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
        verify_text(kind, statement, person.signature, public)
    except (Malformed, BadSignature):
        return None
    return certificate if certificate.pub == public else None
