"""The day report of the mockup's day at 13:05 (12), as its screen would say it."""

from app.models.values import DayPart
from app.screens.office.board_ui import Figure
from app.screens.office.day_report import DayReportScreen, ReportRow, TodoLine
from app.screens.room.wording import Tone


def exam(name: str, counts: str, no_show: str, rest: str, papers: str) -> ReportRow:
    """Return one row of the mockup; counts are expected, came, late and AWE, notes."""
    expected, came, late = counts.split()
    provided, notes = rest.split()
    share = float(no_show.rstrip("%").replace(",", ".")) / 15
    received = papers.endswith("ontvangen")
    return ReportRow(
        name, expected, came, late, min(1, share), no_show, provided, notes, papers, received
    )


ROWS = (
    exam("Burgerschap", "42 40 3", "4,8%", "4 4", "2 ontvangen"),
    exam("Engels lezen B1", "25 25 1", "0,0%", "2 2", "1 ontvangen"),
    exam("Engels schrijven B1", "18 16 0", "11,1%", "2 3", "1 ontvangen"),
    exam("Nederlands lezen 3F", "240 235 7", "2,1%", "31 12", "1 ontvangen"),
    exam("Praktijk verzorging", "8 8 0", "0,0%", "0 2", "1 ontvangen"),
    exam("Rekenen niveau 2", "20 19 0", "5,0%", "6 2", "1 getekend"),
    exam("Rekenen niveau 3", "53 50 1", "5,7%", "9 5", "2 ontvangen"),
    exam("Rekenen niveau 4", "28 25 2", "10,7%", "7 10", "1 ontvangen"),
    exam("Theorie verpleegkunde", "26 24 1", "7,7%", "4 2", "1 ontvangen"),
    exam("Aparte ruimte, 4 examens", "8 8 0", "0,0%", "8 3", "4 ontvangen"),
    ReportRow("Totaal", "468", "450", "15", 0.0, "3,8%", "73", "45", "14 van 15", False, True),
)
REPORT = DayReportScreen(
    day="dinsdag 9 juni 2026",
    half=DayPart.MORNING,
    figures=(
        Figure("3,8%", "no-show", "18 van 468"),
        Figure("15", "te laat", "3,3% van wie kwam"),
        Figure("11", "meldingen", "10 opgelost, 1 open"),
        Figure("15 van 15", "verslagen getekend", "14 ontvangen"),
    ),
    rows=ROWS,
    todo=(
        TodoLine(
            "EX-21: nog niet alles ontvangen",
            "6 handelingen staan alleen daar, laatste contact 09:58.",
            "hard-drive",
            Tone.WARNING,
        ),
        TodoLine("Melding 7 staat nog open", "Telefoon op tafel.", "triangle-alert", Tone.WARNING),
        TodoLine("1 verschil is nog niet bekeken.", "", "triangle-alert", Tone.WARNING),
    ),
    ahead="woensdag 10 juni: 8 zittingen, 196 kandidaten, 22 met voorzieningen.",
    empty="",
    foot=("13:04", "12 van 12 zalen getekend"),
)
