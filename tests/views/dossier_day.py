"""The page of the dossier with the longest names: a ruling on one, and what is known of them."""

from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from app.models.check_commands import AskQuestion
from app.models.commands import NoteIrregularity
from app.models.deliveries import Outbox
from app.models.values import Role
from app.screens.office.bar import OfficeBarScreen, Tab
from app.screens.office.dossier import DossierBook, dossier_screen
from app.screens.office.dossier_ui import Area, DossierScreen, DossierUi
from tests.builders import MINUTE, ROOM, SESSION, START, a_candidate, a_plan, a_session
from tests.builders import candidate_id as who
from tests.models.test_dossier_check import END
from tests.models.test_hotline import Office
from tests.views.board_day import BAR

ZONE: Final = ZoneInfo("Europe/Amsterdam")
EXAM: Final = "Rekenen niveau 4, herkansing"
NINE: Final = ("Zalen", "Meldingen", "Laptops", "Dagrapport", "Balie", "Dossiers", "Planning",
               "Rapporten", "Beheer")  # fmt: skip


def bar_of_nine() -> OfficeBarScreen:
    """Return the bar with every page of the office."""
    tabs = tuple(
        Tab(text.lower(), text, f"Ctrl {n}", 12 if n in (2, 6) else 0)
        for n, text in enumerate(NINE, start=1)
    )
    return replace(BAR, tabs=tabs, chosen="dossiers")


def dossier_screens() -> dict[Area, DossierScreen]:
    """Return the page in the areas with the longest lists."""
    play = a_session(0, plan=a_plan(name=EXAM))
    names = ("Maximiliaan-Alexander", "van der Hooghwerff-Schimmelpenninck")
    play.plan(a_candidate(1, given_name=names[0], surname=names[1]), who(1), at=START)
    note = NoteIrregularity(SESSION, who(1), "device", "Telefoon ging twee keer af in de tas.",
                            is_reported=True)  # fmt: skip
    play.do(note, START + MINUTE)
    office = Office(play)
    office.do(AskQuestion(SESSION, ROOM, "Hoe laat was dat precies?", who(1)), START + 2 * MINUTE)
    told = {}
    for area in (Area.CHECK, Area.RULINGS):
        roles = (Role.COORDINATOR, Role.EXAM_BOARD)
        ui = DossierUi(END, ZONE, roles, area, START.astimezone(ZONE).date())
        day = DossierBook().tell(office.day(), Outbox(), ui)
        told[area] = dossier_screen(day, ui)
    return told
