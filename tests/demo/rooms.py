"""Which session is held in which room on the demo's day, and who works there."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.demo.day_file import Session, Student

ZONE = ZoneInfo("Europe/Amsterdam")
LOCATION = "Hoofdlocatie"
TWO_LAPTOPS_ABOVE = 100
LABEL_MAX = 80
ROLES = {"invigilator": "invigilator", "coordinator": "chief-invigilator"}
EXTRA_NAMES = (
    "Aart Zonderland", "Bregje Testema", "Cor Voorbeeld", "Dieuwke Proefstra", "Evert Verzonnen",
    "Froukje Denkbeeld", "Gijs Neppenburg", "Hedwig Fictema", "Ids Voorwendsel", "Jikke Schijn",
)  # fmt: skip


@dataclass(frozen=True)
class Worker:
    """Somebody who works in a room."""

    person: str
    name: str
    role: str = "invigilator"


@dataclass
class Room:
    """A room of the day: its sessions with the students seated there, its people, its laptops."""

    label: str
    day: str
    parts: list[tuple[Session, list[Student]]] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    is_window: bool = False
    has_early_leaver: bool = False

    @property
    def seats(self) -> int:
        """How many students are expected here."""
        return sum(len(students) for _, students in self.parts)

    @property
    def laptops(self) -> int:
        """How many laptops record here."""
        largest = max(len(students) for _, students in self.parts)
        return 2 if largest > TWO_LAPTOPS_ABOVE else 1

    @property
    def signatures(self) -> int:
        """How many people the strictest rule set asks."""
        return max(session.rules.signatures for session, _ in self.parts)


def local_day(moment: datetime) -> str:
    """Return the local day of a moment."""
    return moment.astimezone(ZONE).date().isoformat()


def labels_of(hint: str, number: int) -> list[str]:
    """Return the rooms a hint names: "A + B" is two, anything else is one, nothing is ours."""
    told = [each.strip() for each in re.split(r"\s*\+\s*", hint) if each.strip()]
    return [each.replace("=", "-")[:LABEL_MAX] for each in told] or [f"Lokaal {number}"]


def rooms_of(sessions: list[Session]) -> list[Room]:
    """Return the rooms of the day, each with enough people."""
    rooms: dict[tuple[str, str], Room] = {}
    held = [session for session in sessions if session.is_active and session.expected]
    for number, session in enumerate(held, start=1):
        labels = list(dict.fromkeys(labels_of(session.hint, number)))
        labels = labels[: len(session.expected)]
        for place, label in enumerate(labels):
            day = local_day(session.starts)
            room = rooms.setdefault((label, day), Room(label, day))
            students = session.expected
            first, last = (len(students) * n // len(labels) for n in (place, place + 1))
            room.parts.append((session, students[first:last]))
            _let_work(room, session, place, len(labels))
    found = list(rooms.values())
    _choose(found)
    names = iter(range(len(found) * 20))
    for room in found:
        wanted = max(room.signatures, room.laptops) + room.has_early_leaver
        while len(room.workers) < wanted:
            n = next(names)
            name = EXTRA_NAMES[n % len(EXTRA_NAMES)]
            again = n // len(EXTRA_NAMES)
            room.workers.append(Worker(f"demo-{n}", f"{name} {again + 1}" if again else name))
    return found


def _let_work(room: Room, session: Session, place: int, places: int) -> None:
    """Give the people of a session to its rooms in turn."""
    planned = [each for each in session.staff if each.role in ROLES]
    for staff in planned[place::places]:
        if all(each.person != staff.person for each in room.workers):
            room.workers.append(Worker(staff.person, staff.name, ROLES[staff.role]))


def _choose(rooms: list[Room]) -> None:
    """Choose the room of the real window, and the one where somebody leaves early."""
    if not rooms:
        return
    small = [room for room in rooms if 5 <= room.seats <= 40 and len(room.parts) == 1]
    window = (
        min(small, key=lambda room: abs(room.seats - 28))
        if small
        else min(rooms, key=lambda room: room.seats)
    )
    window.is_window = True
    others = [room for room in rooms if not room.is_window]
    others = [room for room in others if room.laptops == 1] or others
    if others:
        max(others, key=lambda room: room.seats).has_early_leaver = True
