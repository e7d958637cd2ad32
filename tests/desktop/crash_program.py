"""Windows in processes of their own that are driven by keyboard until they are killed.

`python -m tests.desktop.crash_program FOLDER`: forks a window for every line "RUN STILL" that
comes in, prints its process id, and "gone" once it was killed. The window begins a shift, prints
where it came back, then does acts as fast as it takes them. The leaf of an act is printed only
once its row says so. With STILL above 0 it stands still after so many candidates.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.main import Desktop
from tests.builders import candidate_id
from tests.desktop.shift import PIN, a_desktop, a_hall
from tests.services.school import a_laptop

Key = Qt.Key
CANDIDATES = 5
PATIENCE = 4000


class Person:
    """Somebody at the keyboard of a window that may be killed at any moment."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop

    def until(self, is_so: Callable[[], Any]) -> None:
        for _ in range(PATIENCE):
            if is_so():
                return
            QTest.qWait(2)
        raise SystemExit("stuck")

    def press(self, key: Qt.Key) -> None:
        self.until(lambda: QApplication.focusWidget() is not None)
        QTest.keyClick(QApplication.focusWidget(), key)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)

    def focus_on(self, kind: str) -> None:
        self.until(lambda: type(QApplication.focusWidget()).__name__ == kind)

    @property
    def room(self) -> Any:
        return self.desktop.window.page("room")

    def begin(self, code: str) -> None:
        """Begin the shift, and tell which page came in front with whom."""
        window = self.desktop.window
        self.until(lambda: self.desktop.world.workplace is not None)
        self.focus_on("CodeField")
        self.type(code)
        self.press(Key.Key_Return)
        self.focus_on("PinField")
        for _ in range(2):
            self.type(PIN)
            self.press(Key.Key_Return)
        self.until(lambda: window.front not in ("", "begin"))
        tell(f"back {window.front} {self.room.ui.selected}")
        if window.front == "today":
            self.press(Key.Key_Return)
        self.until(lambda: window.front == "room")
        self.focus_on("SearchBox")

    def act(self, key: Qt.Key) -> None:
        """Press, and print the act once its row says so; a refused key prints nothing."""
        before = self.row_status()
        self.press(key)
        self.until(lambda: self.room._again is None)
        self.until(lambda: not self.desktop.window._is_due)
        if self.row_status() is not before:
            candidate = self.room.ui.selected
            acts = self.room.content.people[candidate].enrolment.acts
            tell(f"act {acts[-1].leaf}")

    def row_status(self) -> Any:
        """Return what the row of the selected candidate says."""
        rows = self.room.view._screen.listing.rows
        chosen = self.room.ui.selected
        return next(r.status for r in rows if getattr(r, "candidate", "") == chosen)


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def drive(folder: Path, run: int, still: int) -> None:
    """Record until the kill comes."""
    school, card = a_hall(candidates=CANDIDATES)
    laptop = a_laptop(folder, school)
    laptop.clock.step(minutes=run)
    application = QApplication([])
    desktop = a_desktop(laptop, os.urandom)
    desktop.show()
    desktop.window.activateWindow()
    person = Person(desktop)
    person.begin(card.code)
    for turn in count(1):
        number = turn % CANDIDATES + 1
        person.press(Key.Key_Escape)
        person.type(f"{100_000 + number}"[-5:])
        person.until(lambda n=number: person.room.ui.selected == candidate_id(n))
        for keys in ((Key.Key_Return,), (Key.Key_F5, Key.Key_Return), (Key.Key_F5,)):
            laptop.clock.step(seconds=1)
            for key in keys[:-1]:
                person.press(key)
            person.act(keys[-1])
        if turn == still:
            tell(f"still {candidate_id(number)}")
            application.exec()


def main() -> None:
    """Fork a window for every line; what it stands on is loaded once, no Qt object before."""
    for page in ("closing_page", "curtain_page", "room_page", "today_page"):
        import_module(f"app.desktop.{page}")
    for line in sys.stdin:
        run, still = (int(number) for number in line.split())
        child = os.fork()
        if not child:
            tell(f"pid {os.getpid()}")
            drive(Path(sys.argv[1]), run, still)
        os.waitpid(child, 0)
        tell("gone")


if __name__ == "__main__":
    main()
