"""Collisions known before the day: the last personal end against the room and the exam system.

Extra time silently stops where a system's window ends, and a room is booked again (domain.md 1d,
checks 23 and 24). Pure: plan in, collisions out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.models.session import ExamSession, Part
from app.models.standing import last_end, working
from app.models.timing import schedule_of


class CollisionKind(StrEnum):
    """What a personal end runs into."""

    NEXT_SESSION = "next-session"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Collision:
    """The last personal end of a session lies after something else begins or closes. UTC."""

    kind: CollisionKind
    session: str
    ends: datetime | None
    """None: somebody has no end at all."""
    limit: datetime
    other: str = ""


Together = Sequence[tuple[ExamSession, Part]]


def collisions_of(together: Together) -> tuple[Collision, ...]:
    """Return the collisions of the sessions of one room, by session in their order."""
    found: list[Collision] = []
    for session, part in together:
        if last_end(session, part) is None or not session.is_active or part.ended_at is not None:
            continue
        end = None if working(session, part).endless else last_end(session, part)
        found += _with_window(session, part, end)
        found += _with_next(session, part, end, together)
    return tuple(found)


def _with_window(session: ExamSession, part: Part, end: datetime | None) -> list[Collision]:
    """Work on paper has no system that closes; the planner's end is the only window we know."""
    schedule = schedule_of(session, part)
    if schedule is None or not session.rules.is_digital:
        return []
    if end is not None and end <= schedule.window_end:
        return []
    return [Collision(CollisionKind.WINDOW, session.id, end, schedule.window_end)]


def _with_next(
    session: ExamSession, part: Part, end: datetime | None, together: Together
) -> list[Collision]:
    """A session that was planned after this one; those meant to overlap are no collision."""
    schedule = schedule_of(session, part)
    found = []
    for other, elsewhere in together:
        later = schedule_of(other, elsewhere)
        if schedule is None or later is None or other.id == session.id or not other.is_active:
            continue
        is_met = end is None or later.doors_open < end
        if schedule.end <= later.planned_start and is_met:
            name = "" if other.plan is None else other.plan.name
            kind = CollisionKind.NEXT_SESSION
            found.append(Collision(kind, session.id, end, later.doors_open, name))
    return found
