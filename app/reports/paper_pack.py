"""The papers that lie ready before the day, as one PDF: the same bytes for the same pack."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from app.models.pack import (
    Block,
    Figures,
    Form,
    Pairs,
    PaperPack,
    PenSignatures,
    Plot,
    Sheet,
    Ticks,
    Told,
)
from app.models.report import RENDER_VERSION, text_of
from app.reports.blocks import (
    PAIRS,
    WIDE_PAIRS,
    draw_figures,
    draw_head,
    figures_height,
    pair_rows,
    wide_rows,
)
from app.reports.faces import Style, height_of, wrap
from app.reports.layout import (
    BODY,
    BODY_BOLD,
    BODY_SOFT,
    FIRM,
    LEFT,
    SOFTER,
    THIN,
    TOP,
    WIDTH,
    Flow,
    Page,
    Rule,
)
from app.reports.layout import Block as Bar
from app.reports.painting import Imprint, identity_of, paint
from app.reports.session_report import UnknownRenderVersion
from app.reports.tables import (
    GUTTER,
    Column,
    Grid,
    draw_empty,
    draw_heading,
    draw_section,
    draw_table,
)

FORM: Final = Style(12.5, 16)
PEN_PADDING: Final = 7.0
"""With one line of text a row is 8 mm tall: room for a pen."""
PRINTED_PADDING: Final = 3.0
TICK: Final = 13.0
TICK_ROW: Final = 30.0
TICK_NOTE: Final = 190.0
BOX_GAP: Final = 14.0
BOX_PEN: Final = 78.0
"""What a box to sign in has beside the words above its line."""
FORM_TOGETHER: Final = 8
"""A table of up to so many rows never parts: no row stands alone on the next page."""
TOLD_TOGETHER: Final = 4
"""A sentence of up to so many lines never parts."""
NO_ROWS: Final = "Er staat niemand op deze lijst."
ALONE: Final = 190.0
"""What is no taller has no page to itself, as long as it can take something along."""
PLOT_ROW: Final = 22.0
PLOT_TOGETHER: Final = 24
"""How many rows of a plot never part: a month of school days."""
PLOT_TOP: Final = 12.0
PLOT_BAR: Final = 9.0
PLOT_LABEL: Final = 130.0
PLOT_NUMBER: Final = 90.0


def render_paper_pack(pack: PaperPack) -> bytes:
    """Return the PDF of a pack; each sheet starts on a page of its own.

    Raises:
        UnknownRenderVersion: the pack names another drawing than this one.
    """
    if pack.render_version != RENDER_VERSION:
        raise UnknownRenderVersion(f"render version {pack.render_version}")
    first = pack.sheets[0].head
    flow = Flow(first)
    for sheet in pack.sheets:
        _draw_sheet(flow, sheet)
    # One paper is called what its head says; its file has a name for a folder.
    title = pack.title if len(pack.sheets) > 1 else f"{first.title} · {first.subtitle}"
    imprint = Imprint(title, first.author, pack.printed, RENDER_VERSION, identity_of(pack))
    return paint(flow.number_pages(pack.foot, pack.printed), imprint)


def _draw_sheet(flow: Flow, sheet: Sheet) -> None:
    """Draw a sheet; a short last block takes along what stands before it to a page of their own.

    That is the block before, or its last rows when it is a table over more pages.
    """
    before = [page for page in flow.pages if page.words]
    starts = _draw_blocks(flow, sheet)
    if len(starts) < 2 or flow.y > TOP + ALONE:
        return
    second, last = starts[-2:]
    went_over = (
        len(flow.pages) > last.pages and len(flow.pages[last.pages - 1].words) == last.words
    )
    is_long = second.pages < last.pages and isinstance(sheet.blocks[-2], Form)
    if went_over and (is_long or (second.pages == last.pages and second.y > TOP + ALONE)):
        flow.pages = [*before] or [Page()]
        _draw_blocks(flow, sheet, turned_at=len(sheet.blocks) - 1, is_long=is_long)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a block began: how many pages there were, how far down, after how many words."""

    pages: int
    y: float
    words: int


def _draw_blocks(
    flow: Flow, sheet: Sheet, turned_at: int = 0, *, is_long: bool = False
) -> list[_Start]:
    """Draw head and blocks, the one numbered `turned_at` on a new page; return the starts.

    Of a long table only its last rows go there.
    """
    flow.begin_sheet(sheet.head)
    draw_head(flow, sheet.head)
    starts = []
    for number, block in enumerate(sheet.blocks, start=1):
        starts.append(_Start(len(flow.pages), flow.y, len(flow.page.words)))
        if number == turned_at and is_long and isinstance(block, Form):
            _draw_form(flow, number, block, turns_for_last=True)
            continue
        if number == turned_at:
            flow.next_page()
        _DRAWN[type(block)](flow, number, block)
    return starts


def _draw_pairs(flow: Flow, number: int, block: Pairs) -> None:
    grid, rows = PAIRS, pair_rows(block.pairs)
    if block.is_wide:
        grid, rows = WIDE_PAIRS, wide_rows(block.pairs)
    draw_section(flow, (number, block.title), grid, rows, whole=True)


