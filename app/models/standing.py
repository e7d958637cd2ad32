"""Where everybody of a room stands now, told once per state, and the last own end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import is_
from typing import Final

from app.models.remembered import Remembered
from app.models.session import Enrolment, ExamSession, Part
from app.models.timing import PersonalEnd, personal_end, schedule_of, status_of
from app.models.values import Status

DONE: Final = (Status.ABSENT, Status.REFUSED, Status.HANDED_IN, Status.LEFT, Status.MOVED)
"""Who does not work any more, or never will."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one candidate of a room stands, and until when this candidate may work."""

    enrolment: Enrolment
    status: Status
    end: PersonalEnd | None


PARTS_KEPT: Final = 64
_LATEST: Final[dict[tuple[str, str], tuple[tuple[object, ...], Mapping[str, Standing]]]] = {}
"""The last told of a part: after an act only whom it was about is told anew."""


@Remembered
def standings(session: ExamSession, part: Part) -> Mapping[str, Standing]:
    """Return where everybody whom a room shows stands, in order of candidate id."""
    ground, known = (session.plan, session.rules, part), _LATEST.get((session.id, part.room))
    is_same = known is not None and all(map(is_, known[0], ground))
    before = known[1] if known is not None and is_same else {}
    found = {
        each.candidate: old
        if (old := before.get(each.candidate)) is not None and old.enrolment is each
        else Standing(each, status_of(session, part, each), personal_end(session, part, each))
        for each in session.in_room(part.room)
    }
    if len(_LATEST) >= PARTS_KEPT:
        _LATEST.clear()
    _LATEST[(session.id, part.room)] = (ground, found)
    return found


@Remembered
def last_end(session: ExamSession, part: Part) -> datetime | None:
    """Return the latest personal end of those who still work or may come; None without a plan."""
    schedule = schedule_of(session, part)
    if schedule is None:
        return None
    ends = [
        each.end.at
        for each in standings(session, part).values()
        if each.status not in DONE and each.end is not None and each.end.at is not None
    ]
    return max([schedule.end, *ends])
