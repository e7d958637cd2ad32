"""What was copied from this window does not outlive what is shown in it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication


class Copied(QObject):
    """Knows whether the clipboard holds what was copied here: it changed while we had focus."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch the clipboard."""
        super().__init__(parent)
        self._ours: set[QClipboard.Mode] = set()
        QGuiApplication.clipboard().changed.connect(self._changed)

    def forget(self) -> None:
        """Clear the clipboard of what was copied here; what is another's stays."""
        for mode in tuple(self._ours):
            QGuiApplication.clipboard().clear(mode)
        self._ours.clear()

    def _changed(self, mode: QClipboard.Mode) -> None:
        if QGuiApplication.focusWindow() is not None:
            self._ours.add(mode)
        else:
            self._ours.discard(mode)
