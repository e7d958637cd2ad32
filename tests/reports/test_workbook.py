"""The workbook of a report: every figure leads to its events, and no text is ever a formula."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Read

from app.models.measures import Choice, MeasureKind
from app.models.measuring import OF_HEALTH, Figures, measured
from app.models.report_measures import NAME
from app.models.report_span import SHEET_LETTERS, SpanGround, span_book, span_csv
from app.models.spans import SpanKind, span_of
from app.models.workbook import BookColumn, BookSheet, CellKind, Figured, Workbook
from app.reports.workbook import render_workbook
from tests.builders import candidate_id
from tests.months import DAYS, NOW, ZONE, Month, a_month

GROUND = SpanGround("School voor Proeven", ZONE, NOW, "S. Lieverse")
MONTH = span_of(SpanKind.MONTH, DAYS[0])


@pytest.fixture(scope="module")
def month() -> Month:
    return a_month()


@pytest.fixture(scope="module")
def june(month: Month) -> Figures:
    return measured(month.day(), MONTH, ZONE, Choice(), month.told())


@pytest.fixture(scope="module")
def book(month: Month, june: Figures) -> Read:
    return read(render_workbook(span_book(june, GROUND, month.day())))


def read(content: bytes) -> Read:
    return openpyxl.load_workbook(BytesIO(content))


def rows_of(book: Read, sheet: str) -> Iterator[dict[str, object]]:
    head, *rows = book[sheet].iter_rows(values_only=True)
    return (dict(zip(map(str, head), row, strict=True)) for row in rows)


def test_every_figure_leads_to_a_sheet_of_its_events(
    month: Month, june: Figures, book: Read
) -> None:
    told = {row["Cijfer"]: row for row in rows_of(book, "Cijfers")}
    known = {event.leaf for event in (*month.raw, *month.office, *month.school)}
    known |= {source.leaf for source in month.told().sources} | {None}
    for _, measures in june.groups:
        for each in measures:
            assert told[NAME[each.key]]["Stand"] == pytest.approx(each.value)
            if each.counted:
                found = list(rows_of(book, NAME[each.key]))
                parts = [row["Deel"] for row in found]
                assert parts.count("telt") == told[NAME[each.key]]["Aantal"] == len(each.counted)
                assert parts.count("van") == len(each.of)
                assert {row["Gebeurtenis"] for row in found} <= known
            if each.kind is MeasureKind.UNMEASURED:
                assert told[NAME[each.key]]["Eenheid"] == "niet gemeten"


def test_every_figure_has_a_sheet_of_its_own_name() -> None:
    names = {name[:SHEET_LETTERS].lower() for name in NAME.values()}
    assert len(names) == len(NAME)
    assert not set("".join(names)) & set("[]:*?/\\'")


def test_of_provisions_nobody_stands_in_the_workbook(june: Figures, book: Read) -> None:
    people = {candidate_id(number) for number in range(1, 7)}
    for key in OF_HEALTH:
        measure = june.measure(key)
        if measure is not None and measure.counted:
            cells = {cell for row in rows_of(book, NAME[key]) for cell in row.values()}
            assert people.isdisjoint(cells)
    assert people & {row["Deelname"] for row in rows_of(book, NAME["no-show"])}


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 6", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "{=A1}", "1e9", "  "]
)
def test_a_text_stays_a_text(text: str) -> None:
    sheet = BookSheet("Blad", (BookColumn("Wat"),), ((text,),))
    cell = read(render_workbook(Workbook("x", "y", (sheet,))))["Blad"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_what_was_not_measured_is_an_empty_cell() -> None:
    columns = (BookColumn("Stand", CellKind.FIGURE), BookColumn("Wat"))
    sheet = BookSheet("Blad", columns, ((None, "x"),))
    assert read(render_workbook(Workbook("x", "y", (sheet,))))["Blad"]["A2"].value is None


def test_a_number_a_share_a_day_and_a_moment_are_what_they_are() -> None:
    columns = tuple(BookColumn(kind.value, kind) for kind in
                    (CellKind.WHOLE, CellKind.FIGURE, CellKind.DATE, CellKind.MOMENT))  # fmt: skip
    moment = datetime(2026, 6, 9, 13, 31, 5)  # noqa: DTZ001 - a spreadsheet has no zones
    row = (3, Figured(CellKind.SHARE, 0.125), date(2026, 6, 9), moment)
    sheet = BookSheet("Blad", columns, (row,))
    first, *_ = list(read(render_workbook(Workbook("x", "y", (sheet,))))["Blad"])[1:]
    assert [cell.value for cell in first] == [3, 0.125, datetime(2026, 6, 9), moment]  # noqa: DTZ001
    assert [first[1].number_format, first[2].number_format] == ["0.0%", "dd-mm-yyyy"]


def test_the_same_figures_give_the_same_bytes(month: Month, june: Figures) -> None:
    book = span_book(june, GROUND, month.day())
    assert render_workbook(book) == render_workbook(book)


def test_who_stops_it_gets_no_file() -> None:
    sheet = BookSheet("Blad", (BookColumn("Wat"),), (("x",),) * 1_200)
    assert render_workbook(Workbook("x", "y", (sheet,)), lambda: False) == b""


def test_the_figures_as_csv_hold_no_person_no_event_and_no_formula(month: Month) -> None:
    choice = Choice(team='=cmd|"/c calc"!A1')
    figures = measured(month.day(), MONTH, ZONE, choice, month.told())
    text = span_csv(figures)
    head, *rows = csv.reader(text.splitlines(), delimiter=";")
    assert {row[head.index("team")] for row in rows} == {"'" + choice.team}
    assert len(rows) == sum(len(its) for _, its in figures.groups)
    assert not any(event.leaf in text for event in month.raw)
