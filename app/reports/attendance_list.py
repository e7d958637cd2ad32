"""The presentielijst: who was expected, with birth date for the check against an ID."""

from typing import Final

from app.models.report import RENDER_VERSION, AttendanceList, AttendanceRow, Cell
from app.reports.blocks import PAIRS, draw_figures, draw_head, figures_height, pair_rows
from app.reports.faces import Style, wrap
from app.reports.layout import BODY_SOFT, WIDTH, Flow
from app.reports.painting import Imprint, identity_of, paint
from app.reports.session_report import UnknownRenderVersion
from app.reports.tables import Column, Grid, draw_empty, draw_heading, draw_section

LIST: Final = Style(12.5, 16)
ROWS: Final = Grid(
    (
        Column(44, "Stoel", LIST),
        Column(76, "Nummer", LIST),
        Column(220, "Naam", LIST),
        Column(96, "Geboren", LIST),
        Column(96, "Status", LIST),
        Column(60, "Binnen", LIST),
        Column(WIDTH - 592, "Ingeleverd", LIST),
    ),
    padding=1.8,
)
SIGNED_ROWS: Final = Grid(
    (
        Column(42, "Stoel", LIST),
        Column(72, "Nummer", LIST),
        Column(160, "Naam", LIST),
        Column(82, "Geboren", LIST),
        Column(72, "Status", LIST),
        Column(52, "Binnen", LIST),
        Column(72, "Ingeleverd", LIST),
        Column(WIDTH - 552, "Handtekening", LIST),
    ),
    padding=6,
)


def render_attendance_list(attendance_list: AttendanceList) -> bytes:
    """Return the PDF of an attendance list; the same list gives the same bytes.

    Raises:
        UnknownRenderVersion: the list names another drawing than this one.
    """
    if attendance_list.render_version != RENDER_VERSION:
        raise UnknownRenderVersion(f"render version {attendance_list.render_version}")
    head = attendance_list.head
    flow = Flow(head)
    draw_head(flow, head)
    number = 1
    if attendance_list.session:
        draw_section(flow, (number, "Zitting"), PAIRS, pair_rows(attendance_list.session))
        number += 1
    if attendance_list.attendance:
        figures = attendance_list.attendance
        draw_heading(flow, number, "Aanwezigheid", figures_height(figures))
        draw_figures(flow, figures)
        number += 1
    _draw_candidates(flow, attendance_list, number)
    for position, note in enumerate(attendance_list.notes):
        flow.paragraph(wrap(note, BODY_SOFT, WIDTH), before=0 if position else 6)
    imprint = Imprint(
        title=f"{head.running_title} · {head.reference}",
        author=head.author,
        subject=head.status_moment,
        render_version=attendance_list.render_version,
        identity=attendance_list.record_root or identity_of(attendance_list),
    )
    return paint(flow.finish(attendance_list.record_root), imprint)


def _draw_candidates(flow: Flow, attendance_list: AttendanceList, number: int) -> None:
    signed = attendance_list.with_signatures
    grid = SIGNED_ROWS if signed else ROWS
    rows = [grid.lay(_cells(row, signed=signed)) for row in attendance_list.candidates]
    if rows:
        draw_section(flow, (number, "Kandidaten"), grid, rows)
    else:
        draw_empty(flow, (number, "Kandidaten"), "Geen kandidaten op de lijst.")


def _cells(row: AttendanceRow, *, signed: bool) -> tuple[Cell, ...]:
    cells = (
        row.seat,
        row.number,
        row.name,
        row.birth_date,
        row.status,
        row.arrived,
        row.handed_in,
    )
    return (*cells, "") if signed else cells
