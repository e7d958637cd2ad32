"""confirm: two people judge what is voorlopig or came after a revocation, and declare gaps."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.models.words import PUT_ASIDE, flaw_text
from dossier.archive.ledger import Writing
from dossier.closing import Closing
from dossier.commands.judges import two_people
from dossier.commands.speaking import WRONG_USE, Stop, tell
from dossier.judging import OwnCase, Waiting, judge, sessions_of, waiting
from dossier.opened import OpenDossier


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("confirm", help="beoordeel met twee mensen wat nog niet meetelt")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("--list", action="store_true", help="toon wat er wacht")
    parser.add_argument("--item", action="append", default=[], help="nummer uit de lijst")
    parser.add_argument("--laptop", action="append", default=[], help="alles van deze laptop")
    parser.add_argument("--by", action="append", default=[], metavar="ID", help="wie, twee keer")
    parser.add_argument("--reject", action="store_true", help="het telt niet mee")
    parser.add_argument("--ground", default="", help="waarom, voor in het proces-verbaal")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """List what waits, or write the word of two people about it.

    Raises:
        Stop: Not two people of the school, or there is nothing of that name.
    """
    if told.list:
        with dossier.ledger.reading() as reading:
            for each in waiting(reading):
                tell(_line(each))
        return
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        people = two_people(writing, told.by)
        items = _asked(writing, told)
        for each in items:
            try:
                judge(writing, each, people, told.ground, is_accepted=not told.reject)
            except OwnCase as problem:
                raise Stop(
                    f"{each.item}: wie zelf instond voor de laptop, beoordeelt hem niet.",
                    "Laat twee anderen dit doen; er is niets bewaard.",
                ) from problem
    closing = Closing(dossier, lambda: None)
    for session in sessions_of(items):
        closing.settle(session)
    word = "telt niet mee" if told.reject else "telt mee"
    tell(f"{len(items)} beoordeeld: {word}.")


def _line(item: Waiting) -> str:
    """Return item, scope, laptop, how many, and why, with tabs between."""
    gap = item.gap
    if gap is not None:
        why = flaw_text(gap.writer, gap.first, gap.last, is_fork=False)
    else:
        why = "" if item.reason is None else ": ".join(PUT_ASIDE[item.reason])
    return f"{item.item}\t{item.scope}\t{item.writer}\t{item.count}\t{why}"


def _asked(writing: Writing, told: Namespace) -> list[Waiting]:
    found = [
        each
        for each in waiting(writing)
        if each.item in told.item or (each.gap is None and each.writer in told.laptop)
    ]
    if not found or not set(told.item) <= {each.item for each in found}:
        raise Stop("Dit wacht niet op een oordeel.", "Kijk met 'confirm --list'.")
    if told.reject and any(each.gap is not None for each in found):
        raise Stop("Een gat kan alleen verklaard worden.", "Laat --reject weg.", WRONG_USE)
    return found
