"""A card that was printed just now: the code is typed, the wait is shown, and it opens."""

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.desktop.begin_page import LOOKING
from tests.desktop.shift import PIN, a_hall, a_stand
from tests.services.network import Cable
from tests.services.school import a_laptop


def test_a_new_card_opens_at_once_where_there_is_a_network(qtbot: QtBot, tmp_path: Path) -> None:
    school, _ = a_hall()
    laptop, cable = a_laptop(tmp_path, school), Cable(school, is_in=False)
    with a_stand(qtbot, tmp_path, school, laptop, cable) as stand:
        stand.show()
        new = school.print_card("person-bakir", "E. Bakir")
        school.updated_at += timedelta(seconds=1)
        cable.is_in = True
        told: list[str] = []
        show = stand.page("begin")._show
        stand.page("begin")._show = lambda **to: (told.append(to.get("busy", "")), show(**to))
        stand.type_code(new)
        stand.type_pin(PIN)
        stand.until(lambda: stand.front == "today")
        assert LOOKING in told


def test_without_a_network_it_is_told_that_the_card_may_be_new_and_what_to_do(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    laptop, cable = a_laptop(tmp_path, school), Cable(school, is_in=False)
    with a_stand(qtbot, tmp_path, school, laptop, cable) as stand:
        stand.show()
        new = school.print_card("person-bakir", "E. Bakir")
        cable.school = school
        stand.type_code(new)
        stand.until(lambda: "geen contact" in stand.begin.code.error)
        assert "netwerk" in stand.begin.code.error
        assert stand.begin.busy == ""
        stand.sign_on(card)
        assert stand.front == "today"
