"""What was recorded about you: shown to the candidate over the whole window, to read and sign."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.intents import EscapePressed, RecordShown
from app.screens.room.panel import RecordView
from app.views.parts.action_button import ActionButton, ButtonWords
from app.views.parts.painting import draw_box
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel, Rule
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.tokens import colour, px
from app.views.parts.words import BODY, BODY_2, H1, SMALL_2, TextRole, Words
from app.views.room.room_fields import ERROR, LABEL, Choices, Labelled, LineField
from app.views.room.room_irregularity import CLOSE, RECORD

NAME = TextRole(16, 22, 400, "ink2")
GRID = 999
STEP_LEAST = 7
WIDTH = 736


class SignatureField(QWidget):
    """A field to draw a name in, by mouse, pen or finger: kept as lines of points."""

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__()
        self._lines: list[list[tuple[int, int]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Handtekening van de kandidaat: teken met muis, pen of vinger")
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        """Return the size of the field."""
        return QSize(px(360), px(132))

    def strokes(self) -> str:
        """Return what was drawn: lines of points, whole numbers over the width of the field."""
        lines = (";".join(f"{x},{y}" for x, y in line) for line in self._lines if len(line) > 1)
        return " ".join(lines)

    def clear(self) -> None:
        """Take away what was drawn."""
        self._lines = []
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        self._lines.append([self._point(event.position())])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the line; points that lie close to each other are one."""
        if not self._lines:
            return
        point, last = self._point(event.position()), self._lines[-1][-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= STEP_LEAST:
            self._lines[-1].append(point)
            self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the field, the line to sign on and what was drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, QRectF(self.rect()), "surface", "ctl")
        base = self.height() - px(30)
        painter.fillRect(QRectF(px(16), base, self.width() - px(32), 1), colour("line"))
        painter.setPen(QPen(colour("ink"), px(2)))
        for line in self._lines:
            path = QPainterPath(self._at(line[0]))
            for point in line[1:]:
                path.lineTo(self._at(point))
            painter.drawPath(path)

    def _point(self, at: QPointF) -> tuple[int, int]:
        wide = max(1, self.width())
        x, y = (round(each / wide * GRID) for each in (at.x(), at.y()))
        return min(max(0, x), GRID), min(max(0, y), GRID)

    def _at(self, point: tuple[int, int]) -> QPointF:
        return QPointF(point[0] * self.width() / GRID, point[1] * self.width() / GRID)


class RecordShownView(Panel):
    """Draws a RecordView. What is typed and drawn stays as long as it is the same one."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__(COLUMN, (24, 20, 24, 16))
        self._view: RecordView | None = None
        self._title, self._text = Words(H1, wrap=True), Words(BODY_2, wrap=True)
        self._close, self._lines = ActionButton(), Panel(COLUMN, spacing=4)
        self._choices = Choices("Klopt het?")
        self._remark = Labelled(LineField("Opmerking"))
        self._label, self._signature = Words(LABEL, "Handtekening"), SignatureField()
        self._wipe = PushAction("Opnieuw tekenen", "", Look.PLAIN, SMALL)
        self._error, self._record = Words(ERROR, wrap=True), ActionButton()
        self._signing = Panel(COLUMN, spacing=4)
        self._inside, self._both = Panel(COLUMN), Panel(ROW, spacing=24)
        self._build()
        self._wipe.clicked.connect(self._signature.clear)
        self._record.clicked.connect(self._send)
        self._close.clicked.connect(lambda: self.intent.emit(EscapePressed()))

    def show_record(self, view: RecordView) -> None:
        """Show a record; the same one again keeps what was typed and drawn."""
        before, self._view = self._view, view
        fresh = before is None or before.form != view.form
        self._title.say(view.title)
        self._text.say(view.text)
        self._close.show_words(ButtonWords("Sluit", "Esc"), CLOSE)
        if before is None or before.lines != view.lines:
            self._show_lines(view.lines)
        if fresh:
            self._choices.show_choices(view.choices, "")
            self._signature.clear()
        self._remark.show_field(view.remark, fresh=fresh)
        self._signing.setVisible(view.signs)
        self._error.say(view.error)
        self._error.setVisible(bool(view.error))
        self._record.show_words(ButtonWords(view.button.text, view.button.keys), RECORD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the signature beside what is said, or under it."""
        super().resizeEvent(event)
        wide = px(WIDTH)
        self._inside.setMaximumWidth(wide)
        self._both.box.setDirection(ROW if self.width() > wide else COLUMN)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - it goes on at once
        """Begin with what the candidate says of it."""
        self._choices.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit, record on Ctrl Enter; leave the other keys to the room."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        digit = event.key() - Qt.Key.Key_1
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if held and not event.isAutoRepeat():
                self._send()
        elif event.modifiers() or not (0 <= digit < 9 and self._choices.choose(digit)):
            event.ignore()

    def _show_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        self._lines.empty()
        for label, text in lines:
            row = Panel(ROW, spacing=12).add(
                Panel(COLUMN, width=180).add(Words(NAME, label)).push()
            )
            self._lines.add(row.add(Words(BODY, text, wrap=True), stretch=1))

    def _send(self) -> None:
        if self._view is None:
            return
        strokes = self._signature.strokes() if self._view.signs else ""
        choice, remark = self._choices.value(), self._remark.text()
        self.intent.emit(RecordShown(self._view.form, choice, remark, strokes))

    def _build(self) -> None:
        wipe = Panel(ROW).add(self._wipe).push()
        self._signing.add(self._label, self._signature, wipe)
        head = Panel(ROW, spacing=8).add(self._title, stretch=1)
        head.add(Panel(COLUMN).add(self._close).push())
        inside = self._inside.add(head).gap(4).add(self._text).gap(14).add(Rule())
        inside.gap(12).add(self._lines).gap(12).add(Rule()).gap(12)
        said = Panel(COLUMN).add(Words(LABEL, "Wat zegt de kandidaat?")).gap(4)
        said.add(self._choices).gap(10).add(self._remark).push()
        inside.add(self._both.add(said, self._signing, stretch=1)).gap(8)
        inside.add(self._error, self._record).gap(6)
        inside.add(
            Words(SMALL_2, "Alleen jouw eigen gegevens staan op dit scherm.", wrap=True)
        ).push()
        self.add(Panel(ROW).push().add(inside, stretch=1000).push(), stretch=1)
