"""The check of what was typed over from paper: opened from elsewhere, signed with a PIN."""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.desktop.world import World
from app.screens.room.paper_ui import PaperUi
from app.screens.room.room_content import RoomContent
from app.screens.room.room_paper import CheckAsked, checking
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import Notice, Tone

if TYPE_CHECKING:
    from app.services.recording import Recorded
    from app.services.workplace import Workplace

CHANGED = "Er is iets veranderd. Kijk het opnieuw na."


class Room(Protocol):
    """What the desk needs of the room's page."""

    ui: RoomUi

    @property
    def content(self) -> RoomContent:
        """Everybody in the room."""

    def render(self) -> None:
        """Show the room."""


class PaperDesk:
    """Writes a check off the window's thread, and tells the room what came of it."""

    def __init__(self, world: World, room: Room) -> None:
        """Sit beside a room."""
        self._world, self._room = world, room

    def open(self) -> None:
        """Begin the check in the session that is looked at."""
        holders = self._world.known.holders
        shift = tuple((holder.person, holder.name) for holder in holders)
        room = self._room
        ui = replace(room.ui, shift=shift, selected="", query="")
        room.ui = checking(room.content.chosen(ui), ui)

    def check(self, asked: CheckAsked) -> None:
        """Have a check signed and recorded."""
        workplace = self._world.workplace
        if workplace is not None:
            self._world.bridge.errand(
                lambda: _check(workplace, asked), self._checked, self._failed
            )

    def _checked(self, recorded: "Recorded") -> None:
        self._world.learn_day(recorded.day)
        told = "Nagekeken en getekend."
        notice = Notice(Tone.GOOD, told, "Komt zo in het proces-verbaal.", icon="circle-check")
        paper = PaperUi(typist=self._room.ui.paper.typist)
        ui = replace(self._room.ui, paper=paper, mode=Mode.CANDIDATE, notice=notice)
        self._room.ui = replace(ui, announcement=told, selected="")
        self._room.render()

    def _failed(self, problem: BaseException) -> None:
        left = getattr(problem, "left", None)
        told = CHANGED
        if left is not None:
            tries = "1 poging" if left == 1 else f"{left} pogingen"
            told = f"Die pincode klopt niet. Nog {tries}."
            if not left:
                told = "Te vaak geprobeerd. Begin opnieuw met je dagcode."
        self._room.ui = replace(self._room.ui, form_error=told)
        self._room.render()


def _check(workplace: "Workplace", asked: CheckAsked) -> "Recorded":
    from app.services.paper_checking import check_paper

    return check_paper(workplace, asked.session, asked.person, asked.pin, asked.leaves)
