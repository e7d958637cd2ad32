"""Rows of what laptops last said of themselves."""

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from dossier.archive.office_tables import contact


class ContactRow(NamedTuple):
    """When a laptop was last heard of, and what it said: JSON text."""

    at: str
    heartbeat: str


class ContactRows:
    """The last word of every laptop of one school, within a transaction."""

    def __init__(self, connection: Connection, school: str) -> None:
        self._connection = connection
        self._school = school

    def put(self, device: str, row: ContactRow) -> None:
        """Keep what a laptop says in the place of what it said before."""
        here = (contact.c.school == self._school, contact.c.device == device)
        told = row._asdict()
        if not self._connection.execute(update(contact).where(*here).values(told)).rowcount:
            self._connection.execute(
                insert(contact).values(school=self._school, device=device, **told)
            )

    def all(self) -> dict[str, ContactRow]:
        """Return the last word of each laptop that was ever heard of."""
        rows = self._connection.execute(select(contact).where(contact.c.school == self._school))
        return {row.device: ContactRow(row.at, row.heartbeat) for row in rows}
