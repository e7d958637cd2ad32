"""A calamity (06) by keyboard: F9 from every page, the route to its end, and what it leaves."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.values import RollCallPlace, Workability
from app.screens.room.intents import Act
from tests.builders import START, candidate_id
from tests.desktop.alarm import F9, Alarm, an_alarm
from tests.desktop.shift import ALT, CTRL, PIN, SHIFT, Key, Stand, a_desktop, a_hall, a_stand

CENTRAL = {"id": "ce", "kind": "central"}


def test_network_away_is_a_question_then_a_route(qtbot: QtBot, tmp_path: Path) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
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
        stand.page("calamity").view.band.top.asked.emit(Act.HELP)
        assert stand.front == "keys"


def test_f9_that_is_hit_again_and_again_is_one_calamity(qtbot: QtBot, tmp_path: Path) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.act(Key.Key_F9)
        for _ in range(3):
            stand.laptop.clock.step(milliseconds=300)
            stand.press(Key.Key_F9)
        alarm.act(Key.Key_3)
        assert len(stand.paper().part.calamities) == 1
        assert alarm.calamity.since == F9


def test_enter_is_ignored_for_three_seconds_after_each_step(qtbot: QtBot, tmp_path: Path) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.stop_work()
        before = stand.events()
        alarm.wait(seconds=2)
        stand.press(Key.Key_Return)
        assert stand.events() == before
        alarm.wait(seconds=1)
        alarm.act(Key.Key_Return)
        assert alarm.title == "Kandidaten blijven stil zitten"


def test_esc_withdraws_and_the_press_stays_in_the_record(qtbot: QtBot, tmp_path: Path) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.act(Key.Key_C, ALT)
        alarm.wait(seconds=8)
        alarm.act(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        assert alarm.calamity.withdrawn_at is not None
        assert alarm.calamity.since == F9


def test_through_the_curtain_the_moment_stands_and_the_rest_waits_for_the_pin(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
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
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.stop_work()
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
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
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
    with an_alarm(qtbot, tmp_path, rules=CENTRAL) as alarm:
        stand = alarm.stand
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


def test_a_step_is_taken_back_with_ctrl_z(qtbot: QtBot, tmp_path: Path) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.stop_work()
        alarm.step()
        alarm.act(Key.Key_Z, CTRL)
        assert alarm.title == "Zeg dat iedereen stopt"
        assert stand.paper().part.interruptions


def test_after_a_restart_the_route_is_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        stand.find(2)
        alarm.stop_work()
        alarm.step()
        chosen = stand.page("room").ui.selected
        assert chosen
        stand.work.place().result()
        stand.desktop.close()
        again = Stand(qtbot, school, stand.laptop, a_desktop(stand.laptop))
        try:
            again.show()
            again.sign_on(card)
            again.until(lambda: again.front == "calamity")
            shown = again.page("calamity").view._shown
            assert shown.route.centre.title == "Kandidaten blijven stil zitten"
            assert again.page("room").ui.selected == chosen, "behind it, too"
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
            stand.until(lambda: not stand.desktop.window._is_due)
        papers = stand.desktop.world.known.papers
        assert len({paper.part.calamities[0].key for paper in papers}) == 1
        assert all(paper.part.interruptions[0].since == F9 for paper in papers)


def test_more_kinds_stand_behind_nine(qtbot: QtBot, tmp_path: Path) -> None:
    with an_alarm(qtbot, tmp_path) as alarm:
        stand = alarm.stand
        alarm.act(Key.Key_F9)
        stand.press(Key.Key_9)
        assert alarm.screen.choose.choices[2].title == "Te weinig toezicht"
        stand.press(Key.Key_Escape)
        assert alarm.screen.choose.choices[2].title == "Netwerk weg"
        stand.press(Key.Key_9)
        stand.press(Key.Key_Tab, SHIFT)
        alarm.act(Key.Key_3)
        assert alarm.calamity.title == "Te weinig toezicht"
