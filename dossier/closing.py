"""After what comes in: the plan and moves are answered; after a seal reports are made and go out.

Runs beside the intake, in a thread of its own: a push never waits for paper. What was not done
when the dossier stopped is found again at its next start.
"""

import hashlib
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from app.models.act import Body, Event
from app.models.drafts import Draft
from app.models.fold import part_scope, read_scope
from app.models.late import addendum_of, unissued_late
from app.models.marks import DocumentIssued, FrontierEntry
from app.models.paper import paper_of
from app.models.report import RENDER_VERSION
from app.models.reporting import Seal, report_of
from app.models.sealed import addendum_name, document_name, is_whole, lacking, sealed_paper
from app.models.session import ExamSession, Part
from app.reports.addendum import render_addendum
from app.reports.session_report import render_session_report
from dossier.archive.ledger import Writing
from dossier.archive.marks import has_marks
from dossier.archive.reading import Reading
from dossier.archive.resources import (
    CANDIDATE,
    SESSION,
    DocumentRow,
    ResourceRow,
    ResourceRows,
)
from dossier.archive.retained import KeptPapers
from dossier.moving import Moves
from dossier.oke.outbound import OutboundMessage, attendance_patch, report_patch
from dossier.oke.outbox import enqueue
from dossier.opened import OpenDossier
from dossier.planning import Plans
from dossier.reporting import attendance_report, session_outcome

SESSION_REPORT = "session-report"
ADDENDUM = "other"
"""The kind of document that the standard has for what comes with a report."""
ID_BYTES = 16

log = logging.getLogger("dossier.closing")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal whose document was not issued yet, with the bytes that follow from it.

    Of an addendum, `covers` are the leaves of what it tells; a report `lacks` what was missing
    under its seal, and is made `without` the marks that were.
    """

    room: str
    seal: Event
    render_version: int
    name: str
    content: bytes = field(repr=False)
    covers: tuple[str, ...] = ()
    lacks: tuple[FrontierEntry, ...] = ()
    without: tuple[str, ...] = ()


class Closing:
    """Issues documents for seals and puts the reports of sealed sessions in the outbox."""

    def __init__(self, dossier: OpenDossier, wake_outbox: Callable[[], None]) -> None:
        self._ledger = dossier.ledger
        self._around = dossier.around
        self._plans, self._moves = Plans(dossier), Moves(dossier)
        self._wake_outbox = wake_outbox

    def sessions(self) -> list[str]:
        """Return every session there is."""
        with self._ledger.reading() as reading:
            rows = ResourceRows(reading.connection, reading.school).of_kind(SESSION)
            return [row.id for row in rows]

    def settle(self, session: str) -> None:
        """Do what a session still asks; a repeat does nothing."""
        self._plans.settle(session)
        self._moves.settle(session)
        with self._ledger.reading() as reading:
            if not has_marks(reading, session) or not _seals(reading.session(session)):
                return
            if KeptPapers(reading.connection, reading.school).is_closed(session):
                return  # somebody's term is over: what is left would tell another story
            known = reading.session(session)
            reports = self._unissued(reading, session)
            told = _issued(known) | {each.seal.leaf for each in reports}
            unissued = [*reports, *(each for each in _late(known) if each.seal.leaf in told)]
        with self._ledger.writing(self._around.moment()) as writing:
            for each in unissued:
                self._issue(writing, session, each)
            is_new = self._report(writing, session)
        if is_new:
            self._wake_outbox()

    # ------------------------------------------------------------ documents

    def _unissued(self, reading: Reading, session: str) -> list[Sealed]:
        """Return the reports that may be issued: a seal waits for what it names."""
        known = reading.session(session)
        issued = _issued(known)
        events = reading.events_of_session(session)
        waiting = [each for each in _seals(known) if each[1].event.leaf not in issued]
        ready = [
            (room, seal)
            for room, seal in waiting
            if is_whole(seal, events) or _is_given_up(known.parts[room])
        ]
        if len(ready) < len(waiting):
            log.warning("session %s: a seal waits for what it names", session)
        return [_rendered(session, room, seal, events) for room, seal in ready]

    def _issue(self, writing: Writing, session: str, sealed: Sealed) -> None:
        known = writing.session(session)
        told = {leaf for each in known.parts[sealed.room].documents for leaf in each.covers}
        if told & set(sealed.covers) or (not sealed.covers and sealed.seal.leaf in _issued(known)):
            return
        document = str(uuid.UUID(bytes=self._around.random_bytes(ID_BYTES), version=4))
        act = DocumentIssued(
            document=document,
            sha256=hashlib.sha256(sealed.content).hexdigest(),
            seal=sealed.seal.leaf,
            render_version=sealed.render_version,
            name=sealed.name,
            covers=sealed.covers,
            lacks=sealed.lacks,
            without=sealed.without,
        )
        kind = ADDENDUM if sealed.covers else SESSION_REPORT
        row = DocumentRow(document, session, kind, sealed.name, sealed.content)
        ResourceRows(writing.connection, writing.school).add_documents([row])
        body = Body(act, refs=(sealed.seal.leaf,))
        writing.write(Draft(part_scope(session, sealed.room), body))

    # ------------------------------------------------------------ reports

    def _report(self, writing: Writing, session: str) -> bool:
        """Put what changed in the outbox, the session's own message first."""
        resources = ResourceRows(writing.connection, writing.school)
        state, row = writing.session(session), resources.get(session, SESSION)
        outcome = session_outcome(state, resources.documents(session))
        if outcome is None or row is None or not _all_issued(state):
            return False
        message = report_patch(session, outcome.irregularities, outcome.documents)
        is_new = self._put(writing, message, row)
        for each in resources.of_session(session, CANDIDATE):
            report = attendance_report(state, each.id)
            if report is not None:
                told = attendance_patch(
                    each.id,
                    report.attendance,
                    report.result_date,
                    report.test_date,
                    report.irregularities,
                )
                is_new = self._put(writing, told, each) or is_new
        return is_new

    def _put(self, writing: Writing, message: OutboundMessage, row: ResourceRow) -> bool:
        return enqueue(
            writing.connection,
            writing.school,
            message,
            client_id=row.client,
            offering_id=row.session,
            now=writing.moment.corrected,
        )


