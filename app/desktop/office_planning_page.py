"""The page of planning by hand."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QFileDialog

from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import Papers, record
from app.desktop.office_world import OfficeWorld
from app.models.absence import notice_of
from app.models.desk_facts import AbsenceReasonNoted
from app.models.door_lists import door_lists, papers_on
from app.models.office_commands import NotifyAbsence
from app.models.office_day import OfficeDay
from app.models.planning_commands import SendPlan
from app.models.words import clock_text
from app.screens.office import planning_intents as i
from app.screens.office.desk_intents import DeskSubmitted, FormSearched
from app.screens.office.planning import day_shown, planning_screen
from app.screens.office.planning_steps import planning_step
from app.screens.office.planning_ui import PlanningUi
from app.views.office.planning import PlanningView

STEPS = (
    i.DayTurned,
    i.SessionChosen,
    i.ModeChosen,
    i.PlanSearched,
    i.ProposalsTaken,
    i.PlanUndone,
    i.PlanSent,
    i.ExtrasOpened,
    DeskSubmitted,
)
WHICH: Final = "Welk bestand met gegevens?"
NOT_READ: Final = "Dit bestand kan niet gelezen worden. Bewaar het als CSV (UTF-8)."
NO_ROOMS: Final = "Op deze dag heeft hier nog geen zitting een zaal."
TOO_LARGE: Final = "Dit bestand is te groot. Verdeel het over meer bestanden."
PLANS: Final = "SessionPlaced"
NOTIFIES: Final = "AbsenceReasonNoted"
BYTES_MAX: Final = 4 * 1024 * 1024


class PlanningPage(OfficePage):
    """Rooms, people and candidates of a day, where what Toetsplanning sends falls short."""

    NAME: ClassVar[str] = "planning"
    TEXT: ClassVar[str] = "Planning"
    SCOPE: ClassVar[str] = "office"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page for the first day that is not over."""
        self._planning = PlanningView()
        super().__init__(world, way, self._planning)
        self._ui = PlanningUi(world.now(), world.known.zone)
        self._papers = Papers(world, self._planning, self._printed, self._failed)

    @property
    def count(self) -> int:
        """How much was prepared and not sent."""
        return len(self._ui.prepared)

    def render(self) -> None:
        """Show the plan as it stands."""
        known = self.world.known
        self._ui = replace(
            self._ui,
            now=self.world.now(),
            zone=known.zone,
            home=known.location,
            can_plan=self.world.may_write(PLANS),
            can_notify=self.world.may_write(NOTIFIES),
        )
        self._planning.render(planning_screen(known.day, self._ui))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each kind of intent."""
        return {
            **dict.fromkeys(STEPS, self._go),
            FormSearched: self._find,
            i.ExtrasAsked: self._ask_file,
            i.DoorListsAsked: self._print,
        }

    def _find(self, intent: FormSearched) -> None:
        """Show what is found once the key is done: the field that it came from stays."""
        self._ui = planning_step(self.world.known.day, self._ui, intent).ui
        self.way.soon()

    def _go(self, intent: object) -> None:
        before = self._ui.prepared
        step = planning_step(self.world.known.day, self._ui, intent)
        self._ui = step.ui
        if len(self._ui.prepared) > len(before):
            self._say(f"{self._ui.prepared[-1].told}, klaargezet")
        if step.command is not None:
            sent = len(self._ui.prepared) if isinstance(step.command, SendPlan) else 0
            known = {event.leaf for event in self.world.known.day.office}

            def recorded(after: OfficeDay, foot: tuple[str, str]) -> None:
                undo = fresh_of(after, step.command, known)
                rest = self._ui.prepared[sent:]
                self._ui = replace(self._ui, foot=foot, prepared=rest, undo=undo)
                self.way.soon()

            record(self.world, step.command, recorded, step.told, self._failed)
        self.way.soon()

    def _ask_file(self, _: i.ExtrasAsked) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self._planning, WHICH, str(Path.home()), "CSV (*.csv *.txt)"
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Show what a file would change; nothing of it is prepared yet."""
        try:
            with path.open("rb") as file:
                raw = file.read(BYTES_MAX + 1)
            text = "" if len(raw) > BYTES_MAX else raw.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            self._failed(NOT_READ)
            return
        if len(raw) > BYTES_MAX:
            self._failed(TOO_LARGE)
            return
        self._go(i.ExtrasOpened(path.name, text))

    def _print(self, _: i.DoorListsAsked) -> None:
        known = self.world.known
        on = day_shown(known.day, self._ui)
        papers = papers_on(known.day, on, known.location)
        if not papers:
            self._failed(NO_ROOMS)
            return
        self._papers.paper(door_lists(papers, on, known.location, self.world.now()))

    def _printed(self, sentence: str) -> None:
        self._say(sentence)
        self.way.soon()

    def _say(self, sentence: str) -> None:
        at = clock_text(self.world.now(), self.world.known.zone)
        self._ui = replace(self._ui, foot=(at, sentence))

    def _failed(self, sentence: str) -> None:
        self._ui = replace(self._ui, trouble=sentence)
        self.way.soon()


def fresh_of(day: OfficeDay, command: object, known: Collection[str]) -> tuple[str, ...]:
    """Return what a notice came to, so that it can be taken back; `known` was there before."""
    if not isinstance(command, NotifyAbsence):
        return ()
    notice = notice_of(day.sessions[command.session].enrolments[command.candidate])
    mine = [event.leaf for event in day.office if event.leaf not in known
            and event.body is not None and event.body.candidate == command.candidate
            and isinstance(event.body.act, AbsenceReasonNoted)]  # fmt: skip
    return (*mine, *(() if notice is None else (notice.leaf,)))
