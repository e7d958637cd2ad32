"""A world: one morning of one room, lived from a seed, with faults, and mended at the end."""

import contextlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from app.crypto.checkpoint import read_checkpoint
from app.crypto.device_keys import load_device_key
from app.crypto.journal import open_with_seal_key
from app.crypto.journal_content import read_journal
from app.crypto.keys import SigningKey
from app.crypto.signed_event import read_event
from app.models.act import Event
from app.models.strict_json import Malformed
from app.services.enrolling import install_id
from app.services.fitting import Obstacle
from app.sync.protocol import PUSH_EVENTS_MAX
from tests.simulation.clock import BEGINNINGS, WorldClock
from tests.simulation.disk import Disk
from tests.simulation.dossier_side import DossierSide
from tests.simulation.faults import FAULTS, Fault
from tests.simulation.hostile import Forgery, Made
from tests.simulation.laptop import SimLaptop
from tests.simulation.living import SPARE, Living
from tests.simulation.machine import Machine
from tests.simulation.mending import Mending
from tests.simulation.network import Network
from tests.simulation.office import SimOffice
from tests.simulation.passing import Image, Time
from tests.simulation.requiring import require
from tests.simulation.school import (
    BUREAU,
    LAPTOPS,
    OFFICES,
    PASSPHRASE,
    PEOPLE,
    ROOM_DAYS,
    Template,
    secret_of,
)

AT_ONCE: Final = (1, 2, PUSH_EVENTS_MAX)
"""How many events a laptop sends at once as it starts: with few, a receipt comes amid the rest."""
ASTRAY_S: Final = (0, 0, 0, 0, 40, -75, 3_600, -7_200, 86_400, -86_400)
"""How wrong the clock of a machine may be as the day begins: also by a time zone, or a day."""
TWO_ROOMS: Final = 0.2
"""In what part of the mornings laptops are carried to another room, and back."""
OFFICES_OPEN: Final = (0, 0, 0, 0, 0, 1, 2)
"""How many machines of the office a morning has."""


