"""A world: one morning of one room, lived from a seed, with faults, and mended at the end."""

import contextlib
import heapq
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
from app.sync.state import NEVER
from tests.simulation import people
from tests.simulation.clock import BEGINNINGS, WorldClock
from tests.simulation.disk import Crash, Disk, Files
from tests.simulation.dossier_side import DossierSide
from tests.simulation.faults import FAULTS, THEMES, Fault
from tests.simulation.hostile import Forgery, Made
from tests.simulation.laptop import SimLaptop
from tests.simulation.mending import Mending
from tests.simulation.network import BAD, Network
from tests.simulation.requiring import require
from tests.simulation.school import LAPTOPS, PEOPLE, Template, secret_of

AT_ONCE: Final = (1, 2, PUSH_EVENTS_MAX)
"""How many events a laptop sends at once as it starts: with few, a receipt comes amid the rest."""
SPARE: Final = "Testnaam Invaller"
"""What somebody with a spare card types."""
ASTRAY_S: Final = (0, 0, 0, 40, -75, 3_600)
"""How wrong the clock of a laptop may be as the day begins."""
LENGTHS: Final = (6, 8, 10, 14, 18, 22, 30, 40)
"""How many steps a morning may have: many short ones find more than few long ones."""


@dataclass(frozen=True)
class Image:
    """A copy of a laptop's disk, as of a moment: in which epoch, after what was told."""

    files: Files
    epoch: str
    told: frozenset[str]


class Time:
    """Time going by in a world, with everything that happens in it."""

    def guard(self, laptop: SimLaptop, verb: Callable[[], None]) -> None:
        """Do something in the program of a laptop, that may crash while doing it."""
        try:
            verb()
        except Crash:
            self.note(f"{laptop.name} crashes")
            self.crashed(laptop)

    def crashed(self, laptop: SimLaptop) -> Files:
        """End a laptop's program where it is; return its files, and keep the first as an image."""
        epoch, told = laptop.epoch, frozenset(laptop.told)
        files = laptop.crash()
        self.images.setdefault(laptop.name, Image(files, epoch, told))
        return files

    def at(self, after_ms: int, verb: Callable[[], None]) -> None:
        """Have something happen later."""
        heapq.heappush(self._queue, (self.clock.ms + after_ms, next(self._numbers), verb))

    def advance(self, ms: int) -> None:
        """Let time go by, with everything that happens in it, in order."""
        until = self.clock.ms + ms
        while True:
            waking = min(self.laptops, key=lambda each: each.wake_at)
            woken, queued = waking.wake_at, self._queue[0][0] if self._queue else NEVER
            if min(woken, queued) > until:
                break
            self.clock.ms = max(self.clock.ms, min(woken, queued))
            if queued <= woken:
                _, _, verb = heapq.heappop(self._queue)
                self._guarded_event(verb)
            else:
                self.guard(waking, waking.turn)
        self.clock.ms = until

    def _guarded_event(self, verb: Callable[[], None]) -> None:
        try:
            verb()
        except Crash:
            running = [each for each in self.laptops if each.is_turning]
            for laptop in running:
                self.note(f"{laptop.name} crashes")
                self.crashed(laptop)

    def note(self, text: str) -> None:
        if self.verbose:
            print(f"{self.clock.ms / 1000:9.1f} {text}")


