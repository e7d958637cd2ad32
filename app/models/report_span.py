"""The report of a day, a week or a month: on paper, as figures, and as a workbook of events."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.measures import Measure, MeasureKind, Trace
from app.models.measuring import Figures
from app.models.office_day import OfficeDay
from app.models.pack import Block, Form, FormColumn, PaperPack, Plot, PlotRow, Sheet
from app.models.pack import Figures as Large
from app.models.report import Figure, PaperHead, ReportStatus
from app.models.report_day import guarded
from app.models.report_measures import (
    GROUP,
    NAME,
    REPORT,
    caveat_text,
    choice_text,
    detail_text,
    ground_text,
    shown,
    span_text,
    trace_line,
    value_text,
)
from app.models.spans import Span, SpanKind
from app.models.words import DAYS, date_text
from app.models.workbook import BookCell, BookColumn, BookSheet, CellKind, Figured, Workbook

COLUMNS: Final = (
    FormColumn("Cijfer", 34), FormColumn("Stand", 16, is_number=True), FormColumn("Waarvan", 50),
)  # fmt: skip
LETTERS: Final = {SpanKind.DAY: "DC", SpanKind.WEEK: "WR", SpanKind.MONTH: "MR"}
PLOTTED: Final = {
    SpanKind.DAY: (),
    SpanKind.WEEK: ("no-show", "seal", "complete"),
    SpanKind.MONTH: ("corrections", "no-show", "complete"),
}
LARGE: Final = {
    SpanKind.DAY: ("sessions", "expected", "no-show", "open-issues", "waiting", "refused"),
    SpanKind.WEEK: ("sessions", "no-show", "seal", "receive", "complete", "provided"),
    SpanKind.MONTH: ("corrections", "late-facts", "settled", "differences", "no-show", "complete"),
}
CSV_HEAD: Final = (
    "van", "tot_en_met", "locatie", "team", "soort_examen", "groep", "cijfer", "soort", "waarde",
    "aantal", "van_aantal",
)  # fmt: skip
READING: Final = (
    "Een doorlooptijd is de middelste van tijden die vastgelegd of ontvangen zijn. "
    "De werkmap (XLSX) leidt elk cijfer terug tot zijn gebeurtenissen."
)
SHEET_LETTERS: Final = 31
_BOOK_KIND: Final = {
    MeasureKind.COUNT: CellKind.WHOLE,
    MeasureKind.SHARE: CellKind.SHARE,
    MeasureKind.LEAD: CellKind.MINUTES,
}


@dataclass(frozen=True, slots=True)
class SpanGround:
    """What a report is made for: the school, when (UTC) and by whom."""

    school: str
    zone: ZoneInfo
    made_at: datetime
    made_by: str

    @property
    def made(self) -> str:
        """When and by whom it was made."""
        local = self.made_at.astimezone(self.zone)
        moment = f"{date_text(local.date())} {local:%H:%M}"
        return f"stand van {moment}" + (f", {self.made_by}" if self.made_by else "")


def span_report(figures: Figures, ground: SpanGround) -> PaperPack:
    """Return the report as a paper: the large figures, every group, and plots by day."""
    kind = figures.span.kind
    blocks: list[Block] = [Large("Samen", large_of(figures, LARGE[kind]), _about(figures))]
    blocks += [group_form(figures, group) for group, _ in figures.groups]
    for key in PLOTTED[kind]:
        plot = plot_of(figures, key)
        if plot is not None:
            blocks.append(plot)
    return span_pack(REPORT[kind], figures.span, ground, tuple(blocks), LETTERS[kind])


def large_of(figures: Figures, keys: tuple[str, ...]) -> tuple[Figure, ...]:
    """Return the large figures of a paper."""
    found = [each for key in keys if (each := figures.measure(key)) is not None]
    return tuple(Figure(value_text(each), _caption(each.key)) for each in found)


def group_form(figures: Figures, group: str) -> Form:
    """Return one group of figures as a table."""
    measures = next((its for name, its in figures.groups if name == group), ())
    rows = tuple((NAME[each.key], value_text(each), ground_text(each) or "–") for each in measures)
    return Form(GROUP[group], COLUMNS, rows)


def plot_of(figures: Figures, key: str) -> Plot | None:
    """Return a figure by day as bars with their numbers; None when there is nothing to plot."""
    measure = figures.measure(key)
    if measure is None or measure.kind is MeasureKind.UNMEASURED:
        return None
    busy = {each.on for each in (*measure.counted, *measure.of)}
    told = [each for each in measure.by_day(figures.span.days) if each[0] in busy]
    highest = max((value for _, value in told if value is not None), default=0.0)
    if not told:
        return None
    rows = tuple(
        PlotRow(
            f"{DAYS[day.weekday()]} {day.day}-{day.month}",
            shown(measure.kind, value),
            None if value is None else value / highest if highest else 0.0,
        )
        for day, value in told
    )
    return Plot(f"{NAME[key]} per dag", rows)


def span_csv(figures: Figures) -> str:
    """Return every figure as a row; no person and no event is in it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    span, choice = figures.span, figures.choice
    for group, measures in figures.groups:
        for each in measures:
            value = each.value
            writer.writerow(
                (
                    span.first.isoformat(),
                    span.last.isoformat(),
                    guarded(choice.location),
                    guarded(choice.team),
                    choice.kind,
                    GROUP[group],
                    NAME[each.key],
                    each.kind.value,
                    "" if value is None else _plain(value),
                    len(each.counted),
                    len(each.of) if each.of else "",
                )
            )
    return out.getvalue()


