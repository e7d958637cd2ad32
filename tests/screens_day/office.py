"""The examenbureau's pages on the made-up day: real acts, folded, in the program's own window.

Twelve rooms at 10:19, the issue log at 10:21, the desk at 11:31 and the day report at 13:05. What
the dossier would bring is made here event by event; window, pages and fold are the program's own.
"""

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.desktop.office_hotline_page import HotlinePage
from app.desktop.office_main import _pages
from app.desktop.office_window import OfficeWindow
from app.desktop.office_world import OfficeWorld, SignedOn
from app.models import office_commands as c
from app.models.act import Body, Event
from app.models.calamity_commands import (
    CloseCalamity,
    NameCalamity,
    OpenCalamity,
    StartCall,
)
from app.models.commands import (
    EndInterruption,
    EndSession,
    EstablishNoShow,
    HandIn,
    LeaveForAMoment,
    NoteIrregularity,
    RegisterArrival,
    StartSession,
)
from app.models.contacts import Heartbeat, LaptopContact
from app.models.deciding_office import decide_office
from app.models.drafts import Moment
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.fold import DOSSIER, RoomFold
from app.models.hotline import Person
from app.models.office_day import OfficeDay
from app.models.office_facts import OfficeShiftOpened
from app.models.plan import PersonAssigned
from app.models.values import Role, StaffRole
from app.views.parts.fonts import choose, load_fonts
from tests.builders import Play, Writer, a_candidate, a_plan, a_room, candidate_id
from tests.screens_day import stage

MIDNIGHT: Final = datetime(2026, 6, 8, 22, 0, tzinfo=UTC)
"""0:00 on 9 June 2026 in Amsterdam."""
ME: Final = Person("lieverse", "S. Lieverse")
OTHER: Final = Person("timmer", "M. Timmer")
CENTRE, NORTH, EAST, PARK = "Kanaalstraat", "Havenstraat", "Sportlaan", "Parkweg"


def at(clock: str) -> datetime:
    """Return a time of the day, as its clock shows it."""
    parts = [int(part) for part in clock.split(":")]
    hour, minute, second = (*parts, 0)[:3]
    return MIDNIGHT + timedelta(hours=hour, minutes=minute, seconds=second)


@dataclass(frozen=True, slots=True)
class Told:
    """One room of the mockup: who works there, what is held when, who came and went."""

    label: str
    location: str
    people: str
    exam: str
    start: str
    minutes: int
    expected: int
    came: int
    late: int = 0
    handed: int = 0
    away: int = 0
    absent: int = 0
    provided: int = 0
    begun: str = ""
    laptop: str = ""
    heard: str = "10:19"


ROOMS: Final = (
    Told("A0.02", CENTRE, "P. Smeets", "Engels schrijven B1", "09:30", 90, 18, 16, absent=2,
         provided=2, begun="09:30", laptop="EX-02"),
    Told("B1.14", CENTRE, "R. Vos, M. Bakır", "Rekenen niveau 4", "09:00", 100, 28, 25, late=2,
         handed=3, away=1, absent=3, provided=7, begun="09:00", laptop="EX-07", heard="10:11"),
    Told("B1.18", CENTRE, "D. Prins", "Rekenen niveau 3", "09:00", 90, 25, 23, handed=6,
         absent=2, provided=5, begun="09:00", laptop="EX-09"),
    Told("D0.11", NORTH, "A. Boersma", "Rekenen niveau 2", "09:00", 77, 20, 19, handed=13,
         absent=1, provided=6, begun="09:00", laptop="EX-21", heard="09:58"),
    Told("Sporthal Oost", EAST, "T. de Wit", "Nederlands lezen 3F", "09:00", 120, 240, 235, late=3,
         handed=2, away=4, absent=5, provided=31, begun="09:00", laptop="EX-14"),
    Told("C2.08", CENTRE, "J. Kuiper", "Burgerschap", "10:30", 77, 22, 9, provided=3,
         laptop="EX-11"),
    Told("C2.10", CENTRE, "H. Postma", "Burgerschap", "10:30", 77, 20, 12, provided=1,
         laptop="EX-12"),
    Told("B1.16", CENTRE, "F. Aksoy", "Rekenen niveau 3", "09:00", 90, 28, 27, late=1, handed=4,
         away=1, absent=1, provided=4, begun="09:07", laptop="EX-08"),
    Told("D0.12", NORTH, "L. Martens", "Engels lezen B1", "09:30", 90, 25, 25, late=1, provided=2,
         begun="09:30", laptop="EX-22"),
    Told("D1.03", NORTH, "C. Yılmaz", "Theorie zorg", "09:00", 165, 8, 8, handed=1, away=1,
         provided=8, begun="09:00", laptop="EX-23"),
    Told("E0.01", PARK, "G. Hofman", "Praktijk verzorging", "08:30", 210, 8, 8, begun="08:30",
         laptop="EX-31"),
    Told("E0.04", PARK, "N. Vermeer", "Theorie verpleegkunde", "11:00", 90, 26, 0, provided=4,
         laptop="EX-32", heard="10:18"),
)  # fmt: skip


