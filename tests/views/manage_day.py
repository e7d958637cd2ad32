"""What the page Beheer shows on a day: people whose term is over, held, running, without date."""

from dataclasses import replace
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
from app.models.values import Role
from app.screens.office.manage_ui import ManageScreen
from app.screens.office.retention import RetentionUi, retention_screen

ZONE = ZoneInfo("Europe/Amsterdam")
LONGEST = "Maximiliana-Alexandrijne Wilhelmina van der Heijden-Oosterveen Bakırcıoğlu"
HOLD = "ab" * 32


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
UI = RetentionUi("b1", (Role.COORDINATOR, Role.EXAM_BOARD), ZONE, TOLD, "p1")
FAULTY = RetentionDone(
    lines=812, known=640, fresh=502, faults=(LineFault(3, "date"), LineFault(9, "number"))
)
PREVIEW = RetentionDone(lines=812, known=640, fresh=502)


def retention(**changes: Any) -> ManageScreen:
    """Return the page with something else chosen."""
    return retention_screen(replace(UI, **changes))
