"""What one step of the room's window comes to: its next state, a command, another screen."""

from dataclasses import dataclass, replace

from app.models import commands as c
from app.screens.room.room_content import RoomContent
from app.screens.room.room_rows import RowBook
from app.screens.room.room_ui import Mode, RoomUi


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
        storing=ui.selected,
        mode=Mode.CANDIDATE,
    )
