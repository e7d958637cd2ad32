"""One laptop of a world: the program's own room work, with a room that is opened by a code."""

from dataclasses import dataclass, field
from typing import Any

import pytest

import app.services.workplace
from app.models.drafts import Refused
from app.services.fitting import ANEW, Card, Obstacle, Obstructed, fit_code
from app.services.news import CodeNeeded, ShiftNeeded
from app.services.opening import OpenRoom
from app.services.recording import Recorded, Recorder
from app.services.room_work import RoomWork
from app.store.trouble import StoreUnusable
from app.sync.messages import PackagesWanted
from tests.simulation.machine import HandDeliverer, Machine
from tests.simulation.school import ROOM_DAY

PIN = "123456"


class NoPins:
    """Holds no key: a PIN costs a fifth of a second, and guards nothing that is tested here."""

    def keep(self, person: str, seed: bytes, pin: str) -> None:
        """Forget it."""


@dataclass
class SimLaptop(Machine):
    """A laptop of a room: off, on, or with its room open."""

    code: str = field(kw_only=True)
    typed: str = ""
    needs_code: bool = False
    """Whether the room has a new key: somebody types the code of the new card."""
    seeds: dict[str, bytes] = field(default_factory=dict)
    """The signing keys of everybody who ever sat at a laptop of this world, by person."""
    under_former_key: set[str] = field(default_factory=set)
    """What lies in a store that no card opens any more: it goes from the journal beside it."""
    keys_lost: int = 0
    _needs_shift: bool = False

    @property
    def room(self) -> OpenRoom | None:
        return None if self.work is None else self.work._room

    @property
    def room_day(self) -> str:
        """The room that is open, or the one of most mornings."""
        return ROOM_DAY if self.room is None else self.room.header.room_day

    @property
    def recorder(self) -> Recorder | None:
        return None if self.room is None else self.room.recorder

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
        return self._recorded(lambda: self.work.record(command, None))

    def write(self, drafts: Any) -> Recorded | None:
        assert self.work is not None
        return self._recorded(lambda: self.work.write(drafts, None))

    # ------------------------------------------------------------ within

    def _begin(self) -> None:
        """What `Workplace.start` does."""
        self._needs_shift = False
        work = RoomWork(self.tools, self._heard)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(app.services.workplace, "Deliverer", HandDeliverer)
            app.services.workplace._started(work, self.tools, self._do_later, self._heard)
        self.work = work

    def _heard(self, news: object) -> None:
        self._needs_shift |= isinstance(news, ShiftNeeded)
        self.needs_code |= isinstance(news, CodeNeeded)

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
        self.work.pins = NoPins()
        self._tell(self.work.begin_shift(card, PIN, self.typed).entries)
