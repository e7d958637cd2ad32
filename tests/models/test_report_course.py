"""Section Verloop of the report: who started, what stopped the work, and what it gave back."""

from datetime import timedelta

from app.models import commands as c
from app.models.report import CourseRow, text_of
from app.models.reporting import report_of
from tests.builders import MINUTE, SECOND, START, Play, a_candidate, a_session, candidate_id
from tests.models.test_report_calamities import network, paper

ONE, TWO = candidate_id(1), candidate_id(2)
END = START + 100 * MINUTE


def course(play: Play) -> dict[str, CourseRow]:
    return {row.moment: row for row in report_of(paper(play)).course}


def told(row: CourseRow) -> tuple[str, str, str]:
    return text_of(row.planned), text_of(row.actual), text_of(row.remark)


def test_a_calamity_has_its_row_with_the_number_of_its_bijzonderheid():
    play = a_session(arrived=True)
    network(play)
    play.do(c.EndSession("s1"), END)
    report = report_of(paper(play))
    rows = course(play)
    number = next(
        f"5.{place}"
        for place, item in enumerate(report.irregularities, start=1)
        if item.lead == "Calamiteit: netwerk weg"
    )
    assert told(rows["Onderbreking"]) == ("", "10:12:05–10:18:57", f"6 min 52 s, zie {number}")
    assert told(rows["Einde"]) == ("10:30", "10:37", "7 min tijd terug")
    assert told(rows["Start"])[2] == "gestart door M. Vos"
    assert told(rows["Examen beëindigd"])[1:] == ("10:40:00", "beëindigd door M. Vos")


def test_an_interruption_of_one_candidate_says_for_how_many_and_moves_nobody_else():
    play = a_session(arrived=True)
    play.do(c.StartInterruption("s1", "pc stuk", ONE), START + 10 * MINUTE)
    rows = course(play)
    assert told(rows["Onderbreking"])[1:] == ("09:10:00–", "niet hervat voor 1 kandidaat, zie 5.1")
    leaf = play.part.interruptions[0].leaf
    play.do(c.EndInterruption("s1", leaf), START + 15 * MINUTE + 30 * SECOND)
    rows = course(play)
    assert told(rows["Onderbreking"])[2] == "5 min 30 s voor 1 kandidaat, zie 5.1"
    assert told(rows["Einde"]) == ("10:30", "10:30", "")
    assert told(rows["Einde, eigen tijden"])[1] == "10:36"


def test_who_handed_in_before_it_all_has_no_end_of_the_own():
    play = a_session(arrived=True)
    play.do(c.HandIn("s1", (ONE,)), START + 60 * MINUTE)
    network(play)
    assert "Einde, eigen tijden" not in course(play)
    play.do(c.ExcludeFromCompensation("s1", TWO, play.part.interruptions[0].leaf, "was weg"), END)
    assert told(course(play)["Einde, eigen tijden"])[1] == "10:30"


def test_who_came_late_is_counted_at_the_last_entry():
    play = a_session(started=True, rules={"id": "ie", "kind": "institution"})
    play.do(c.RegisterArrival("s1", ONE), START + 12 * MINUTE)
    assert told(course(play)["Laatste binnenkomst, niet weg voor"])[2] == (
        "1 kandidaat te laat, niemand daarna"
    )
    play.do(c.RegisterArrival("s1", TWO), START + 34 * MINUTE)
    assert told(course(play)["Laatste binnenkomst, niet weg voor"])[2] == (
        "2 kandidaten te laat, 1 daarna"
    )


def test_extra_time_has_one_row_with_both_ends():
    play = a_session(arrived=True)
    more = a_candidate(1, extra_time_min=25, needs=("ExtraTime25Min",))
    play.plan(more, ONE, at=START - timedelta(hours=20))
    network(play)
    rows = [row for row in report_of(paper(play)).course if "extra" in row.moment]
    assert [(row.moment, *told(row)) for row in rows] == [
        ("Einde extra tijd (25 min)", "10:55", "11:02", "7 min tijd terug")
    ]


def test_a_start_off_the_plan_says_who_and_why():
    play = a_session(started=False)
    play.do(c.StartSession("s1"), START + timedelta(minutes=7))
    play.do(c.NoteStartReason("s1", "sleutel te laat."), START + timedelta(minutes=8))
    assert told(course(play)["Start"])[2] == "gestart door M. Vos; sleutel te laat"
