"""The end of the day in lokaal B1.14: the last ones, the report, the seal (03g, 07, 13)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from app.models import calamity_commands as k
from app.models import commands as c
from app.models.closing_commands import HandOverPacket
from app.models.values import (
    NOT_OBSERVED,
    DecisionOutcome,
    IdentityOutcome,
    ProvisionOutcome,
    Workability,
)
from app.services.closing import report_pdf
from app.services.signing import sign_and_seal
from tests.desktop.shift import CTRL, PIN, SECOND_PIN, Key
from tests.screens_day.b114 import BAKIR, EXAM, IDS, PEOPLE, TOLD, VOS, Room
from tests.screens_day.school import DESK, at
from tests.screens_day.stage import pages

NOTHING_ELSE = ("Verder geen bijzonderheden.", "Naar waarheid opgemaakt.")


def ended(folder: Path) -> None:
    """From the calamity on: everybody hands in, the exam is ended, the report is signed."""
    room = Room(folder)
    taken = handed_in(room)
    sign(room, BAKIR, SECOND_PIN)
    alone(room)
    room.hand_in("11:12", "Bos")
    room.hand_in("11:12:30", "Demir")
    to_the_report(room, "03g-zaal-beeindigen")
    before = drawn(room)
    room.picture("07a-pv-controle")
    settled(room)
    room.do("11:22", c.ReturnItem(EXAM, taken, "kandidaat", seen_at=at("11:13")))
    room.central = "11:23"
    room.go_to("11:23")
    drawn(room, before)
    declared(room)
    room.go_to("11:24:08")
    sign(room, VOS, PIN)
    pdf = room.work.look(lambda folds: report_pdf(folds, EXAM)).result()
    pages(pdf, "13-pv-pagina")
    room.close()


def lapsed(folder: Path) -> None:
    """Rina Vos signs first; the bag comes back and her signature lapses, then the other signs."""
    room = Room(folder)
    taken = handed_in(room)
    room.hand_in("11:12", "Bos")
    room.hand_in("11:12:30", "Demir")
    to_the_report(room)
    before = drawn(room)
    settled(room)
    room.go_to("11:21:40")
    sign(room, VOS, PIN)
    room.do("11:22", c.ReturnItem(EXAM, taken, "kandidaat", seen_at=at("11:13")))
    room.go_to("11:22:40")
    sign(room, BAKIR, SECOND_PIN)
    alone(room)
    room.central = "11:23"
    room.go_to("11:23")
    drawn(room, before)
    declared(room)
    room.picture("07b-pv-tekenen")
    room.close()


def handed_in(room: Room) -> str:
    """Play the day until Mehmet Bakır goes; return what was taken in."""
    room.begin_shift("08:10", room.vos)
    room.morning()
    room.both()
    room.till_ten()
    taken = room.phone()
    calamity(room)
    to_the_end(room)
    return taken


def to_the_report(room: Room, picture: str = "") -> None:
    """Go from the last own end to the report."""
    room.to_room()
    room.central = "11:17"
    room.choose("berg")
    room.go_to("11:17:18")
    room.press(Key.Key_3, CTRL)
    if picture:
        room.picture(picture)
    room.press(Key.Key_1, CTRL)
    room.hit("11:17:20", Key.Key_F11)
    room.hand_in("11:17:30", "Aydın", "Koster")
    for name, code in (("Aydın", "TTS"), ("Fernandes", "DICT"), ("Koster", "LAPT")):
        room.do("11:18", room.given(name, code))
    room.do("11:18", room.given("Peters", "ZOOM"))
    room.central = "11:19"
    room.go_to("11:19")
    room.press(Key.Key_F10)
    room.until(lambda: room.front == "closing")


def calamity(room: Room) -> None:
    """The network goes and comes back; seven minutes go back."""
    room.do("10:12:05", k.OpenCalamity())
    key = room.desktop.world.known.papers[0].part.calamities[-1].key
    room.do("10:12:09", k.NameCalamity(key, "NET", "Netwerk weg"))
    room.do("10:12:14", k.AnswerWorkability(key, Workability.NONE))
    room.do("10:12:30", k.TakeRouteStep(key, "stop", "Gezegd dat iedereen stopt"))
    room.do("10:12:48", k.TakeRouteStep(key, "quiet", "Kandidaten zitten stil"))
    room.do("10:13:05", c.ComeBack(EXAM, IDS["El Amrani"]))
    room.do("10:14:10", k.StartCall(key, "call", "hotline", "088 000 44 00"))
    room.do("10:16:02", k.EndCall(key, text="S. Lieverse. ICT komt naar gang B1."))
    room.do("10:17:20", k.TakeRouteStep(key, "answers", "Antwoorden zijn bewaard"))
    decided = (DESK, "examencommissie", "M-07")
    room.do("10:18:57", k.DecideResumption(key, True, *decided))
    back = k.HearTimeBack(
        key, DecisionOutcome.GRANTED, 7, "7 minuten terug voor 22 kandidaten", *decided,
        "einde van deze zitting", at("10:20:02"),
    )  # fmt: skip
    room.do("10:20:10", back, k.CloseCalamity(key))


def to_the_end(room: Room) -> None:
    """Everybody but five hands in, and Mehmet Bakır goes."""
    told = {each.surname: str(TOLD[each.number].handed_in) for each in PEOPLE}
    for clock in ("10:24", "10:27", "10:31", "10:47"):
        room.hand_in(clock, *(name for name, when in told.items() if when == clock))
    room.do("10:47", c.LeaveShift(BAKIR))
    room.go_to("10:48:12")


def alone(room: Room) -> None:
    """Leave the laptop to Rina Vos."""
    holders = tuple(each for each in room.desktop.world.known.holders if each.person != BAKIR)
    room.desktop.world.learn(holders=holders)


def sign(room: Room, person: str, pin: str) -> None:
    """Sign the report for the own period."""
    done = sign_and_seal(room.work, EXAM, person, pin, NOTHING_ELSE)
    room.desktop.world.learn_day(done.day)
    room.still()


def drawn(room: Room, before: bytes = b"") -> bytes:
    """Wait until the report is drawn anew; return it."""
    page: Any = room.page("closing")
    room.until(lambda: page.ui.pdf not in (b"", before))
    room.still()
    pdf: bytes = page.ui.pdf
    return pdf


def declared(room: Room) -> None:
    """Tick what is declared, and type the first digits of the PIN."""
    for _ in range(3):
        room.tab_to(lambda widget: type(widget).__name__ == "Tick" and not widget.isChecked())
        room.press(Key.Key_Space)
        room.still()
    room.until_focus("PinField")
    room.type(PIN[:4])
    room.still()


def settled(room: Room) -> None:
    """Settle what was open."""
    unseen = c.HandIn(EXAM, (IDS["Berg"],), seen_at=NOT_OBSERVED)
    offered = ProvisionOutcome.OFFERED_NOT_USED
    room.do("11:19:40", unseen)
    room.do("11:20", room.given("Demir", "HEAD", outcome=offered, reason="niet nodig"))
    no_card = c.CheckIdentity(
        EXAM, IDS["Abdi"], IdentityOutcome.NO_VALID_DOCUMENT,
        follow_up="origineel tonen", follow_up_before=at("16:00") + timedelta(days=7),
    )  # fmt: skip
    room.do("11:20:30", no_card)
    room.do("11:21", HandOverPacket(EXAM, "E-0417", DESK, "Z-2291", 30))


SCENES = (
    (
        (
            *("03g-zaal-beeindigen", "07a-pv-controle", "13-pv-pagina-1", "13-pv-pagina-2"),
            "13-pv-pagina-3",
        ),
        ended,
    ),
    (("07b-pv-tekenen",), lapsed),
)
