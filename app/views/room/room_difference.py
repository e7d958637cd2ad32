"""Two laptops recorded something different: both values, and which one is kept."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.screens.room.intents import DifferenceChosen
from app.screens.room.panel import DifferencePanel, DifferenceValue
from app.views.parts.action_button import ActionButton, ButtonLook, ButtonWords
from app.views.parts.focus_ring import ringed
from app.views.parts.fonts import metrics
from app.views.parts.notice_box import NoticeBox
from app.views.parts.painting import TextStyle, draw_box, draw_cap, draw_glyph, write
from app.views.parts.panel import COLUMN, RESTYLED, Panel
from app.views.parts.tokens import px
from app.views.parts.words import H3, SMALL_2, SMALL_3, Words
from app.views.room.room_person import PersonHead

KEEP = ButtonLook(56, 20, 700, 14, 10, 24, border="ink", edge=2, wide=True)


class ValueCard(QAbstractButton):
    """One of the values, with its digit, time, laptop and person."""

    def __init__(self, number: int, value: DifferenceValue) -> None:
        """Make a card for a value."""
        super().__init__()
        self._keys, self._value = str(number + 1), value
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number + 1}. {value.text}, {value.time}, {value.source}")
        ringed(self, 8)

    def sizeHint(self) -> QSize:
        """Return the size of a card."""
        return QSize(px(200), px(66))

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the card."""
        painter, value = QPainter(self), self._value
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked():
            draw_box(painter, box, "sel", "selline", edge=px(2), radius=8)
        else:
            draw_box(painter, box, "surface", "ctl", radius=8)
        x: float = px(14)
        if value.status is not None:
            x += draw_glyph(painter, QPointF(x, box.center().y()), value.status, 22) + px(12)
        right = self.width() - px(14) - px(22) - px(8)
        first, second = px(22), px(44)
        room = right - x
        wide = metrics(17, 700)
        words = wide.elidedText(value.text, Qt.TextElideMode.ElideRight, room)
        write(painter, x, first, words, TextStyle(17, 700))
        words = metrics(15, 400).elidedText(
            f"{value.time} · {value.source}", Qt.TextElideMode.ElideRight, room
        )
        write(painter, x, second, words, TextStyle(15, 400, "ink2"))
        draw_cap(painter, self.width() - px(14) - px(22), box.center().y(), self._keys)


class DifferenceView(Panel):
    """Draws a DifferencePanel. A digit looks at a value, as arrows do; Enter keeps it."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__(COLUMN, (16, 16, 16, 16))
        self._panel: DifferencePanel | None = None
        self._head, self._holder = PersonHead(72), Panel(COLUMN)
        self._title = Words(H3, wrap=True)
        self._question, self._cards_holder = Words(H3, wrap=True), Panel(COLUMN, spacing=8)
        self._cards: list[ValueCard] = []
        self._keep, self._detail = ActionButton(), Words(SMALL_2, wrap=True)
        self._position = Words(SMALL_3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(self._head, self._title).gap(12).add(self._holder).gap(14)
        self.add(self._question).gap(8).add(self._cards_holder).gap(12).add(self._keep).gap(6).add(
            self._detail
        ).push()
        self.add(self._position)
        self._keep.clicked.connect(self._settle)

    def show_difference(self, panel: DifferencePanel) -> None:
        """Show both values."""
        before, self._panel = self._panel, panel
        self._head.setVisible(panel.person is not None)
        self._title.setVisible(panel.person is None)
        self._title.say(panel.title)
        if panel.person is not None:
            self._head.show_person(panel.person)
        if before is None or before.note != panel.note:
            self._holder.empty()
            self._holder.add(NoticeBox(panel.note))
        self._question.say(panel.question)
        if before is None or before.values != panel.values:
            self._cards_holder.empty()
            self._cards = [ValueCard(n, value) for n, value in enumerate(panel.values)]
            self._cards_holder.add(*self._cards)
            for n, card in enumerate(self._cards):
                card.clicked.connect(lambda _=False, n=n: self._look_at(n))
        for n, card in enumerate(self._cards):
            card.setChecked(n == panel.chosen)
        about = f"{panel.title}. " if panel.title else ""
        self.setAccessibleName(f"{about}{panel.question} {panel.values[panel.chosen].text}")
        self._keep.show_words(ButtonWords(panel.button, "Enter", icon="check"), KEEP)
        self._detail.say(panel.detail)
        self._position.say(panel.position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at a value by digit or arrow; keep it on Enter; leave other keys to the room."""
        panel, key = self._panel, event.key()
        if panel is None:
            event.ignore()
        elif Qt.Key.Key_1 <= key < Qt.Key.Key_1 + len(panel.values) and not event.modifiers():
            self._look_at(key - Qt.Key.Key_1)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Right}:
            self._look_at(min(panel.chosen + 1, len(panel.values) - 1))
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Left}:
            self._look_at(max(panel.chosen - 1, 0))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._settle()
        else:
            event.ignore()

    def _look_at(self, index: int) -> None:
        if self._panel is not None:
            self.intent.emit(DifferenceChosen(self._panel.difference, index))

    def _settle(self) -> None:
        if self._panel is not None:
            self.intent.emit(
                DifferenceChosen(self._panel.difference, self._panel.chosen, settle=True)
            )