@dataclass
class Stage:
    """The day as it grows: rooms, the office's own acts, and the window over them."""

    plays: dict[str, Play] = field(default_factory=dict)
    office: list[Event] = field(default_factory=list)
    now: datetime = MIDNIGHT
    writers: dict[str, Writer] = field(default_factory=dict)

    def day(self, heard: dict[str, str] | None = None) -> OfficeDay:
        """Return what the office knows."""
        contacts = [
            LaptopContact(
                told.laptop, told.laptop, told.location,
                at((heard or {}).get(told.label, told.heard)),
                Heartbeat(3 if told.label == "Sporthal Oost" else 0, 90, "", 82, 0),
            )
            for told in ROOMS
        ]  # fmt: skip
        sessions = {play.session_id: play.session for play in self.plays.values()}
        return OfficeDay(sessions, tuple(self.office), tuple(contacts), ME, as_of=self.now)

    def do(self, command: c.OfficeCommand, clock: str, who: Person = ME) -> None:
        """Record what somebody of the office does."""
        writer = self.writers[who.id]
        moment = Moment(at(clock), 0, who.id, int(time.monotonic_ns()))
        for draft in decide_office(replace(self.day(), me=who), command, moment).drafts:
            (event,) = writer.write_all((draft,), at(clock))
            if draft.scope == "office":
                self.office.append(event)
            else:
                session = draft.scope.split("/")[1]
                next(p for p in self.plays.values() if p.session_id == session).take(event)

    def sign_on(self, who: Person) -> None:
        """Begin somebody's shift at the office."""
        writer = self.writers[who.id] = Writer(f"office-{who.id}")
        for scope in ("office", *(play.scope for play in self.plays.values())):
            act = OfficeShiftOpened(who.id, who.name, (Role.COORDINATOR,), (), "", "", "", ())
            event = writer.write(scope, Body(act), at("07:30"))
            writer.shifts[scope] = event.leaf
            if scope == "office":
                self.office.append(event)
            else:
                next(p for p in self.plays.values() if p.scope == scope).take(event)


def played(clock: str) -> Stage:
    """Return the day up to 10:19, with the office signed on."""
    made = Stage(now=at(clock))
    for told in ROOMS:
        made.plays[told.label] = _room(told)
    made.sign_on(ME)
    made.sign_on(OTHER)
    _reports(made)
    _desk(made)
    return made


def _room(told: Told) -> Play:
    key = told.label.replace(" ", "-").lower()
    session = f"s-{key}"
    start = at(told.start)
    plan = a_plan(
        name=told.exam,
        starts_at=start.isoformat(),
        ends_at=(start + timedelta(minutes=told.minutes)).isoformat(),
    )
    play = Play(Writer(DOSSIER), Writer(told.laptop), RoomFold(key), session, key)
    before = MIDNIGHT - timedelta(hours=9)
    play.plan(plan, at=before)
    room = a_room(told.label, location=told.location, day="2026-06-09", school_name="ROC Amerveen")
    play.plan(room, at=before)
    for n in range(1, told.expected + 1):
        has_extra = told.came - told.provided < n <= max(told.came, told.provided)
        extra = 30 if has_extra else None
        play.plan(a_candidate(n, extra_time_min=extra), candidate_id(n), before)
    names = told.people.split(", ")
    for name in names:
        play.plan(PersonAssigned(name, name, StaffRole.INVIGILATOR), at=before)
    _shift(play, names, min(start, at("10:40")) - timedelta(minutes=50))
    if told.came:
        _attendance(play, told, start)
    return play


