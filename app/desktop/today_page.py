"""Vandaag (02): the sessions of this room, before the list opens."""

from collections.abc import Callable
from typing import Any

from app.desktop.page import Given, Page, Way
from app.desktop.world import World
from app.models.drafts import Refused
from app.screens.room import shift_intents as s
from app.screens.room.provision_checks import READY, ready_command
from app.screens.room.today_screen import TodayUi, today_screen
from app.views.room.today import TodayView


class TodayPage(Page):
    """The page after the shift began."""

    def __init__(self, world: World, way: Way) -> None:
        """Look at the first session."""
        super().__init__(world, way, TodayView())
        self._chosen = ""

    def render(self) -> None:
        """Show the sessions of this room."""
        known = self.world.known
        people = tuple(holder.name for holder in known.holders)
        ui = TodayUi(self._chosen, people, known.package.hotline, known.opening)
        screen = today_screen(self.world.now(), known.papers, known.status, ui)
        self.view.render(screen)  # type: ignore[call-overload]

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {
            s.SessionPicked: self._picked,
            s.RoomAsked: lambda intent: self.way.go("room", Given(session=intent.session)),
            s.CheckActionChosen: self._check,
        }

    def _picked(self, intent: s.SessionPicked) -> None:
        self._chosen = intent.session
        self.render()

    def _check(self, intent: s.CheckActionChosen) -> None:
        if intent.action == "sign-on":
            self.way.go("begin", Given(back=True))
        elif intent.action == READY:
            self._ready(intent.check)

    def _ready(self, check: str) -> None:
        """Record that what a row asks for lies ready; the row goes away once that is on disk."""
        papers = self.world.known.papers
        shown = next((p for p in papers if p.session.id == self._chosen), *papers[:1])
        command = ready_command(shown, check)
        if command is not None:
            self.world.record(command, self.world.clock(), lambda _: self.way.soon(), self._failed)

    def _failed(self, problem: BaseException) -> None:
        if not isinstance(problem, Refused):
            self.world.learn(trouble="disk")
        self.render()
