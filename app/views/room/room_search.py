"""The search box that always has the focus, the scanner it listens for, and the chips."""

from math import ceil

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QProxyStyle,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QWidget,
)

from app.screens.room.room import SearchScreen
from app.views.parts.focus_ring import paint_focus_border, ringed
from app.views.parts.fonts import font, metrics
from app.views.parts.painting import (
    CAP_PLAIN,
    CapInks,
    TextStyle,
    cap_width,
    draw_box,
    draw_cap,
    draw_icon,
    write,
    write_right,
)
from app.views.parts.panel import RESTYLED
from app.views.parts.tokens import colour, px
from app.views.room.room_filter import FilterButton

SCAN_LENGTH = 6
SCAN_SPACING_MS = 35
AFTER_SCAN_MS = 50
MAX_QUERY = 80
CAP_CHOSEN = CapInks("surface", "surface", "", veil=0.6)


class ScanEar:
    """Tells a scanner from a person: many characters, fast, then Enter.

    Times are milliseconds of a clock that never goes back.
    """

    def __init__(self) -> None:
        """Have heard nothing yet."""
        self._start = 0
        self._typed = ""
        self._last_ms = -1_000_000
        self._scan_ended_ms = -1_000_000

    def hear(self, text: str, at_ms: int) -> None:
        """Take one typed character."""
        if not 0 <= at_ms - self._last_ms < SCAN_SPACING_MS:
            self._typed = ""
        self._typed += text
        self._last_ms = at_ms

    def forget(self) -> None:
        """Start over: another key came between."""
        self._typed = ""

    def enter(self, at_ms: int) -> str | None:
        """Take an Enter or line feed.

        Returns:
            The characters of a scan; "" for an Enter that belongs to the scan before it (the
            LF of a CR LF); None for an Enter that a person pressed.
        """
        if 0 <= at_ms - self._scan_ended_ms <= AFTER_SCAN_MS:
            self._scan_ended_ms = at_ms
            return ""
        scanned, self._typed = self._typed, ""
        if len(scanned) >= SCAN_LENGTH and at_ms - self._last_ms < SCAN_SPACING_MS:
            self._scan_ended_ms = at_ms
            return scanned
        return None


class CaretStyle(QProxyStyle):
    """Makes the caret two pixels wide."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return the width of the caret, and Qt's own measures for the rest."""
        if metric is QStyle.PixelMetric.PM_TextCursorWidth:
            return px(2)
        return super().pixelMetric(metric, option, widget)