def _shift(play: Play, names: list[str], when: datetime) -> None:
    people = tuple(
        ShiftPerson(name, name, StaffRole.INVIGILATOR, "2026-06-09T06:10:00.000Z", "AA==", "AA==")
        for name in names
    )
    event = play.laptop.write(play.scope, Body(ShiftOpened(play.room, people)), when)
    play.laptop.shifts[play.scope] = event.leaf
    play.take(event)


def _attendance(play: Play, told: Told, start: datetime) -> None:
    session = play.session_id
    present = [candidate_id(n) for n in range(1, told.came - told.late + 1)]
    for who in present:
        play.do(RegisterArrival(session, who), start - timedelta(minutes=12))
    if not told.begun:
        return
    begun = at(told.begun)
    play.do(StartSession(session), begun)
    for n in range(told.came - told.late + 1, told.came + 1):
        play.do(RegisterArrival(session, candidate_id(n)), begun + timedelta(minutes=9))
    missing = tuple(candidate_id(n) for n in range(told.came + 1, told.came + told.absent + 1))
    if missing:
        play.do(EstablishNoShow(session, missing), begun + timedelta(minutes=31))
    for n in range(1, told.handed + 1):
        play.do(HandIn(session, (candidate_id(n),)), at("10:02"))
    for n in range(told.handed + 1, told.handed + told.away + 1):
        play.do(LeaveForAMoment(session, candidate_id(n), "toilet"), at("10:08"))


def _reports(made: Stage) -> None:
    """What rooms reported and the office did about it, up to 10:21."""
    made.do(c.OpenIssue("Geen geldig ID", "laat zijn pas brengen", "b1.14"), "08:43")
    made.do(c.SolveIssue(_last(made), "pas gezien om 08:58"), "08:59")
    made.do(c.OpenIssue("Start 7 minuten later", room="b1.16"), "09:08", OTHER)
    made.do(c.SolveIssue(_last(made), "inlogcodes kwamen om 09:06"), "09:12", OTHER)
    phone = made.plays["B1.18"]
    note = NoteIrregularity(phone.session_id, candidate_id(9), "phone", "Telefoon op tafel.",
                            is_reported=True)  # fmt: skip
    phone.do(note, at("09:58"))
    made.do(c.OpenIssue("Telefoon op tafel", room="b1.18"), "09:58")
    made.do(c.AwaitOnIssue(_last(made), "de zaal"), "10:05")
    network = made.plays["B1.14"]
    (opened,) = network.do(OpenCalamity(), at("10:12:05"))
    network.do(NameCalamity(opened.leaf, "network", "Netwerk weg", stops_all=True), at("10:12:14"))
    network.do(StartCall(opened.leaf, "call", "de hotline", "4400"), at("10:14:10"))
    made.do(c.TakeIssue(_calamity(made, "B1.14")), "10:14:20")
    short = made.plays["A0.02"]
    (opened,) = short.do(OpenCalamity(), at("10:17"))
    short.do(NameCalamity(opened.leaf, "copies", "Te weinig opgaven"), at("10:17:10"))


def _last(made: Stage) -> str:
    return made.day().issues[-1].key


def _calamity(made: Stage, label: str) -> str:
    return made.plays[label].part.calamities[0].key


def _desk(made: Stage) -> None:
    """What went over the desk in the morning."""
    for n, told in enumerate(ROOMS[:8]):
        for name in told.people.split(", "):
            clock = f"08:{5 + n:02d}"
            key = made.plays[told.label].room
            made.do(c.ReceiveStaff(name, name, "2026-06-09", "morning",
                                   is_identity_seen=True, room=key), clock)  # fmt: skip
            is_first = name == told.people.split(", ")[0]
            made.do(
                c.IssueThings(
                    name, name, "2026-06-09", "morning", key, has_folder=True, card=f"{n + 1}",
                    laptop=told.laptop if is_first else None,
                    envelope=f"E-04{17 + n}" if is_first else None,
                    seal=f"Z-22{91 + n}" if is_first else None,
                    pieces=told.expected + 2 if is_first else None,
                ),
                clock,
            )  # fmt: skip


