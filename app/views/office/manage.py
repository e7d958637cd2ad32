"""Beheer: keeping and erasing, the standaardset, the checklist; a list and what is chosen."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea

from app.screens.office import manage_ui as m
from app.views.office.board import BoardSearch
from app.views.office.list_page import FILLS, ListFoot
from app.views.office.manage_panel import ManagePanelView
from app.views.parts.card import Card
from app.views.parts.choices import Choices
from app.views.parts.focus_ring import FocusRing, ringed
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, UprightRule, order_tabs, scrolled
from app.views.parts.pick import Pick
from app.views.parts.pictures import marked
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H1, SMALL_2, SMALL_3, TONE_INK, TextRole, Words

NAME = TextRole(16, 22, 700)
HEADING = TextRole(15, 20, 600, "ink3")
SIDE_WIDE, BESIDE, ONE_ROW = 520, 1200, 660
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ManageView(Panel):
    """Draws a ManageScreen. Alt 1 to 4 choose the part, arrows the line, Ctrl F searches."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: m.ManageScreen | None = None
        self._picks: dict[str, Pick] = {}
        self._areas = Choices(m.AREAS)
        self._title, self._note = Words(H1, wrap=True), Words(SMALL_2, wrap=True)
        self.search = BoardSearch()
        self._offers = Panel(ROW, spacing=8)
        self._notices, self._empty = Panel(COLUMN, spacing=8), Words(BODY, wrap=True)
        self._rows = Panel(COLUMN)
        self._rows.paint(fill="surface", radius=0)
        self._area: QScrollArea = scrolled(self._rows)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("Lijst")
        ringed(self._area, 8)
        self._area.installEventFilter(self)
        frame = Card().add(self._area, stretch=1)
        self._frame = frame
        self._tools = Panel(ROW, spacing=10).add(self.search).add(self._offers).push()
        main = Panel(COLUMN, (24, 14, 24, 12), 10).add(self._tabs(), self._title, self._note)
        main.add(self._tools, self._notices).add(frame, stretch=FILLS).add(self._empty).push()
        self.panel = ManagePanelView(self.intent)
        form = Panel(COLUMN).add(scrolled(self.panel), stretch=1).add(self.panel.buttons)
        self._side = Panel(ROW).add(UprightRule()).add(form, stretch=1)
        self._body = Panel(ROW).add(main, stretch=1).add(self._side)
        self._foot, self._line = ListFoot((), 0), Rule()
        self.add(scrolled(self._body), stretch=1).add(self._line, self._foot)
        self._ring = FocusRing(self)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setWhatsThis("Zoek")
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.search.key_pressed.connect(self._take_key)
        self.search.entered.connect(lambda: self.intent.emit(m.Sought(self.search.text())))

    def render(self, screen: m.ManageScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        if before == screen:
            return
        self._areas.choose(screen.area, screen.areas)
        self._title.say(screen.heading)
        self._note.say(screen.note)
        self._note.setVisible(bool(screen.note))
        self.search.setVisible(bool(screen.search))
        self.search.setPlaceholderText(screen.search)
        self.search.setAccessibleName(screen.search or "Zoeken")
        if before is None or before.area is not screen.area:
            self.search.setText("")
        if before is None or before.offers != screen.offers:
            self._fill_offers(screen)
        self._tools.setVisible(bool(screen.search or screen.offers))
        self._notices.empty()
        for notice in screen.notices:
            self._notices.add(NoticeBox(notice))
        self._notices.setVisible(bool(screen.notices))
        if before is None or before.rows != screen.rows:
            self._fill_rows(screen)
        self._choose(screen.selected)
        self.begins_at = self.search if screen.search else self._area
        is_first = bool(screen.rows) and self._frame.isHidden()
        self._frame.setVisible(bool(screen.rows))
        if is_first and not self.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        self._fill_panel(screen)
        self._fill_foot(screen)
        self._arrange()
        order_tabs(self)

    def minimumSizeHint(self) -> QSize:
        """Return no least width: everything gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beside or below."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows move the choice, wherever the focus is but in a field."""
        self._take_key(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move the choice, not the list under it."""
        is_step = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_step and Qt.Key(event.key()) in STEPS:  # type: ignore[attr-defined]
            self._take_key(event)  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ within

    def _tabs(self) -> Panel:
        for area, part in self._areas.parts.items():
            part.clicked.connect(lambda _=False, area=area: self.intent.emit(m.AreaChosen(area)))
        return Panel(ROW).add(self._areas).push()

    def _fill_offers(self, screen: m.ManageScreen) -> None:
        self._offers.empty()
        for action in screen.offers:
            button = PushAction(action.text, action.keys, Look.PLAIN, SMALL)
            button.clicked.connect(
                lambda _=False, name=action.name: self.intent.emit(m.ManageAsked(name))
            )
            press_with(button, action.keys)
            self._offers.add(button)

    def _fill_rows(self, screen: m.ManageScreen) -> None:
        self._rows.empty()
        self._picks = {}
        for row in screen.rows:
            if not row.key:
                self._rows.add(Panel(ROW, (16, 10, 16, 4)).add(Words(HEADING, row.title)).push())
                continue
            pick = _card(row)
            pick.clicked.connect(lambda _=False, key=row.key: self.intent.emit(m.RowChosen(key)))
            self._rows.add(pick, Rule())
            self._picks[row.key] = pick
        self._rows.push()

    def _choose(self, key: str) -> None:
        """Mark the chosen line and bring it into view; the others stay as they are."""
        for each, pick in self._picks.items():
            pick.setChecked(each == key)
        if key in self._picks:
            self._area.ensureWidgetVisible(self._picks[key], 0, px(60))

    def _fill_panel(self, screen: m.ManageScreen) -> None:
        """Fill the panel; whoever was in a form that is done comes back to the list."""
        held = QApplication.focusWidget()
        was_inside = held is not None and self._side.isAncestorOf(held)
        self._side.setVisible(screen.panel is not None)
        self.panel.fill(screen.panel)
        if was_inside and not self.panel.fields:
            self.setFocus()

    def _fill_foot(self, screen: m.ManageScreen) -> None:
        has_foot = bool(screen.foot[1])
        self._foot.setVisible(has_foot)
        self._line.setVisible(has_foot)
        self._foot.fill(screen.foot)

    def _take_key(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        event.setAccepted(bool(step))
        if step:
            self.intent.emit(m.RowChosen(step=step))

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        is_beside = logical >= BESIDE
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        self._tools.box.setDirection(ROW if logical >= ONE_ROW else COLUMN)
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        self._frame.setMinimumHeight(0 if is_beside else px(280))
        self._side.setMinimumHeight(0 if is_beside else px(420))


def _card(row: m.ManageRow) -> Pick:
    inside = Panel(ROW, (16, 9, 16, 9), 12)
    if row.icon:
        picture = marked(row.icon, TONE_INK[row.tone] or "ink2")
        inside.add(Panel(COLUMN).add(picture).push())
    words = Panel(COLUMN)
    head = Panel(ROW, spacing=8).add(Words(NAME, row.title, wrap=True), stretch=1)
    words.add(head.add(Words(SMALL_3, row.right)) if row.right else head)
    if row.detail:
        words.add(Words(SMALL_2, row.detail, wrap=True))
    spoken = ", ".join(each for each in (row.title, row.detail, row.right) if each)
    return Pick(spoken, inside.add(words, stretch=1), framed=False)
