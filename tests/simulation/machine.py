"""A machine of a world, of a room or of the office: the program's own work, stepped by hand."""

import contextlib
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, Protocol

from app.crypto.keys import SigningKey
from app.crypto.requests import Request, sign_request
from app.models.drafts import Refused
from app.services.delivering import Deliverer
from app.services.enrolling import read_install
from app.services.recording import Recorder
from app.services.tools import Tools
from app.settings import Settings
from app.store.event_store import Entry
from app.store.trouble import StoreUnusable
from app.sync.messages import Answer, Answered, Ask, Failed, Happening, Ticked, Trouble
from app.sync.protocol import PUSH_EVENTS_MAX
from app.sync.state import NEVER
from app.sync.transports.https import wire_request
from tests.crypto.builders import stepped
from tests.services.school import Keyring
from tests.simulation.clock import LaptopClock, WorldClock
from tests.simulation.disk import Disk, Files, files_in, put_back
from tests.simulation.routes import WireCall
from tests.simulation.school import secret_of

Came = Answer | Trouble
"""What comes of a call: an answer, or why there is none."""
Hears = Callable[[Came], None]


class Line(Protocol):
    """What carries a call to the dossier and brings something back, later."""

    def carry(self, machine: str, call: WireCall, hears: Hears) -> None:
        """Take a call of a machine; who hears of it is told later."""

    def carry_at_once(self, machine: str, call: WireCall) -> Came:
        """Take a call of somebody who waits for it."""


class HandDeliverer(Deliverer):
    """The program's own delivery without its thread: a world turns it."""

    wake_at = 0
    machine: "Machine"

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
        """What this machine takes for central, by leaf."""
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
                self.machine.send(taken.ask)


class Turning:
    """How a machine is turned by its world, and hears what comes back."""

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
        """Have an ask of delivery carried."""

        def told(came: Came) -> None:
            self.turn(Failed(ask, came) if isinstance(came, Trouble) else Answered(ask, came))

        self.carry(wire_request(ask), told)

    def carry(self, request: Request, hears: Hears, person: SigningKey | None = None) -> None:
        """Have a request carried; the program that asked hears of it, unless it is no more."""
        run = self.starts

        def told(came: Came) -> None:
            if run == self.starts and self.work is not None:
                self.is_turning = True
                hears(came)
                self.is_turning = False

        self.line.carry(self.name, self.signed(request, person), told)

    def signed(self, request: Request, person: SigningKey | None = None) -> WireCall:
        """Return a request as it lies on the wire, signed by this machine and by a person."""
        clock, key, tools = self.clock, self.key, self.tools
        assert clock is not None
        assert key is not None
        at, device = clock().corrected, tools.install.device
        fields = sign_request(request, device, at, key, tools.random_bytes, person)
        return WireCall(request, fields)

    def _transport(self, key: SigningKey) -> Any:
        self.key = key
        return None

    def _do_later(self, verb: Callable[..., None], *given: Any) -> None:
        self._later.append((verb, given))