@dataclass
class World(Time, Living, Mending):
    """Everything that happens once, in one folder."""

    seed: int
    folder: Path
    template: Template
    verbose: bool = False
    faults: Sequence[Fault] = FAULTS
    laptops: list[SimLaptop] = field(default_factory=list)
    offices: list[SimOffice] = field(default_factory=list)
    images: dict[str, Image] = field(default_factory=dict)
    forged: list[tuple[Forgery, Made]] = field(default_factory=list)
    excused: set[str] = field(default_factory=set)
    """What was lost by more damage than anything here promises to heal."""
    suffered: set[str] = field(default_factory=set)
    is_unprinted: bool = False
    """Whether the dossier made new cards and crashed before it printed them."""
    was_put_back: bool = False
    """Whether the dossier lost what it had: laptops bring it again, as far as they are there."""
    witnessed: list[str] = field(default_factory=list)
    """The largest checkpoints that laptops elsewhere saw of a server before it was put back."""
    sealed: dict[str, Any] = field(default_factory=dict)
    """What the report of each seal said when it was made, by the seal's leaf."""

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.clock = WorldClock(began=Random(f"clock {self.seed}").choice(BEGINNINGS))
        self.disk = Disk(Random(f"disk {self.seed}"))
        self._queue: list[tuple[int, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self.template.copy_to(self.folder)
        self.dossier = DossierSide(self.folder / "dossier", self.clock, str(self.seed))
        self.network = Network(self.clock, self.dossier, Random(f"net {self.seed}"), self.at)
        here, elsewhere = (self.template.codes[each] for each in ROOM_DAYS)
        reserve = [each for each in here if each.person is None]
        codes = {each.person: each.code for each in here}
        self.reserve_number = reserve[-1].number
        self._most_at_once = Random(f"batch {self.seed}").choice(AT_ONCE)
        self._clocks = Random(f"clocks {self.seed}")
        self._seeds: dict[str, bytes] = {}
        self._tellers: dict[str, str] = {}
        self.cards = {each: codes[each] for each in PEOPLE} | {None: reserve[0].code}
        """Who may sit down at a laptop, and with which code."""
        self.cards_elsewhere = {each.person: each.code for each in elsewhere}
        self.has_two_rooms = Random(f"rooms {self.seed}").random() < TWO_ROOMS
        for name, person in zip(LAPTOPS, self.cards, strict=True):
            self.add(name, self.cards[person])
        self.laptops[-1].typed = SPARE
        self.passphrases = dict.fromkeys(BUREAU, PASSPHRASE)
        self.start_codes: dict[str, str] = {}
        least = int(all(each.name.startswith("office-") for each in self.faults))
        drawn = Random(f"office {self.seed}").choice(OFFICES_OPEN)
        for name in OFFICES[: max(least, drawn)]:
            self.add_office(name)

    def add(self, name: str, code: str) -> SimLaptop:
        """Have one more laptop."""
        laptop = SimLaptop(**self._machine(name), code=code, seeds=self._seeds)
        self.laptops.append(laptop)
        return laptop

    def add_office(self, name: str) -> SimOffice:
        """Have one more machine of the office."""
        office = SimOffice(
            **self._machine(name), passphrases=self.passphrases, codes=self.start_codes
        )
        self.offices.append(office)
        return office

    def copy_of(self, machine: Machine, name: str) -> Machine:
        """Have a machine that is the same as another one."""
        if isinstance(machine, SimLaptop):
            copy = self.add(name, machine.code)
            copy.typed = machine.typed
            return copy
        assert isinstance(machine, SimOffice)
        office = self.add_office(name)
        office.told_in.update({folder: set() for folder in machine.told_in})
        return office

    def _machine(self, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "folder": self.folder / name,
            "world": self.clock,
            "disk": self.disk,
            "line": self.network,
            "most_at_once": self._most_at_once,
            "astray": timedelta(seconds=self._clocks.choice(ASTRAY_S)),
            "tellers": self._tellers,
        }

    # ------------------------------------------------------------ the end

    def look_at_store(self, laptop: SimLaptop) -> None:
        """I1: what a screen called recorded is there after every opening, or is excused."""
        room = laptop.room
        if room is None:
            return
        if room.device.memory is not None:
            goes_on = bool(laptop.outdated) and laptop.outdated == laptop.epoch
            require(not goes_on, f"F15 {laptop.name} goes on where its disk lost acts")
            laptop.outdated = ""
        store = room.recorder.store
        hurts = laptop.hurts.pop(laptop.room_day, set())
        missing = {leaf for leaf in laptop.told_in[laptop.room_day] if not store.has(leaf)}
        missing -= self.excused | laptop.under_former_key
        keys_lost = laptop.noticed.count(Obstacle.STORE_OTHER_KEY.value)
        if keys_lost > laptop.keys_lost:
            laptop.under_former_key |= missing
            if hurts & {
                "journal",
                "both",
            }:  # journal and store both: what that journal lost is gone
                self.excused |= missing - self._in_journals(laptop)
        elif "both" in hurts:
            self.excused |= missing
        else:
            require(not missing, f"I1 {laptop.name} lost {len(missing)}; {laptop.noticed}")
        laptop.keys_lost = keys_lost

    def _in_journals(self, laptop: SimLaptop) -> set[str]:
        """Return what the school can read of a laptop's journals, and can believe."""
        seed = self.dossier.opened.keys.seal_seed
        found: list[Event] = []
        for path in laptop.folder.rglob("*.journal"):
            with contextlib.suppress(Malformed):
                content = read_journal(
                    path.read_bytes(), lambda raw: open_with_seal_key(raw, seed)
                )
                found += map(read_event, content.events)
        opened = {each.header.stream for each in found if each.header.seq == 0}
        return {each.leaf for each in found if each.header.stream in opened}

    def device_key(self, laptop: Machine) -> SigningKey:
        secret = secret_of(laptop.name.partition(".")[0])
        return load_device_key(laptop.settings.device_key, install_id(laptop.settings), secret)

    def hand_out(self, printed: dict[str | None, Any]) -> None:
        """Give everybody the new card."""
        self.is_unprinted = False
        self.reserve_number = printed[None].number
        former = {code: person for person, code in self.cards.items()}
        self.cards = {each: printed[each].code for each in self.cards}
        for laptop in self.laptops:
            if laptop.code in former:  # else it is used in the other room
                laptop.code = self.cards[former[laptop.code]]

    def put_back(self, *, whole: bool = False) -> None:
        """Know that the dossier is an older one: what cards it made since are printed again.

        When nothing beside its archive says so either, only laptops can: those of other rooms too,
        which show at the end of the morning what they were told.
        """
        self.was_put_back = True
        self.is_unprinted |= "new-room-key" in self.suffered
        if whole:
            notes = (receipt.checkpoint for receipt, _ in self.network.receipts)
            self.witnessed += sorted(notes, key=lambda note: read_checkpoint(note).size)[-1:]
            self.network.receipts.clear()

    def held(self) -> set[str]:
        """Return the leaves that a laptop of this world holds."""
        rooms = [each.room for each in self.laptops if not each.is_dead and each.room is not None]
        return {entry.event.leaf for room in rooms for entry in room.recorder.store.read_all()}

    def close(self) -> None:
        for machine in self.machines:
            machine._let_go()
        self.dossier.stop()
