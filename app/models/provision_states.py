"""Where each granted provision stands: made ready, and what became of it (domain.md 2c)."""

from collections import Counter
from dataclasses import dataclass

from app.models.extra_time import ExtraTime, extra_time_of
from app.models.facts import ProvisionReported
from app.models.paper import Paper
from app.models.provisions import Granted, granted_of
from app.models.remembered import Remembered
from app.models.session import Enrolment
from app.models.timing import status_of
from app.models.values import ProvisionOutcome, Status, provision_aspect

NOT_HERE = (Status.ABSENT, Status.REFUSED, Status.MOVED)


@dataclass(frozen=True, slots=True)
class ProvisionState:
    """One granted provision: what somebody reported, or what follows without a report.

    An `outcome` of None is still asked for. `is_ready` is the last look before the start; None
    when nobody looked. `extra` is there for extra time only.
    """

    granted: Granted
    outcome: ProvisionOutcome | None
    reported: ProvisionReported | None = None
    is_ready: bool | None = None
    extra: ExtraTime | None = None


def provision_states(paper: Paper, enrolment: Enrolment) -> tuple[ProvisionState, ...]:
    """Return one state per granted provision of a candidate."""
    return tuple(_state(paper, enrolment, granted) for granted in granted_of(enrolment))


def _state(paper: Paper, enrolment: Enrolment, granted: Granted) -> ProvisionState:
    readied = enrolment.readied.get(granted.code)
    extra = None
    if granted.is_time:
        extra = extra_time_of(enrolment, paper.session.rules, paper.schedule.duration)
    value = enrolment.values.get(provision_aspect(granted.code))
    act = None if value is None else value.act
    reported = act if isinstance(act, ProvisionReported) else None
    follows = _follows(paper, enrolment, granted, extra)
    return ProvisionState(
        granted,
        follows if reported is None else reported.outcome,
        reported,
        None if readied is None else readied.is_ready,
        extra,
    )


def _follows(
    paper: Paper, enrolment: Enrolment, granted: Granted, extra: ExtraTime | None
) -> ProvisionOutcome | None:
    """Return what follows from the record alone: of who is absent, of time that was applied."""
    status = status_of(paper.session, paper.part, enrolment)
    if status in NOT_HERE:
        return ProvisionOutcome.NOT_APPLICABLE
    if status is Status.EXPECTED:
        return None
    has_begun = paper.part.started_at is not None
    is_applied = extra is not None and (extra.is_unlimited or extra.applied_min > 0) and has_begun
    has_rested = granted.is_rest_break and any(rest.until for rest in enrolment.rests)
    return ProvisionOutcome.GIVEN if is_applied or has_rested else None


@dataclass(frozen=True, slots=True)
class ProvisionCount:
    """How many candidates have how many provisions, and what became of those."""

    candidates: int
    granted: int
    outcomes: Counter[ProvisionOutcome | None]


@Remembered
def provision_count(paper: Paper) -> ProvisionCount:
    """Return the counts of a part; the outcomes add up to what was granted."""
    states = [provision_states(paper, each) for each in paper.enrolments()]
    outcomes = Counter(state.outcome for each in states for state in each)
    return ProvisionCount(sum(map(bool, states)), outcomes.total(), outcomes)
