"""Rows of events and streams: what is had, what is chained, where a stream forks (format.md 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from app.crypto.signed_event import SignedEvent
from app.models.act import Event, StreamId
from dossier.archive.inserting import Rows, insert_bodies, insert_events
from dossier.archive.tables import event, stream

NOTHING: Final = -1
_IN_MAX: Final = 500

# Built once: making a statement of SQLAlchemy costs seven times what running it does.
_MINE: Final = and_(
    stream.c.school == bindparam("of_school"),
    stream.c.writer == bindparam("of_writer"),
    stream.c.epoch == bindparam("of_epoch"),
    stream.c.scope == bindparam("of_scope"),
)
_HERE: Final = and_(
    event.c.school == bindparam("of_school"),
    event.c.writer == bindparam("of_writer"),
    event.c.epoch == bindparam("of_epoch"),
    event.c.scope == bindparam("of_scope"),
)
_HEAD: Final = select(stream.c.through, stream.c.head, stream.c.is_forked).where(_MINE)
_MOVE_HEAD: Final = (
    update(stream)
    .where(_MINE)
    .values(
        through=bindparam("to_through"),
        head=bindparam("to_head"),
        is_forked=bindparam("to_forked"),
    )
)
_NEW_STREAM: Final = insert(stream)
_BEYOND: Final = select(event.c.seq).where(_HERE, event.c.seq > bindparam("after")).limit(1)
_BEHIND_GAP: Final = (
    select(event.c.seq, event.c.leaf, event.c.prev)
    .where(_HERE, event.c.is_chained.is_(False), event.c.seq > bindparam("after"))
    .order_by(event.c.seq.desc(), event.c.position)
)


@dataclass(frozen=True, slots=True)
class Verified:
    """An event whose signature, body and epoch were checked, with its bytes."""

    signed: SignedEvent
    event: Event

    @property
    def leaf(self) -> str:
        """The identity of the event."""
        return self.event.leaf


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it stands in the log."""

    position: int
    received_at: str
    signed: SignedEvent


