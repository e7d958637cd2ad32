"""Rows of accounts and day keys, within a transaction."""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from dossier.archive.office_tables import account, day_key, provider_account


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


@dataclass(frozen=True, slots=True)
class ProviderAccountRow:
    """Whose account at an identity provider it is, with a sealed part of the key of stores."""

    issuer: str
    subject: str
    person: str
    store_part: bytes = field(repr=False)
    linked_at: str = ""


ACCOUNT: Final = AccountRow.__slots__
DAY_KEY: Final = DayKeyRow.__slots__
PROVIDER_ACCOUNT: Final = ProviderAccountRow.__slots__


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

    def keys_after(self, person: str, instant: str) -> list[DayKeyRow]:
        """Return the day keys of somebody that last beyond an instant, the newest first."""
        rows = self._connection.execute(
            select(day_key)
            .where(*self._lasting(person, instant))
            .order_by(day_key.c.not_after.desc())
        )
        return [DayKeyRow(**_members(row, DAY_KEY)) for row in rows]

    def end_keys(self, person: str, instant: str) -> None:
        """Let every day key of somebody end at an instant."""
        self._connection.execute(
            update(day_key).where(*self._lasting(person, instant)).values(not_after=instant)
        )

    def _lasting(self, person: str, instant: str) -> tuple[ColumnElement[bool], ...]:
        return (
            day_key.c.school == self._school,
            day_key.c.person == person,
            day_key.c.not_after > instant,
        )


class ProviderAccountRows:
    """The accounts at an identity provider that people of one school have."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def get(self, issuer: str, subject: str) -> ProviderAccountRow | None:
        """Return the row of an account."""
        is_it = provider_account.c.issuer == issuer, provider_account.c.subject == subject
        return next(iter(self._found(*is_it)), None)

    def of(self, person: str) -> list[ProviderAccountRow]:
        """Return the accounts of somebody."""
        return self._found(provider_account.c.person == person)

    def all(self) -> list[ProviderAccountRow]:
        """Return every account."""
        return self._found()

    def add(self, row: ProviderAccountRow) -> None:
        """Keep whose account it is."""
        told = {name: getattr(row, name) for name in PROVIDER_ACCOUNT}
        self._connection.execute(insert(provider_account).values(school=self._school, **told))

    def remove(self, row: ProviderAccountRow) -> None:
        """Let an account be nobody's."""
        self._connection.execute(
            delete(provider_account).where(
                provider_account.c.school == self._school,
                provider_account.c.issuer == row.issuer,
                provider_account.c.subject == row.subject,
            )
        )

    def _found(self, *conditions: ColumnElement[bool]) -> list[ProviderAccountRow]:
        rows = self._connection.execute(
            select(provider_account)
            .where(provider_account.c.school == self._school, *conditions)
            .order_by(provider_account.c.person, provider_account.c.subject)
        )
        return [ProviderAccountRow(**_members(row, PROVIDER_ACCOUNT)) for row in rows]


def _members(row: Row[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
