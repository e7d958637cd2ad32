"""A layout that sets widgets in lines like words: what does not fit goes to the next line."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.views.parts.tokens import px


class Flow(QLayout):
    """Sets its widgets from the left, `gap` pixels apart at 100%, in as many lines as needed."""

    def __init__(self, parent: QWidget, gap: int = 6) -> None:
        """Lay out the children of a widget."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Take every widget out and away."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._changed()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)
        self._changed()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out and return it, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more lines in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._set(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Set the widgets."""
        super().setGeometry(rect)
        self._set(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of the widest item; the height follows the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest item, as narrow as it can be."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _changed(self) -> None:
        """Let what is around it ask for its height again, also while nobody sees it."""
        self.invalidate()
        widget = self.parentWidget()
        if widget is not None:
            widget.updateGeometry()

    def _set(self, rect: QRect, *, move: bool) -> int:
        x, y, tall, gap = rect.x(), rect.y(), 0, px(self._gap)
        for item in self._items:
            if _is_put_away(item):
                continue
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), _ENDLESS))
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, tall = rect.x(), y + tall + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + gap
            tall = max(tall, size.height())
        return y + tall - rect.y()


def _is_put_away(item: QLayoutItem) -> bool:
    """Whether somebody hid it; what was not shown yet takes its place."""
    widget = item.widget()
    explicit = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    return widget is not None and widget.isHidden() and widget.testAttribute(explicit)


_ENDLESS = 16_777_215  # QWIDGETSIZE_MAX
