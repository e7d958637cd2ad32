"""The no-show lists of the day: made at their set time while the program is open, or when asked.

Each team's list lies in a folder of that team's own. The dossier makes the lists and notes who
read them; here they are only drawn.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.office_desk_page import school_of
from app.desktop.office_recording import WHERE
from app.desktop.office_world import OfficeWorld
from app.models.roles import Call, may_manage
from app.models.set_times import SetTimes
from app.models.standards import set_times_on

if TYPE_CHECKING:
    from app.services.office_asking import OfficeAsking

LOOKED_EVERY_MS: Final = 30_000
FOLDER: Final = "no-show-folder"
NOT_YOURS: Final = "No-showlijsten maakt de coördinator of de examencommissie."
NOT_MADE: Final = "De no-showlijsten konden niet gemaakt worden."


class NoShowLists:
    """Has the lists made off the window's thread; what came of it is a sentence."""

    def __init__(
        self,
        world: OfficeWorld,
        view: QWidget,
        kept: QSettings,
        heard: tuple[Callable[[str], None], Callable[[str], None]],
    ) -> None:
        """Look twice a minute whether a set time went by; `heard`: what is made, what failed."""
        self._world, self._view, self._kept = world, view, kept
        self._told, self._failed = heard
        self.is_busy = False
        self._made_for: tuple[date, frozenset[time]] | None = None
        timer = QTimer(view, interval=LOOKED_EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()

    @property
    def text(self) -> str:
        """When they are made, and where."""
        times = self._times()
        at = sorted({times.at, *(each for _, each in times.teams)})
        told = f"Elke dag om {' en '.join(f'{each:%H:%M}' for each in at)}, per team apart"
        folder = self.folder
        return f"{told}, in {folder}." if folder else f"{told}, zodra je een map koos."

    @property
    def folder(self) -> str:
        """Where the lists go; empty as long as nobody chose."""
        return str(self._kept.value(FOLDER, ""))

    def ask(self) -> None:
        """Choose where the lists go, and make all of today."""
        start = self.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self._view, WHERE, start)
        if chosen:
            self._kept.setValue(FOLDER, chosen)
            self._make(None)

    def look(self) -> None:
        """Make the lists of which the set time went by and that are not made yet."""
        if not self.folder or self.is_busy:
            return
        local = self._world.now().astimezone(self._world.known.zone)
        times = self._times()
        every = {times.at, *(each for _, each in times.teams)}
        passed = frozenset(each for each in every if each <= local.time().replace(tzinfo=None))
        if passed and self._made_for != (local.date(), passed):
            self._make(passed)

    # ------------------------------------------------------------ within

    def _times(self) -> SetTimes:
        known = self._world.known
        return set_times_on(known.day.standards, self._world.now().astimezone(known.zone).date())

    def _asking(self) -> "OfficeAsking | None":
        workplace = self._world.workplace
        return workplace.asking if workplace is not None and self._may_list() else None

    def _may_list(self) -> bool:
        signed_on = self._world.known.signed_on
        roles = () if signed_on is None else signed_on.roles
        return any(may_manage(role, Call.LIST_NO_SHOWS) for role in roles)

    def _make(self, passed: frozenset[time] | None) -> None:
        asking = self._asking()
        if asking is None:
            if passed is None:
                self._failed(NOT_MADE if self._may_list() else NOT_YOURS)
            return
        now, known = self._world.now(), self._world.known
        on = now.astimezone(known.zone).date()
        ground = (school_of(known.day), on, known.zone, now)
        folder, times = Path(self.folder), self._times()

        def make() -> int:
            return _written(asking, folder, ground, passed, times)

        def made(count: int) -> None:
            self.is_busy = False
            self._made_for = self._made_for if passed is None else (on, passed)
            told = "lijst" if count == 1 else "lijsten"
            self._told(f"{count} no-show{told} gemaakt in {folder}, elk voor één team.")

        def failed(_: BaseException) -> None:
            self.is_busy = False
            self._failed(NOT_MADE)

        self.is_busy = True
        self._world.bridge.errand(make, made, failed)


def _written(
    asking: "OfficeAsking",
    folder: Path,
    ground: tuple[str, date, ZoneInfo, datetime],
    passed: frozenset[time] | None,
    times: SetTimes,
) -> int:
    from app.services.office_papers import write_team_list

    count = 0
    for each in asking.no_shows(ground[1]):
        if passed is None or times.of(each.team) in passed:
            count += write_team_list(each, folder, ground, is_new=passed is None)
    return count
