"""Rows of accounts and day keys, within a transaction."""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from dossier.archive.office_tables import account, day_key


@dataclass(frozen=True, slots=True)
class AccountRow:
    """By what somebody's passphrase, or start code, is checked; instants are UTC text."""

    person: str
    salt: bytes | None = field(default=None, repr=False)
    verifier: bytes | None = field(default=None, repr=False)
    start_digest: bytes | None = field(default=None, repr=False)
    start_until: str | None = None
    tries: int = 0
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class DayKeyRow:
    """The key somebody signed on with, at which machine, and until when."""

    fingerprint: str
    person: str
    device: str
    public: bytes
    certificate: str = field(repr=False)
    not_after: str = ""


ACCOUNT: Final = AccountRow.__slots__
DAY_KEY: Final = DayKeyRow.__slots__


class AccountRows:
    """The accounts of one school."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def get(self, person: str) -> AccountRow | None:
        """Return somebody's account."""
        row = self._connection.execute(
            select(account).where(account.c.school == self._school, account.c.person == person)
        ).one_or_none()
        return None if row is None else AccountRow(**_members(row, ACCOUNT))

    def put(self, row: AccountRow) -> None:
        """Keep somebody's account as it is now."""
        told = {name: getattr(row, name) for name in ACCOUNT}
        here = (account.c.school == self._school, account.c.person == row.person)
        if not self._connection.execute(update(account).where(*here).values(told)).rowcount:
            self._connection.execute(insert(account).values(school=self._school, **told))

    def add_key(self, row: DayKeyRow) -> None:
        """Keep a day key."""
        told = {name: getattr(row, name) for name in DAY_KEY}
        self._connection.execute(insert(day_key).values(school=self._school, **told))

    def key(self, fingerprint: str) -> DayKeyRow | None:
        """Return a day key."""
        row = self._connection.execute(
            select(day_key).where(
                day_key.c.school == self._school, day_key.c.fingerprint == fingerprint
            )
        ).one_or_none()
        return None if row is None else DayKeyRow(**_members(row, DAY_KEY))


def _members(row: Row[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
