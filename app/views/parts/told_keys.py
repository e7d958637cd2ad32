"""Which keys do what on a page, asked of the page itself: its buttons, shortcuts and hints."""

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.views.parts.screen_keys import KeyHint

CAPS = {
    "Return": "Enter", "PgDown": "PgDn", "Left": "←", "Right": "→", "Down": "Pijl omlaag",
    "Up": "Pijl omhoog", "Space": "Spatie",
}  # fmt: skip


def keys_told(page: QWidget) -> tuple[tuple[str, str], ...]:
    """Return what the keys of a page do now, each with its keycap; what is not there has none."""
    found: dict[str, str] = {}
    for shortcut in page.findChildren(QShortcut):
        within = shortcut.parent()
        if isinstance(within, QAbstractButton):
            if within.isVisibleTo(page):
                found.setdefault(cap(shortcut), within.text() or within.accessibleName())
        elif shortcut.whatsThis():
            found.setdefault(cap(shortcut), shortcut.whatsThis())
    for hint in page.findChildren(KeyHint):
        text, keys = hint.told
        found.setdefault(keys, text)
    return tuple((text, keys) for keys, text in found.items())


def cap(shortcut: QShortcut) -> str:
    """Return the keys of a shortcut as keycaps say them: "Ctrl PgDn"."""
    words = shortcut.key().toString().replace("+", " ").split(" ")
    return " ".join(CAPS.get(word, word) for word in words)
