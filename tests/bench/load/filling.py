"""Filling a log fast with true events: days of a school, in whose rooms four laptops record.

The plan goes by the desks of the dossier. What laptops recorded is signed for real, in processes
of its own, and written as the rows that the intake makes of it: events, bodies, streams, epochs,
the tree, and the sealed feed of the room. Left out is what leaves no row: HTTP, looking again at
a signature that was made a moment ago, asking the archive what it had, and a commit, synced to
disk, after each delivery: a day is one. `tests/dossier/test_filling.py` proves that this road and
the intake leave the same rows, table by table.
"""

import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from multiprocessing import get_context
from typing import Any, Final

from sqlalchemy import Engine, Table, event

from app.crypto.dagcode import CardWraps, open_card
from app.crypto.keys import SigningKey
from app.crypto.roomfeed import FeedPlace, seal_chunk
from app.crypto.signed_event import sign_event
from app.models.act import Body, StreamId
from app.models.codec import SALT_BYTES, body_digest, decode_header, encode_body
from app.models.drafts import Moment
from app.models.facts import ArrivalRegistered
from app.models.values import StaffRole
from app.sync.protocol import encode_chunk_content
from dossier.archive.chunks import ChunkRow, ChunkRows
from dossier.archive.ledger import Writing
from dossier.archive.opening import is_postgresql
from dossier.archive.rooms import CardRows, PersonRow, RoomRows
from dossier.archive.streams import Head
from dossier.archive.tables import body as body_rows
from dossier.archive.tables import event as event_rows
from dossier.cards import CardDesk
from dossier.opened import OpenDossier
from dossier.rooms import Place, RoomDesk
from tests.bench.load.ours import Room
from tests.dossier.inside import CLIENT, enrol, planned_candidate, planned_session
from tests.dossier.laptop import Laptop, Stream

FIRST_DAY: Final = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
ROOMS, LAPTOPS_EACH = 40, 4
STREAM: Final = 500
DELIVERY: Final = 250
BEGINNING: Final = 2
"""The opening of a stream and the shift, before what is recorded in it."""
SIGNERS: Final = 2
CANDIDATES: Final = 30
PERSON: Final = "p1"
HURRIED: Final = {
    "sqlite": ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-1500000"),
    "postgresql": ("SET synchronous_commit = off",),
}
"""Nothing of this changes a row: only how soon it is on disk, and how often a page is read."""


