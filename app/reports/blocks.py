"""The parts that every paper shares: the head, labelled pairs, figures, boxes, the QR code."""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.barcode.qr import QrCodeWidget

from app.models.report import Cell, Figure, LabelledLines, PaperHead, ReportStatus
from app.reports.faces import Line, Style, height_of, wrap
from app.reports.layout import (
    BODY,
    BODY_BOLD,
    BODY_SOFT,
    BODY_SOFTER,
    FIRM,
    HAIR,
    LEFT,
    RIGHT,
    THIN,
    WIDTH,
    Block,
    Flow,
    Heading,
    Rule,
    line_width,
)
from app.reports.letters import Face
from app.reports.tables import Column, Grid, LaidRow

TITLE: Final = Style(27, 32, Face.BOLD)
SUBTITLE: Final = Style(16, 22)
REFERENCE: Final = Style(15, 18, Face.BOLD)
FIGURE: Final = Style(20, 24, Face.BOLD)
FIGURES_ACROSS: Final = 6
WIDE_PAIRS: Final = Grid((Column(118, style=BODY_SOFTER), Column(WIDTH - 118)))
PAIRS: Final = Grid(
    (
        Column(118, style=BODY_SOFTER),
        Column(256),
        Column(104, style=BODY_SOFTER),
        Column(WIDTH - 478),
    )
)


def draw_head(flow: Flow, head: PaperHead) -> None:
    """Draw the head of the first page: title on the left, reference and status on the right."""
    reference = wrap(head.reference, REFERENCE, WIDTH * 0.4)
    concept = head.status is ReportStatus.CONCEPT
    status = wrap(
        f"Status: {head.status_text}", BODY_BOLD if concept else BODY_SOFTER, WIDTH * 0.46
    )
    side = max(map(line_width, [*reference, *status]))
    page, top = flow.page, flow.y
    page.headings.append(Heading(f"{head.title} · {head.subtitle}", 0, top))
    left = [
        *wrap(head.school, BODY_SOFT, WIDTH - side - 30),
        *wrap(head.title, TITLE, WIDTH - side - 30),
        *wrap(head.subtitle, SUBTITLE, WIDTH - side - 30),
    ]
    bottom = page.write(left, LEFT, top)
    y = page.write_right(wrap("Kenmerk", BODY_SOFTER, WIDTH * 0.4), RIGHT, top)
    y = page.write_right(reference, RIGHT, y) + 4
    if concept:
        width = max(map(line_width, status)) + 16
        page.stroke_box(RIGHT - width, y, width, height_of(status) + 6)
        y = page.write_right(status, RIGHT - 8, y + 3) + 3
    else:
        y = page.write_right(status, RIGHT, y)
    flow.y = max(bottom, y) + 12
    page.rules.append(Rule(LEFT, flow.y - 1, RIGHT, flow.y - 1, 2))


def pair_rows(pairs: Sequence[LabelledLines]) -> list[LaidRow]:
    """Lay labelled lines out in two columns, read row by row."""
    rows = []
    for start in range(0, len(pairs), 2):
        row: LaidRow = []
        for offset in range(2):
            if start + offset < len(pairs):
                pair = pairs[start + offset]
                row.append(wrap(pair.label, BODY_SOFTER, PAIRS.inner(2 * offset)))
                row.append(_stacked(pair.lines, BODY, PAIRS.inner(2 * offset + 1)))
            else:
                row += [[], []]
        rows.append(row)
    return rows


def wide_rows(pairs: Sequence[LabelledLines]) -> list[LaidRow]:
    """Lay labelled lines out under each other, each over the whole width."""
    return [
        [
            wrap(pair.label, BODY_SOFTER, WIDE_PAIRS.inner(0)),
            _stacked(pair.lines, BODY, WIDE_PAIRS.inner(1)),
        ]
        for pair in pairs
    ]


def _stacked(cells: Sequence[Cell], style: Style, width: float) -> list[Line]:
    return [line for cell in cells for line in wrap(cell, style, width)]


def figures_height(figures: Sequence[Figure]) -> float:
    """Return the height of the strips of figures."""
    return sum(_strip_height(strip) for strip in _strips(figures))


def _strips(figures: Sequence[Figure]) -> list[Sequence[Figure]]:
    across = FIGURES_ACROSS
    return [figures[start : start + across] for start in range(0, len(figures), across)]


def _strip_height(strip: Sequence[Figure]) -> float:
    return max(map(height_of, _figure_lines(strip))) + 10 + 2 * FIRM


def _figure_lines(strip: Sequence[Figure]) -> list[list[Line]]:
    width = WIDTH / len(strip) - 20
    return [
        wrap(figure.value, FIGURE, width) + wrap(figure.caption, BODY, width) for figure in strip
    ]


def draw_figures(flow: Flow, figures: Sequence[Figure]) -> None:
    """Draw figures in framed strips of at most six."""
    for strip in _strips(figures):
        height = _strip_height(strip)
        flow.need(height)
        page, top = flow.page, flow.y
        page.stroke_box(LEFT, top, WIDTH, height)
        for position, lines in enumerate(_figure_lines(strip)):
            x = LEFT + position * WIDTH / len(strip)
            if position:
                page.rules.append(Rule(x, top + FIRM, x, top + height - FIRM, THIN, HAIR))
            page.write(lines, x + (THIN if position else FIRM) + 10, top + FIRM + 5)
        flow.y = top + height


def draw_box(
    flow: Flow, lines: list[Line], *, before: float, padding: tuple[float, float]
) -> None:
    """Draw lines in a firm box over the full width.

    Args:
        flow: where.
        lines: broken for the inner width.
        before: air above the box.
        padding: air inside it, vertical and horizontal.
    """
    vertical, horizontal = padding[0] + FIRM, padding[1] + FIRM
    height = height_of(lines) + 2 * vertical
    flow.need(before + height)
    flow.y += before
    flow.page.stroke_box(LEFT, flow.y, WIDTH, height)
    flow.page.write(lines, LEFT + horizontal, flow.y + vertical)
    flow.y += height


def qr_blocks(words: str, x: float, y: float, side: float) -> list[Block]:
    """Return the dark squares of a QR code (level M), joined along each row."""
    code = QrCodeWidget(words, barLevel="M").qr  # type: ignore[attr-defined] # not in the stubs
    code.make()
    unit = side / code.getModuleCount()
    blocks = []
    for number, modules in enumerate(code.modules):
        start = None
        for column, dark in enumerate([*modules, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                blocks.append(
                    Block(x + start * unit, y + number * unit, (column - start) * unit, unit)
                )
                start = None
    return blocks
