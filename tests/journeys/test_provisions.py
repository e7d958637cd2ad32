"""A provision from plan to report, by keyboard (nobody else closes this chain)."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
from pytestqt.qtbot import QtBot

from app.models.fold import part_scope
from app.models.plan import ExtrasAdded
from tests.builders import ROOM, SESSION, START, a_candidate, candidate_id
from tests.desktop.shift import CTRL, SHIFT, Key, Stand, a_hall, a_stand, asks

ONE = candidate_id(1)


def printed(stand: Stand) -> str:
    """Return the words of the report as the page of closing shows it now."""
    with pypdfium2.PdfDocument(stand.page("closing").ui.pdf) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return " ".join(" ".join(pages).split())


def test_a_failing_provision_surfaces_before_the_start_and_ends_in_the_report(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=1)
    planned = a_candidate(1, needs=("HEAD", "ROOM"), extra_time_min=20)
    school.plan(planned, ONE, scope=part_scope(SESSION, ROOM))
    school.plan(ExtrasAdded(seat="C5"), ONE, scope=part_scope(SESSION, ROOM))
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.show()
        stand.sign_on(card)
        stand.until(lambda: stand.front == "today")
        the_headphones_lie_ready_and_the_room_does_not(stand)
        the_room_is_not_delivered_and_says_why(stand)
        the_exam_ends(stand)
        stand.until(lambda: stand.page("closing").ui.pdf)
        stand.until(lambda: "3 toegekend" in printed(stand))
        open_points = [each.check for each in stand.closing.checks if each.fixes]
        assert not any(check.startswith("no-provision-outcome") for check in open_points)
        report = printed(stand)
        assert "1 kandidaat, 3 toegekend: 2 gegeven en 1 niet geleverd." in report
        assert "Niet geleverd. Reden: ruimte of persoon ontbreekt. Maatregel: zat op C5" in report
        assert "Voorziening niet geleverd" in report


def the_headphones_lie_ready_and_the_room_does_not(stand: Stand) -> None:
    def details() -> dict[str, str]:
        rows = stand.page("today").view._shown.details.checks
        return {row.check: "".join(span.text for span in row.detail) for row in rows}

    assert details()["provisions-ready"] == "2 nog niet"
    stand.tab_to(asks("ready"))
    stand.press(Key.Key_Space)
    stand.until(lambda: details()["provisions-ready"] == "1 klaar, 1 nog niet")
    assert "ready|ROOM" in details()


def the_room_is_not_delivered_and_says_why(stand: Stand) -> None:
    stand.press(Key.Key_Return)
    stand.until(lambda: stand.front == "room")
    stand.until_focus("SearchBox")
    stand.find(1)
    stand.act(Key.Key_Return)
    stand.laptop.clock.now = START
    stand.act(Key.Key_F11)
    stand.press(Key.Key_F8, SHIFT)
    stand.until_focus("Pick")
    assert stand.room.panel.section.chosen == "HEAD"
    stand.act(Key.Key_1)
    stand.until(lambda: stand.room.panel.section.chosen == "ROOM")
    stand.press(Key.Key_5)
    stand.until_focus("ChoiceChip")
    stand.press(Key.Key_3)
    stand.tab_to(lambda widget: widget.accessibleName() == "Wat deed je in plaats daarvan?")
    stand.type("zat op C5")
    stand.act(Key.Key_Return, CTRL)
    stand.press(Key.Key_Escape)
    stand.until_focus("SearchBox")


def the_exam_ends(stand: Stand) -> None:
    stand.laptop.clock.now = START + timedelta(minutes=111)
    stand.find(1)
    stand.act(Key.Key_F6)
    stand.press(Key.Key_Escape)
    stand.act(Key.Key_F11)
    stand.press(Key.Key_F10)
    stand.until(lambda: stand.front == "closing")
