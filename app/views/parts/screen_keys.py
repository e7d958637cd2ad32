"""The keys that work on every screen: text size, dark, help."""

from app.views.parts.panel import ROW, Panel
from app.views.parts.pictures import KEY_PLAIN, KeyCap
from app.views.parts.words import BODY_3, TextRole, Words

KEYS = (("Lettergrootte", "Ctrl +"), ("Donker scherm", "Ctrl D"), ("Help", "F1"))


class KeyHint(Panel):
    """What a key does, then its cap."""

    def __init__(self, text: str, keys: str, role: TextRole = BODY_3) -> None:
        """Show a hint."""
        super().__init__(ROW, spacing=7)
        self.told = (text, keys)
        self.add(Words(role, text), KeyCap(keys, KEY_PLAIN))


class ScreenKeys(Panel):
    """The three hints at the foot of a page."""

    def __init__(self) -> None:
        """Show them in a row."""
        super().__init__(ROW, spacing=24)
        for text, keys in KEYS:
            self.add(KeyHint(text, keys))
