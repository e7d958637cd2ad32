"""The room feed: what a room's laptop gets, in numbered chunks under K_room (format.md 7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.crypto.checkpoint import Checkpoint, sign_checkpoint
from app.crypto.derive import KEY_BYTES
from app.crypto.envelope import to_json
from app.crypto.neighbours import seal_neighbours
from app.crypto.roomfeed import (
    ChunkMark,
    FeedManifest,
    FeedPlace,
    mark_chunk,
    seal_chunk,
    sign_manifest,
)
from app.crypto.signed_event import SignedEvent
from app.models.codec import decode_header, instant_text
from app.models.marks import FrontierEntry
from app.sync.protocol import (
    FEED_CHUNKS_MAX,
    CardWrap,
    Chunk,
    FeedAnswer,
    Package,
    PackageHeader,
    encode_chunk_content,
)
from dossier.archive.chunks import ChunkRow, ChunkRows
from dossier.archive.leaves import positions_of
from dossier.archive.ledger import Ledger, Writing, stored_in
from dossier.archive.reading import Reading
from dossier.archive.rooms import CardRow, CardRows, RoomDayRow, RoomRows
from dossier.archive.streams import Stored
from dossier.config import DossierConfig
from dossier.kept_apart import ROOM_KEY
from dossier.keys import DossierKeys
from dossier.neighbouring import Neighbours
from dossier.standards import Changes, changes_in, numbers_on

CHUNK_EVENTS_BYTES: Final = 600_000
ANSWER_BYTES_MAX: Final = 8 * 1024 * 1024
EVENT_OVERHEAD: Final = 200
FIRST: Final = -1
BEFORE_ALL: Final = -1
_FIRST: Final = b'"seq":0,'
"""`after` of a reader that has no chunk yet."""


class NoSuchRoom(Exception):
    """There is no such room-day, or it is not of this laptop's location."""


def room_key_purpose(room_day: str, key_version: int) -> str:
    """Return what a sealed K_room is bound to."""
    return f"room/{room_day}/{key_version}"


