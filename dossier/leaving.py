"""What laptops may clear that was never sealed there: two people say so of what is here twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.crypto.signed_event import SignedEvent
from app.models.act import Act, Body
from app.models.drafts import Draft
from app.models.fold import DOSSIER, read_scope
from app.models.marks import FrontierEntry, LeavingAllowed
from dossier.archive.backups import backed_up
from dossier.archive.leaves import positions_of
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading
from dossier.archive.rooms import PersonRow, RoomRows
from dossier.archive.streams import NOTHING, Head
from dossier.proving import SCHOOL_SCOPE, own_words


@dataclass(frozen=True, slots=True)
class HeldRoom:
    """What one laptop brought of a room-day.

    `is_twice`: all of it stands in a checked backup too, and nothing of it is missing.
    """

    device: str
    room_day: str
    events: int
    is_sealed: bool
    is_twice: bool
    is_allowed: bool
    frontier: tuple[FrontierEntry, ...]


class NotTwice(Exception):
    """Not all of it is in a backup that was checked, or something of it is missing."""


def held_rooms(reading: Reading) -> Iterator[HeldRoom]:
    """Yield what every laptop brought of every room-day."""
    rooms = RoomRows(reading.connection, reading.school)
    allowed = [each for each in _acts(reading) if isinstance(each, LeavingAllowed)]
    for row in rooms.find():
        heads = [each for each in reading.heads(*rooms.scopes(row.id)) if each.through > NOTHING]
        for device in sorted({each.stream.writer for each in heads} - {DOSSIER}):
            own = [each for each in heads if each.stream.writer == device]
            frontier = tuple(map(_entry, own))
            yield HeldRoom(
                device=device,
                room_day=row.id,
                events=sum(each.through + 1 for each in own),
                is_sealed=all(_is_sealed(reading, each) for each in own),
                is_twice=all(_is_twice(reading, each) for each in own),
                is_allowed=any(
                    (each.device, each.room_day, each.frontier) == (device, row.id, frontier)
                    for each in allowed
                ),
                frontier=frontier,
            )


def allow(writing: Writing, held: HeldRoom, people: Sequence[PersonRow], ground: str) -> None:
    """Write the word of two people that a laptop may clear a room-day, as far as it is here.

    Raises:
        NotTwice: The school does not have it twice.
    """
    if not held.is_twice:
        raise NotTwice
    ids, names = tuple(each.id for each in people), tuple(each.name for each in people)
    act = LeavingAllowed(held.device, held.room_day, held.frontier, ids, names, ground)
    writing.write(Draft(SCHOOL_SCOPE, Body(act)))


def leavings_of(reading: Reading, device: str) -> tuple[SignedEvent, ...]:
    """Return what a laptop may clear, each after the event that opened its epoch."""

    def is_asked(act: Act) -> bool:
        return isinstance(act, LeavingAllowed) and act.device == device

    return own_words(reading, is_asked)


def _acts(reading: Reading) -> list[Act]:
    told = (event.body for event in reading.events(SCHOOL_SCOPE))
    return [body.act for body in told if body is not None]


def _entry(head: Head) -> FrontierEntry:
    stream = head.stream
    return FrontierEntry(stream.writer, stream.epoch, stream.scope, head.through, head.leaf)


def _is_sealed(reading: Reading, head: Head) -> bool:
    scope = read_scope(head.stream.scope)
    if scope is None or scope.room is None:
        return False
    part = reading.session(scope.session).parts.get(scope.room)
    return part is not None and part.seal_for(head.stream.writer) is not None


def _is_twice(reading: Reading, head: Head) -> bool:
    backup, positions = backed_up(reading), positions_of(reading, head.stream)
    is_whole = not reading.rows_of(head.stream).beyond_gap(head.through) and not head.is_forked
    return is_whole and backup is not None and positions[-1][1] < backup.size
