"""The screens around a shift at every text size, light and dark: nothing falls off."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.screens.room.closing import ClosingScreen
from app.screens.room.today import TodayScreen
from app.screens.room.unlock import BeginScreen, CurtainScreen
from app.views.parts.fonts import restyle
from app.views.parts.shift_look import choose, load_fonts
from app.views.room.begin_shift import BeginView
from app.views.room.calamity import CalamityView
from app.views.room.closing import ClosingView
from app.views.room.today import TodayView
from app.views.room.unlock import CurtainView
from tests.views import gallery_calamity as calamity
from tests.views.by_keyboard import shown
from tests.views.screens_of_shift import BEGIN, CURTAIN, PLAIN_PDF, TODAY, checking, signing

Screen = BeginScreen | CurtainScreen | TodayScreen | ClosingScreen
SCREENS = {
    "begin": (BeginView, BEGIN),
    "curtain": (CurtainView, CURTAIN),
    "today": (TodayView, TODAY),
    "checking": (ClosingView, checking(PLAIN_PDF)),
    "signing": (ClosingView, signing(PLAIN_PDF)),
}


@pytest.fixture
def plain_looks(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    yield
    choose(dark=False, percent=100)


def too_wide(view: QWidget) -> list[str]:
    """Return the texts that stick out of what they lie in."""
    return [
        label.text()
        for label in view.findChildren(QLabel)
        if label.isVisible() and label.geometry().right() > label.parentWidget().width()
    ]


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
@pytest.mark.parametrize("name", SCREENS)
def test_no_text_sticks_out_and_the_window_does_not_grow(
    qtbot: QtBot, plain_looks: None, name: str, percent: int
) -> None:
    make, screen = SCREENS[name]
    choose(dark=percent == 150, percent=percent)
    view = make()
    view.render(screen)
    shown(qtbot, view)
    assert view.width() == 1366
    assert not too_wide(view)


@pytest.mark.parametrize("name", SCREENS)
def test_another_text_size_is_taken_while_the_screen_is_open(
    qtbot: QtBot, plain_looks: None, name: str
) -> None:
    make, screen = SCREENS[name]
    view = make()
    view.render(screen)
    shown(qtbot, view)
    before = {label: label.height() for label in view.findChildren(QLabel) if label.isVisible()}
    choose(dark=True, percent=200)
    qtbot.waitUntil(lambda: any(label.height() >= 2 * high for label, high in before.items()))
    assert not too_wide(view)


def test_after_larger_text_the_columns_of_a_calamity_take_the_whole_width(
    qtbot: QtBot, plain_looks: None
) -> None:
    choose(dark=False, percent=100)
    view = CalamityView()
    view.render(calamity.decision())
    shown(qtbot, view)
    choose(dark=False, percent=125)
    restyle(view)
    for column in (view.side, view.steps):  # Qt tells of the style again, later
        QApplication.sendEvent(column, QEvent(QEvent.Type.StyleChange))
        assert column.maximumWidth() > view.width()
