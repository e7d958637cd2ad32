"""The checklist of today: round is found by the laptop, square is done by a person."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.models.values import Status
from app.screens.room.today import ActionLook, CheckKind, CheckRow
from app.screens.room.wording import plain
from app.views.parts.focus_ring import paint_focus_border, paint_ring
from app.views.parts.glyphs import paint_glyph
from app.views.parts.notice_box import press_with
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel, Rule
from app.views.parts.push_action import LINK_SMALL, Look, Measure, PushAction
from app.views.parts.shift_look import colour, icon, px
from app.views.parts.words import BODY, SMALL_3, TextRole, Words

BODY_STRONG = TextRole(16, 22, 600)
ROW_BUTTON = Measure(34, 16, 600, 15)
DENSE_BUTTON = Measure(28, 15, 600, 12)
ROOMY, HEIGHT, DENSE_HEIGHT = 9, 40, 31
SPOKEN = {
    CheckKind.AUTOMATIC: "in orde, automatisch",
    CheckKind.ATTENTION: "let op",
    CheckKind.DONE: "gedaan",
    CheckKind.OPEN: "nog open",
}


class CheckBox(QWidget):
    """The silhouette of a row: round, triangle, ticked square or open square."""

    def __init__(self, kind: CheckKind) -> None:
        """Show a kind."""
        super().__init__()
        self._kind = kind
        self.ringed = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size with room for the ring around it."""
        return QSize(px(28), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the silhouette, and the ring when its row has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(px(3), px(3), px(22), px(22))
        match self._kind:
            case CheckKind.AUTOMATIC:
                inks = (colour("aanwezig"), colour("onstatus"))
                paint_glyph(painter, box, Status.PRESENT, inks)
            case CheckKind.ATTENTION:
                self._paint_icon(painter, box, "triangle-alert", "telaat")
            case CheckKind.DONE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("ink"))
                painter.drawRoundedRect(box, px(4), px(4))
                inner = box.adjusted(px(3), px(3), -px(3), -px(3))
                self._paint_icon(painter, inner, "check", "surface")
            case CheckKind.OPEN:
                painter.setPen(QPen(colour("ctl"), px(2)))
                painter.setBrush(colour("surface"))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4))
        if self.ringed:
            paint_focus_border(painter, box, 4)
            paint_ring(painter, box, 4)

    def _paint_icon(self, painter: QPainter, box: QRectF, name: str, ink: str) -> None:
        drawn = icon(name, colour(ink).name(), round(box.width()), self.devicePixelRatioF())
        painter.drawPixmap(box.topLeft(), drawn)


