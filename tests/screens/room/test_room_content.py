"""The list of a room is of the exams that are there at one time, not of the whole day."""

from datetime import timedelta

from app.models import commands as c
from app.models.paper import Paper, paper_of
from app.screens.room import intents as i
from app.screens.room.room_content import content_of
from app.screens.room.room_rows import RowBook
from app.screens.room.room_steps import Step, step
from app.screens.room.room_ui import RoomUi
from tests.builders import MINUTE, START, Play, a_candidate, a_plan, a_session, candidate_id


def a_paper(session: str, minute: int, first: int = 1, **changes: object) -> Paper:
    since = START + minute * MINUTE
    plan = a_plan(
        name=f"Examen {session}",
        starts_at=since.isoformat(),
        ends_at=(since + 90 * MINUTE).isoformat(),
    )
    play = a_session(0, started=False, plan=plan, session=session)
    play.plan(a_candidate(first, **changes), candidate_id(first))
    return paper(play)


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def listed(papers: tuple[Paper, ...], session: str = "") -> list[str]:
    return [each.session.id for each in content_of(papers, session).papers]


DAY = (a_paper("s1", 0, 1), a_paper("s2", 150, 2), a_paper("s3", 315, 3))


def test_three_sessions_over_the_day_are_three_lists():
    assert listed(DAY) == ["s1"]
    assert listed(DAY, "s2") == ["s2"]
    content = content_of(DAY, "s2")
    assert set(content.people) == {candidate_id(2)}
    assert [each.session.id for each in content.later] == ["s1", "s3"]


def test_sessions_that_overlap_are_one_list_also_by_one_in_between():
    papers = (a_paper("s1", 0, 1), a_paper("s2", 60, 2), a_paper("s3", 120, 3), DAY[2])
    papers = (*papers[:3], a_paper("s4", 240, 4))
    assert listed(papers) == listed(papers, "s3") == ["s1", "s2", "s3"]


def test_an_exam_that_begins_when_another_ends_is_not_at_the_same_time():
    assert listed((a_paper("s1", 0), a_paper("s2", 90, 2))) == ["s1"]


def test_extra_time_that_runs_into_the_next_exam_puts_both_in_one_list():
    long = a_paper("s1", 0, extra_time_min=30)
    assert listed((long, a_paper("s2", 100, 2))) == ["s1", "s2"]


def test_an_exam_that_was_ended_leaves_the_list_to_the_next_one():
    plan = a_plan(ends_at=(START + 120 * MINUTE).isoformat())
    play = a_session(1, arrived=True, plan=plan, session="s1")
    later = a_paper("s2", 100, 2)
    assert listed((paper(play), later)) == ["s1", "s2"]
    play.do(c.EndSession("s1"), START + 95 * MINUTE)
    assert listed((paper(play), later), "s2") == ["s2"]


def taken(papers: tuple[Paper, ...], intent: object) -> Step:
    return step(content_of(papers), RowBook(), RoomUi(START - timedelta(minutes=5)), intent)


def test_a_card_of_a_later_session_names_that_session():
    told = taken(DAY, i.ScanCompleted("100002"))
    assert told.command is None
    assert told.ui.notice is not None
    assert told.ui.notice.title == "Deze pas hoort bij Examen s2 van 11:30."


def test_ctrl_t_leads_to_the_other_sessions():
    assert taken(DAY, i.ActChosen(i.Act.TODAY)).opens == "today"
