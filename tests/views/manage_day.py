"""What the page Beheer shows on a day: people whose term is over, held, running, without date."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from app.models.retention import PERIODS_FILE, TermState, read_periods
from app.models.retention_told import (
    ErasedTold,
    KeptTold,
    LineFault,
    RetentionDone,
    RetentionTold,
    TermTold,
)
from app.models.standard_told import (
    ChangeTold,
    ItemTold,
    NameFound,
    ReachedTold,
    ReadinessTold,
    ReadyTold,
    StandardDone,
    StandardsTold,
    StandardWanted,
)
from app.models.standards import NUMBERS, READY, read_ready, shipped
from app.models.values import Role
from app.screens.office.dismissed import dismissed_screen
from app.screens.office.manage_ui import ManageScreen, RowChosen
from app.screens.office.ready import ReadyUi, ready_screen
from app.screens.office.retention import RetentionUi, retention_screen
from app.screens.office.standards import StandardsUi, standards_screen
from tests.models.test_dismissed import Outsiders

ZONE = ZoneInfo("Europe/Amsterdam")
LONGEST = "Maximiliana-Alexandrijne Wilhelmina van der Heijden-Oosterveen Bakırcıoğlu"
HOLD = "ab" * 32
STAFF = {"b1": "S. Lieverse", "b2": "M. Timmer", "t1": "T. Verhoeven"}


def term(session: str, title: str, day: str, state: TermState, until: str = "") -> TermTold:
    held = (HOLD, "Bezwaar 2026-014 loopt bij de commissie van beroep", "b2")
    return TermTold(session, title, day, "Aanwezigheid en proces-verbaal", state, until,
                    *(held if state is TermState.HELD else ()))  # fmt: skip


DUE = (
    term("s1", "Rekenen niveau 4", "2024-06-04", TermState.DUE, "2026-01-10"),
    term("s2", "Nederlands lezen en luisteren 3F, tweede gelegenheid", "2024-11-12", TermState.DUE,
         "2026-01-10"),
)  # fmt: skip
PEOPLE = (
    KeptTold("p1", "Achterberg, Zoë", "1904112", DUE, "2024-07-10", asked_by="b2"),
    KeptTold("p2", LONGEST, "1904113", (*DUE, term("s3", "Engels schrijven B1", "2025-02-04",
             TermState.NO_DATE)), "2024-07-10"),
    KeptTold("p3", "De Wit, Tom", "1904114", (term("s1", "Rekenen niveau 4", "2024-06-04",
             TermState.HELD),), "", "2024-07-01"),
    KeptTold("p4", "El Amrani, Noor", "", (term("s3", "Burgerschap", "2026-02-04",
             TermState.NO_DATE),)),
    KeptTold("p5", "Yılmaz, Çağla", "1904116", (term("s3", "Burgerschap", "2026-02-04",
             TermState.RUNNING, "2027-12-10"),), "2026-06-10"),
)  # fmt: skip
GONE = ErasedTold("2026-06-02T08:12:00.000Z", "1f0c2b9e-6a0c-4d7e-9f55-0a1b2c3d4e5f", "b1", "b2",
                  41, 2, 1, 6, ("papers-locked", "running"), "2026-07-07")  # fmt: skip
TOLD = RetentionTold(PEOPLE, 214, 12, 1, 96, (GONE,),
                     read_periods(PERIODS_FILE.read_text("utf-8")))  # fmt: skip
UI = RetentionUi("b1", (Role.COORDINATOR, Role.EXAM_BOARD), ZONE, TOLD, "p1", names=STAFF)
FAULTY = RetentionDone(
    lines=812, known=640, fresh=502, faults=(LineFault(3, "date"), LineFault(9, "number"))
)
PREVIEW = RetentionDone(lines=812, known=640, fresh=502)


def retention(**changes: Any) -> ManageScreen:
    """Return the page with something else chosen."""
    return retention_screen(replace(UI, **changes))


# ---------------------------------------------------------------- the standaardset

RULES = "20-praktijk"
CHANGED = shipped()[RULES].replace('"signatures": 1', '"signatures": 2')
LOG = (
    ChangeTold(7, RULES, "2026-09-01", "Twee handtekeningen bij praktijkexamens, "
               "besluit examencommissie 2 juni", "t1", "2026-06-02T08:12:00.000Z"),
    ChangeTold(6, NUMBERS, "2026-05-01", "Nieuwe centrale", "t1", "2026-04-20T08:12:00.000Z"),
)  # fmt: skip
ITEMS = tuple(
    ItemTold(name, text, last=7, next_from="2026-09-01", next_content=CHANGED)
    if name == RULES
    else ItemTold(name, '{"hotline": "4499", "hotline_mobile": "06 12345678"}', 6, 6)
    if name == NUMBERS
    else ItemTold(name, text)
    for name, text in sorted(shipped().items())
)
SET = StandardsTold(6, ITEMS, LOG, (NameFound("Code van een examen", "REK/N3?", 14),))
SET_UI = StandardsUi("t1", (Role.STEWARD,), ZONE, date(2026, 6, 9), SET, RULES, names=STAFF)
DRAFT = StandardWanted(
    "preview", RULES, CHANGED.replace('"doors_open_min": 15', '"doors_open_min": 20'),
    "2026-09-01", "Deur eerder open, afspraak van juni", 7,
)  # fmt: skip
TOLD_OF = (
    ReachedTold("Praktijk verzorging", "2026-09-02"),
    ReachedTold("Praktijk haarverzorging, tweede gelegenheid", "2026-09-03"),
)
REACHED = StandardDone("", "", 8, 43, TOLD_OF)
COUNTED = {
    "names": (612, 626, ("Code van een examen: REK/N3?",)), "roles": (4, 4, ()),
    "hotline": (2, 2, ()), "laptops": (58, 60, ("EX-14", "EX-31")), "backup": (1, 1, ()),
    "papers": (198, 203, ("Rekenen niveau 4 (2026-06-04)",)), "delivery": (4210, 4210, ()),
    "terms": (202, 214, ()),
}  # fmt: skip
CHECKLIST = ReadinessTold(
    tuple(
        ReadyTold(
            each.id, each.title, each.detail, each.fact, *COUNTED.get(each.fact, (0, 0, ())),
            is_ready=each.id in ("roles", "hotline", "backup", "establishing", "calamity"),
            answered="yes" if each.id == "calamity" else "",
            note="Op 12 mei, alle locaties" if each.id == "calamity" else "",
            by="b1" if each.id == "calamity" else "",
            at="2026-05-12T08:12:00.000Z" if each.id == "calamity" else "",
        )
        for each in read_ready(shipped()[READY])
    )
)  # fmt: skip
READY_UI = ReadyUi("b1", (Role.COORDINATOR,), ZONE, CHECKLIST, "monitoring", names=STAFF)


def standards(**changes: Any) -> ManageScreen:
    """Return the standaardset with something else chosen."""
    return standards_screen(replace(SET_UI, **changes))


def ready(**changes: Any) -> ManageScreen:
    """Return the checklist with something else chosen."""
    return ready_screen(replace(READY_UI, **changes))


def dismissed(step: int = 0) -> ManageScreen:
    """Return what has no effect, with one of it chosen."""
    return dismissed_screen(Outsiders().day(), ZONE, RowChosen(step=step))
