"""What one step of the room's window comes to, and the pieces that all steps share."""

from dataclasses import dataclass, replace

from app.models import commands as c
from app.screens.room.room_actions import seen_at_of
from app.screens.room.room_content import RoomContent
from app.screens.room.room_rows import RowBook
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import Notice, Tone


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an intent: the next state, and what has to be done."""

    ui: RoomUi
    command: c.Command | None = None
    opens: str = ""
    """Another screen or way: "closing", "lock" or "calamity-key"."""


Known = tuple[RoomContent, RowBook]


def spent(ui: RoomUi) -> RoomUi:
    """Return the state after an act: an empty box, the same person, a dead Enter."""
    return replace(
        ui,
        query="",
        fixed_at=None,
        last_input=ui.now,
        is_spent=True,
        is_scan=False,
        other_time=None,
        scanned="",
        storing=ui.selected,
        mode=Mode.CANDIDATE,
    )


def seen_at(ui: RoomUi) -> c.SeenAt:
    """Return when the act of now was seen."""
    return seen_at_of(ui.other_time, ui.fixed_at, ui.now)


def refused(ui: RoomUi, reason: str) -> Step:
    """Return the step that only tells why not."""
    if not reason:
        return Step(ui)
    notice = Notice(Tone.NOTE, reason, "", icon="info")
    return Step(replace(ui, notice=notice, announcement=reason))


def opened(ui: RoomUi, mode: Mode) -> RoomUi:
    """Return the state with a form open; its time is fixed now."""
    return replace(ui, mode=mode, form=ui.form + 1, form_at=ui.act_at, form_error="")
