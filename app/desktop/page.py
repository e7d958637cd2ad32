"""One page of the window: a view, the state of that page, and what its intents lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from app.desktop.place import Place
from app.desktop.world import World


@dataclass(frozen=True, slots=True)
class Given:
    """What a page is shown with: a session, whether Esc leads back, why the curtain fell.

    `under` is the page that the overview of keys lies over.
    """

    session: str = ""
    selected: str = ""
    back: bool = False
    automatic: bool = True
    under: str = ""
    staff: bool = False
    """Whether the room opens with its question about the surveillanten."""
    is_map: bool = False
    """Whether the room opens with its seat map."""
    paper: bool = False
    """Whether the room opens with the check of what was typed over from paper."""


NOTHING = Given()
BAR_WAYS = {"keys": "help", "calamity": "calamity-key"}
"""Where the actions of the dark bar lead."""


class Way(Protocol):
    """How a page asks for another one, or for something the window does."""

    def go(self, page: str, given: Given = NOTHING) -> None:
        """Show another page, or follow a way by its name."""

    def take(self, intent: object) -> None:
        """Change how the window looks."""

    def soon(self) -> None:
        """Render the page in front once, after everything that happens now."""


class Page:
    """What the window does with every page; a page renders when it is shown or told to."""

    place: Place | None = None
    """Where a restart comes back, of a page that is one place; others keep it themselves."""

    def __init__(self, world: World, way: Way, view: QWidget) -> None:
        """Tie a view to the world."""
        self.world, self.way, self.view = world, way, view
        view.intent.connect(self._take)  # type: ignore[attr-defined]

    def shown(self, _given: Given) -> None:
        """Come to the front."""
        self.render()
        if self.place is not None:
            self.world.keep_place(self.place)

    def tick(self) -> None:
        """A second went by."""
        self.render()

    def render(self) -> None:
        """Show what there is to show now."""

    def closed(self) -> None:
        """The window goes away."""

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {}

    def _take(self, intent: object) -> None:
        rule = self.rules().get(type(intent))
        if rule is not None:
            rule(intent)
