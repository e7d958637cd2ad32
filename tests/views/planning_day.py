"""What is planned on the day after the made-up day: six sessions, and what was left open of them.

Two have their room, the others only a wish or not even that. The plan is the dossier's, folded.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Act, Body
from app.models.contacts import LaptopContact
from app.models.fold import DOSSIER, RoomFold, part_scope, session_scope
from app.models.hotline import Person
from app.models.office_day import OfficeDay
from app.models.plan import PersonAssigned
from app.models.session import ExamSession
from app.models.values import StaffRole
from app.screens.office import planning_intents as i
from app.screens.office.desk_intents import FormSearched
from app.screens.office.planning import planning_screen
from app.screens.office.planning_steps import planning_step
from app.screens.office.planning_ui import PlanningScreen, PlanningUi
from tests.builders import Writer, a_candidate, a_plan, a_room, candidate_id

MIDNIGHT: Final = datetime(2026, 6, 8, 22, 0, tzinfo=UTC)
"""0:00 on 9 June 2026 in Amsterdam."""
NOW: Final = MIDNIGHT + timedelta(hours=16, minutes=20)
ON: Final = date(2026, 6, 10)
CENTRE, EAST = "Kanaalstraat", "Sportlaan"
PEOPLE: Final = {
    "p1": "R. Vos", "p2": "M. Bakır", "p3": "F. Aksoy", "p4": "J. Kuiper", "p5": "H. Postma",
    "p6": "W. van den Bergh-Oosterhuizen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coming:
    """One session that is planned: when, how many, what Toetsplanning wrote of a room."""

    name: str
    start: str
    candidates: int
    hint: str | None = None
    room: str = ""
    location: str = CENTRE
    people: tuple[str, ...] = ()


SESSIONS: Final = (
    Coming("Rekenen niveau 4", "09:00", 28, "B1.14", "B1.14", people=("p1", "p2")),
    Coming("Rekenen niveau 3", "09:00", 26, "b 1.16", "B1.16", people=("p3",)),
    Coming("Nederlands schrijven 3F", "09:30", 31, "C2.08"),
    Coming("Engels lezen B1", "10:30", 24, "B1.14"),
    Coming("Nederlands lezen 3F", "13:00", 244, "Sporthal-Oost"),
    Coming("Begeleider specifieke doelgroepen en maatschappelijke zorg", "13:30", 22),
)
SURNAMES: Final = (
    "Aydın", "Bakker", "Çelik", "Dekker", "Evers", "Faber", "Groen", "Hendriks", "Jansen",
    "Kaya", "Linden", "Mulder", "Nguyen", "Oost", "Peters", "Smit", "Tan", "Vermeer", "Willems",
    "Yıldız",
)  # fmt: skip


def planned(told: Coming, number: int, days: int = 1) -> ExamSession:
    """Return a session as the dossier's plan makes it, some days after the made-up day."""
    session, room = f"t-{number}", told.room.replace(" ", "-").lower() or "none"
    start = MIDNIGHT + timedelta(days=days, hours=int(told.start[:2]), minutes=int(told.start[3:]))
    dossier, fold = Writer(DOSSIER), RoomFold(room)
    plan = a_plan(
        name=told.name, code=f"EX-{number}", starts_at=start.isoformat(),
        ends_at=(start + timedelta(minutes=90)).isoformat(), location_hint=told.hint,
    )  # fmt: skip
    acts: list[tuple[str, Act, str | None]] = [(session_scope(session), plan, None)]
    part = part_scope(session, room)
    if told.room:
        room_plan = a_room(told.room, location=told.location, day=f"{start:%Y-%m-%d}")
        acts.append((part, room_plan, None))
    for who in told.people:
        acts.append((part, PersonAssigned(who, PEOPLE[who], StaffRole.INVIGILATOR), None))
    for n in range(1, told.candidates + 1):
        name = f"{SURNAMES[n % len(SURNAMES)]}{'' if n < len(SURNAMES) else f' {n}'}"
        person = "twice" if n == 1 and number in (2, 3) else f"{session}-{n}"
        extra = 30 if n == 2 else None
        who = a_candidate(
            n, person=person, surname=name, display_name=f"Noor {name}", extra_time_min=extra
        )
        acts.append((part, who, candidate_id(n)))
    before = MIDNIGHT - timedelta(days=1)
    fold.add([dossier.write(s, Body(act, who, act.ASPECT), before) for s, act, who in acts])
    return fold.folds[session].session


def halls() -> ExamSession:
    """Return a session of last week in the hall, so that the hall is known."""
    told = Coming("Nederlands lezen 2F", "09:00", 1, room="Sporthal Oost", location=EAST)
    return planned(told, 99, -6)


def day_ahead() -> OfficeDay:
    """Return what the office knows of the coming day."""
    sessions = {s.id: s for s in map(planned, SESSIONS, range(1, len(SESSIONS) + 1))}
    last = halls()
    me = Person("lieverse", "S. Lieverse")
    return OfficeDay({**sessions, last.id: last}, me=me, people=PEOPLE, as_of=NOW)


def day_placed() -> OfficeDay:
    """Return that day once everything has a room, and what then goes wrong; two laptops sleep."""
    rooms = (
        ("B1.14", CENTRE, ("p1", "p2")),
        ("B1.16", CENTRE, ("p3",)),
        ("C2.08", CENTRE, ("p3",)),
        ("B1.14", CENTRE, ("p1",)),
        ("Sporthal Oost", EAST, ("p4", "p5", "p6")),
        ("C2.10", CENTRE, ()),
    )
    held = [replace(told, room=room, location=location, people=people)
            for told, (room, location, people) in zip(SESSIONS, rooms, strict=True)]  # fmt: skip
    sessions = {s.id: s for s in map(planned, held, range(1, len(held) + 1))}
    contacts = tuple(
        LaptopContact(name, name, CENTRE, NOW if is_awake else NOW - timedelta(days=3))
        for name, is_awake in (("EX-02", False), ("EX-07", False), ("EX-08", True))
    )
    return replace(day_ahead(), sessions=sessions, contacts=contacts)


def planning_after(day: OfficeDay, *intents: object) -> PlanningScreen:
    """Return the page after what somebody did."""
    ui = PlanningUi(NOW, ZoneInfo("Europe/Amsterdam"), CENTRE)
    for intent in intents:
        ui = planning_step(day, ui, intent).ui
    return planning_screen(day, ui)


SHARED = i.SessionChosen("t-5")
"""The session of 244, which is too large for one room."""


def planning_screens() -> dict[str, PlanningScreen]:
    """Return the page with each of its forms."""
    day = day_ahead()
    one = i.SessionChosen("t-1")
    return {
        "rooms": planning_after(day, i.ProposalsTaken(), SHARED),
        "people": planning_after(day, one, i.ModeChosen("people"), FormSearched("o")),
        "absence": planning_after(day, i.ModeChosen("absence"), FormSearched("bakker")),
        "extras": planning_after(day, i.ExtrasOpened("gegevens 10 juni.csv", FILE)),
    }


FILE: Final = "\n".join(
    (
        "nummer;geboortedatum;plaats;opleiding",
        *(f"{100_000 + n};2007-03-{n:02d};A{n};Verpleegkunde" for n in range(1, 20)),
        "999999;2007-01-01;A1;",
        "100001;2007-3-1;B2;",
        ";2007-01-01;;",
    )
)
"""A file with three lines that are wrong."""
