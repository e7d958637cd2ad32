"""Typing over from paper, told by the program from a made-up record: three questions, a banner."""

from app.models import commands as c
from app.models.paper import Paper, paper_of
from app.screens.room.intents import Act, ActChosen, EnterPressed, PromptAnswered, QueryTyped
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.room import RoomScreen
from app.screens.room.room_content import RoomContent, content_of
from app.screens.room.room_paper import paper_step
from app.screens.room.room_rows import RowBook
from app.screens.room.room_screen import room_screen
from app.screens.room.room_ui import RoomUi
from tests.builders import MINUTE, ROOM, SESSION, START, a_candidate, a_session, candidate_id

NOW = START + 71 * MINUTE
LONG = ("Schimmelpenninck-Hooghwerff", "van der", "Maximiliaan-Alexander")
SHIFT = (
    ("p1", "van der Schimmelpenninck-Hooghwerff, M."),
    ("p2", "Mehmet Bakır"),
)


def _papers() -> tuple[Paper, ...]:
    play = a_session(0, started=False)
    for number in range(1, 13):
        named = {"surname": LONG[0], "surname_prefix": LONG[1], "given_name": LONG[2]}
        play.plan(a_candidate(number, **(named if number == 3 else {})), candidate_id(number))
    for number in range(1, 7):
        arrival = c.RegisterArrival(SESSION, candidate_id(number), seen_at=START - 9 * MINUTE)
        play.do(c.CopyFromPaper(arrival, "p1"), NOW - (20 - number) * MINUTE)
    paper = paper_of(play.session, ROOM)
    assert paper is not None
    return (paper,)


def _after(*intents: object) -> RoomScreen:
    content: RoomContent = content_of(_papers())
    book, ui = RowBook(), RoomUi(NOW, shift=SHIFT, people=tuple(name for _, name in SHIFT))
    for intent in intents:
        ui = paper_step(content, book, ui, intent).step.ui
    return room_screen(content, ui, LaptopStatus("EX-07", NOW), book)


BEGIN = ActChosen(Act.FROM_PAPER)
TYPIST = PromptAnswered("", "p1")


def screen_who_types() -> RoomScreen:
    """Two people share the shift."""
    return _after(BEGIN)


def screen_time() -> RoomScreen:
    """The banner, and the time that stands on the paper."""
    return _after(BEGIN, TYPIST, QueryTyped("00007"), EnterPressed())


def screen_banner() -> RoomScreen:
    """Nobody is chosen yet."""
    return _after(BEGIN, TYPIST)


def screen_check() -> RoomScreen:
    """The second person compares a page."""
    return _after(ActChosen(Act.CHECK_PAPER))


def screen_pin() -> RoomScreen:
    """Everything was on paper: the PIN, typed wrong."""
    turned = [PromptAnswered("", "") for _ in range(3)]
    return _after(ActChosen(Act.CHECK_PAPER), *turned)
