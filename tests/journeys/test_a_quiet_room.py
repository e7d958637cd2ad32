"""An aparte ruimte with four exams on one laptop (03f): each its own start, one alarm for all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.models.fold import part_scope, session_scope
from app.models.paper import Paper
from app.models.plan import PersonAssigned, RulesChosen
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.strict_json import dumps
from app.models.values import DurationFrom, StaffRole
from tests.builders import MINUTE, ROOM, START, a_candidate, a_plan, a_room, candidate_id
from tests.desktop.shift import ALT, Key, Stand, a_stand
from tests.services.school import School

EXAMS: dict[str, tuple[str, dict[str, object]]] = {
    "s1": ("Nederlands 3F", {"id": "ce", "kind": "central"}),
    "s2": ("Engels B1", {"id": "ie", "kind": "institution"}),
    "s3": ("Rekenen 3", {"id": "ie", "kind": "institution"}),
    "s4": ("Bieden van zorg", {"id": "praktijk", "kind": "practical", "late_keeps_end": False}),
}


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    school = School()
    for n, (session, (name, rules)) in enumerate(EXAMS.items(), start=1):
        part = part_scope(session, ROOM)
        own = {"duration_from": DurationFrom.OWN_START, "duration_min": 30}
        plan = a_plan(name=name, **(own if session == "s4" else {}))
        school.plan(plan, scope=session_scope(session))
        told = RulesChosen(str(rules["id"]), dumps(rules | {"signatures": 1}).decode())
        school.plan(told, scope=session_scope(session))
        school.plan(a_room(ROOM), scope=part)
        for number in (n * 10, n * 10 + 1):
            school.plan(a_candidate(number), candidate_id(number), scope=part)
    card = school.print_card("person-vos", "M. Vos")
    for session in ("s2", "s3", "s4"):
        vos = PersonAssigned("person-vos", "M. Vos", StaffRole.CHIEF_INVIGILATOR)
        school.plan(vos, scope=part_scope(session, ROOM))
    with a_stand(qtbot, tmp_path, school) as made:
        made.enter(card)
        yield made


def papers(stand: Stand) -> dict[str, Paper]:
    return {paper.session.id: paper for paper in stand.desktop.world.known.papers}


def place_of(stand: Stand, session: str) -> Key:
    """Return the digit of an exam, as the bands stand in the window."""
    order = [paper.session.id for paper in stand.desktop.world.known.papers]
    return Key(Key.Key_1 + order.index(session))


def start(stand: Stand, session: str) -> None:
    stand.press(place_of(stand, session), ALT)
    stand.act(Key.Key_F11)


def all_begun(stand: Stand) -> None:
    for number in (10, 20, 30):
        stand.find(number)
        stand.act(Key.Key_Return)
    stand.press(Key.Key_Escape)
    for minute, session in enumerate(EXAMS):
        stand.laptop.clock.now = START + minute * MINUTE
        start(stand, session)
    stand.laptop.clock.now = START + 5 * MINUTE
    stand.find(40)  # at a praktijkexamen everybody begins alone
    stand.act(Key.Key_Return)
    stand.press(Key.Key_Escape)


def test_f11_starts_and_ends_the_exam_that_was_chosen_and_no_other(stand: Stand) -> None:
    all_begun(stand)
    began = {session: paper.part.started_at for session, paper in papers(stand).items()}
    assert began == {s: START + n * MINUTE for n, s in enumerate(EXAMS)}
    assert stand.row(40).end_time == "09:35"
    stand.laptop.clock.now = START + 60 * MINUTE
    stand.press(Key.Key_Escape)
    start(stand, "s2")
    ended = [session for session, paper in papers(stand).items() if paper.part.ended_at]
    assert ended == ["s2"]


def test_who_takes_over_during_an_alarm_stands_in_all_four_reports(stand: Stand) -> None:
    all_begun(stand)
    alarm = START + 20 * MINUTE
    stand.laptop.clock.now = alarm
    stand.press(Key.Key_Escape)
    in_the_alarm(stand, Key.Key_F9)
    in_the_alarm(stand, Key.Key_1)
    stand.press(Key.Key_F8)
    stand.until(lambda: stand.front == "room")
    stand.laptop.clock.now = alarm + 4 * MINUTE
    somebody_else_takes_over(stand)
    for session, paper in papers(stand).items():
        (calamity,) = paper.part.calamities
        assert calamity.since == alarm, session
        assert [each.since for each in paper.part.interruptions] == [alarm], session
        report = report_of(paper)
        assert any(i.lead == "Calamiteit: ontruiming of alarm" for i in report.irregularities)
        lines = next(each.lines for each in report.session if each.label == "Surveillanten")
        assert "J. Peters" in " ".join(text_of(each) for each in lines), session


def in_the_alarm(stand: Stand, key: Key) -> None:
    before = stand.events()
    stand.press(key)
    stand.until(lambda: stand.events() > before)
    stand.until(lambda: not stand.page("calamity")._waiting)
    stand.until(lambda: not stand.desktop.window._is_due)


def somebody_else_takes_over(stand: Stand) -> None:
    stand.press(Key.Key_S, ALT)
    stand.until(lambda: panel(stand).title == "Surveillanten")
    stand.press(Key.Key_Return)
    stand.until(lambda: panel(stand).title == "M. Vos")
    shown = [text for _, text in panel(stand).choices]
    stand.press(Key(Key.Key_1 + shown.index("Wordt afgelost")))
    stand.press(Key.Key_Return)
    stand.until_focus("LineField")
    stand.type("J. Peters")
    before = stand.events()
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.events() > before)
    stand.until(lambda: all(paper.part.left for paper in papers(stand).values()))


def panel(stand: Stand) -> Any:
    return stand.room.panel
