"""Erasing what names a person, while chains, tree and signatures stay whole (format.md 5)."""

from collections import defaultdict

from app.models.fold import part_scope
from app.models.marks import BodyErased
from app.models.values import Aspect, Kind
from dossier.archive.ledger import Writing
from dossier.archive.resources import DocumentRow, ResourceRow
from dossier.archive.retained import KeptPapers
from dossier.archive.rooms import RoomRows
from dossier.feed import RoomFeed
from dossier.keys import DossierKeys


def erase_former(writing: Writing, row: ResourceRow, ground: str) -> None:
    """Erase every plan body about an enrolment but its newest; in one transaction, and told.

    Called when nothing was recorded about the candidate: only the plan ever held the person.
    """
    kept = {row.plan_leaf, row.source_leaf}
    scope = part_scope(row.session, row.room)
    extras = writing.fold(row.session).heads(row.id, scope, Aspect.EXTRAS)
    former = dict.fromkeys(extras, scope)
    for leaf in (*kept, *extras):
        former |= _replaced_by(writing, leaf)
    by_scope: dict[str, list[str]] = defaultdict(list)
    for leaf, scope in former.items():
        if leaf not in kept:
            by_scope[scope].append(leaf)
    for scope, leaves in sorted(by_scope.items()):
        act = BodyErased(tuple(sorted(leaves)), ground)
        candidate = row.id if scope.startswith("part/") else None
        writing.erase(row.session, scope, candidate, act)


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


def _replaced_by(writing: Writing, leaf: str) -> dict[str, str]:
    """Return the events that this one replaced, through all that they replaced."""
    found: dict[str, str] = {}
    waiting = [leaf]
    while waiting:
        event = writing.event(waiting.pop())
        if event is None or event.body is None:
            continue
        for seen in event.body.seen:
            former = writing.event(seen)
            if former is not None and seen not in found and former.header.kind is Kind.PLAN:
                found[seen] = former.header.scope
                waiting.append(seen)
    return found
