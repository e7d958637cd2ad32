"""Draw the pages of a calamity from a real record into build/gallery/, to lay beside the mockups.

Run: QT_QPA_PLATFORM=offscreen python -m tests.views.gallery_calamity [PREFIX]
"""

import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from app.desktop.calamity_page import routes
from app.models import calamity_commands as k
from app.models import commands as c
from app.models.paper import Paper, paper_of
from app.models.values import DecisionOutcome, RollCallPlace, Workability
from app.screens.room.calamity import CalamityScreen
from app.screens.room.calamity_screen import calamity_screen
from app.screens.room.calamity_ui import CalamityUi
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.unlock_screen import PackageStatus
from app.views.parts.fonts import choose, load_fonts
from app.views.room.calamity import CalamityView
from tests.builders import (
    MINUTE,
    ROOM,
    SECOND,
    START,
    Play,
    a_candidate,
    a_plan,
    a_session,
    candidate_id,
)

OUT = Path(__file__).parents[2] / "build" / "gallery"
WIDE, HIGH = 1366, 768
F9 = START + 72 * MINUTE + 5 * SECOND
STATUS = LaptopStatus("EX-07", START + 71 * MINUTE, 3, is_offline=True)
PACKAGE = PackageStatus(hotline="4400", hotline_mobile="088 000 44 00")
PEOPLE = ("M. Vos",)


def a_day(rules: dict[str, object] | None = None) -> Play:
    """Return a hall of 28 at 10:12: three handed in, three never came, one is away."""
    plan = a_plan(name="Rekenen niveau 4", ends_at=(START + 100 * MINUTE).isoformat())
    play = a_session(
        candidates=28, started=False, plan=plan, rules=rules or {"id": "x", "kind": "institution"}
    )
    for number, extra in ((4, 25), (5, 25), (6, 30)):
        play.plan(a_candidate(number, extra_time_min=extra), candidate_id(number))
    for number in range(1, 26):
        play.do(c.RegisterArrival("s1", candidate_id(number)), START - 9 * MINUTE)
    play.do(c.StartSession("s1"), START)
    play.do(c.EstablishNoShow("s1", tuple(map(candidate_id, (26, 27, 28)))), START + 31 * MINUTE)
    play.do(c.HandIn("s1", tuple(map(candidate_id, (1, 2, 3)))), START + 60 * MINUTE)
    play.do(c.LeaveForAMoment("s1", candidate_id(9), escort="M. Bakır"), F9 - 4 * MINUTE)
    return play


def screen(play: Play, at: object, **changes: object) -> CalamityScreen:
    paper = paper_of(play.session, ROOM)
    assert isinstance(paper, Paper)
    paper = replace(paper, zone=ZoneInfo("Europe/Amsterdam"))
    last = play.part.calamities[-1]
    ui = CalamityUi(at, key=last.key, pressed_at=last.since, people=PEOPLE)
    ui = replace(ui, **changes)
    return calamity_screen((paper,), routes(), ui, STATUS, PACKAGE)


def opened(play: Play) -> str:
    play.do(k.OpenCalamity(), F9)
    return play.part.calamities[-1].key


def stopped(play: Play, route: str = "NET", title: str = "Netwerk weg") -> str:
    key = opened(play)
    play.do(k.NameCalamity(key, route, title), F9 + 4 * SECOND)
    play.do(k.AnswerWorkability(key, Workability.NONE), F9 + 9 * SECOND)
    return key


def calling() -> tuple[Play, str]:
    play = a_day()
    key = stopped(play)
    play.do(k.TakeRouteStep(key, "stop", "Gezegd dat iedereen stopt"), F9 + 25 * SECOND)
    play.do(k.TakeRouteStep(key, "quiet", "Kandidaten zitten stil"), F9 + 43 * SECOND)
    play.do(k.StartCall(key, "call", "hotline", "088 000 44 00"), F9 + 125 * SECOND)
    return play, key


def decided() -> Play:
    play, key = calling()
    play.do(k.EndCall(key, text="S. Lier. ICT komt."), F9 + 237 * SECOND)
    play.do(k.TakeRouteStep(key, "answers", "Antwoorden zijn bewaard"), F9 + 315 * SECOND)
    play.do(k.DecideResumption(key, resumes=True, decided_by="S. Lier"), F9 + 412 * SECOND)
    return play


