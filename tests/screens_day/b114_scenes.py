"""The pictures of lokaal B1.14."""

from dataclasses import replace
from pathlib import Path

from app.models import commands as c
from app.models.stored import counted
from app.screens.room.storage import Stick
from app.services.paper_packs import write_packs
from tests.desktop.shift import CTRL, SHIFT, Key
from tests.screens_day.b114 import EXAM, IDS, Room, made_up
from tests.screens_day.school import DESK, Exam, at
from tests.screens_day.stage import pages

NEDERLANDS = Exam(
    "ned3f", "Nederlands lezen 3F", "NED-3F", "11:30", "13:30", made_up(24, 2050000, 5)
)
ENGELS = Exam("engb1", "Engels schrijven B1", "ENG-B1", "14:15", "15:45", made_up(22, 2060000, 4))
SEEN = "Telefoon lag zichtbaar op tafel, scherm uit. Kandidaat werkt door."
SAID = "Vergeten in mijn tas te doen."


def today(folder: Path) -> None:
    """From the day code to the checklist (01b, 02), and the papers for a day without laptop."""
    room = Room(folder, NEDERLANDS, ENGELS)
    room.go_to("08:10")
    room.show()
    room.until_focus("CodeField")
    room.type(room.vos.code[:10])
    room.picture("01b-dienst-beginnen")
    room.type(room.vos.code[10:])
    room.press(Key.Key_Return)
    room.type_pin()
    room.until(lambda: room.front == "today")
    room.morning()
    room.central = "08:13"
    room.go_to("08:13:18")
    room.picture("02-vandaag")
    (pack,) = write_packs(room.work, folder / "papier", room.laptop.clock.now, EXAM)
    pages(pack.read_bytes(), "13-pakket-pagina")
    room.close()


def entry(folder: Path) -> None:
    """People come in (03a, 15), the door closes (03d), the screen locks (01)."""
    room = Room(folder)
    room.begin_shift("08:10", room.vos)
    room.morning()
    room.both()
    room.entry("08:30", "08:50")
    room.envelope()
    room.go_to("08:53:05")
    room.press(Key.Key_Escape)
    room.type("hendr")
    room.hit("08:53:05", Key.Key_Return)
    room.go_to("08:53:20")
    room.type("dem")
    room.central = "08:53"
    room.picture("03a-zaal-inloop")
    room.press(Key.Key_Plus, CTRL)
    room.press(Key.Key_Plus, CTRL)
    room.press(Key.Key_Plus, CTRL)
    room.picture("15-zaal-200procent")
    room.press(Key.Key_0, CTRL)
    room.press(Key.Key_Escape)
    room.entry("08:53", "08:54", without="Hendriks")
    room.entry("08:54", "09:00")
    room.begun()
    room.entry("09:12", "09:21")
    room.late()
    room.central = "09:30"
    room.go_to("09:30:18")
    room.press(Key.Key_2, CTRL)
    room.press(Key.Key_Down)
    room.press(Key.Key_Up)
    room.picture("03d-zaal-afwezigen")
    room.press(Key.Key_1, CTRL)
    room.before_ten()
    room.locked("09:50", "09:53:10")
    room.central = "09:53"
    room.picture("01-ontgrendelen")
    room.close()


def running(folder: Path) -> None:
    """The exam at 10:11 (03b, 04, 08, 14), one candidate (05), and the network goes (06)."""
    room = Room(folder)
    room.begin_shift("08:10", room.vos)
    room.morning()
    room.both()
    room.till_ten()
    room.to_room()
    room.central = "10:11"
    room.choose("el am")
    room.go_to("10:11:31")
    room.picture("03b-zaal-bezig")
    room.press(Key.Key_D, CTRL)
    room.picture("03b-zaal-bezig-donker")
    room.press(Key.Key_D, CTRL)
    room.press(Key.Key_K, CTRL)
    room.picture("04-zaal-plattegrond")
    room.press(Key.Key_K, CTRL)
    room.press(Key.Key_F1)
    room.picture("14-toetsen")
    room.press(Key.Key_Escape)
    room.project()
    candidate(room)
    network(room)
    room.hit("10:20:30", Key.Key_Return)
    room.until(lambda: room.front == "room")
    for clock, name in (("10:24", "Meijer"), ("10:27", "Nguyen"), ("10:31", "Ruiter")):
        room.hand_in(clock, name)
    room.hit("10:31:07", Key.Key_S, CTRL)
    heard_until(room, "10:11:40", "10:11:55")
    room.picture("11-opslag")
    room.close()


