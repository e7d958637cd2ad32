"""A place that shows one of several widgets and asks for the room of that one only."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class OneOf(QWidget):
    """Shows one child. Unlike a stack of Qt, the hidden ones have no say in its size."""

    def __init__(self) -> None:
        """Make an empty place."""
        super().__init__()
        self._shown: QWidget | None = None

    def add(self, *widgets: QWidget) -> None:
        """Take widgets in, hidden."""
        for widget in widgets:
            widget.setParent(self)
            widget.hide()

    def turn_to(self, widget: QWidget) -> None:
        """Show one of the widgets."""
        if widget is not self._shown:
            before, self._shown = self._shown, widget
            widget.setGeometry(self.rect())
            widget.show()
            if before is not None:
                before.hide()
        self.updateGeometry()

    def clear(self) -> None:
        """Show nothing, so that nothing is laid out in a width that goes by."""
        before, self._shown = self._shown, None
        if before is not None:
            before.hide()

    @property
    def shown(self) -> QWidget | None:
        """The widget that shows."""
        return self._shown

    def sizeHint(self) -> QSize:
        """Return the size of what shows."""
        return self._shown.sizeHint() if self._shown is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what shows, its height for the width there is."""
        if self._shown is None:
            return QSize()
        least = self._shown.minimumSizeHint()
        layout = self._shown.layout()
        if layout is not None and layout.hasHeightForWidth():
            return QSize(least.width(), layout.totalMinimumHeightForWidth(self.width()))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the widget all room."""
        super().resizeEvent(event)
        if self._shown is not None:
            self._shown.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Hear that what shows wants other room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
