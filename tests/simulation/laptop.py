"""One laptop of a world: the program's own room work, ear and engine, stepped by hand."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

import pytest

import app.services.workplace
from app.crypto.keys import SigningKey
from app.crypto.requests import sign_request
from app.crypto.vault import KeyringMissing
from app.models.drafts import Refused
from app.services.delivering import Deliverer
from app.services.enrolling import read_install
from app.services.fitting import ANEW, Card, Obstacle, Obstructed, fit_code
from app.services.news import CodeNeeded, ShiftNeeded
from app.services.opening import OpenRoom
from app.services.recording import Recorded
from app.services.room_work import RoomWork
from app.services.tools import Tools
from app.settings import Settings
from app.store.event_store import Entry
from app.store.trouble import StoreUnusable
from app.sync.messages import Answered, Ask, Failed, Happening, PackagesWanted, Ticked
from app.sync.protocol import PUSH_EVENTS_MAX
from app.sync.state import NEVER
from app.sync.transports.https import wire_request
from tests.crypto.builders import stepped
from tests.services.school import Keyring
from tests.simulation.clock import LaptopClock, WorldClock
from tests.simulation.disk import Disk, Files, files_in, put_back
from tests.simulation.dossier_side import WireCall
from tests.simulation.school import secret_of

PIN = "123456"


class Line(Protocol):
    """What carries a call to the dossier and brings something back, later."""

    def carry(self, laptop: "SimLaptop", ask: Ask, call: WireCall) -> None:
        """Take a call; the laptop is told later."""


class NoPins:
    """Holds no key: a PIN costs a fifth of a second, and guards nothing that is tested here."""

    def keep(self, person: str, seed: bytes, pin: str) -> None:
        """Forget it."""


class HandDeliverer(Deliverer):
    """The program's own delivery without its thread: a world turns it."""

    wake_at = 0
    laptop: "SimLaptop"

    def start(self) -> None:
        """Nothing runs by itself here."""

    def send_at_most(self, events: int) -> None:
        """Begin as small as a line would make it: a receipt then comes amid what waits."""
        self._state = replace(self._state, batch_most=events)

    @property
    def to_send(self) -> int:
        """How many events the dossier does not say it holds."""
        return sum(len(box.waiting) for box in self._state.boxes.values())

    @property
    def acknowledged(self) -> set[str]:
        """What this laptop takes for central, by leaf."""
        boxes = self._state.boxes.values()
        return {each.leaf for box in boxes for each in box.central}

    @property
    def is_told(self) -> bool:
        return not self._inbox.empty()

    def turn(self, came: Happening | None = None) -> None:
        happenings: list[Happening] = []
        while not self._inbox.empty():  # what was told meanwhile comes first
            happenings.append(self._inbox.get())
        happenings += [] if came is None else [came]
        for happening in happenings or [Ticked()]:
            taken = self._step(happening, self._around.clock())
            self.wake_at = taken.wake_at
            if taken.ask is not None:
                self.laptop.send(taken.ask)


