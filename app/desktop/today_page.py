"""Vandaag (02): the sessions of this room and what must be ready before the list opens."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.desktop.pack_desk import OPEN_PACK, Asked, PackDesk
from app.desktop.page import BAR_WAYS, Given, Page, Way
from app.desktop.place import Place
from app.desktop.world import World
from app.models import preparing_commands as c
from app.models.commands import Command
from app.models.drafts import Refused
from app.models.paper import Paper
from app.models.preparing import items_to_tick
from app.models.words import refused_text, staff_name
from app.screens.room import shift_intents as s
from app.screens.room.intents import EscapePressed, PromptAnswered
from app.screens.room.provision_checks import READY, ready_command
from app.screens.room.self_test import TestUi, outcomes_of
from app.screens.room.today_changes import shown_changes
from app.screens.room.today_checks import PACK
from app.screens.room.today_forms import TodayAsk, answer_of, opened
from app.screens.room.today_screen import TodayUi, today_screen
from app.screens.room.wording import Notice, Tone
from app.views.room.today import TodayView

if TYPE_CHECKING:
    from app.models.preparing_facts import TestOutcome
    from app.services.recording import Recorded
    from app.services.workplace import Workplace

FORMS = {"staff": "staff", "release": "release", "packet": "packet"}
"""The form that an action of a row opens."""
WAYS = {"sign-on": "begin", "clock": "clock"}
"""Where an action of a row leads."""


class TodayPage(Page):
    """The page after the shift began."""

    place = Place("today")

    def __init__(self, world: World, way: Way, folder: Path) -> None:
        """Look at the first session."""
        super().__init__(world, way, TodayView())
        self.ui = TodayUi()
        self._folder = folder
        self._packs = PackDesk(world, self.view, lambda told: self._show(notice=told))

    @property
    def paper(self) -> Paper | None:
        """The session that is looked at."""
        papers = self.world.known.papers
        chosen = (paper for paper in papers if paper.session.id == self.ui.chosen)
        return next(chosen, papers[0] if papers else None)

    def render(self) -> None:
        """Show the sessions of this room."""
        known = self.world.known
        people = tuple(holder.name for holder in known.holders)
        hotline, troubles = known.package.hotline, known.opening
        self.ui = replace(self.ui, people=people, hotline=hotline, troubles=troubles)
        self.ui = replace(self.ui, is_clock_on=known.is_clock_on)
        screen = today_screen(self.world.now(), known.papers, known.status, self.ui)
        self.view.render(screen)  # type: ignore[call-overload]

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what follows from each intent."""
        return {
            s.SessionPicked: lambda intent: self._show(chosen=intent.session),
            s.RoomAsked: lambda intent: self.way.go("room", Given(session=intent.session)),
            s.CheckActionChosen: self._check,
            s.BarActionChosen: lambda chosen: self.way.go(BAR_WAYS[chosen.action]),
            s.NoticeActionChosen: self._notice,
            PromptAnswered: self._answer,
            s.KeyTried: self._key,
            s.MediaKeyTried: lambda _: self._show(test=replace(self.ui.test, media=True)),
            s.ScanTried: lambda i: self._show(test=replace(self.ui.test, scan=i.text)),
            s.TestRecorded: self._tested,
            EscapePressed: lambda _: self._show(ask=TodayAsk(form=self.ui.ask.form)),
        }

    def _show(self, **changes: Any) -> None:
        self.ui = replace(self.ui, **{"notice": None, **changes})
        self.render()

    def _check(self, intent: s.CheckActionChosen) -> None:
        paper = self.paper
        if intent.action in FORMS:
            self._show(ask=opened(self.ui.ask, FORMS[intent.action]))
        elif intent.action == "test":
            self._test()
        elif intent.action in WAYS:
            self.way.go(WAYS[intent.action], Given(back=True))
        elif paper is not None:
            self._about(paper, intent)

    def _about(self, paper: Paper, intent: s.CheckActionChosen) -> None:
        """Do what a row asks about the session that is looked at."""
        if intent.action == PACK:
            self._packs.make(Asked(paper.session.id, self.world.now()))
        elif intent.action == "map":
            self.way.go("room", Given(session=paper.session.id, is_map=True))
        else:
            command = _asked_of(paper, intent)
            if command is not None:
                self._record(command)

    def _notice(self, intent: s.NoticeActionChosen) -> None:
        """Who read the changes: the one with the shift, or whoever of two says so."""
        paper, people = self.paper, self.ui.people
        if intent.action == OPEN_PACK:
            self._packs.open()
        if intent.action != "plan-seen" or paper is None or not people:
            return
        if len(people) > 1:
            self._show(ask=opened(self.ui.ask, "changes"))
            return
        leaves = tuple(change.leaf for change in shown_changes(paper))
        self._record(c.SeePlan(paper.session.id, staff_name(people[0]), leaves))

    def _answer(self, intent: PromptAnswered) -> None:
        paper = self.paper
        if paper is None:
            return
        given = (intent.choice, dict(intent.texts))
        papers = self.world.known.papers
        told = answer_of(paper, papers, self.ui.ask, given, self.world.now())
        self._show(ask=told.ask)
        if told.command is not None:
            self._record(told.command, signs=told.signs)

    # ------------------------------------------------------------ the test of the laptop

    def _test(self) -> None:
        """Measure off the window's thread; keys and scanner are tried meanwhile."""
        self._show(ask=opened(self.ui.ask, "test"), test=TestUi())
        workplace, known, folder = self.world.workplace, self.world.known, self._folder
        if workplace is not None:
            offset = known.status.clock_offset_ms
            self.world.bridge.errand(
                lambda: _measured(workplace, folder, known.papers, offset),
                lambda told: self._show(test=replace(self.ui.test, measured=told)),
                self._failed,
            )

    def _key(self, intent: s.KeyTried) -> None:
        test = self.ui.test
        if intent.by_twin:
            self._show(test=replace(test, twins=test.twins | {intent.key}))
        else:
            self._show(test=replace(test, keys=test.keys | {intent.key}))

    def _tested(self, _: s.TestRecorded) -> None:
        outcomes = outcomes_of(self.ui.test, self.world.known.papers)
        self._show(ask=TodayAsk(form=self.ui.ask.form))
        self._record(c.NoteLaptopTest(outcomes))

    # ------------------------------------------------------------ recording

    def _record(self, command: Command, *, signs: bool = False) -> None:
        self.world.record(
            command, self.world.clock(), lambda done: self._recorded(done, signs), self._failed
        )

    def _recorded(self, _: "Recorded", signs: bool) -> None:  # noqa: FBT001 - from a callback
        paper = self.paper
        if signs and paper is not None:
            self.way.go("closing", Given(session=paper.session.id))
        else:
            self.way.soon()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Refused):
            text = refused_text(problem.reason, hotline=self.ui.hotline)
            notice = Notice(Tone.NOTE, text, "", icon="info")
        else:
            title, text = "Bewaren lukt niet.", f"Noteer op papier en bel {self.ui.hotline}."
            notice = Notice(Tone.DANGER, title, text)
            self.world.learn(trouble="disk")
        self._show(notice=notice)


def _asked_of(paper: Paper, intent: s.CheckActionChosen) -> Command | None:
    """Return what a row records: a provision that lies ready, a tick, or its correction."""
    if intent.action == READY:
        return ready_command(paper, intent.check)
    session, check = paper.session.id, intent.check
    item = next((each for each in items_to_tick(paper) if each.item == check), None)
    if item is None or intent.action not in ("tick", "untick"):
        return None
    if item.ticked is not None:
        return c.UntickReadiness(session, check)
    return c.TickReadiness(session, check, item.title)


def _measured(
    workplace: "Workplace", folder: Path, papers: tuple[Paper, ...], offset_ms: int | None
) -> "tuple[TestOutcome, ...]":
    from app.services.self_testing import machine_tests

    return machine_tests(workplace, folder, papers, offset_ms)
