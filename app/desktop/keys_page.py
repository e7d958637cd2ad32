"""The overview of keys (14): over any page, and back to that page."""

from collections.abc import Callable
from typing import Any

from app.desktop.page import Given, Page, Way
from app.desktop.world import World
from app.models.words import clock_text
from app.screens.room.intents import KeysClosed
from app.screens.room.key_words import keys_screen
from app.views.room.keys import KeysView


class KeysPage(Page):
    """Lies over the page that asked for it."""

    def __init__(self, world: World, way: Way) -> None:
        """Lie over the room until told otherwise."""
        super().__init__(world, way, KeysView())
        self._under = "room"

    def shown(self, given: Given) -> None:
        """Come to the front over a page."""
        self._under = given.under or self._under
        self.render()
        self.view.setFocus()

    def render(self) -> None:
        """Show every key with the time of now."""
        papers = self.world.known.papers
        place = papers[0].room_label if papers else ""
        clock = clock_text(self.world.now(), papers[0].zone) if papers else ""
        self.view.render(keys_screen(place, clock))  # type: ignore[call-overload]

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {KeysClosed: lambda _: self.way.go(self._under)}
