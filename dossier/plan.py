"""The plan over the ledger: what planners send becomes signed plan events (decisions 14, 23)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.models.act import Act, Body
from app.models.drafts import Draft, Moment
from app.models.fold import part_scope, session_scope
from app.models.plan import (
    CandidateMovedAway,
    CandidatePlanned,
    ExtrasAdded,
    SourceReceived,
    StaffPlanned,
)
from app.models.planning import recorded_as
from app.models.values import PartAspect, PlanState
from dossier.archive.ledger import Ledger, Writing
from dossier.archive.reading import Reading
from dossier.archive.resources import (
    CANDIDATE,
    NO_ROOM,
    SESSION,
    STAFF,
    ResourceRow,
    ResourceRows,
)
from dossier.archive.rooms import CardRows, RoomRows
from dossier.erasing import erase_former, former_parts, reseal_feeds
from dossier.feed import RoomFeed
from dossier.oke.ports import (
    AttendanceReport,
    EnrolmentRecord,
    SessionOutcome,
    SessionRecord,
    StoredDocument,
)
from dossier.oke.reading import EnrolmentRead, OfferingRead
from dossier.reporting import attendance_report, session_outcome
from dossier.rule_sets import RuleBook
from dossier.standards import StandardDesk

OFFICE: Final = "office"


class LookingDesk:
    """The plan as it stands, for answering; the plan of laptops comes from the same fold."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._resources = ResourceRows(reading.connection, reading.school)

    def session(self, offering_id: str) -> SessionRecord | None:
        """Return the session, also when canceled, whoever sent it."""
        row = self._resources.get(offering_id, SESSION)
        plan = None if row is None else self._reading.session(offering_id).plan
        if row is None or plan is None:
            return None
        return SessionRecord(offering_id, row.client, plan, self._source(row).document)

    def enrolment(self, enrolment_id: str) -> EnrolmentRecord | None:
        """Return the enrolment, candidate or staff, also when canceled."""
        row = self._resources.get(enrolment_id, CANDIDATE, STAFF)
        return None if row is None else self._record(row)

    def enrolments(self, offering_id: str) -> Sequence[EnrolmentRecord]:
        """Return everybody planned at a session, canceled ones too, by enrolment id."""
        rows = self._resources.of_session(offering_id, CANDIDATE, STAFF)
        return [record for row in rows if (record := self._record(row)) is not None]

    def enrolment_of_person(self, person_id: str, client: str) -> EnrolmentRecord | None:
        """Return an enrolment of this client that still holds this person, if any."""
        rows = self._resources.of_person(person_id, client)
        return next((found for row in rows if (found := self._record(row)) is not None), None)

    def has_facts(self, enrolment_id: str) -> bool:
        """Tell whether anything was recorded about this candidate, or may be without our knowing.

        Once day codes of a room are printed, a laptop without network may be recording there: its
        record is evidence and needs the names (OKE 1.0.1, flow 2.4; facts come late).
        """
        row = self._resources.get(enrolment_id, CANDIDATE)
        if row is None:
            return False
        parts = {row.session: row.room, **former_parts(self._reading, row)}
        for session in map(self._reading.session, parts):
            enrolment = session.enrolments.get(recorded_as(session, enrolment_id))
            if enrolment is not None and enrolment.acts:
                return True
        connection, school = self._reading.connection, self._reading.school
        readers = RoomRows(connection, school).readers_of(
            part_scope(session, room) for session, room in parts.items()
        )
        cards = CardRows(connection, school)
        return any(cards.cards(room_day) for room_day in readers)

    def result_of(self, enrolment_id: str) -> AttendanceReport | None:
        """Return what we last reported of this candidate, None before the session is sealed."""
        row = self._resources.get(enrolment_id, CANDIDATE)
        if row is None:
            return None
        return attendance_report(self._reading.session(row.session), enrolment_id)

    def outcome_of(self, offering_id: str) -> SessionOutcome | None:
        """Return what we last reported of this session, None before it is sealed."""
        documents = self._resources.documents(offering_id)
        return session_outcome(self._reading.session(offering_id), documents)

    def stored_document(self, document_id: str) -> StoredDocument | None:
        """Return a document that was announced, or None."""
        row = self._resources.document(document_id)
        if row is None:
            return None
        return StoredDocument(row.id, row.session, row.name, row.content)

    # ------------------------------------------------------------ within

    def _record(self, row: ResourceRow) -> EnrolmentRecord | None:
        act = self._act_at(row.plan_leaf)
        if not isinstance(act, CandidatePlanned | StaffPlanned):
            return None
        return EnrolmentRecord(row.id, row.session, row.client, act, self._source(row).document)

    def _source(self, row: ResourceRow) -> SourceReceived:
        act = self._act_at(row.source_leaf)
        if isinstance(act, SourceReceived):
            return act
        return SourceReceived(row.id, "{}", row.client)

    def _act_at(self, leaf: str) -> Act | None:
        event = self._reading.event(leaf)
        return None if event is None or event.body is None else event.body.act


