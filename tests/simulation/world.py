"""A world: one morning of one room, lived from a seed, with faults, and mended at the end."""

import contextlib
import heapq
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

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
from tests.services.school import Keyring
from tests.simulation import people
from tests.simulation.clock import WorldClock
from tests.simulation.disk import Crash, Disk, Files
from tests.simulation.dossier_side import DossierSide
from tests.simulation.faults import FAULTS, THEMES, Fault, new_key
from tests.simulation.hostile import Forgery, Made
from tests.simulation.laptop import SimLaptop
from tests.simulation.network import BAD, Network
from tests.simulation.school import LAPTOPS, PEOPLE, Template, secret_of

ROUND_MS: Final = 31_000
ROUNDS_TO_AGREE: Final = 4
"""Two minutes: what is in the air, a minute of back-off at most, and half a minute until who
fetches asks next."""
AT_ONCE: Final = (1, 2, PUSH_EVENTS_MAX)
"""How many events a laptop sends at once as it starts: with few, a receipt comes amid the rest."""
SPARE: Final = "Testnaam Invaller"
"""What somebody with a spare card types."""
LENGTHS: Final = (6, 10, 14, 18, 22, 30, 50)
"""How many steps a morning may have: many short ones find more than few long ones."""


class Broken(AssertionError):
    """An invariant does not hold."""


def require(holds: bool, text: str) -> None:
    """Break the world unless something holds."""
    if not holds:
        raise Broken(text)


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
        """End a laptop's program where it is; return its files."""
        return laptop.crash()

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


class Mending:
    """How a world is made whole again, and when it is at rest."""

    def _mend_something(self) -> None:
        self.disk.refusing.clear()
        self.network.cut_off.clear()
        self.network.badness = 0.0
        self.dossier.start()
        laptop = self.chance.choice(self.laptops)
        if self.chance.random() < 0.5:
            self._heal_keyring(laptop)
        if not laptop.is_dead:
            self.guard(laptop, lambda: self.begin(laptop))

    def _heal_keyring(self, laptop: SimLaptop) -> None:
        was_well = laptop.keyring.trouble is None and laptop.keyring.secret == secret_of(
            laptop.name.partition(".")[0]
        )
        if not was_well:
            laptop.keyring = Keyring(secret_of(laptop.name.partition(".")[0]))
            if laptop.work is not None:
                laptop.crash()

    def mend(self) -> None:
        """Take every fault away and let everything come together."""
        self.note("mending")
        self._look_at_boxes()
        self.disk.crash_in = None
        self.disk.refusing.clear()
        self.network.badness, self.network.cut_off = 0.0, set()
        self.dossier.recover()
        if self.is_unprinted:
            new_key(self)
        alive = [each for each in self.laptops if not each.is_dead and self._is_to_come(each)]
        for laptop in alive:
            self._heal_keyring(laptop)
        self._come_together(alive)
        if any("store-other-key" in each.noticed for each in alive):
            for laptop in alive:  # the journals of a former key go once the room is closed
                if laptop.work is not None:
                    laptop.work.leave()
            self.advance(10 * ROUND_MS)
            self._come_together(alive)

    def _look_at_boxes(self) -> None:
        """I2: what a laptop takes for central is in the log, whatever the network said."""
        if not self.dossier.is_up or self.was_put_back:
            return
        log = {each.signed.leaf for each in self.dossier.stored()}
        for laptop in self.laptops:
            lost = set() if laptop.deliverer is None else laptop.deliverer.acknowledged - log
            require(not lost, f"I2 {laptop.name} takes {len(lost)} acts for central that are not")

    def _is_to_come(self, laptop: SimLaptop) -> bool:
        """Tell whether a laptop is there at the end: whoever was used, and some that were not."""
        return laptop.starts > 0 or self.chance.random() < 0.3

    def _come_together(self, alive: Sequence[SimLaptop]) -> None:
        for _ in range(ROUNDS_TO_AGREE):
            for laptop in alive:
                self.begin(laptop)
            self.advance(ROUND_MS)
            if self.is_quiet(alive):
                return
        raise Broken(f"I8 not at rest: {self.waiting(alive)}")

    def is_quiet(self, alive: Sequence[SimLaptop]) -> bool:
        """Tell whether everybody has what everybody else has."""
        return not any(self.waiting(alive).values())

    def waiting(self, alive: Sequence[SimLaptop]) -> dict[str, tuple[int, int]]:
        """Return per laptop how many events wait to be sent, and how many it still lacks."""
        known = self.dossier.leaves_of_room()
        found = {}
        for laptop in alive:
            store = None if laptop.room is None else laptop.room.recorder.store
            lacks = len(known) if store is None else sum(not store.has(leaf) for leaf in known)
            waits = 0 if laptop.deliverer is None else laptop.deliverer.to_send
            found[laptop.name] = (waits, lacks)
        return {name: both for name, both in found.items() if any(both)}


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
    images: dict[str, Files] = field(default_factory=dict)
    forged: list[tuple[Forgery, Made]] = field(default_factory=list)
    excused: set[str] = field(default_factory=set)
    """What was lost by more damage than anything here promises to heal."""
    suffered: set[str] = field(default_factory=set)
    is_unprinted: bool = False
    """Whether the dossier made new cards and crashed before it printed them."""
    was_put_back: bool = False
    """Whether the dossier lost what it had: laptops bring it again, as far as they are there."""
    sealed: dict[str, Any] = field(default_factory=dict)
    """What the report of each seal said when it was made, by the seal's leaf."""

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self.clock = WorldClock()
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
        self.laptops.append(laptop)
        return laptop

    # ------------------------------------------------------------ the end

    def look_at_store(self, laptop: SimLaptop) -> None:
        """I1: what a screen called recorded is there after every opening, or is excused."""
        room = laptop.room
        if room is None:
            return
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
        """Know that the dossier is an older one: its cards of since are printed again.

        When nothing beside its archive says so either, only laptops can: what none of them was
        told, it may give another place in the same log.
        """
        self.was_put_back = self.is_unprinted = True
        if whole:
            self.network.receipts.clear()

    def held(self) -> set[str]:
        """Return the leaves that a laptop of this world holds."""
        rooms = [each.room for each in self.laptops if not each.is_dead and each.room is not None]
        return {entry.event.leaf for room in rooms for entry in room.recorder.store.read_all()}

    def close(self) -> None:
        for laptop in self.laptops:
            laptop._let_go()
        self.dossier.stop()
