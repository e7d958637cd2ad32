"""The stepper left and the stopwatch right of a calamity's route."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.models.values import Status
from app.screens.room.calamity import NewEnd, Side, StepRow, StepState
from app.views.parts.glyphs import paint_glyph
from app.views.parts.notice_box import NoticeBox, press_with
from app.views.parts.panel import COLUMN, ROW, Panel, Rule
from app.views.parts.pictures import Picture
from app.views.parts.push_action import LINK_SMALL, Look, PushAction
from app.views.parts.shift_look import colour, font, px
from app.views.parts.words import BODY, H3, TextRole, Words

CAPTION = TextRole(15, 20, 600, "ink3")
STEPS_TITLE = TextRole(14, 18, 600, "ink3")
STEP = TextRole(16, 22)
STEP_NOW = TextRole(16, 22, 700)
STEP_LATER = TextRole(16, 22, 400, "ink2")
ABOUT = TextRole(15, 20, 400, "ink3")
WATCH = TextRole(46, 50, 600)
NO_WATCH = TextRole(20, 26, 600, "ink2")
NOTE = TextRole(15, 20, 400, "ink3")
WAS = TextRole(16, 22, 400, "ink3")
BECOMES = TextRole(18, 24, 700)
PILL = TextRole(15, 20, 600, "telaat")
PILL_TEXT = TextRole(15, 20, 400, "ink2")


class StepMark(QWidget):
    """The number of a step in a ring, filled when it is its turn, a check once done."""

    def __init__(self, row: StepRow) -> None:
        """Show a step's mark."""
        super().__init__()
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the ring."""
        return QSize(px(22), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint ring and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, state = QRectF(self.rect()), self._row.state
        if state is StepState.DONE:
            paint_glyph(painter, ring, Status.PRESENT, (colour("aanwezig"), colour("onstatus")))
            return
        if state is StepState.NOW:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("ink"))
            painter.drawEllipse(ring)
        else:
            painter.setPen(QPen(colour("ctl"), px(2)))
            painter.drawEllipse(ring.adjusted(px(1), px(1), -px(1), -px(1)))
        painter.setFont(font(14, 700 if state is StepState.NOW else 600))
        painter.setPen(colour("surface" if state is StepState.NOW else "ink3"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, self._row.number)


class StepList(Panel):
    """The steps of a route; the one of now is yellow."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(COLUMN, (0, 14, 0, 12), width=300)
        self.paint(fill="surface", radius=0)
        self._title, self._rows = Words(STEPS_TITLE), Panel(COLUMN)
        self._shown: tuple[StepRow, ...] = ()
        self.add(Panel(ROW, (20, 0, 20, 8)).add(self._title)).add(self._rows).push()

    def show_steps(self, title: str, rows: tuple[StepRow, ...]) -> None:
        """Show the steps."""
        self._title.say(title)
        if rows == self._shown:
            return
        self._shown = rows
        self._rows.empty()
        for row in rows:
            self._rows.add(_step(row))

    def be_narrow(self, *, narrow: bool) -> None:
        """Take the whole width, or the designed one."""
        self.resize_width(0 if narrow else 300)


def _step(row: StepRow) -> Panel:
    role = {StepState.NOW: STEP_NOW, StepState.LATER: STEP_LATER}.get(row.state, STEP)
    words = Panel(COLUMN).add(Words(role, row.title, wrap=True))
    if row.about:
        words.add(Words(ABOUT, row.about, wrap=True))
    shown = Panel(ROW, (20, 9, 20, 9), 12)
    if row.state is StepState.NOW:
        shown.paint(fill="sel", border="selline", edge=2, radius=0)
    shown.add(Panel().add(StepMark(row)).push()).add(words, stretch=1)
    told = {StepState.DONE: "gedaan", StepState.NOW: "nu", StepState.LATER: "nog niet"}
    shown.setAccessibleName(f"Stap {row.number}, {row.title}, {told[row.state]} {row.about}")
    return shown