class WritingDesk(LookingDesk):
    """The plan in the transaction that holds the school's row."""

    def __init__(self, writing: Writing, rules: RuleBook) -> None:
        super().__init__(writing)
        self._writing = writing
        self._rules = rules
        self.erased_in: set[str] = set()
        """Sessions of which bodies were erased: their feeds have to be sealed anew."""

    def put_offering(
        self,
        read: OfferingRead,
        client: str,
        now: datetime,  # noqa: ARG002 - the transaction has its own moment
    ) -> bool:
        """Make this the plan of the session; True when it is new. Equal writes nothing."""
        session = read.offering_id
        row = self._resources.get(session, SESSION)
        current = self._reading.session(session).plan
        plan_leaf = "" if row is None else row.plan_leaf
        if current != read.plan:
            plan_leaf = self._put(session_scope(session), None, read.plan, PartAspect.PLAN)
        code, day = read.plan.code, read.plan.starts_at[:10]
        if current is None or (current.code, current.starts_at[:10]) != (code, day):
            is_new = current is None or current.code != code
            StandardDesk(self._writing, self._rules).hold(session, is_new=is_new)
        source = SourceReceived(session, read.document, client, read.warnings)
        new_row = ResourceRow(session, SESSION, session, "", "", client, plan_leaf, "")
        self._keep(row, new_row, source, None)
        return row is None

    def put_enrolment(
        self,
        read: EnrolmentRead,
        client: str,
        now: datetime,  # noqa: ARG002 - the transaction has its own moment
    ) -> bool:
        """Make this the plan of the enrolment; True when it is new. Equal writes nothing."""
        row = self._resources.get(read.enrolment_id, CANDIDATE, STAFF)
        kind = STAFF if read.staff is not None else CANDIDATE
        if row is not None and (row.session, row.kind) != (read.offering_id, kind):
            self._withdraw(row)
        is_here = row is not None and (row.session, row.kind) == (read.offering_id, kind)
        room = row.room if row is not None and is_here else self._room_for(read, kind)
        plan_leaf = row.plan_leaf if row is not None and is_here else ""
        if not plan_leaf or self._act_at(plan_leaf) != read.act:
            instead_of = () if row is None or is_here else (row.plan_leaf,)
            plan_leaf = self._put_enrolled(read, room, plan_leaf, instead_of)
        source = SourceReceived(read.enrolment_id, read.document, client, read.warnings)
        new_row = ResourceRow(
            id=read.enrolment_id,
            kind=kind,
            session=read.offering_id,
            room=room,
            person=read.act.person,
            client=client,
            plan_leaf=plan_leaf,
            source_leaf="",
        )
        if kind == CANDIDATE and not is_here:
            self._renew_around(room)
        if kind == CANDIDATE and row is not None and row.kind == CANDIDATE:
            self._bring_extras(row, new_row)
        about = read.enrolment_id if kind == CANDIDATE else None
        self._keep(row, new_row, source, about)
        return row is None

    def forget_person(self, read: EnrolmentRead, client: str, now: datetime) -> None:
        """Put `read` (which holds no person any more) and erase the bodies of what it replaces."""
        self.put_enrolment(read, client, now)
        row = self._resources.get(read.enrolment_id, CANDIDATE, STAFF)
        if row is not None:
            self._resources.put(replace(row, person=""))
            self.erased_in |= erase_former(self._writing, row, "person-removed")

    # ------------------------------------------------------------ within

    def _put_enrolled(
        self, read: EnrolmentRead, room: str, former: str, instead_of: tuple[str, ...]
    ) -> str:
        """Write what was read; `instead_of`: what it replaces in another session."""
        if read.staff is not None:
            seen = (former,) if former else ()
            body = Body(read.act, seen=seen, refs=instead_of)
            return self._write(session_scope(read.offering_id), body)
        scope, aspect = part_scope(read.offering_id, room), CandidatePlanned.ASPECT or ""
        return self._put(scope, read.enrolment_id, read.act, aspect, instead_of)

    def _withdraw(self, row: ResourceRow) -> None:
        """Take an enrolment out of the session it was in; recorded facts stay there."""
        if row.kind == CANDIDATE:
            scope = part_scope(row.session, row.room)
            away = CandidateMovedAway()
            self._put(scope, row.id, away, CandidateMovedAway.ASPECT or "")
            return
        act = self._act_at(row.plan_leaf)
        if isinstance(act, StaffPlanned):
            gone = replace(act, state=PlanState.CANCELED)
            self._write(session_scope(row.session), Body(gone))

    def _bring_extras(self, row: ResourceRow, new_row: ResourceRow) -> None:
        """Let what the school's file told go along with the person; a seat is of one room."""
        known = self._reading.session(row.session).enrolments.get(row.id)
        is_same, is_here = row.person == new_row.person, row.session == new_row.session
        if known is None or known.extras is None or (is_same and is_here):
            return
        told = ExtrasAdded(
            birth_date=known.extras.birth_date if is_same else None,
            seat=known.extras.seat if is_here else None,
            programme=known.extras.programme if is_same else None,
        )
        scope = part_scope(new_row.session, new_row.room)
        self._put(scope, row.id, told, ExtrasAdded.ASPECT or "")

    def _room_for(self, read: EnrolmentRead, kind: str) -> str:
        """Return the room of the session with the fewest candidates, or none yet."""
        if kind == STAFF:
            return ""
        rooms = RoomRows(self._writing.connection, self._writing.school)
        scope = session_scope(read.offering_id)
        count = {
            row.room: 0
            for room_day in rooms.readers_of([scope])
            if (row := rooms.get(room_day)) is not None
        }
        seated = self._resources.of_session(read.offering_id, CANDIDATE) if len(count) > 1 else ()
        for each in seated:
            if each.room in count:
                count[each.room] += 1
        return min(count, key=lambda room: (count[room], room), default=NO_ROOM)

    def _renew_around(self, room: str) -> None:
        """Let the rooms around fetch their package anew: it tells whose card belongs here."""
        rooms = RoomRows(self._writing.connection, self._writing.school)
        for row in rooms.find(room=room):
            rooms.renewed(row.day, row.location, self._writing.at)

    def _keep(
        self,
        row: ResourceRow | None,
        new_row: ResourceRow,
        source: SourceReceived,
        candidate: str | None,
    ) -> None:
        """Keep what the plan acts do not hold, and where all stands; equal keeps nothing."""
        source_leaf = "" if row is None else row.source_leaf
        if row is None or self._source(row) != source:
            seen = (source_leaf,) if source_leaf else ()
            source_leaf = self._write(OFFICE, Body(source, candidate, seen=seen))
        new_row = replace(new_row, source_leaf=source_leaf)
        if new_row != row:
            self._resources.put(new_row)

    def _put(
        self, scope: str, candidate: str | None, act: Act, aspect: str, refs: tuple[str, ...] = ()
    ) -> str:
        """Write a value of a plan register, naming what it replaces."""
        session = scope.split("/")[1]
        seen = self._writing.fold(session).heads(candidate, scope, aspect)
        return self._write(scope, Body(act, candidate, aspect, seen, refs))

    def _write(self, scope: str, body: Body) -> str:
        return self._writing.write(Draft(scope, body)).leaf


