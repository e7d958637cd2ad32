"""What a machine of the exams office knows of the day: all sessions, and the office's own acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from app.models.act import Event
from app.models.contacts import LaptopContact
from app.models.dismissed import Dismissed
from app.models.hotline import Issue, Person, issues_of, people_of
from app.models.remembered import Latest
from app.models.session import ExamSession, Part
from app.models.standard_facts import StandardChanged

NOBODY: Final = Person("", "")


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What the pages of the office are told from; `office` is what counts of its scope.

    `school` is what the dossier wrote of the school itself: who has which role; `erasures` of
    whom something was erased at its term; `dismissed` is what is stored and has no effect.
    `as_of` is when the dossier last answered, and `through` the place in its log up to which
    everything is here, of the `size` that it holds. `restored_at` is when it was last put back
    from a backup.
    """

    sessions: Mapping[str, ExamSession] = field(default_factory=dict)
    office: tuple[Event, ...] = ()
    contacts: tuple[LaptopContact, ...] = ()
    me: Person = NOBODY
    people: Mapping[str, str] = field(default_factory=dict)
    """Who can be given work in a room, by id."""
    through: int = -1
    size: int = 0
    as_of: datetime | None = None
    restored_at: datetime | None = None
    school: tuple[Event, ...] = ()
    erasures: tuple[Event, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    since: date | None = None
    """The first day of the sessions that are here; None: all of them."""

    @property
    def standards(self) -> tuple[StandardChanged, ...]:
        """How the school changed the standaardset, in the order of the dossier."""
        acts = (each.body.act for each in self.school if each.body is not None)
        return tuple(act for act in acts if isinstance(act, StandardChanged))

    @property
    def is_whole(self) -> bool:
        """Whether everything that the dossier holds is here."""
        return self.through + 1 >= self.size

    def reaches(self, day: date) -> bool:
        """Whether the sessions from this day on are here."""
        return self.since is None or self.since <= day

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of the day, in order of reporting."""
        return told_issues(self)

    def issue(self, key: str) -> Issue | None:
        """Return an issue by its key."""
        return next((each for each in self.issues if each.key == key), None)

    def parts_of(self, room: str) -> tuple[tuple[ExamSession, Part], ...]:
        """Return what is held in a room."""
        return tuple(
            (session, session.parts[room])
            for session in self.sessions.values()
            if room in session.parts and session.parts[room].is_held
        )

    @property
    def names(self) -> dict[str, str]:
        """Who works for the school as they are called here, by id."""
        return {**self.people, **self.staff()}

    def staff(self) -> dict[str, str]:
        """Return who opened a shift of the office today, by id."""
        return {each.id: each.name for each in people_of(self.office).values()}


@Latest
def told_issues(day: OfficeDay) -> tuple[Issue, ...]:
    """Return the issues of a day, told once per state."""
    return issues_of(day.sessions.values(), day.office)
