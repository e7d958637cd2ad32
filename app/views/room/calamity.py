"""A calamity (06a, 06a2, 06b, 06c): the choice, the question, the route. It decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.screens.room import calamity_intents as i
from app.screens.room.calamity import CalamityScreen
from app.screens.room.intents import Act, NoticeChosen
from app.screens.room.wording import NO_STATUS
from app.views.parts.dark_bar import DarkBar
from app.views.parts.focus_ring import FocusRing
from app.views.parts.panel import COLUMN, ROW, Panel, UprightRule, order_tabs, scrolled
from app.views.parts.shift_look import px
from app.views.room.calamity_cards import ChooseView
from app.views.room.calamity_centre import CentreView
from app.views.room.calamity_side import SideView, StepList
from app.views.room.room import RETRY_STORE, announce
from app.views.room.room_band import BandView
from app.views.room.room_error import ErrorCurtain
from app.views.room.room_foot import FooterView

PANES, SHORT = 1100, 800
BACK = "Toch niet, terug"


class CalamityView(Panel):
    """Draws a CalamityScreen. Digits choose, Enter is the main button, F8 looks at the room."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: CalamityScreen | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Calamiteit")
        self._bar, self.band = DarkBar(), BandView()
        self.choose, self.steps = ChooseView(), StepList()
        self.centre, self.side = CentreView(), SideView()
        self.footer = FooterView()
        self._build()
        self._connect()
        self._error = ErrorCurtain(self)
        self._error.retried.connect(lambda: self.intent.emit(NoticeChosen(RETRY_STORE)))
        self._ring = FocusRing(self)

    def render(self, screen: CalamityScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen."""
        before, self._shown = self._shown, screen
        is_choice = screen.choose is not None
        self._choose_head.setVisible(is_choice)
        self._route_head.setVisible(not is_choice)
        self._pages.setCurrentIndex(0 if is_choice else 1)
        if screen.choose is not None:
            self._bar.fill(screen.bar_title, screen.bar_place, screen.bar_clock, NO_STATUS, BACK)
            self.choose.show_choose(screen.choose)
        if screen.route is not None:
            route = screen.route
            self.band.show_band(route.top, route.band)
            self.steps.show_steps(route.steps_title, route.steps)
            self.centre.show_centre(route.centre)
            self.side.show_side(route.side)
        self.footer.show_footer(screen.footer)
        self._error.show_error(screen.error)
        if before is None or _form(before) != _form(screen):
            order_tabs(self)
            self._take_focus()
        if before is None or before.announcement != screen.announcement:
            announce(self, screen.announcement)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus where the step begins."""
        super().showEvent(event)
        self._take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside or under each other."""
        super().resizeEvent(event)
        self._error.setGeometry(self.rect())
        logical = self.width() * 100 / max(px(100), 1)
        narrow = logical < PANES
        self._panes.box.setDirection(COLUMN if narrow else ROW)
        self._bar.arrange(logical)
        self.band.make_narrow(narrow=logical < SHORT)
        self.footer.hide_hints(hidden=narrow)
        self.choose.measure(logical)
        self.steps.be_narrow(narrow=narrow)
        self.side.be_narrow(narrow=narrow)
        self.centre.be_narrow(narrow=narrow)
        for rule in self._rules:
            rule.setVisible(not narrow)
        stacked: tuple[QWidget, ...] = (self.centre, self.side, self.steps)
        for place, column in enumerate(stacked if narrow else self._wide):
            self._panes.box.insertWidget(place, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that no field wanted."""
        event.accept()
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_choice = self._shown is not None and self._shown.choose is not None
        cards = self.choose.cards if is_choice else self.centre.cards
        if self._error.isVisible():
            return
        if (not cards.isHidden() and cards.choose(event, enter=is_choice)) or event.isAutoRepeat():
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self.intent.emit(i.EnterGiven())
        elif key == Qt.Key.Key_Escape:
            self.intent.emit(i.CalamityEscaped())
        elif key == Qt.Key.Key_F8 or (key == Qt.Key.Key_K and held == ALT):
            self.intent.emit(i.ButtonPressed("look"))
        elif key == Qt.Key.Key_Z and held == Qt.KeyboardModifier.ControlModifier:
            self.intent.emit(i.ButtonPressed("undo"))
        else:
            event.ignore()

    def _take_focus(self) -> None:
        if not self.isVisible() or self._error.isVisible():
            return
        is_choice = self._shown is None or self._shown.choose is not None
        if is_choice or not self.centre.take_focus():
            self.setFocus()

    def _build(self) -> None:
        strip = (Panel(COLUMN, width=8), Panel(COLUMN, width=8))
        for each in strip:
            each.paint(fill="band_alarm", radius=0)
        self._choose_head = Panel(ROW).add(strip[0]).add(self._bar, stretch=1)
        self._route_head = Panel(ROW).add(strip[1]).add(self.band, stretch=1)
        self._rules = (UprightRule(), UprightRule())
        self._panes = Panel(ROW)
        self._panes.paint(fill="canvas", radius=0)
        self._wide: tuple[QWidget, ...] = (
            self.steps,
            self._rules[0],
            self.centre,
            self._rules[1],
            self.side,
        )
        for column in self._wide:
            self._panes.add(column, stretch=int(column is self.centre))
        self._pages = QStackedWidget()
        ground = Panel(COLUMN).add(self.choose)
        ground.paint(fill="canvas", radius=0)
        self._pages.addWidget(scrolled(ground))
        self._pages.addWidget(scrolled(self._panes))
        self.add(self._choose_head, self._route_head).add(self._pages, stretch=1).add(self.footer)

    def _connect(self) -> None:
        emit = self.intent.emit
        self._bar.chosen.connect(lambda _: emit(i.CalamityEscaped()))
        self.choose.chosen.connect(lambda name: emit(i.ChoiceMade(name)))
        self.centre.chosen.connect(lambda name: emit(i.ChoiceMade(name)))
        self.centre.pressed.connect(self._press)
        self.centre.typed.connect(lambda texts: emit(i.TextsTyped(texts)))
        self.centre.person_ticked.connect(lambda who, on: emit(i.PersonTicked(who, on)))
        self.centre.reason_chosen.connect(lambda reason: emit(i.ReasonChosen(reason)))
        self.centre.read_back.connect(lambda on: emit(i.ReadBackTicked(on)))
        self.centre.entered.connect(lambda: emit(i.EnterGiven()))
        self.side.change_asked.connect(lambda: emit(i.ButtonPressed("change")))
        self.footer.undo.connect(lambda: emit(i.ButtonPressed("undo")))
        self.footer.asked.connect(self._asked)
        self.band.asked.connect(self._asked)

    def _press(self, name: str) -> None:
        main = self._shown.route.centre.buttons if self._shown and self._shown.route else ()
        is_enter = any(b.name == name and b.keys == "Enter" for b in main)
        self.intent.emit(i.EnterGiven() if is_enter else i.ButtonPressed(name))

    def _asked(self, act: Act) -> None:
        ways = {Act.EVERYTHING: "look", Act.CALAMITY: "other", Act.HELP: "help"}
        name = ways.get(act, "")
        self.intent.emit(i.ButtonPressed(name))


def _form(screen: CalamityScreen) -> tuple[object, ...]:
    """Return what moves the focus when it changes."""
    route = screen.route
    return (screen.choose is None, "" if route is None else route.centre.form)


ALT = Qt.KeyboardModifier.AltModifier
