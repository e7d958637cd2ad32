"""The page of reports: figures with a plot beside, what one rests on, and what can be made."""

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.screens.office.report_intents import (
    FiguresWanted,
    KindChosen,
    LeftBack,
    LineMoved,
    Narrowed,
    PaperAsked,
    SpanMoved,
    TraceAsked,
)
from app.screens.office.report_ui import Narrowing, ReportScreen
from app.views.office.board import FigureRow
from app.views.office.list_page import ListFoot
from app.views.office.report_table import ReportTable
from app.views.parts.bars import Bars
from app.views.parts.card import Card
from app.views.parts.choices import Choices
from app.views.parts.flow import Flow
from app.views.parts.focus_ring import FocusRing
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.one_of import OneOf
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, UprightRule, order_tabs, scrolled
from app.views.parts.push_action import BIG, SMALL, Look, PushAction
from app.views.parts.tokens import px
from app.views.parts.words import BODY, H1, H2, H3, SMALL_2, SMALL_3, TextRole, Words

DAY: Final = TextRole(19, 24, 400, "ink2")
SIDE_WIDE, BESIDE, ONE_ROW, WHOLE_FIGURES = 380, 1180, 900, 1000
KINDS: Final = (("day", "Dag", "Alt D"), ("week", "Week", "Alt W"), ("month", "Maand", "Alt M"))
PAPER: Final = ("paper", "Rapport maken (PDF)", "Ctrl P", "")
FIGURES: Final = (
    ("book", "XLSX", "Alt X", "Werkmap met alle gebeurtenissen, XLSX"),
    ("csv", "CSV", "Alt C", "Cijfers als CSV"),
)
MEETINGS: Final = (
    ("weekly", "Incidenten", "Alt 1", "Stukken voor het incidenten- en vrijgaveoverleg"),
    ("chain", "Keten", "Alt 2", "Stukken voor het ketenoverleg"),
    ("board", "Commissie", "Alt 3", "Stukken voor de examencommissie"),
    ("sources", "Gegevens", "Alt 4", "Rapport over de kwaliteit van aangeleverde gegevens"),
)
LISTS: Final = ("lists", "No-showlijsten", "Alt 5", "No-showlijsten per team maken")


