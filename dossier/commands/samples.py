"""samples: draws every sample again from the record as it was; the exit code tells the outcome."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.models.words import date_text
from dossier.commands.speaking import NOT_SOUND, Stop, tell_rows
from dossier.opened import OpenDossier
from dossier.recounting import ZONE, Recount, recounts


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("samples", help="reken elke steekproef na")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:  # noqa: ARG001 - a command gets both
    """Tell of every draw when, by whom, why, and whether chance gave it.

    Raises:
        Stop: One of them is not what chance gives.
    """
    with dossier.ledger.reading() as reading:
        found = recounts(reading)
    tell_rows(map(_told, found), "Er is nog geen steekproef getrokken.")
    wrong = sum(not each.is_sound for each in found)
    if wrong:
        raise Stop(
            f"Van {len(found)} trekkingen kloppen er {wrong} niet.",
            "Vraag wie trok, en waarom; de trekking zelf blijft bewaard.",
            NOT_SOUND,
        )


def _told(each: Recount) -> str:
    act, local = each.sample.act, each.sample.event.observed.astimezone(ZONE)
    word = "klopt"
    if not each.is_same_population:
        word = f"andere groep: nu {each.size}"
    elif not each.is_same_sample:
        word = "andere uitkomst" if each.sample.items else "niet opgeschreven"
    when = f"{date_text(local.date())} {local:%H:%M}, trekking {each.sample.number}"
    return f"{when}, {each.sample.by.name}: {act.count} van {act.size}, {act.ground}: {word}"
