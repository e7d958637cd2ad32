"""The proces-verbaal of a hall, beside a bare ReportLab table of the same rows."""

import io
from collections.abc import Iterator
from dataclasses import astuple
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table

from app.models.paper import paper_of
from app.models.report import SessionReport
from app.models.reporting import report_of
from app.reports.session_report import render_session_report
from tests.bench.figures import Figure, beside, timed
from tests.builders import a_session
from tests.reports.made_up import hall

SIZE: Final = 240
TIMES: Final = 7


def measure() -> Iterator[Figure]:
    """Measure drawing the report, and making the words of it from the state."""
    report = hall(SIZE)
    render_session_report(report)
    bare_table(report)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(TIMES):
        ours.append(timed(lambda: render_session_report(report)))
        theirs.append(timed(lambda: bare_table(report)))
    name = f"proces-verbaal of {SIZE} candidates"
    yield from beside(f"{name}, drawn", ours, "bare ReportLab table of the same rows", theirs,
                      "p50 1000 ms")[:1]  # fmt: skip
    play = a_session(SIZE, arrived=True)
    paper = paper_of(play.session, play.room)
    if paper is None:
        raise RuntimeError("a session without a plan")
    told = [timed(lambda: report_of(paper)) for _ in range(TIMES)]
    yield from beside(f"{name}, told from the state", told, "", [], "none")[:1]


def bare_table(report: SessionReport) -> bytes:
    """Return a PDF with one table of the candidates, in Helvetica."""
    rows = [[str(cell) for cell in astuple(row)] for row in report.candidates]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Table(rows, repeatRows=1)])
    return out.getvalue()
