"""The room of Vandaag (02) as its mockup has it, told by the program from a made-up record."""

from datetime import timedelta

from app.models.fold import session_scope
from app.models.paper import Paper, paper_of
from app.models.plan import ExtrasAdded, PersonAssigned, StaffPlanned
from app.models.preparing_commands import ReceivePacket, TickReadiness
from app.models.values import StaffRole
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.today import TodayScreen
from app.screens.room.today_forms import TodayAsk
from app.screens.room.today_screen import TodayUi, today_screen
from tests.builders import SESSION, START, Play, a_candidate, a_plan, a_session, candidate_id

MINUTE = timedelta(minutes=1)
NOW = START - 47 * MINUTE + timedelta(seconds=18)
STATUS = LaptopStatus("EX-07", central_until=NOW, battery_percent=96)
RULES: dict[str, object] = {
    "id": "instelling",
    "title": "Instellingsexamen",
    "kind": "institution",
    "has_packets": True,
    "readiness": [
        {
            "item": "room",
            "title": "Lokaal nagekeken",
            "detail": "klok, bord, tafels, wc’s",
        },
        {
            "item": "aids",
            "title": "Hulpmiddelen liggen klaar",
            "detail": "kladpapier",
        },
        {"item": "phones", "title": "Telefoons en horloges weg", "detail": "in de tas of de bak"},
    ],
}


def a_morning(candidates: int = 28) -> Play:
    """Return the room at 08:13, one surveillant signed on."""
    plan = a_plan(name="Rekenen niveau 4", ends_at=(START + 100 * MINUTE).isoformat())
    play = a_session(candidates, started=False, plan=plan, rules=RULES, room="B1.14")
    before = START - timedelta(days=1)
    people = (("p1", "Vos, Rina"), ("p2", "Bakır, Mehmet"))
    for person, name in people:
        play.plan(PersonAssigned(person, name, StaffRole.INVIGILATOR), at=before)
    chief = StaffPlanned("p9", StaffRole.CHIEF_INVIGILATOR, "Bosma, Jelle")
    play.take(play.dossier.act(chief, before, scope=session_scope(SESSION)))
    for number in range(1, candidates + 1):
        released = number not in (5, 9)
        extras = ExtrasAdded(seat=f"{'ABCD'[number % 4]}{number // 4 + 1}", is_released=released)
        play.plan(extras, candidate_id(number), at=before)
    for number in range(1, min(8, candidates + 1)):
        needs = ("TTS",) if number < 5 else ()
        play.plan(
            a_candidate(number, extra_time_min=25, needs=needs), candidate_id(number), at=before
        )
    play.do(ReceivePacket(SESSION, "E-0417", True, 30), START - 49 * MINUTE)
    play.do(TickReadiness(SESSION, "room", "Lokaal nagekeken"), START - 48 * MINUTE)
    return play


def papers_of(play: Play) -> tuple[Paper, ...]:
    """Return the papers of the room."""
    paper = paper_of(play.session, play.room)
    assert paper is not None
    return (paper,)


def screen_of(
    play: Play, ask: TodayAsk | None = None, people: tuple[str, ...] = ("Vos, Rina",)
) -> TodayScreen:
    """Return Vandaag at 08:13."""
    ui = TodayUi(people=people, ask=ask or TodayAsk())
    return today_screen(NOW, papers_of(play), STATUS, ui)


def changed(play: Play) -> Play:
    """Return the room after the plan moved somebody to another seat at 07:40."""
    extras = ExtrasAdded(seat="C5", is_released=True)
    play.plan(extras, candidate_id(3), at=START - 80 * MINUTE)
    return play
