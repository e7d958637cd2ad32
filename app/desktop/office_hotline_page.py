"""The page of the issue log (10)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import record
from app.desktop.office_world import OfficeWorld
from app.models.hotline import IssueState
from app.models.office_day import OfficeDay
from app.screens.office import intents as i
from app.screens.office.hotline import hotline_screen
from app.screens.office.hotline_steps import Step, hotline_step
from app.screens.office.hotline_ui import HotlineUi
from app.views.office.hotline import HotlineView

STEPS = (
    i.IssueChosen,
    i.ListAsked,
    i.IssueActed,
    i.TextSubmitted,
    i.WritingLeft,
    i.NewIssueAsked,
    i.NewIssueTold,
    i.DecisionTold,
    i.NextDecisionAsked,
)


class HotlinePage(OfficePage):
    """Everything rooms report and the office does about it."""

    NAME: ClassVar[str] = "issues"
    TEXT: ClassVar[str] = "Meldingen"
    SCOPE: ClassVar[str] = "office"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page with an empty log."""
        self._log = HotlineView()
        super().__init__(world, way, self._log)
        self._ui = HotlineUi(world.now(), world.known.zone)

    @property
    def count(self) -> int:
        """How many issues are open."""
        return sum(each.state is not IssueState.SOLVED for each in self.world.known.day.issues)

    def render(self) -> None:
        """Show the log as it stands."""
        self._look()
        self._log.render(hotline_screen(self.world.known.day, self._ui))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return dict.fromkeys(STEPS, self._go)

    def _look(self) -> None:
        self._ui = replace(
            self._ui,
            now=self.world.now(),
            zone=self.world.known.zone,
            can_write=self.world.may_write("IssueTaken"),
        )

    def _go(self, intent: object) -> None:
        self._look()
        step: Step = hotline_step(self.world.known.day, self._ui, intent)
        self._ui = step.ui
        if step.command is not None:
            record(self.world, step.command, self._recorded, step.told, self._failed)
        self.render()

    def _recorded(self, _: OfficeDay, foot: tuple[str, str]) -> None:
        self._ui = replace(self._ui, foot=foot)
        self.way.soon()

    def _failed(self, sentence: str) -> None:
        self._ui = replace(self._ui, trouble=sentence)
        self.way.soon()