class SearchBox(QLineEdit):
    """Where everything typed goes. It reports typing, scans and Enter; the rest is the room's."""

    typed = Signal(str)
    scanned = Signal(str)
    entered = Signal(bool)
    key_pressed = Signal(QKeyEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty box."""
        super().__init__(parent)
        self._screen = SearchScreen()
        self._ear, self._clock = ScanEar(), QElapsedTimer()
        self._before_scan, self._tall = "", 48
        self._clock.start()
        self._caret_style = CaretStyle("Fusion")
        self._caret_style.setParent(self)
        self.setStyle(self._caret_style)
        self.setFrame(False)
        self.setMaxLength(MAX_QUERY)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData
        )
        ringed(self)
        self.setAccessibleName("Zoek een kandidaat")
        self.setAccessibleDescription(self._screen.placeholder)
        self.textEdited.connect(self.typed)
        self.textChanged.connect(self._restyle)
        self._restyle()

    def show_search(self, screen: SearchScreen) -> None:
        """Show a query and how many it found."""
        before, self._screen = self._screen, screen
        if screen.query != self.text():
            self.setText(screen.query)
            self._ear.forget()
        if screen != before:
            self._margins()
            self.update()

    def make_small(self, *, small: bool) -> None:
        """Be lower, where every line counts."""
        self._tall = 40 if small else 48
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of the box."""
        return QSize(px(300), px(self._tall))

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows a name."""
        return QSize(px(180), px(self._tall))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear the scanner, pass Enter and the keys of the room on, type the rest."""
        # The moment the key was hit: a window that is busy hears a scanner late, not slower.
        now_ms = int(event.timestamp()) or int(self._clock.elapsed())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.text() in {"\n", "\r"}:
            event.accept()
            self._enter(event, now_ms)
            return
        if event.text() and event.text().isprintable() and not event.isAutoRepeat():
            self._ear.hear(event.text(), now_ms)
        else:
            self._ear.forget()
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            event.accept()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a half-heard scan."""
        self._ear.forget()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another size or palette."""
        super().changeEvent(event)
        if event.type() in RESTYLED - {QEvent.Type.PaletteChange}:
            self._restyle()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, icons and what was found; the text is Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, middle = QRectF(self.rect()), self.height() / 2
        draw_box(painter, box, "surface", "ctl")
        if self.hasFocus():
            paint_focus_border(painter, box)
        draw_icon(painter, px(14), middle, "search", ("ink2", 24))
        right = box.right() - px(14)
        if self.text():
            draw_cap(painter, right - cap_width("Esc"), middle, "Esc")
            right -= cap_width("Esc") + px(10)
            write_right(painter, right, middle, self._screen.found, TextStyle(15, 400, "ink2"))
        else:
            draw_icon(painter, right - px(24), middle, "scan-barcode", ("ink3", 24))
            room = right - px(34) - px(54)
            style = TextStyle(18, 400, "ink3")
            words = metrics(18, 400).elidedText(
                self._screen.placeholder, Qt.TextElideMode.ElideRight, room
            )
            write(painter, px(54), middle, words, style)
        painter.end()
        super().paintEvent(event)

    def _enter(self, event: QKeyEvent, now_ms: int) -> None:
        if event.isAutoRepeat():
            return
        scanned = self._ear.enter(now_ms)
        if scanned:
            self.clear()
            self.scanned.emit(scanned)
        elif scanned is None:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def _margins(self) -> None:
        found = metrics(15, 400).horizontalAdvance(self._screen.found)
        right = px(34) + cap_width("Esc") + round(found) if self.text() else px(48)
        self.setTextMargins(px(46), 0, right, 0)

    def _restyle(self) -> None:
        self.setFont(font(18, 600 if self.text() else 400))
        palette = self.palette()
        roles = QPalette.ColorRole
        palette.setColor(roles.Base, Qt.GlobalColor.transparent)
        for role, name in (
            (roles.Text, "ink"),
            (roles.Highlight, "ink"),
            (roles.HighlightedText, "surface"),
        ):
            palette.setColor(role, colour(name))
        self.setPalette(palette)
        self._margins()


class ViewSwitch(QAbstractButton):
    """Lijst or Plattegrond: the dark half is the one that shows."""

    def __init__(self) -> None:
        """Show the list as the one chosen."""
        super().__init__()
        ringed(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._is_map = True
        self.show_chosen(is_map=False)

    def show_chosen(self, *, is_map: bool) -> None:
        """Show which of the two is chosen."""
        if is_map != self._is_map:
            self._is_map = is_map
            now, other = ("Plattegrond", "lijst") if is_map else ("Lijst", "plattegrond")
            self.setAccessibleName(f"{now}, of {other} met Ctrl K")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of both halves."""
        left, right = self._halves()
        return QSize(ceil(left + right) + 2, px(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint both halves; the keycap stands in the right one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, middle = QRectF(self.rect()), self.height() / 2
        left, _ = self._halves()
        draw_box(painter, box, "surface")
        painter.save()
        painter.setClipRect(
            QRectF(left + 1, 0, box.width(), box.height())
            if self._is_map
            else QRectF(0, 0, left + 1, box.height())
        )
        draw_box(painter, box, "ink")
        painter.restore()
        draw_box(painter, box, "", "ctl")
        if self.hasFocus():
            paint_focus_border(painter, box)
        inks = ("ink2", "surface") if self._is_map else ("surface", "ink2")
        x: float = 1 + px(14)
        x += draw_icon(painter, x, middle, "list", (inks[0], 18)) + px(8)
        write(painter, x, middle, "Lijst", TextStyle(16, 600, inks[0]))
        x = left + 1 + px(14)
        x += draw_icon(painter, x, middle, "layout-grid", (inks[1], 18)) + px(8)
        x += write(painter, x, middle, "Plattegrond", TextStyle(16, 600, inks[1])) + px(8)
        draw_cap(painter, x, middle, "Ctrl K", CAP_CHOSEN if self._is_map else CAP_PLAIN)

    def _halves(self) -> tuple[float, float]:
        words = metrics(16, 600)
        left = 2 * px(14) + px(26) + words.horizontalAdvance("Lijst")
        right = 2 * px(14) + px(26) + words.horizontalAdvance("Plattegrond") + px(8)
        return left, right + cap_width("Ctrl K")


class SearchRow(QWidget):
    """The box, and the switch to the seat map where there is one."""

    def __init__(self) -> None:
        """Make the row."""
        super().__init__()
        self.box, self.switch, self.filter = SearchBox(), ViewSwitch(), FilterButton()
        self._has_map = self._narrow = self._is_small = False
        row = QHBoxLayout(self)
        row.addWidget(self.box, 1)
        row.addWidget(self.switch)
        row.addWidget(self.filter)
        self.filter.hide()
        self.measure()

    def measure(self) -> None:
        """Take the sizes of now."""
        layout = self.layout()
        if layout is not None:
            at_side, above, below, gap = (12, 8, 7, 8) if self._is_small else (16, 12, 10, 12)
            layout.setContentsMargins(px(at_side), px(above), px(at_side), px(below))
            layout.setSpacing(px(gap))
        self.box.make_small(small=self._is_small)
        self.filter.make_small(small=self._is_small)

    def show_search(self, screen: SearchScreen) -> None:
        """Show the search."""
        self.box.show_search(screen)
        self._has_map = screen.has_map
        self.switch.show_chosen(is_map=screen.is_map)
        self._show_switch()

    def make_narrow(self, *, narrow: bool) -> None:
        """Leave the switch out where there is no room; Ctrl K does the same."""
        self._narrow = narrow
        self._show_switch()

    def show_filter(self, *, shown: bool) -> None:
        """Show the filters as one button, instead of the row of chips, in a lower line."""
        if self.filter.isHidden() is shown:
            self.filter.setVisible(shown)
            self._is_small = shown
            self.measure()

    def _show_switch(self) -> None:
        wanted = self._has_map and not self._narrow
        if self.switch.isHidden() is wanted:
            self.switch.setVisible(wanted)