def candidate(room: Room) -> None:
    """Yusuf Demir and the telephone on his table."""
    room.choose("demir")
    room.press(Key.Key_F8)
    room.hit("10:11:31", Key.Key_F7)
    for _ in range(3):
        room.press(Key.Key_Right)
    room.until_field("Gezien om")
    for text in ("10:10", "10:11", "niemand", SEEN, SAID, "telefoon", "3", "", "", "", ""):
        room.fill(text)
    room.press(Key.Key_Space)
    while room.focus().accessibleName() != "Wat zag je?":
        room.press(Key.Key_Backtab, SHIFT)
    room.picture("05-kandidaat")
    room.press(Key.Key_Escape)
    room.press(Key.Key_Escape)
    room.press(Key.Key_Escape)
    room.phone()


def network(room: Room) -> None:
    """No network: the key, the question, the call, the decision."""
    room.is_offline, room.central = True, "10:11"
    room.hit("10:12:05", Key.Key_F9)
    room.picture("06a-calamiteit-kies")
    room.hit("10:12:09", Key.Key_3)
    room.picture("06a2-calamiteit-vraag")
    room.hit("10:12:14", Key.Key_3)
    room.hit("10:12:30", Key.Key_Return)
    room.hit("10:12:48", Key.Key_Return)
    room.do("10:13:05", c.ComeBack(EXAM, IDS["El Amrani"]))
    room.hit("10:14:10", Key.Key_Return)
    room.type("S. Lieverse. ICT komt naar gang B1.")
    room.go_to("10:15:20")
    room.picture("06b-calamiteit-route")
    room.hit("10:16:02", Key.Key_Return)
    room.hit("10:17:20", Key.Key_Return)
    room.go_to("10:18:50")
    room.type(DESK)
    room.hit("10:18:57", Key.Key_Return)
    heard(room)
    room.picture("06c-calamiteit-besluit")
    room.hit("10:20:20", Key.Key_Return)


def heard(room: Room) -> None:
    """The decision about the time, as the hotline said it and as it was read back."""
    room.go_to("10:19:40")
    for text in ("", "", DESK, "examencommissie", "M-07, tijd terug tot 30 min"):
        room.type(text)
        room.press(Key.Key_Tab)
    room.go_to("10:20:02")
    room.press(Key.Key_Space)
    room.go_to("10:20:10")


def heard_until(room: Room, receipt: str, lost: str) -> None:
    """What the last receipt acknowledged is central, what came after it waits; a stick is in."""
    page = room.page("storage")
    room.until(lambda: not page._looks)
    page._looks = True  # the stage tells what was heard
    storage = page.world.workplace.storage
    asked = storage._submit(storage._work.room.recorder.own_entries)
    events = [entry.event for entry in asked.result(10)]
    central = {each.leaf for each in events if each.header.corrected <= at(receipt)}
    page._stored = replace(
        page._stored,
        counts=counted(events, central),
        receipt_at=at(receipt),
        offline_since=at(lost),
        trouble="unreachable",
        next_try_s=12,
    )
    room.waiting = page._stored.waiting
    page._show(sticks=(Stick("E:", "EXAMEN-STICK 3 (E:)", 14_200_000_000),))


SCENES = (
    (("01b-dienst-beginnen", "02-vandaag", "13-pakket-pagina"), today),
    (
        ("03a-zaal-inloop", "15-zaal-200procent", "03d-zaal-afwezigen", "01-ontgrendelen"),
        entry,
    ),
    (
        (
            *("03b-zaal-bezig", "03b-zaal-bezig-donker", "04-zaal-plattegrond", "14-toetsen"),
            *("08-zaalklok", "05-kandidaat", "06a-calamiteit-kies", "06a2-calamiteit-vraag"),
            *("06b-calamiteit-route", "06c-calamiteit-besluit", "11-opslag"),
        ),
        running,
    ),
)
