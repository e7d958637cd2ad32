"""Time back after a calamity by keyboard: the decision, and for whom not and why."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.facts import CompensationExcluded
from app.models.values import DecisionOutcome
from tests.builders import candidate_id
from tests.desktop.alarm import Alarm, an_alarm
from tests.desktop.shift import ALT, Key


def network_away(alarm: Alarm) -> None:
    """Go from the key to the decision to go on: 5 minutes and 53 seconds."""
    alarm.act(Key.Key_F9)
    alarm.wait(seconds=3)
    alarm.act(Key.Key_3)
    alarm.act(Key.Key_3)
    alarm.step()
    alarm.step()
    alarm.called()
    alarm.step()
    alarm.decide()
    alarm.wait(seconds=300)
    alarm.act(Key.Key_Return)


def test_time_back_is_a_decision_that_is_read_back_and_works_at_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        network_away(alarm)
        assert stand.paper().part.interruptions[0].until is not None
        minutes = stand.until_focus("LineField")
        stand.type("000000000")  # no moment lies so far ahead
        assert "Hoeveel minuten" in alarm.screen.route.centre.say
        minutes.setText("6")
        stand.tab_to(lambda w: w.accessibleName() == "Wie beslist")
        stand.type("S. Lier")
        stand.tab_to(lambda w: w.accessibleName() == "Mandaat")
        stand.type("M-07")
        alarm.wait(seconds=10)
        stand.press(Key.Key_Return)
        assert "vinkje" in alarm.screen.route.centre.error
        stand.tab_to(lambda w: type(w).__name__ == "Tick")
        stand.press(Key.Key_Space)
        assert alarm.screen.route.centre.ticked
        alarm.act(Key.Key_Return)
        heard = stand.paper().part.decision(f"time-back/{alarm.calamity.leaf}")
        assert heard is not None
        assert (heard.minutes, heard.outcome) == (6, DecisionOutcome.GRANTED)
        assert heard.read_back_at is not None
        assert alarm.end_of(1) == 6
        assert alarm.title == "Netwerk weg"
        alarm.step()
        stand.until(lambda: stand.front == "room")
        assert not alarm.calamity.is_open
        assert stand.row(1).end_time == "10:36"


def leave_out(alarm: Alarm, name: str) -> None:
    """Type a name and turn the first that is found."""
    alarm.stand.tab_to(lambda widget: widget.accessibleName() == "Naam of stoel")
    alarm.stand.type(name)
    alarm.act(Key.Key_Return)


def test_who_caused_it_gets_no_time_back_until_somebody_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.stop_work()
        stand.press(Key.Key_W, ALT)
        stand.until_focus("LineField")
        stand.type("proef 1")
        before = stand.events()
        stand.press(Key.Key_Return)
        assert "Kies eerst waarom" in alarm.screen.route.centre.error
        assert stand.events() == before
        stand.tab_to(lambda widget: widget.accessibleName() == "Eigen schuld")
        stand.press(Key.Key_Space)
        leave_out(alarm, "proef 1")
        (interruption,) = stand.paper().part.interruptions
        assert interruption.excluded == {candidate_id(1)}
        leave_out(alarm, "proef 1")
        (interruption,) = stand.paper().part.interruptions
        assert interruption.excluded == frozenset()


def test_the_reason_that_the_record_knows_is_chosen_before_anybody_asks(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        stand.find(2)
        stand.press(Key.Key_F5)
        stand.act(Key.Key_Return)
        alarm.stop_work()
        stand.press(Key.Key_W, ALT)
        stand.until_focus("LineField")
        stand.type("proef 2")
        assert alarm.reason == "away"
        alarm.act(Key.Key_Return)
        (told,) = (
            event.body.act.reason
            for event in stand.paper().part.acts
            if event.body is not None and isinstance(event.body.act, CompensationExcluded)
        )
        assert told == "was weg"
        stand.type("proef 1")
        assert alarm.reason == ""
