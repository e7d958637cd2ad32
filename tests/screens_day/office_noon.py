"""The desk at 11:31 while somebody brings things back, and the day report at 13:05."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.models import office_commands as c
from app.models.calamity_commands import CloseCalamity
from app.models.commands import EstablishNoShow, RegisterArrival, StartSession
from app.models.desk import desk_rows
from app.models.values import DayPart
from tests.builders import candidate_id
from tests.screens_day.office import ROOMS, Stage, Told, at, picture, played, window_at
from tests.screens_day.office_dossier import closed

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
BACK: Final = {"M. Bakır": ("10:52", 0), "D. Prins": ("11:12", 23), "F. Aksoy": ("11:20", 27)}
"""Who brought things back when, and how many had handed in."""
LATER: Final = {"C2.08": (21, 2), "C2.10": (19, 1), "E0.04": (24, 1)}
"""Who came to the rooms that began after ten, and how many of them late."""


def desk(folder: Path) -> None:
    """Picture the desk while Rina Vos brings things back."""
    made = played("11:31")
    rows = desk_rows(made.day(), DayPart.MORNING, AMSTERDAM)
    mine = ""
    for row in rows:
        mine = row.key if row.name == "R. Vos" else mine
        if row.name in BACK and row.issued is not None:
            (event, issued), (clock, handed) = row.issued, BACK[row.name]
            letters = "".join(each[0] for each in row.name.split(". "))
            back = c.ReturnThings(
                event.leaf, row.person, row.room, is_folder_complete=True, is_card_destroyed=True,
                laptop=issued.laptop, initials_desk="SL", initials_staff=letters,
            )  # fmt: skip
            if issued.pieces:
                back = replace(
                    back, is_seal_intact=True, made=handed, unused=issued.pieces - handed
                )
            made.do(back, clock)
    window, world = window_at(made, "11:31", folder)
    page: Any = window.page("desk")
    page._ui = replace(page._ui, selected=mine)
    picture(window, world, "desk", "16-balie")


def day_report(folder: Path) -> None:
    """Picture the report of the morning: every room signed, one of them not heard since."""
    made = played("13:05")
    for told in ROOMS:
        if told.label in LATER:
            held(made, told)
    for label in ("A0.02", "B1.14"):
        calamity = made.plays[label].part.calamities[0]
        made.plays[label].do(CloseCalamity(calamity.leaf), at("11:00"))
        made.do(c.SolveIssue(calamity.key, "opgelost"), "11:05")
    for told in ROOMS:
        closed(made, told.label, at("12:31"), is_received=told.label != "D0.11")
    window, world = window_at(made, "13:05", folder)
    page: Any = window.page("report")
    page._ui = replace(page._ui, half=DayPart.MORNING)
    picture(window, world, "report", "12-dagrapport")


def held(made: Stage, told: Told) -> None:
    """Let an exam begin that others were waiting for: who comes, comes late, or does not."""
    play, begin, (came, late) = made.plays[told.label], at(told.start), LATER[told.label]
    session = play.session_id
    for n in range(told.came + 1, came - late + 1):
        play.do(RegisterArrival(session, candidate_id(n)), begin - timedelta(minutes=8))
    play.do(StartSession(session), begin)
    for n in range(came - late + 1, came + 1):
        play.do(RegisterArrival(session, candidate_id(n)), begin + timedelta(minutes=9))
    absent = tuple(candidate_id(n) for n in range(came + 1, told.expected + 1))
    play.do(EstablishNoShow(session, absent), begin + timedelta(minutes=31))


SCENES = ((("12-dagrapport",), day_report), (("16-balie",), desk))