def choice() -> CalamityScreen:
    play = a_day()
    opened(play)
    return screen(play, F9)


def question() -> CalamityScreen:
    play = a_day()
    play.do(k.NameCalamity(opened(play), "NET", "Netwerk weg"), F9 + 4 * SECOND)
    return screen(play, F9 + 4 * SECOND)


def picking() -> CalamityScreen:
    play = a_day()
    play.do(k.NameCalamity(opened(play), "APP", "Toetssysteem werkt niet"), F9 + 4 * SECOND)
    return screen(play, F9 + 9 * SECOND, picking=True, picked=frozenset({candidate_id(5)}))


def route() -> CalamityScreen:
    return screen(
        calling()[0], F9 + 195 * SECOND, texts={"text": "S. Lier. ICT komt naar gang B1."}
    )


def resuming() -> CalamityScreen:
    play, key = calling()
    play.do(k.EndCall(key), F9 + 237 * SECOND)
    play.do(k.TakeRouteStep(key, "answers", "Antwoorden zijn bewaard"), F9 + 315 * SECOND)
    return screen(play, F9 + 330 * SECOND)


def decision() -> CalamityScreen:
    at = F9 + 485 * SECOND
    texts = {
        "who": "S. Lier",
        "behalf": "examencommissie",
        "mandate": "M-07, tijd terug tot 30 min",
    }
    return screen(decided(), at, texts=texts, read_back_at=at - 8 * SECOND)


def adjusting() -> CalamityScreen:
    return screen(decided(), F9 + 430 * SECOND, adjusting=True)


def over() -> CalamityScreen:
    play = decided()
    key = play.part.calamities[-1].key
    play.do(k.HearTimeBack(key, DecisionOutcome.GRANTED, 7, "x", "S. Lier", mandate="M-07"))
    return screen(play, F9 + 500 * SECOND)


def heads() -> CalamityScreen:
    play = a_day({"id": "ce", "kind": "central"})
    key = opened(play)
    play.do(k.NameCalamity(key, "FIRE", "Ontruiming of alarm", stops_all=True), F9 + 2 * SECOND)
    play.do(k.TakeRouteStep(key, "out", "Lokaal verlaten"), F9 + 90 * SECOND)
    return screen(play, F9 + 200 * SECOND, picked=frozenset({candidate_id(9)}))


def apart() -> CalamityScreen:
    play = a_day({"id": "ce", "kind": "central"})
    key = opened(play)
    play.do(k.NameCalamity(key, "FIRE", "Ontruiming of alarm", stops_all=True), F9 + 2 * SECOND)
    play.do(k.TakeRouteStep(key, "out", "Lokaal verlaten"), F9 + 90 * SECOND)
    play.do(k.TakeRollCall(key, RollCallPlace.OUTSIDE, (candidate_id(9),)), F9 + 210 * SECOND)
    return screen(play, F9 + 220 * SECOND)


SCENES = {
    "06a-calamiteit-kies": choice,
    "06a2-calamiteit-vraag": question,
    "06a3-sommigen": picking,
    "06b-calamiteit-route": route,
    "06b2-hervatten": resuming,
    "06c-calamiteit-besluit": decision,
    "06d-uitzonderingen": adjusting,
    "06e-klaar": over,
    "06f-appel": heads,
    "06g-quarantaine": apart,
}


def draw(name: str, *, dark: bool, percent: int) -> None:
    """Draw one scene in a theme and size."""
    choose(dark=dark, percent=percent)
    view = CalamityView()
    view.resize(WIDE, HIGH)
    view.show()
    view.activateWindow()
    view.render(SCENES[name]())
    for _ in range(5):
        QApplication.processEvents()
    suffix = ("-donker" if dark else "") + (f"-{percent}" if percent != 100 else "")
    view.grab().save(str(OUT / f"{name}{suffix}.png"))
    view.close()
    view.deleteLater()
    QApplication.processEvents()


def main() -> None:
    """Draw every scene, or those with a prefix, light and dark and at 150 and 200 percent."""
    application = QApplication.instance() or QApplication([])
    load_fonts()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for name in SCENES:
        if name.startswith(wanted):
            for dark, percent in ((False, 100), (True, 100), (False, 150), (False, 200)):
                draw(name, dark=dark, percent=percent)
    application.processEvents()


if __name__ == "__main__":
    main()
