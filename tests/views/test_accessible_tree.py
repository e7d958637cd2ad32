"""What a screen reader walks through: every stop has a name and a role, every click has a key."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.screens.room.intents import ActChosen
from app.views.parts.fonts import choose, load_fonts
from app.views.room.clock import ClockView
from app.views.room.room import RoomView
from app.views.room.room_foot import HintView
from app.views.room.room_keys import KEYS
from tests.views.room_day_clock import CLOCK
from tests.views.test_no_cut_text import OTHERS, ROOMS, drawn

SILENT = (QAccessible.Role.NoRole,)


@pytest.fixture(autouse=True, scope="module")
def _plain_looks(qapp: QApplication) -> None:
    load_fonts()
    choose(dark=False, percent=100)


@pytest.fixture(scope="module", params=[*ROOMS, *OTHERS])
def view(request: pytest.FixtureRequest, _plain_looks: None) -> Iterator[QWidget]:
    """Each screen once: what is asked of it changes nothing."""
    name = request.param
    make, screen = (RoomView, ROOMS[name]()) if name in ROOMS else OTHERS[name]
    made = drawn(make(), screen)
    yield made
    made.close()
    made.deleteLater()


def tree(widget: QWidget) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """Yield every visible widget below one, with what a screen reader is told of it."""
    for each in (widget, *widget.findChildren(QWidget)):
        told = QAccessible.queryAccessibleInterface(each)
        if each.isVisible() and told is not None:
            yield each, told


def inside_a_stop(widget: QWidget, view: QWidget) -> bool:
    """Tell whether what is clicked belongs to a row or card that Tab or the arrows come to.

    Of rows that the arrows go through only one is a stop of Tab at a time.
    """
    stops = {
        type(each)
        for each in view.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.layout() is not None
    }
    around = widget.parentWidget()
    while around is not None and around is not view:
        if type(around) in stops:
            return True
        around = around.parentWidget()
    return False


def name_of(told: QAccessibleInterface) -> str:
    return told.text(QAccessible.Text.Name)


def test_every_stop_has_a_name_and_a_role(view: QWidget) -> None:
    nameless = [
        type(widget).__name__
        for widget, told in tree(view)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and (not name_of(told).strip() or told.role() in SILENT)
    ]
    assert not nameless


def test_whatever_is_clicked_can_be_reached_by_keyboard(view: QWidget) -> None:
    by_mouse_alone = [
        f"{type(widget).__name__} {widget.text()}"
        for widget, _ in tree(view)
        if isinstance(widget, QAbstractButton)
        and not widget.accessibleDescription().strip()  # it carries the cap of its own key
        and widget.cursor().shape() is not Qt.CursorShape.ArrowCursor
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not inside_a_stop(widget, view)
    ]
    assert not by_mouse_alone


def test_tab_comes_by_every_stop_and_leaves_it(view: QWidget) -> None:
    stops = {
        widget
        for widget, _ in tree(view)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget is not view
        and widget.focusProxy() is None
    }
    seen: set[QWidget] = set()
    at = view.nextInFocusChain()
    for _ in range(2000):
        seen.add(at)
        at = at.nextInFocusChain()
        if at is view:
            break
    assert stops <= seen


def test_tab_never_jumps_over_what_stands_before_the_first_field(view: QWidget) -> None:
    jumping = [
        type(widget).__name__
        for widget, _ in tree(view)
        if (proxy := widget.focusProxy()) is not None and not proxy.isAncestorOf(widget)
    ]
    assert not jumping


def test_every_hint_that_acts_names_a_key_that_does_the_same(view: QWidget) -> None:
    acts = {intent.act for intent in KEYS.values() if isinstance(intent, ActChosen)}
    for hint in view.findChildren(HintView):
        assert hint._act is None or hint._act in acts


def test_the_clock_is_heard_whole_and_takes_no_focus(qtbot: QtBot) -> None:
    view = drawn(ClockView(), CLOCK)
    qtbot.addWidget(view)
    assert view.accessibleName() == ("Zaalklok 10:11. Rekenen niveau 4: einde 10:40, nog 29 min")
    assert view.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert view.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
