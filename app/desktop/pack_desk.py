"""The papers of a session from Vandaag: where they go, what came of it, and opening them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.world import World
from app.screens.room.wording import Notice, ScreenAction, Tone

if TYPE_CHECKING:
    from app.services.workplace import Workplace

OPEN_PACK: Final = "open-pack"
WHERE: Final = "Waar komt het papieren pakket?"
BUSY: Final = Notice(Tone.NOTE, "Het papieren pakket wordt gemaakt.", "", icon="file-text")
FAILED: Final = Notice(
    Tone.WARNING,
    "Er is geen papieren pakket gemaakt.",
    "Deze map kan niet beschreven worden. Kies een andere.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Papers of which session, as the plan stands at which moment."""

    session: str
    at: datetime


class PackDesk:
    """Has papers made off the window's thread; prints nothing by itself."""

    def __init__(self, world: World, view: QWidget, tell: Callable[[Notice], None]) -> None:
        """Make papers beside a view; `tell` shows what came of it."""
        self._world, self._view, self._tell = world, view, tell
        self._made: Path | None = None

    def make(self, asked: Asked) -> None:
        """Ask where, and write the papers there; nothing when no place is chosen."""
        workplace = self._world.workplace
        chosen = QFileDialog.getExistingDirectory(self._view, WHERE, str(Path.home()))
        if workplace is None or not chosen:
            return
        self._tell(BUSY)
        folder = Path(chosen)
        self._world.bridge.errand(
            lambda: _write(workplace, folder, asked), self._written, lambda _: self._tell(FAILED)
        )

    def open(self) -> None:
        """Show the papers in the system's own viewer, which prints."""
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    def _written(self, made: tuple[Path, ...]) -> None:
        self._made = made[0]
        action = ScreenAction(OPEN_PACK, "Openen om te printen", keys="Alt O")
        title, text = (
            "Het papieren pakket staat klaar.",
            f"{self._made.name} in {self._made.parent}.",
        )
        self._tell(Notice(Tone.GOOD, title, text, (action,), icon="file-text"))


def _write(workplace: "Workplace", folder: Path, asked: Asked) -> tuple[Path, ...]:
    from app.services.paper_packs import write_packs

    return write_packs(workplace, folder, asked.at, asked.session)
