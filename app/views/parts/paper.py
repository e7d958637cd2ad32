"""Pages of a PDF as images, made by pdfium: what is previewed is what is printed."""

from contextlib import closing

import pypdfium2 as pdfium
from PySide6.QtGui import QImage


class Paper:
    """The bytes of a PDF. pdfium holds nothing of them between two questions."""

    def __init__(self, pdf: bytes) -> None:
        """Take the bytes of a PDF; raises `pypdfium2.PdfiumError` for other bytes."""
        self._pdf = pdf
        with closing(pdfium.PdfDocument(pdf)) as document:
            self.pages = len(document)

    def image(self, page: int, width: int, pixel_ratio: float) -> QImage:
        """Return a page (from 1) as an image of `width` logical pixels, sharp on its screen."""
        with closing(pdfium.PdfDocument(self._pdf)) as document:
            sheet = document[page - 1]
            scale = width * pixel_ratio / sheet.get_width()
            bitmap = sheet.render(scale=scale, rev_byteorder=True)
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
        with closing(pdfium.PdfDocument(self._pdf)) as document:
            text: str = document[page - 1].get_textpage().get_text_range()
        return text


_FORMATS = {
    "RGB": QImage.Format.Format_RGB888,
    "RGBA": QImage.Format.Format_RGBA8888,
    "RGBX": QImage.Format.Format_RGBX8888,
    "L": QImage.Format.Format_Grayscale8,
}
