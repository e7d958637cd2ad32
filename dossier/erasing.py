"""Erasing what names a person, while chains, tree and signatures stay whole (format.md 5)."""

from collections import defaultdict

from app.models.fold import part_scope, read_scope
from app.models.marks import BodyErased
from app.models.values import Aspect, Kind
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.resources import DocumentRow, ResourceRow
from dossier.archive.retained import KeptPapers
from dossier.archive.rooms import RoomRows
from dossier.feed import RoomFeed
from dossier.keys import DossierKeys


def erase_former(writing: Writing, row: ResourceRow, ground: str) -> set[str]:
    """Erase every plan body about an enrolment but its newest; return the sessions it was in.

    Called when nothing was recorded about the candidate: only the plan ever held the person.
    """
    kept = {row.plan_leaf, row.source_leaf}
    former: dict[str, str] = {}
    for session, room in {row.session: row.room, **former_parts(writing, row)}.items():
        scope = part_scope(session, room)
        former |= dict.fromkeys(writing.fold(session).heads(row.id, scope, Aspect.EXTRAS), scope)
    for leaf in (*kept, *former):
        former |= replaced_by(writing, leaf)
    sessions, by_scope = {row.session}, defaultdict[str, list[str]](list)
    for leaf, scope in former.items():
        if leaf not in kept:
            by_scope[scope].append(leaf)
    for scope, leaves in sorted(by_scope.items()):
        act, where = BodyErased(tuple(sorted(leaves)), ground), read_scope(scope)
        candidate = row.id if where is not None and where.room else None
        writing.erase(row.session if where is None else where.session, scope, candidate, act)
        sessions |= set() if where is None else {where.session}
    return sessions


def reseal_feeds(writing: Writing, feed: RoomFeed, session: str) -> None:
    """Seal the feeds of a session's rooms anew, so that no chunk holds what was erased."""
    rooms = RoomRows(writing.connection, writing.school)
    for room_day in rooms.readers_of([f"session/{session}"]):
        feed.reseal(writing, room_day)


def lock_paper(writing: Writing, keys: DossierKeys, row: DocumentRow) -> None:
    """Put a paper under the key of the dossier, out of reach of doors and exports."""
    sealed = keys.seal(row.content, paper_purpose(row.id))
    KeptPapers(writing.connection, writing.school).lock(row, sealed, writing.at)


def paper_purpose(document: str) -> str:
    """Return what a locked paper is bound to."""
    return f"paper/{document}"


def former_parts(reading: Reading, row: ResourceRow) -> dict[str, str]:
    """Return the other sessions that an enrolment was planned at before, each with its room."""
    scopes = map(read_scope, replaced_by(reading, row.plan_leaf).values())
    return {each.session: each.room for each in scopes if each and each.session != row.session}


def replaced_by(reading: Reading, leaf: str) -> dict[str, str]:
    """Return the plan events that this one replaced, through all that they replaced, and where.

    In another session the plan names by `refs` what it replaces: a register is of one session.
    """
    found: dict[str, str] = {}
    waiting = [leaf]
    while waiting:
        event = reading.event(waiting.pop())
        if event is None or event.body is None:
            continue
        for named in (*event.body.seen, *event.body.refs):
            former = reading.event(named)
            if former is not None and named not in found and former.header.kind is Kind.PLAN:
                found[named] = former.header.scope
                waiting.append(named)
    return found
