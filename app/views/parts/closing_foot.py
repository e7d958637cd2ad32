"""The foot of the closing screen: the last act with its way back, or what this screen is for."""

from PySide6.QtCore import Qt, Signal

from app.screens.room.closing import LastAct
from app.screens.room.wording import Span
from app.views.parts.notice_box import press_with
from app.views.parts.panel import ROW, Panel, at_each_size
from app.views.parts.pictures import Picture
from app.views.parts.push_action import FOOT_MEASURE, Look, PushAction
from app.views.parts.screen_keys import KeyHint
from app.views.parts.shift_look import px
from app.views.parts.words import SMALL_2, SMALL_3, TextRole, Words

TEXT = TextRole(15, 20)


class ClosingFoot(Panel):
    """One line under the panes. `undone` says that the last act is taken back."""

    undone = Signal()

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__(ROW, (16, 6, 16, 6), 12)
        self.paint(fill="surface", radius=0)
        self._shown: object = None
        at_each_size(self, lambda: self.setMinimumHeight(px(43)))

    def fill(self, act: LastAct | None, otherwise: str, hint: str) -> None:
        """Show the last act, or a sentence when there is none; at the right a hint."""
        if (act, otherwise, hint) == self._shown:
            return
        self._shown = (act, otherwise, hint)
        self.empty()
        if act is None:
            self.add(Picture("info", "ink3", 18))
            self._say(Words(SMALL_2, otherwise, wrap=True))
        else:
            self._tell(act)
        self.push()
        if hint:
            self.add(KeyHint(hint, "Pijl omlaag", SMALL_3))

    def _say(self, words: Words) -> None:
        self.box.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)

    def _tell(self, act: LastAct) -> None:
        text = (Span(act.time, strong=True), Span(f"\u2002{act.text}"))
        self.add(Picture(act.icon, "ink2" if act.icon == "check" else "telaat", 18))
        self._say(Words(TEXT, text, wrap=True))
        if act.undo:
            undo = PushAction("Ongedaan maken", "Ctrl Z", Look.PLAIN, FOOT_MEASURE)
            undo.dress(picture="undo-2")
            undo.clicked.connect(self.undone)
            press_with(undo, "Ctrl Z")
            self.add(undo)
