"""Steps of the surveillanten in the room: Alt S opens the panel, each answer leads on."""

from collections.abc import Sequence
from dataclasses import replace

from app.models.commands import Command
from app.models.paper import Paper
from app.screens.room.intents import PromptAnswered
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.staff_form import NOBODY, StaffAsk, staff_answer


def staff_opened(ui: RoomUi) -> RoomUi:
    """Return the state with the panel open, at its first question."""
    number = ui.form + 1
    return replace(ui, mode=Mode.STAFF, form=number, staff=StaffAsk(number))


def staff_answered(
    papers: Sequence[Paper], ui: RoomUi, intent: PromptAnswered
) -> tuple[RoomUi, Command | None, str]:
    """Return the next state, what is recorded, and the screen that follows: who leaves signs."""
    told = staff_answer(papers, ui.staff, intent.choice, dict(intent.texts), ui.now)
    if told.ask is not None:
        return replace(ui, staff=told.ask), None, ""
    closed = replace(ui, mode=Mode.CANDIDATE, staff=NOBODY)
    return closed, told.command, "closing" if told.signs else ""
