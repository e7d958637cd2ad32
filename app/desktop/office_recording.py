"""What the pages of the office share: recording with what the foot says, and papers on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.office_world import OfficeWorld
from app.models.board import LaptopSeen
from app.models.drafts import Refused
from app.models.office_commands import OfficeCommand
from app.models.office_day import OfficeDay
from app.models.words import clock_text, refused_text

if TYPE_CHECKING:
    from app.models.pack import PaperPack
    from app.sync.check_protocol import MadeExtract

NOT_KEPT: Final = "Dit is niet bewaard: er kan niet naar de schijf geschreven worden."
WHERE: Final = "Waar komt het bestand?"
NO_ANSWER: Final = "Er is nu geen contact met het dossier. Probeer het straks opnieuw."
NOT_ALLOWED: Final = "Dit valt buiten je rol, of een deel ervan buiten je locaties."
NOT_WRITTEN: Final = "Deze map kan niet beschreven worden. Kies een andere."


def record(
    world: OfficeWorld,
    command: OfficeCommand,
    done: Callable[[OfficeDay, tuple[str, str]], None],
    told: str,
    failed: Callable[[str], None],
) -> None:
    """Record a command; `done` gets the day and what the foot says, `failed` a sentence."""
    world.record(
        command,
        lambda day: done(day, (clock_text(world.now(), world.known.zone), told)),
        lambda problem: failed(refusal(problem)),
    )


def refusal(problem: BaseException) -> str:
    """Return why nothing was recorded, in a sentence."""
    if isinstance(problem, Refused):
        return refused_text(problem.reason, hotline="het examenbureau")
    return NOT_KEPT


def laptops_seen(day: OfficeDay) -> tuple[LaptopSeen, ...]:
    """Return the laptops as the dossier last heard of them."""
    return tuple(
        LaptopSeen(
            device=each.device,
            name=each.name,
            contact_at=each.at,
            waiting=0 if each.heartbeat is None else each.heartbeat.waiting,
            battery_percent=None if each.heartbeat is None else each.heartbeat.battery_percent,
            offset_ms=None if each.heartbeat is None else each.heartbeat.offset_ms,
        )
        for each in day.contacts
    )


def _why_not(problem: BaseException) -> str:
    """Return why there is no paper, in a sentence."""
    trouble = getattr(problem, "trouble", None)
    if trouble is None:
        return NOT_WRITTEN
    return NOT_ALLOWED if trouble.value == "refused" else NO_ANSWER


class Papers:
    """Has papers made off the window's thread, and shows them in the system's own viewer."""

    def __init__(
        self,
        world: OfficeWorld,
        view: QWidget,
        told: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        """Make papers beside a view; what came of it is a sentence."""
        self._world, self._view, self._told, self._failed = world, view, told, failed

    def paper(self, pack: "PaperPack") -> None:
        """Ask where, draw there, and open it to print."""

        def make(folder: Path) -> Path:
            from app.services.office_papers import write_paper

            return write_paper(pack, folder)

        self.make(make)

    def figures(self, text: str, name: str) -> None:
        """Ask where, and write figures there."""

        def make(folder: Path) -> Path:
            from app.services.office_papers import write_figures

            return write_figures(text, folder, name)

        self.make(make)

    def extract(self, made: "Callable[[], MadeExtract]") -> None:
        """Ask where, have the dossier make it, and write it there."""

        def make(folder: Path) -> Path:
            from app.services.office_papers import write_extract

            return write_extract(made(), folder)

        self.make(make)

    def make(self, make: Callable[[Path], Path | None]) -> bool:
        """Ask where, and have something made there; tell whether somebody chose where.

        What is made may be None: it was stopped, and nothing is there.
        """
        chosen = QFileDialog.getExistingDirectory(self._view, WHERE, str(Path.home()))
        if chosen:
            folder = Path(chosen)
            self._world.bridge.errand(
                lambda: make(folder), self._made, lambda problem: self._failed(_why_not(problem))
            )
        return bool(chosen)

    def _made(self, path: Path | None) -> None:
        if path is None:
            self._told("Gestopt: er is niets geschreven.")
            return
        self._told(f"{path.name} staat in {path.parent}.")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
