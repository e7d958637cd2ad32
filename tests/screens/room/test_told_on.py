"""What a screen kept of the state before is never told of the state after it."""

from dataclasses import replace
from typing import Any

from app.models import commands as c
from app.models import facts as f
from app.models.act import Act, Event
from app.models.fold import fold
from app.models.paper import Paper, paper_of
from app.models.plan import ExtrasAdded
from app.models.session import ExamSession
from app.screens.room import intents as i
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.room import RoomScreen
from app.screens.room.room_content import RoomContent, content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_steps import step
from app.screens.room.room_ui import RoomUi
from tests.builders import MINUTE, SESSION, START, Play, a_candidate, a_laptop, a_session
from tests.builders import candidate_id as who

HALL = 61
"""Enough for a dense list and blocks."""
RULES: dict[str, object] = {"kind": "institution", "away_max_min": 10, "away_at_once": 1}
UIS = (
    RoomUi(START, query="1000"),
    RoomUi(START),
    RoomUi(START, selected=who(2)),
    RoomUi(START, block=1, chip=4),
    RoomUi(START, query="b7"),
    RoomUi(START, storing=who(1)),
    RoomUi(START, query="1000"),
    RoomUi(START, query=" "),
    RoomUi(START),
)
DAY: tuple[object, ...] = (
    *(c.RegisterArrival(SESSION, who(number)) for number in (1, 2, 3, 4)),
    c.TakeSeat(SESSION, who(2), "B7"),
    c.StartSession(SESSION),
    c.LeaveForAMoment(SESSION, who(1)),
    None,
    c.LeaveForAMoment(SESSION, who(2)),
    f.NoShowEstablished(),  # what another laptop thought of the second candidate
    c.ComeBack(SESSION, who(1)),
    c.StartRestBreak(SESSION, who(3)),
    None,
    c.RegisterArrival(SESSION, who(5)),
    a_candidate(2, surname="Aa", needs=("TTS",)),
    ExtrasAdded(seat="A9"),
    c.EndRestBreak(SESSION, who(3)),
    c.HandIn(SESSION, (who(3),)),
    c.Undo(),
    c.EstablishNoShow(SESSION, (who(6), who(7))),
)
"""What happens in the room, four minutes apart; None: only time goes by."""


def papers(session: ExamSession, room: str) -> tuple[Paper, ...]:
    """Return the paper of the one session of the room."""
    paper = paper_of(session, room)
    assert paper is not None
    return (paper,)


def shown(content: RoomContent, book: RowBook, at_min: int) -> list[RoomScreen]:
    """Return what the room says to people who look at it in different ways."""
    screens = []
    for ui in UIS:
        now = replace(ui, now=START + at_min * MINUTE)
        if ui.query:
            now = step(content, book, now, i.QueryTyped(ui.query)).ui
        screens.append(room_screen(content, now, LaptopStatus("laptop-1"), book))
    return screens


def taken_in(play: Play, what: Any, at_min: int) -> list[Event]:
    """Let something happen here, on another laptop, or in the plan."""
    at = START + at_min * MINUTE
    if isinstance(what, f.NoShowEstablished):
        other = a_laptop("laptop-2")
        other.act(what, at, who(2))
        play.take(*other.written)
        return other.written
    if isinstance(what, Act):
        return [play.plan(what, who(2), at)]
    return [] if what is None else play.do(what, at)


def test_a_room_told_on_from_act_to_act_says_what_a_room_told_anew_says() -> None:
    play, book = a_session(HALL, started=False, rules=RULES), RowBook()
    events, past, told_on = list(play.fold.events.values()), [], []
    content = content_of(papers(play.session, play.room))
    for at_min, what in zip(range(-20, 99, 4), DAY, strict=False):
        events += taken_in(play, what, at_min)
        if content.papers[0].session is not play.session:
            content = content_of(papers(play.session, play.room))
        past.append((at_min, tuple(events)))
        told_on.append(shown(content, book, at_min))
    for (at_min, known), screens in zip(past, told_on, strict=True):
        session = fold(SESSION, [replace(event) for event in known])  # of these nothing is kept
        anew = content_of(papers(session, play.room))
        assert screens == shown(anew, RowBook(), at_min), at_min
