"""Draw the screens around a shift into build/gallery/, to lay beside the mockups.

Run: QT_QPA_PLATFORM=offscreen python -m tests.views.gallery_shift [PREFIX]
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.begin_page import LOOKING, NOT_LOOKED
from app.models.declaring import DISTURBED, TRUTHFUL
from app.reports.session_report import render_session_report
from app.screens.room.closing import ClosingScreen, SigningState, Statement
from app.screens.room.closing_screen import UNDECLARED
from app.screens.room.key_words import keys_screen
from app.screens.room.unlock import BeginStage, CodeStep, NameStep
from app.screens.room.wording import ScreenAction, line
from app.views.parts.shift_look import choose, load_fonts
from app.views.room.begin_shift import BeginView
from app.views.room.clock import ClockView
from app.views.room.closing import ClosingView
from app.views.room.keys import KeysView
from app.views.room.storage import StorageView
from app.views.room.today import TodayView
from app.views.room.unlock import CurtainView
from tests.reports.mockup_day import MOCKUP_DAY
from tests.views.closing_day import amending, material
from tests.views.room_day_clock import CLOCK
from tests.views.screens_of_shift import (
    BEGIN,
    CURTAIN,
    KEYRING_LOCKED,
    NO_MORE,
    SEALED,
    STORE_DAMAGED,
    TODAY,
    checking,
    signing,
)
from tests.views.storage_day import screen_11

OUT = Path(__file__).parents[2] / "build" / "gallery"
WIDE, HIGH = 1366, 768


def begin() -> QWidget:
    view = BeginView()
    view.render(BEGIN)
    return view


def keys() -> QWidget:
    view = KeysView()
    view.render(keys_screen("B1.14", "10:11"))
    return view


def storage() -> QWidget:
    view = StorageView()
    view.render(screen_11())
    return view


def room_clock() -> QWidget:
    """The clock for candidates; on a sheet of its own, whatever the text size of the window."""
    view = ClockView()
    view.render(CLOCK)
    return view


def begin_typing() -> QWidget:
    view = begin()
    _show(view)
    QTest.keyClicks(view.focusWidget(), "k7qm4wtx9f")
    return view


def begin_wrong() -> QWidget:
    view = BeginView()
    error = "Deze dagcode klopt niet. Kijk op je kaart of bel 4400."
    view.render(replace(BEGIN, code=replace(BEGIN.code, error=error)))
    return view


def begin_offline() -> QWidget:
    view = BeginView()
    error = NOT_LOOKED.format(hotline="4400")
    view.render(replace(BEGIN, code=replace(BEGIN.code, error=error)))
    return view


def begin_looking() -> QWidget:
    view = BeginView()
    view.render(replace(BEGIN, busy=LOOKING))
    view._show_busy()
    return view


def begin_pin() -> QWidget:
    view = BeginView()
    code = CodeStep(accepted="Dagcode klopt, Rina Vos. Lokaal B1.14.")
    view.render(replace(BEGIN, stage=BeginStage.PIN, code=code))
    _show(view)
    QTest.keyClicks(view.focusWidget(), "4711")
    return view


def begin_name() -> QWidget:
    view = BeginView()
    view.render(
        replace(
            BEGIN,
            stage=BeginStage.NAME,
            code=CodeStep(accepted="Reservekaart 2 van lokaal B1.14."),
            name=NameStep(),
        )
    )
    return view


def begin_notice() -> QWidget:
    view = BeginView()
    view.render(replace(BEGIN, notices=(KEYRING_LOCKED,)))
    return view


def begin_damaged() -> QWidget:
    view = BeginView()
    view.render(replace(BEGIN, typing=False, notices=(STORE_DAMAGED,)))
    return view


def curtain() -> QWidget:
    view = CurtainView()
    view.render(CURTAIN)
    _show(view)
    QTest.keyClicks(view.focusWidget(), "4711")
    return view


def curtain_wrong() -> QWidget:
    view = CurtainView()
    view.render(
        replace(CURTAIN, pin=replace(CURTAIN.pin, error="Die pincode klopt niet. Nog 4 pogingen."))
    )
    return view


def curtain_locked() -> QWidget:
    view = CurtainView()
    error = "Te vaak geprobeerd. Begin opnieuw met je dagcode."
    locked = replace(CURTAIN.pin, error=error, locked=True, button="Nieuwe dienst")
    view.render(replace(CURTAIN, pin=locked))
    return view


def today() -> QWidget:
    view = TodayView()
    view.render(TODAY)
    return view


def paper() -> bytes:
    """Return the proces-verbaal of the mockups' day, as reports draw it."""
    return render_session_report(MOCKUP_DAY)


