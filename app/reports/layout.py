"""The page: A4 with its margins, the running head, the foot, and a cursor that fills pages.

Layout units are CSS pixels (1/96 inch) counted from the top left corner, the units of the
design; `painting.py` turns them into points. Nothing is drawn here: a page is a list of marks
in reading order.
"""

from dataclasses import dataclass, field
from typing import Final

from app.models.report import PaperHead, ReportStatus, Run, digest_short
from app.reports.faces import BASELINE, Line, Style, height_of, wrap
from app.reports.letters import Face

PAGE_WIDTH: Final = 793.7
PAGE_HEIGHT: Final = 1122.52
LEFT: Final = 60.0
RIGHT: Final = PAGE_WIDTH - LEFT
WIDTH: Final = RIGHT - LEFT
TOP: Final = 48.0
FOOT: Final = 1071.0
FOOT_GAP: Final = 16.0
BOTTOM: Final = 1058.0

INK: Final = "111111"
SOFT: Final = "444444"
SOFTER: Final = "555555"
HAIR: Final = "C9CED4"
THIN: Final = 0.5
FIRM: Final = 1.0

BODY: Final = Style(13.5, 18)
BODY_SOFT: Final = Style(13.5, 18, colour=SOFT)
BODY_SOFTER: Final = Style(13.5, 18, colour=SOFTER)
BODY_BOLD: Final = Style(13.5, 18, Face.BOLD)
SMALL: Final = Style(12, 16, colour=SOFTER)
GAP: Final = Style(1, 4)
"""The style of an empty line that only leaves air."""
FOOT_STYLE: Final = Style(11, 15, colour=SOFT)


@dataclass(frozen=True, slots=True)
class Words:
    """Text on a baseline."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle; a QR code is many."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A place in the outline: level 0 is a paper, 1 a section of it; `y` is its top."""

    title: str
    level: int
    y: float


@dataclass(slots=True)
class Page:
    """The marks of one page, words in reading order."""

    words: list[Words] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def stroke_box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a firm box; the line lies inside the given measures."""
        near, far = x + FIRM / 2, x + width - FIRM / 2
        high, low = y + FIRM / 2, y + height - FIRM / 2
        self.rules += [
            Rule(x, high, x + width, high, FIRM),
            Rule(x, low, x + width, low, FIRM),
            Rule(near, y, near, y + height, FIRM),
            Rule(far, y, far, y + height, FIRM),
        ]

    def write(self, lines: list[Line], x: float, y: float) -> float:
        """Write lines from a top left corner and return where the next line would start."""
        for line in lines:
            style = line.style
            base = y + style.leading / 2 + BASELINE * style.size
            start = x + line.indent
            if line.barred:
                self.rules.append(Rule(x + 3, y, x + 3, y + style.leading, FIRM))
            for piece in line.pieces:
                left = start + piece.offset
                self.words.append(
                    Words(left, base, piece.text, piece.face, style.size, style.colour)
                )
                if piece.struck:
                    middle = base - 0.27 * style.size
                    self.rules.append(Rule(left, middle, left + piece.width, middle, 1))
            y += style.leading
        return y

    def write_right(self, lines: list[Line], edge: float, y: float) -> float:
        """Write lines that end at a right edge."""
        for line in lines:
            y = self.write([line], edge - line_width(line), y)
        return y


def line_width(line: Line) -> float:
    """Return how wide a line is without its indent."""
    return line.pieces[-1].offset + line.pieces[-1].width if line.pieces else 0


class Flow:
    """A cursor that fills pages from top to bottom, with head and foot."""

    def __init__(self, head: PaperHead) -> None:
        """Start on a first page, whose own head is the caller's."""
        self._head = head
        self.pages = [Page()]
        self.y = TOP

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """What is left of this page."""
        return BOTTOM - self.y

    def next_page(self) -> None:
        """Start a page under the running head."""
        page = Page()
        self.pages.append(page)
        reference: list[Run] = [Run(self._head.reference)]
        if self._head.status is ReportStatus.CONCEPT:
            reference.append(Run(f" · {self._head.status.value}", bold=True))
        right = wrap(tuple(reference), BODY_SOFT, WIDTH * 0.4)
        left = wrap(
            self._head.running_title,
            BODY_BOLD,
            WIDTH - max(map(line_width, right), default=0) - 20,
        )
        page.write(left, LEFT, TOP)
        page.write_right(right, RIGHT, TOP)
        line = TOP + max(height_of(left), height_of(right)) + 6 + FIRM / 2
        page.rules.append(Rule(LEFT, line, RIGHT, line, FIRM))
        self.y = line + FIRM / 2

    def begin_sheet(self, head: PaperHead) -> None:
        """Go on with another paper, on a page that has its own head."""
        self._head = head
        if self.page.words:
            self.pages.append(Page())
        self.y = TOP

    def need(self, height: float) -> None:
        """Go to the next page when a thing of this height does not fit and a page is begun."""
        if height > self.room and self.y > TOP + 60:
            self.next_page()

    def paragraph(self, lines: list[Line], *, before: float = 0) -> None:
        """Write lines over the full width; they part over pages one by one."""
        self.y += before
        for line in lines:
            self.need(line.style.leading)
            self.y = self.page.write([line], LEFT, self.y)

    def finish(self, record_root: bytes | None) -> list[Page]:
        """Write the foot of every page, now that their number is known, and return them."""
        moment = f"{self._head.reference} · {self._head.status_moment}"
        record = f"record {digest_short(record_root)}" if record_root else "nog geen record"
        return self.number_pages(moment, record)

    def number_pages(self, on_left: str, in_middle: str) -> list[Page]:
        """Write these words and the number of the page in every foot, and return the pages."""
        for number, page in enumerate(self.pages, start=1):
            count = wrap(f"Pagina {number} van {len(self.pages)}", FOOT_STYLE, WIDTH * 0.2)
            middle = wrap(in_middle, FOOT_STYLE, WIDTH * 0.36)
            beside = sum(max(map(line_width, part)) for part in (middle, count))
            left = wrap(on_left, FOOT_STYLE, WIDTH - beside - 2 * FOOT_GAP)
            taken = beside + max(map(line_width, left))
            gap = (WIDTH - taken) / 2
            page.rules.append(Rule(LEFT, FOOT, RIGHT, FOOT, THIN))
            page.write(left, LEFT, FOOT + 6)
            page.write(middle, LEFT + max(map(line_width, left)) + gap, FOOT + 6)
            page.write_right(count, RIGHT, FOOT + 6)
        return self.pages