class ReportView(Panel):
    """Draws a ReportScreen. Enter shows what a figure rests on, Esc goes back."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make the view; it is empty until the first `render`."""
        super().__init__(COLUMN)
        self.paint(fill="canvas", radius=0)
        self._shown: ReportScreen | None = None
        self._title, self._days = Words(H1), Words(DAY, wrap=True)
        self._figures, self._few = FigureRow(), FigureRow()
        self._kinds = Choices(KINDS)
        self._narrowed: dict[str, PushAction] = {}
        self.table, self.traces = ReportTable("Cijfers"), ReportTable("Waar dit cijfer op rust")
        self._turned = OneOf()
        self._turned.add(self.table, self.traces)
        self._turned.turn_to(self.table)
        self._trace_title, self._empty = Words(H3, wrap=True), Words(BODY, wrap=True)
        self._plot_title, self._plot_more = Words(H2, wrap=True), Words(SMALL_2, wrap=True)
        self.plot, self._act = Bars(), Panel(COLUMN, spacing=10)
        self._notices = Panel(COLUMN, spacing=8)
        self._lists = Words(SMALL_3, wrap=True)
        main = Panel(COLUMN, (24, 16, 24, 16), 12).add(self._head(), self._narrowing())
        main.add(self._figures, self._few, self._trace_title)
        frame, self._reason = Card(), Panel(COLUMN, (17, 9, 17, 9))
        main.add(frame.add(self._reason.add(self._empty)).add(self._turned, stretch=1), stretch=1)
        inside = Panel(COLUMN, (20, 18, 20, 16), 8)
        inside.paint(fill="surface", radius=0)
        inside.add(self._plot_title, self._plot_more, self.plot, self._act).push()
        self._made = self._making()
        side = Panel(COLUMN).add(scrolled(inside), stretch=1).add(self._made)
        self._side = Panel(ROW).add(UprightRule()).add(side, stretch=1)
        self._body = Panel(ROW).add(main, stretch=1).add(self._side)
        self._foot = ListFoot((), 0)
        self._scroll = scrolled(self._body)
        self.add(self._scroll, stretch=1).add(Rule(), self._foot)
        for table in (self.table, self.traces):
            table.picked.connect(lambda key: self.intent.emit(LineMoved(key)))
        self.table.opened.connect(lambda: self.intent.emit(TraceAsked()))
        self._ring = FocusRing(self)
        self.begins_at = self.table

    def render(self, screen: ReportScreen) -> None:  # type: ignore[override] # not Qt's painting
        """Show a screen; what is the same costs nothing."""
        before, self._shown = self._shown, screen
        self._title.say(screen.title)
        self._days.say(screen.days)
        self._kinds.choose(screen.kind)
        for each in screen.narrowed:
            look = Look.STRONG if each.chosen else Look.PLAIN
            self._narrowed[each.name].say(each.text, each.keys, look)
        self._fill_rows(screen)
        self._plot_title.say(screen.plot_title)
        self._plot_more.say(screen.plot_more)
        self._plot_more.setVisible(bool(screen.plot_more))
        self._fill_plot(screen)
        self._lists.say(screen.lists)
        told = (screen.foot, screen.notices, screen.progress)
        if before is None or before.act != screen.act:
            self._act.empty()
            for name, word in screen.act:
                self._act.add(
                    Panel(COLUMN).add(Words(SMALL_3, name), Words(BODY, word, wrap=True))
                )
        if before is None or (before.foot, before.notices, before.progress) != told:
            self._fill_foot(screen)
        self._arrange()
        order_tabs(self)

    def minimumSizeHint(self) -> QSize:
        """Return no least width: everything gives way."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the plot beside or below."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc: one step back."""
        if event.key() == Qt.Key.Key_Escape:
            self.intent.emit(LeftBack())
            self._shown_table().setFocus()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ within

    def _arrange(self) -> None:
        logical = self.width() * 100 / max(px(100), 1)
        is_beside, is_wide = logical >= BESIDE, logical >= ONE_ROW
        self._body.box.setDirection(ROW if is_beside else COLUMN)
        self._top.box.setDirection(ROW if is_wide else COLUMN)
        self._told.box.setDirection(ROW if is_wide else COLUMN)
        if self._shown is not None:
            self._figures.fill(self._shown.figures, is_tight=False)
            self._few.fill(self._shown.figures, is_tight=True)
        is_opened = self._shown is not None and self._shown.traces is not None
        self._made.setVisible(not is_opened)
        has_room = logical >= WHOLE_FIGURES
        self._figures.setVisible(has_room and not is_opened)
        self._few.setVisible(not has_room and not is_opened)
        self._side.setMinimumWidth(px(SIDE_WIDE) if is_beside else 0)
        self._side.setMaximumWidth(px(SIDE_WIDE) if is_beside else 16777215)
        self._side.setMinimumHeight(0 if is_beside else px(560))
        self._turned.setMinimumHeight(px(200) if is_beside else px(420))

    def _head(self) -> Panel:
        for name, part in self._kinds.parts.items():
            part.clicked.connect(lambda _=False, name=name: self.intent.emit(KindChosen(name)))
        days = Panel(COLUMN).push().add(self._days).push()
        self._told = Panel(ROW, spacing=12).add(self._title).add(days, stretch=1)
        self._top = Panel(ROW, spacing=10).add(self._told, stretch=1)
        return self._top.add(Panel(ROW).add(self._kinds).push())

    def _narrowing(self) -> Panel:
        before = PushAction("Vorige", "Alt ←", Look.PLAIN, SMALL)
        after = PushAction("Volgende", "Alt →", Look.PLAIN, SMALL)
        for button, keys, by in ((before, "Alt+Left", -1), (after, "Alt+Right", 1)):
            button.clicked.connect(lambda _=False, by=by: self.intent.emit(SpanMoved(by)))
            QShortcut(QKeySequence(keys), button).activated.connect(button.click)
        for name, keys in (("location", "Alt L"), ("team", "Alt T"), ("kind", "Alt E")):
            button = self._narrowed[name] = PushAction("", keys, Look.PLAIN, SMALL)
            button.clicked.connect(lambda _=False, name=name: self._choose(name))
            press_with(button, keys)
        again = PushAction("Opnieuw", "Ctrl Enter", Look.PLAIN, SMALL)
        again.setAccessibleName("Cijfers opnieuw maken")
        again.clicked.connect(lambda: self.intent.emit(FiguresWanted()))
        press_with(again, "Ctrl Return")
        return _flowing(before, after, *self._narrowed.values(), again)

    def _making(self) -> Panel:
        made = Panel(COLUMN, (20, 8, 20, 16), 8)
        made.paint(fill="surface", radius=0)
        made.add(self._notices)
        made.add(self._paper(*PAPER, Look.PRIMARY).dress(wide=True))
        made.add(_flowing(*(self._paper(*each) for each in FIGURES)))
        made.gap(2).add(Words(SMALL_3, "Stukken voor het overleg"))
        made.add(_flowing(*(self._paper(*each) for each in MEETINGS)))
        return made.gap(2).add(self._lists).add(_flowing(self._paper(*LISTS)))

    def _paper(
        self, name: str, word: str, keys: str, told: str, look: Look = Look.PLAIN
    ) -> PushAction:
        size = BIG if look is Look.PRIMARY else SMALL
        button = PushAction(word, keys, look, size)
        button.setAccessibleName(told or word)
        button.clicked.connect(lambda: self.intent.emit(PaperAsked(name)))
        press_with(button, keys)
        return button

    def _choose(self, name: str) -> None:
        """Let one of the sorts that occur be chosen from a list."""
        found: list[Narrowing] = [] if self._shown is None else list(self._shown.narrowed)
        narrowing = next((each for each in found if each.name == name), None)
        if narrowing is None:
            return
        menu = QMenu(self)
        for sort, word in narrowing.sorts:
            action = menu.addAction(word.replace("&", "&&"))
            action.setCheckable(True)
            if sort == narrowing.chosen:
                action.setChecked(True)
                menu.setActiveAction(action)
            action.triggered.connect(
                lambda _=False, sort=sort: self.intent.emit(Narrowed(name, sort))
            )
        menu.aboutToHide.connect(menu.deleteLater)
        button = self._narrowed[name]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _fill_plot(self, screen: ReportScreen) -> None:
        ink = "afwezig" if screen.selected == "no-show" else "blue"
        self.plot.fill(f"{screen.plot_title}. {screen.plot_more}", screen.bars, ink)
        self.plot.setVisible(bool(screen.bars))
        self._act.setVisible(bool(screen.act))

    def _fill_rows(self, screen: ReportScreen) -> None:
        self.table.show_lines(screen.lines, screen.selected)
        is_traced = screen.traces is not None
        had_focus = self._shown_table().hasFocus()
        if screen.traces is not None:
            self.traces.show_lines(screen.traces, str(screen.trace_at + 1))
        self._turned.turn_to(self.traces if is_traced else self.table)
        self.begins_at = self._shown_table()
        if had_focus:
            self._shown_table().setFocus()
        self._trace_title.say(screen.trace_title)
        self._trace_title.setVisible(is_traced)
        self._empty.say(screen.empty)
        self._reason.setVisible(bool(screen.empty))

    def _shown_table(self) -> ReportTable:
        return self.traces if self._turned.shown is self.traces else self.table

    def _fill_foot(self, screen: ReportScreen) -> None:
        self._notices.empty()
        for notice in screen.notices:
            self._notices.add(NoticeBox(notice))
        self._foot.fill(("", screen.progress) if screen.progress else screen.foot)
        is_traced = screen.traces is not None
        self._foot.hint(("Terug", "Esc") if is_traced else ("Waar dit op rust", "Enter"))


def _flowing(*widgets: QWidget) -> Panel:
    """Return widgets beside each other, on more lines where room is scarce."""
    inside = QWidget()
    flow = Flow(inside, 8)
    for widget in widgets:
        flow.addWidget(widget)
    return Panel(COLUMN).add(inside)
