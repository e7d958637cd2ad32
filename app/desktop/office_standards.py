"""Standaardset and the checklist: asks the dossier, and has the checklist made as a paper."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.desktop.office_desk_page import school_of
from app.desktop.office_errands import Errands
from app.desktop.office_page import OfficeWay
from app.desktop.office_recording import Papers
from app.desktop.office_world import OfficeWorld
from app.models.report_day import ReportGround
from app.models.report_ready import ready_report
from app.models.standard_told import (
    ReadinessTold,
    ReadyDone,
    ReadyWanted,
    StandardDone,
    StandardsTold,
    StandardWanted,
)
from app.models.words import clock_text
from app.screens.office import manage_ui as m
from app.screens.office.ready import (
    ReadyUi,
    ready_chosen,
    ready_screen,
    ready_told,
    ready_wanted,
    rows_of,
)
from app.screens.office.standards import (
    StandardsUi,
    said_of,
    standards_chosen,
    standards_screen,
    standards_step,
    standards_told,
)
from app.services.office_managing import answer_ready, change_standard, readiness, standards


def ground_of(world: OfficeWorld) -> ReportGround:
    """Return what a paper of the page Beheer is made for."""
    known, now = world.known, world.now()
    return ReportGround(
        school=school_of(known.day),
        day=now.astimezone(known.zone).date(),
        half=None,
        zone=known.zone,
        made_at=now,
        made_by=known.day.me.name,
    )


class StandardsPart:
    """Ties the standaardset to the dossier."""

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Know nothing yet."""
        self._world, self._way = world, way
        self._errands = Errands(world, self._failed)
        self.ui = self._blank("")

    def begin(self, me: str) -> None:
        """Know nothing of before, and ask what stands now."""
        if me != self.ui.me:
            self.ui = self._blank(me)
        self.ui = replace(self.ui, today=ground_of(self._world).day, trouble="")
        self._look()

    def screen(self) -> m.ManageScreen:
        """Return what it says."""
        return standards_screen(replace(self.ui, names=self._world.known.day.names))

    def chosen(self, told: m.RowChosen) -> None:
        """Take another item in front."""
        self.ui = standards_chosen(self.ui, told)

    def sought(self, told: m.Sought) -> None:
        """Look for nothing: the whole set is here."""

    def asked(self, told: m.ManageAsked) -> None:
        """Do what was asked."""
        step = standards_step(self.ui, told)
        self.ui = step.ui
        if step.wanted is not None:
            self._change(step.wanted)

    # ------------------------------------------------------------ within

    def _blank(self, me: str) -> StandardsUi:
        who, today = self._world.known.signed_on, ground_of(self._world).day
        roles = () if who is None else who.roles
        return StandardsUi(me, roles, self._world.known.zone, today)

    def _look(self) -> None:
        self._errands.ask(standards, self._looked)

    def _looked(self, told: StandardsTold) -> None:
        self.ui = replace(self.ui, told=told)
        self._way.soon()

    def _change(self, wanted: StandardWanted) -> None:
        def done(told: StandardDone) -> None:
            self.ui = standards_told(self.ui, wanted, told)
            said = said_of(wanted, told)
            if said:
                at = clock_text(self._world.now(), self._world.known.zone)
                self.ui = replace(self.ui, foot=(at, said))
                self._look()
            self._way.soon()

        self._errands.ask(lambda line: change_standard(line, wanted), done)

    def _failed(self, sentence: str) -> None:
        self.ui = replace(self.ui, trouble=sentence)
        self._way.soon()


class ReadyPart:
    """Ties the checklist to the dossier."""

    def __init__(self, world: OfficeWorld, way: OfficeWay, view: QWidget) -> None:
        """Know nothing yet."""
        self._world, self._way = world, way
        self._errands = Errands(world, self._failed)
        self._papers = Papers(world, view, self._say, self._failed)
        self.ui = ReadyUi("", (), world.known.zone)

    def begin(self, me: str) -> None:
        """Know nothing of before, and ask what stands now."""
        who = self._world.known.signed_on
        if me != self.ui.me:
            roles = () if who is None else who.roles
            self.ui = ReadyUi(me, roles, self._world.known.zone)
        self._look()

    def screen(self) -> m.ManageScreen:
        """Return what it says."""
        return ready_screen(self._named)

    def chosen(self, told: m.RowChosen) -> None:
        """Take another item in front."""
        self.ui = ready_chosen(self.ui, told)

    def sought(self, told: m.Sought) -> None:
        """Look for nothing: the whole list is here."""

    def asked(self, told: m.ManageAsked) -> None:
        """Do what was asked."""
        wanted = ready_wanted(self.ui, told)
        if told.name == "paper":
            rows = rows_of(self._named)
            self._papers.paper(ready_report(rows, ground_of(self._world)))
        elif wanted is not None:
            self._answer(wanted)

    # ------------------------------------------------------------ within

    @property
    def _named(self) -> ReadyUi:
        return replace(self.ui, names=self._world.known.day.names)

    def _look(self) -> None:
        self._errands.ask(readiness, self._looked)

    def _looked(self, told: ReadinessTold) -> None:
        self.ui = replace(self.ui, told=told)
        self._way.soon()

    def _answer(self, wanted: ReadyWanted) -> None:
        def done(told: ReadyDone) -> None:
            self.ui = ready_told(self.ui, told)
            if not told.refused:
                self._say("bewaard")
            self._look()

        self._errands.ask(lambda line: answer_ready(line, wanted), done)

    def _say(self, sentence: str) -> None:
        at = clock_text(self._world.now(), self._world.known.zone)
        self.ui = replace(self.ui, foot=(at, sentence), trouble="")
        self._way.soon()

    def _failed(self, sentence: str) -> None:
        self.ui = replace(self.ui, trouble=sentence)
        self._way.soon()
