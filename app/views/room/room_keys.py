"""The keyboard map of the room: which key is which intent. Every function key has an Alt twin."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.screens.room.intents import (
    Act,
    ActChosen,
    EnterPressed,
    FilterChosen,
    FullScreenToggled,
    LockPressed,
    RedoPressed,
    SearchAsked,
    SessionChosen,
    StartOrEndPressed,
    ThemeToggled,
    UndoPressed,
    Zoom,
    ZoomChanged,
)
from app.screens.room.room_screen import CHIPS

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

MOST_SESSIONS = 9
SAID_SESSIONS = 5
"""As many blocks has a hall; where more exams are at once, their own lanes name the key."""

_ACTS = {
    (Key.Key_F1, NONE): Act.HELP,
    (Key.Key_H, ALT): Act.HELP,
    (Key.Key_F2, NONE): Act.PRESENT,
    (Key.Key_A, ALT): Act.PRESENT,
    (Key.Key_F3, NONE): Act.LATE,
    (Key.Key_L, ALT): Act.LATE,
    (Key.Key_F4, NONE): Act.ABSENT,
    (Key.Key_Z, ALT): Act.ABSENT,
    (Key.Key_F5, NONE): Act.AWAY_OR_BACK,
    (Key.Key_W, ALT): Act.AWAY_OR_BACK,
    (Key.Key_F6, NONE): Act.HAND_IN,
    (Key.Key_I, ALT): Act.HAND_IN,
    (Key.Key_F7, NONE): Act.IRREGULARITY,
    (Key.Key_B, ALT): Act.IRREGULARITY,
    (Key.Key_F8, NONE): Act.EVERYTHING,
    (Key.Key_K, ALT): Act.EVERYTHING,
    (Key.Key_F9, NONE): Act.CALAMITY,
    (Key.Key_C, ALT): Act.CALAMITY,
    (Key.Key_F10, NONE): Act.CLOSING,
    (Key.Key_P, ALT): Act.CLOSING,
    (Key.Key_F12, NONE): Act.PROJECTOR,
    (Key.Key_O, ALT): Act.PROJECTOR,
    (Key.Key_F2, SHIFT): Act.ADD_CANDIDATE,
    (Key.Key_F3, SHIFT): Act.NOTE_DECISION,
    (Key.Key_F4, SHIFT): Act.ALL_ABSENT,
    (Key.Key_F5, SHIFT): Act.LEFT,
    (Key.Key_F6, SHIFT): Act.ALL_HANDED_IN,
    (Key.Key_F7, SHIFT): Act.SESSION_IRREGULARITY,
    (Key.Key_F8, SHIFT): Act.PROVISIONS,
    (Key.Key_X, ALT): Act.PROVISIONS,
    (Key.Key_T, ALT): Act.OTHER_TIME,
    (Key.Key_M, ALT): Act.CHANGE_SEAT,
    (Key.Key_S, ALT): Act.INVIGILATORS,
    (Key.Key_R, ALT): Act.START_REASON,
    (Key.Key_V, ALT): Act.DIFFERENCES,
    (Key.Key_D, ALT): Act.IDENTITY,
    (Key.Key_N, ALT): Act.CONTACT,
    (Key.Key_J, ALT): Act.LATENESS,
    (Key.Key_M, CTRL): Act.OTHER_ROOM,
    (Key.Key_U, ALT): Act.REVIEW,
    (Key.Key_K, CTRL): Act.MAP,
    (Key.Key_S, CTRL): Act.STORAGE,
    (Key.Key_T, CTRL): Act.TODAY,
    (Key.Key_P, CTRL): Act.FROM_PAPER,
    (Key.Key_P, CTRL | SHIFT): Act.CHECK_PAPER,
}
_OTHERS = {
    (Key.Key_F11, NONE): StartOrEndPressed(),
    (Key.Key_E, ALT): StartOrEndPressed(),
    (Key.Key_F11, CTRL): FullScreenToggled(),
    (Key.Key_F, CTRL): SearchAsked(),
    (Key.Key_Z, CTRL): UndoPressed(),
    (Key.Key_Y, CTRL): RedoPressed(),
    (Key.Key_D, CTRL): ThemeToggled(),
    (Key.Key_L, CTRL): LockPressed(),
    (Key.Key_Plus, CTRL): ZoomChanged(Zoom.IN),
    (Key.Key_Equal, CTRL): ZoomChanged(Zoom.IN),
    (Key.Key_Plus, CTRL | SHIFT): ZoomChanged(Zoom.IN),
    (Key.Key_Minus, CTRL): ZoomChanged(Zoom.OUT),
    (Key.Key_0, CTRL): ZoomChanged(Zoom.RESET),
}
KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], object] = {
    **{keys: ActChosen(act) for keys, act in _ACTS.items()},
    **_OTHERS,
    **{(Key(Key.Key_1 + n), CTRL): FilterChosen(n) for n in range(9)},
    **{(Key(Key.Key_1 + n), ALT): SessionChosen(n) for n in range(MOST_SESSIONS)},
}
STEPS = {Key.Key_Down: 1, Key.Key_Up: -1}
PAGES = {Key.Key_PageDown: 1, Key.Key_PageUp: -1}


NAMES = {Key.Key_Plus: "+", Key.Key_Minus: "-"}
UNSAID = {(Key.Key_Equal, CTRL), (Key.Key_Plus, CTRL | SHIFT)}
"""Keys that are the same key as another one on some keyboard."""


def caps_of(intent: object) -> tuple[str, ...]:
    """Return the names of the keys of an intent, as keycaps say them ("F2", "Alt A").

    Of filters and exams, which have a digit each, the first one stands for all: "Ctrl 1-7".
    """
    if isinstance(intent, EnterPressed):
        return ("Shift Enter",) if intent.shift else ("Enter",)
    if isinstance(intent, FilterChosen):
        return (f"Ctrl 1–{len(CHIPS)}",)
    if isinstance(intent, SessionChosen):
        return (f"Alt 1–{SAID_SESSIONS}",)
    return tuple(
        cap_of(key, held)
        for (key, held), meant in KEYS.items()
        if meant == intent and (key, held) not in UNSAID
    )


def cap_of(key: Qt.Key, held: Qt.KeyboardModifier) -> str:
    """Return the name of a key with what is held."""
    words = [
        word for each, word in ((CTRL, "Ctrl"), (ALT, "Alt"), (SHIFT, "Shift")) if held & each
    ]
    return " ".join([*words, NAMES.get(key, key.name.removeprefix("Key_"))])


def intent_of(event: QKeyEvent) -> object | None:
    """Return the intent of a key, or None. Keypad and group switch make no difference.

    A key that is held down is one press: it repeats no intent.
    """
    return KEYS.get((Key(event.key()), _modifiers(event)))


def is_plain(event: QKeyEvent) -> bool:
    """Tell whether a key has no modifier."""
    return _modifiers(event) == NONE


def is_typing(event: QKeyEvent) -> bool:
    """Tell whether a key types a character."""
    held = _modifiers(event) & (CTRL | ALT)
    # AltGr is Ctrl and Alt together, and types a character.
    return event.text().isprintable() and bool(event.text()) and held in {NONE, CTRL | ALT}


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & (SHIFT | CTRL | ALT)
