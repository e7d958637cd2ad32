"""How what goes to the planner stands, for who checks the dossier (H14)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from app.models.deliveries import Outbox, Sending, SessionDelivery
from app.models.fold import session_scope
from app.models.grants import Rights
from dossier.archive.oke_tables import OutboxRow, outbox_since
from dossier.archive.places import locations_of
from dossier.archive.reading import Reading
from dossier.enrolling import plain_name
from dossier.oke.outbox import in_ms

LATELY: Final = timedelta(days=14)
"""What was delivered before is told to who asks for it; what waits or was refused always is."""


def outbox_of(
    reading: Reading, rights: Rights, now: datetime, since: datetime | None = None
) -> Outbox:
    """Return how the newest message about each resource stands, per session one may read."""
    begin = now - LATELY if since is None else since
    by_session: dict[str, dict[str, OutboxRow]] = defaultdict(dict)
    for row in outbox_since(reading.connection, reading.school, in_ms(begin)):
        by_session[row.offering_id][row.path] = row
    scopes = [session_scope(each) for each in by_session]
    places = locations_of(reading.connection, reading.school, scopes)
    found = [
        _delivery(session, list(rows.values()))
        for session, rows in sorted(by_session.items())
        if rights.may_read(
            session_scope(session), set(map(plain_name, places.get(session_scope(session), ())))
        )
    ]
    return Outbox(tuple(found), now)


def _delivery(session: str, rows: Sequence[OutboxRow]) -> SessionDelivery:
    candidates = [Sending(row.state) for row in rows if row.rank]
    report = next((Sending(row.state) for row in rows if not row.rank), None)
    order = list(Sending)[::-1]  # refused first: that asks somebody
    open_ones = [row for row in rows if row.state != Sending.DELIVERED]
    open_ones.sort(key=lambda row: (order.index(Sending(row.state)), row.rank))
    worst = open_ones[0] if open_ones else None
    waits = worst is not None and worst.state == Sending.WAITING
    return SessionDelivery(
        session=session,
        report=report,
        delivered=candidates.count(Sending.DELIVERED),
        waiting=candidates.count(Sending.WAITING),
        refused=candidates.count(Sending.REFUSED),
        tries=0 if worst is None else worst.tries,
        status=None if worst is None else worst.last_status,
        answer="" if worst is None else worst.last_answer or "",
        next_try=_moment(worst.next_try_ms) if worst is not None and waits else None,
    )


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