def closing_checks() -> QWidget:
    view = ClosingView()
    view.render(checking(paper()))
    return view


def closing_of(screen: ClosingScreen) -> QWidget:
    view = ClosingView()
    view.render(screen)
    return view


def closing_sign() -> QWidget:
    view = ClosingView()
    view.render(signing(paper()))
    _show(view)
    QTest.keyClicks(view.focusWidget(), "4711")
    return view


def closing_statement() -> QWidget:
    view = ClosingView()
    view.render(
        replace(
            signing(paper()),
            statements=(
                NO_MORE,
                Statement("disturbances", DISTURBED, ticked=True),
                Statement("truthful", TRUTHFUL),
            ),
            can_sign=False,
            seal_note=(),
            blocked=line(f"*Tekenen kan nog niet.* {UNDECLARED}"),
            leave=ScreenAction("leave", "Ik ga weg en teken mijn periode", "Alt G"),
        )
    )
    return view


def closing_sealed() -> QWidget:
    view = ClosingView()
    ready = signing(paper())
    boxes = (
        ready.boxes[0],
        replace(ready.boxes[1], state=SigningState.SIGNED, signed="getekend 11:24:08"),
    )
    view.render(
        replace(
            ready,
            boxes=boxes,
            sealed=SEALED,
            signer="",
            can_sign=False,
            seal_note=(),
            checks=ready.checks[1:],
        )
    )
    return view


def closing_large() -> QWidget:
    view = closing_sign()
    QTest.keyClick(view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    return view


def closing_asks() -> QWidget:
    view = closing_checks()
    _show(view)
    QTest.keyClick(view, Qt.Key.Key_2)
    return view


SCENES: dict[str, Callable[[], QWidget]] = {
    "01-curtain": curtain,
    "01-wrong": curtain_wrong,
    "01-locked": curtain_locked,
    "02-today": today,
    "07a-checks": closing_checks,
    "08-zaalklok": room_clock,
    "14-toetsen": keys,
    "11-opslag": storage,
    "07a-asks": closing_asks,
    "07a-statement": closing_statement,
    "07a-material": lambda: closing_of(material(paper())),
    "07b-amending": lambda: closing_of(amending(paper())),
    "07b-sign": closing_sign,
    "07b-sealed": closing_sealed,
    "07b-large": closing_large,
    "01b-begin": begin_typing,
    "01b-wrong": begin_wrong,
    "01b-offline": begin_offline,
    "01b-looking": begin_looking,
    "01b-pin": begin_pin,
    "01b-name": begin_name,
    "01b-notice": begin_notice,
    "01b-damaged": begin_damaged,
}


def _show(view: QWidget) -> None:
    view.resize(WIDE, HIGH)
    view.show()
    view.activateWindow()
    for _ in range(5):
        QApplication.processEvents()


def draw(name: str, make: Callable[[], QWidget], *, dark: bool, percent: int) -> None:
    """Draw one scene in a theme and size."""
    choose(dark=dark, percent=percent)
    view = make()
    _show(view)
    suffix = ("-dark" if dark else "") + (f"-{percent}" if percent != 100 else "")
    view.grab().save(str(OUT / f"{name}{suffix}.png"))
    view.close()
    view.deleteLater()
    QApplication.processEvents()


def main() -> None:
    """Draw every scene, or those with a prefix, light and dark and at 150 and 200 percent."""
    application = QApplication.instance() or QApplication([])
    load_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, make in SCENES.items():
        if name.startswith(wanted):
            for dark, percent in ((False, 100), (True, 100), (False, 150), (False, 200)):
                draw(name, make, dark=dark, percent=percent)
    application.processEvents()


if __name__ == "__main__":
    main()
