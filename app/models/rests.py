"""The rest breaks of a candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.models.act import Event
from app.models.provision_facts import RestBreakEnded, RestBreakStarted


@dataclass(frozen=True, slots=True)
class Rest:
    """A supervised rest break: the candidate's own clock stood still. UTC; None: not over.

    `is_seen`: somebody saw when it began and ended. What nobody saw is not measured.
    """

    since: datetime
    until: datetime | None
    is_seen: bool = True


def rests_of(facts: Sequence[Event], struck: frozenset[str]) -> tuple[Rest, ...]:
    """Return the rest breaks in order of time.

    Two laptops that both saw one break made two starts and two ends of it: it is one break, from
    the first start to the last end before the next start. What ended a break of which the start
    was struck ends none that was before it.
    """
    found: list[tuple[Rest, bool]] = []
    for event in facts:
        act = None if event.body is None else event.body.act
        counts = event.leaf not in struck
        last, is_so = found[-1] if found else (None, False)
        if isinstance(act, RestBreakStarted):
            if last is None or last.until is not None or not is_so:
                found.append((Rest(event.observed, None, event.is_time_observed), counts))
        elif isinstance(act, RestBreakEnded) and counts and last is not None:
            is_whole = last.is_seen and event.is_time_observed
            found[-1] = (Rest(last.since, event.observed, is_whole), is_so)
    return tuple(rest for rest, is_so in found if is_so)
