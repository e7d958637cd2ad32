"""What the page Beheer asks of the dossier, beside the window and the record."""

from collections.abc import Callable
from typing import Any

from app.desktop.office_world import OfficeWorld
from app.screens.office.manage_ui import OBSTACLE
from app.services.office_managing import ManageObstacle, NotManaged, on_line
from app.services.office_sign_on import OfficeLine


class Errands:
    """Asks in the name of who is signed on; an answer for who left is told to nobody."""

    def __init__(self, world: OfficeWorld, failed: Callable[[str], None]) -> None:
        """Ask nothing yet; `failed` gets a sentence."""
        self._world, self._failed = world, failed

    @property
    def person(self) -> str:
        """Who is signed on; empty when nobody is."""
        who = self._world.known.signed_on
        return "" if who is None else who.person

    def ask(self, job: Callable[[OfficeLine], Any], done: Callable[[Any], None]) -> None:
        """Have something asked; `done` gets the answer."""
        workplace, person = self._world.workplace, self.person
        if workplace is None or not person:
            return
        line = workplace.line()

        def answered(told: Any) -> None:
            if self.person == person:
                done(told)

        def not_answered(problem: BaseException) -> None:
            if self.person == person:
                code = ManageObstacle.STRANGE
                if isinstance(problem, NotManaged):
                    code = problem.obstacle
                if code is ManageObstacle.ENDED:
                    self._world.ended.emit()
                self._failed(OBSTACLE[code.value])

        self._world.bridge.errand(lambda: on_line(line.result(), job), answered, not_answered)
