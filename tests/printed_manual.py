"""Print the manual as PDF into build/handleiding: `python -m tests.printed_manual`."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QApplication

from app.views.parts.fonts import FAMILY, load_fonts
from tests.house.tree import ROOT

MANUAL, OUT = ROOT / "docs" / "handleiding", ROOT / "build" / "handleiding"
POINTS, MARGIN_MM, DOTS_PER_INCH = 9, 12, 96
CELL = 2


def printed(text: str, out: Path) -> int:
    """Print Markdown on A4, in the face of the program; return the number of pages."""
    load_fonts()
    writer = QPdfWriter(str(out))
    writer.setResolution(DOTS_PER_INCH)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    face = QFont(FAMILY)
    face.setPointSizeF(POINTS)
    page = QTextDocument()
    page.setDefaultFont(face)
    page.setBaseUrl(QUrl.fromLocalFile(f"{MANUAL}/"))
    page.setMarkdown(text)
    tighten(page)
    fit_pictures(page, writer.width())
    page.setDocumentMargin(0)
    page.documentLayout().setPaintDevice(writer)
    page.setPageSize(QSizeF(writer.width(), writer.height()))
    page.print_(writer)
    return page.pageCount()


def tighten(page: QTextDocument) -> None:
    """Leave less white around the words of tables and lists."""
    for frame in page.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = QTextTableFormat(frame.format())
            look.setCellPadding(CELL)
            frame.setFormat(look)
    block = page.begin()
    while block.isValid():
        if block.textList() is not None:
            apart = QTextBlockFormat(block.blockFormat())
            apart.setTopMargin(CELL)
            apart.setBottomMargin(CELL)
            QTextCursor(block).setBlockFormat(apart)
        block = block.next()


def fit_pictures(page: QTextDocument, wide: int) -> None:
    """Print a picture as wide as the page; it is alone in its block."""
    block = page.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if cursor.charFormat().isImageFormat():
            look = cursor.charFormat().toImageFormat()
            look.setWidth(wide)
            cursor.setCharFormat(look)
        block = block.next()


def main() -> int:
    """Print every page of the manual."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QApplication([])
    OUT.mkdir(parents=True, exist_ok=True)
    for path in sorted(MANUAL.glob("[a-z]*.md")):
        out = OUT / f"{path.stem}.pdf"
        print(f"{out}: {printed(path.read_text('utf-8'), out)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
