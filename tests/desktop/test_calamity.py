"""A calamity (06) by keyboard: F9 from every page, the route to its end, and what it leaves."""

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.models.calamity import Calamity
from app.models.timing import personal_end
from app.models.values import DecisionOutcome, RollCallPlace, Workability
from tests.builders import MINUTE, START, candidate_id
from tests.desktop.shift import ALT, CTRL, PIN, SHIFT, Key, Stand, a_desktop, a_hall, a_stand

F9 = START + 72 * MINUTE
CENTRAL = {"id": "ce", "kind": "central"}


class Alarm:
    """Somebody at the keyboard of a room where something goes wrong at F9."""

    def __init__(self, stand: Stand, card: Any) -> None:
        self.stand = stand
        stand.enter(card)
        for number in (1, 2, 3):
            stand.find(number)
            stand.act(Key.Key_Return)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = F9
        stand.press(Key.Key_Escape)  # somebody was there all the time: no curtain

    @property
    def screen(self) -> Any:
        return self.stand.page("calamity").view._shown

    @property
    def title(self) -> str:
        route = self.screen.route
        return "" if route is None else route.centre.title

    @property
    def calamity(self) -> Calamity:
        return self.stand.paper().part.calamities[-1]

    def wait(self, *, seconds: int) -> None:
        self.stand.laptop.clock.step(seconds=seconds)

    def act(self, key: Key, held: Any = None) -> None:
        """Press a key, and wait until it is on disk and shown."""
        stand, before = self.stand, self.stand.events()
        stand.press(key, *(() if held is None else (held,)))
        stand.until(lambda: stand.events() > before)
        stand.until(lambda: not stand.page("calamity")._waiting)
        stand.until(lambda: not stand.desktop.window._is_due)

    def step(self, key: Key = Key.Key_Return, held: Any = None) -> None:
        """Take a step a while after the one before."""
        self.wait(seconds=10)
        self.act(key, held)

    def called(self) -> None:
        """Call and be done."""
        self.step()
        self.step()

    def decide(self, who: str = "S. Lier") -> None:
        self.stand.until_focus("LineField")
        self.stand.type(who)

    def end_of(self, number: int) -> int:
        """How many minutes later than planned somebody may work."""
        paper = self.stand.paper()
        end = personal_end(paper.session, paper.part, self.stand.enrolment(number))
        assert end is not None
        assert end.at is not None
        return int((end.at - START - 90 * MINUTE) / MINUTE)


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


