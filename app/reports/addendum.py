"""The addendum: what came after the seal of a proces-verbaal, as a PDF beside it."""

from app.models.report import RENDER_VERSION, Addendum
from app.reports.blocks import draw_head
from app.reports.faces import wrap
from app.reports.layout import BODY, WIDTH, Flow
from app.reports.painting import Imprint, identity_of, paint
from app.reports.session_report import ITEMS, UnknownRenderVersion, draw_authenticity, item_rows
from app.reports.tables import draw_section


def render_addendum(addendum: Addendum) -> bytes:
    """Return the PDF of an addendum; the same addendum gives the same bytes.

    Raises:
        UnknownRenderVersion: It names another drawing than this one.
    """
    if addendum.render_version != RENDER_VERSION:
        raise UnknownRenderVersion(f"render version {addendum.render_version}")
    flow = Flow(addendum.head)
    draw_head(flow, addendum.head)
    flow.paragraph(wrap(addendum.text, BODY, WIDTH), before=8)
    heading = (1, "Na de verzegeling, op volgorde van vastleggen")
    draw_section(flow, heading, ITEMS, item_rows(addendum.items, 1))
    draw_authenticity(flow, 2, addendum.authenticity)
    imprint = Imprint(
        title=f"{addendum.head.running_title} · {addendum.head.reference}",
        author=addendum.head.author,
        subject=addendum.head.status_moment,
        render_version=addendum.render_version,
        identity=identity_of(addendum),
    )
    return paint(flow.finish(addendum.authenticity.record_root), imprint)
