"""The overview of keys: what it shows works, what works it shows; Esc and F1 close it."""

import ast
import inspect

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.screens.room.intents import Act, ActChosen, KeysClosed
from app.screens.room.key_words import GROUPS, KeyLine, keys_screen, leads_somewhere
from app.views.parts.fonts import choose, load_fonts
from app.views.room import room_keys
from app.views.room.keys import KeysView, caps
from app.views.room.room_keys import KEYS, caps_of
from tests.views.by_keyboard import press, shown

Key = Qt.Key


def lines() -> list[KeyLine]:
    columns = keys_screen("B1.14", "10:11").columns
    return [line for column in columns for group in column for line in group.lines]


def test_no_key_is_shown_that_does_nothing() -> None:
    assert all(leads_somewhere(intent) for line in lines() for intent in line.keys)
    assert all(caps(line.keys) for line in lines())


def test_no_key_that_does_something_is_missing() -> None:
    told = {intent for line in lines() for intent in line.keys}
    kinds = {type(intent) for intent in told}
    missing = [
        intent
        for intent in KEYS.values()
        if leads_somewhere(intent)
        and intent not in told
        and (isinstance(intent, ActChosen) or type(intent) not in kinds)
    ]
    assert not missing


def test_no_key_means_two_things() -> None:
    source = ast.parse(inspect.getsource(room_keys))
    keys = [
        ast.unparse(key)
        for node in ast.walk(source)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if key is not None
    ]
    assert [key for key in set(keys) if keys.count(key) > 1] == []


def test_every_act_of_the_keyboard_has_words_for_the_day_it_works() -> None:
    words = {intent for _, group in GROUPS for _, *intents in group for intent in intents}
    acts = {intent for intent in KEYS.values() if isinstance(intent, ActChosen)}
    assert acts <= words


def test_a_function_key_stands_before_its_alt_twin() -> None:
    assert caps_of(ActChosen(Act.PRESENT)) == ("F2", "Alt A")
    assert caps_of(ActChosen(Act.LEFT)) == ("Shift F5",)


def test_escape_and_f1_close_the_overview(qtbot: QtBot) -> None:
    load_fonts()
    choose(dark=False, percent=100)
    view = KeysView()
    view.render(keys_screen("B1.14", "10:11"))
    intents = shown(qtbot, view)
    view.setFocus()
    for key in (Key.Key_Escape, Key.Key_F1):
        intents.clear()
        press(qtbot, key)
        assert intents == [KeysClosed()]


def test_at_200_percent_the_keys_scroll_by_keyboard(qtbot: QtBot) -> None:
    load_fonts()
    choose(dark=False, percent=200)
    view = KeysView()
    view.render(keys_screen("B1.14", "10:11"))
    shown(qtbot, view)
    view.setFocus()
    bar = view._area.verticalScrollBar()
    press(qtbot, Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    choose(dark=False, percent=100)
