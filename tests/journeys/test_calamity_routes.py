"""Every calamity route of the standaardset, walked by keyboard from F9 to its line in the report.

One room and one day for all of them: the alarms follow each other, as on the worst day there is.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.calamity_page import routes
from app.models.calamities import CalamityRoute
from app.models.calamity_facts import RouteStepTaken
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.values import Workability, resumption_matter, time_back_matter
from tests.desktop.shift import Stand, a_hall, a_stand
from tests.desktop.test_calamity import CENTRAL, Alarm
from tests.journeys.alarm_routes import nobody_can_work_on, press_and_name, take


@pytest.fixture(scope="module")
def worst_day(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[Alarm], Stand, object]]:
    """A room of a centraal examen: everything that can go wrong goes wrong there."""
    school, card = a_hall(rules=CENTRAL)
    qtbot = QtBot(None)  # type: ignore[arg-type] # only waits; each test brings its own
    with a_stand(qtbot, tmp_path_factory.mktemp("worst-day"), school) as stand:
        yield [], stand, card


@pytest.fixture
def alarm(worst_day: tuple[list[Alarm], Stand, object], qtbot: QtBot) -> Alarm:
    begun, stand, card = worst_day
    stand.qtbot = qtbot
    if not begun:
        begun.append(Alarm(stand, card))
    return begun[0]


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.id)
def test_a_route_is_walked_from_its_digit_to_its_line_in_the_report(
    alarm: Alarm, route: CalamityRoute
) -> None:
    stand = alarm.stand
    press_and_name(alarm, route)
    since = alarm.calamity.since
    nobody_can_work_on(alarm, route)
    steps = route.steps_for(Workability.NONE, is_central=True)
    for step in steps:
        take(alarm, step)
    assert alarm.title == route.title  # nothing is left to do
    alarm.step()
    stand.until(lambda: stand.front == "room")
    what_the_record_holds(alarm, route)
    what_the_report_prints(alarm, route)
    assert alarm.calamity.since == since
    alarm.wait(seconds=60)


def what_the_record_holds(alarm: Alarm, route: CalamityRoute) -> None:
    calamity, part = alarm.calamity, alarm.stand.paper().part
    assert calamity.name is not None
    assert calamity.name.route == route.id
    assert not calamity.is_open
    heard = part.decision(resumption_matter(calamity.leaf))
    assert heard is not None
    assert heard.decided_by == "S. Lier"
    assert part.decision(time_back_matter(calamity.leaf)) is not None
    stopped = [each for each in part.interruptions if each.calamity == calamity.leaf]
    assert [each.since for each in stopped] == [calamity.since]  # the moment of the key


def what_the_report_prints(alarm: Alarm, route: CalamityRoute) -> None:
    paper = alarm.stand.paper()
    lead = f"Calamiteit: {route.title.lower()}"
    (item,) = [i for i in report_of(paper).irregularities if i.lead == lead]
    lines = " ".join(text_of(line) for line in item.corrections)
    for event in alarm.calamity.acts:
        act = None if event.body is None else event.body.act
        if isinstance(act, RouteStepTaken):
            assert f"{paper.clock(event.observed, seconds=True)} {act.title}" in lines
    for call in alarm.calamity.calls:
        assert f"Gebeld met {call.act.whom}" in lines
        assert f"tot {paper.clock(call.until, seconds=True)}" in lines
    assert "S. Lier" in lines
