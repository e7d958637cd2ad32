"""An extract for one candidate: read, told without anybody else's name, logged, then given."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.crypto.checkpoint import read_checkpoint
from app.crypto.export_file import Export, ExportedEvent
from app.crypto.extract_file import Extract, extract_bytes
from app.crypto.signed_event import read_event
from app.crypto.trust import encode_trust
from app.models.act import Act, Body, Event, StreamId
from app.models.attendance_facts import CandidateAdded
from app.models.check_facts import ExtractMade
from app.models.drafts import Draft
from app.models.extract import ExtractPart, entries_of, hiding
from app.models.fold import session_scope
from app.models.grants import Rights
from app.models.marks import StreamOpened
from app.models.others_names import OthersNames
from app.models.plan import CandidatePlanned
from app.models.planning import links_of, recorded_as
from app.models.report_extract import ExtractGround, extract_paper
from app.models.roles import ScopeKind
from app.models.session import Enrolment, ExamSession
from app.reports.paper_pack import render_paper_pack
from app.sync.check_protocol import MadeExtract, WantedExtract
from dossier.archive.places import locations_of
from dossier.archive.reading import Reading
from dossier.archive.resources import CANDIDATE, ResourceRows
from dossier.archive.rooms import CardRows, RoomRows
from dossier.archive.streams import Stored
from dossier.enrolling import plain_name
from dossier.erasing import former_parts
from dossier.feed import sign_committed
from dossier.opened import OpenDossier

OFFICE: Final = ScopeKind.OFFICE.value
ZONE: Final = "Europe/Amsterdam"
NAMES_SOMEBODY: Final = tuple(
    f'"{each.TYPE}"'.encode() for each in (CandidatePlanned, CandidateAdded)
)


class NoSuchCandidate(Exception):
    """Nothing is known of this enrolment."""


class OutsidePlaces(Exception):
    """The candidate was also somewhere that whoever asks may not read: it would not be whole."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One enrolment, with what is stored about it; the openings of its streams come with it."""

    session: ExamSession
    enrolment: Enrolment
    stored: tuple[tuple[Stored, Event], ...]
    openings: tuple[Stored, ...]


def make_extract(
    dossier: OpenDossier, rights: Rights, by: str, wanted: WantedExtract
) -> MadeExtract:
    """Return everything about whoever has this enrolment; that it was given is in the log first.

    Raises:
        NoSuchCandidate: There is no such enrolment.
        OutsidePlaces: Part of it is held where `rights` do not reach.
    """
    moment = dossier.around.moment()
    note = sign_committed(dossier.ledger, dossier.keys)
    with dossier.ledger.reading() as reading:
        found = [
            _found(reading, session, candidate)
            for session, candidate in _enrolments(reading, rights, wanted)
        ]
        people = CardRows(reading.connection, reading.school).people()
        others = hiding(
            [(each.session, each.enrolment.candidate) for each in found],
            [each.name for each in people],
            _near(reading, {each.session.id for each in found}),
        )
    made = _made(dossier, found, others, note, wanted.reason, moment.corrected)
    act = ExtractMade(
        by=by,
        name=next((row.name for row in people if row.id == by), by),
        reason=wanted.reason,
        file_sha256=hashlib.sha256(made.file).hexdigest(),
        pdf_sha256=hashlib.sha256(made.pdf).hexdigest(),
    )
    with dossier.ledger.writing(moment) as writing:
        writing.write(Draft(OFFICE, Body(act, wanted.candidate)))
    return made


# ---------------------------------------------------------------- what is found


def _enrolments(reading: Reading, rights: Rights, wanted: WantedExtract) -> list[tuple[str, str]]:
    """Return the enrolments of the same person, the asked one first.

    Also where the planner had somebody before, and what was recorded of who was added by hand.
    """
    known = reading.session(wanted.session)
    if wanted.candidate not in known.enrolments:
        raise NoSuchCandidate(wanted.candidate)
    rows = ResourceRows(reading.connection, reading.school)
    row = rows.get(links_of(known).get(wanted.candidate, wanted.candidate), CANDIDATE)
    found = [(wanted.session, wanted.candidate)]
    same = [] if row is None else [row]
    if row is not None and row.person:
        same += [e for e in rows.of_person(row.person, row.client) if e.kind == CANDIDATE]
    for each in same:
        found += [(session, each.id) for session in (each.session, *former_parts(reading, each))]
    found += [(session, recorded_as(reading.session(session), who)) for session, who in found]
    for session in dict(found):
        scope = session_scope(session)
        held = locations_of(reading.connection, reading.school, [scope]).get(scope, set())
        if not rights.may_read(scope, set(map(plain_name, held))):
            raise OutsidePlaces(session)
    return list(dict.fromkeys(found))