class Living:
    """A morning as it is lived, step by step, and what goes wrong in it."""

    def live(self) -> None:
        """Let the morning happen."""
        chance = self.chance
        theme = chance.choice(THEMES)
        pool = [each for each in self.faults if each.name.startswith(theme)] or self.faults
        some = chance.sample(pool, min(len(pool), chance.randrange(1, 9)))
        often = chance.choice([0.05, 0.15, 0.3])
        if chance.random() < 0.5:
            self.network.badness = chance.choice([0.2, 0.6])
            self.network.kinds = chance.choice([BAD, tuple(chance.sample(BAD, 2))])
        with self.disk.mounted():
            for laptop in self.laptops[: chance.choice([1, 2, 2, 3])]:
                self.guard(laptop, lambda laptop=laptop: self.begin(laptop))
            for _ in range(chance.choice(LENGTHS)):
                if chance.random() < often:
                    fault = chance.choice(some)
                    self._suffer(fault)
                else:
                    self._step()
            self.mend()

    def _suffer(self, fault: Fault) -> None:
        self.note(f"fault {fault.name}")
        self.suffered.add(fault.name)
        try:
            fault.do(self)
        except Crash:  # the dossier's: laptops are guarded where they run
            self.dossier.stop_one()

    def _step(self) -> None:
        chance = self.chance
        drawn = chance.random()
        if drawn < 0.3:
            self.advance(chance.choice([300, 2_000, 20_000, 40_000]))
        elif drawn < 0.4:
            self._mend_something()
        elif drawn < 0.43:
            self.on_a_laptop(self._sealing)
        elif drawn < 0.47:
            self.on_a_laptop(self._go_or_come)
        else:
            self.on_a_laptop(self._act)

    def _act(self, laptop: SimLaptop) -> None:
        if people.session_of(laptop).plan is None:
            return
        command = people.something(laptop, self.chance)
        recorded = laptop.record(command)
        self.note(f"{laptop.name} {type(command).__name__} {'yes' if recorded else 'no'}")

    def _sealing(self, laptop: SimLaptop) -> None:
        is_sealed = people.close_report(laptop, self.chance, self.sealed)
        self.note(f"{laptop.name} closes: {is_sealed}")

    def _go_or_come(self, laptop: SimLaptop) -> None:
        """Leave the room, end the program as a person does, or sit down at somebody's laptop."""
        assert laptop.work is not None
        drawn = self.chance.random()
        if drawn < 0.4:
            self.note(f"{laptop.name} leaves the room")
            laptop.work.leave()
        elif drawn < 0.6:
            self.note(f"{laptop.name} is closed")
            laptop.stop()
        else:
            person = self.chance.choice([*self.cards])
            self.note(f"{laptop.name} is taken over by {person}")
            laptop.code, laptop.typed = self.cards[person], "" if person else SPARE
            if drawn < 0.8:  # with the room left before, or joining who is there
                laptop.work.leave()
            laptop.open()

    def on_a_laptop(self, verb: Callable[[SimLaptop], None]) -> None:
        """Do something on a laptop whose room is open, if there is one."""
        ready = [each for each in self.laptops if each.room is not None]
        if ready:
            laptop = self.chance.choice(ready)
            self.guard(laptop, lambda: verb(laptop))

    def begin(self, laptop: SimLaptop) -> None:
        """Start a laptop if it is off, and open its room."""
        if laptop.work is None:
            laptop.start()
        if laptop.needs_code and laptop.work is not None:
            laptop.work.leave()
        if laptop.room is None:
            noticed = len(laptop.noticed)
            is_open = laptop.open()
            self.note(f"{laptop.name} opens {is_open} {laptop.noticed[noticed:]}")
        self.look_at_store(laptop)


@dataclass
class World(Time, Living, Mending):
    """Everything that happens once, in one folder."""

    seed: int
    folder: Path
    template: Template
    verbose: bool = False
    faults: Sequence[Fault] = FAULTS
    laptops: list[SimLaptop] = field(default_factory=list)
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
        reserve = [each for each in self.template.codes if each.person is None]
        codes = {each.person: each.code for each in self.template.codes}
        self.reserve_number = reserve[-1].number
        self._most_at_once = Random(f"batch {self.seed}").choice(AT_ONCE)
        self._clocks = Random(f"clocks {self.seed}")
        self._seeds: dict[str, bytes] = {}
        self._tellers: dict[str, str] = {}
        self.cards = {each: codes[each] for each in PEOPLE} | {None: reserve[0].code}
        """Who may sit down at a laptop, and with which code."""
        for name, person in zip(LAPTOPS, self.cards, strict=True):
            self.add(name, self.cards[person])
        self.laptops[-1].typed = SPARE

    def add(self, name: str, code: str) -> SimLaptop:
        laptop = SimLaptop(
            name, self.folder / name, self.clock, self.disk, self.network, code,
            seeds=self._seeds, tellers=self._tellers, most_at_once=self._most_at_once,
        )  # fmt: skip
        laptop.astray = timedelta(seconds=self._clocks.choice(ASTRAY_S))
        self.laptops.append(laptop)
        return laptop

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
        missing = {leaf for leaf in laptop.told if not store.has(leaf)}
        missing -= self.excused | laptop.under_former_key
        keys_lost = laptop.noticed.count(Obstacle.STORE_OTHER_KEY.value)
        if keys_lost > laptop.keys_lost:
            laptop.under_former_key |= missing
            if laptop.is_journal_hurt:  # journal and store both: what that journal lost is gone
                self.excused |= missing - self._in_journals(laptop)
        elif laptop.may_lose:
            self.excused |= missing
        else:
            require(not missing, f"I1 {laptop.name} lost {len(missing)}; {laptop.noticed}")
        laptop.keys_lost = keys_lost
        laptop.may_lose = laptop.is_journal_hurt = False

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

    def device_key(self, laptop: SimLaptop) -> SigningKey:
        secret = secret_of(laptop.name.partition(".")[0])
        return load_device_key(laptop.settings.device_key, install_id(laptop.settings), secret)

    def hand_out(self, printed: dict[str | None, Any]) -> None:
        """Give everybody the new card."""
        self.is_unprinted = False
        self.reserve_number = printed[None].number
        former = {code: person for person, code in self.cards.items()}
        self.cards = {each: printed[each].code for each in self.cards}
        for laptop in self.laptops:
            laptop.code = self.cards[former.get(laptop.code)]

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
        for laptop in self.laptops:
            laptop._let_go()
        self.dossier.stop()