class Clock:
    """The time of the school: each of its days begins when the former is over."""

    def __init__(self, now: datetime = FIRST_DAY) -> None:
        self.now = now

    def moment(self) -> Moment:
        """Return it, as the dossier asks for it."""
        mono = int((self.now - FIRST_DAY).total_seconds() * 1000)
        return Moment(self.now, 0, "boot", mono)

    def next_day(self) -> str:
        """Let it be the next morning; return that day."""
        self.now += timedelta(days=1)
        return self.now.date().isoformat()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one laptop recorded in a room, as the rows that it becomes."""

    stream: StreamId
    public: bytes
    rows: list[tuple[str, int, str | None, str, bytes, bytes]]
    """Of each event its leaf, number, the leaf before it, kind, header and signature."""
    bodies: list[bytes]
    chunks: list[bytes]
    """What a chunk of the feed tells of each delivery."""


class Filler:
    """Lets a school have one day after the other."""

    def __init__(
        self, dossier: OpenDossier, clock: Clock, laptops: int = ROOMS * LAPTOPS_EACH
    ) -> None:
        self.dossier = dossier
        self.clock = clock
        self.laptops = [enrol(dossier, f"EX-{number}") for number in range(laptops)]
        with dossier.ledger.writing(clock.moment()) as writing:
            row = PersonRow(PERSON, "Roosmarijn Vos", StaffRole.INVIGILATOR.value)
            CardRows(writing.connection, writing.school).add_person(row, writing.at)

    @property
    def size(self) -> int:
        """How many events the log holds."""
        return self.dossier.ledger.tree()[1].size

    def fill(self, size: int) -> None:
        """Let days pass until the log holds so many events, or a room more."""
        each = STREAM * LAPTOPS_EACH
        with hurried(self.dossier.ledger.engine), signers(self.laptops) as signing:
            while (missing := size - self.size) > 0:
                rooms = self.day(min(ROOMS, -(-missing // each)))
                at = self.clock.now
                asked = [
                    (number * LAPTOPS_EACH + laptop, room, at)
                    for number, room in enumerate(rooms)
                    for laptop in range(LAPTOPS_EACH)
                ]
                self.enter(zip((room for _, room, _ in asked), signing(asked), strict=True))

    def day(self, rooms: int, candidates: int = 0) -> list[Room]:
        """Plan the next day: rooms with a card, each with a session of so many candidates."""
        day = self.clock.next_day()
        first = (self.clock.now - FIRST_DAY).days * ROOMS
        sessions = [str(uuid.UUID(int=first + n + 1, version=4)) for n in range(rooms)]
        places = [Place(f"R{number}", "Noord", day) for number in range(rooms)]
        with self.dossier.desks.write() as plan:
            for session, number in zip(sessions, range(first, first + rooms), strict=True):
                told = planned_session(session=session)
                hours = {"starts_at": f"{day}T09:00:00+01:00", "ends_at": f"{day}T10:30:00+01:00"}
                at = replace(told, plan=replace(told.plan, **hours))
                plan.put_offering(at, CLIENT, self.clock.now)
                for each in range(candidates):
                    who = planned_candidate(number * CANDIDATES + each, session=session)
                    plan.put_enrolment(who, CLIENT, self.clock.now)
        with self.dossier.ledger.writing(self.clock.moment()) as writing:
            return [
                self._room(writing, session, place)
                for session, place in zip(sessions, places, strict=True)
            ]

    def enter(self, recorded: Iterable[tuple[Room, Recorded]]) -> None:
        """Write what laptops recorded, each in a stream of its own, in one transaction."""
        with self.dossier.ledger.writing(self.clock.moment()) as writing:
            for room, each in recorded:
                stream = each.stream
                writing.remember_epoch(stream.writer, stream.epoch, each.public)
                _write_rows(writing, each)
                head = Head(stream, each.rows[-1][1], each.rows[-1][0], is_forked=False)
                writing.rows_of(stream)._keep_head(head)
                self._feed(writing, room.room_day, each.chunks)

    def _feed(self, writing: Writing, room_day: str, contents: Sequence[bytes]) -> None:
        """Seal deliveries for the room that reads them."""
        rooms = RoomRows(writing.connection, writing.school)
        chunks = ChunkRows(writing.connection, writing.school)
        row, feed = rooms.get(room_day), self.dossier.feed
        assert row is not None
        place = FeedPlace(writing.school, row.id, row.key_version)
        key, first = feed.room_key(row), chunks.next_n(room_day)
        for n, content in enumerate(contents, first):
            sealed = seal_chunk(key, place, n, content, secrets.token_bytes)
            chunks.add(room_day, ChunkRow(n, row.key_version, sealed, sha256(sealed).digest()))
        rooms.has_read(room_day, sorted(rooms.scopes(row.id)), writing.size - 1, writing.at)

    def _room(self, writing: Writing, session: str, place: Place) -> Room:
        desk = RoomDesk(writing, self.dossier.feed, self.dossier.config)
        (row,) = desk.assign(session, [place])
        desk.staff.assign(row.id, PERSON, StaffRole.INVIGILATOR)
        card = CardDesk(writing, self.dossier.feed, self.dossier.keys).make(row.id)[0]
        kept = CardRows(writing.connection, writing.school).cards(row.id)[0]
        wraps = CardWraps(kept.room_wrap, kept.person_wrap)
        scope = f"part/{session}/{place.room}"
        return Room(scope, card, kept.certificate, wraps, row.id)


def stream_in(laptop: Laptop, room: Room, wall: datetime) -> Stream:
    """Begin a stream with a shift of whoever has the card of a room."""
    key = SigningKey.generate(secrets.token_bytes)
    stream = laptop.stream(room.scope, secrets.token_hex(8), key, wall)
    card = open_card(
        room.card.code, laptop.trust.school, room.room_day, room.card.number, room.wraps
    )
    laptop.open_shift(stream, card, room.certificate)
    return stream


def recorded_in(laptop: Laptop, room: Room, wall: datetime, acts: int = STREAM) -> Stream:
    """Record so many acts on a laptop: what :meth:`Stream.add` makes, with nothing read again."""
    stream = stream_in(laptop, room, wall)
    prev, header = stream.events[-1].leaf, decode_header(stream.events[-1].header)
    for seq in range(len(stream.events), acts):
        content = secrets.token_bytes(SALT_BYTES) + _TOLD[seq % CANDIDATES]
        header = replace(
            header,
            kind=ArrivalRegistered.KIND,
            seq=seq,
            prev=prev,
            shift=stream.shift,
            wall=header.wall + timedelta(seconds=1),
            mono=seq,
            body_sha256=body_digest(content),
        )
        made = sign_event(header, content, stream.key)
        stream.events.append(made)
        prev = made.leaf
    return stream


def as_rows(stream: Stream) -> Recorded:
    """Return what a stream becomes in the archive when it was delivered."""
    events, public = stream.events, stream.key.public
    leaves = [each.leaf for each in events]
    kinds = [decode_header(each.header).kind.value for each in events[:BEGINNING]]
    kinds += [ArrivalRegistered.KIND.value] * (len(events) - BEGINNING)
    rows = [
        (leaf, seq, leaves[seq - 1] if seq else None, kind, each.header, each.signature)
        for seq, (leaf, kind, each) in enumerate(zip(leaves, kinds, events, strict=True))
    ]
    chunks = [
        encode_chunk_content(events[start : start + DELIVERY], {})
        for start in range(0, len(events), DELIVERY)
    ]
    return Recorded(stream.id, public, rows, [each.body or b"" for each in events], chunks)


def _write_rows(writing: Writing, recorded: Recorded) -> None:
    """Write events, bodies and tree."""
    school, stream, first = writing.school, recorded.stream, writing.size
    same = (stream.writer, stream.epoch, stream.scope)
    _insert(
        writing,
        event_rows,
        [
            (
                school,
                leaf,
                first + seq,
                *same,
                seq,
                prev,
                kind,
                header,
                signature,
                writing.at,
                True,
            )
            for leaf, seq, prev, kind, header, signature in recorded.rows
        ],
    )
    leaves = [row[0] for row in recorded.rows]
    bodies = zip(leaves, recorded.bodies, strict=True)
    _insert(writing, body_rows, [(school, leaf, content) for leaf, content in bodies])
    writing._tree = writing._tree.extend(map(bytes.fromhex, leaves))


def _insert(writing: Writing, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows by the driver, which knows a faster way than one statement for each."""
    names = ", ".join(each.name for each in table.columns)
    if writing.connection.dialect.name == "postgresql":
        raw: Any = writing.connection.connection.driver_connection
        with (
            raw.cursor() as cursor,
            cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as into,
        ):
            for row in rows:
                into.write_row(row)
        return
    marks = ", ".join("?" * len(table.columns))
    writing.connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", list(rows))


