"""Vandaag (02): the sessions of this room, and what must be ready before the list opens."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.intents import EscapePressed
from app.screens.room.shift_intents import (
    BackPressed,
    BarActionChosen,
    CheckActionChosen,
    NoticeActionChosen,
    RoomAsked,
    SessionPicked,
)
from app.screens.room.today import SessionCard, SessionDetails, TodayScreen
from app.views.parts.checklist import Checklist
from app.views.parts.dark_bar import DarkBar
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import NoticeBox
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, order_tabs, scrolled, show_from_top
from app.views.parts.pick import Pick
from app.views.parts.pictures import Picture
from app.views.parts.push_action import Look, Measure, PushAction
from app.views.parts.shift_look import colour, px
from app.views.parts.words import BODY_2, H2, H3, SMALL_2, SMALL_3, TextRole, Words
from app.views.room.room_prompt import PromptView
from app.views.room.self_test import SelfTestView

START = TextRole(25, 30, 700)
END = TextRole(16, 22, 400, "ink3")
EXAM = TextRole(19, 24, 700)
CLOCK = TextRole(21, 26, 600)
SOON = TextRole(15, 20, 600)
LATER = TextRole(15, 20, 600, "ink2")
MOMENT = TextRole(21, 26, 700)
UNTIL = TextRole(15, 20, 400, "band_ink2")
COUNTDOWN = TextRole(44, 48, 600, "band_ink")
GO = Measure(56, 20, 700, 19)
TWO_PANES, LONG_ROWS, SHORT = 1200, 1000, 800
KEYS = {
    (Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier): ("people", "staff"),
    (Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier): ("clock", "clock"),
    (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier): ("list", "map"),
}
"""Which row and action a key stands for, wherever the focus is."""
FEW_ROWS = 190


class ShareBar(QWidget):
    """How much of the checklist is ready; the number stands beside it."""

    def __init__(self) -> None:
        """Make an empty bar."""
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fill(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the bar."""
        return QSize(px(180), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint what is ready over the whole."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), px(4), px(4))
        painter.setClipPath(rounded)
        painter.fillRect(self.rect(), colour("verwacht-bg"))
        ready = QRectF(0, 0, self.width() * self._share, self.height())
        painter.fillRect(ready, colour("aanwezig"))


class TodayView(Panel):
    """Draws a TodayScreen. Enter is the button, wherever the focus is."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: TodayScreen | None = None
        self._detailed: SessionDetails | None = None
        self._bar = DarkBar()
        self._bar.chosen.connect(lambda name: self.intent.emit(BarActionChosen(name)))
        self._heading, self._clock = Words(H2), Words(CLOCK)
        self._cards = Panel(COLUMN, spacing=12)
        self._notices = Panel(COLUMN, spacing=12)
        self._list = Panel(COLUMN)
        self._list.add(Panel(ROW).add(self._heading).push().add(self._clock))
        self._list.gap(16).add(self._cards).gap(12).push().add(self._notices)
        self._left_at = ""
        self._make_details()
        self._make_asking()
        self._panes = Panel(ROW, (24, 24, 24, 24), 24)
        self._panes.paint(fill="canvas", radius=0)
        self._panes.add(self._list).add(self._card, stretch=1).add(self._asking, stretch=1)
        self._scroll = scrolled(self._panes)
        self._ring = FocusRing(self._panes)
        self.add(self._bar).add(self._scroll, stretch=1)

    def render(self, screen: TodayScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen. The focus stays on the row or card it was on."""
        before, self._shown = self._shown, screen
        self._bar.fill(screen.title, screen.place, "", screen.status)
        self._heading.say(screen.heading if screen.sessions else screen.empty)
        self._clock.say(screen.clock)
        if before is None or _listed(before) != _listed(screen):
            self._fill_cards(screen)
        if before is None or before.notices != screen.notices:
            self._fill_notices(screen)
        asking = screen.asked is not None or screen.test is not None
        self._card.setVisible(screen.details is not None and not asking)
        self._ask(before, screen)
        if screen.details is not None:
            self._fill_details(screen.details)
        if before is None or before.footer != screen.footer:
            self._footer.empty()
            for text in screen.footer:
                self._footer.add(Words(SMALL_2, text, strong_ink="ink2"))
        self._button.say(screen.button, "Enter")
        order_tabs(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the focus on the first thing that is still to do."""
        super().showEvent(event)
        if self._test.isVisibleTo(self):
            self._test.setFocus()
        elif self._asking.isVisibleTo(self):
            self._prompt.setFocus()
        elif not self._checks.focus():
            self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panes beside or under each other."""
        super().resizeEvent(event)
        logical = self.width() * 100 / max(px(100), 1)
        wide = logical >= TWO_PANES
        self._panes.box.setDirection(ROW if wide else COLUMN)
        self._list.setMinimumWidth(px(412) if wide else 0)
        self._list.setMaximumWidth(px(412) if wide else 16777215)
        self._beside.setVisible(wide)
        self._checks.be_narrow(narrow=logical < LONG_ROWS)
        self._fit_checks(wide=wide)
        self._bar.arrange(logical)
        self._about.box.setDirection(ROW if logical >= SHORT else COLUMN)
        self._foot.box.setDirection(ROW if logical >= SHORT else COLUMN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list, Esc goes one level back, others are in KEYS."""
        if self._asking.isVisibleTo(self):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                self.intent.emit(EscapePressed())
            else:
                super().keyPressEvent(event)
        elif (asked := KEYS.get((Qt.Key(event.key()), event.modifiers()))) is not None:
            event.accept()
            self._act(*asked)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            if not event.isAutoRepeat():
                self._open_room()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.intent.emit(BackPressed())
        else:
            super().keyPressEvent(event)

    def _make_details(self) -> None:
        self._exam = Words(START, wrap=True)
        self._lines = Panel(COLUMN, (0, 2, 0, 0))
        self._moments = Panel(ROW, (0, 12, 0, 0), 26)
        self._until, self._countdown = Words(UNTIL), Words(COUNTDOWN)
        self._count_box = Panel(COLUMN, (18, 14, 18, 14), width=172)
        self._count_box.paint(fill="band")
        self._count_box.add(self._until, self._countdown)
        self._about = Panel(ROW, (20, 19, 20, 14), 24)
        self._about.add(Panel().add(self._exam, self._lines, self._moments).push(), stretch=1)
        self._about.add(Panel().add(self._count_box).push())
        self._checks_title, self._checks_text = Words(H3), Words(BODY_2)
        self._share = ShareBar()
        progress = Panel(ROW, (20, 8, 20, 8), 14)
        progress.add(self._checks_title, self._share, self._checks_text).push()
        self._checks = Checklist()
        self._checks.paint(fill="surface", radius=0)
        self._checks.acted.connect(self._act)
        self._checks_area = scrolled(self._checks)
        self._checks.entered.connect(self._show_row)
        self._footer = Panel(COLUMN)
        self._button = PushAction("", "Enter", Look.PRIMARY, GO)
        self._button.clicked.connect(self._open_room)
        self._foot = Panel(ROW, (20, 12, 20, 13), 16)
        self._foot.add(Panel().push().add(self._footer).push(), stretch=1).add(self._button)
        self._card = Panel(COLUMN, (1, 0, 1, 0))
        self._card.paint(fill="surface", border="line")
        self._card.add(self._about, progress).add(self._checks_area, stretch=1)
        self._card.add(Rule(), self._foot)

    def _make_asking(self) -> None:
        self._prompt = PromptView()
        self._prompt.intent.connect(self.intent)
        self._asking = Panel(COLUMN, (1, 1, 1, 1))
        self._asking.paint(fill="surface", border="line")
        self._beside = Panel()
        self._test = SelfTestView()
        self._test.intent.connect(self.intent)
        form = Panel(ROW).add(self._prompt, stretch=2).add(self._test, stretch=2)
        self._asking.add(form.add(self._beside, stretch=1), stretch=1)

    def _ask(self, before: TodayScreen | None, screen: TodayScreen) -> None:
        """Show the form or test, with the focus where it begins; then back on the checklist."""
        asked, test = screen.asked, screen.test
        was_asked = None if before is None else before.asked
        was_testing = before is not None and before.test is not None
        self._asking.setVisible(asked is not None or test is not None)
        self._prompt.setVisible(asked is not None)
        self._test.setVisible(test is not None)
        if test is not None:
            self._test.show_test(test)
            if not was_testing:
                self._test.setFocus()
        elif asked is not None:
            self._prompt.show_prompt(asked)
            if was_asked is None or was_asked.prompt != asked.prompt:
                self._prompt.setFocus()
        elif was_asked is not None or was_testing:
            self._checks.focus(self._left_at)

    def _fill_cards(self, screen: TodayScreen) -> None:
        held = any(pick.hasFocus() for pick in self._cards.findChildren(Pick))
        self._cards.empty()
        for card in screen.sessions:
            chosen = card.session == screen.chosen
            pick = Pick(_spoken(card), _inside(card, chosen=chosen))
            pick.setChecked(chosen)
            pick.clicked.connect(lambda _on, session=card.session: self._pick(session))
            self._cards.add(pick)
            if held and chosen:
                pick.setFocus()

    def _fill_notices(self, screen: TodayScreen) -> None:
        self._notices.empty()
        for notice in screen.notices:
            box = NoticeBox(notice)
            box.chosen.connect(lambda action: self.intent.emit(NoticeActionChosen(action)))
            self._notices.add(box)

    def _fill_details(self, details: SessionDetails) -> None:
        self._exam.say(details.title)
        before, self._detailed = self._detailed, details
        if before is None or details.about != before.about:
            self._lines.empty()
            for text in details.about:
                self._lines.add(Words(BODY_2, text, wrap=True))
        if before is None or details.moments != before.moments:
            self._moments.empty()
            for moment in details.moments:
                words = Panel().add(Words(MOMENT, moment.time), Words(SMALL_3, moment.label))
                self._moments.add(words)
            self._moments.push()
        self._count_box.setVisible(details.countdown is not None)
        if details.countdown is not None:
            self._until.say(details.countdown.label)
            self._countdown.say(details.countdown.value)
        self._checks_title.say(details.checks_title)
        self._checks_text.say(details.checks_text)
        self._share.fill(details.ready_share)
        self._share.setVisible(bool(details.checks))
        self._checks.fill(details.checks)
        self._fit_checks(wide=self._panes.box.direction() == ROW)

    def _fit_checks(self, *, wide: bool) -> None:
        """Scroll the rows alone, so that the button stays; the whole page where it is narrow."""
        whole = self._checks.minimumSizeHint().height()
        self._checks_area.setMinimumHeight(max(0, min(whole, px(FEW_ROWS)) if wide else whole))
        if not wide:
            QTimer.singleShot(0, self._checks, self._show_all)

    def _show_all(self) -> None:
        """Leave the scrolling to the page, once the rows know how wide they are."""
        if self._panes.box.direction() == COLUMN:
            room = self._checks_area.viewport().width()
            self._checks_area.setMinimumHeight(max(0, self._checks.heightForWidth(room)))

    def _show_row(self, row: QWidget) -> None:
        """Keep the row with the focus in sight, once it has its place."""
        for area in (self._checks_area, self._scroll):
            QTimer.singleShot(0, row, lambda area=area: show_from_top(area, row))

    def _pick(self, session: str) -> None:
        self.intent.emit(SessionPicked(session))

    def _act(self, check: str, action: str) -> None:
        self._left_at = check
        self.intent.emit(CheckActionChosen(check, action))

    def _open_room(self) -> None:
        if self._shown is not None and self._shown.details is not None:
            self.intent.emit(RoomAsked(self._shown.chosen))


def _inside(card: SessionCard, *, chosen: bool) -> Panel:
    times = Panel(COLUMN, width=62).add(Words(START, card.start), Words(END, card.end)).push()
    soon = Panel(ROW, spacing=7)
    if card.icon:
        soon.add(Picture(card.icon, "ink" if chosen else "ink2", 16))
    soon.add(Words(SOON if chosen else LATER, card.countdown), stretch=1)
    words = Panel(COLUMN)
    words.add(Words(EXAM, card.title, wrap=True), Words(SMALL_2, card.detail, wrap=True))
    words.gap(8).add(soon)
    return Panel(ROW, (17, 17, 17, 17), 16).add(times).add(words, stretch=1)


def _spoken(card: SessionCard) -> str:
    return f"{card.start} tot {card.end}, {card.title}, {card.detail}, {card.countdown}"


def _listed(screen: TodayScreen) -> tuple[object, ...]:
    return screen.sessions, screen.chosen
