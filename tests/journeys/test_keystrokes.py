"""Keystrokes are counted: who stands at the door with a queue has no keys to spare."""

import json
import random
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.fold import part_scope
from app.models.timing import late_by
from app.models.values import Status
from app.screens.room.search import squeeze
from tests.builders import MINUTE, ROOM, SESSION, START, a_candidate, candidate_id
from tests.desktop.shift import NONE, Key, Stand, a_hall, a_stand
from tests.desktop.test_calamity import Alarm
from tests.desktop.test_room import scan
from tests.journeys.key_count import counted_keys

DAY = Path(__file__).parents[2] / "resources" / "demo" / "day.ndjson"
HALL = 64


def made_up_names(count: int) -> list[dict[str, str | None]]:
    """Return names of the demo day, with their tussenvoegsels and their namesakes."""
    found: dict[str, dict[str, str | None]] = {}
    for told in DAY.read_text("utf-8").splitlines():
        body = json.loads(told)["body"]
        person = body.get("person")
        if body.get("role") == "student" and isinstance(person, dict):
            name = {
                "given_name": person["givenName"],
                "surname_prefix": person.get("surnamePrefix"),
                "surname": person["surname"],
                "display_name": person["displayName"],
            }
            found.setdefault(str(name), name)
    return list(found.values())[:count]


def by_hand(stand: Stand, letter: str, at_ms: int) -> None:
    """Type a letter no faster than a hand does: six at once would be a scanner."""
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_unknown, NONE, letter)
    event.setTimestamp(at_ms)
    QApplication.sendEvent(stand.focus(), event)


def check_in(stand: Stand, candidate: str, letters: str) -> None:
    """Type the surname as it stands on a card until the right one is chosen, then Enter."""
    for n, letter in enumerate(letters):
        by_hand(stand, letter, 150 * (n + 1))
        if stand.room.listing.selected == candidate:
            break
    else:
        raise AssertionError("a whole name does not find who it is")
    stand.act(Key.Key_Return)


def test_sixty_four_are_checked_in_by_name_with_four_keys_or_fewer_each(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall(candidates=HALL)
    names = dict(enumerate(made_up_names(HALL), start=1))
    for number, name in names.items():
        planned = a_candidate(number, **name)
        school.plan(planned, candidate_id(number), scope=part_scope(SESSION, ROOM))
    queue = list(names)
    random.Random(8).shuffle(queue)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        keys = []
        for number in queue:
            name = names[number]
            letters = squeeze(f"{name['surname']}{name['given_name']}")
            with counted_keys() as count:
                check_in(stand, candidate_id(number), letters)
            keys.append(count.pressed)
        assert all(stand.status(number) is Status.PRESENT for number in names)
        assert len(keys) == HALL
        assert median(keys) <= 4


def test_a_scanned_card_is_one_key(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall(candidates=8)
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        for number in range(1, 9):
            scan(stand, f"{100_000 + number}\r\n")
            stand.until(lambda n=number: stand.room.listing.selected == candidate_id(n))
            with counted_keys() as count:
                stand.act(Key.Key_Return)
            assert count.pressed == 1
            assert stand.status(number) is Status.PRESENT


def test_who_comes_late_costs_no_key_more(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        with counted_keys() as in_time:
            check_in(stand, candidate_id(1), "100001"[-5:])
        stand.laptop.clock.now = START
        stand.act(Key.Key_F11)
        stand.laptop.clock.now = START + 12 * MINUTE
        with counted_keys() as late:
            check_in(stand, candidate_id(2), "100002"[-5:])
        paper = stand.paper()
        assert late_by(paper.session, paper.part, stand.enrolment(2)) == 12 * MINUTE
        assert late.pressed == in_time.pressed


def test_an_interruption_for_the_whole_room_is_four_keys_or_fewer(
    qtbot: QtBot, tmp_path: Path
) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        alarm = Alarm(stand, card)
        with counted_keys() as count:
            for key in (Key.Key_F9, Key.Key_2, Key.Key_3):
                alarm.act(key)
        assert count.pressed <= 4
        assert stand.paper().part.interruptions[0].candidate is None
        assert stand.paper().part.interruptions[0].since == alarm.calamity.since


def test_f5_that_is_hit_twice_brings_back_once(qtbot: QtBot, tmp_path: Path) -> None:
    school, card = a_hall()
    with a_stand(qtbot, tmp_path, school) as stand:
        stand.enter(card)
        stand.find(1)
        stand.act(Key.Key_Return)
        stand.find(1)
        stand.press(Key.Key_F5)
        stand.until_focus("ChoiceChip")
        stand.act(Key.Key_Return)
        stand.laptop.clock.step(minutes=4)
        before = stand.events()
        stand.act(Key.Key_F5)
        stand.laptop.clock.step(milliseconds=150)
        stand.press(Key.Key_F5)
        stand.until_focus("SearchBox")
        assert stand.status(1) is Status.PRESENT
        assert stand.events() == before + 1
