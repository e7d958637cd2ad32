"""Lists at the doors and lists to sign: numbers there, names here, and all of it comes back."""

from dataclasses import replace
from datetime import timedelta

from app.models.door_lists import door_lists, papers_on
from app.models.pack import Form
from app.models.report import text_of
from app.reports.paper_pack import render_paper_pack
from tests.reports.test_session_report import folded, pages_of
from tests.views.planning_day import CENTRE, EAST, NOW, ON, day_placed

DAY = day_placed()


def test_a_door_tells_a_number_and_no_name_and_every_candidate_once():
    pack = door_lists(papers_on(DAY, ON, EAST), ON, EAST, NOW)
    door, to_sign = pack.sheets
    form = next(block for block in door.blocks if isinstance(block, Form))
    numbers = [text_of(cell) for row in form.rows for cell in row if text_of(cell).strip()]
    assert len(set(numbers)) == len(numbers) == 244
    told = folded("".join(pages_of(render_paper_pack(replace(pack, sheets=(door,))))))
    assert "bakker" not in told.casefold()
    assert folded("Van de deur gehaald en terug aan de balie") in told
    signed = folded("".join(pages_of(render_paper_pack(replace(pack, sheets=(to_sign,))))))
    assert folded("Deze lijst is terug aan de balie") in signed


def test_the_rooms_of_a_location_and_day_come_in_the_order_of_the_corridor():
    papers = papers_on(DAY, ON, CENTRE)
    assert [each.room_label for each in papers] == ["B1.14", "B1.14", "B1.16", "C2.08", "C2.10"]
    assert papers[0].schedule.planned_start < papers[1].schedule.planned_start
    assert papers_on(DAY, ON + timedelta(days=1), CENTRE) == ()
