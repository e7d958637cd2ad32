"""What the board tells of a day that is still to come; an unchanged plan costs nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import is_
from zoneinfo import ZoneInfo

from app.models.board_figures import rooms_of
from app.models.day_ahead import Crossing, LeftBehind, crossings_of, left_behind, plan_changed
from app.models.office_day import OfficeDay
from app.models.planning_day import planned_of, sessions_on
from app.models.session import ExamSession


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day that is still to come: who is planned twice by room, and what has no room.

    `behind` are the laptops that cannot have the packages of the day as they are now.
    """

    on: date
    crossings: Mapping[str, tuple[Crossing, ...]] = field(default_factory=dict)
    unplaced: int = 0
    behind: tuple[LeftBehind, ...] = ()


class AheadBook:
    """Tells a day ahead, and remembers what its plan alone tells as long as that stays."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._ground: list[ExamSession] = []
        self._known: DayAhead | None = None
        self._changed: Mapping[str, datetime] = {}

    def told(self, day: OfficeDay, on: date, zone: ZoneInfo) -> DayAhead:
        """Return what is known of a day."""
        told = on.isoformat()
        ground = [each for each in day.sessions.values() if _concerns(each, told)]
        known = self._known
        is_same = known is not None and known.on == on and len(ground) == len(self._ground)
        if known is None or not is_same or not all(map(is_, ground, self._ground)):
            crossings = crossings_of(rooms_of(ground, told))
            unplaced = sum(each.is_loose for each in sessions_on(day, on, zone))
            known = self._known = DayAhead(on, crossings, unplaced)
            self._ground, self._changed = ground, plan_changed(ground, told)
        return replace(known, behind=left_behind(self._changed, day.contacts))


def _concerns(session: ExamSession, on: str) -> bool:
    """Whether a session is held that day, or nowhere yet on the day that it is on now."""
    planned = planned_of(session)
    plans = (part.plan for part in session.parts.values())
    is_loose = planned is not None and not planned.rooms
    return is_loose or any(plan is not None and plan.day == on for plan in plans)
