"""What stands between search and list: notices, and a question. It scrolls before it is cut."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.views.parts.panel import COLUMN, Panel, calm_scrolling
from app.views.parts.tokens import px

LEAST = 72
"""Of which so much always shows, in pixels at 100%: one line with its edges."""


class AboveList(QScrollArea):
    """As high as what is in it, and less only where the window has no room."""

    def __init__(self, *parts: QWidget) -> None:
        """Hold these, one under the other."""
        super().__init__()
        calm_scrolling(self)
        self._parts, self._inside = parts, Panel(COLUMN).add(*parts)
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        """Return the height of all of it at the width there is."""
        around = self.parentWidget()
        width = self.width() if around is None else around.width()
        return QSize(px(100), max(0, self._inside.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        """Return the least: one line."""
        return QSize(1, min(self.sizeHint().height(), px(LEAST)))

    def fit(self) -> None:
        """Take no room without anything in it."""
        self.setVisible(any(not part.isHidden() for part in self._parts))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when something came or went."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
