"""What the rules of the office share: a draft in its scope, a part by its room, a fresh id."""

from typing import Final

from app.models.act import Act, Body
from app.models.drafts import Draft, Moment, Refused
from app.models.office_day import OfficeDay
from app.models.session import ExamSession, Part
from app.models.values import Reason

OFFICE: Final = "office"


def of_office(act: Act, refs: tuple[str, ...] = ()) -> Draft:
    """Return a draft in the office's own scope."""
    return Draft(OFFICE, Body(act, refs=refs))


def part_in(day: OfficeDay, session: str, room: str) -> tuple[ExamSession, Part]:
    """Return a session with its part in a room.

    Raises:
        Refused: There is none.
    """
    found = day.sessions.get(session)
    if found is None or room not in found.parts:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    return found, found.parts[room]


def fresh_id(moment: Moment) -> str:
    """Return an id for what is made now: no two moments of a machine are the same."""
    return f"{moment.boot}-{moment.mono}"
