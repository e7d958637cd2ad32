"""One page of the office's window, and how it gets its tab."""

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from app.desktop.office_world import OfficeWorld


class OfficeWay(Protocol):
    """How a page asks the window for something."""

    @property
    def preferences(self) -> QSettings:
        """What is kept from one day to the next at this machine; never who or what was read."""

    def show_page(self, name: str, then: object = None) -> None:
        """Show another page of the office, and let it take an intent."""

    def soon(self) -> None:
        """Render the page in front once, after everything that happens now."""


class OfficePage:
    """What the window does with every page of the office; a subclass names its tab."""

    NAME: ClassVar[str] = ""
    TEXT: ClassVar[str] = ""
    SCOPE: ClassVar[str] = ""
    """What it is told from: who may read none of that gets no tab. Empty: it judges by itself."""

    def __init__(self, world: OfficeWorld, way: OfficeWay, view: QWidget) -> None:
        """Tie a view to the world."""
        self.world, self.way, self.view = world, way, view
        view.intent.connect(self._take)  # type: ignore[attr-defined]

    @property
    def count(self) -> int:
        """How much asks for attention there: the number beside its name."""
        return 0

    def shown(self) -> None:
        """Come to the front."""
        self.render()

    def tick(self) -> None:
        """A second went by."""
        self.render()

    def render(self) -> None:
        """Show what there is to show now."""

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {}

    def _take(self, intent: object) -> None:
        rule = self.rules().get(type(intent))
        if rule is not None:
            rule(intent)
