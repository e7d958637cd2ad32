"""retention: until when what is kept of whom, dates that start a term, holds, and erasing."""

import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path
from typing import Final

from app.models.codec import instant_text
from app.models.retention import (
    READS,
    TermState,
    day_after,
    terms_of,
)
from app.models.retention_words import DATE_FAULT, REMAINS, TERM_STATE, WHY_NOT
from dossier.archive.retained import KeptPapers, forget_reads, wipe
from dossier.commands.judges import two_people
from dossier.commands.speaking import WRONG_USE, Stop, read_text, row_of, tell
from dossier.education_dates import read_dates
from dossier.erasing import paper_purpose
from dossier.erasing_at_term import Eraser, NotErased, Tools
from dossier.opened import COMMAND_LINE, OpenDossier
from dossier.retention import (
    HOLD_CHARACTERS,
    RetentionDesk,
    UnknownSubject,
    local_day,
    look,
    periods_on,
)

_ACTIONS: Final = ("list", "dates", "hold", "lift", "erase", "paper", "report", "tidy")


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("retention", help="bewaren en wissen")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("action", choices=_ACTIONS)
    parser.add_argument("--file", type=Path, help="diploma- en uitschrijfdatums, als CSV")
    parser.add_argument("--preview", action="store_true", help="toon alleen wat er zou gebeuren")
    parser.add_argument("--due", action="store_true", help="alleen wat gewist kan worden")
    parser.add_argument("--person", default="", help="kenmerk of studentnummer")
    parser.add_argument("--session", default="", help="kenmerk van een zitting")
    parser.add_argument("--hold", default="", metavar="NUMMER", help="nummer van een vasthouding")
    parser.add_argument("--document", default="", help="kenmerk van een verslag dat op slot is")
    parser.add_argument("--out", type=Path, help="een bestand dat er nog niet is")
    parser.add_argument("--by", action="append", default=[], metavar="ID", help="wie dit doet")
    parser.add_argument("--ground", default="", help="waarom")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Do what was asked.

    Raises:
        Stop: Something is missing, is not there, or may not go.
    """
    try:
        _DO[told.action](dossier, told)
    except UnknownSubject as problem:
        raise Stop(WHY_NOT["unknown"], "Kijk met 'retention list'.") from problem
    except NotErased as problem:
        raise Stop(f"{WHY_NOT[problem.reason]} Er is niets gewist.") from problem


def _today(dossier: OpenDossier) -> date:
    return local_day(dossier.around.moment().corrected, dossier.config.time_zone)


def _list(dossier: OpenDossier, told: Namespace) -> None:
    """Tell name, number, day, session, what, until when, and how it stands, with tabs between."""
    dossier.note_read("retention list")
    today = _today(dossier)
    with dossier.ledger.reading() as reading:
        kept = look(reading, today)
    for person in kept.people:
        for term in terms_of(person, kept.periods, kept.holds, today):
            if told.due and term.state is not TermState.DUE:
                continue
            until = "-" if term.until is None else term.until.isoformat()
            state = TERM_STATE[term.state]
            if term.hold is not None:
                state = f"{state} ({term.hold.leaf[:HOLD_CHARACTERS]}: {term.hold.reason})"
            words = (person.name, person.number or person.key, term.record.day.isoformat(),
                     term.record.session, term.period.title, until, state)  # fmt: skip
            tell(row_of(*words))


def _dates(dossier: OpenDossier, told: Namespace) -> None:
    """Take a file in, whole or not at all."""
    if told.file is None:
        raise Stop("Geef het bestand met --file.", "", WRONG_USE)
    text = read_text(told.file)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        kept = look(writing, _today(dossier), lately=True)
        lines = read_dates(text, kept, _today(dossier), COMMAND_LINE)
        wrong = [each for each in lines if each.fault is not None]
        for each in wrong:
            tell(f"Regel {each.line}: {DATE_FAULT[each.fault or '']}")
        if wrong:
            raise Stop("Er is niets bewaard.", "Verbeter deze regels en geef het bestand opnieuw.")
        acts = [each.act for each in lines if each.act is not None]
        desk = RetentionDesk(writing, kept)
        known = {p.key: p.ended for p in kept.people}
        if told.preview:
            fresh = sum(known[act.person] is None for act in acts)
        else:
            fresh = sum(desk.end_education(act) for act in acts)
    tell(f"Regels: {len(lines)}; {len(acts)} van wie hier iets bewaard wordt, {fresh} nieuw.")
    if told.preview:
        tell("Er is niets bewaard: dit was een proef.")


def _hold(dossier: OpenDossier, told: Namespace) -> None:
    """Let nothing of a person or session go."""
    by = _one(told)
    if not told.ground or bool(told.person) is bool(told.session):
        raise Stop("Geef --person of --session, en met --ground waarom.", "", WRONG_USE)
    subject = f"person/{told.person}" if told.person else f"session/{told.session}"
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RetentionDesk(writing, look(writing, _today(dossier)))
        leaf = desk.place_hold(subject, told.ground, by)
    tell(leaf[:HOLD_CHARACTERS])


def _lift(dossier: OpenDossier, told: Namespace) -> None:
    """Let a hold be over."""
    by = _one(told)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RetentionDesk(writing, look(writing, _today(dossier)))
        desk.lift_hold(told.hold, told.ground, by)
    tell("Het staat in het dossier.")


def _erase(dossier: OpenDossier, told: Namespace) -> None:
    """Erase what is due of one person, by the word of two."""
    today = _today(dossier)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        people = two_people(writing, told.by)
        tools = Tools(dossier.feed, dossier.keys)
        Eraser(writing, look(writing, today), today, tools).ask(told.person, people[0].id)
        eraser = Eraser(writing, look(writing, today), today, tools)
        done = eraser.confirm(told.person, people[1].id)
    is_wiped = wipe(dossier.ledger.engine)
    tell(f"Gewist: {done.bodies} vastleggingen, {done.messages} berichten aan Toetsplanning.")
    tell(f"Verslagen: {done.documents_locked} op slot, {done.documents_destroyed} vernietigd.")
    if done.remains:
        tell(f"Blijft: {'; '.join(REMAINS[each] for each in done.remains)}.")
    tell(f"Back-ups van vóór vandaag houden het nog, tot uiterlijk {done.backups_until}.")
    if not is_wiped:
        tell("Het bestand is nog in gebruik: geef 'retention tidy' zodra de dienst stilstaat.")


def _paper(dossier: OpenDossier, told: Namespace) -> None:
    """Open a paper that is locked, for two people who say why; the reading is noted."""
    if not told.ground or told.out is None:
        raise Stop("Geef --document, --out en met --ground waarom.", "", WRONG_USE)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        people = two_people(writing, told.by)
        papers = KeptPapers(writing.connection, writing.school)
        found = papers.sealed(told.document)
    if found is None:
        raise Stop("Dit verslag is er niet, of niet op slot.", "Kijk met 'retention report'.")
    who = " and ".join(each.id for each in people)
    dossier.note_read(f"locked paper {told.document} by {who}: {told.ground}"[:300])
    content = dossier.keys.unseal(found[1], paper_purpose(told.document))
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(told.out, flags, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError as problem:
        raise Stop("Er is hier al iets.", "Kies een nieuwe naam voor --out.") from problem
    tell(f"Geschreven: {told.out}. Vernietig het zodra je klaar bent.")


def _report(dossier: OpenDossier, _: Namespace) -> None:
    """Tell when, person's id, by whom, and what went and stays, with tabs between."""
    with dossier.ledger.reading() as reading:
        kept = look(reading, _today(dossier))
    for event, act in kept.erased:
        stays = ", ".join(act.remains) or "-"
        words = (instant_text(event.header.wall), act.person, act.by, act.confirmed_by,
                 str(act.bodies), str(act.documents_locked), str(act.documents_destroyed),
                 str(act.messages), stays, act.backups_until)  # fmt: skip
        tell(row_of(*words))


def _tidy(dossier: OpenDossier, _: Namespace) -> None:
    """Let notes of who read what go at their own term, and nothing linger in the database."""
    today = _today(dossier)
    with dossier.ledger.reading() as reading:
        periods = periods_on(reading, today)
    months = next(each.months for each in periods if each.id == READS)
    before = day_after(today, -months).isoformat()
    with dossier.ledger.begin() as connection:
        gone = forget_reads(connection, dossier.config.school, before)
    tell(f"{gone} aantekeningen van wie wat las, hadden hun termijn gehad.")
    if not wipe(dossier.ledger.engine):
        raise Stop("Het bestand is nog in gebruik.", "Herhaal dit zodra de dienst stilstaat.")
    tell("In het bestand zelf staat niets meer van wat gewist is.")


def _one(told: Namespace) -> str:
    if len(told.by) != 1:
        raise Stop("Zeg met --by wie dit doet.", "", WRONG_USE)
    by: str = told.by[0]
    return by


_DO: Final = {
    "list": _list,
    "dates": _dates,
    "hold": _hold,
    "lift": _lift,
    "erase": _erase,
    "paper": _paper,
    "report": _report,
    "tidy": _tidy,
}
