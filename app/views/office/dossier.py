"""The page of the dossier: its areas, a list, and the panel of the chosen row."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from app.screens.office import dossier_intents as i
from app.screens.office.dossier_ui import Choice, DossierScreen
from app.views.office.board import BoardSearch, FigureRow
from app.views.office.board_table import BoardHeader
from app.views.office.dossier_panel import DossierPanelView
from app.views.office.dossier_table import INSET, dossier_table
from app.views.office.list_page import FILLS, ListFoot
from app.views.parts.card import Card
from app.views.parts.choices import Chip, Choices
from app.views.parts.flow import Flow
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, UprightRule, order_tabs, scrolled
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H1, SMALL_2, TextRole, Words

DAY = TextRole(19, 24, 400, "ink2")
SIDE_WIDE, BESIDE, ONE_ROW = 420, 1120, 900
HINTS = (("Volgende", "Pijl omlaag"), ("Naar het paneel", "Enter"))
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class DossierView(Panel):
    """Draws a DossierScreen. Arrows choose, Enter goes to the panel, Esc leaves."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: DossierScreen | None = None
        self._title, self._day = Words(H1), Words(DAY)
        self.search = BoardSearch()
        self._areas, self._filters = _Areas(), _Filters()
        self._figures, self._few = FigureRow(), FigureRow()
        self.header, self.table = BoardHeader(INSET), dossier_table()
        self._empty, self._note = Words(BODY, wrap=True), Words(SMALL_2, wrap=True)
        rooms = Card().add(self.header).add(self.table, stretch=1)
        self._rooms = rooms
        self._main = Panel(COLUMN, (24, 14, 24, 12), 12).add(self._head(), self._steps())
        self._main.add(self._figures, self._few, self._filters)
        self._main.add(rooms, stretch=FILLS).add(self._empty, self._note).push()
        self.panel = DossierPanelView(self.intent)
        facts = scrolled(self.panel)
        self.panel.reached.connect(lambda field: _bring(facts, field))
        side = Panel(COLUMN).add(facts, stretch=1).add(Rule(), self.panel.action)
        self._side = Panel(ROW).add(UprightRule()).add(side, stretch=1)
        self._body = Panel(ROW).add(self._main, stretch=1).add(self._side)
        self._foot = ListFoot(HINTS, BESIDE)
        self._scrolled = scrolled(self._body)
        self.add(self._scrolled, stretch=1).add(Rule(), self._foot)
        self._ring = FocusRing(self)
        self.begins_at = self.search
        self._connect()

    def render(self, screen: DossierScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        self._title.say(screen.title)
        self._day.say(screen.day)
        for day in (self._earlier, self._later):
            day.setVisible(bool(screen.day))
        self._areas.fill(screen.areas)
        self._filters.fill(screen.filters)
        if screen.query != self.search.text():
            self.search.setText(screen.query)
        self.search.setPlaceholderText(screen.search)
        self.search.setAccessibleName(screen.search)
        self.table.rows.headings = screen.headings
        self.table.show_lines(screen.rows, screen.selected)
        self._rooms.setVisible(bool(screen.rows))
        self._empty.say(screen.empty)
        self._empty.setVisible(bool(screen.empty))
        self._note.say(screen.note)
        self._note.setVisible(bool(screen.note))
        self.panel.fill(screen.panel)
        self._foot.fill(screen.foot)
        self._foot.hint(*HINTS, *([(screen.prints, "Ctrl P")] if screen.prints else []))
        self._arrange()
        if before is None or before.panel != screen.panel or before.areas != screen.areas:
            order_tabs(self)

    def minimumSizeHint(self) -> QSize:
        """Return no least width: everything gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beside or below."""
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------ within

    def _head(self) -> Panel:
        self._earlier = PushAction("Eerder", "Alt E", Look.PLAIN, SMALL)
        self._later = PushAction("Later", "Alt L", Look.PLAIN, SMALL)
        for button, keys, step in ((self._earlier, "Alt E", -1), (self._later, "Alt L", 1)):
            button.clicked.connect(lambda _=False, step=step: self._emit(i.DaySteppedTo(step)))
            press_with(button, keys)
        words = Panel(ROW, spacing=12).add(self._title, self._day).push()
        self._head_row = Panel(ROW, spacing=10).add(words, stretch=1).add(self.search)
        return self._head_row

    def _steps(self) -> Panel:
        """Return the areas, and at their right the buttons to another day."""
        days = Panel(ROW, spacing=8).add(self._earlier, self._later).push()
        areas = Panel(ROW).add(self._areas).push()
        self._area_row = Panel(ROW, spacing=8).add(areas, stretch=1).add(days)
        return self._area_row

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda text: self._emit(i.DossierSearched(text)))
        self.search.key_pressed.connect(self._take_key)
        self.panel.left.connect(self.search.setFocus)
        self.table.key_pressed.connect(self._take_key)
        self.table.picked.connect(lambda key: self._emit(i.DossierRowChosen(key)))
        self.table.widened.connect(self._lay_header)
        self._areas.chosen.connect(lambda name: self._emit(i.AreaAsked(name)))
        self._filters.chosen.connect(lambda name: self._emit(i.ShownAsked(name)))
        for keys, act in (
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+P", lambda: self._emit(i.DossierPrinted())),
            ("Esc", self._leave),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setWhatsThis("Zoek" if act == self.search.setFocus else "")
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_header(self) -> None:
        self.header.show_columns(self.table.lay_columns())

    def _leave(self) -> None:
        self._emit(i.DossierLeft())
        self.search.setFocus()

    def _take_key(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        if step:
            event.accept()
            self._emit(i.DossierRowChosen(step=step))
            self._scrolled.ensureWidgetVisible(self._rooms)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            event.accept()
            self.panel.take_focus()

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        is_beside, is_wide = logical >= BESIDE, logical >= ONE_ROW
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        for row in (self._head_row, self._area_row):
            row.box.setDirection(ROW if is_wide else COLUMN)
        if self._shown is not None:
            self._figures.fill(self._shown.figures, is_tight=False)
            self._few.fill(self._shown.figures, is_tight=True)
            self._side.setVisible(self._shown.panel is not None)
            self._foot.setVisible(is_beside or bool(self._shown.foot[0]))
        has_figures = self._shown is not None and bool(self._shown.figures)
        self._figures.setVisible(is_wide and has_figures)
        self._few.setVisible(not is_wide and has_figures)
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        self._side.setMinimumHeight(0 if is_beside else px(520))
        self._rooms.setMinimumHeight(0 if is_beside else px(260))
        self._lay_header()

    def _emit(self, intent: object) -> None:
        self.intent.emit(intent)


def _bring(area: QScrollArea, field: QWidget) -> None:
    """Scroll to a field that lies in this area."""
    if area.isAncestorOf(field):
        area.ensureWidgetVisible(field, 0, px(120))


class _Areas(Panel):
    """The parts of the page, of which one is shown."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(ROW)
        self._told: tuple[tuple[str, str, str], ...] = ()
        self._parts: Choices[str] = Choices(())

    def fill(self, choices: tuple[Choice, ...]) -> None:
        """Show which part is the chosen one."""
        told = tuple((each.name, each.text, each.keys) for each in choices)
        if told != self._told:
            self._told, self._parts = told, Choices(told)
            self.empty()
            self.add(self._parts)
            for name, part in self._parts.parts.items():
                part.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
        self._parts.choose(next((each.name for each in choices if each.is_chosen), ""))


class _Filters(QWidget):
    """Chips of which one is chosen; they wrap where room is scarce."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, 8)
        self._shown: tuple[Choice, ...] = ()

    def fill(self, choices: tuple[Choice, ...]) -> None:
        """Show other choices; what is the same costs nothing."""
        self.setVisible(bool(choices))
        if choices == self._shown:
            return
        held = any(each.hasFocus() for each in self.findChildren(Chip))
        self._shown = choices
        self._flow.clear()
        for each in choices:
            chip = Chip(each.text, each.count, each.keys)
            chip.choose(is_chosen=each.is_chosen)
            chip.clicked.connect(lambda _=False, name=each.name: self.chosen.emit(name))
            press_with(chip, each.keys)
            self._flow.addWidget(chip)
            chip.show()
            if held and each.is_chosen:
                chip.setFocus()
