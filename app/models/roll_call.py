"""Who should be outside when a building is left: driven by arrivals, leaves and hand-ins."""

from dataclasses import dataclass

from app.models.session import ExamSession, Part
from app.models.timing import status_of
from app.models.values import Status


@dataclass(frozen=True, slots=True)
class Expected:
    """The candidates of a part by where the record says they are."""

    inside: tuple[str, ...]
    away: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def there(self) -> tuple[str, ...]:
        """Who has to be found: in the room or away from it for a moment."""
        return (*self.inside, *self.away)


def expected_at(session: ExamSession, part: Part) -> Expected:
    """Return who is inside, who is away for a moment and who left or handed in."""
    found: dict[str, list[str]] = {"inside": [], "away": [], "left": []}
    for each in session.in_room(part.room):
        status = status_of(session, part, each)
        if status in (Status.PRESENT, Status.LATE):
            found["inside"].append(each.candidate)
        elif status is Status.AWAY:
            found["away"].append(each.candidate)
        elif status in (Status.HANDED_IN, Status.LEFT, Status.MOVED):
            found["left"].append(each.candidate)
    return Expected(*(tuple(each) for each in found.values()))
