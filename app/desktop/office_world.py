"""What the office's window knows: who is signed on, the day, and how the line stands."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.desktop.bridge import Bridge
from app.models.deliveries import Outbox
from app.models.drafts import Moment
from app.models.office_commands import OfficeCommand
from app.models.office_day import OfficeDay
from app.models.values import Role

if TYPE_CHECKING:  # the record's own modules are loaded after the first paint
    from app.services.office_workplace import OfficeWorkplace

REACH_AGAIN: Final = timedelta(seconds=30)
"""After it did not work, older sessions are asked for again no sooner."""


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Who is signed on here."""

    person: str
    name: str = field(repr=False)
    roles: tuple[Role, ...] = ()
    is_offline: bool = False


@dataclass(frozen=True, slots=True)
class OfficeKnown:
    """Everything the pages of the office are told from, besides each page's own state."""

    device: str = ""
    location: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Amsterdam"))
    signed_on: SignedOn | None = None
    day: OfficeDay = field(default_factory=OfficeDay)
    outbox: Outbox = field(default_factory=Outbox)
    """How what goes to the planner stands, as it was last asked."""
    is_offline: bool = False
    """Whether the dossier does not answer now."""
    is_log_strange: bool = False
    """Whether the dossier's log does not go on from what it signed for before."""
    trouble: str = ""
    reaching: date | None = None
    """The day from which on older sessions are being brought here."""
    has_school: bool = False
    """Whether people can log in with their account of school."""


class OfficeWorld(QObject):
    """Owns the workplace of the office; verbs answer by a callback on the window's thread.

    Signals:
        changed: something that screens are told from is another.
        ended: the dossier answers who is signed on here no more.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, clock: Callable[[], Moment], parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self.bridge = Bridge(self)
        self.clock = clock
        self.known = OfficeKnown()
        self.workplace: OfficeWorkplace | None = None
        self._reach_after = clock().corrected

    def now(self) -> datetime:
        """Return the best known time, in UTC."""
        return self.clock().corrected

    def learn(self, **changes: Any) -> None:
        """Know something else, and tell."""
        self.known = replace(self.known, **changes)
        self.changed.emit()

    def forget(self) -> None:
        """Know nothing of what somebody could read: nobody is signed on."""
        self.learn(signed_on=None, day=OfficeDay(), outbox=Outbox(), reaching=None)

    def may_write(self, act: str) -> bool:
        """Whether who is signed on may record an act of this type of the office."""
        from app.models.roles import may_write  # reads the record's types: after the first paint

        who = self.known.signed_on
        roles = () if who is None else who.roles
        return any(may_write(each, act, "office", at_office=True) for each in roles)

    def record(
        self,
        command: OfficeCommand,
        done: Callable[[OfficeDay], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Record what a command of the office asks; `done` comes when it is on disk."""
        if self.workplace is None:
            return

        def written(outcome: Any) -> None:
            self.learn(day=outcome.day)
            done(outcome.day)

        self.bridge.after(self.workplace.record(command, self.clock()), written, failed)

    def reach_back(self, day: date) -> None:
        """Bring the sessions from an earlier day on here, once; what is told then changes."""
        workplace, now = self.workplace, self.now()
        asked = self.known.reaching or self.known.day.since
        if workplace is None or asked is None or asked <= day or now < self._reach_after:
            return
        from app.services.office_reaching import Reaching

        reaching = Reaching(workplace, day)

        def came(is_last: bool) -> None:  # noqa: FBT001 - what a job came to
            if is_last:
                self.learn(reaching=None)
            else:
                self.bridge.errand(reaching.page, came, failed)

        def failed(_: BaseException) -> None:
            self._reach_after = self.now() + REACH_AGAIN
            self.learn(reaching=None)

        self.known = replace(self.known, reaching=day)
        self.bridge.errand(reaching.page, came, failed)

    def heard(self, news: object) -> None:
        """Take news of the workplace; from any thread."""
        self.bridge.bring(lambda: self._hear(news))

    def close(self) -> None:
        """Stop everything; what was recorded is on disk."""
        if self.workplace is not None:
            self.workplace.close()
        self.bridge.close()

    def _hear(self, news: object) -> None:
        from app.services.news import DeliveryChanged, NotKept
        from app.services.office_work import OfficeChanged, OfficeOpened
        from app.services.office_workplace import FeedTroubled, SignOnNeeded

        match news:
            case OfficeChanged(day):
                self.learn(day=day, is_offline=False)
            case OfficeOpened(day, is_offline):
                self.learn(day=day, is_offline=is_offline)
            case DeliveryChanged(delivery):
                self.learn(is_log_strange=delivery.contact.is_log_strange)
            case FeedTroubled():
                self.learn(is_offline=True)
            case NotKept():
                self.learn(trouble="disk")
            case SignOnNeeded():
                self.ended.emit()
            case _:
                pass
