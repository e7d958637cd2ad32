"""The test of this laptop: rows of what was measured, and keys that light on coming through."""

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.intents import EscapePressed
from app.screens.room.self_test import TWINS, KeyCap, OutcomeRow, SelfTestScreen
from app.screens.room.shift_intents import KeyTried, MediaKeyTried, ScanTried, TestRecorded
from app.screens.room.today import CheckKind
from app.views.parts.action_button import ActionButton, ButtonWords
from app.views.parts.checklist import CheckBox
from app.views.parts.fonts import metrics
from app.views.parts.painting import TextStyle, draw_box, draw_icon, write
from app.views.parts.panel import COLUMN, ROW, Panel, Rule, at_each_size
from app.views.parts.shift_look import px
from app.views.parts.words import BODY, BODY_2, SMALL_3, TextRole, Words
from app.views.room.room_irregularity import CLOSE, RECORD
from app.views.room.room_search import ScanEar

TITLE = TextRole(21, 26, 700)
WARNING = TextRole(15, 20, 600, "telaat")
KINDS = {"ok": CheckKind.AUTOMATIC, "wrong": CheckKind.ATTENTION, "waiting": CheckKind.OPEN}
SPOKEN = {"ok": "in orde", "wrong": "let op", "waiting": "nog niet getest"}
KEYS = {getattr(Qt.Key, f"Key_{name}"): name for name in TWINS}
LETTERS = {getattr(Qt.Key, f"Key_{letter}"): name for name, letter in TWINS.items()}
FIRST_MEDIA, LAST_MEDIA = 0x01000061, 0x01001120
"""Qt's keys of volume, brightness, play and the like lie in this range."""


class KeyLight(QWidget):
    """One function key; it turns dark when it came through. Its twin stands below."""

    def __init__(self) -> None:
        """Show no key yet."""
        super().__init__()
        self._cap = KeyCap("", "", is_lit=False, by_twin=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_key(self, cap: KeyCap) -> None:
        """Show a key."""
        self._cap = cap
        told = "komt door" if cap.is_lit else "nog niet gedrukt"
        told = "komt door met Alt" if cap.by_twin else told
        self.setAccessibleName(f"{cap.key} of Alt {cap.twin}: {told}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a key with its twin."""
        return QSize(px(56), px(64))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint the key and its twin."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap, width, high = self._cap, self.width(), px(40)
        lit_key, lit_twin = cap.is_lit and not cap.by_twin, cap.by_twin
        box = QRectF(0.5, 0.5, width - 1, high - 1)
        draw_box(
            painter, box, "ink" if lit_key else "surface", "ink" if lit_key else "ctl", radius=6
        )
        key = TextStyle(16, 600, "surface" if lit_key else "ink")
        _centred(painter, QRectF(0, 0, width, high), cap.key, key)
        twin = TextStyle(14, 600 if lit_twin else 400, "aanwezig" if lit_twin else "ink3")
        below = QRectF(0, high, width, self.height() - high)
        _centred(painter, below, f"Alt {cap.twin}", twin)
        if lit_twin:
            draw_icon(painter, width - px(12), below.center().y(), "check", ("aanwezig", 12))


def _centred(painter: QPainter, box: QRectF, text: str, style: TextStyle) -> None:
    width = metrics(style.size, style.weight).horizontalAdvance(text)
    write(painter, box.center().x() - width / 2, box.center().y(), text, style)


class SelfTestView(Panel):
    """Draws a SelfTestScreen and hears every key: function keys, their twins, a scanner."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Make an empty test."""
        super().__init__(COLUMN, (16, 16, 16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ear, self._clock = ScanEar(), QElapsedTimer()
        self._clock.start()
        self._shown: SelfTestScreen | None = None
        self._title, self._text = Words(TITLE, wrap=True), Words(BODY_2, wrap=True)
        self._warning = Words(WARNING, wrap=True)
        self._rows, self._lights = Panel(COLUMN), [KeyLight() for _ in TWINS]
        self._close, self._record = ActionButton(), ActionButton()
        head = Panel(ROW, spacing=8).add(self._title, stretch=1)
        head.add(Panel(COLUMN).add(self._close).push())
        keys = Panel(COLUMN, spacing=8)
        half = (len(self._lights) + 1) // 2
        for some in (self._lights[:half], self._lights[half:]):
            keys.add(Panel(ROW, spacing=8).add(*some).push())
        self.add(head).gap(8).add(self._rows).gap(12).add(self._text).gap(10).add(keys)
        self.gap(8).add(self._warning).gap(12).add(self._record).push()
        for button in (self._close, self._record):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # every key is tried here
        self._close.clicked.connect(lambda: self.intent.emit(EscapePressed()))
        self._record.clicked.connect(lambda: self.intent.emit(TestRecorded()))

    def show_test(self, screen: SelfTestScreen) -> None:
        """Show how far the test is."""
        if screen == self._shown:
            return
        self._shown = screen
        self._title.say(screen.title)
        self._text.say(screen.text)
        self._warning.say(screen.warning)
        self._warning.setVisible(bool(screen.warning))
        self._close.show_words(ButtonWords("Sluit", "Esc"), CLOSE)
        self._record.show_words(ButtonWords(screen.button, "Enter"), RECORD)
        self._rows.empty()
        for row in screen.rows:
            self._rows.add(Rule(), _row(row))
        for light, cap in zip(self._lights, screen.keys, strict=True):
            light.show_key(cap)
        told = [f"{row.title} {SPOKEN[row.state]} {row.detail}".strip() for row in screen.rows]
        self.setAccessibleName(screen.title)
        self.setAccessibleDescription(", ".join(told))

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are tried: here they do nothing but light."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if is_key and _tried(event) is not None:  # type: ignore[arg-type] # a key, as asked
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Light a key, hear a scan, record on Enter."""
        now, tried = int(self._clock.elapsed()), _tried(event)
        if tried is not None:
            self.intent.emit(tried)
        elif event.key() == Qt.Key.Key_Escape:
            self.intent.emit(EscapePressed())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(self._ear.enter(now), repeated=event.isAutoRepeat())
        elif event.text().isprintable() and event.text():
            self._ear.hear(event.text(), now)
        else:
            super().keyPressEvent(event)

    def _enter(self, scanned: str | None, *, repeated: bool) -> None:
        if scanned:
            self.intent.emit(ScanTried(scanned))
        elif scanned is None and not repeated:
            self.intent.emit(TestRecorded())


def _tried(event: QKeyEvent) -> object | None:
    """Return what a key of the test is, or None for any other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held == Qt.KeyboardModifier.NoModifier and key in KEYS:
        return KeyTried(KEYS[key])
    if held == Qt.KeyboardModifier.AltModifier and key in LETTERS:
        return KeyTried(LETTERS[key], by_twin=True)
    return MediaKeyTried() if FIRST_MEDIA <= event.key() <= LAST_MEDIA else None


def _row(row: OutcomeRow) -> Panel:
    line = Panel(ROW, (0, 0, 0, 0), 11)
    at_each_size(line, lambda: line.setMinimumHeight(px(34)))
    line.add(CheckBox(KINDS[row.state]), Words(BODY, row.title))
    detail = Words(SMALL_3, row.detail, wrap=True)
    line.box.addWidget(detail, 1, Qt.AlignmentFlag.AlignVCenter)
    line.setAccessibleName(f"{row.title}, {SPOKEN[row.state]}, {row.detail}")
    return line
