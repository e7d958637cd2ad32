"""The curtain (01): clock and counts until somebody of the shift types a PIN."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.desktop.page import Given, Page, Way
from app.desktop.world import World
from app.screens.room import shift_intents as s
from app.screens.room.unlock_screen import PIN_TRIES, CurtainUi, curtain_screen
from app.views.room.unlock import CurtainView


class CurtainPage(Page):
    """Over every page once nobody touched the laptop for a while."""

    def __init__(self, world: World, way: Way) -> None:
        """Make a curtain that nobody stands behind yet."""
        super().__init__(world, way, CurtainView())
        self.ui = CurtainUi((), "")

    def shown(self, given: Given) -> None:
        """Fall."""
        holders = self.world.known.holders
        chosen = self.ui.chosen if any(h.person == self.ui.chosen for h in holders) else ""
        first = chosen or (holders[0].person if holders else "")
        self.ui = CurtainUi(holders, first, is_automatic=given.automatic)
        self.render()

    def called(self, pressed_at: datetime | None) -> None:
        """Say that the calamity key was heard; the rest waits for the PIN."""
        self.ui = replace(self.ui, called_at=pressed_at)
        self.render()

    def render(self) -> None:
        """Show clock, counts and who may come back."""
        known = self.world.known
        if not self.ui.holders:
            return
        screen = curtain_screen(
            self.world.now(), known.package, known.status, known.papers, self.ui
        )
        self.view.render(screen)  # type: ignore[call-overload]

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {
            s.PersonChosen: self._chosen,
            s.PinEntered: self._entered,
            s.NewShiftAsked: lambda _: self.way.go("begin", Given(back=True)),
        }

    def _chosen(self, intent: s.PersonChosen) -> None:
        self.ui = replace(self.ui, chosen=intent.person, tries_left=PIN_TRIES, error="")
        self.render()

    def _entered(self, intent: s.PinEntered) -> None:
        workplace = self.world.workplace
        if workplace is None:
            return
        self.ui = replace(self.ui, busy="Openen...")
        self.render()
        opened = workplace.unlock(intent.person, intent.pin)
        self.world.bridge.after(opened, lambda _: self._opened(), self._wrong)

    def _opened(self) -> None:
        self.ui = replace(self.ui, busy="", tries_left=PIN_TRIES)
        self.way.go("lifted")

    def _wrong(self, problem: BaseException) -> None:
        left = getattr(problem, "left", None)
        if left is None:
            self.ui = replace(self.ui, busy="", error="Een pincode heeft 6 cijfers.")
        else:
            self.ui = replace(self.ui, busy="", tries_left=left)
        self.render()
