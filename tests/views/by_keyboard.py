"""A view on screen, and a person at its keyboard: keys go where the focus is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot, view: QWidget) -> list[object]:
    """Show a view in the front; return the list in which its intents gather."""
    intents: list[object] = []
    view.intent.connect(intents.append)  # type: ignore[attr-defined] # each view has one
    qtbot.addWidget(view)
    view.resize(1366, 768)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return intents


def focused() -> QWidget:
    """Return what has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typed(qtbot: QtBot, text: str) -> None:
    """Type a text where the focus is."""
    qtbot.keyClicks(focused(), text)


def press(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    qtbot.keyClick(focused(), key, held)


def left_standing(view: QWidget) -> str:
    """Return what stands in the fields of a view, together."""
    return "".join(field.text() for field in view.findChildren(QLineEdit))
