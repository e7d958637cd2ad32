"""F19: a whole exam with the cable out: nothing to switch on, no loss, nothing called sent."""

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.act import Body
from app.models.drafts import Draft, Moment
from app.models.fold import part_scope
from app.models.timing import attendance_of
from app.models.values import Attendance, PlanState, Status
from app.screens.room.band import SyncState
from tests.builders import MINUTE, ROOM, SESSION, START, a_candidate, candidate_id
from tests.desktop.shift import Key, Stand, a_hall, a_stand
from tests.desktop.test_closing import signed, ticked


def says_it_is_here_only(stand: Stand) -> None:
    """What is kept says so, and nothing says that it went anywhere."""
    work = stand.work._work
    own = stand.work._worker.submit(lambda: len(list(work.room.recorder.own_entries()))).result()
    stand.until(lambda: stand.desktop.world.known.status.waiting == own)
    stand.until(lambda: stand.room.top.sync is SyncState.OFFLINE)
    assert stand.room.top.sync_text == "Bewaard · nog niet centraal"


def planned_away(stand: Stand, number: int) -> None:
    """Let the planner take a candidate off the list, known here only when a feed comes by."""
    act = a_candidate(number, state=PlanState.CANCELED)
    draft = Draft(part_scope(SESSION, ROOM), Body(act, candidate_id(number), act.ASPECT))
    later = Moment(stand.laptop.clock.now + timedelta(minutes=1), 0, "dossier", 0)
    written = stand.school.pen.write([draft], later)
    page = stand.school.feed([entry.signed for entry in written], 1)
    work = stand.work
    work._worker.submit(work._work.take_page, stand.school.room_day, page).result()


def test_an_exam_without_network_is_begun_worked_closed_and_sealed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        for number in (1, 2):
            stand.find(number)
            stand.act(Key.Key_Return)
        says_it_is_here_only(stand)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = START + 90 * MINUTE
        for number in (1, 2):
            stand.find(number)
            stand.act(Key.Key_F6)
        stand.press(Key.Key_Escape)
        stand.act(Key.Key_F11)
        says_it_is_here_only(stand)
        stand.press(Key.Key_F10)
        stand.until(lambda: stand.front == "closing")
        ticked(stand)
        signed(stand, "314159")
        stand.until(lambda: stand.closing.sealed is not None)
        assert stand.paper().part.seal is not None
        assert stand.desktop.world.known.status.is_offline
        assert stand.closing.preview.pdf.startswith(b"%PDF")
        assert "verzonden" not in stand.closing.sealed.text
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        says_it_is_here_only(stand)  # sealed is not central


def test_who_was_let_in_offline_stays_in_when_the_planner_had_taken_the_name_off(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(2)
        stand.act(Key.Key_Return)
        before = stand.events()
        planned_away(stand, 2)
        stand.until(lambda: stand.enrolment(2).plan.state is PlanState.CANCELED)  # type: ignore[union-attr]
        assert stand.status(2) is Status.PRESENT
        stand.until(lambda: stand.row(2).status is Status.PRESENT)
        assert stand.events() == before + 1  # the planner's word stands beside it
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = START + 90 * MINUTE
        stand.find(2)
        stand.act(Key.Key_F6)
        paper = stand.paper()
        told = attendance_of(paper.session, paper.part, stand.enrolment(2))
        assert told is Attendance.PRESENT
