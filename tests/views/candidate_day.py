"""One candidate of a made-up day, played through the real rules: for pictures and view tests."""

from dataclasses import replace
from datetime import timedelta

from app.models import attendance_commands as attend
from app.models import commands as c
from app.models.paper import paper_of
from app.models.plan import ExtrasAdded
from app.models.plan_changes import unread_changes
from app.models.preparing_commands import SeePlan
from app.models.values import IdentityOutcome, ProvisionOutcome
from app.screens.room import intents as i
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.room import RoomScreen
from app.screens.room.room_content import content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_steps import step
from app.screens.room.room_ui import RoomUi
from tests.builders import (
    MINUTE,
    SESSION,
    START,
    Play,
    a_candidate,
    a_session,
    candidate_id,
    carried,
)

NAMES = (
    ("Yusuf", None, "Demir", "B1"),
    ("Hamza", None, "Abdi", "A1"),
    ("Elif", None, "Aydın", "A2"),
    ("Noa", None, "Bakker", "A3"),
    ("Thijs", "van den", "Berg", "A4"),
    ("Jesse", "de", "Boer", "A5"),
    ("Salma", None, "El Amrani", "B3"),
    ("Maximiliaan-Alexander", "van der", "Kloosterman-Wageningen", "B4"),
)
DEMIR, LONGEST = candidate_id(1), candidate_id(8)
ROOMS = ("A1.03", "A1.05", "Aparte ruimte 2")


def a_day(rules: dict[str, object] | None = None) -> Play:
    """Return a room in the middle of its exam; candidate 1 has a day with everything in it."""
    kept: dict[str, object] = {"kind": "institution", "title": "Instellingsexamens"}
    play = a_session(0, started=False, rules=kept | (rules or {}))
    for number, (given, prefix, surname, seat) in enumerate(NAMES, start=1):
        who = candidate_id(number)
        planned = replace(
            a_candidate(number, given_name=given, surname_prefix=prefix, surname=surname),
            number=f"20418{number:02d}",
            extra_time_min=25 if number == 1 else None,
            needs=("ET", "TTS") if number == 1 else (),
        )
        play.plan(planned, who)
        play.plan(ExtrasAdded("2007-03-14", seat, "MBO Verpleegkundige"), who)
    for number in (1, 2, 3, 4, 5, 7):
        play.do(c.RegisterArrival(SESSION, candidate_id(number)), START - (12 - number) * MINUTE)
    play.do(c.StartSession(SESSION), START)
    away = c.LeaveForAMoment(SESSION, DEMIR, "toilet", "M. Vos", escort_person="p1")
    (left,) = play.do(away, START + 44 * MINUTE)
    play.do(c.ComeBack(SESSION, DEMIR), START + 47 * MINUTE)
    play.do(
        c.Retime(SESSION, left.leaf, "klok verkeerd gelezen", START + 42 * MINUTE),
        START + 50 * MINUTE,
    )
    play.do(c.HandIn(SESSION, (DEMIR,)), START + 55 * MINUTE)
    play.do(c.Undo(), START + 56 * MINUTE)
    play.do(c.ReportProvision(SESSION, DEMIR, "TTS", ProvisionOutcome.GIVEN), START + 57 * MINUTE)
    play.do(
        c.NoteIrregularity(
            SESSION, DEMIR, "device", "Telefoon lag zichtbaar op tafel, scherm uit."
        ),
        START + 70 * MINUTE,
    )
    play.do(
        c.RegisterArrival(SESSION, LONGEST, IdentityOutcome.NO_VALID_DOCUMENT), START + 12 * MINUTE
    )
    play.now = START + timedelta(minutes=71, seconds=31)
    return play


def a_day_with_moves() -> tuple[Play, str]:
    """Return the room with somebody who went to another one, and somebody who came: by id."""
    play, there = a_day(), a_session(0, room="a1.03")
    play.do(attend.SendToRoom(SESSION, LONGEST, "A1.03", "lawaai", "J. de Wit"), play.now)
    came, at = candidate_id(9), play.now - 4 * MINUTE
    there.plan(a_candidate(9, given_name="Sanne", surname="Vermeer"), came, START)
    there.do(c.RegisterArrival(SESSION, came), START - 5 * MINUTE)
    move = attend.SendToRoom(SESSION, came, "B1.14", "kreeg een aparte plek", "J. de Wit")
    there.do(move, at)
    play.plan(a_candidate(9, given_name="Sanne", surname="Vermeer"), came, at)
    for event in there.laptop.written:
        if event.body is not None and (event.body.candidate == came or event.header.shift):
            play.plan(carried(there, event, "A1.03"), came, at)
    play.do(c.EstablishNoShow(SESSION, (candidate_id(6),)), play.now)
    paper = paper_of(play.session, play.room)
    assert paper is not None
    read = tuple(change.leaf for change in unread_changes(paper))
    play.do(SeePlan(SESSION, "M. Vos", read), play.now)
    return play, came


def screen_after(
    play: Play, *done: object, selected: str = DEMIR, rooms: tuple[str, ...] = ROOMS
) -> RoomScreen:
    """Return the room after what somebody does, with a candidate selected."""
    paper = paper_of(play.session, play.room)
    assert paper is not None
    content, book = content_of((paper,)), RowBook()
    ui = RoomUi(play.now, selected=selected, people=("M. Vos",), rooms=rooms)
    for intent in done:
        ui = step(content, book, ui, intent).ui
    return room_screen(content, ui, LaptopStatus("laptop-1"), book)


EVERYTHING = i.ActChosen(i.Act.EVERYTHING)
