"""Where everybody of a room stands now, told once per state, and the last own end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from operator import is_, is_not
from typing import Final

from app.models.remembered import Remembered
from app.models.session import Enrolment, ExamSession, Part
from app.models.timing import PersonalEnd, personal_end, schedule_of, status_of
from app.models.values import Status

DONE: Final = (Status.ABSENT, Status.REFUSED, Status.HANDED_IN, Status.LEFT, Status.MOVED)
"""Who does not work any more, or never will."""
AT_WORK: Final = (Status.PRESENT, Status.LATE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one candidate of a room stands, and until when this candidate may work."""

    enrolment: Enrolment
    status: Status
    end: PersonalEnd | None
    is_resting: bool
    """Whether the own clock stands still for a rest break."""


PARTS_KEPT: Final = 64
_Told = tuple[tuple[object, ...], tuple[Enrolment, ...], dict[str, Standing]]
_LATEST: Final[dict[tuple[str, str], _Told]] = {}
"""The last told of a part: after an act only whom it was about is told anew."""


@Remembered
def standings(session: ExamSession, part: Part) -> Mapping[str, Standing]:
    """Return where everybody whom a room shows stands, in order of candidate id."""
    here, ground = session.in_room(part.room), (session.plan, session.rules, part)
    known, were_here, told = _LATEST.get((session.id, part.room), ((), (), {}))
    before = told if known and all(map(is_, known, ground)) else {}
    if list(before) == [each.candidate for each in here]:
        found = dict(before)
        for each in compress(here, map(is_not, here, were_here)):
            found[each.candidate] = _standing(session, part, each)
    else:
        found = {
            each.candidate: old
            if (old := before.get(each.candidate)) is not None and old.enrolment is each
            else _standing(session, part, each)
            for each in here
        }
    if len(_LATEST) >= PARTS_KEPT:
        _LATEST.clear()
    _LATEST[(session.id, part.room)] = (ground, here, found)
    return found


def _standing(session: ExamSession, part: Part, each: Enrolment) -> Standing:
    status, end = status_of(session, part, each), personal_end(session, part, each)
    return Standing(each, status, end, each.resting_since is not None)


@dataclass(frozen=True, slots=True)
class Working:
    """Those of a room who still work or may come; `ends` are the personal ends of who has one.

    `inside` and `resting` are how many are in the room and have a rest break, `next_end` is the
    first end of who is inside and has none. `endless` have no end at all, `endless_here` are those
    of them who came.
    """

    count: int
    inside: int
    resting: int
    ends: frozenset[datetime]
    next_end: datetime | None
    endless: int = 0
    endless_here: int = 0


@Remembered
def working(session: ExamSession, part: Part) -> Working:
    """Return what those who are not done come to."""
    left = [each for each in standings(session, part).values() if each.status not in DONE]
    ends = [(each, each.end.at) for each in left if each.end is not None and each.end.at]
    endless = [each for each in left if each.end is not None and each.end.is_unlimited]
    own = {end for each, end in ends if each.status in AT_WORK and not each.is_resting}
    return Working(
        count=len(left),
        inside=sum(each.status in AT_WORK for each in left),
        resting=sum(each.is_resting for each in left),
        ends=frozenset(end for _, end in ends),
        next_end=min(own, default=None),
        endless=len(endless),
        endless_here=sum(each.status is not Status.EXPECTED for each in endless),
    )


def last_end(session: ExamSession, part: Part) -> datetime | None:
    """Return the latest personal end of those who still work or may come; None without a plan."""
    schedule = schedule_of(session, part)
    return None if schedule is None else max([schedule.end, *working(session, part).ends])
