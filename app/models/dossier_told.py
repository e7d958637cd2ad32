"""What only the dossier knows of a time: what went to the planner, what came in, who read what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from app.models.deliveries import Outbox, Sending, SessionDelivery


@dataclass(frozen=True, slots=True)
class ResultSent:
    """The newest message about a session or, with a `candidate`, about one enrolment. UTC."""

    session: str
    candidate: str
    state: Sending
    since: datetime
    answered: datetime | None = None
    tries: int = 0
    status: int | None = None


@dataclass(frozen=True, slots=True)
class ReadNoted:
    """Somebody read personal data: who and what as the log of reads has it; ids, never names."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class SourceNoted:
    """What a planner sent about one session or enrolment, and what was read leniently in it."""

    leaf: str
    resource: str
    client: str
    at: datetime
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierTold:
    """What the dossier told for a report; `reads` None: not for the roles of who asked."""

    as_of: datetime
    sent: tuple[ResultSent, ...] = ()
    sources: tuple[SourceNoted, ...] = ()
    reads: tuple[ReadNoted, ...] | None = None

    @property
    def outbox(self) -> Outbox:
        """How what went to the planner stands, per session: what a dossier check asks."""
        by_session = defaultdict[str, list[ResultSent]](list)
        for each in self.sent:
            by_session[each.session].append(each)
        return Outbox(tuple(_delivery(*its) for its in by_session.items()), self.as_of)


def _delivery(session: str, sent: list[ResultSent]) -> SessionDelivery:
    candidates = [each.state for each in sent if each.candidate]
    return SessionDelivery(
        session,
        report=next((each.state for each in sent if not each.candidate), None),
        delivered=candidates.count(Sending.DELIVERED),
        waiting=candidates.count(Sending.WAITING),
        refused=candidates.count(Sending.REFUSED),
    )
