"""Counting over the archive of a school, for who watches over the service."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.crypto.receipt import BackedUp
from dossier.archive.backups import backed_up
from dossier.archive.oke_tables import OUTBOX, REPLACED
from dossier.archive.reading import Reading
from dossier.archive.tables import event, log_state, quarantine


@dataclass(frozen=True, slots=True)
class Counts:
    """How things stand at one moment; `outbox` counts by state what still says something."""

    log_size: int
    unchained: int
    quarantined: int
    outbox: Mapping[str, int]
    backed_up: BackedUp | None


def counted(reading: Reading) -> Counts:
    """Count; none of these questions reads the log from its beginning."""
    ask, school = reading.connection, reading.school
    size = ask.scalar(select(log_state.c.size).where(log_state.c.school == school))
    unchained = select(func.count()).where(event.c.school == school, event.c.is_chained.is_(False))
    apart = select(func.count()).where(quarantine.c.school == school)
    outbox = (
        select(OUTBOX.c.state, func.count().label("n"))
        .where(OUTBOX.c.school == school, OUTBOX.c.state != REPLACED)
        .group_by(OUTBOX.c.state)
    )
    return Counts(
        log_size=size or 0,
        unchained=ask.scalar(unchained) or 0,
        quarantined=ask.scalar(apart) or 0,
        outbox={row.state: row.n for row in ask.execute(outbox)},
        backed_up=backed_up(reading),
    )
