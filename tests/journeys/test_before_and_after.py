"""What is seen while it can still be mended, and what nobody saw is never made up."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.closing import CheckKind, checks_of
from app.models.fold import part_scope
from app.models.timing import attendance_of
from app.models.values import Attendance, Status
from tests.builders import MINUTE, ROOM, SESSION, START, a_candidate, candidate_id
from tests.desktop.shift import ALT, SHIFT, Key, Stand, a_hall, a_stand

DIGITAL: dict[str, object] = {
    "readiness": [{"item": "codes", "title": "Codelijst ontvangen"}],
}


def test_extra_time_that_the_window_would_eat_is_told_before_the_day_begins(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2, rules=DIGITAL)
    planned = a_candidate(2, extra_time_min=30)
    school.plan(planned, candidate_id(2), scope=part_scope(SESSION, ROOM))
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.until(lambda: stand.front == "today")
        rows = stand.page("today").view._shown.details.checks
        (told,) = [each for each in rows if each.title == "Extra tijd past niet"]
        text = "".join(span.text for span in told.detail)
        assert text == "laatste eindtijd 11:00, venster van het examen sluit 10:30"


def absent_by(stand: Stand, number: int) -> str:
    paper = stand.paper()
    arrival = stand.enrolment(number).values["arrival"]
    return paper.recorded_by(arrival.event)


def test_who_nobody_saw_is_unknown_until_a_person_says_absent(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(1)
        stand.act(Key.Key_Return)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = START + 90 * MINUTE
        stand.find(1)
        stand.act(Key.Key_F6)
        stand.press(Key.Key_Escape)
        stand.act(Key.Key_F11)
        paper = stand.paper()
        assert stand.status(2) is Status.EXPECTED
        told = attendance_of(paper.session, paper.part, stand.enrolment(2))
        assert told is Attendance.NOT_KNOWN
        assert CheckKind.UNKNOWN in {c.kind for c in checks_of(paper) if c.candidate}
        stand.find(2)
        stand.press(Key.Key_N, ALT)
        stand.until_focus("LineField")
        stand.press(Key.Key_Tab)
        stand.type("neemt niet op")
        stand.act(Key.Key_Return)
        assert stand.status(2) is Status.EXPECTED  # a call that nobody took is no absence
        stand.act(Key.Key_F4, SHIFT)
        paper = stand.paper()
        told = attendance_of(paper.session, paper.part, stand.enrolment(2))
        assert told is Attendance.NOT_PRESENT
        assert absent_by(stand, 2) == "M. Vos"