class Turning:
    """How a laptop is turned by its world, and hears what comes back."""

    @property
    def epoch(self) -> str:
        """The epoch in which it writes now."""
        return "" if self.room is None else self.room.recorder.epoch

    @property
    def central(self) -> set[str]:
        """What it takes for central, of what its screen called recorded."""
        return set() if self.deliverer is None else self.deliverer.acknowledged & self.told.keys()

    @property
    def wake_at(self) -> int:
        """When something is to be done here, in milliseconds of the world."""
        deliverer, clock = self.deliverer, self.clock
        if self._later or (deliverer is not None and deliverer.is_told):
            return self.world.ms
        if deliverer is None or clock is None or deliverer.wake_at >= NEVER // 2:
            return NEVER
        return max(self.world.ms, clock._began + deliverer.wake_at)

    def turn(self, came: Happening | None = None) -> None:
        """Do what waits: what delivery heard, then delivery itself."""
        while self._later:
            verb, given = self._later.pop(0)
            with contextlib.suppress(StoreUnusable):
                verb(*given)
        if self.deliverer is not None:
            self.deliverer.turn(came)

    def send(self, ask: Ask) -> None:
        clock, key = self.clock, self.key
        assert clock is not None
        assert key is not None
        request = wire_request(ask)
        device = self.tools.install.device
        fields = sign_request(request, device, clock().corrected, key, self.tools.random_bytes)
        self.line.carry(self, ask, WireCall(request, fields))

    def answered(self, run: int, happening: Answered | Failed) -> None:
        """Hear an answer, unless the program that asked is no more."""
        if run == self.starts and self.work is not None:
            self.is_turning = True
            self.turn(happening)
            self.is_turning = False

    def _transport(self, key: SigningKey) -> Any:
        self.key = key
        return None

    def _heard(self, news: object) -> None:
        self._needs_shift |= isinstance(news, ShiftNeeded)
        self.needs_code |= isinstance(news, CodeNeeded)

    def _do_later(self, verb: Callable[..., None], *given: Any) -> None:
        self._later.append((verb, given))