@dataclass
class Machine(Turning, ABC):
    """A machine with its folder, keyring and clock: off, on, or with a record open."""

    name: str
    folder: Path
    world: WorldClock
    disk: Disk
    line: Line
    most_at_once: int = PUSH_EVENTS_MAX
    """How many events its program sends at once as it starts."""
    keyring: Keyring = field(init=False)
    astray: timedelta = timedelta()
    work: Any = None
    clock: LaptopClock | None = None
    told: dict[str, Entry] = field(default_factory=dict)
    """What this machine's screen called recorded, by leaf."""
    inherited: frozenset[str] = frozenset()
    """What was told by the machine of which this one is a copy, until it was copied."""
    forking: set[str] = field(default_factory=set)
    """What it wrote where it knew that a copy of it had gone on."""
    noticed: list[str] = field(default_factory=list)
    is_dead: bool = False
    is_turning: bool = False
    starts: int = 0
    key: SigningKey | None = None
    tellers: dict[str, str] = field(default_factory=dict)
    """Which machine of this world called an act recorded, by leaf."""
    told_in: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The same, by the folder of the room or of somebody's day that it was recorded in."""
    hurts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What was done to a folder since somebody opened it: "store", "journal" or "both"."""
    given_up: set[str] = field(default_factory=set)
    """What was lost by more damage than the program promises to heal."""
    outdated: str = ""
    """The epoch of which it lost, with an older disk, acts that its memory knows receipts of."""
    _later: list[tuple[Callable[..., None], tuple[Any, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keyring = Keyring(secret_of(self.name.partition(".")[0]))
        self.settings = Settings(self.folder)
        self._chance = Random(self.name)

    # ------------------------------------------------------------ what is open here

    @property
    @abstractmethod
    def recorder(self) -> Recorder | None:
        """The record that is open here."""

    @property
    def deliverer(self) -> HandDeliverer | None:
        found = None if self.work is None else self.work.deliverer
        assert found is None or isinstance(found, HandDeliverer)
        return found

    @property
    def epoch(self) -> str:
        """The epoch in which it writes now."""
        return "" if self.recorder is None else self.recorder.epoch

    @property
    def central(self) -> set[str]:
        """What it takes for central, of what its screen called recorded."""
        return set() if self.deliverer is None else self.deliverer.acknowledged & self.told.keys()

    # ------------------------------------------------------------ starting and stopping

    def start(self) -> None:
        """Start the program."""
        self.starts += 1
        run = f"{self.name}.{self.starts}"
        clock = self.clock = LaptopClock(self.world, run, self.astray)
        self.tools = Tools(
            self.settings, read_install(self.settings), self.keyring.for_install, clock, clock,
            stepped(f"{self.folder.parent.name}/{run}"), self._chance.random, self._transport,
        )  # fmt: skip
        self._later = []
        self._begin()
        if self.deliverer is not None:
            self.deliverer.machine = self
            self.deliverer.send_at_most(self.most_at_once)

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

    def hurt(self, what: str) -> None:
        """Remember that "store", "journal", "both", or the machine's "memory" was damaged."""
        for folder in self.told_in:
            self.hurts[folder].add(what)

    @abstractmethod
    def _begin(self) -> None:
        """Make the work of the program, and begin to deliver."""

    def _let_go(self) -> None:
        recorder, work = self.recorder, self.work
        self.work, self._later = None, []
        if work is None:
            return
        with self._no_faults():
            if recorder is not None:
                recorder.close()
            if work.device.memory is not None:
                work.device.memory.close()

    @contextlib.contextmanager
    def _no_faults(self) -> Iterator[None]:
        crash_in, self.disk.crash_in = self.disk.crash_in, None
        yield
        self.disk.crash_in = crash_in

    # ------------------------------------------------------------ recording

    def _recorded(self, verb: Callable[[], Any]) -> Any:
        """Have something recorded and shown; None when it was refused."""
        try:
            recorded = verb()
        except (Refused, StoreUnusable):
            return None
        self._tell(recorded.entries)
        return recorded

    def _tell(self, entries: tuple[Entry, ...]) -> None:
        self.told |= {each.event.leaf: each for each in entries}
        self.told_in[self.work.open_room_day] |= {each.event.leaf for each in entries}
        self.tellers |= {each.event.leaf: self.name for each in entries}
        self.forking |= {each.event.leaf for each in entries if self._is_forking(each)}

    def _is_forking(self, entry: Entry) -> bool:
        """Whether an act was written in an epoch that this machine knew a copy had gone on in."""
        assert self.recorder is not None
        return any(
            each.event.header.epoch == entry.event.header.epoch
            and self.tellers.get(each.event.leaf, self.name) != self.name
            and each.event.leaf not in self.inherited
            for each in self.recorder.own_entries()
        )
