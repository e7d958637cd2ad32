"""The timeline on a candidate's page: every handling, to be chosen by key or mouse."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.screens.room.panel import TimelineRow
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.painting import draw_glyph, draw_icon
from app.views.parts.panel import COLUMN, RESTYLED, ROW, Panel
from app.views.parts.tokens import colour, px
from app.views.parts.words import TextRole, Words

TIME = TextRole(15, 20, 600)
TEXT = TextRole(15, 20)
TEXT_STRUCK = TextRole(15, 20, 400, "ink2")
DETAIL = TextRole(14, 18, 400, "ink3")


class TimelineItem(QAbstractButton):
    """One handling: its silhouette, when it was seen, what it was and who recorded it."""

    def __init__(self, row: TimelineRow, *, is_last: bool) -> None:
        """Show a handling; a line goes on to the next one."""
        super().__init__()
        self.row, self._is_last = row, is_last
        text = Words(TEXT, row.text, wrap=True)
        if row.is_struck:
            text.set_role(TEXT_STRUCK, struck=True)
        words = Panel(COLUMN).add(text)
        if row.detail:
            words.add(Words(DETAIL, row.detail, wrap=True))
        line = Panel(ROW, (28, 2, 4, 8), 8, parent=self)
        time = Words(TIME, row.time, wrap=row.time.isalpha())
        line.add(Panel(COLUMN, width=44).add(time).push()).add(words, stretch=1)
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.installEventFilter(self)
        self._line = line
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._speak()
        ringed(self, 6)

    def sizeHint(self) -> QSize:
        """Return the size of the words in the width there is."""
        return QSize(px(240), self.heightForWidth(max(self.width(), px(200))))

    def minimumSizeHint(self) -> QSize:
        """Return the least: no line is cut off, also where a page is too low and scrolls."""
        return QSize(px(160), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Need more lines in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words."""
        return self._line.box.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the words in the row; another width asks another height."""
        self._line.setGeometry(self.rect())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that the words want other room: another text size reaches them last."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter; arrows are the timeline's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the silhouette, the line to the next one, and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = px(12)
        if not self._is_last:
            top = middle + px(11)
            line = QRectF(px(12), top, px(2), self.height() - top + px(2))
            painter.fillRect(line, colour("line"))
        if self.row.status is not None:
            draw_glyph(painter, QPointF(px(4), middle), self.row.status, 18)
        else:
            draw_icon(painter, px(4), middle, self.row.icon, ("ink2", 18))
        if self.hasFocus():
            paint_focus_border(painter, QRectF(self.rect()), 6)

    def _speak(self) -> None:
        row = self.row
        struck = "doorgestreept, " if row.is_struck else ""
        self.setAccessibleName(f"{row.time}, {struck}{row.text}")
        self.setAccessibleDescription(row.detail)
        can_choose = bool(row.leaf)
        policy = Qt.FocusPolicy.StrongFocus if can_choose else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setEnabled(can_choose)
        if can_choose:
            self.setCursor(Qt.CursorShape.PointingHandCursor)


class Timeline(Panel):
    """The handlings in order; arrows go up and down, Enter chooses. `chosen` carries the leaf."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty timeline."""
        super().__init__(COLUMN)
        self._rows: tuple[TimelineRow, ...] = ()
        self._items: list[TimelineItem] = []
        self.setAccessibleName("Tijdlijn")

    def show_rows(self, rows: tuple[TimelineRow, ...]) -> None:
        """Show other rows; the one that has the focus keeps it."""
        if rows == self._rows:
            return
        focused = next((item.row.leaf for item in self._items if item.hasFocus()), "")
        self._rows = rows
        self.empty()
        self._items = [TimelineItem(row, is_last=row is rows[-1]) for row in rows]
        self.add(*self._items)
        for item in self._items:
            item.clicked.connect(lambda _=False, leaf=item.row.leaf: self.chosen.emit(leaf))
            if item.row.leaf and item.row.leaf == focused:
                item.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the handling before or after."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        stops = [item for item in self._items if item.isEnabled()]
        at = next((n for n, item in enumerate(stops) if item.hasFocus()), None)
        if not step or at is None:
            event.ignore()
            return
        stops[min(max(0, at + step), len(stops) - 1)].setFocus()