@contextmanager
def signers(
    laptops: Sequence[Laptop],
) -> Iterator[Callable[[Sequence[tuple[int, Room, datetime]]], Iterable[Recorded]]]:
    """Record on these laptops in processes of their own, in the order asked."""
    with get_context("fork").Pool(SIGNERS, _signs_for, (laptops,)) as pool:
        yield lambda asked: pool.imap(_recorded, asked, chunksize=1)


_laptops: list[Laptop] = []
"""Of a process that signs: a key does not go from one process to another."""


def _signs_for(laptops: Sequence[Laptop]) -> None:
    _laptops[:] = laptops


def _recorded(asked: tuple[int, Room, datetime]) -> Recorded:
    number, room, wall = asked
    return as_rows(recorded_in(_laptops[number], room, wall))


def _told(number: int) -> bytes:
    candidate = str(uuid.UUID(int=number, version=4))
    body = Body(ArrivalRegistered(), candidate, ArrivalRegistered.ASPECT)
    return encode_body(body, bytes(SALT_BYTES))[SALT_BYTES:]


_TOLD: Final = [_told(number) for number in range(CANDIDATES)]


@contextmanager
def hurried(engine: Engine) -> Iterator[None]:
    """Let a database not wait for its disk inside the block."""
    asked = HURRIED["postgresql" if is_postgresql(engine) else "sqlite"]

    def hurry(raw: Any, _record: object) -> None:
        cursor = raw.cursor()
        for each in asked:
            cursor.execute(each)
        cursor.close()
        raw.commit()

    event.listen(engine, "connect", hurry)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", hurry)
        engine.dispose()
