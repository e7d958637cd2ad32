"""What the window knows of the record: the day, the people of the shift, how delivery stands."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.desktop.bridge import Bridge
from app.desktop.place import Place, place_text
from app.models.commands import Command
from app.models.drafts import Moment
from app.models.paper import Paper
from app.models.session import RoomDay
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.unlock_screen import Holder, PackageStatus, papers_of

if TYPE_CHECKING:  # the record's own modules are loaded after the first paint
    from app.crypto.neighbours import Neighbours
    from app.services.delivering import Delivery
    from app.services.recording import Recorded
    from app.services.workplace import News, Workplace


@dataclass(frozen=True, slots=True)
class Known:
    """Everything screens are told from, besides each page's own state."""

    day: RoomDay | None = None
    papers: tuple[Paper, ...] = ()
    holders: tuple[Holder, ...] = ()
    package: PackageStatus = field(default_factory=PackageStatus)
    status: LaptopStatus = field(default_factory=lambda: LaptopStatus(""))
    trouble: str = ""
    needs_code: bool = False
    opening: tuple[str, ...] = ()
    """What opening the room told: a store that is older, or gone."""
    is_clock_on: bool = False
    """Whether the clock for candidates shows."""
    neighbours: "Neighbours | None" = None
    """The other rooms of the location, as the package of this one tells."""


class World(QObject):
    """Owns the workplace; every verb answers by a callback on the window's thread.

    Signals:
        changed: something that screens are told from is another.
        packages: room-days came in, or others than before.
    """

    changed = Signal()
    packages = Signal()

    def __init__(self, clock: Callable[[], Moment], parent: QObject | None = None) -> None:
        """Make a world that knows nothing yet."""
        super().__init__(parent)
        self.bridge = Bridge(self)
        self.clock = clock
        self.known = Known()
        self.place = Place()
        self.workplace: Workplace | None = None

    def now(self) -> datetime:
        """Return the best known time, in UTC."""
        return self.clock().corrected

    def take(self, workplace: "Workplace", device: str) -> None:
        """Go on with this workplace."""
        self.workplace = workplace
        self.learn(status=replace(self.known.status, device=device))

    def learn(self, **changes: Any) -> None:
        """Know something else, and tell."""
        self.known = replace(self.known, **changes)
        self.changed.emit()

    def learn_day(self, day: RoomDay) -> None:
        """Know another state of the room; papers of untouched sessions stay the same objects."""
        before = {paper.session.id: paper for paper in self.known.papers}
        papers = tuple(
            before[paper.session.id]
            if paper.session.id in before and before[paper.session.id] == paper
            else paper
            for paper in papers_of(day, self.known.status.device)
        )
        self.learn(day=day, papers=papers)

    def heard(self, news: "News") -> None:
        """Take news of the workplace; from any thread."""
        self.bridge.bring(lambda: self._hear(news))

    def record(
        self,
        command: Command,
        moment: Moment,
        done: "Callable[[Recorded], None]",
        failed: Callable[[BaseException], None],
    ) -> None:
        """Record what a command asks; `done` comes when it is on disk."""
        if self.workplace is None:
            return

        def recorded(outcome: "Recorded") -> None:
            self.learn_day(outcome.day)
            done(outcome)

        self.bridge.after(self.workplace.record(command, moment), recorded, failed)

    def watch_clock(self) -> None:
        """Look whether the system clock jumped; what is recorded comes back as news."""
        if self.workplace is not None and self.known.holders:
            self.workplace.watch_clock()

    def keep_place(self, place: Place) -> None:
        """Keep where the window is, for after a crash; a failure here stops nobody."""
        place = place.after(self.place)
        if self.workplace is None or not self.known.holders or place == self.place:
            return
        self.place = place
        kept = self.workplace.place(place_text(place))
        self.bridge.after(kept, lambda _: None, lambda _: None)

    def close(self) -> None:
        """Stop everything; what was recorded is on disk."""
        if self.workplace is not None:
            self.workplace.close()
        self.bridge.close()

    def _hear(self, news: "News") -> None:
        from app.services.workplace import (
            CodeNeeded,
            DayChanged,
            DeliveryChanged,
            LaptopForgot,
            NotKept,
            PackagesChanged,
            ShiftNeeded,
        )

        match news:
            case DayChanged(day):
                self.learn_day(day)
            case DeliveryChanged(delivery):
                self.learn(status=told_status(self.known.status, delivery))
            case CodeNeeded() | ShiftNeeded():
                self.learn(needs_code=True)
            case PackagesChanged():
                self.packages.emit()
            case LaptopForgot():
                told = dict.fromkeys((*self.known.opening, "laptop-forgets"))
                self.learn(opening=tuple(told))
            case NotKept():
                self.learn(trouble="disk")


def told_status(before: LaptopStatus, delivery: "Delivery") -> LaptopStatus:
    """Return the status of the laptop with how delivery stands now."""
    contact = delivery.contact
    return replace(
        before,
        central_until=contact.receipt_at or before.central_until,
        waiting=delivery.waiting,
        is_offline=contact.offline_since is not None,
        trouble="" if contact.trouble is None else contact.trouble.value,
        is_log_strange=contact.is_log_strange,
        is_log_replaced=contact.is_log_replaced,
        is_clock_doubtful=contact.is_clock_doubtful,
        clock_offset_ms=contact.offset_ms,
    )
