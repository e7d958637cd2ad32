"""The proces-verbaal: one session report as a PDF, the same bytes wherever it is drawn."""

from collections.abc import Sequence
from typing import Final

from app.models.report import (
    RENDER_VERSION,
    Authenticity,
    Cell,
    NumberedItem,
    Run,
    Section,
    SessionReport,
    SignatureBox,
    digest_text,
    item_number,
    numbers_in,
    runs_of,
)
from app.reports.blocks import (
    PAIRS,
    draw_box,
    draw_figures,
    draw_head,
    figures_height,
    pair_rows,
    qr_blocks,
)
from app.reports.faces import Line, Style, height_of, wrap
from app.reports.layout import (
    BODY,
    BODY_BOLD,
    BODY_SOFT,
    BODY_SOFTER,
    FIRM,
    GAP,
    LEFT,
    SMALL,
    WIDTH,
    Flow,
)
from app.reports.letters import Face
from app.reports.painting import Imprint, identity_of, paint
from app.reports.tables import (
    Column,
    Grid,
    LaidRow,
    draw_empty,
    draw_heading,
    draw_section,
    draw_table,
)

LIST: Final = Style(12.5, 16)
NAME: Final = Style(18, 26, Face.BOLD)
COURSE: Final = Grid(
    (
        Column(214, "Moment"),
        Column(98, "Gepland"),
        Column(122, "Werkelijk"),
        Column(WIDTH - 434, "Opmerking"),
    )
)
PROVISIONS: Final = Grid(
    (
        Column(46, "Stoel"),
        Column(132, "Kandidaat"),
        Column(142, "Toegekend"),
        Column(WIDTH - 320, "Uitkomst"),
    )
)
ITEMS: Final = Grid((Column(38), Column(92), Column(WIDTH - 130)))
MATERIAL: Final = Grid(
    (
        Column(200, "Wat"),
        Column(120, "Uit"),
        Column(176, "Terug"),
        Column(WIDTH - 496, "Gesloten"),
    )
)
CANDIDATES: Final = Grid(
    (
        Column(44, "Stoel", LIST),
        Column(70, "Nummer", LIST),
        Column(150, "Naam", LIST),
        Column(70, "Status", LIST),
        Column(52, "Binnen", LIST),
        Column(132, "Ingeleverd", LIST),
        Column(WIDTH - 518, "Bijzonder", LIST),
    ),
    padding=1.8,
)
BOX_GAP: Final = 14.0
BOX_WIDTH: Final = (WIDTH - BOX_GAP) / 2
QR_SIDE: Final = 72.0


class UnknownRenderVersion(ValueError):
    """The report asks for a drawing that this program does not make."""


def render_session_report(report: SessionReport) -> bytes:
    """Return the PDF of a session report.

    The same report gives the same bytes on any machine. A record without content in an
    optional section leaves that section out and the numbers run on (`section_numbers`).

    Raises:
        UnknownRenderVersion: the report names another drawing than this one.
    """
    if report.render_version != RENDER_VERSION:
        raise UnknownRenderVersion(f"render version {report.render_version}")
    flow = Flow(report.head)
    draw_head(flow, report.head)
    _draw_session(flow, report)
    _draw_provisions(flow, report)
    _draw_irregularities(flow, report)
    _draw_material(flow, report)
    _draw_candidates(flow, report)
    _draw_signing(flow, report)
    _draw_late(flow, report)
    _draw_authenticity(flow, report)
    root = report.authenticity.record_root
    imprint = Imprint(
        title=f"{report.head.running_title} · {report.head.reference}",
        author=report.head.author,
        subject=report.head.status_moment,
        render_version=report.render_version,
        identity=root or identity_of(report),
    )
    return paint(flow.finish(root), imprint)


def _heading(report: SessionReport, section: Section, title: str) -> tuple[int, str]:
    return numbers_in(report)[section], title


def _draw_session(flow: Flow, report: SessionReport) -> None:
    """Sections 1 to 3: what was to happen, what happened, how many came."""
    heading = _heading(report, Section.SESSION, "Zitting")
    draw_section(flow, heading, PAIRS, pair_rows(report.session))
    course = [
        COURSE.lay((row.moment, row.planned, row.actual, row.remark)) for row in report.course
    ]
    draw_section(flow, _heading(report, Section.COURSE, "Verloop"), COURSE, course)
    number, title = _heading(report, Section.ATTENDANCE, "Aanwezigheid")
    draw_heading(flow, number, title, figures_height(report.attendance))
    draw_figures(flow, report.attendance)


def _draw_provisions(flow: Flow, report: SessionReport) -> None:
    title = "Voorzieningen (AWE), één regel per toegekende voorziening"
    rows = [
        PROVISIONS.lay((row.seat, row.candidate, row.granted, row.outcome))
        for row in report.provisions
    ]
    if rows:
        draw_section(flow, _heading(report, Section.PROVISIONS, title), PROVISIONS, rows)
        if report.provisions_text:
            flow.y += 4
            flow.paragraph(wrap(report.provisions_text, BODY_SOFT, WIDTH))
        return
    heading = _heading(report, Section.PROVISIONS, "Voorzieningen (AWE)")
    draw_empty(flow, heading, "Geen voorzieningen toegekend.")


def item_rows(items: Sequence[NumberedItem], section_number: int) -> list[LaidRow]:
    """Lay numbered items out as rows."""
    return [
        [
            wrap(item_number(section_number, position), BODY, ITEMS.inner(0)),
            wrap(item.time, BODY, ITEMS.inner(1)),
            _item_lines(item),
        ]
        for position, item in enumerate(items)
    ]