class RoomFeed:
    """Writes the feed inside the transaction that wrote the events, and answers readers."""

    def __init__(self, keys: DossierKeys, config: DossierConfig) -> None:
        self._keys = keys
        self._config = config
        self._neighbours = Neighbours()

    # ------------------------------------------------------------ writing

    def add_room_day(self, writing: Writing, row: RoomDayRow) -> None:
        """Add a room-day with a K_room of its own, of a version that no other key ever had."""
        version = max(row.key_version, writing.key_version_of(row.id) + 1)
        sealed = _new_key(writing, self._keys, row.id, version)
        rooms = RoomRows(writing.connection, writing.school)
        rooms.add(replace(row, key_version=version, key_sealed=sealed, updated_at=writing.at))

    def room_key(self, row: RoomDayRow) -> bytes:
        """Return K_room."""
        return self._keys.unseal(row.key_sealed, room_key_purpose(row.id, row.key_version))

    def renew_key(self, writing: Writing, room_day: str) -> RoomDayRow:
        """Give a room-day a new K_room; everything is sealed anew under it."""
        rooms = RoomRows(writing.connection, writing.school)
        row = _known(rooms, room_day)
        chunks = ChunkRows(writing.connection, writing.school)
        first = chunks.next_n(room_day)
        version = max(row.key_version, writing.key_version_of(room_day)) + 1
        rooms.set_key(room_day, version, _new_key(writing, self._keys, room_day, version))
        self.append(writing, [room_day])
        chunks.forget(room_day, first)
        return _known(rooms, room_day)

    def reseal(self, writing: Writing, room_day: str, first: int = 0) -> None:
        """Seal a feed anew under the same key, as after bodies were erased.

        `first` is the least number of its chunks: laptops may know later ones than this archive.
        """
        rooms = RoomRows(writing.connection, writing.school)
        row = _known(rooms, room_day)
        chunks = ChunkRows(writing.connection, writing.school)
        first = max(first, chunks.next_n(room_day))
        rooms.set_key(room_day, row.key_version, row.key_sealed)
        self.publish_cards(writing, room_day, first)
        self.append(writing, [room_day])
        chunks.forget(room_day, first)

    def before_commit(self, writing: Writing) -> None:
        """Bring what this transaction wrote into the feeds of the rooms that read it."""
        if writing.touched:
            rooms = RoomRows(writing.connection, writing.school)
            self.append(writing, rooms.readers_of(writing.touched))

    def append(self, writing: Writing, room_days: Iterable[str]) -> None:
        """Seal what these rooms read and their feeds do not hold yet."""
        for room_day in room_days:
            self._append_to(writing, room_day)

    def publish_cards(self, writing: Writing, room_day: str, first: int = 0) -> None:
        """Put the certificates of a room-day's cards in its feed."""
        rooms = RoomRows(writing.connection, writing.school)
        cards = CardRows(writing.connection, writing.school).cards(room_day)
        certificates = {each.number: each.certificate for each in cards}
        chunks = ChunkRows(writing.connection, writing.school)
        self._seal(chunks, _known(rooms, room_day), [], certificates, first)
        rooms.note_changed(room_day, writing.at)

    def _append_to(self, writing: Writing, room_day: str) -> None:
        rooms = RoomRows(writing.connection, writing.school)
        row = _known(rooms, room_day)
        scopes = rooms.scopes(room_day)
        news = []
        for through in sorted(set(scopes.values())):
            some = [scope for scope, position in scopes.items() if position == through]
            news += stored_in(writing, some, through)
        news.sort(key=lambda each: each.position)
        news += _opened_late(writing, news)
        for portion in _portions([each.signed for each in news]):
            self._seal(ChunkRows(writing.connection, writing.school), row, portion, {})
        if news:
            rooms.has_read(room_day, sorted(scopes), writing.size - 1, writing.at)

    def _seal(
        self,
        chunks: ChunkRows,
        row: RoomDayRow,
        events: Sequence[SignedEvent],
        certificates: Mapping[str, str],
        first: int = 0,
    ) -> None:
        n = max(first, chunks.next_n(row.id))
        sealed = seal_chunk(
            self.room_key(row),
            _place(self._config.school, row),
            n,
            encode_chunk_content(events, certificates),
            self._keys.random_bytes,
        )
        digest = bytes.fromhex(mark_chunk(n, sealed).sha256)
        chunks.add(row.id, ChunkRow(n, row.key_version, sealed, digest))

    # ------------------------------------------------------------ answering

    def headers(self, reading: Reading, location: str, day: str | None) -> list[PackageHeader]:
        """Return the room-days of a location."""
        rooms = RoomRows(reading.connection, reading.school)
        changes = changes_in(reading)
        rows = rooms.find(day=day, location=location)
        return [self._header(rooms, row, changes) for row in rows]

    def package(self, reading: Reading, ledger: Ledger, room_day: str, now: datetime) -> Package:
        """Return a room-day: header, card wraps and the first chunks.

        Raises:
            NoSuchRoom: There is no such room-day.
        """
        rooms = RoomRows(reading.connection, reading.school)
        row = _known(rooms, room_day)
        cards = CardRows(reading.connection, reading.school).cards(room_day)
        place, key = _place(self._config.school, row), self.room_key(row)
        numbers = self._neighbours.around(reading, rooms, row)
        return Package(
            header=self._header(rooms, row, changes_in(reading)),
            cards=tuple(_wrap(each) for each in cards if each.key_version == row.key_version),
            feed=self.answer(reading, ledger, room_day, FIRST, now),
            neighbours=seal_neighbours(key, place, numbers, self._keys.random_bytes),
        )

    def answer(
        self, reading: Reading, ledger: Ledger, room_day: str, after: int, now: datetime
    ) -> FeedAnswer:
        """Return the chunks after a number, with the signed manifest of those.

        Raises:
            NoSuchRoom: There is no such room-day.
        """
        rooms = RoomRows(reading.connection, reading.school)
        row = _known(rooms, room_day)
        chunks = _within(
            ChunkRows(reading.connection, reading.school).after(room_day, after, FEED_CHUNKS_MAX)
        )
        manifest = FeedManifest(
            place=_place(self._config.school, row),
            chunks=tuple(
                ChunkMark(each.n, each.sha256.hex(), len(each.sealed)) for each in chunks
            ),
            written_at=now,
            frontier=self._frontier(reading, rooms, room_day),
            checkpoint=sign_committed(ledger, self._keys),
        )
        return FeedAnswer(
            chunks=tuple(Chunk(each.n, each.sealed) for each in chunks),
            manifest=to_json(sign_manifest(manifest, self._keys.log)),
            server_time=instant_text(now),
        )

    def _frontier(
        self, reading: Reading, rooms: RoomRows, room_day: str
    ) -> tuple[FrontierEntry, ...]:
        return tuple(
            FrontierEntry(
                head.stream.writer, head.stream.epoch, head.stream.scope, head.through, head.leaf
            )
            for head in reading.heads(*sorted(rooms.scopes(room_day)))
            if head.through >= 0
        )

    def _header(self, rooms: RoomRows, row: RoomDayRow, changes: Changes) -> PackageHeader:
        numbers = numbers_on(changes, row.day, self._config)
        sessions = {scope.split("/")[1] for scope in rooms.scopes(row.id)}
        return PackageHeader(
            room_day=row.id,
            room=row.room,
            label=row.label,
            location=row.location,
            day=row.day,
            school_name=self._config.school_name,
            hotline=numbers.hotline,
            hotline_mobile=numbers.hotline_mobile,
            sessions=len(sessions),
            updated_at=row.updated_at,
            key_version=row.key_version,
        )