@dataclass
class SimLaptop(Turning):
    """A laptop with its folder, keyring and clock; off, on, or with its room open."""

    name: str
    folder: Path
    world: WorldClock
    disk: Disk
    line: Line
    code: str
    typed: str = ""
    most_at_once: int = PUSH_EVENTS_MAX
    """How many events its program sends at once as it starts."""
    keyring: Keyring = field(init=False)
    astray: timedelta = timedelta()
    work: RoomWork | None = None
    clock: LaptopClock | None = None
    told: dict[str, Entry] = field(default_factory=dict)
    """What this laptop's screen called recorded, by leaf."""
    inherited: frozenset[str] = frozenset()
    """What was told by the laptop of which this one is a copy, until it was copied."""
    forking: set[str] = field(default_factory=set)
    """What it wrote where it knew that a copy of it had gone on."""
    noticed: list[str] = field(default_factory=list)
    is_dead: bool = False
    is_turning: bool = False
    needs_code: bool = False
    """Whether the room has a new key: somebody types the code of the new card."""
    starts: int = 0
    key: SigningKey | None = None
    seeds: dict[str, bytes] = field(default_factory=dict)
    """The signing keys of everybody who ever sat at a laptop of this world, by person."""
    tellers: dict[str, str] = field(default_factory=dict)
    """Which laptop of this world called an act recorded, by leaf."""
    may_lose: bool = False
    """Whether what happened to its disk is more than the program promises to heal."""
    is_journal_hurt: bool = False
    """Whether its journal lost something that only the store has, until that is opened."""
    under_former_key: set[str] = field(default_factory=set)
    """What lies in a store that no card opens any more: it goes from the journal beside it."""
    keys_lost: int = 0
    outdated: str = ""
    """The epoch of which it lost, with an older disk, acts that its memory knows receipts of."""
    _later: list[tuple[Callable[..., None], tuple[Any, ...]]] = field(default_factory=list)
    _needs_shift: bool = False

    def __post_init__(self) -> None:
        self.keyring = Keyring(secret_of(self.name.partition(".")[0]))
        self.settings = Settings(self.folder)
        self._chance = Random(self.name)

    # ------------------------------------------------------------ starting and stopping

    @property
    def deliverer(self) -> HandDeliverer | None:
        found = None if self.work is None else self.work.deliverer
        assert found is None or isinstance(found, HandDeliverer)
        return found

    @property
    def room(self) -> OpenRoom | None:
        return None if self.work is None else self.work._room

    def start(self) -> None:
        """Start the program: what `Workplace.start` does."""
        self.starts += 1
        run = f"{self.name}.{self.starts}"
        clock = self.clock = LaptopClock(self.world, run, self.astray)
        tools = Tools(
            self.settings, read_install(self.settings), self.keyring.for_install, clock, clock,
            stepped(f"{self.folder.parent.name}/{run}"), self._chance.random, self._transport,
        )  # fmt: skip
        self.tools = tools
        self._later, self._needs_shift = [], False
        work = RoomWork(tools, self._heard)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(app.services.workplace, "Deliverer", HandDeliverer)
            app.services.workplace._started(work, tools, self._do_later, self._heard)
        self.work = work
        if self.deliverer is not None:
            self.deliverer.laptop = self
            self.deliverer.send_at_most(self.most_at_once)

    def open(self) -> bool:
        """Open the room with the code of the person who sits here; tell whether that worked."""
        work = self.work
        assert work is not None
        try:
            card = fit_code(self.settings, self.tools.install, self.code)
            self.seeds[card.person] = card.person_seed
            try:
                room = work.open(card, False)
            except Obstructed as problem:
                self.noticed.append(problem.obstacle.value)
                if problem.obstacle not in ANEW:
                    return False
                room = work.open(card, True)
            self.noticed += [each.value for each in room.notices]
            self._begin_shift(card)
        except Obstructed as problem:
            self.noticed.append(problem.obstacle.value)
            if problem.obstacle is Obstacle.WRONG_CODE and self.deliverer is not None:
                self.deliverer.tell(PackagesWanted())  # as the window does
            return False
        except StoreUnusable as problem:
            self.noticed.append(problem.code.value)
            return False
        self._needs_shift = self.needs_code = False
        return True

    def record(self, command: Any) -> Recorded | None:
        """Record what a person asks; None when it was refused."""
        if self._needs_shift and not self._shift_again():
            return None
        assert self.work is not None
        try:
            return self._tell(self.work.record(command, None))
        except (Refused, StoreUnusable):
            return None

    def write(self, drafts: Any) -> Recorded | None:
        assert self.work is not None
        try:
            return self._tell(self.work.write(drafts, None))
        except (Refused, StoreUnusable):
            return None

    def stop(self) -> None:
        """Close as a person does."""
        work = self.work
        if work is None:
            return
        with contextlib.suppress(StoreUnusable):
            work.leave()
        self._let_go()

    def crash(self) -> Files:
        """Be no more; return what lies on disk, the same as what is put back there."""
        self.is_turning = False
        files = files_in(self.folder)
        self._let_go()
        put_back(self.folder, files)
        return files

    def _let_go(self) -> None:
        work, self.work, self._later = self.work, None, []
        if work is None:
            return
        with self._no_faults():
            if work._room is not None:
                work._room.recorder.close()
            if work.device.memory is not None:
                work.device.memory.close()

    @contextlib.contextmanager
    def _no_faults(self) -> Iterator[None]:
        crash_in, self.disk.crash_in = self.disk.crash_in, None
        yield
        self.disk.crash_in = crash_in

    # ------------------------------------------------------------ turning

    # ------------------------------------------------------------ within

    def _shift_again(self) -> bool:
        assert self.work is not None
        try:
            card = fit_code(self.settings, self.tools.install, self.code)
            self._begin_shift(card)
        except (Obstructed, Refused, StoreUnusable):
            return False
        self._needs_shift = False
        return True

    def _begin_shift(self, card: Card) -> None:
        assert self.work is not None
        self.work.pins = NoPins()  # type: ignore[assignment]
        self._tell(self.work.begin_shift(card, PIN, self.typed))

    def _tell(self, recorded: Recorded) -> Recorded:
        self.told |= {each.event.leaf: each for each in recorded.entries}
        self.tellers |= {each.event.leaf: self.name for each in recorded.entries}
        self.forking |= {each.event.leaf for each in recorded.entries if self._is_forking(each)}
        return recorded

    def _is_forking(self, entry: Entry) -> bool:
        """Whether an act was written in an epoch that this laptop knew a copy had gone on in."""
        header, room = entry.event.header, self.room
        assert room is not None
        return any(
            each.event.header.epoch == header.epoch
            and self.tellers.get(each.event.leaf, self.name) != self.name
            and each.event.leaf not in self.inherited
            for each in room.recorder.own_entries()
        )


def go_missing(laptop: SimLaptop) -> None:
    laptop.keyring.trouble = KeyringMissing("no keyring here")
