"""The checklist "klaar voor nieuw werken" on paper, as it stood when it was asked."""

from collections.abc import Sequence
from typing import Final

from app.models.pack import Form, FormColumn, PaperPack, Sheet, Told
from app.models.report import PaperHead, ReportStatus
from app.models.report_day import ReportGround

TITLE: Final = "Klaar voor nieuw werken"
_COLUMNS: Final = (
    FormColumn("Punt", 28),
    FormColumn("Stand", 12),
    FormColumn("Geteld", 28),
    FormColumn("Gezegd", 32),
)
ABOUT: Final = (
    "Wat geteld is volgt uit het dossier op dit moment; wat gezegd is, zei wie erbij staat.",
)


def ready_report(rows: Sequence[tuple[str, str, str, str]], ground: ReportGround) -> PaperPack:
    """Return the checklist as a paper: a row for each item."""
    head = PaperHead(
        school=f"{ground.school} · Examenbureau" if ground.school else "Examenbureau",
        author=ground.school or "Examenbureau",
        title=TITLE,
        subtitle=ground.made,
        running_title=TITLE,
        reference=f"KLR-{ground.day:%Y-%m%d}",
        status=ReportStatus.BLANK,
        status_text=ground.made,
        status_moment=ground.made,
    )
    blocks = (Form("De lijst", _COLUMNS, tuple(rows)), Told("Over deze lijst", ABOUT))
    name = f"klaar-voor-nieuw-werken-{ground.day.isoformat()}"
    return PaperPack(name, TITLE, ground.made, (Sheet(head, blocks),))
