"""Bewaren en wissen: asks the dossier, reads a file of dates, and has the report made."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.office_errands import Errands
from app.desktop.office_page import OfficeWay
from app.desktop.office_recording import Papers
from app.desktop.office_standards import ground_of
from app.desktop.office_world import OfficeWorld
from app.models.report_erasure import erasure_report
from app.models.retention_told import RetentionDone, RetentionTold, RetentionWanted
from app.models.words import clock_text
from app.screens.office import manage_ui as m
from app.screens.office.retention import (
    RetentionStep,
    RetentionUi,
    retention_chosen,
    retention_screen,
    retention_step,
    retention_told,
    said_of,
)
from app.services.office_managing import NotManaged, change_retention, read_file, retention

WHICH: Final = "Welk bestand met datums?"
KINDS: Final = "CSV (*.csv);;Alle bestanden (*)"


class RetentionPart:
    """Ties the part of the page to the dossier."""

    def __init__(self, world: OfficeWorld, way: OfficeWay, view: QWidget) -> None:
        """Know nothing yet."""
        self._world, self._way, self._view = world, way, view
        self._errands = Errands(world, self._failed)
        self._papers = Papers(world, view, self._say, self._failed)
        self.ui = RetentionUi("", (), world.known.zone)
        self._find = ""

    def begin(self, me: str) -> None:
        """Know nothing of before, and ask what stands now."""
        who = self._world.known.signed_on
        kept = self.ui if me == self.ui.me else RetentionUi("", (), self._world.known.zone)
        roles = () if who is None else who.roles
        self.ui = replace(kept, me=me, roles=roles, zone=self._world.known.zone, trouble="")
        self._find = self._find if me == kept.me else ""
        self._look()

    def screen(self) -> m.ManageScreen:
        """Return what it says."""
        return retention_screen(replace(self.ui, names=self._world.known.day.names))

    def chosen(self, told: m.RowChosen) -> None:
        """Take another person in front."""
        self.ui = retention_chosen(self.ui, told)

    def sought(self, told: m.Sought) -> None:
        """Ask for other people."""
        self._find = told.text.strip()
        self._look()

    def asked(self, told: m.ManageAsked) -> None:
        """Do what was asked."""
        step = retention_step(self.ui, told)
        self.ui = step.ui
        self._go(step)

    # ------------------------------------------------------------ within

    def _go(self, step: RetentionStep) -> None:
        if step.wants == "file":
            self._choose_file()
        elif step.wants == "paper":
            self._paper()
        elif step.wanted is not None:
            self._change(step.wanted)

    def _look(self) -> None:
        find = self._find
        self._errands.ask(lambda line: retention(line, find), self._looked)

    def _looked(self, told: RetentionTold) -> None:
        self.ui = replace(self.ui, told=told)
        self._way.soon()

    def _change(self, wanted: RetentionWanted) -> None:
        def done(told: RetentionDone) -> None:
            self.ui = retention_told(self.ui, wanted, told)
            said = said_of(wanted, told)
            if said:
                self._say(said)
                self._look()
            self._way.soon()

        self._errands.ask(lambda line: change_retention(line, wanted), done)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._view, WHICH, str(Path.home()), KINDS)
        if not chosen:
            return
        try:
            text = read_file(Path(chosen))
        except NotManaged as problem:
            self._failed(m.OBSTACLE[problem.obstacle.value])
            return
        self.ui = replace(self.ui, file=(Path(chosen).name, text))
        self._change(RetentionWanted("preview-dates", text=text))

    def _paper(self) -> None:
        told = self.ui.told or RetentionTold()
        ground, names = ground_of(self._world), self._world.known.day.names
        self._papers.paper(erasure_report(told.erased, told.periods, ground, names))

    def _say(self, sentence: str) -> None:
        at = clock_text(self._world.now(), self._world.known.zone)
        self.ui = replace(self.ui, foot=(at, sentence), trouble="")
        self._way.soon()

    def _failed(self, sentence: str) -> None:
        self.ui = replace(self.ui, trouble=sentence)
        self._way.soon()
