"""Whether taking in costs the same with ten thousand events in the log as with millions.

The log is grown by rows in the archive's own tables, with random leaves and a true tree over them;
they were never verified, and nothing that is measured reads them. What is measured is the real
intake of real deliveries, by processor time of this process, and the files on disk.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert, select, update

from app.crypto.tree import Frontier
from app.sync.protocol import decode_push
from dossier.archive.ledger import Writing
from dossier.archive.tables import body, event, log_state, stream
from dossier.bootstrap import system_surroundings
from dossier.opened import OpenDossier, open_dossier
from tests.bench.load import ours
from tests.dossier.world import School

SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
EACH, LAPTOPS = 100, 30
PORTION = 20_000
STREAM_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Grown:
    """What one event costs in a log of that size."""

    log_size: int
    taken_us: float
    reading_us: float
    """Of one receipt and one proof's worth of looking: heads and a page of the log."""
    archive_mb: int


def measure(folder: Path, most: int) -> Iterator[Grown]:
    """Grow a log step by step up to `most`, and take in the same deliveries at each step."""
    school = School(folder)
    school.found()
    with closing(open_dossier(school.data, system_surroundings())) as dossier:
        places = ours.rooms(dossier)
        for size in [each for each in SIZES if each <= most]:
            _fill(dossier, size - LAPTOPS * EACH)
            many = ours.deliveries(dossier, places, LAPTOPS, EACH, ours.BATCH)
            began = time.process_time()
            for delivery in many:
                for raw, _ in delivery.requests:
                    events = decode_push(raw).events
                    dossier.intake.take(delivery.laptop.device, events, dossier.around.moment())
            taken = time.process_time() - began
            looked = _look(dossier, places)
            yield Grown(
                log_size=dossier.ledger.tree()[1].size,
                taken_us=round(taken / (LAPTOPS * EACH) * 1e6, 1),
                reading_us=round(looked * 1e6),
                archive_mb=round(dossier.folder.archive.stat().st_size / 1e6),
            )


def _look(dossier: OpenDossier, places: list[ours.Room]) -> float:
    began = time.process_time()
    for place in places:
        with dossier.ledger.reading() as reading:
            reading.heads(place.scope)
            reading.all_stored(dossier.ledger.news.size - 100, 100)
    return (time.process_time() - began) / len(places)


def _fill(dossier: OpenDossier, size: int) -> None:
    while (missing := size - dossier.ledger.tree()[1].size) > 0:
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            _fill_some(writing, min(PORTION, missing))


def _fill_some(writing: Writing, count: int) -> None:
    """Add streams of 500 events each; the transaction's own last step keeps the tree."""
    ask = writing.connection
    row = ask.execute(select(log_state).where(log_state.c.school == writing.school)).one()
    tree, rows = Frontier.from_bytes(row.frontier), []
    for start in range(0, count, STREAM_LENGTH):
        length = min(STREAM_LENGTH, count - start)
        leaves = [secrets.token_bytes(32) for _ in range(length)]
        told = {
            "school": writing.school,
            "writer": f"filler-{secrets.token_hex(4)}",
            "epoch": secrets.token_hex(16),
            "scope": f"part/{secrets.token_hex(8)}/R1",
        }
        rows += [
            told
            | {
                "leaf": leaf.hex(),
                "position": tree.size + number,
                "seq": number,
                "prev": leaves[number - 1].hex() if number else None,
                "kind": "fact",
                "header": bytes(420),
                "signature": bytes(64),
                "received_at": writing.at,
                "is_chained": True,
            }
            for number, leaf in enumerate(leaves)
        ]
        tree = tree.extend(leaves)
        ask.execute(
            insert(stream).values(
                **told, through=length - 1, head=leaves[-1].hex(), is_forked=False
            )
        )
    ask.execute(insert(event), rows)
    bodies = [{"school": r["school"], "leaf": r["leaf"], "content": bytes(150)} for r in rows]
    ask.execute(insert(body), bodies)
    ask.execute(
        update(log_state)
        .where(log_state.c.school == writing.school)
        .values(size=tree.size, frontier=tree.to_bytes())
    )
    writing._tree = tree
