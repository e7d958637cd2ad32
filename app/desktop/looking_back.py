"""What Ctrl Z would take back now: asked of the record, for the foot of a page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.desktop.world import World
from app.models.repair import last_handling

if TYPE_CHECKING:
    from app.models.act import Event
    from app.models.fold import RoomFold


def look_back(world: World, then: "Callable[[tuple[Event, ...]], None]") -> None:
    """Tell the last handling of this laptop that still counts; nothing when there is none."""
    workplace, device = world.workplace, world.known.status.device
    if workplace is None:
        return

    def newest(folds: "RoomFold") -> "tuple[Event, ...]":
        return last_handling(folds, device)

    world.bridge.after(workplace.look(newest), then, lambda _: None)
