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
    mine = [each for each in interruptions if applies(each, enrolment.candidate)]
    spans = clipped(((each.since, each.until) for each in mine), began, stopped)
    rests = clipped(((rest.since, rest.until) for rest in enrolment.rests), began, stopped)
    return whole(union([*spans, *rests])) - whole(union(spans))
