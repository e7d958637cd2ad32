"""The preview of a report: pages of the real PDF, drawn off the key path."""

import pypdfium2 as pdfium
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.room.closing import Preview
from app.views.parts.panel import COLUMN, ROW, Panel, scrolled
from app.views.parts.paper import Paper
from app.views.parts.screen_keys import KeyHint
from app.views.parts.shift_look import colour, px
from app.views.parts.words import TextRole, Words

REFRESH_AFTER_MS = 500
RATIO = 297 / 210
MARGIN = 18
HINT = TextRole(15, 20, 400, "ink2")
FAILED = "Het voorbeeld kan niet worden getoond. Tekenen kan wel. Bel de hotline als je twijfelt."


class Sheet(QWidget):
    """One page on its paper; white in the dark theme too, as paper is."""

    def __init__(self) -> None:
        """Make an empty sheet."""
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage, size: QSize) -> None:
        """Show a page at a size."""
        self._image = image
        self.setFixedSize(size)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is painted
        """Paint paper, page and edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.drawImage(1, 1, self._image)
        painter.setPen(QPen(colour("ctl"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class PaperPreview(Panel):
    """Draws a Preview. The first page comes at once, a changed report after 500 ms.

    Pages turn with `turn`; `turned` tells the page that is shown. `large` fills the width.
    """

    turned = Signal(int)

    def __init__(self) -> None:
        """Make an empty preview."""
        super().__init__(COLUMN, (0, 0, 0, 16), 12)
        self._preview = Preview()
        self._paper: Paper | None = None
        self._images: dict[tuple[int, int], QImage] = {}
        self._page = 1
        self.large = False
        self._sheet, self._failed = Sheet(), Words(HINT, FAILED, wrap=True)
        self._failed.hide()
        self._count = Words(HINT)
        hints = Panel(ROW, spacing=16).push().add(self._count)
        hints.add(KeyHint("Bladeren", "PgDn", HINT), KeyHint("Groot", "Ctrl B", HINT)).push()
        holder = Panel(COLUMN, (0, MARGIN, 0, 0))
        holder.paint(fill="canvas", radius=0)
        holder.box.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._area = scrolled(holder.push())
        self._failed.setContentsMargins(px(24), 0, px(24), 0)
        self.add(self._area, self._failed, hints).push()
        self.box.setStretchFactor(self._area, 1000)  # before the room that is pushed in below
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._draw)
        self._open_later = QTimer(self, singleShot=True, interval=REFRESH_AFTER_MS)
        self._open_later.timeout.connect(self._open)

    @property
    def pages(self) -> int:
        """How many pages the report has; 0 while there is none."""
        return self._paper.pages if self._paper is not None else 0

    @property
    def page(self) -> int:
        """Which page is shown, from 1."""
        return self._page

    def fill(self, preview: Preview) -> None:
        """Show a report; another page only when the screen asks for one."""
        before, self._preview = self._preview, preview
        if preview.page != before.page:
            self.show_page(preview.page)
        if preview.pdf != before.pdf:
            if self._paper is None:
                self._open()
            else:
                self._open_later.start()

    def turn(self, step: int) -> None:
        """Turn pages forward or back."""
        target = max(1, min(self.pages, self._page + step))
        if self.pages and target != self._page:
            self.show_page(target)
            self.turned.emit(target)

    def scroll_lines(self, lines: int) -> None:
        """Move a large page up or down."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + lines * px(60))

    def show_page(self, page: int) -> None:
        """Show a page from its top; it is drawn after the key press is over."""
        self._page = page
        self._area.verticalScrollBar().setValue(0)
        self._later.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw sharp at another size."""
        super().resizeEvent(event)
        self._later.start(0)

    def _open(self) -> None:
        self._paper = None
        self._images.clear()
        if self._preview.pdf:
            try:
                self._paper = Paper(self._preview.pdf)
            except pdfium.PdfiumError:
                self._paper = None
        self._failed.setVisible(self._paper is None and bool(self._preview.pdf))
        self._area.setVisible(self._paper is not None)
        self._later.start(0)

    def _draw(self) -> None:
        if self._paper is None:
            self._count.say("")
            return
        self._page = max(1, min(self._page, self._paper.pages))
        width = self._fitting_width()
        key = (self._page, width)
        if key not in self._images:
            ratio = self.devicePixelRatioF()
            self._images[key] = self._paper.image(self._page, width - 2, ratio)
        self._sheet.show_image(self._images[key], QSize(width, round(width * RATIO)))
        high = self._sheet.height() + px(MARGIN)
        self._area.setMaximumHeight(16777215 if self.large else high)
        told = f"Pagina {self._page} van {self._paper.pages}"
        self._count.say(told)
        self._sheet.setAccessibleName(f"{self._preview.name}, {told.lower()}")
        self._sheet.setAccessibleDescription(self._paper.words(self._page))

    def _fitting_width(self) -> int:
        if self.large:
            return max(px(300), min(self.width() - px(48), px(1000)))
        room = self.height() - px(MARGIN) - px(12) - px(22) - px(29)
        return max(min(px(160), self.width()), min(round(room / RATIO), self.width() - px(32)))