def _new_key(writing: Writing, keys: DossierKeys, room_day: str, version: int) -> bytes:
    """Return a new K_room, sealed; that it was made is kept apart before it is used."""
    writing.note_apart({"kind": ROOM_KEY, "room_day": room_day, "key_version": version})
    return keys.seal(keys.random_bytes(KEY_BYTES), room_key_purpose(room_day, version))


def _place(school: str, row: RoomDayRow) -> FeedPlace:
    return FeedPlace(school, row.id, row.key_version)


def _opened_late(writing: Writing, news: Sequence[Stored]) -> list[Stored]:
    """Return again what came earlier than the event that opens its stream: no room believed it."""
    found: list[Stored] = []
    for opening in news:
        if _FIRST not in opening.signed.header:  # headers are written without spaces
            continue
        header = decode_header(opening.signed.header)
        if header.seq == 0 and positions_of(writing, header.stream)[0][0] < opening.position:
            some = stored_in(writing, [header.scope], BEFORE_ALL)
            found += [
                each
                for each in some
                if each.position < opening.position
                and decode_header(each.signed.header).stream == header.stream
            ]
    return found


def _known(rooms: RoomRows, room_day: str) -> RoomDayRow:
    row = rooms.get(room_day)
    if row is None:
        raise NoSuchRoom
    return row


def _wrap(card: CardRow) -> CardWrap:
    return CardWrap(
        number=card.number,
        key_version=card.key_version,
        room_wrap=card.room_wrap,
        person_wrap=card.person_wrap,
        is_reserve=card.is_reserve,
    )


def sign_committed(ledger: Ledger, keys: DossierKeys) -> str:
    """Return the signed checkpoint of the log as it was last committed."""
    origin, tree = ledger.tree()
    return sign_checkpoint(Checkpoint(origin, tree.size, tree.root), keys.log)


def _portions(events: Sequence[SignedEvent]) -> list[list[SignedEvent]]:
    """Return the events in order, in portions that fit a chunk."""
    portions: list[list[SignedEvent]] = []
    room_left = 0
    for each in events:
        size = (len(each.header) + len(each.body or b"")) * 4 // 3 + EVENT_OVERHEAD
        if not portions or size > room_left:
            portions.append([])
            room_left = CHUNK_EVENTS_BYTES
        portions[-1].append(each)
        room_left -= size
    return portions


def _within(chunks: Sequence[ChunkRow]) -> list[ChunkRow]:
    """Return as many of the first chunks as fit one answer, at least one."""
    taken: list[ChunkRow] = []
    size = 0
    for each in chunks:
        size += len(each.sealed)
        if taken and (size > ANSWER_BYTES_MAX or each.key_version != taken[0].key_version):
            break
        taken.append(each)
    return taken
