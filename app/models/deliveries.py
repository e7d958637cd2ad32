"""What goes to the planner, per session: the report (flow 4) and who was there (flow 3)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sending(StrEnum):
    """How a message to the planner stands; there is no "processed" in the standard."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class SessionDelivery:
    """The newest word on a session. `report` is None before there is one; times are UTC.

    `delivered`, `waiting` and `refused` count the reports of its candidates. `answer` is what the
    planner said to what is refused or waits, `status` the code of that answer; None: silence.
    """

    session: str
    report: Sending | None = None
    delivered: int = 0
    waiting: int = 0
    refused: int = 0
    tries: int = 0
    status: int | None = None
    answer: str = ""
    next_try: datetime | None = None

    @property
    def attendance(self) -> Sending | None:
        """How the reports of candidates stand together: the worst of them; None without any."""
        if self.refused:
            return Sending.REFUSED
        if self.waiting:
            return Sending.WAITING
        return Sending.DELIVERED if self.delivered else None

    @property
    def worst(self) -> Sending | None:
        """How all of it stands together."""
        found = {self.report, self.attendance}
        order = (Sending.REFUSED, Sending.WAITING, Sending.DELIVERED)
        return next((each for each in order if each in found), None)


@dataclass(frozen=True, slots=True)
class Outbox:
    """What the dossier said of its outbox, and when; None while it was not asked."""

    sessions: tuple[SessionDelivery, ...] = ()
    as_of: datetime | None = None

    def of(self, session: str) -> SessionDelivery | None:
        """Return how a session stands."""
        return next((each for each in self.sessions if each.session == session), None)
