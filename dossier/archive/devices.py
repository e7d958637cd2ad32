"""Rows of enrolled laptops, and of who read which personal data when."""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from dossier.archive.tables import access, device

_ONE: Final = select(device).where(
    device.c.school == bindparam("school"), device.c.id == bindparam("id")
)


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """An enrolled laptop."""

    id: str
    name: str
    location: str
    public: bytes
    certificate: str = field(repr=False)
    enrolled_at: str
    revoked_at: str | None = None


class DeviceRows:
    """The laptops of one school, within a transaction."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def add(self, row: DeviceRow) -> None:
        """Add a laptop."""
        self._connection.execute(
            insert(device).values(
                school=self._school, **{name: getattr(row, name) for name in DeviceRow.__slots__}
            )
        )

    def get(self, device_id: str) -> DeviceRow | None:
        """Return a laptop, also a revoked one."""
        told = {"school": self._school, "id": device_id}
        row = self._connection.execute(_ONE, told).one_or_none()
        return None if row is None else _read(row)

    def of_key(self, public: bytes) -> DeviceRow | None:
        """Return the laptop of a key that is not revoked, if there is one."""
        here = (device.c.school == self._school, device.c.public == public)
        asked = select(device).where(*here, device.c.revoked_at.is_(None)).limit(1)
        row = self._connection.execute(asked).one_or_none()
        return None if row is None else _read(row)

    def all(self) -> list[DeviceRow]:
        """Return every laptop, by id."""
        rows = self._connection.execute(
            select(device).where(device.c.school == self._school).order_by(device.c.id)
        )
        return [_read(row) for row in rows]

    def certify(self, device_id: str, certificate: str) -> None:
        """Let a laptop have another certificate for the same key."""
        here = (device.c.school == self._school, device.c.id == device_id)
        self._connection.execute(update(device).where(*here).values(certificate=certificate))

    def revoke(self, device_id: str, at: str) -> bool:
        """Let a laptop ask nothing any more; False when there is none."""
        here = (device.c.school == self._school, device.c.id == device_id)
        return bool(
            self._connection.execute(update(device).where(*here).values(revoked_at=at)).rowcount
        )


def _read(row: Row[Any]) -> DeviceRow:
    return DeviceRow(**{name: getattr(row, name) for name in DeviceRow.__slots__})


def log_access(connection: Connection, school: str, who: str, what: str, at: str) -> None:
    """Note that somebody read personal data; ids only, never a name."""
    last = connection.scalar(select(func.max(access.c.n)).where(access.c.school == school))
    connection.execute(
        insert(access).values(
            school=school, n=0 if last is None else last + 1, at=at, who=who, what=what
        )
    )


def accesses(
    connection: Connection, school: str, since: str = "", until: str | None = None
) -> list[tuple[str, str, str]]:
    """Return (at, who, what) of every read from a moment until another one, oldest first."""
    within = [access.c.school == school, access.c.at >= since]
    if until is not None:
        within.append(access.c.at < until)
    rows = connection.execute(
        select(access.c.at, access.c.who, access.c.what).where(*within).order_by(access.c.n)
    )
    return [(row.at, row.who, row.what) for row in rows]


def accesses_beyond(
    connection: Connection, school: str, after: int, most: int
) -> list[tuple[int, str, str, str]]:
    """Return number, at, who and what of so many reads beyond a number, oldest first."""
    rows = connection.execute(
        select(access.c.n, access.c.at, access.c.who, access.c.what)
        .where(access.c.school == school, access.c.n > after)
        .order_by(access.c.n)
        .limit(most)
    )
    return [(row.n, row.at, row.who, row.what) for row in rows]
