"""The page of reports with the longest words it will meet: a week, and what a figure rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from app.models.measures import Choice, Measure, MeasureKind, Missing, Trace
from app.models.measuring import GROUPS, LEADS, NEVER_RECEIVED, SHARES, Figures, Sorts
from app.models.report_measures import TraceLine
from app.models.spans import SpanKind, span_of
from app.screens.office.report import report_screen, trace_rows
from app.screens.office.report_ui import ReportUi

DAY = date(2026, 6, 9)
TEAM = "Maatschappelijke zorg en begeleiding"
PERSON = "Maximiliaan-Alexander van der Hooghwerff-Schimmelpenninck"
COUNTED = tuple(Trace(on=date(2026, 6, 8 + n % 5), minutes=95.0) for n in range(37))


def a_measure(key: str) -> Measure:
    """Return a figure of its own kind."""
    if key in NEVER_RECEIVED:
        return Measure(key, MeasureKind.UNMEASURED, missing=Missing.NEVER_RECEIVED)
    if key in SHARES:
        return Measure(key, MeasureKind.SHARE, COUNTED, COUNTED * 30)
    return Measure(key, MeasureKind.LEAD if key in LEADS else MeasureKind.COUNT, COUNTED)


FIGURES = Figures(
    span_of(SpanKind.WEEK, DAY),
    Choice(team=TEAM),
    tuple((group, tuple(map(a_measure, keys))) for group, keys in GROUPS[SpanKind.WEEK]),
    Sorts(("Kanaalstraat",), (TEAM,), ("central", "institution")),
)
LINE = TraceLine(
    day="9 jun", time="09:31", what="Afwezig", session="Nederlands lezen 3F", room="A0.02",
    candidate=PERSON, by="B. Hendriks", detail="twee keer gebeld", leaf="d640232c" * 8,
)  # fmt: skip
UI = ReportUi(
    datetime(2026, 6, 9, 14, 30, tzinfo=UTC),
    ZoneInfo("Europe/Amsterdam"),
    FIGURES.span,
    FIGURES.choice,
    FIGURES,
    told_at=datetime(2026, 6, 9, 14, 29, tzinfo=UTC),
    selected="no-show",
    lists="Elke dag om 13:30, per team apart, zodra je een map koos.",
    foot=("16:30", "weekrapport-2026-06-08.pdf staat in Documenten."),
)
SPAN = report_screen(UI)
SHARE = Measure("no-show", MeasureKind.SHARE, COUNTED[:4], COUNTED[:5])
LINES = (LINE,) * 9
TRACED = report_screen(
    replace(UI, traced="no-show", lines=LINES, rows=trace_rows(LINES, SHARE), foot=("", ""))
)
