"""Whether a laptop can run the day alone: what the machine tells, and what it does not know."""

from pathlib import Path

from app.models.values import SelfTest
from app.screens.room.self_test import NOT_TESTED, TWINS, TestUi, outcomes_of
from app.services.battery import percent_in, percent_told
from app.views.room.room_keys import KEYS
from tests.views.today_day import a_morning, papers_of


def test_a_battery_tells_its_charge_and_a_machine_without_one_tells_none(tmp_path: Path) -> None:
    assert percent_in(tmp_path / "nowhere") is None
    (tmp_path / "AC").mkdir()
    assert percent_in(tmp_path) is None
    for name, percent in (("A-mouse", "12"), ("BAT0", "83\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "capacity").write_text(percent)
    (tmp_path / "A-mouse" / "scope").write_text("Device\n")
    assert percent_in(tmp_path) == 83


def test_a_mac_tells_its_charge_in_words() -> None:
    told = "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4653155)\t71%; discharging"
    assert percent_told(told) == 71
    assert percent_told("Now drawing from 'AC Power'") is None


def test_what_was_not_tried_is_recorded_as_not_in_order() -> None:
    found = {each.test: each for each in outcomes_of(NOT_TESTED, papers_of(a_morning(3)))}
    assert not found[SelfTest.KEYS].is_ok
    assert found[SelfTest.SCANNER].measured == "niet getest"


def test_a_scanner_works_also_with_a_card_of_another_room() -> None:
    papers = papers_of(a_morning(3))
    number = next(each.plan.number for each in papers[0].enrolments() if each.plan)
    for scanned, told in ((number, "kandidaat hier"), ("999999999", "niet van dit lokaal")):
        scanner = outcomes_of(TestUi(scan=scanned), papers)[-1]
        assert scanner.is_ok
        assert told in str(scanner.measured)


def test_every_function_key_of_the_test_has_the_twin_that_the_room_knows() -> None:
    by_name = {
        (key.name.removeprefix("Key_"), held.name): intent for (key, held), intent in KEYS.items()
    }
    for key, twin in TWINS.items():
        assert by_name[(key, "NoModifier")] == by_name[(twin, "AltModifier")]
