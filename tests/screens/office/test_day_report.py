"""The day report: every figure can be counted again, and no name of a person leaves in a CSV."""

from dataclasses import replace
from datetime import UTC, date
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from app.models import office_commands as c
from app.models.board import LaptopSeen
from app.models.calamity_commands import OpenCalamity
from app.models.commands import EndSession, EstablishNoShow, HandIn, RegisterArrival
from app.models.day_figures import day_figures
from app.models.desk import desk_rows
from app.models.office_day import OfficeDay
from app.models.report_day import (
    EXAM_COLUMNS,
    ReportGround,
    day_csv,
    day_report,
    desk_list,
    guarded,
)
from app.models.values import DayPart
from app.reports.paper_pack import render_paper_pack
from app.screens.office.day_report import DayReportUi, day_report_screen
from tests.builders import MINUTE, START, Play, a_plan, a_session, candidate_id
from tests.models.test_hotline import Office

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = date(2026, 12, 9)
AFTER = START + 240 * MINUTE


def a_day() -> dict[str, Play]:
    """Two rooms: in one a candidate is late and one absent, the other did not start."""
    one = a_session(4, session="s-a", room="a0.02")
    for number in (1, 2):
        one.do(RegisterArrival("s-a", candidate_id(number)), START - MINUTE)
    one.do(RegisterArrival("s-a", candidate_id(3)), START + 9 * MINUTE)
    one.do(EstablishNoShow("s-a", (candidate_id(4),)), START + 30 * MINUTE)
    two = a_session(5, session="s-b", room="b1.14", started=False,
                    plan=a_plan(name="Engels lezen"))  # fmt: skip
    return {"s-a": one, "s-b": two}


def day_of(plays: dict[str, Play], office: Office | None = None) -> OfficeDay:
    sessions = {key: play.session for key, play in plays.items()}
    events = () if office is None else tuple(office.events)
    return OfficeDay(sessions, events)


def ground(**changes: object) -> ReportGround:
    made = ReportGround("School voor Proeven", DAY, None, ZONE, AFTER, "S. Lieverse")
    return replace(made, **changes)  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_figures_count_what_was_recorded_and_a_share_names_its_whole() -> None:
    told = day_figures(day_of(a_day()), DAY, ZONE, None)
    total = told.total
    counts = [len(each) for each in (total.expected, total.came, total.late, total.absent)]
    assert counts == [9, 3, 1, 1]
    assert (len(total.due), total.no_show) == (4, 0.25)
    assert [each.name for each in told.exams] == ["Engels lezen", "Rekenen mbo niveau 3"]


def test_every_figure_leads_back_to_candidates_and_events() -> None:
    plays = a_day()
    total = day_figures(day_of(plays), DAY, ZONE, None).total
    assert total.absent == (("s-a", candidate_id(4)),)
    assert total.late == (("s-a", candidate_id(3)),)
    known = {(key, who) for key, play in plays.items() for who in play.session.enrolments}
    assert set(total.expected) == known


def test_a_half_day_holds_its_own_sessions_and_another_day_none() -> None:
    day = day_of(a_day())
    assert day_figures(day, DAY, ZONE, DayPart.AFTERNOON).exams == ()
    assert len(day_figures(day, DAY, ZONE, DayPart.MORNING).exams) == 2
    assert day_figures(day, date(2026, 12, 10), ZONE, None).exams == ()
    before = day_figures(day, date(2026, 12, 8), ZONE, None).ahead
    assert before is not None
    assert (before.day, before.sessions, before.candidates) == (DAY, 2, 9)


def test_what_is_still_to_do_is_named() -> None:
    plays = a_day()
    plays["s-a"].do(OpenCalamity(), START + 40 * MINUTE)
    plays["s-a"].do(HandIn("s-a", (candidate_id(1),)), START + 80 * MINUTE)
    plays["s-a"].do(EndSession("s-a"), START + 90 * MINUTE)
    laptop = LaptopSeen("d", "EX-21", "a0.02", START, waiting=6)
    screen = day_report_screen(day_of(plays), (laptop,), DayReportUi(AFTER, ZONE))
    titles = [line.title for line in screen.todo]
    assert any("a0.02" in title for title in titles)
    assert any("staat nog open" in title for title in titles)
    assert titles[-1] == "EX-21: nog niet alles ontvangen"


def test_a_day_with_nothing_left_says_so() -> None:
    screen = day_report_screen(day_of({}), (), DayReportUi(AFTER, ZONE))
    assert screen.todo[0].title == "Niets meer te doen"
    assert screen.empty


def test_the_csv_holds_the_figures_and_no_person() -> None:
    told = day_csv(day_figures(day_of(a_day()), DAY, ZONE, None), ground())
    lines = told.splitlines()
    assert len(lines) == 4
    assert lines[-1].split(";")[2:9] == ["Totaal", "9", "3", "1", "1", "4", "0,2500"]
    assert "Proef" not in told


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", " =1", "＝1", "\u00a0+x", "\n=1"])
def test_a_name_is_no_formula_of_a_spreadsheet(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_the_report_on_paper_tells_the_same_figures_and_the_note() -> None:
    told = day_figures(day_of(a_day()), DAY, ZONE, None)
    pack = day_report(told, ground(note="Rustige dag."))
    pdf = render_paper_pack(pack)
    text = text_of(pdf)
    for piece in ("Dagrapport", "25,0%", "Engels lezen", "Rustige dag.", "S. Lieverse"):
        assert piece in text
    assert all(heading in text for heading, _ in EXAM_COLUMNS), "no heading parts within a word"
    assert render_paper_pack(pack) == pdf, "the same report gives the same bytes"


def test_the_list_of_the_desk_prints_who_counted() -> None:
    play = a_session(2, arrived=True)
    office = Office(play)
    office.do(c.ReceiveStaff("p9", "Kuiper, Jo", "2026-12-09", "morning", True), START)
    day = office.day()
    rows = desk_rows(day, DayPart.MORNING, ZONE)
    shifts = {event.leaf: "SL" for event in office.events[:1]}
    pack = desk_list(rows, ground(half=DayPart.MORNING), shifts)
    text = text_of(render_paper_pack(pack))
    assert "Jo Kuiper" in text
    assert "09:00 SL" in text


def test_moments_are_local_to_the_school() -> None:
    told = ground(made_at=AFTER.astimezone(UTC))
    assert "13:00" in told.made