class NotForWriting(Exception):
    """Somebody tried to change a plan that was opened for looking."""


class ReadOnlyDesk(LookingDesk):
    """The plan opened for looking; changing it is a fault of the caller."""

    def put_offering(self, read: OfferingRead, client: str, now: datetime) -> bool:
        """Refuse."""
        raise NotForWriting(read.offering_id, client, now)

    def put_enrolment(self, read: EnrolmentRead, client: str, now: datetime) -> bool:
        """Refuse."""
        raise NotForWriting(read.enrolment_id, client, now)

    def forget_person(self, read: EnrolmentRead, client: str, now: datetime) -> None:
        """Refuse."""
        raise NotForWriting(read.enrolment_id, client, now)


class LedgerDesks:
    """Where a planner's request gets its desk."""

    def __init__(
        self,
        ledger: Ledger,
        feed: RoomFeed,
        rules: RuleBook,
        moment: Callable[[], Moment],
    ) -> None:
        self._ledger = ledger
        self._feed = feed
        self._rules = rules
        self._moment = moment

    @contextmanager
    def read(self) -> Iterator[ReadOnlyDesk]:
        """Open the plan for looking."""
        with self._ledger.reading() as reading:
            yield ReadOnlyDesk(reading)

    @contextmanager
    def write(self) -> Iterator[WritingDesk]:
        """Open the plan in the transaction that holds the school's row."""
        with self._ledger.writing(self._moment()) as writing:
            desk = WritingDesk(writing, self._rules)
            yield desk
            for session in sorted(desk.erased_in):
                reseal_feeds(writing, self._feed, session)


def add_extras(writing: Writing, enrolment: str, extras: ExtrasAdded) -> bool:
    """Add what OKE does not bring to an enrolment; False when there is no such candidate."""
    row = ResourceRows(writing.connection, writing.school).get(enrolment, CANDIDATE)
    if row is None:
        return False
    fold = writing.fold(row.session)
    if fold.session.enrolments[enrolment].extras != extras:
        scope, aspect = part_scope(row.session, row.room), ExtrasAdded.ASPECT or ""
        seen = fold.heads(enrolment, scope, aspect)
        writing.write(Draft(scope, Body(extras, enrolment, aspect, seen)))
    return True
