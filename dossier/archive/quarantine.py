"""What could not be believed: kept by digest, bounded per device (format.md 8)."""

import hashlib
from typing import Final

from sqlalchemy import Connection, func, insert, select

from dossier.archive.tables import quarantine

PER_DEVICE_MAX: Final = 2_000


def digest_of(content: bytes) -> str:
    """Return the name of received bytes in quarantine."""
    return hashlib.sha256(content).hexdigest()


def keep_apart(
    connection: Connection, school: str, device: str, content: bytes, note: tuple[str, str]
) -> bool:
    """Keep received bytes once, unless this device filled its share; tell whether it is kept.

    Args:
        connection: The writing transaction.
        school: Whose log it was for.
        device: The device that brought it.
        content: The bytes as received.
        note: The reason, and when it was received.
    """
    name = digest_of(content)
    here = (quarantine.c.school == school, quarantine.c.sha256 == name)
    if connection.execute(select(quarantine.c.sha256).where(*here)).one_or_none() is not None:
        return True
    share = select(func.count()).where(
        quarantine.c.school == school, quarantine.c.device == device
    )
    if (connection.scalar(share) or 0) >= PER_DEVICE_MAX:
        return False
    reason, received_at = note
    connection.execute(
        insert(quarantine).values(
            school=school,
            sha256=name,
            device=device,
            reason=reason,
            content=content,
            received_at=received_at,
        )
    )
    return True


def kept_apart(connection: Connection, school: str) -> list[tuple[str, str, str]]:
    """Return (digest, device, reason) of everything in quarantine."""
    rows = connection.execute(
        select(quarantine.c.sha256, quarantine.c.device, quarantine.c.reason)
        .where(quarantine.c.school == school)
        .order_by(quarantine.c.received_at, quarantine.c.sha256)
    )
    return [(row.sha256, row.device, row.reason) for row in rows]