def _item_lines(item: NumberedItem) -> list[Line]:
    width = ITEMS.inner(2)
    text: Cell = item.text
    if item.lead:
        joint = (Run(" · "),) if item.text else ()
        text = (Run(item.lead, bold=True), *joint, *runs_of(item.text))
    lines = wrap(text, BODY, width)
    for correction in item.corrections:
        lines += [
            Line(line.pieces, line.style, indent=12, barred=True)
            for line in wrap(correction, BODY, width - 12)
        ]
    return lines


def _draw_irregularities(flow: Flow, report: SessionReport) -> None:
    number = numbers_in(report)[Section.IRREGULARITIES]
    if report.irregularities:
        rows = item_rows(report.irregularities, number)
        draw_section(flow, (number, "Bijzonderheden, op volgorde van tijd"), ITEMS, rows)
    else:
        draw_empty(flow, (number, "Bijzonderheden"), "Geen bijzonderheden genoteerd.")
    if report.statements:
        width = WIDTH - 2 * (14 + FIRM)
        lines = [*wrap("Verklaringen", BODY_BOLD, width), Line((), GAP)]
        for statement in report.statements:
            lines += wrap(statement, BODY, width)
        draw_box(flow, lines, before=14, padding=(10, 14))


def _draw_material(flow: Flow, report: SessionReport) -> None:
    if not report.material:
        return
    rows = [
        MATERIAL.lay((row.what, row.given_out, row.returned, row.closed))
        for row in report.material
    ]
    draw_section(flow, _heading(report, Section.MATERIAL, "Materiaal"), MATERIAL, rows)
    flow.paragraph(wrap(report.material_note, BODY_SOFT, WIDTH), before=6)


def _draw_candidates(flow: Flow, report: SessionReport) -> None:
    heading = _heading(report, Section.CANDIDATES, "Kandidaten")
    rows = [
        CANDIDATES.lay(
            (
                row.seat,
                row.number,
                row.name,
                row.status,
                row.arrived,
                row.handed_in,
                row.remark,
            )
        )
        for row in report.candidates
    ]
    if rows:
        draw_section(flow, heading, CANDIDATES, rows, whole=True)
    else:
        draw_empty(flow, heading, "Geen kandidaten op de lijst.")


def _box_lines(box: SignatureBox) -> list[Line]:
    width = BOX_WIDTH - 2 * (12 + FIRM)
    lines = wrap(box.role, BODY_SOFTER, width) + wrap(box.name, NAME, width)
    for line in box.lines:
        lines += wrap(line, BODY, width)
    if box.unable:
        lines += wrap(f"Kan niet tekenen: {box.unable}", BODY_BOLD, width)
    for lapsed in box.lapsed:
        lines += [Line((), GAP), *wrap(lapsed, SMALL, width)]
    return lines


def _draw_signing(flow: Flow, report: SessionReport) -> None:
    """Draw the boxes two by two, each pair whole and of one height."""
    boxes = [_box_lines(box) for box in report.signatures]
    pairs = [boxes[start : start + 2] for start in range(0, len(boxes), 2)]
    heights = [max(map(height_of, pair)) + 2 * (9 + FIRM) for pair in pairs]
    sentence = wrap(report.signing_text, BODY, WIDTH)
    number, title = _heading(report, Section.SIGNING, "Ondertekening")
    draw_heading(flow, number, title, height_of(sentence) + 8 + (heights[0] if heights else 0))
    flow.paragraph(sentence)
    for pair, height in zip(pairs, heights, strict=True):
        flow.need(height + 8)
        flow.y += 8
        for position, lines in enumerate(pair):
            x = LEFT + position * (BOX_WIDTH + BOX_GAP)
            flow.page.stroke_box(x, flow.y, BOX_WIDTH, height)
            flow.page.write(lines, x + 12 + FIRM, flow.y + 9 + FIRM)
        flow.y += height


def _draw_late(flow: Flow, report: SessionReport) -> None:
    if not report.late:
        return
    number = numbers_in(report)[Section.LATE]
    sentence = wrap(report.late_text, BODY, WIDTH)
    rows = item_rows(report.late, number)
    if not sentence:
        draw_section(flow, (number, "Nagekomen"), ITEMS, rows)
        return
    draw_heading(flow, number, "Nagekomen", height_of(sentence) + ITEMS.row_height(rows[0]))
    flow.paragraph(sentence)
    draw_table(flow, ITEMS, rows)


def _draw_authenticity(flow: Flow, report: SessionReport) -> None:
    draw_authenticity(flow, numbers_in(report)[Section.AUTHENTICITY], report.authenticity)


def draw_authenticity(flow: Flow, number: int, part: Authenticity) -> None:
    """Draw what sealing means, with the digest in words and as a code."""
    title = "Controle op echtheid"
    root = part.record_root
    indent = QR_SIDE + 16 if root else 0
    lines = wrap(part.text, BODY, WIDTH - indent)
    if root:
        lines += wrap(part.digest_caption, BODY_SOFT, WIDTH - indent)
        lines += wrap(digest_text(root), BODY_SOFT, WIDTH - indent)
    height = max(height_of(lines), QR_SIDE + 4 if root else 0)
    draw_heading(flow, number, title, height)
    top = flow.y
    if root:
        flow.page.blocks += qr_blocks(root.hex(), LEFT, top + 4, QR_SIDE)
    flow.page.write(lines, LEFT + indent, top + (height - height_of(lines)) / 2)
    flow.y = top + height