@dataclass(frozen=True, slots=True)
class Head:
    """How far a stream is had without a gap; `through` is -1 when not at all."""

    stream: StreamId
    through: int
    leaf: str
    is_forked: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Events behind a gap that follow each other, and the leaf of the last."""

    first: int
    last: int
    head: str


@dataclass(frozen=True, slots=True)
class _Link:
    seq: int
    is_chained: bool


class StreamRows:
    """The rows of one stream of one school, within a transaction."""

    def __init__(self, connection: Connection, school: str, stream_id: StreamId) -> None:
        self._connection = connection
        self._school = school
        self._id = stream_id
        self._which = {
            "of_school": school,
            "of_writer": stream_id.writer,
            "of_epoch": stream_id.epoch,
            "of_scope": stream_id.scope,
        }

    def head(self) -> Head:
        """Return how far this stream is had."""
        row = self._connection.execute(_HEAD, self._which).one_or_none()
        if row is None:
            return Head(self._id, NOTHING, "", is_forked=False)
        return Head(self._id, row.through, row.head, row.is_forked)

    def unchainable(self, news: Sequence[Verified]) -> set[str]:
        """Return the events whose predecessor is had under that number with another leaf.

        Such an event is behind no gap: its chain is broken, or its branch is not here.
        """
        leaves_at: dict[int, set[str | None]] = {}
        wanted = sorted({each.event.header.seq - 1 for each in news})
        for some in _portions(wanted):
            rows = self._connection.execute(
                select(event.c.seq, event.c.leaf).where(_HERE, event.c.seq.in_(some)), self._which
            )
            for row in rows:
                leaves_at.setdefault(row.seq, set()).add(row.leaf)
        broken: set[str] = set()
        for each in news:
            header = each.event.header
            before = leaves_at.get(header.seq - 1, set())
            if (header.seq == 0) != (header.prev is None) or (
                before and header.prev not in before
            ):
                broken.add(each.leaf)
            else:
                leaves_at.setdefault(header.seq, set()).add(each.leaf)
        return broken

    def append(self, news: Sequence[Verified], first_position: int, received_at: str) -> None:
        """Store events that are not had yet, in order of seq, and move the head."""
        head = self.head()
        links = self._parents(news)
        rows = []
        for offset, each in enumerate(news):
            header = each.event.header
            is_chained = header.seq == 0 or (
                header.prev in links
                and links[header.prev].is_chained
                and links[header.prev].seq == header.seq - 1
            )
            links[each.leaf] = _Link(header.seq, is_chained)
            place = first_position + offset
            rows.append((*_event_row(self._school, each, place, received_at), is_chained))
        is_forked = head.is_forked or self._is_forking(news)
        self._insert(news, rows)
        self._heal([each.leaf for each in news if links[each.leaf].is_chained])
        self._move_head(is_forked=is_forked)

    def follows(self, news: Sequence[Verified], head: Head) -> bool:
        """Whether these are simply the next events of this stream, and none waits behind a gap."""
        if head.is_forked or not news:
            return False
        before: tuple[int, str | None] = head.through, head.leaf or None
        for each in news:
            header = each.event.header
            if (header.seq - 1, header.prev) != before:
                return False
            before = header.seq, each.leaf
        told = self._which | {"after": head.through}
        return self._connection.execute(_BEYOND, told).first() is None

    def append_run(
        self, news: Sequence[Verified], head: Head, first_position: int, received_at: str
    ) -> Head:
        """Store events of which :meth:`follows` is true; return the head after them."""
        self._insert(
            news,
            [
                (*_event_row(self._school, each, first_position + offset, received_at), True)
                for offset, each in enumerate(news)
            ],
        )
        after = Head(self._id, news[-1].event.header.seq, news[-1].leaf, head.is_forked)
        self._keep_head(after)
        return after

    def tip_of(self, leaf: str) -> tuple[int, str]:
        """Return (seq, leaf) of the longest chained branch that holds this event.

        For an event behind a gap: the head of the stream.
        """
        head = self.head()
        found = self._one(leaf)
        if found is None or not found.is_chained or not head.is_forked:
            return head.through, head.leaf
        tip = (found.seq, leaf)
        while children := _children(self._connection, self._which, *tip):
            tip = (tip[0] + 1, children[0])
        return tip

    def beyond_gap(self, through: int) -> tuple[Run, ...]:
        """Return what is had behind the gap after `through`: ascending, with one between each."""
        rows = self._connection.execute(_BEHIND_GAP, self._which | {"after": through + 1}).all()
        at = {row.leaf: row for row in rows}
        runs: list[Run] = []
        for row in rows:
            if runs and row.seq > runs[-1].first - 2:
                continue
            first = row
            while (before := at.get(first.prev)) is not None and before.seq == first.seq - 1:
                first = before
            runs.append(Run(first.seq, row.seq, row.leaf))
        return tuple(reversed(runs))

    # ------------------------------------------------------------ within

    def _insert(self, news: Sequence[Verified], rows: Rows) -> None:
        insert_events(self._connection, rows)
        bodies = [
            (self._school, each.leaf, each.signed.body)
            for each in news
            if each.signed.body is not None
        ]
        insert_bodies(self._connection, bodies)

    def _one(self, leaf: str) -> Row[int, bool] | None:
        found: Row[int, bool] | None = self._connection.execute(
            select(event.c.seq, event.c.is_chained).where(_HERE, event.c.leaf == leaf),
            self._which,
        ).one_or_none()
        return found

    def _parents(self, news: Sequence[Verified]) -> dict[str | None, _Link]:
        wanted = [each.event.header.prev for each in news if each.event.header.prev]
        links: dict[str | None, _Link] = {}
        for some in _portions(wanted):
            rows = self._connection.execute(
                select(event.c.leaf, event.c.seq, event.c.is_chained).where(
                    _HERE, event.c.leaf.in_(some)
                ),
                self._which,
            )
            links.update({row.leaf: _Link(row.seq, row.is_chained) for row in rows})
        return links

    def _is_forking(self, news: Sequence[Verified]) -> bool:
        """Whether one seq has two events now."""
        leaf_at: dict[int, str] = {}
        for some in _portions(sorted({each.event.header.seq for each in news})):
            rows = self._connection.execute(
                select(event.c.seq, event.c.leaf).where(_HERE, event.c.seq.in_(some)), self._which
            )
            leaf_at |= {row.seq: row.leaf for row in rows}
        return any(
            leaf_at.setdefault(each.event.header.seq, each.leaf) != each.leaf for each in news
        )

    def _heal(self, chained: list[str]) -> None:
        """Let what stood behind a gap follow, now that the gap is closed."""
        waiting = select(func.count()).where(_HERE, event.c.is_chained.is_(False))
        if not chained or not self._connection.scalar(waiting, self._which):
            return
        while chained:
            following: list[str] = []
            for some in _portions(chained):
                parents = {
                    row.leaf: row.seq
                    for row in self._connection.execute(
                        select(event.c.leaf, event.c.seq).where(_HERE, event.c.leaf.in_(some)),
                        self._which,
                    )
                }
                rows = self._connection.execute(
                    select(event.c.leaf, event.c.seq, event.c.prev).where(
                        _HERE, event.c.prev.in_(some), event.c.is_chained.is_(False)
                    ),
                    self._which,
                )
                following += [row.leaf for row in rows if parents[row.prev] == row.seq - 1]
            for some in _portions(following):
                self._connection.execute(
                    update(event).where(_HERE, event.c.leaf.in_(some)).values(is_chained=True),
                    self._which,
                )
            chained = following

    def _move_head(self, *, is_forked: bool) -> None:
        tip = self._connection.execute(
            select(event.c.seq, event.c.leaf)
            .where(_HERE, event.c.is_chained.is_(True))
            .order_by(event.c.seq.desc(), event.c.position)
            .limit(1),
            self._which,
        ).one_or_none()
        through, leaf = (NOTHING, "") if tip is None else (tip.seq, tip.leaf)
        self._keep_head(Head(self._id, through, leaf, is_forked))

    def _keep_head(self, head: Head) -> None:
        moved = {
            "to_through": head.through,
            "to_head": head.leaf,
            "to_forked": head.is_forked,
        }
        if self._connection.execute(_MOVE_HEAD, self._which | moved).rowcount:
            return
        self._connection.execute(
            _NEW_STREAM,
            {
                "school": self._school,
                "writer": self._id.writer,
                "epoch": self._id.epoch,
                "scope": self._id.scope,
                "through": head.through,
                "head": head.leaf,
                "is_forked": head.is_forked,
            },
        )


def positions_of(
    connection: Connection, school: str, leaves: Sequence[str]
) -> tuple[tuple[int, int], ...]:
    """Return the log positions of events as ranges."""
    found: list[int] = []
    for some in _portions(leaves):
        found.extend(
            connection.scalars(
                select(event.c.position).where(event.c.school == school, event.c.leaf.in_(some))
            )
        )
    return ranges(sorted(found))


def _event_row(school: str, each: Verified, position: int, received_at: str) -> tuple[object, ...]:
    """Return the columns of an event in the order of its table, all but the last."""
    header = each.event.header
    return (
        school,
        each.leaf,
        position,
        header.writer,
        header.epoch,
        header.scope,
        header.seq,
        header.prev,
        header.kind.value,
        each.signed.header,
        each.signed.signature,
        received_at,
    )


def _children(connection: Connection, which: dict[str, str], seq: int, leaf: str) -> list[str]:
    """Return the events that name this one as the one before; `prev` has no index."""
    asked = select(event.c.leaf).where(_HERE, event.c.seq == seq + 1, event.c.prev == leaf)
    return list(connection.scalars(asked.order_by(event.c.position), which))


def ranges(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return sorted whole numbers as ranges (first, last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        elif not found or found[-1][1] != number:
            found.append((number, number))
    return tuple(found)


def _portions(many: Sequence) -> Iterable[Sequence]:  # type: ignore[type-arg]
    return (many[start : start + _IN_MAX] for start in range(0, len(many), _IN_MAX))
