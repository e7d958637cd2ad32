"""Vandaag by keyboard in the real window (02): ticks, packets, Go, people, what changed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.models.act import Body
from app.models.drafts import Draft, Moment
from app.models.duty import DutyState
from app.models.fold import part_scope
from app.models.plan import ExtrasAdded, PersonAssigned
from app.models.plan_changes import unread_changes
from app.models.preparing import counted_acts, last_test, packets_of
from app.models.preparing_facts import PlanSeen
from app.models.release import asked_of
from app.models.values import SelfTest, StaffRole, readiness_aspect
from app.screens.room.staff_form import staff_of
from app.screens.room.today import CheckKind
from tests.builders import ROOM, SESSION, START, candidate_id
from tests.desktop.shift import ALT, OTHER_EXAM, Key, Stand, a_hall, a_stand

RULES: dict[str, object] = {
    "has_packets": True,
    "readiness": [{"item": "room", "title": "Lokaal nagekeken"}],
}


def row(check: str) -> Any:
    return lambda widget: getattr(getattr(widget, "row", None), "check", "") == check


def begun(stand: Stand, card: Any) -> None:
    stand.show()
    stand.sign_on(card)
    stand.until(lambda: stand.front == "today")


def today(stand: Stand) -> Any:
    return stand.page("today").view._shown


def state_of(stand: Stand, name: str) -> DutyState:
    people = staff_of(stand.desktop.world.known.papers)
    return next(duty.state for duty in people if duty.name == name)


def test_space_ticks_an_item_and_space_again_corrects_it(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(rules=RULES)
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        aspect = readiness_aspect("room")
        stand.tab_to(lambda widget: type(widget).__name__ == "CheckLine")
        for _ in range(12):
            if row("room")(stand.focus()):
                break
            stand.press(Key.Key_Down)
        stand.press(Key.Key_Space)
        stand.until(lambda: aspect in stand.paper().part.values)
        stand.until(lambda: row("room")(stand.focus()) and stand.focus().row.note)
        assert stand.focus().row.note.startswith("M. Vos ")
        stand.press(Key.Key_Space)
        stand.until(lambda: aspect not in stand.paper().part.values)


def test_a_packet_is_received_and_opened_in_two_small_forms(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(rules=RULES)
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        stand.until(lambda: row("packets")(stand.focus()))
        stand.press(Key.Key_Space)
        stand.until_focus("LineField")
        stand.type("E-0417")
        stand.press(Key.Key_Tab)
        stand.type("30")
        stand.press(Key.Key_Return)
        stand.until(lambda: packets_of(stand.paper().part))
        stand.until(lambda: row("packets")(stand.focus()))
        stand.press(Key.Key_Space)
        stand.until_focus("LineField")
        stand.press(Key.Key_Tab)
        stand.type("M. Bakir")
        stand.press(Key.Key_Tab)
        stand.type("25")
        stand.press(Key.Key_Tab)
        stand.type("5")
        stand.press(Key.Key_Return)
        stand.until(lambda: packets_of(stand.paper().part)[0].opened is not None)
        (packet,) = packets_of(stand.paper().part)
        assert packet.balances
        assert packet.opened is not None
        assert (packet.opened[1].opened_by, packet.opened[1].witness) == ("M. Vos", "M. Bakir")


def test_a_form_that_misses_something_says_so_and_escape_leaves_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules=RULES)
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        stand.until(lambda: row("packets")(stand.focus()))
        stand.press(Key.Key_Space)
        stand.until_focus("LineField")
        stand.press(Key.Key_Return)
        stand.until(lambda: today(stand).asked.error)
        stand.press(Key.Key_Escape)
        stand.until(lambda: today(stand).asked is None)
        assert not packets_of(stand.paper().part)


def test_who_was_asked_about_a_go_is_recorded(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(rules=RULES)
    scope = part_scope(SESSION, ROOM)
    school.plan(ExtrasAdded(seat="C1", is_released=False), candidate_id(1), scope=scope)
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        stand.until(lambda: row("packets")(stand.focus()))
        stand.press(Key.Key_Home)
        stand.press(Key.Key_Down)
        stand.press(Key.Key_Down)
        assert row("release")(stand.focus())
        stand.press(Key.Key_Space)
        stand.until_focus("LineField")
        stand.type("team Zorg")
        stand.press(Key.Key_Return)
        stand.until(lambda: asked_of(stand.enrolment(1)) is not None)
        asked = asked_of(stand.enrolment(1))
        assert asked is not None
        assert (asked[1].asked, asked[1].is_released) == ("team Zorg", False)


def test_alt_s_notes_who_came_in_every_part_of_the_room(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(exams=2)
    for session in (SESSION, OTHER_EXAM):
        person = PersonAssigned("p2", "Peters, Julia", StaffRole.INVIGILATOR)
        school.plan(person, scope=part_scope(session, ROOM))
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        stand.press(Key.Key_S, ALT)
        stand.until(lambda: today(stand).asked is not None)
        shown = [text for _, text in today(stand).asked.choices]
        where = next(n for n, text in enumerate(shown) if text.startswith("Julia Peters"))
        stand.press(Key(Key.Key_1 + where))
        stand.press(Key.Key_Return)
        stand.until(lambda: today(stand).asked.title == "Julia Peters")
        stand.press(Key.Key_Return)
        stand.until_focus("LineField")
        stand.press(Key.Key_Return)
        stand.until(lambda: state_of(stand, "Julia Peters") is DutyState.HERE)
        batches = {
            event.body.batch.id
            for paper in stand.desktop.world.known.papers
            for event in paper.part.acts
            if event.body is not None and event.body.batch and "Arrived" in event.body.act.TYPE
        }
        assert len(batches) == 1


def test_alt_s_in_the_room_lets_a_chosen_surveillant_leave_and_sign(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules={"signatures": 2})
    other = school.print_card("person-bakir", "M. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card, other)
        stand.press(Key.Key_S, ALT)
        stand.until(lambda: getattr(stand.room.panel, "title", "") == "Surveillanten")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.room.panel.title == "M. Vos")
        stand.press(Key.Key_3)
        stand.press(Key.Key_Return)
        stand.until_focus("LineField")
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "closing")
        stand.until(lambda: state_of(stand, "M. Vos") is DutyState.LEFT)
        assert state_of(stand, "M. Bakir") is DutyState.HERE
        stand.until(lambda: stand.page("closing").ui.pdf)


def moved(stand: Stand, n: int = 1) -> None:
    """Let the dossier give candidate 2 a seat, a minute from now."""
    act = ExtrasAdded(seat="C5")
    draft = Draft(part_scope(SESSION, ROOM), Body(act, candidate_id(2), act.ASPECT))
    later = Moment(stand.laptop.clock.now + timedelta(minutes=1), 0, "dossier", 0)
    written = stand.school.pen.write([draft], later)
    page = stand.school.feed([entry.signed for entry in written], n)
    work = stand.work
    work._worker.submit(work._work.take_page, stand.school.room_day, page).result()


def test_a_change_of_the_plan_is_shown_and_acknowledged_by_name(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        moved(stand)
        stand.until(lambda: today(stand).notices)
        (notice,) = today(stand).notices
        assert notice.text == "Noor Proef 2 zit op stoel C5."
        stand.press(Key.Key_G, ALT)
        stand.until(lambda: not unread_changes(stand.paper()))
        ((event, act),) = counted_acts(stand.paper().part, PlanSeen)
        assert act.name == "M. Vos"
        assert event.body is not None
        assert len(event.body.refs) == 1
        assert event.header.corrected < START


def test_a_change_that_comes_while_the_list_is_open_is_told_there(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        moved(stand)
        stand.until(lambda: stand.room.notices)
        (notice,) = stand.room.notices
        assert notice.text == "Noor Proef 2 zit op stoel C5."
        stand.press(Key.Key_G, ALT)
        stand.until(lambda: counted_acts(stand.paper().part, PlanSeen))
        stand.until(lambda: not stand.room.notices)


def test_the_laptop_is_tested_by_pressing_its_keys_and_what_failed_is_told(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        begun(stand, card)
        stand.until(lambda: row("test")(stand.focus()))
        stand.press(Key.Key_Space)
        stand.until_focus("SelfTestView")
        stand.until(lambda: len(today(stand).test.rows) == len(SelfTest))
        for number in range(2, 12):
            stand.press(Key(Key.Key_F1 + number - 1))
        stand.press(Key.Key_VolumeDown)
        stand.press(Key.Key_O, ALT)
        stand.until(lambda: all(cap.is_lit for cap in today(stand).test.keys))
        assert today(stand).test.warning, "a media key came through and is explained"
        stand.press(Key.Key_Return)
        stand.until(lambda: last_test(stand.paper().part))
        told = last_test(stand.paper().part)
        assert told is not None
        found = {each.test: each for each in told[1].outcomes}
        assert set(found) == set(SelfTest)
        assert found[SelfTest.STORE].is_ok
        assert found[SelfTest.KEYS].measured == "met Alt: F12"
        assert not found[SelfTest.SCANNER].is_ok
        stand.until(lambda: today(stand).test is None and row("test")(stand.focus()))
        stand.until(lambda: stand.focus().row.kind is CheckKind.ATTENTION)
