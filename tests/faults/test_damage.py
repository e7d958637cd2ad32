"""F2: store, -wal and journal cut and flipped in every region: nothing goes, nothing is silent.

One file is damaged at a time: that is what the journal is for. Of two, what is gone is told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from app.models.commands import CheckIdentity, RegisterArrival
from app.models.values import IdentityOutcome
from app.screens.room.troubles import TROUBLES
from app.services.fitting import ANEW, Obstructed
from app.store.device_store import Mark
from tests.builders import SESSION, candidate_id
from tests.faults.amount import times
from tests.faults.regions import WAL_HEAD, Region, flipped, of_journal, of_store, of_wal
from tests.services.school import ROOM_DAY, Laptop, a_laptop, a_school, files_of

ACTS = 6
PLACES = times(1, 9)
REGIONS = times(16, 100_000)
"""How many regions of a file at most; they are spread over all of it."""


@dataclass(frozen=True)
class Used:
    """A laptop that recorded: what its screen called recorded, and its files as they then lay."""

    laptop: Laptop
    code: str
    told: frozenset[str]
    running: dict[str, bytes]
    closed: dict[str, bytes]

    @property
    def folder(self) -> Path:
        return self.laptop.settings.folder

    def put_down(self, files: dict[str, bytes]) -> None:
        for path in self.folder.rglob("*"):
            if path.is_file():
                path.unlink()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)

    def shown(self) -> tuple[set[str], set[str]]:
        """Open the room, beside a store that does not open; return what is shown and told.

        What is told has a sentence on the screen: a code that has none fails here.
        """
        said: set[str] = set()
        try:
            room = self.laptop.open(self.code)
        except Obstructed as problem:
            said.add(problem.obstacle.value)
            room = self.laptop.open(self.code, anew=problem.obstacle in ANEW)
        said |= {each.value for each in room.notices} - {"new-store-beside"}
        assert said <= TROUBLES.keys()
        leaves = [each.event.leaf for each in room.recorder.store.read_all()]
        assert len(leaves) == len(set(leaves))
        self.laptop.close()
        return set(leaves), said


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Used:
    school, card = a_school()
    laptop = a_laptop(tmp_path_factory.mktemp("damage"), school)
    room = laptop.open(card.code)
    told: set[str] = set()
    for number in range(ACTS):
        commands = (
            RegisterArrival(SESSION, candidate_id(number % 3 + 1)),
            CheckIdentity(SESSION, candidate_id(number % 3 + 1), IdentityOutcome.SEEN),
        )
        command = commands[number // 3 % 2]
        recorded = room.recorder.record(command, laptop.clock.step(seconds=5))
        told |= {each.event.leaf for each in recorded.entries}
    running = files_of(laptop.settings.folder)
    laptop.close()
    closed = files_of(laptop.settings.folder)
    return Used(laptop, card.code, frozenset(told), running, closed)


def the_one(files: dict[str, bytes], end: str) -> str:
    (name,) = [each for each in files if ROOM_DAY in each and each.endswith(end)]
    return name


def spread(regions: Iterator[Region]) -> list[Region]:
    found = list(regions)
    step = max(1, len(found) // REGIONS)
    return found[::step]


def damages(raw: bytes, regions: Iterator[Region], chance: Random) -> Iterator[tuple[str, bytes]]:
    """Return each way in which a file is damaged, with what to call it."""
    for region in spread(regions):
        for place in region.places(PLACES):
            yield f"flip in {region.name}", flipped(raw, place, chance.randrange(8))
            yield f"cut in {region.name}", raw[:place]
            yield f"zeros in {region.name}", raw[:place] + bytes(len(raw[place:]))


KINDS = (
    ("running", "-wal", of_wal),
    ("running", ".day", of_store),
    ("closed", ".day", of_store),
    ("running", ".journal", of_journal),
    ("closed", ".journal", of_journal),
)


@pytest.mark.parametrize(("moment", "end", "regions"), KINDS)
@pytest.mark.timeout(3600)
def test_no_cut_and_no_flip_of_one_file_takes_an_act_away(
    used: Used, moment: str, end: str, regions: Callable[[bytes], Iterator[Region]]
) -> None:
    files: dict[str, bytes] = getattr(used, moment)
    name = the_one(files, end)
    lost = []
    for what, spoiled in damages(files[name], regions(files[name]), Random(end)):
        used.put_down(files | {name: spoiled})
        shown, _ = used.shown()
        if not used.told <= shown:
            lost.append(what)
    assert not lost


@pytest.mark.timeout(3600)
def test_what_neither_store_nor_journal_has_is_told_and_never_called_healed(used: Used) -> None:
    chance, untold = Random("both"), []
    wal, journal = the_one(used.running, "-wal"), the_one(used.running, ".journal")
    raw = used.running[journal]
    records = [each for each in of_journal(raw) if each.name.startswith("record")]
    last = records[-1].name.split()[1]
    for _ in range(times(10, 2_000)):
        region = chance.choice([each for each in records if each.name.split()[1] != last])
        spoiled = flipped(raw, chance.randrange(region.start, region.end), chance.randrange(8))
        cut = used.running[wal][: chance.randrange(len(used.running[wal]))]
        used.put_down(used.running | {wal: cut, journal: spoiled})
        shown, said = used.shown()
        if not used.told <= shown and not said & {"store-rolled-back", "store-damaged"}:
            untold.append((region.name, len(cut)))
    assert not untold


def test_what_a_receipt_had_is_missed_also_when_both_lost_their_end(used: Used) -> None:
    """F15: the laptop remembers how far the dossier acknowledged, and tells that it had more."""
    laptop, files = used.laptop, used.running
    wal, journal = the_one(files, "-wal"), the_one(files, ".journal")
    heads = [each for each in of_journal(files[journal]) if each.name == "head 1 content"]
    used.put_down(files)
    room = laptop.open(used.code)
    last = room.recorder.own_entries()[-1].event
    assert laptop.device is not None
    assert laptop.device.memory is not None
    mark = Mark(last.header.stream, last.header.seq, last.leaf)
    laptop.device.memory.note_marks(ROOM_DAY, room.store, [mark])
    laptop.close()
    kept = files_of(used.folder)
    device = {name: content for name, content in kept.items() if name.startswith("device")}
    older = {wal: files[wal][:WAL_HEAD], journal: files[journal][: heads[0].end]}
    used.put_down(files | device | older)
    shown, said = used.shown()
    assert last.leaf not in shown
    assert "store-rolled-back" in said
