"""Draw the screens of the examenbureau into build/gallery/, to lay beside the mockups.

Run: QT_QPA_PLATFORM=offscreen python -m tests.views.gallery_office [PREFIX]
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.views.office.board import BoardView
from app.views.office.office_bar import OfficeBar
from app.views.parts.panel import COLUMN, Panel
from app.views.parts.shift_look import choose, load_fonts
from tests.views.board_day import BAR, BOARD

OUT = Path(__file__).parents[2] / "build" / "gallery"
WIDE, HIGH = 1366, 768


def board() -> QWidget:
    """Return the board under its bar."""
    bar, view = OfficeBar(), BoardView()
    bar.render(BAR)
    view.render(BOARD)
    return Panel(COLUMN).add(bar).add(view, stretch=1)


SCREENS: dict[str, tuple[Callable[[], QWidget], bool, int]] = {
    "09-bord": (board, False, 100),
    "09-bord-donker": (board, True, 100),
    "09-bord-200procent": (board, False, 200),
    "09-bord-150procent": (board, False, 150),
}


def draw(name: str) -> Path:
    """Draw one screen and return its file."""
    make, dark, percent = SCREENS[name]
    choose(dark=dark, percent=percent)
    view = make()
    view.resize(WIDE, HIGH)
    view.show()
    QApplication.processEvents()
    QApplication.processEvents()
    path = OUT / f"{name}.png"
    view.grab().save(str(path))
    view.close()
    return path


def main() -> None:
    """Draw every screen, or those that begin with a prefix."""
    application = QApplication.instance() or QApplication([])
    load_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    prefix = sys.argv[1] if len(sys.argv) > 1 else ""
    for name in SCREENS:
        if name.startswith(prefix):
            print(draw(name))
    application.quit()


if __name__ == "__main__":
    main()
