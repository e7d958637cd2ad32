"""Beginning a shift by keyboard (01b): what opens, what does not, and what is said of it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.desktop.page import Given
from app.services.opening import stores_in
from app.services.packages import keep_package
from tests.desktop.shift import PIN, SECOND_PIN, Key, a_hall, a_stand, asks
from tests.services.network import Cable
from tests.services.school import School, a_laptop


def test_a_wrong_code_gets_a_sentence_and_opens_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    school, _ = a_hall()
    with a_stand(qtbot, tmp_path, school, transport=Cable(school)) as stand:
        stand.show()
        stand.type("0" * 16)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.begin.code.error)
        assert stand.begin.code.error == ("Deze dagcode klopt niet. Kijk op je kaart of bel 1234.")
        assert stand.front == "begin"
        assert not stores_in(stand.laptop.settings.room(school.room_day))


def test_a_code_may_be_typed_in_lower_case_with_dashes(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        plain = "".join(char for char in card.code if char.isalnum()).lower()
        stand.type("-".join(plain[n : n + 4] for n in range(0, 16, 4)))
        stand.press(Key.Key_Return)
        stand.until_focus("PinField")
        assert stand.begin.code.accepted == "Dagcode klopt."


def test_two_pins_that_differ_are_asked_again_and_begin_nothing(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.type_code(card)
        stand.type_pin(PIN, SECOND_PIN)
        stand.until(lambda: stand.begin.pin.error)
        assert stand.begin.pin.error == "De twee pincodes zijn niet gelijk. Typ ze opnieuw."
        assert not stores_in(stand.laptop.settings.room(school.room_day))
        stand.type_pin()
        stand.until(lambda: stand.front == "today")


def test_code_and_pin_lead_to_vandaag_and_enter_to_the_room(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        assert stand.front == "today"
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        stand.until_focus("SearchBox")
        assert len([r for r in stand.room.listing.rows if hasattr(r, "candidate")]) == 5


def test_a_second_surveillant_signs_on_with_an_own_code_and_comes_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules={"signatures": 2})
    second = school.print_card("person-bakir", "E. Bakir")
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.join(second)
        assert [h.name for h in stand.desktop.world.known.holders] == ["M. Vos", "E. Bakir"]
        here = stand.paper().part.shifts[-1].people
        assert [each.name for each in here] == ["M. Vos", "E. Bakir"]


def test_escape_leaves_the_code_of_a_second_person_and_nothing_changed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules={"signatures": 2})
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.press(Key.Key_Return)
        stand.until(lambda: stand.front == "room")
        stand.page("room").way.go("begin", Given(back=True))
        stand.until_focus("CodeField")
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "room")
        assert len(stand.desktop.world.known.holders) == 1


def test_a_code_of_another_room_is_refused_while_a_room_is_open(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(rules={"signatures": 2})
    other = School(room="c2.01", room_day="c2.01.2026-12-09", room_key=b"s" * 32)
    other.plan_day()
    foreign = other.print_card("person-kaya", "A. Kaya")
    laptop = a_laptop(tmp_path, school)
    keep_package(laptop.settings, other.package())
    with a_stand(qtbot, tmp_path, school, laptop) as stand:
        stand.show()
        stand.sign_on(card)
        stand.tab_to(asks("sign-on"))
        stand.press(Key.Key_Space)
        stand.until(lambda: stand.front == "begin")
        stand.type_code(foreign)
        stand.until(lambda: stand.begin.code.error)
        assert stand.begin.code.error == "Deze dagcode is van een ander lokaal. Kijk op je kaart."
        assert not stores_in(laptop.settings.room(other.room_day))
        stand.press(Key.Key_Escape)
        stand.until(lambda: stand.front == "today")
        assert stand.work.look(lambda folds: folds.day.room).result() == school.room


def test_a_reserve_card_asks_for_a_name_and_the_shift_is_on_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, _ = a_hall()
    reserve = school.print_card("reserve-1", "", is_reserve=True)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.type_code(reserve)
        stand.until_focus("PlainField")
        stand.type("S. Lieverse")
        stand.press(Key.Key_Return)
        stand.type_pin()
        stand.until(lambda: stand.front == "today")
        assert [h.name for h in stand.desktop.world.known.holders] == ["S. Lieverse"]
        assert [p.name for p in stand.paper().part.shifts[-1].people] == ["S. Lieverse"]


def test_a_reserve_card_without_a_name_goes_no_further(qtbot: QtBot, tmp_path: Path) -> None:
    school, _ = a_hall()
    reserve = school.print_card("reserve-1", "", is_reserve=True)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.type_code(reserve)
        for name in ("   ", "x"):
            stand.until_focus("PlainField")
            stand.type(name)
            stand.press(Key.Key_Return)
            assert stand.begin.stage.value == "name"
        assert stand.begin.name.error == "Typ je voornaam en achternaam."
