"""Draw the room as the mockups show it into build/gallery/, to lay beside them.

Run: QT_QPA_PLATFORM=offscreen python -m tests.views.gallery [PREFIX]
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.screens.room.room import RoomScreen
from app.views.parts.fonts import choose, load_fonts
from app.views.room.room import RoomView
from tests.views import room_day_forms as forms
from tests.views import room_day_hall as hall
from tests.views import room_day_paper as papers
from tests.views import room_day_provisions as given
from tests.views import room_day_seats as seats
from tests.views import room_day_start as start
from tests.views.room_day import screen_03a, screen_03b

OUT = Path(__file__).parents[2] / "build" / "gallery"
WIDE, HIGH = 1366, 768

Shot = tuple[Callable[[], RoomScreen], bool, int]
SHOTS: dict[str, Shot] = {
    "03a-zaal-inloop": (screen_03a, False, 100),
    "03b-zaal-bezig": (screen_03b, False, 100),
    "03b-zaal-bezig-donker": (screen_03b, True, 100),
    "03c-zaal-240": (hall.screen_03c, False, 100),
    "03d-zaal-afwezigen": (hall.screen_03d, False, 100),
    "03e-zaal-starten": (start.screen_03e, False, 100),
    "03e2-zaal-gestart": (start.screen_03e2, False, 100),
    "03f-zaal-vier-examens": (start.screen_03f, False, 100),
    "03g-zaal-beeindigen": (start.screen_03g, False, 100),
    "04-zaal-plattegrond": (seats.screen_04, False, 100),
    "04-zaal-plattegrond-donker": (seats.screen_04, True, 100),
    "04-zaal-plattegrond-zoeken": (seats.screen_04_search, False, 100),
    "04-zaal-plattegrond-200": (seats.screen_04, False, 200),
    "04b-plattegrond-240": (seats.screen_04b, False, 100),
    "f7-bijzonderheid": (forms.screen_f7, False, 100),
    "f7-bijzonderheid-donker": (forms.screen_f7, True, 100),
    "voorzieningen": (given.screen_provisions, False, 100),
    "voorzieningen-donker": (given.screen_provisions, True, 100),
    "voorzieningen-200procent": (given.screen_provisions, False, 200),
    "voorzieningen-niet-geleverd": (given.screen_not_delivered, False, 100),
    "voorzieningen-gevraagd": (given.screen_requested, False, 100),
    "papier-wie": (papers.screen_who_types, False, 100),
    "papier-tijd": (papers.screen_time, False, 100),
    "papier-tijd-donker": (papers.screen_time, True, 100),
    "papier-tijd-200procent": (papers.screen_time, False, 200),
    "papier-band": (papers.screen_banner, False, 100),
    "papier-nakijken": (papers.screen_check, False, 100),
    "papier-nakijken-200procent": (papers.screen_check, False, 200),
    "papier-pincode": (papers.screen_pin, False, 100),
    "verschil": (forms.screen_difference, False, 100),
    "vraag": (forms.screen_prompt, False, 100),
    "15-zaal-150procent": (screen_03b, False, 150),
    "15-zaal-200procent": (screen_03a, False, 200),
}


def shoot(name: str, shot: Shot) -> None:
    made, dark, percent = shot
    choose(dark=dark, percent=percent)
    view = RoomView()
    view.resize(WIDE, HIGH)
    view.render(made())
    view.show()
    view.activateWindow()
    if not view.side.asking:
        view.setFocus()
    QApplication.processEvents()
    QApplication.processEvents()
    view.grab().save(str(OUT / f"{name}.png"))
    view.close()


def main() -> None:
    app = QApplication([])
    app.setCursorFlashTime(0)
    load_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, shot in SHOTS.items():
        if name.startswith(wanted):
            shoot(name, shot)
            print(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
