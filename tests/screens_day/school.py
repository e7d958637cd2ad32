"""The made-up school of that day: its rooms, who is planned in them, and a laptop of theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.models.act import Act, Body
from app.models.codec import instant_text
from app.models.drafts import Draft, Moment
from app.models.fold import part_scope, session_scope
from app.models.plan import (
    CandidatePlanned,
    ExtrasAdded,
    PersonAssigned,
    RoomPlanned,
    RulesChosen,
    SessionPlanned,
    StaffPlanned,
)
from app.models.rules import read_rules
from app.models.strict_json import dumps, loads_strict
from app.models.values import DurationFrom, StaffRole, StartOption
from app.services.packages import keep_package
from app.store.event_store import Entry
from app.sync.protocol import Package
from dossier.rule_sets import STANDARD_FOLDER
from tests.services.school import Laptop, PrintedCard, School, a_laptop

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = datetime(2026, 6, 9, tzinfo=ZONE)
SCHOOL_NAME = "Instelling X"
PLACE = "Kanaalstraat"
MOBILE = "088 000 44 00"
DESK = "S. Lieverse"
RULES = "30-instelling.json"
EXTRA = {"+25%": "ExtraTime25%", "+30": "ExtraTime30Min"}
NEEDS = {
    "voor": "TTS",
    "ruimte": "ROOM",
    "groot": "ZOOM",
    "kop": "HEAD",
    "boek": "DICT",
    "laptop": "LAPT",
    "pauze": "STOP",
}


def at(clock: str) -> datetime:
    """Return a time of that day, "09:12" or "09:00:14", in UTC."""
    hour, minute, *second = (int(each) for each in clock.split(":"))
    moment = DAY.replace(hour=hour, minute=minute, second=second[0] if second else 0)
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate of the list."""

    seat: str
    surname: str
    given: str
    prefix: str
    number: str
    keys: tuple[str, ...] = ()
    programme: str = ""
    born: str = "2007-03-14"
    is_released: bool = True

    @property
    def id(self) -> str:
        """The candidate's id: tests and pictures find people by their number."""
        return f"c{self.number}"


@dataclass(frozen=True, slots=True)
class Exam:
    """One exam of the day in one room."""

    session: str
    name: str
    code: str
    start: str
    end: str
    people: tuple[Listed, ...]


def read_listed(record: str) -> Listed:
    """Return who is told by "seat|surname|given|prefix|number|keys"."""
    seat, surname, given, prefix, number, *rest = record.split("|")
    return Listed(seat, surname, given, prefix, number, tuple(rest[0].split(",")) if rest else ())


class DaySchool(School):
    """The dossier's side on that day, for one room."""

    def __init__(self, room: str, place: str = PLACE, **rules: object) -> None:
        name = room.lower().replace(" ", "-")
        super().__init__(room=name, room_day=f"{name}.2026-06-09")
        self.label, self.place_name, self.rules = room, place, rules
        self.sessions = 0

    def write_plan(
        self, act: Act, scope: str, candidate: str | None = None, clock: str = "07:42"
    ) -> tuple[Entry, ...]:
        """Write one act of the plan, on the morning itself."""
        moment = Moment(at(clock), 0, "dossier", 0)
        written = self.pen.write([Draft(scope, Body(act, candidate, act.ASPECT))], moment)
        self.pen.keep(written)
        self.entries += written
        return written

    def add(self, exam: Exam, chief: str = "Bosma, Jelle") -> None:
        """Plan an exam in this room."""
        session, part = session_scope(exam.session), part_scope(exam.session, self.room)
        starts, ends = at(exam.start), at(exam.end)
        plan = SessionPlanned(
            exam.name, exam.code, starts.astimezone(ZONE).isoformat(),
            ends.astimezone(ZONE).isoformat(), StartOption.INDIVIDUAL, DurationFrom.SESSION_START,
        )  # fmt: skip
        self.write_plan(plan, session)
        self.write_plan(self._rules(), session)
        self.write_plan(StaffPlanned("p-chief", StaffRole.CHIEF_INVIGILATOR, chief), session)
        room = RoomPlanned(self.label, self.place_name, "2026-06-09", SCHOOL_NAME, "4400", MOBILE)
        self.write_plan(room, part)
        duration = int((ends - starts).total_seconds() // 60)
        for each in exam.people:
            self.write_plan(_planned(each, duration), part, each.id)
            self.seat(exam, each, each.seat)
        self.sessions += 1

    def seat(self, exam: Exam, listed: Listed, seat: str, clock: str = "07:42") -> None:
        """Tell what the school's own file knows of a candidate."""
        extras = ExtrasAdded(listed.born, seat, listed.programme or None, listed.is_released)
        self.write_plan(extras, part_scope(exam.session, self.room), listed.id, clock)

    def assign(self, exams: Iterable[Exam], *people: tuple[str, str, str]) -> list[PrintedCard]:
        """Print a card for everybody who works in the room: id, name, and when it was issued."""
        cards = []
        for person, name, issued in people:
            cards.append(self.print_card(person, name, is_reserve=True))
            cards[-1].is_reserve = False
            told = PersonAssigned(
                person, name, StaffRole.INVIGILATOR, card_issued_at=issued, card_issued_by=DESK
            )
            for exam in exams:
                self.write_plan(told, part_scope(exam.session, self.room))
        return cards

    def package(self) -> Package:
        """Return the package of this room."""
        made = super().package()
        header = replace(
            made.header, label=self.label, location=self.place_name, day="2026-06-09",
            school_name=SCHOOL_NAME, hotline="4400", hotline_mobile=MOBILE,
            sessions=self.sessions, updated_at=instant_text(at("07:42")),
        )  # fmt: skip
        return replace(made, header=header)

    def _rules(self) -> RulesChosen:
        shipped = loads_strict(
            (STANDARD_FOLDER / RULES).read_bytes(), max_bytes=65536, max_depth=4
        )
        assert isinstance(shipped, dict)
        shipped |= {"id": "instelling-2025", "title": "Instellingsexamens 2025-2026"}
        text = dumps(shipped | self.rules).decode()
        read_rules(text)
        return RulesChosen("instelling-2025", text)


def _planned(listed: Listed, duration_min: int) -> CandidatePlanned:
    extra = {"+25%": -(-duration_min // 4), "+30": 30}
    minutes = next((extra[key] for key in listed.keys if key in extra), None)
    return CandidatePlanned(
        person=f"person-{listed.number}",
        number=listed.number,
        given_name=listed.given,
        surname=listed.surname,
        surname_prefix=listed.prefix or None,
        display_name=" ".join(filter(None, (listed.given, listed.prefix, listed.surname))),
        extra_time_min=minutes,
        needs=tuple({**EXTRA, **NEEDS}[key] for key in listed.keys),
    )


def laptop_of(folder: Path, school: DaySchool, name: str, clock: str) -> Laptop:
    """Return a laptop that was enrolled and has the package; its clock stands still."""
    laptop = a_laptop(folder, school, name)
    keep_package(laptop.settings, school.package())
    laptop.clock.now = at(clock)
    return laptop
