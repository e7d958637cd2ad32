"""roles: who may do what; nobody their own, and some roles by two people."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from app.models.codec import instant_text
from app.models.grants import Grant
from app.models.roles import BY_TWO
from app.models.values import Role
from app.models.words import SCHOOL_ROLE
from dossier.archive.devices import log_access
from dossier.archive.ledger import Writing
from dossier.commands.speaking import WRONG_USE, Stop, row_of, tell, tell_rows, warn
from dossier.enrolling import plain_name
from dossier.granting import GRANT_CHARACTERS, Forbidden, NotGranted, RoleDesk, Wanted, all_grants
from dossier.identity.linking import WHO
from dossier.opened import OpenDossier

NOBODY: Final = (
    "Er is nog geen rol gegeven. De eerste is functioneel beheer (steward): iemand geeft hem "
    "met 'roles grant', een ander bevestigt hem met 'roles confirm'."
)
LAST_SECOND: Final = time(23, 59, 59)
_WHY: Final = {
    Forbidden.OUTSIDE_ROLE: "Wie dit doet, heeft daar de rol niet voor.",
    Forbidden.OWN: "Niemand geeft of bevestigt een eigen rol.",
    Forbidden.SAME_PERSON: "Een ander dan wie de rol gaf, moet hem bevestigen.",
    Forbidden.APART: "Deze rollen mag één persoon niet samen hebben.",
    Forbidden.UNKNOWN_PERSON: "Deze persoon is er niet.",
    Forbidden.UNKNOWN_GRANT: "Deze toekenning is er niet.",
    Forbidden.SETTLED: "Hier valt niets meer te bevestigen of in te trekken.",
    Forbidden.NOT_BREAK_GLASS: (
        "Een noodrol heeft een reden, duurt 1 tot 240 minuten en is geen auditor."
    ),
}


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("roles", help="wie wat mag")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("action", choices=("grant", "confirm", "withdraw", "break-glass", "list"))
    parser.add_argument("--person", metavar="ID", help="wie de rol krijgt")
    parser.add_argument("--role", choices=[role.value for role in Role])
    parser.add_argument("--location", action="append", default=[], help="alleen hier")
    parser.add_argument("--until", metavar="DATUM", help="tot en met deze dag, zoals 2027-07-31")
    parser.add_argument("--minutes", type=int, default=60, help="hoe lang een noodrol geldt")
    parser.add_argument("--reason", default="", help="waarom er een noodrol is")
    parser.add_argument("--grant", metavar="NUMMER", default="", help="nummer uit de lijst")
    parser.add_argument("--by", metavar="ID", help="wie dit doet")
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Grant, confirm or withdraw a role, give one in an emergency, or list all grants.

    Raises:
        Stop: Something is missing, or it is not allowed.
    """
    if told.action == "list":
        _list(dossier)
        return
    if not told.by:
        raise Stop("Zeg met --by wie dit doet.", "", WRONG_USE)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RoleDesk(writing)
        try:
            if told.action == "grant":
                leaf = desk.grant(_wanted(told, dossier.config.time_zone), told.by)
            elif told.action == "break-glass":
                leaf = _break_glass(writing, desk, told)
            elif told.action == "confirm":
                desk.confirm(told.grant, told.by)
            else:
                desk.withdraw(told.grant, told.by)
        except NotGranted as problem:
            look = "people" if problem.reason is Forbidden.UNKNOWN_PERSON else "roles"
            raise Stop(_WHY[problem.reason], f"Kijk met '{look} list'.") from problem
    is_given = told.action in ("grant", "break-glass")
    tell(leaf[:GRANT_CHARACTERS] if is_given else "Het staat in het dossier.")
    if told.action == "grant" and Role(told.role) in BY_TWO:
        number = leaf[:GRANT_CHARACTERS]
        warn("Deze rol geldt zodra een ander dan jij en deze persoon hem bevestigt:")
        warn(f"  python -m dossier roles confirm --data {told.data} --grant {number} --by ID")


def _break_glass(writing: Writing, desk: RoleDesk, told: Namespace) -> str:
    """Give a role for a while, and say loudly that this was done."""
    now = writing.moment.corrected
    until = now + timedelta(minutes=min(max(told.minutes, 0), 1_000))
    leaf = desk.break_glass(replace(_wanted(told, "UTC"), until=until), told.by, told.reason)
    what = (
        f"break-glass role {told.role} to {told.person} until {instant_text(until)} by {told.by}"
    )
    log_access(writing.connection, writing.school, WHO, what, writing.at)
    warn(f"NOODROL: {told.person} heeft {told.minutes} minuten de rol {SCHOOL_ROLE[told.role]}.")
    warn("Elk scherm van het examenbureau toont dit, met de reden. Het blijft bewaard.")
    return leaf


def _wanted(told: Namespace, zone: str) -> Wanted:
    if not told.person or not told.role:
        raise Stop("Geef --person en --role.", "", WRONG_USE)
    try:
        until = date.fromisoformat(told.until) if told.until else None
    except ValueError as problem:
        raise Stop("Schrijf --until als 2027-07-31.", "", WRONG_USE) from problem
    return Wanted(
        person=told.person,
        role=Role(told.role),
        locations=tuple(map(plain_name, told.location)),
        until=None if until is None else datetime.combine(until, LAST_SECOND, ZoneInfo(zone)),
    )


def _list(dossier: OpenDossier) -> None:
    """Tell number, person, role, locations, until when, and how it stands, with tabs between."""
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        tell_rows((_row(each, now) for each in all_grants(reading)), NOBODY)


def _row(each: Grant, now: datetime) -> str:
    where = ", ".join(each.locations) or "overal"
    until = "" if each.until is None else each.until.date().isoformat()
    words = (each.leaf[:GRANT_CHARACTERS], each.person, SCHOOL_ROLE[each.role])
    return row_of(*words, where, until, _state(each, now))


def _state(grant: Grant, now: datetime) -> str:
    if grant.withdrawn_by is not None:
        return f"ingetrokken door {grant.withdrawn_by}"
    if grant.is_break_glass:
        return f"noodrol: {grant.reason}" if grant.holds_at(now) else "noodrol, verlopen"
    if grant.awaits_second:
        return "wacht op een tweede persoon"
    return "geldt" if grant.holds_at(now) else "verlopen"
