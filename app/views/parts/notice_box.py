"""A notice: a silhouette, a strong sentence, the next step and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.screens.room.wording import Notice, ScreenAction, Span, Tone
from app.views.parts.panel import COLUMN, ROW, Panel
from app.views.parts.pictures import Picture
from app.views.parts.push_action import SMALL, Look, PushAction
from app.views.parts.words import TextRole, Words

TEXT = TextRole(15, 20)
LOOKS = {
    Tone.NOTE: ("info", "blue", "bluebg", ""),
    Tone.GOOD: ("circle-check", "aanwezig", "aanwezig-bg", ""),
    Tone.WARNING: ("triangle-alert", "telaat", "telaat-bg", ""),
    Tone.DANGER: ("octagon-alert", "danger", "dangerbg", ""),
    Tone.PLAIN: ("info", "ink2", "sunken", "line"),
    Tone.MUTED: ("info", "ink3", "sunken", "line"),
}
PORTABLE = {"Spatie": "Space", "Pijl omlaag": "Down", "Pijl omhoog": "Up"}


class NoticeBox(Panel):
    """Draws one notice; `chosen` carries the name of the action."""

    chosen = Signal(str)

    def __init__(self, notice: Notice, *, inset: int = 12) -> None:
        """Draw a notice; `inset` is its padding left and right."""
        super().__init__(ROW, (inset, 10, inset, 10), 10)
        icon, ink, tint, border = LOOKS[notice.tone]
        self.paint(fill=tint, border=border, radius=6)
        self.add(Panel().add(Picture(notice.icon or icon, ink)).push())
        words = Panel(COLUMN)
        spans = (Span(notice.title, strong=True), Span(f" {notice.text}"))
        words.add(Words(TEXT, spans, wrap=True))
        if notice.actions:
            row = Panel(ROW, (0, 8, 0, 2), 8)
            for action in notice.actions:
                row.add(self._button(action))
            words.add(row.push())
        self.add(words.push(), stretch=1)

    def _button(self, action: ScreenAction) -> QWidget:
        button = PushAction(action.text, action.keys, Look.PLAIN, SMALL)
        button.clicked.connect(lambda: self.chosen.emit(action.name))
        press_with(button, action.keys)
        return button


def press_with(button: PushAction, keys: str) -> None:
    """Make a button's keycap true: these keys press it while it is on screen."""
    if not keys or keys in {"Enter", "Spatie"}:
        return
    portable = PORTABLE.get(keys, keys.replace(" ", "+"))
    shortcut = QShortcut(QKeySequence(portable), button)
    if portable.endswith("+Enter"):  # to Qt that is the one beside the digits only
        main = portable.removesuffix("Enter") + "Return"
        shortcut.setKeys([QKeySequence(main), QKeySequence(portable)])
    shortcut.activated.connect(button.click)
