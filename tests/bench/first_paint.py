"""A child process: runs a program until its window is painted, and says when that was."""

import os
import runpy
import sys
from time import monotonic_ns

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Watch(QObject):
    """Waits for the first window that is painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Look on; once the paint of this window is done, say when and stop."""
        if (
            event.type() == QEvent.Type.UpdateRequest
            and isinstance(watched, QWidget)
            and watched.isWindow()
        ):
            QTimer.singleShot(0, told)
        return False


def told() -> None:
    """Say when it was, and stop without clearing up."""
    sys.stdout.write(f"{monotonic_ns()}\n")
    sys.stdout.flush()
    os._exit(0)


class BareWindow(QWidget):
    """A window with a line of text."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint the text."""
        QPainter(self).drawText(40, 40, "Examendag")


def main() -> None:
    """Run what the first argument names: app or bare."""
    what = sys.argv[1]
    application = QApplication([what])
    watch = Watch()
    application.installEventFilter(watch)
    if what == "app":
        sys.argv = ["app"]
        runpy.run_module("app", run_name="__main__")
    window = BareWindow()
    window.resize(1366, 768)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