class ClosingRunner:
    """The thread that settles sessions as events about them arrive."""

    def __init__(self, closing: Closing) -> None:
        self._closing = closing
        self._asked: set[str] = set()
        self._lock = threading.Lock()
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="closing", daemon=True)

    def start(self) -> Self:
        """Begin, with everything that may have been left undone."""
        self.look_at_all()
        self._thread.start()
        return self

    def look_at_all(self) -> None:
        """Look at every session: another program may have stopped in the middle of one."""
        self.touched(part_scope(session, "-") for session in self._closing.sessions())

    def touched(self, scopes: Iterable[str]) -> None:
        """Look at the sessions of these scopes soon."""
        found = {scope.session for each in scopes if (scope := read_scope(each)) is not None}
        with self._lock:
            self._asked |= found
        if found:
            self._bell.set()

    def close(self) -> None:
        """Stop after the session that is under way."""
        self._stopping.set()
        self._bell.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.wait()
            self._bell.clear()
            while not self._stopping.is_set() and (session := self._next()) is not None:
                try:
                    self._closing.settle(session)
                except Exception as problem:  # noqa: BLE001 - one session must not stop the others
                    log.error("session %s not settled: %s", session, type(problem).__name__)

    def _next(self) -> str | None:
        with self._lock:
            return self._asked.pop() if self._asked else None


def _seals(session: ExamSession) -> list[tuple[str, Seal]]:
    return [
        (room, Seal(event, act))
        for room in sorted(session.parts)
        for event, act in session.parts[room].seals
    ]


def _is_given_up(part: Part) -> bool:
    """Whether two people declared of all that is missing in a part that it will not come."""
    return bool(part.declared) and not part.gaps


def _all_issued(session: ExamSession) -> bool:
    """Whether every seal has its document: one that came in just now is settled next."""
    return {seal.event.leaf for _, seal in _seals(session)} <= _issued(session)


def _issued(session: ExamSession) -> set[str]:
    """Return the seals whose report was issued; an addendum is no report."""
    documents = [each for part in session.parts.values() for each in part.documents]
    return {each.seal for each in documents if not each.covers}


def _late(session: ExamSession) -> list[Sealed]:
    """Return the addenda that are still asked, told by all that is known now."""
    papers = [paper_of(session, room) for room in sorted(session.parts)]
    return [
        Sealed(
            room=paper.part.room,
            seal=each.seal.event,
            render_version=RENDER_VERSION,
            name=addendum_name(paper, each.number),
            content=render_addendum(addendum_of(paper, each.seal, each.events, each.number)),
            covers=tuple(event.leaf for event in each.events),
        )
        for paper in papers
        if paper is not None
        for each in unissued_late(paper)
    ]


def _rendered(session: str, room: str, seal: Seal, events: Sequence[Event]) -> Sealed:
    """Return the report of a seal: a function of the manifest's events and the named marks."""
    paper = sealed_paper(session, room, seal, events)
    if paper is None:
        raise ValueError("a seal over a part without a plan")
    return Sealed(
        room=room,
        seal=seal.event,
        render_version=seal.manifest.render_version,
        name=document_name(paper),
        content=render_session_report(report_of(paper, seal)),
        lacks=lacking(seal, events),
        without=tuple(sorted(set(seal.act.marks) - {each.leaf for each in events})),
    )