def span_book(figures: Figures, ground: SpanGround, day: OfficeDay) -> Workbook:
    """Return the workbook: the figures, the figures by day, and a sheet of events per figure."""
    rows = [
        (GROUP[group], NAME[each.key], _figured(each, each.value), _unit(each), len(each.counted),
         len(each.of) if each.of else None, ground_text(each))
        for group, measures in figures.groups for each in measures
    ]  # fmt: skip
    about = BookSheet(
        "Rapport",
        (BookColumn("Wat", wide=24), BookColumn("Waarde", wide=60)),
        (
            ("Rapport", REPORT[figures.span.kind]),
            ("Dagen", span_text(figures.span)),
            ("Waarover", choice_text(figures.choice)),
            ("School", ground.school),
            ("Gemaakt", ground.made),
            ("Alles binnen", "ja" if figures.is_whole else "nee, kan nog veranderen"),
            ("Mensen van wie iets gewist is", str(figures.gone)),
        ),
    )
    overview = BookSheet(
        "Cijfers",
        (
            BookColumn("Groep", wide=24),
            BookColumn("Cijfer", wide=34),
            BookColumn("Stand", CellKind.FIGURE, 12),
            BookColumn("Eenheid", wide=12),
            BookColumn("Aantal", CellKind.WHOLE, 10),
            BookColumn("Van", CellKind.WHOLE, 10),
            BookColumn("Waarvan", wide=50),
        ),
        tuple(rows),
    )
    measures = [each for _, its in figures.groups for each in its]
    title = f"{REPORT[figures.span.kind].lower()}-{figures.span.first.isoformat()}"
    sheets = [_sheet(each, day, ground.zone) for each in measures if each.counted or each.of]
    author = ground.school or "Examenbureau"
    return Workbook(title, author, (about, overview, _by_day(figures), *sheets))


def span_pack(
    title: str, span: Span, ground: SpanGround, blocks: tuple[Block, ...], letters: str
) -> PaperPack:
    """Return a paper of the office over a time; its reference begins with letters of its own."""
    subtitle = span_text(span)
    head = PaperHead(
        school=f"{ground.school} · Examenbureau" if ground.school else "Examenbureau",
        author=ground.school or "Examenbureau",
        title=title,
        subtitle=subtitle,
        running_title=f"{title} · {subtitle}",
        reference=f"{letters}-{span.first:%Y-%m%d}",
        status=ReportStatus.BLANK,
        status_text=ground.made,
        status_moment=ground.made,
    )
    name = f"{title.lower().replace(' ', '-')}-{span.first.isoformat()}"
    return PaperPack(name, f"{title} · {subtitle}", ground.made, (Sheet(head, blocks),))


# ---------------------------------------------------------------- within


def _about(figures: Figures) -> str:
    return f"Over {choice_text(figures.choice)}. {READING} {caveat_text(figures)}".strip()


def _caption(key: str) -> str:
    """Return the name of a figure as it stands under it."""
    return f"{NAME[key][:1].lower()}{NAME[key][1:]}"


def _figured(measure: Measure, value: float | None) -> Figured | None:
    kind = _BOOK_KIND.get(measure.kind)
    return None if value is None or kind is None else Figured(kind, value)


def _plain(value: float) -> str:
    """Return a number as a spreadsheet in this country reads it, without needless noughts."""
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _unit(measure: Measure) -> str:
    units = {MeasureKind.COUNT: "aantal", MeasureKind.SHARE: "aandeel",
             MeasureKind.LEAD: "minuten"}  # fmt: skip
    return units.get(measure.kind, "niet gemeten")


def _by_day(figures: Figures) -> BookSheet:
    rows = tuple(
        (day, NAME[each.key], _figured(each, value), _unit(each))
        for _, measures in figures.groups
        for each in measures
        if each.counted or each.of
        for day, value in each.by_day(figures.span.days)
        if value is not None
    )
    columns = (
        BookColumn("Dag", CellKind.DATE, 12),
        BookColumn("Cijfer", wide=34),
        BookColumn("Stand", CellKind.FIGURE, 12),
        BookColumn("Eenheid", wide=12),
    )
    return BookSheet("Per dag", columns, rows)


def _sheet(measure: Measure, day: OfficeDay, zone: ZoneInfo) -> BookSheet:
    """Return what a figure rests on: events by their id, people by their id of enrolment.

    First what it counts; of a share also each of what it is a share of. Of provisions no person
    stands in it: a measure beside a person is health data.
    """
    columns = (
        BookColumn("Deel", wide=10),
        BookColumn("Dag", CellKind.DATE, 12),
        BookColumn("Tijd", CellKind.MOMENT, 18),
        BookColumn("Wat", wide=24),
        BookColumn("Zitting", wide=30),
        BookColumn("Zaal", wide=14),
        BookColumn("Deelname", wide=38),
        BookColumn("Door", wide=24),
        BookColumn("Minuten", CellKind.MINUTES, 10),
        BookColumn("Toelichting", wide=40),
        BookColumn("Gebeurtenis", wide=68),
        BookColumn("Kenmerk zitting", wide=38),
    )
    counted = [("telt", *_row(each, measure, day, zone)) for each in measure.counted]
    of = [("van", *_row(each, measure, day, zone)) for each in measure.of]
    return BookSheet(NAME[measure.key][:SHEET_LETTERS], columns, (*counted, *of))


def _row(trace: Trace, measure: Measure, day: OfficeDay, zone: ZoneInfo) -> tuple[BookCell, ...]:
    line = trace_line(trace, day, zone, measure.key)
    at = None if trace.at is None else trace.at.astimezone(zone).replace(tzinfo=None)
    candidate = "" if measure.is_of_health else trace.candidate
    return (trace.on, at, line.what, line.session, line.room, candidate, trace.by, trace.minutes,
            detail_text(trace, day), trace.leaf, trace.session)  # fmt: skip
