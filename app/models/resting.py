"""Time back for rest breaks: the own clock stands still, once, whatever it stands still for."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.models.compensation import applies, clipped, union, whole
from app.models.session import Enrolment, Interruption


def rested_by(
    interruptions: Iterable[Interruption],
    enrolment: Enrolment,
    began: datetime,
    stopped: datetime | None,
) -> timedelta:
    """Return what rest breaks give back beside interruptions, between beginning and stopping.

    The whole of what stood still is rounded up to minutes, not each piece.
    """
    mine = [e for e in interruptions if e.is_seen and applies(e, enrolment.candidate)]
    spans = clipped(((each.since, each.until) for each in mine), began, stopped)
    seen = (rest for rest in enrolment.rests if rest.is_seen)
    rests = clipped(((rest.since, rest.until) for rest in seen), began, stopped)
    return whole(union([*spans, *rests])) - whole(union(spans))