class CheckLine(Panel):
    """One row. It takes the focus as a whole; Space does its action, arrows move on."""

    acted = Signal(str, str)
    entered = Signal(QWidget)

    def __init__(self, row: CheckRow, *, dense: bool = False) -> None:
        """Draw a row; a dense one is lower, for a list that would not fit."""
        super().__init__(ROW, (17, 0, 20, 0), 11)
        self.row = row
        self._dense = dense
        self._measure_row()
        self._box = CheckBox(row.kind)
        strong = row.kind in {CheckKind.ATTENTION, CheckKind.OPEN}
        self._words = Panel(ROW, spacing=14)
        self._words.add(Words(BODY_STRONG if strong else BODY, row.title))
        if row.detail:
            detail = Words(SMALL_3, row.detail, strong_ink="ink2", wrap=True)
            self._words.box.addWidget(detail, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._words.push()
        if row.note:
            self._words.add(Words(SMALL_3, row.note))
        self._buttons = Panel(ROW, spacing=11)
        if row.second is not None:
            link = PushAction(row.second.text, "", Look.LINK, LINK_SMALL)
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a key of the screen does it
            link.clicked.connect(self._second)
            self._buttons.add(link)
        if row.action is not None:
            self._add_action(row)
        if not self._buttons.box.count():
            self._buttons.hide()
        self._body = Panel(ROW, spacing=11).add(self._words, stretch=1).add(self._buttons.push())
        self.add(self._box).add(self._body, stretch=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spoken = (row.title, plain(row.detail), SPOKEN[row.kind], row.note)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.setAccessibleDescription(row.action.text if row.action else "")

    def be_narrow(self, *, narrow: bool) -> None:
        """Say what the row is about under its title, and put the buttons under that."""
        for panel in (self._words, self._body):
            panel.box.setDirection(COLUMN if narrow else ROW)
            panel.box.setSpacing(px(4) if narrow else px(14 if panel is self._words else 11))
        self.resize_margins((17, 8, 20, 8) if narrow else (17, 0, 20, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Take another size."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self._measure_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Space; the rest is the list's."""
        if event.key() == Qt.Key.Key_Space and self.row.action is not None:
            event.accept()
            if not event.isAutoRepeat():
                self._act()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Act on a click on the square of a row that can be ticked."""
        self.setFocus()
        action = self.row.action
        on_box = event.position().x() < self._box.geometry().right() + px(8)
        if action is not None and on_box:
            self._act()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the ring."""
        super().focusInEvent(event)
        self._box.ringed = True
        self._box.update()
        self.entered.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._box.ringed = False
        self._box.update()

    def _second(self) -> None:
        if self.row.second is not None:
            self.acted.emit(self.row.check, self.row.second.name)

    def _act(self) -> None:
        if self.row.action is not None:
            self.acted.emit(self.row.check, self.row.action.name)

    def _add_action(self, row: CheckRow) -> None:
        action = row.action
        if action is None or not action.text:
            return
        if row.look is ActionLook.HINT:
            hint = PushAction(action.text, action.keys, Look.FLAT, Measure(22, 15, 400, 0, gap=7))
            self._wire(hint, action.keys)
        elif row.look is ActionLook.LINK:
            self._wire(PushAction(action.text, "", Look.LINK, LINK_SMALL), action.keys)
        else:
            measure = DENSE_BUTTON if self._dense else ROW_BUTTON
            self._wire(PushAction(action.text, action.keys, Look.PLAIN, measure), action.keys)

    def _measure_row(self) -> None:
        self.setMinimumHeight(px(DENSE_HEIGHT if self._dense else HEIGHT))

    def _wire(self, button: PushAction, keys: str) -> None:
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the row has it; Space is the button
        button.clicked.connect(self._act)
        press_with(button, keys)
        self._buttons.add(button)


class Checklist(Panel):
    """The rows under each other; Tab enters and leaves, arrows, Home and End move inside."""

    acted = Signal(str, str)
    entered = Signal(QWidget)
    """A row got the focus: whoever scrolls shows it."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(COLUMN)
        self._shown: tuple[CheckRow, ...] | None = None
        self._lines: list[CheckLine] = []
        self._narrow = False

    def be_narrow(self, *, narrow: bool) -> None:
        """Set the rows for a narrow window, or a wide one."""
        self._narrow = narrow
        for line in self._lines:
            line.be_narrow(narrow=narrow)

    def fill(self, rows: tuple[CheckRow, ...]) -> None:
        """Show rows; the focus stays on the row it was on."""
        if rows == self._shown:
            return
        held = next((line.row.check for line in self._lines if line.hasFocus()), None)
        self._shown = rows
        self.empty()
        self._lines = []
        for row in rows:
            line = CheckLine(row, dense=len(rows) > ROOMY)
            line.acted.connect(self.acted)
            line.entered.connect(self.entered)
            line.be_narrow(narrow=self._narrow)
            self._lines.append(line)
            self.add(Rule(), line)
        if held is not None:
            self.focus(held)

    def focus(self, check: str = "") -> bool:
        """Put the focus on a row, or on the first that asks something of a person."""
        wanted = [line for line in self._lines if line.row.check == check]
        open_ones = [line for line in self._lines if line.row.kind is CheckKind.OPEN]
        for line in (*wanted, *open_ones, *self._lines):
            line.setFocus()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the rows."""
        places = [n for n, line in enumerate(self._lines) if line.hasFocus()]
        if not places:
            super().keyPressEvent(event)
            return
        last = len(self._lines) - 1
        target = {
            Qt.Key.Key_Up: places[0] - 1,
            Qt.Key.Key_Down: places[0] + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is None:
            super().keyPressEvent(event)
            return
        event.accept()
        self._lines[max(0, min(last, target))].setFocus()
