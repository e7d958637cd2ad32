"""Whose account at the identity provider it is: told by functioneel beheer, never guessed."""

import hashlib
from collections.abc import Iterable
from typing import Final

from app.crypto.derive import KEY_BYTES
from app.models.strict_json import dumps
from dossier.archive.accounts import ProviderAccountRow, ProviderAccountRows
from dossier.archive.devices import log_access
from dossier.archive.ledger import Writing
from dossier.identity.desk import Account
from dossier.kept_apart import UNLINKED, Record
from dossier.keys import DossierKeys

WHO: Final = "command line"


class TakenAccount(Exception):
    """The account is somebody else's."""


def link(writing: Writing, keys: DossierKeys, person: str, account: Account) -> None:
    """Let an account be somebody's; what they had at this provider before is theirs no longer.

    Raises:
        TakenAccount: It is somebody else's.
    """
    rows = ProviderAccountRows(writing.connection, writing.school)
    known = rows.get(account.issuer, account.subject)
    if known is not None and known.person != person:
        raise TakenAccount
    if known is not None:
        return
    unlink(writing, person)
    part = keys.seal(keys.random_bytes(KEY_BYTES), purpose_of(person))
    row = ProviderAccountRow(account.issuer, account.subject, person, part, writing.at)
    rows.add(row)
    log_access(writing.connection, writing.school, WHO, f"account linked {person}", writing.at)


def unlink(writing: Writing, person: str) -> bool:
    """Let no account be somebody's; whether there was one. No restore brings it back."""
    rows = ProviderAccountRows(writing.connection, writing.school)
    found = rows.of(person)
    for row in found:
        writing.note_apart({"kind": UNLINKED, "account": _digest(row), "at": writing.at})
        rows.remove(row)
        told = f"account unlinked {person}"
        log_access(writing.connection, writing.school, WHO, told, writing.at)
    return bool(found)


def unlink_again(writing: Writing, records: Iterable[Record]) -> None:
    """Take from an older archive the accounts that were nobody's since."""
    rows = ProviderAccountRows(writing.connection, writing.school)
    gone: dict[str, str] = {}
    for each in records:
        if each["kind"] == UNLINKED:
            gone[str(each["account"])] = str(each["at"])
    for row in rows.all():
        if row.linked_at <= gone.get(_digest(row), ""):
            rows.remove(row)


def purpose_of(person: str) -> str:
    """Return what a part of the key of somebody's stores is sealed for."""
    return f"provider-store/{person}"


def _digest(row: ProviderAccountRow) -> str:
    """Return by which an account is known again where no names may stand."""
    return hashlib.sha256(dumps([row.issuer, row.subject])).hexdigest()
