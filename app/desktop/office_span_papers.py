"""The papers and workbooks that are made of figures over days, beside the window's thread."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.desktop.office_desk_page import school_of
from app.desktop.office_recording import Papers
from app.desktop.office_telling import asking_of, dossier_told
from app.desktop.office_world import OfficeWorld
from app.models.measuring import Figures, Stopped, measured
from app.models.meetings import MEETING_SPANS, meeting_pack
from app.models.office_day import OfficeDay
from app.models.report_span import SpanGround, span_book, span_csv, span_report
from app.models.spans import Span, span_of


def spans_of(name: str, figures: Figures) -> tuple[Span, ...]:
    """Return what the papers of a meeting look at; other papers look at the figures alone."""
    if name not in MEETING_SPANS:
        return (figures.span,)
    found = []
    for kind, by in MEETING_SPANS[name]:
        span = span_of(kind, figures.span.first)
        for _ in range(abs(by)):
            span = span.moved(1 if by > 0 else -1)
        found.append(span)
    return tuple(found)


def first_of(name: str, figures: Figures) -> date:
    """Return the first day that a paper looks at."""
    return min(each.first for each in spans_of(name, figures))


class SpanPapers:
    """Makes what somebody asks for of figures, where they chose."""

    def __init__(self, world: OfficeWorld, papers: Papers) -> None:
        self._world, self._papers = world, papers

    def make(
        self, name: str, figures: Figures, day: OfficeDay, goes_on: Callable[[], bool]
    ) -> bool:
        """Ask where, and have it made there; tell whether somebody chose where.

        Args:
            name: a report, a workbook, figures, or the papers of a meeting.
            figures: what the page shows.
            day: what they are told from.
            goes_on: asked now and then; False stops, and then nothing is written.
        """
        made = self._meeting if name in MEETING_SPANS else self._report
        return self._papers.make(made(name, figures, day, goes_on))

    # ------------------------------------------------------------ within

    def _report(
        self, name: str, figures: Figures, day: OfficeDay, goes_on: Callable[[], bool]
    ) -> Callable[[Path], Path | None]:
        ground = self._ground()

        def make(folder: Path) -> Path | None:
            from app.services import office_papers as papers

            if name == "book":
                return papers.write_workbook(span_book(figures, ground, day), folder, goes_on)
            pack = span_report(figures, ground)
            if name == "csv":
                return papers.write_figures(span_csv(figures), folder, f"{pack.title}-cijfers")
            return papers.write_paper(pack, folder)

        return make

    def _meeting(
        self, name: str, figures: Figures, day: OfficeDay, goes_on: Callable[[], bool]
    ) -> Callable[[Path], Path | None]:
        """Return what makes the papers of a meeting: of the spans that it is about."""
        ground, asking = self._ground(), asking_of(self._world)

        def make(folder: Path) -> Path | None:
            from app.services.office_papers import write_paper

            found = []
            for span in spans_of(name, figures):
                told = dossier_told(asking, span)
                try:
                    of_span = measured(
                        day, span, ground.zone, figures.choice, told, lambda *_: goes_on()
                    )
                except Stopped:
                    return None
                found.append(of_span)
            return write_paper(meeting_pack(name, tuple(found), day, ground), folder)

        return make

    def _ground(self) -> SpanGround:
        known = self._world.known
        return SpanGround(school_of(known.day), known.zone, self._world.now(), known.day.me.name)
