"""The window of a laptop on the demo's day: which page is in front, and the ways to another."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.main import Desktop
from app.models.paper import Paper
from app.services.workplace import Workplace
from app.views.parts.pick import Pick
from tests.demo.hands import ALT, CTRL, Hands, Key, Stuck
from tests.demo.laptop import Laptop
from tests.stepped_clock import SteppedClock

WALK = (Key.Key_Left, Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_Down)
WALK_MOST = 60
"""Chips stand in lines of unequal length: arrows in turn come along all of them."""


class Whereabouts(Laptop):
    """The window of a laptop: which page is in front, and how to come to another."""

    def __init__(self, folder: Path, clock: SteppedClock, pictures: Path) -> None:
        super().__init__(folder, clock)
        self._pictures = pictures
        self._pins: dict[str, str] = {}
        self._pictured: set[str] = set()
        self._hands: Hands | None = None

    @property
    def hands(self) -> Hands:
        assert self._hands is not None
        return self._hands

    @property
    def desktop(self) -> Desktop:
        return self.hands.desktop

    @property
    def work(self) -> Workplace:
        work = self.desktop.world.workplace
        assert work is not None
        return work

    def _awake(self) -> None:
        """Lift the curtain with a PIN when it fell meanwhile."""
        QApplication.processEvents()
        if self.desktop.window.front != "curtain":
            return
        self._until_focus("PinField")
        self._once("01-gordijn")
        curtain: Any = self.desktop.window.page("curtain")
        self.hands.type(self._pins[curtain.ui.chosen])
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.desktop.window.front != "curtain", "een open gordijn")

    def _to_room(self, session: str) -> None:
        self._awake()
        if self.desktop.window.front == "closing":
            self.hands.press(Key.Key_Escape)
            self.hands.until(lambda: self.desktop.window.front == "room", "het lokaal")
        room: Any = self.desktop.window.page("room")
        here = [paper.session.id for paper in room.content.papers]
        if session not in here:
            self._by_today(session)
        elif len(here) > 1 and room.ui.session != session:
            self.hands.press(Key(Key.Key_1 + here.index(session)), ALT)

    def _by_today(self, session: str) -> None:
        """Choose a session of another time of the day, on the page that leads to it."""
        today: Any = self.desktop.window.page("today")
        self.hands.press(Key.Key_T, CTRL)
        self.hands.until(lambda: self.desktop.window.front == "today", "de pagina van vandaag")
        place = [paper.session.id for paper in self._papers()].index(session)

        def is_it(widget: QWidget) -> bool:  # the cards are made anew when one tells another state
            picks = [each for each in today.view._cards.findChildren(Pick) if each.isVisible()]
            return widget in picks[place : place + 1]

        if today.view._cards.findChildren(Pick):  # none where the day has one session
            self.hands.tab_to(lambda widget: isinstance(widget, Pick), "de zittingen")
            self.hands.arrow_to(is_it, "deze zitting")
            self.hands.press(Key.Key_Space)
        self.hands.until(lambda: today.ui.chosen == session, "deze zitting")
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.desktop.window.front == "room", "het lokaal")

    def _to_closing(self, session: str) -> None:
        self._awake()
        closing: Any = self.desktop.window.page("closing")
        is_there = self.desktop.window.front == "closing"
        if not is_there or closing.paper is None or closing.paper.session.id != session:
            self._to_room(session)
            self.hands.press(Key.Key_Escape)
            self.hands.press(Key.Key_F10)
            self.hands.until(lambda: self.desktop.window.front == "closing", "het verslag")

    def _until_focus(self, kind: str) -> None:
        self.hands.until(
            lambda: type(QApplication.focusWidget()).__name__ == kind, f"focus op {kind}"
        )

    def _once(self, name: str) -> None:
        if name not in self._pictured:
            self._pictured.add(name)
            self.hands.picture(name)

    def _choose_chip(self, value: str) -> None:
        """Go along the chips with the arrows, as far as the one that is meant."""
        for n in range(WALK_MOST):
            chip: Any = self.hands.focus()
            if chip.value == value:
                self.hands.press(Key.Key_Space)
                return
            self.hands.press(WALK[n % len(WALK)])
        raise Stuck("deze keuze staat er niet bij")

    def _papers(self) -> tuple[Paper, ...]:
        return self.desktop.world.known.papers

    def _paper(self, session: str) -> Paper:
        return next(paper for paper in self._papers() if paper.session.id == session)

    def _number(self, candidate: str) -> str:
        for paper in self._papers():
            enrolment = paper.session.enrolments.get(candidate)
            if enrolment is not None and enrolment.plan is not None:
                return enrolment.plan.number
        raise Stuck("de kandidaat staat niet in dit lokaal")