def test_network_away_is_a_question_then_a_route(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        alarm.act(Key.Key_F9)
        assert stand.front == "calamity"
        assert alarm.screen.choose.title == "Wat is er aan de hand?"
        alarm.wait(seconds=3)
        alarm.act(Key.Key_3)
        assert alarm.title == "Kunnen kandidaten doorwerken?"
        stand.press(Key.Key_Return)
        assert alarm.calamity.workable is None
        alarm.act(Key.Key_3)
        assert alarm.calamity.workable is Workability.NONE
        assert stand.paper().part.interruptions[0].since == F9
        assert alarm.title == "Zeg dat iedereen stopt"
        alarm.step()
        alarm.step()
        assert alarm.screen.route.centre.number
        alarm.called()
        assert alarm.calamity.calls[0].until is not None


def test_time_back_is_a_decision_that_is_read_back_and_works_at_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        network_away(alarm)
        assert stand.paper().part.interruptions[0].until is not None
        stand.until_focus("LineField")
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


def test_f9_that_is_hit_again_and_again_is_one_calamity(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        alarm.act(Key.Key_F9)
        for _ in range(3):
            stand.laptop.clock.step(milliseconds=300)
            stand.press(Key.Key_F9)
        alarm.act(Key.Key_3)
        assert len(stand.paper().part.calamities) == 1
        assert alarm.calamity.since == F9


def test_enter_is_ignored_for_three_seconds_after_each_step(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            alarm.act(key)
        before = stand.events()
        alarm.wait(seconds=2)
        stand.press(Key.Key_Return)
        assert stand.events() == before
        alarm.wait(seconds=1)
        alarm.act(Key.Key_Return)
        assert alarm.title == "Kandidaten blijven stil zitten"


def test_esc_withdraws_and_the_press_stays_in_the_record(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        alarm.act(Key.Key_C, ALT)
        alarm.wait(seconds=8)
        alarm.act(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        assert alarm.calamity.withdrawn_at is not None
        assert alarm.calamity.since == F9


def test_through_the_curtain_the_moment_stands_and_the_rest_waits_for_the_pin(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        stand.press(Key.Key_L, CTRL)
        stand.until_focus("PinField")
        alarm.act(Key.Key_F9)
        assert stand.front == "curtain"
        assert "F9 gedrukt 10:12:00" in stand.curtain.subtitle
        assert alarm.calamity.since == F9
        alarm.wait(seconds=20)
        stand.until_focus("PinField")
        stand.type(PIN)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "calamity")
        alarm.act(Key.Key_2)
        alarm.act(Key.Key_3)
        assert stand.paper().part.interruptions[0].since == F9
        stand.press(Key.Key_L, CTRL)
        stand.until_focus("PinField")
        stand.type(PIN)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "calamity")
        assert alarm.title == "Is het veilig?"


def test_the_room_tells_and_f9_goes_back_to_the_route(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            alarm.act(key)
        stand.press(Key.Key_F8)
        stand.until(lambda: stand.front == "room")
        assert stand.room.band.title == "Examentijd staat stil"
        assert "Netwerk weg" in stand.room.notices[0].title
        before = stand.events()
        stand.press(Key.Key_F9)
        stand.until(lambda: stand.front == "calamity")
        assert stand.events() == before
        assert alarm.title == "Zeg dat iedereen stopt"
        alarm.wait(seconds=1)
        alarm.act(Key.Key_F9)
        assert alarm.screen.choose is not None
        assert len(stand.paper().part.calamities) == 2


def test_sommigen_are_pointed_out_by_typing(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        alarm.act(Key.Key_F9)
        alarm.act(Key.Key_4)
        stand.press(Key.Key_2)
        stand.until_focus("LineField")
        stand.type("proef 2")
        stand.press(Key.Key_Return)
        assert [p.candidate for p in alarm.screen.route.centre.people if p.ticked] == [
            candidate_id(2)
        ]
        alarm.act(Key.Key_Return, CTRL)
        (interruption,) = stand.paper().part.interruptions
        assert (interruption.candidate, interruption.since) == (candidate_id(2), F9)


def test_an_evacuation_counts_heads_out_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(rules=CENTRAL)
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        stand.find(2)
        stand.press(Key.Key_F5)
        stand.act(Key.Key_Return)
        alarm.act(Key.Key_F9)
        alarm.act(Key.Key_1)
        assert stand.paper().part.interruptions[0].since == F9
        alarm.step()
        assert alarm.title == "Appèl buiten"
        stand.until_focus("LineField")
        stand.press(Key.Key_Down)
        stand.press(Key.Key_Down)
        stand.press(Key.Key_Space)
        alarm.act(Key.Key_Return, CTRL)
        taken = alarm.calamity.roll_call(RollCallPlace.OUTSIDE)
        assert taken is not None
        assert (taken.act.inside, taken.act.away, taken.act.counted) == (2, 1, 2)
        assert taken.missed == (candidate_id(2),)
        assert alarm.title == "Houd iedereen bij elkaar"
        alarm.step()
        assert alarm.calamity.quarantine is not None
        alarm.called()
        assert alarm.title == "Appèl bij terugkomst"
        assert "zonder Noor Proef 2" in alarm.screen.route.centre.text[-1].text
        alarm.act(Key.Key_Return, CTRL)
        alarm.decide()
        alarm.step(Key.Key_E, ALT)
        assert stand.paper().part.ended_at is not None
        assert alarm.calamity.quarantine is None
        alarm.step()
        stand.until(lambda: stand.front == "room")


def test_who_caused_it_gets_no_time_back_until_somebody_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            alarm.act(key)
        stand.press(Key.Key_W, ALT)
        stand.until_focus("LineField")
        stand.type("proef 1")
        alarm.act(Key.Key_Return)
        (interruption,) = stand.paper().part.interruptions
        assert interruption.excluded == {candidate_id(1)}
        stand.type("proef 1")
        alarm.act(Key.Key_Return)
        (interruption,) = stand.paper().part.interruptions
        assert interruption.excluded == frozenset()


def test_a_step_is_taken_back_with_ctrl_z(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            alarm.act(key)
        alarm.step()
        alarm.act(Key.Key_Z, CTRL)
        assert alarm.title == "Zeg dat iedereen stopt"
        assert stand.paper().part.interruptions


def test_after_a_restart_the_route_is_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            alarm.act(key)
        alarm.step()
        stand.desktop.close()
        again = Stand(qtbot, school, stand.laptop, a_desktop(stand.laptop))
        try:
            again.show()
            again.sign_on(card)
            again.until(lambda: again.front == "calamity")
            shown = again.page("calamity").view._shown
            assert shown.route.centre.title == "Kandidaten blijven stil zitten"
        finally:
            again.desktop.close()
            again.desktop.window.deleteLater()


def test_two_exams_in_one_room_share_the_alarm(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(exams=2, candidates=2)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.press(Key.Key_2, ALT)
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = F9
        stand.press(Key.Key_Escape)
        for key in (Key.Key_F9, Key.Key_3, Key.Key_3):
            before = stand.events()
            stand.press(key)
            stand.until(lambda n=before: stand.events() > n)
            stand.until(lambda: not stand.page("calamity")._waiting)
        papers = stand.desktop.world.known.papers
        assert len({paper.part.calamities[0].key for paper in papers}) == 1
        assert all(paper.part.interruptions[0].since == F9 for paper in papers)


def test_more_kinds_stand_behind_nine(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        alarm.act(Key.Key_F9)
        stand.press(Key.Key_9)
        assert alarm.screen.choose.choices[2].title == "Te weinig toezicht"
        stand.press(Key.Key_Escape)
        assert alarm.screen.choose.choices[2].title == "Netwerk weg"
        stand.press(Key.Key_9)
        stand.press(Key.Key_Tab, SHIFT)
        alarm.act(Key.Key_3)
        assert alarm.calamity.title == "Te weinig toezicht"
