"""The calamity (06): the key fixes the moment, the route leads, everything is recorded at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from app.desktop.page import Given, Page, Way
from app.desktop.place import Place
from app.desktop.world import World
from app.models import commands as c
from app.models.calamities import CalamityRoute
from app.models.calamity import key_of
from app.models.calamity_commands import OpenCalamity
from app.models.calamity_facts import CalamityOpened
from app.models.drafts import Moment, Refused
from app.models.paper import Paper
from app.models.standard_facts import StandardHolds
from app.models.standards import routes_of
from app.models.words import refused_text
from app.screens.room import calamity_intents as i
from app.screens.room.calamity_screen import calamity_screen
from app.screens.room.calamity_steps import Ground, take
from app.screens.room.calamity_ui import CalamityUi, open_calamity, seen_of
from app.screens.room.intents import NoticeChosen
from app.screens.room.room_content import content_of
from app.screens.room.room_told import told_handling
from app.screens.room.room_ui import TWICE
from app.views.room.calamity import CalamityView

if TYPE_CHECKING:
    from app.services.recording import Recorded

DISK: Final = "Noteer vanaf nu op papier en bel de hotline."


@cache
def _routes(held: tuple[StandardHolds, ...]) -> tuple[CalamityRoute, ...]:
    return routes_of(held)


def routes(papers: Sequence[Paper] = ()) -> tuple[CalamityRoute, ...]:
    """Return the routes that hold for a room that day; before its plan is here, as shipped."""
    return _routes(tuple(held for paper in papers[:1] for held in paper.session.standards))


class CalamityPage(Page):
    """The page of a calamity; it never asks anything but what the route asks."""

    def __init__(self, world: World, way: Way) -> None:
        """Begin without a calamity."""
        super().__init__(world, way, CalamityView())
        self.ui = CalamityUi(world.now())
        self._waiting: list[tuple[c.Command, Moment]] = []
        self._hit_at = datetime.min.replace(tzinfo=UTC)

    @property
    def open_key(self) -> str:
        """The calamity in which there is something to do, or nothing."""
        return open_calamity(self.world.known.papers)

    def press(self) -> None:
        """Fix the moment of the key, whatever page is in front, and record it at once.

        A key that is hit again and again in a fright is one press.
        """
        moment = self.world.clock()
        since, self._hit_at = moment.corrected - self._hit_at, moment.corrected
        if timedelta(0) <= since < TWICE:
            return
        self.ui = CalamityUi(moment.corrected, pressed_at=moment.corrected, form=self.ui.form + 1)
        self._record(OpenCalamity(), moment)

    def shown(self, _given: Given) -> None:
        """Come to the front, with the calamity that is open."""
        key = self.open_key
        if not self.ui.key and key:
            self.ui = replace(self.ui, key=key)
        self.render()
        self.world.keep_place(Place("calamity"))

    def render(self) -> None:
        """Show the choice or the route."""
        known = self.world.known
        if not known.papers:
            return
        people = tuple(holder.name for holder in known.holders)
        self.ui = replace(self.ui, now=self.world.now(), people=people)
        seen = seen_of(known.papers, self.ui.key, routes(known.papers))
        if seen is not None:
            self.ui = replace(self.ui, pressed_at=seen.calamity.since)
        held = routes(known.papers)
        screen = calamity_screen(known.papers, held, self.ui, known.status, known.package)
        self.view.render(screen)  # type: ignore[call-overload]

    def _take(self, intent: object) -> None:
        if isinstance(intent, NoticeChosen):
            self._retry()
            return
        if intent == i.ButtonPressed("other"):
            self.press()
            self.render()
            return
        if intent == i.ButtonPressed("help"):
            self.way.go("help")
            return
        known = self.world.known
        seen = seen_of(known.papers, self.ui.key, routes(known.papers))
        self.ui = replace(self.ui, now=self.world.now())
        taken = take(Ground(routes(known.papers), seen, known.package), self.ui, intent)
        self.ui = taken.ui
        moment = self.world.clock()
        for command in taken.commands:
            self._record(command, moment)
        if taken.goes:
            self.way.go(taken.goes)
            if not self.open_key:
                self.ui = replace(self.ui, key="")
            return
        self.render()

    # ------------------------------------------------------------ recording

    def _record(self, command: c.Command, moment: Moment) -> None:
        asked = (command, moment)
        self._waiting.append(asked)
        self.world.record(
            command,
            moment,
            lambda recorded: self._recorded(recorded, asked),
            lambda problem: self._failed(problem, asked),
        )

    def _recorded(self, recorded: "Recorded", asked: tuple[c.Command, Moment]) -> None:
        self._waiting.remove(asked)
        opened = next(
            (e for e in recorded.events if e.body and isinstance(e.body.act, CalamityOpened)), None
        )
        if opened is not None:
            self.ui = replace(self.ui, key=key_of(opened), pressed_at=opened.observed)
            if self.ui.chosen:  # a kind was chosen before the opening was on disk
                self._take(i.ChoiceMade(self.ui.chosen))
        text = told_handling(content_of(self.world.known.papers), recorded.events)
        self.ui = replace(self.ui, announcement=text)
        self.way.soon()

    def _failed(self, problem: BaseException, asked: tuple[c.Command, Moment]) -> None:
        if isinstance(problem, Refused):
            self._waiting.remove(asked)
            hotline = self.world.known.package.hotline
            text = refused_text(problem.reason, hotline=hotline)
            self.ui = replace(self.ui, error=text, announcement=text)
        else:
            self.ui = replace(self.ui, disk=DISK)
        self.way.soon()

    def _retry(self) -> None:
        self.ui = replace(self.ui, disk="")
        unkept, self._waiting = self._waiting, []
        for command, moment in unkept:
            self._record(command, moment)
        self.render()

    def rules(self) -> dict[type, Any]:
        """Every intent goes through one pure function instead."""
        return {}
