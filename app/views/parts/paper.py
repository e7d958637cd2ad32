"""Pages of a PDF as images, made by pdfium: what is previewed is what is printed."""

from types import TracebackType
from typing import Self

import pypdfium2 as pdfium
from PySide6.QtGui import QImage


class Paper:
    """An open PDF. Used as a context manager, or closed by hand."""

    def __init__(self, pdf: bytes) -> None:
        """Open the bytes of a PDF; raises `pypdfium2.PdfiumError` for other bytes."""
        self._document = pdfium.PdfDocument(pdf)

    @property
    def pages(self) -> int:
        """How many pages the PDF has."""
        return len(self._document)

    def image(self, page: int, width: int, pixel_ratio: float) -> QImage:
        """Return a page (from 1) as an image of `width` logical pixels, sharp on its screen."""
        sheet = self._document[page - 1]
        bitmap = sheet.render(scale=width * pixel_ratio / sheet.get_width(), rev_byteorder=True)
        picture = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            _FORMATS[bitmap.mode],
        ).copy()  # the bytes go with pdfium's bitmap
        picture.setDevicePixelRatio(pixel_ratio)
        return picture

    def words(self, page: int) -> str:
        """Return the text of a page in reading order, for a screen reader."""
        text: str = self._document[page - 1].get_textpage().get_text_range()
        return text

    def close(self) -> None:
        """Give pdfium's memory back."""
        self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_FORMATS = {
    "RGB": QImage.Format.Format_RGB888,
    "RGBA": QImage.Format.Format_RGBA8888,
    "RGBX": QImage.Format.Format_RGBX8888,
    "L": QImage.Format.Format_Grayscale8,
}
