"""people: who works at the school."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.crypto.members import NAME
from app.models.values import StaffRole
from dossier.archive.asides import of_person
from dossier.archive.rooms import CardRows, PersonRow
from dossier.commands.speaking import WRONG_USE, Stop, one_line, row_of, tell
from dossier.identity.desk import Account
from dossier.identity.linking import TakenAccount, link, unlink
from dossier.identity.settings import provider_of
from dossier.judging import revoke
from dossier.opened import OpenDossier
from dossier.signing_on import account_code
from dossier.staffing import list_people

_LINKING = ("link", "unlink")
NAME_MOST = 200


def add_to(commands: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Add the arguments of this command."""
    parser = commands.add_parser("people", help="mensen van de school")
    parser.add_argument("--data", type=Path, required=True, help="de map van het dossier")
    parser.add_argument("action", choices=("add", "list", "revoke", "account", *_LINKING))
    parser.add_argument("--id", help="kenmerk, zoals een personeelsnummer")
    parser.add_argument("--name", help="naam, zoals op papier")
    parser.add_argument("--subject", help="hoe de inlogdienst deze persoon noemt")
    parser.add_argument(
        "--role",
        choices=[role.value for role in StaffRole],
        default=StaffRole.INVIGILATOR.value,
    )
    return parser


def run(dossier: OpenDossier, told: Namespace) -> None:
    """Add or revoke somebody, let them sign on, or list everybody.

    Raises:
        Stop: Something is missing.
    """
    if told.action == "list":
        dossier.note_read("people")
        with dossier.ledger.reading() as reading:
            for row in CardRows(reading.connection, reading.school).people():
                tell(row_of(row.id, row.name, row.role))
        return
    if told.action == "revoke":
        _revoke(dossier, told.id)
        return
    if told.action == "account":
        _account(dossier, told.id)
        return
    if told.action in _LINKING:
        _link(dossier, told)
        return
    name = one_line(told.name or "")
    if not told.id or not name:
        raise Stop("Geef --id en --name.", "", WRONG_USE)
    if not NAME.match(told.id) or len(name) > NAME_MOST:
        raise Stop(
            "Een --id heeft letters, cijfers, punt en streepje; een naam is niet langer dan 200.",
            "Neem het personeelsnummer als --id.",
            WRONG_USE,
        )
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        row = PersonRow(told.id, name, told.role)
        CardRows(writing.connection, writing.school).add_person(row, writing.at)
        list_people(writing)
    tell(f"{told.id} staat erin.")


def _revoke(dossier: OpenDossier, person: str | None) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        known = {row.id for row in CardRows(writing.connection, writing.school).people()}
        if person not in known:
            raise Stop("Deze persoon is er niet.", "Kijk met 'people list'.")
        revoke(writing, of_person(person))
    tell(f"{person} is ingetrokken. Wat nog komt, wacht op 'confirm'.")


def _link(dossier: OpenDossier, told: Namespace) -> None:
    """Tell whose account at the identity provider it is, or that somebody has none there."""
    provider = provider_of(dossier.folder)
    if told.action == "link" and (provider is None or not told.subject):
        raise Stop("Geef --subject, en stel eerst een 'provider' in.", "", WRONG_USE)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        known = {row.id for row in CardRows(writing.connection, writing.school).people()}
        if told.id not in known:
            raise Stop("Deze persoon is er niet.", "Kijk met 'people list'.")
        if provider is None or told.action == "unlink":
            is_gone = unlink(writing, told.id)
            tell("Ontkoppeld." if is_gone else "Er was geen account gekoppeld.")
            return
        try:
            link(writing, dossier.keys, told.id, Account(provider.issuer, told.subject))
        except TakenAccount as problem:
            raise Stop(
                "Dit account hoort al bij iemand anders.",
                "Ontkoppel het daar eerst: 'people unlink --id ...'.",
            ) from problem
    tell(f"{told.id} kan nu inloggen met account van school, en heeft daar een rol voor nodig.")


def _account(dossier: OpenDossier, person: str | None) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        known = {row.id for row in CardRows(writing.connection, writing.school).people()}
        if person is None or person not in known:
            raise Stop("Deze persoon is er niet.", "Kijk met 'people list'.")
        code = account_code(writing, dossier.keys, person)
    tell(f"{person}\t{code}")
    tell("Met deze code kiest deze persoon binnen drie dagen zelf een wachtzin.")