# ---------------------------------------------------------------- pictures


@dataclass
class Clock:
    """The clock of the office's window: it stands where the picture is taken."""

    now: datetime

    def __call__(self) -> Moment:
        """Return the moment."""
        return Moment(self.now, 0, "office", 0)


def window_at(
    made: Stage, clock: str, folder: Path, percent: int = 100
) -> tuple[OfficeWindow, OfficeWorld]:
    """Return the office's window with all its pages, somebody signed on."""
    load_fonts()
    made.now = at(clock)
    world = OfficeWorld(Clock(at(clock)))
    heard = {told.label: clock for told in ROOMS if told.heard not in ("10:11", "09:58")}
    world.learn(
        location=CENTRE,
        day=made.day(heard),
        signed_on=SignedOn(ME.id, ME.name, (Role.COORDINATOR,)),
    )
    kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    kept.setValue("percent", percent)
    window = OfficeWindow(world, kept)
    for page in _pages():
        window.add(page(world, window))
    window._let_in()
    window.resize(1366, 768)
    window.show()
    return window, world


def board(folder: Path) -> None:
    """Picture the board, in light and dark."""
    made = played("10:19")
    for dark, name in ((False, "09-bord"), (True, "09-bord-donker")):
        window, world = window_at(made, "10:19", folder)
        picture(window, world, "board", name, dark=dark)


def hotline(folder: Path) -> None:
    """Picture the issue log once the room works again and the time back is to be decided."""
    made = played("10:21")
    key = _calamity(made, "B1.14")
    made.do(c.NoteOnIssue(key, "Geen netwerk op gang B1, 22 kandidaten wachten", "R. Vos"),
            "10:14:30")  # fmt: skip
    made.do(c.CallHelpdesk(key, "ICT"), "10:15:02")
    made.do(c.EndHelpdeskCall(key, "vaste aansluitingen werken weer, wifi volgt"), "10:17:40")
    play = made.plays["B1.14"]
    for each in play.part.interruptions:
        if each.until is None:
            play.do(EndInterruption(play.session_id, each.leaf), at("10:18:57"))
    window, world = window_at(made, "10:21", folder)
    page = window.page("issues")
    assert isinstance(page, HotlinePage)
    page._ui = replace(page._ui, selected=key)
    picture(window, world, "issues", "10-hotline")


def desk(folder: Path) -> None:
    """Picture the desk while somebody brings things back."""
    made = played("11:31")
    window, world = window_at(made, "11:31", folder)
    picture(window, world, "desk", "16-balie")


def day_report(folder: Path) -> None:
    """Picture the day report at noon."""
    made = played("13:05")
    for play in made.plays.values():
        if play.part.started_at is not None:
            play.do(EndSession(play.session_id), at("12:30"))
    for label in ("A0.02", "B1.14"):
        play = made.plays[label]
        play.do(CloseCalamity(play.part.calamities[0].leaf), at("11:00"))
        made.do(c.SolveIssue(_calamity(made, label), "opgelost"), "11:05")
    window, world = window_at(made, "13:05", folder)
    picture(window, world, "report", "12-dagrapport")


def picture(
    window: OfficeWindow, world: OfficeWorld, page: str, name: str, *, dark: bool = False
) -> None:
    """Picture a page of the window as it stands, and close it."""
    choose(dark=dark, percent=window.looks.percent)
    window.show_page(page)
    window.page(page).render()
    for _ in range(4):
        QApplication.processEvents()
    stage.OUT.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(stage.OUT / f"{name}.png"))
    choose(dark=False, percent=100)
    window.close()
    world.close()


SCENES = (
    (("09-bord", "09-bord-donker"), board),
    (("10-hotline",), hotline),
    (("12-dagrapport",), day_report),
    (("16-balie",), desk),
)
