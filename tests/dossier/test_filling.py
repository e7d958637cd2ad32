"""The fast road into a log, by which it is grown to millions, leaves what the intake leaves."""

import shutil
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Table, select, update

from app.crypto.roomfeed import FeedPlace, open_chunk
from dossier.archive.chunks import ChunkRows
from dossier.archive.oke_tables import METADATA
from dossier.archive.rooms import RoomRows
from dossier.archive.tables import chunk, event, metadata
from dossier.feed import FIRST
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.verifying import Verification
from tests import chance
from tests.bench.load import filling
from tests.bench.load.believed import Untrue, look_again
from tests.bench.load.filling import Clock, Filler, as_rows, recorded_in
from tests.dossier.world import School

TABLES = [each for each in (*metadata.sorted_tables, *METADATA.sorted_tables) if each is not chunk]


def rows(dossier: OpenDossier, table: Table) -> list[tuple[object, ...]]:
    with dossier.ledger.reading() as reading:
        return sorted(map(tuple, reading.connection.execute(select(table))), key=repr)


def chunks(dossier: OpenDossier, room_day: str) -> list[tuple[object, ...]]:
    """What stands in the feed of a room, opened: nonces are chance."""
    with dossier.ledger.reading() as reading:
        row = RoomRows(reading.connection, reading.school).get(room_day)
        assert row is not None
        key, place = dossier.feed.room_key(row), FeedPlace(reading.school, row.id, row.key_version)
        found = ChunkRows(reading.connection, reading.school).after(room_day, FIRST, 100)
        return [(each.n, open_chunk(key, place, each.n, each.sealed)) for each in found]


def test_a_filled_log_has_the_rows_of_the_intake_and_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "DELIVERY", 20)
    clock = Clock()
    around = Surroundings(clock.moment, chance.token_bytes)
    School(tmp_path).found()
    with closing(open_dossier(tmp_path / "dossier", around)) as dossier:
        filler = Filler(dossier, clock, 2)
        (room,) = filler.day(1)
    shutil.copytree(tmp_path / "dossier", tmp_path / "copy")
    streams = [recorded_in(each, room, clock.now, 50) for each in filler.laptops]
    with (
        closing(open_dossier(tmp_path / "dossier", around)) as taken,
        closing(open_dossier(tmp_path / "copy", around)) as filled,
    ):
        for each in streams:
            for start in range(0, 50, 20):
                some = each.events[start : start + 20]
                taken.intake.take(each.id.writer, some, clock.moment())
        Filler(filled, clock, 0).enter([(room, as_rows(each)) for each in streams])
        for table in TABLES:
            assert rows(filled, table) == rows(taken, table), table.name
        assert chunks(filled, room.room_day) == chunks(taken, room.room_day)
        assert Verification(filled.ledger, filled.keys).run().faults == []
        assert look_again(filled, Random(1))["verified"] > 100
        with filled.ledger.begin() as connection:
            last = event.c.position == filled.ledger.tree()[1].size - 1
            connection.execute(update(event).where(last).values(signature=bytes(64)))
        with pytest.raises(Untrue):
            look_again(filled, Random(1))
