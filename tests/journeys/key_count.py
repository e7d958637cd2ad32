"""Counts the keys that a person really presses: key events as they reach the focused widget."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication


class KeyCount(QObject):
    """Hears every key of the program; a key that a parent hears after its child is one key."""

    def __init__(self) -> None:
        """Have heard nothing yet."""
        super().__init__()
        self.pressed = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count a press where the focus is."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and watched is QApplication.focusWidget():
            self.pressed += 1
        return False


@contextmanager
def counted_keys() -> Iterator[KeyCount]:
    """Count the keys pressed inside the block."""
    count, application = KeyCount(), QApplication.instance()
    assert application is not None
    application.installEventFilter(count)
    try:
        yield count
    finally:
        application.removeEventFilter(count)
