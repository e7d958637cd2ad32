"""The strip under the bar of the office: there as long as there is something to tell."""

from app.screens.room.wording import Notice
from app.views.parts.notice_box import NoticeBox
from app.views.parts.panel import COLUMN, Panel


class OfficeStrip(Panel):
    """Draws notices under each other; without one it takes no room."""

    def __init__(self) -> None:
        """Tell nothing yet."""
        super().__init__(COLUMN, (16, 8, 16, 0), 8)
        self._shown: tuple[Notice, ...] = ()
        self.hide()

    def render(self, notices: tuple[Notice, ...]) -> None:  # type: ignore[override] # not Qt's painting
        """Show these notices."""
        if notices == self._shown:
            return
        self._shown = notices
        self.empty()
        for notice in notices:
            self.add(NoticeBox(notice))
        self.setVisible(bool(notices))