def _draw_form(flow: Flow, number: int, block: Form, *, turns_for_last: bool = False) -> None:
    whole = sum(column.share for column in block.columns)
    has_room = any(not cell for row in block.rows for cell in row)
    columns = tuple(
        Column(WIDTH * column.share / whole, column.caption, FORM, column.is_number)
        for column in block.columns
    )
    grid = Grid(columns, PEN_PADDING if has_room else PRINTED_PADDING, ruled=has_room)
    rows = [grid.lay(row) for row in block.rows]
    note = wrap(block.note, BODY_SOFT, WIDTH)
    if not rows:  # captions over nothing say nothing
        draw_empty(flow, (number, block.title), text_of(block.note) or NO_ROWS)
        return
    together = rows if len(rows) <= FORM_TOGETHER else rows[:2]
    follows = sum(map(grid.row_height, together))
    draw_heading(flow, number, block.title, height_of(note) + grid.head_height + follows)
    flow.paragraph(note)
    draw_table(flow, grid, rows, turns_for_last=turns_for_last)


def _draw_ticks(flow: Flow, number: int, block: Ticks) -> None:
    draw_heading(flow, number, block.title, TICK_ROW)
    for item in block.items:
        lines = wrap(item, BODY, WIDTH - TICK_NOTE - TICK - 24)
        height = max(TICK_ROW, height_of(lines) + 10)
        flow.need(height)
        top = flow.y + (height - TICK) / 2
        flow.page.stroke_box(LEFT + 1, top, TICK, TICK)
        flow.page.write(lines, LEFT + TICK + 12, flow.y + (height - height_of(lines)) / 2)
        flow.page.write(
            wrap("tijd en naam", BODY_SOFT, 80), LEFT + WIDTH - TICK_NOTE, flow.y + height - 24
        )
        _pen_line(flow, LEFT + WIDTH - TICK_NOTE + 84, flow.y + height - 7, LEFT + WIDTH)
        flow.y += height


def _draw_told(flow: Flow, number: int, block: Told) -> None:
    lines = [wrap(sentence, BODY, WIDTH) for sentence in block.sentences]
    draw_heading(flow, number, block.title, height_of(lines[0]) if lines else 0)
    for each in lines:
        if len(each) <= TOLD_TOGETHER and height_of(each) > flow.room:
            flow.next_page()
            flow.y += GUTTER
        flow.paragraph(each, before=2)


def _draw_figures(flow: Flow, number: int, block: Figures) -> None:
    note = wrap(block.note, BODY_SOFT, WIDTH)
    draw_heading(flow, number, block.title, figures_height(block.figures) + height_of(note))
    draw_figures(flow, block.figures)
    flow.paragraph(note, before=4)


def _draw_signatures(flow: Flow, number: int, block: PenSignatures) -> None:
    note = wrap(block.note, BODY, WIDTH)
    draw_heading(flow, number, block.title, height_of(note) + 8 + BOX_PEN + BODY_SOFT.leading)
    flow.paragraph(note)
    width = (WIDTH - BOX_GAP) / 2
    for start in range(0, len(block.boxes), 2):
        roles = [wrap(role, BODY_SOFT, width - 26) for role in block.boxes[start : start + 2]]
        height = BOX_PEN + max(map(height_of, roles))
        flow.need(height + 8)
        flow.y += 8
        for position, role in enumerate(roles):
            x = LEFT + position * (width + BOX_GAP)
            flow.page.stroke_box(x, flow.y, width, height)
            flow.page.write(role, x + 12 + FIRM, flow.y + 8)
            label = wrap("Naam, tijd en handtekening", BODY_SOFT, width - 26)
            flow.page.write(label, x + 12 + FIRM, flow.y + height - 24)
            _pen_line(flow, x + 12, flow.y + height - 28, x + width - 12)
        flow.y += height


def _draw_plot(flow: Flow, number: int, block: Plot) -> None:
    """Draw bars with their numbers; words and bars say the same, in black and white too."""
    labels = [wrap(each.label, BODY, PLOT_LABEL) for each in block.rows]
    numbers = [wrap(each.text, BODY_BOLD, PLOT_NUMBER) for each in block.rows]
    draw_heading(flow, number, block.title, PLOT_ROW * min(len(block.rows), PLOT_TOGETHER))
    left, room = LEFT + PLOT_LABEL + 12, WIDTH - PLOT_LABEL - PLOT_NUMBER - 24
    for each, label, told in zip(block.rows, labels, numbers, strict=True):
        page = flow.page
        flow.need(PLOT_ROW)
        flow.y += 0 if flow.page is page else PLOT_TOP
        flow.page.write(label, LEFT, flow.y + 2)
        middle = flow.y + PLOT_ROW / 2
        flow.page.rules.append(Rule(left, middle, left + room, middle, THIN, SOFTER))
        if each.share:
            bar = Bar(left, middle - PLOT_BAR / 2, room * each.share, PLOT_BAR)
            flow.page.blocks.append(bar)
        flow.page.write_right(told, LEFT + WIDTH, flow.y + 2)
        flow.y += PLOT_ROW


def _pen_line(flow: Flow, left: float, y: float, right: float) -> None:
    flow.page.rules.append(Rule(left, y, right, y, THIN, SOFTER))


_DRAWN: Final[dict[type[Block], Callable[[Flow, int, Any], None]]] = {
    Pairs: _draw_pairs,
    Form: _draw_form,
    Ticks: _draw_ticks,
    Told: _draw_told,
    Figures: _draw_figures,
    PenSignatures: _draw_signatures,
    Plot: _draw_plot,
}
