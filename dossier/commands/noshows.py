"""noshows: a list per team of who did not come; for a timer that runs at the set time."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.crypto.device_keys import write_new
from app.models.no_shows import file_name, folder_name, no_show_paper
from app.models.set_times import SetTimes
from app.models.standards import set_times_on
from app.reports.paper_pack import render_paper_pack
from dossier.commands.speaking import Stop, tell
from dossier.office_figures import no_shows_of
from dossier.opened import OpenDossier
from dossier.standards import changes_in


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("noshows", help="maak per team de lijst van wie niet kwam")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--day", type=date.fromisoformat, help="anders vandaag")
    parser.add_argument("--out", type=Path, required=True, help="map, met een map per team erin")
    parser.add_argument(
        "--due", action="store_true",
        help="alleen teams van wie de vaste tijd voorbij is en die nog geen lijst hebben",
    )  # fmt: skip
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Write a file for each team, in a folder of that team's own; each is noted as read.

    Raises:
        Stop: The folder cannot be written.
    """
    zone, now = ZoneInfo(dossier.config.time_zone), dossier.around.moment().corrected
    local = now.astimezone(zone)
    day = told.day or local.date()
    with dossier.ledger.reading() as reading:
        lists = no_shows_of(reading, day, zone)
        times = set_times_on(changes_in(reading), day)
    made = 0
    for each in lists:
        name = file_name(each.team, day)
        path = told.out / folder_name(each.team) / f"{name}.pdf"
        if told.due and (path.exists() or not _is_due(times, each.team, day, local)):
            continue
        dossier.note_read(f"no-show list {day.isoformat()} {each.team or '-'}")
        paper = no_show_paper(each, (dossier.config.school_name, day, zone, now))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            write_new(path, render_paper_pack(paper))
        except OSError as problem:
            raise Stop(
                f"De map {told.out} kan niet gelezen of geschreven worden.",
                "Kies een andere met --out.",
            ) from problem
        made += 1
        tell(str(path))
    if not made:
        tell("Er is geen lijst te maken.")


def _is_due(times: SetTimes, team: str, day: date, local: datetime) -> bool:
    return (day, times.of(team)) <= (local.date(), local.time().replace(tzinfo=None))
