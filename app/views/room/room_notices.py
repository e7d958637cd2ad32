"""Notices over the list: what needs a look, with what can be done about it."""

from PySide6.QtCore import Signal

from app.screens.room.intents import NoticeChosen
from app.screens.room.wording import Notice
from app.views.parts.notice_box import NoticeBox
from app.views.parts.panel import COLUMN, Panel


class NoticeStack(Panel):
    """Shows notices one under the other."""

    intent = Signal(object)

    def __init__(self) -> None:
        """Show no notices yet."""
        super().__init__(COLUMN, (16, 0, 16, 12), 8)
        self._notices: tuple[Notice, ...] = ()
        self.hide()

    def show_notices(self, notices: tuple[Notice, ...]) -> None:
        """Show notices; none takes no room."""
        if notices == self._notices:
            return
        self._notices = notices
        self.empty()
        for notice in notices:
            box = NoticeBox(notice)
            box.chosen.connect(lambda name: self.intent.emit(NoticeChosen(name)))
            self.add(box)
        self.setVisible(bool(notices))
