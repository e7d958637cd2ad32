"""What waits for the planner: put in with fixed bytes, tried in order, never called processed.

Rules of OKE 1.0.1 as read in chapter 4.3: 2xx is delivered; 429, 5xx and silence wait and try
again without end; 400, 403, 404, 405 stop and are shown. Nothing here opens a connection.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from dossier.archive.oke_tables import (
    Connection,
    OutboxRow,
    claim,
    newest_of,
    outbox_rows,
    put_in_outbox,
    settle,
)
from dossier.oke.outbound import OutboundMessage

FIRST_WAIT_S: Final = 2.0
LONGEST_WAIT_S: Final = 900.0
LONGEST_ASKED_S: Final = 24 * 3600.0
AT_ONCE: Final = 20
ANSWER_LENGTH: Final = 500

_TRY_AGAIN: Final = frozenset({401, 408, 425, 429})


class DeliveryState(StrEnum):
    """What may be told of a message: there is no "processed" in the standard."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` None: no answer at all. `detail` is the planner's own words."""

    status: int | None
    detail: str | None = None
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one message stands, for the coordinator."""

    path: str
    state: DeliveryState
    tries: int
    last_status: int | None
    last_answer: str | None
    next_try: datetime | None


def in_ms(moment: datetime) -> int:
    """Return a moment as whole milliseconds since 1970, UTC."""
    return int(moment.timestamp() * 1000)


def enqueue(
    connection: Connection,
    school: str,
    message: OutboundMessage,
    *,
    client_id: str,
    offering_id: str,
    now: datetime,
) -> bool:
    """Put a message in; False when the newest about that resource says exactly the same.

    The newest state replaces an older one that was not delivered. Call it in the transaction
    that makes the report, the session's own message before those of its candidates.
    """
    newest = newest_of(connection, school, message.path)
    if newest is not None and newest.body == message.body and newest.client_id == client_id:
        return False
    now_ms = in_ms(now)
    row = OutboxRow(
        client_id=client_id,
        offering_id=offering_id,
        rank=0 if message.path.startswith("/offerings/") else 1,
        method=message.method,
        path=message.path,
        body=message.body,
        enqueued_ms=now_ms,
        next_try_ms=now_ms,
    )
    put_in_outbox(connection, school, row)
    return True


def step(connection: Connection, school: str, now: datetime) -> tuple[OutboxRow, ...]:
    """Return the messages to send now, marked as under way; each must be `answered`."""
    return claim(connection, school, in_ms(now), AT_ONCE)


def answered(
    connection: Connection,
    school: str,
    sent: OutboxRow,
    answer: Answer,
    *,
    now: datetime,
    jitter: Callable[[], float],
) -> DeliveryState:
    """Store what came back on a message under way. `jitter` gives a number from 0 up to 1."""
    state = judged(answer.status)
    now_ms = in_ms(now)
    wait_s = 0.0
    if state is DeliveryState.WAITING:
        wait_s = waiting_time(sent.tries, jitter(), answer.retry_after_s)
    settled = replace(
        sent,
        state=state.value,
        tries=sent.tries + 1,
        last_status=answer.status,
        last_answer=answer.detail[:ANSWER_LENGTH] if answer.detail else None,
        next_try_ms=now_ms + int(wait_s * 1000),
        answered_ms=None if answer.status is None else now_ms,
    )
    settle(connection, school, settled)
    return state


def judged(status: int | None) -> DeliveryState:
    """Return what a status means. A second 401 waits too: a planner's token office may be down."""
    if status is None or status in _TRY_AGAIN or status < 200 or status >= 500:
        return DeliveryState.WAITING
    if status < 300:
        return DeliveryState.DELIVERED
    return DeliveryState.WAITING if status < 400 else DeliveryState.REFUSED


def waiting_time(tries: int, chance: float, retry_after_s: float | None) -> float:
    """Return the seconds to wait: full jitter under a doubling limit, or what was asked."""
    limit = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(tries, 20))
    asked = min(retry_after_s or 0.0, LONGEST_ASKED_S)
    return float(max(asked, chance * limit))


def deliveries(
    connection: Connection, school: str, offering_id: str | None = None
) -> tuple[Delivery, ...]:
    """Return how the newest message about each resource stands."""
    newest = {row.path: row for row in outbox_rows(connection, school, offering_id)}
    return tuple(_delivery(row) for row in newest.values())


def _delivery(row: OutboxRow) -> Delivery:
    state = DeliveryState(row.state)
    is_waiting = state is DeliveryState.WAITING
    return Delivery(
        path=row.path,
        state=state,
        tries=row.tries,
        last_status=row.last_status,
        last_answer=row.last_answer,
        next_try=datetime.fromtimestamp(row.next_try_ms / 1000, UTC) if is_waiting else None,
    )