class Moments(QWidget):
    """Moments that move: what it was, struck through, and what it becomes."""

    def __init__(self) -> None:
        """Show none yet."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[NewEnd, ...] = ()
        self._after: list[Words] = []

    def show_ends(self, ends: tuple[NewEnd, ...]) -> None:
        """Show moments; only times that changed are told anew."""
        before, self._shown = self._shown, ends
        if [(e.label, e.before) for e in before] == [(e.label, e.before) for e in ends]:
            for words, end in zip(self._after, ends, strict=True):
                words.say(end.after)
            return
        while self._grid.count():
            item = self._grid.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._after = []
        self._grid.setHorizontalSpacing(px(10))
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnStretch(0, 1)
        for n, end in enumerate(ends):
            was, becomes = Words(WAS, end.before), Words(BECOMES, end.after)
            was.set_role(WAS, struck=True)
            self._after.append(becomes)
            row = (Words(BODY, end.label, wrap=True), was, Picture("arrow-right", "ink3", 16))
            for column, widget in enumerate((*row, becomes)):
                self._grid.addWidget(widget, n, column)
            becomes.setAccessibleName(f"{end.label} van {end.before} naar {end.after}")


class SideView(Panel):
    """Draws a Side."""

    change_asked = Signal()

    def __init__(self) -> None:
        """Make an empty column."""
        super().__init__(COLUMN, (20, 16, 20, 14), 12, width=350)
        self.paint(fill="surface", radius=0)
        self._caption, self._watch = Words(CAPTION), Words(WATCH)
        self._ends_title, self._aside = Words(H3), Words(NOTE)
        self._ends, self._ends_text = Moments(), Words(NOTE, wrap=True)
        self._ends_box = Panel(COLUMN)
        self._ends_box.add(Rule()).gap(12)
        self._ends_box.add(Panel(ROW).add(self._ends_title).push().add(self._aside)).gap(8)
        self._ends_box.add(self._ends).gap(8).add(self._ends_text)
        self._who_title, self._who = Words(H3), Panel(COLUMN)
        self._change = PushAction("", "", Look.LINK, LINK_SMALL)
        self._change.clicked.connect(self.change_asked)
        press_with(self._change, "Alt W")
        self._who_box = Panel(COLUMN).add(Rule()).gap(12)
        self._who_box.add(Panel(ROW).add(self._who_title).push().add(self._change)).gap(4)
        self._who_box.add(self._who)
        self._pill, self._pill_text = Words(PILL), Words(PILL_TEXT, wrap=True)
        pill = Panel(ROW, (10, 3, 12, 3), 8)
        pill.paint(fill="telaat-bg", radius=14)
        pill.add(Picture("hourglass", "telaat", 16), self._pill)
        self._pill_box = Panel(COLUMN).add(Rule()).gap(12)
        self._pill_box.add(Panel(ROW).add(pill).push()).gap(8).add(self._pill_text)
        self._notice = Panel(COLUMN)
        self._shown: Side | None = None
        self.add(Panel(COLUMN).add(self._caption, self._watch))
        self.add(self._ends_box, self._who_box, self._pill_box).push().add(self._notice)

    def show_side(self, side: Side) -> None:
        """Show the side; a second that passed changes the stopwatch only."""
        before, self._shown = self._shown, side
        self._caption.say(side.caption)
        self._watch.set_role(WATCH if side.is_watch else NO_WATCH)
        self._watch.say(side.watch)
        self._ends_title.say(side.ends_title)
        self._aside.say(side.ends_aside)
        self._ends.show_ends(side.ends)
        self._ends_text.say(side.ends_text)
        self._ends_text.setVisible(bool(side.ends_text))
        self._ends_box.setVisible(bool(side.ends))
        self._who_title.say(side.who_title)
        self._change.say(side.change)
        self._change.setVisible(bool(side.change))
        if before is None or before.who != side.who:
            self._who.empty()
            for n, text in enumerate(side.who):
                self._who.add(Words(BODY if not n else PILL_TEXT, text, wrap=True))
        self._who_box.setVisible(bool(side.who))
        self._pill.say(side.pill)
        self._pill_text.say(side.pill_text)
        self._pill_box.setVisible(bool(side.pill))
        if before is None or before.notice != side.notice:
            self._notice.empty()
            if side.notice is not None:
                self._notice.add(NoticeBox(side.notice))

    def be_narrow(self, *, narrow: bool) -> None:
        """Take the whole width, or the designed one."""
        self.resize_width(0 if narrow else 350)