def _near(reading: Reading, sessions: set[str]) -> Iterator[tuple[str, Act]]:
    """Yield what names whoever sat at the same location on those days, in any session."""
    rooms = RoomRows(reading.connection, reading.school)
    here = map(rooms.get, rooms.readers_of(map(session_scope, sessions)))
    days = {(each.day, each.location) for each in here if each is not None}
    around = [each.id for day, place in days for each in rooms.find(day=day, location=place)]
    for scope in sorted({each for its in rooms.scopes_of(around).values() for each in its}):
        for stored in reading.stored(scope):
            content = stored.signed.body or b""
            if any(name in content for name in NAMES_SOMEBODY):
                body = read_event(stored.signed).body
                if body is not None and body.candidate is not None:
                    yield body.candidate, body.act


def _found(reading: Reading, session: str, candidate: str) -> _Found:
    told = reading.session(session)
    all_stored = (*reading.stored_of_session(session), *reading.stored(OFFICE))
    stored = [(each, read_event(each.signed)) for each in all_stored]
    about = [(each, event) for each, event in stored
             if event.body is not None and event.body.candidate == candidate]  # fmt: skip
    streams: set[StreamId] = {event.header.stream for _, event in about}
    openings = [each for each, event in stored
                if event.header.stream in streams and event.body is not None
                and isinstance(event.body.act, StreamOpened)]  # fmt: skip
    about.sort(key=lambda pair: (pair[1].observed, pair[0].position))
    return _Found(told, told.enrolments[candidate], tuple(about), tuple(openings))


# ---------------------------------------------------------------- what is made


def _made(
    dossier: OpenDossier,
    found: Sequence[_Found],
    others: OthersNames,
    note: str,
    reason: str,
    at: datetime,
) -> MadeExtract:
    parts = []
    for each in found:
        events = [event for _, event in each.stored]
        entries = entries_of(each.session, each.enrolment, events, others)
        parts.append(ExtractPart(each.session, each.enrolment, entries))
    head = read_checkpoint(note)
    log = f"{head.origin}, {head.size} vastleggingen, {head.root.hex()[:16]}"
    ground = ExtractGround(_school(found), ZoneInfo(ZONE), at, others.without(reason), log)
    pdf = render_paper_pack(extract_paper(parts, ground))
    by_place: dict[int, tuple[ExportedEvent, str]] = {}
    for each, part in zip(found, parts, strict=True):
        for opening in each.openings:
            by_place[opening.position] = (_proved(dossier, opening, head.size, is_whole=True), "")
        for (stored, _), entry in zip(each.stored, part.entries, strict=True):
            told_of = _proved(dossier, stored, head.size, is_whole=entry.is_whole)
            by_place[stored.position] = (told_of, entry.text)
    in_order = [by_place[position] for position in sorted(by_place) if position < head.size]
    record = Export(
        school=dossier.config.school,
        session=found[0].enrolment.candidate,
        checkpoint=note,
        trust=encode_trust(dossier.keys.trust),
        events=tuple(event for event, _ in in_order),
    )
    told = tuple(text for _, text in in_order)
    file = extract_bytes(Extract(record, hashlib.sha256(pdf).hexdigest(), told))
    return MadeExtract(f"uittreksel-{at:%Y%m%d-%H%M%S}", file, pdf)


def _proved(dossier: OpenDossier, each: Stored, size: int, *, is_whole: bool) -> ExportedEvent:
    """Return an event with its place in the log; what names somebody else stays out."""
    signed = each.signed if is_whole else replace(each.signed, body=None)
    if each.position >= size:  # came while it was made: told next time
        return ExportedEvent(each.position, signed)
    position, proof = dossier.proofs.inclusion(signed.leaf, size)
    return ExportedEvent(position, signed, proof)


def _school(found: Sequence[_Found]) -> str:
    plans = [part.plan for each in found for part in each.session.parts.values()]
    return next((plan.school_name for plan in plans if plan is not None), "")
