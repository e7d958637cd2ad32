"""What changes only how the room is looked at: seat map, keys, the candidates' clock."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.screens.room.intents import Act
from app.screens.room.provision_forms import ProvisionUi
from app.screens.room.room_content import RoomContent
from app.screens.room.room_differences import differing
from app.screens.room.room_seats import has_seats
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import Notice, Tone

NO_SEATS = "In deze zaal heeft niemand een stoel, dus er is geen plattegrond."
NO_DIFFERENCE = "Er is geen verschil om te bekijken."


def _map(content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    """Show the seat map instead of the list, or the list again."""
    if not has_seats(content):
        notice = Notice(Tone.NOTE, NO_SEATS, "", icon="info")
        return replace(ui, is_map=False, notice=notice, announcement=NO_SEATS), ""
    told = "Lijst" if ui.is_map else "Plattegrond"
    return replace(ui, is_map=not ui.is_map, announcement=told), ""


def _storage(_content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    return ui, "storage"


def _today(_content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    return ui, "today"


def _everything(content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    """Show the whole page of the selected candidate, or the list again."""
    if ui.selected not in content.people:
        text = "Kies eerst een kandidaat."
        return replace(ui, notice=Notice(Tone.NOTE, text, "", icon="info"), announcement=text), ""
    ui = replace(ui, is_page=not ui.is_page, mode=Mode.CANDIDATE)
    return replace(ui, provision=ProvisionUi()), ""


def _keys(_content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    return ui, "keys"


def _clock(_content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    """Show the clock, and ask what it should announce."""
    return replace(ui, mode=Mode.CLOCK, form=ui.form + 1, form_error="", clock_on=True), ""


def _differences(content: RoomContent, ui: RoomUi) -> tuple[RoomUi, str]:
    """Go to the next difference, those of the exams themselves first."""
    papers, people = differing(content)
    ui = replace(ui, last_input=ui.now, fixed_at=ui.now, is_spent=False, other_time=None)
    if papers and ui.mode is not Mode.SESSION_DIFFERENCE:
        session, mode = papers[0].session.id, Mode.SESSION_DIFFERENCE
        return replace(ui, query="", selected="", session=session, mode=mode, side=0), ""
    if people:
        later = people[people.index(ui.selected) + 1 :] if ui.selected in people else []
        who, mode = (later or people)[0], Mode.CANDIDATE
        ui = replace(ui, query="", chip=0, block=0, mode=mode, is_scan=False, side=0)
        return replace(ui, selected=who), ""
    if not papers:
        notice = Notice(Tone.NOTE, NO_DIFFERENCE, "", icon="info")
        return replace(ui, notice=notice, announcement=NO_DIFFERENCE), ""
    return ui, ""


LOOKS: Final[dict[Act, Callable[[RoomContent, RoomUi], tuple[RoomUi, str]]]] = {
    Act.MAP: _map,
    Act.HELP: _keys,
    Act.PROJECTOR: _clock,
    Act.DIFFERENCES: _differences,
    Act.STORAGE: _storage,
    Act.TODAY: _today,
    Act.EVERYTHING: _everything,
}
"""The next state of the window, and the screen that opens ("" for none)."""
