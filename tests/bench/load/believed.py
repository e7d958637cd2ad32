"""Whether a log that was filled is one that the dossier itself takes for true."""

import random
from typing import Final

from sqlalchemy import func, select

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.roomfeed import FeedPlace, open_chunk
from app.crypto.signed_event import SignedEvent
from app.crypto.tree import Frontier
from app.sync.protocol import decode_chunk_content
from dossier.archive.chunks import ChunkRows
from dossier.archive.leaves import leaves_between, tree_of
from dossier.archive.reading import Reading
from dossier.archive.rooms import RoomRows
from dossier.archive.tables import body, epoch, event, room_day, stream
from dossier.feed import FIRST
from dossier.opened import OpenDossier

SAMPLE: Final = 20
"""Rooms of which every signature, chain and chunk is looked at again."""
PORTION: Final = 50_000


class Untrue(Exception):
    """The dossier would not take this log for true."""


def look_again(dossier: OpenDossier, chance: random.Random) -> dict[str, int]:
    """Count the rows, make the whole tree anew, and verify a sample of rooms; tell what was seen.

    Raises:
        Untrue: Something does not fit.
    """
    with dossier.ledger.reading() as reading:
        rows = {
            each.name: reading.connection.scalar(select(func.count()).select_from(each)) or 0
            for each in (event, body, stream, epoch, room_day)
        }
        log, tree = tree_of(reading), Frontier()
        for start in range(0, log.size, PORTION):
            tree = tree.extend(leaves_between(reading, start, start + PORTION))
        if not rows["event"] == rows["body"] == log.size or tree != log:
            raise Untrue("the rows are not those of the tree")
        rooms = list(reading.connection.scalars(select(room_day.c.id)))
        seen = sum(
            _room(dossier, reading, each)
            for each in chance.sample(sorted(rooms), min(SAMPLE, len(rooms)))
        )
    return rows | {"verified": seen}


def _room(dossier: OpenDossier, reading: Reading, name: str) -> int:
    rooms = RoomRows(reading.connection, reading.school)
    row = rooms.get(name)
    if row is None:
        raise Untrue("a room that is not there")
    stored = [each.signed for each in reading.stored(*sorted(rooms.scopes(name)))]
    keys: dict[tuple[str, str], bytes] = {}
    tips: dict[object, str] = {}
    for signed in stored:
        header = header_of(signed, reading.school)
        opening = opening_of(signed, header, dossier.keys.trust)
        if opening is not None:
            keys[opening.writer, opening.epoch] = opening.public
        key = keys.get((header.writer, header.epoch)) or reading.epoch_key(
            header.writer, header.epoch
        )
        try:
            believed(signed, key or b"")
        except Doubted as problem:
            raise Untrue(problem.doubt.value) from problem
        if header.prev is not None and tips.get(header.stream) != header.prev:
            raise Untrue("a chain is broken")
        tips[header.stream] = signed.leaf
    place, told = FeedPlace(reading.school, row.id, row.key_version), list[SignedEvent]()
    for chunk in ChunkRows(reading.connection, reading.school).after(name, FIRST, len(stored)):
        opened = open_chunk(dossier.feed.room_key(row), place, chunk.n, chunk.sealed)
        told += decode_chunk_content(opened)[0]
    if sorted(each.leaf for each in told) != sorted(each.leaf for each in stored):
        raise Untrue("a feed does not hold what was recorded")
    return len(stored)
