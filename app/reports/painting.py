"""Ink: turns pages of marks into the bytes of a PDF, the same bytes on every machine.

No clock, no compression (zlib builds differ), no settings of the machine: ReportLab's own
dates are left out, its identifier is replaced, its fonts are the bundled ones only.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from app.reports.faces import printable
from app.reports.layout import PAGE_HEIGHT, PAGE_WIDTH, Page
from app.reports.letters import Face, glyphs_of, widths_of

POINT: Final = 0.75
"""Points per layout unit."""
LONG: Final = 4
"""A paper of more pages opens with its outline in sight."""
OUTLINE_ABOVE: Final = 12.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the PDF says about itself.

    Attributes:
        identity: bytes the document's ID is made of: the record's root, or of a concept a
            digest of its content.
    """

    title: str
    author: str
    subject: str
    render_version: int
    identity: bytes


class _Undated(PDFInfo):
    """The document's information without dates: none would be true of every copy."""

    def format(self, document: object) -> bytes:
        entries = {
            "Title": PDFString(self.title),
            "Author": PDFString(self.author),
            "Subject": PDFString(self.subject),
            "Creator": PDFString(self.creator),
            "Producer": PDFString(self.producer),
            "Trapped": PDFName("False"),
        }
        formatted: bytes = PDFDictionary(entries).format(document)
        return formatted


def identity_of(content: object) -> bytes:
    """Return 32 bytes that stand for a concept: a digest of its frozen content."""
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).digest()


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour)
    return red / 255, green / 255, blue / 255


def _draw_rules(canvas: Canvas, page: Page) -> None:
    pen: tuple[float, str] | None = None
    for rule in page.rules:
        if pen != (rule.weight, rule.colour):
            pen = (rule.weight, rule.colour)
            canvas.setLineWidth(rule.weight * POINT)
            canvas.setStrokeColorRGB(*_rgb(rule.colour))
        canvas.line(*_place(rule.x1, rule.y1), *_place(rule.x2, rule.y2))


def _draw_blocks(canvas: Canvas, page: Page) -> None:
    if not page.blocks:
        return
    path = canvas.beginPath()
    for block in page.blocks:
        x, y = _place(block.x, block.y + block.height)
        path.rect(x, y, block.width * POINT, block.height * POINT)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_words(canvas: Canvas, page: Page) -> None:
    """Draw all words of a page as one text object, in reading order."""
    text = canvas.beginText()
    look: tuple[Face, float] | None = None
    colour = ""
    for words in page.words:
        if look != (words.face, words.size):
            look = (words.face, words.size)
            text.setFont(words.face.value, words.size * POINT)
        if colour != words.colour:
            colour = words.colour
            text.setFillColorRGB(*_rgb(colour))
        text.setTextOrigin(*_place(words.x, words.y))
        text.textOut(glyphs_of(words.text, words.face))
    canvas.drawText(text)


def _outline(canvas: Canvas, page: Page, number: int) -> None:
    """Note the headings of a page in the outline, by which a long paper is gone through."""
    for at, heading in enumerate(page.headings):
        key = f"{number}.{at}"
        left, top = _place(0, heading.y - OUTLINE_ABOVE)
        canvas.bookmarkPage(key, fit="XYZ", left=left, top=top)
        canvas.addOutlineEntry(" ".join(printable(heading.title).split()), key, heading.level)


def _place(x: float, y: float) -> tuple[float, float]:
    return round(x * POINT, 3), round((PAGE_HEIGHT - y) * POINT, 3)


def paint(pages: list[Page], imprint: Imprint) -> bytes:
    """Return the PDF of these pages."""
    for face in {Face.REGULAR, *(words.face for page in pages for words in page.words)}:
        widths_of(face)
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(round(PAGE_WIDTH * POINT, 2), round(PAGE_HEIGHT * POINT, 2)),
        pageCompression=0,
        invariant=1,
        initialFontName=Face.REGULAR.value,  # type: ignore[arg-type] # the stubs say float
        initialFontSize=10,
        lang="nl-NL",
        pdfVersion=(1, 7),
    )
    # ReportLab has no public way to set the ID or to leave out dates.
    document = canvas._doc  # type: ignore[attr-defined] # noqa: SLF001
    digits = imprint.identity.hex().encode()
    vars(document).update(info=_Undated(), _ID=b"\n[<%b><%b>]\n" % (digits, digits))
    canvas.setTitle(imprint.title)
    canvas.setAuthor(imprint.author)
    canvas.setSubject(imprint.subject)
    canvas.setCreator(f"Examendag, weergave {imprint.render_version}")
    canvas.setProducer("Examendag")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if len(pages) > LONG:
        canvas.showOutline()
    for number, page in enumerate(pages, start=1):
        _outline(canvas, page, number)
        _draw_rules(canvas, page)
        _draw_blocks(canvas, page)
        _draw_words(canvas, page)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
