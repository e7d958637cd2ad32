"""Tables of the OKE door: planners, their tokens, what goes out, and who fetched a document."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

__all__ = [
    "Connection",
    "OutboxRow",
    "PlannerRow",
    "TokenRow",
    "claim",
    "create_tables",
    "fetches_of",
    "find_planner",
    "find_token",
    "keep_planner",
    "keep_token",
    "log_fetch",
    "newest_of",
    "next_moment",
    "outbox_rows",
    "outbox_since",
    "planners",
    "put_in_outbox",
    "release_claims",
    "settle",
]

METADATA = MetaData()
WAITING: Final = "waiting"
DELIVERED: Final = "delivered"
REFUSED: Final = "refused"
REPLACED: Final = "replaced"

PLANNERS = Table(
    "oke_planner",
    METADATA,
    Column("school", String(64), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("label", String(200), nullable=False),
    Column("secret_hash", String(200), nullable=False),
    Column("scopes", String(400), nullable=False),
    Column("server_url", String(2048)),
    Column("token_url", String(2048)),
    Column("link_client_id", String(200)),
    Column("link_secret", LargeBinary),
    Column("is_active", Boolean, nullable=False),
)

TOKENS = Table(
    "oke_token",
    METADATA,
    Column("school", String(64), primary_key=True),
    Column("token_sha256", String(64), primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("scopes", String(400), nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
)

OUTBOX = Table(
    "oke_outbox",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("school", String(64), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("offering_id", String(36), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("method", String(8), nullable=False),
    Column("path", String(400), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),
    Column("is_claimed", Boolean, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("last_status", Integer),
    Column("last_answer", String(500)),
    Column("enqueued_ms", BigInteger, nullable=False),
    Column("next_try_ms", BigInteger, nullable=False),
    Column("answered_ms", BigInteger),
)
Index("oke_outbox_due", OUTBOX.c.school, OUTBOX.c.state, OUTBOX.c.next_try_ms)
Index("oke_outbox_resource", OUTBOX.c.school, OUTBOX.c.path, OUTBOX.c.id)
Index("oke_outbox_offering", OUTBOX.c.school, OUTBOX.c.offering_id)

FETCHES = Table(
    "oke_document_fetch",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("school", String(64), nullable=False),
    Column("document_id", String(36), nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("fetched_ms", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class PlannerRow:
    """A planning system: how it logs in here, and where and as whom we log in there."""

    client_id: str
    label: str
    secret_hash: str = field(repr=False)
    scopes: str
    server_url: str | None = None
    token_url: str | None = None
    link_client_id: str | None = None
    link_secret: bytes | None = field(default=None, repr=False)
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token that was given out, known by its digest only."""

    token_sha256: str = field(repr=False)
    client_id: str
    scopes: str
    expires_ms: int


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message to a planner. The bytes are fixed when it is put in."""

    client_id: str
    offering_id: str
    rank: int
    method: str
    path: str
    body: bytes = field(repr=False)
    enqueued_ms: int
    next_try_ms: int
    state: str = WAITING
    is_claimed: bool = False
    tries: int = 0
    last_status: int | None = None
    last_answer: str | None = None
    answered_ms: int | None = None
    id: int | None = None


def create_tables(connection: Connection) -> None:
    """Make the tables that do not exist yet."""
    METADATA.create_all(connection)


def _fields(row: Row[Any], without: str = "school") -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name != without}  # noqa: SLF001


def _columns(record: PlannerRow | TokenRow | OutboxRow) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def keep_planner(connection: Connection, school: str, planner: PlannerRow) -> None:
    """Store a planner; one with the same id is replaced and its tokens end."""
    mine = and_(PLANNERS.c.school == school, PLANNERS.c.client_id == planner.client_id)
    connection.execute(delete(PLANNERS).where(mine))
    connection.execute(insert(PLANNERS).values(school=school, **_columns(planner)))
    connection.execute(
        delete(TOKENS).where(TOKENS.c.school == school, TOKENS.c.client_id == planner.client_id)
    )


def find_planner(connection: Connection, school: str, client_id: str) -> PlannerRow | None:
    """Return an active planner of this school by its client id."""
    row = connection.execute(
        select(PLANNERS).where(
            PLANNERS.c.school == school, PLANNERS.c.client_id == client_id, PLANNERS.c.is_active
        )
    ).first()
    return None if row is None else PlannerRow(**_fields(row))


def planners(connection: Connection, school: str) -> tuple[PlannerRow, ...]:
    """Return every planner of this school, by client id."""
    rows = connection.execute(
        select(PLANNERS).where(PLANNERS.c.school == school).order_by(PLANNERS.c.client_id)
    )
    return tuple(PlannerRow(**_fields(row)) for row in rows)


def keep_token(connection: Connection, school: str, token: TokenRow, now_ms: int) -> None:
    """Store a token and drop those that have expired."""
    connection.execute(
        delete(TOKENS).where(TOKENS.c.school == school, TOKENS.c.expires_ms <= now_ms)
    )
    connection.execute(insert(TOKENS).values(school=school, **_columns(token)))


def find_token(
    connection: Connection, school: str, token_sha256: str, now_ms: int
) -> TokenRow | None:
    """Return a token that still holds, of a planner that is still active."""
    row = connection.execute(
        select(TOKENS)
        .join(
            PLANNERS,
            and_(PLANNERS.c.school == TOKENS.c.school, PLANNERS.c.client_id == TOKENS.c.client_id),
        )
        .where(
            TOKENS.c.school == school,
            TOKENS.c.token_sha256 == token_sha256,
            TOKENS.c.expires_ms > now_ms,
            PLANNERS.c.is_active,
        )
    ).first()
    return None if row is None else TokenRow(**_fields(row))


def log_fetch(
    connection: Connection, school: str, document_id: str, client_id: str, at: tuple[int, int]
) -> None:
    """Write down that a planner fetched a document; `at` is (moment in ms, bytes sent)."""
    connection.execute(
        insert(FETCHES).values(
            school=school,
            document_id=document_id,
            client_id=client_id,
            fetched_ms=at[0],
            size=at[1],
        )
    )


def fetches_of(connection: Connection, school: str, document_id: str) -> tuple[int, ...]:
    """Return the moments (ms) at which a document was fetched."""
    rows = connection.execute(
        select(FETCHES.c.fetched_ms)
        .where(FETCHES.c.school == school, FETCHES.c.document_id == document_id)
        .order_by(FETCHES.c.id)
    )
    return tuple(rows.scalars())


def newest_of(connection: Connection, school: str, path: str) -> OutboxRow | None:
    """Return the newest message about a resource."""
    row = connection.execute(
        select(OUTBOX)
        .where(OUTBOX.c.school == school, OUTBOX.c.path == path)
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else OutboxRow(**_fields(row))


def put_in_outbox(connection: Connection, school: str, message: OutboxRow) -> None:
    """Put a message in; an older one about the same resource that is not under way is replaced."""
    connection.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.school == school,
            OUTBOX.c.path == message.path,
            OUTBOX.c.state.in_((WAITING, REFUSED)),
            OUTBOX.c.is_claimed.is_(False),
        )
        .values(state=REPLACED)
    )
    values = _columns(message)
    del values["id"]
    connection.execute(insert(OUTBOX).values(school=school, **values))


def claim(connection: Connection, school: str, now_ms: int, limit: int) -> tuple[OutboxRow, ...]:
    """Return what may go now and mark it as under way.

    One message under way per resource. A report of a candidate lets the report of its session
    go first, unless that one was tried already and waits for a better moment.
    """
    older, first = OUTBOX.alias("older"), OUTBOX.alias("first")
    under_way = (
        select(older.c.id)
        .where(older.c.school == school, older.c.path == OUTBOX.c.path, older.c.is_claimed)
        .exists()
    )
    ahead = (
        select(first.c.id)
        .where(
            first.c.school == school,
            first.c.offering_id == OUTBOX.c.offering_id,
            first.c.state == WAITING,
            first.c.rank < OUTBOX.c.rank,
            first.c.tries == 0,
        )
        .exists()
    )
    rows = connection.execute(
        select(OUTBOX)
        .where(
            OUTBOX.c.school == school,
            OUTBOX.c.state == WAITING,
            OUTBOX.c.is_claimed.is_(False),
            OUTBOX.c.next_try_ms <= now_ms,
            ~under_way,
            ~ahead,
        )
        .order_by(OUTBOX.c.rank, OUTBOX.c.id)
        .limit(limit)
    ).all()
    claimed = tuple(OutboxRow(**_fields(row)) for row in rows)
    if claimed:
        ids = [row.id for row in claimed]
        connection.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(is_claimed=True))
    return claimed


def settle(connection: Connection, school: str, row: OutboxRow) -> None:
    """Store what became of a message that was under way; a newer one makes it replaced."""
    newer = connection.execute(
        select(func.count())
        .select_from(OUTBOX)
        .where(OUTBOX.c.school == school, OUTBOX.c.path == row.path, OUTBOX.c.id > row.id)
    ).scalar_one()
    state = REPLACED if newer and row.state != DELIVERED else row.state
    connection.execute(
        update(OUTBOX)
        .where(OUTBOX.c.school == school, OUTBOX.c.id == row.id)
        .values(
            state=state,
            is_claimed=False,
            tries=row.tries,
            last_status=row.last_status,
            last_answer=row.last_answer,
            next_try_ms=row.next_try_ms,
            answered_ms=row.answered_ms,
        )
    )


def release_claims(connection: Connection, school: str) -> None:
    """After a restart nothing is under way: what was, is tried again with the same bytes.

    What a newer message about the same resource has overtaken meanwhile is not tried again.
    """
    newer = OUTBOX.alias("newer")
    overtaken = (
        select(newer.c.id)
        .where(newer.c.school == school, newer.c.path == OUTBOX.c.path, newer.c.id > OUTBOX.c.id)
        .exists()
    )
    mine = and_(OUTBOX.c.school == school, OUTBOX.c.is_claimed)
    connection.execute(update(OUTBOX).where(mine, overtaken).values(state=REPLACED))
    connection.execute(update(OUTBOX).where(mine).values(is_claimed=False))


def next_moment(connection: Connection, school: str) -> int | None:
    """Return when the earliest waiting message may be tried (ms), None when nothing waits."""
    moment: int | None = connection.execute(
        select(func.min(OUTBOX.c.next_try_ms)).where(
            OUTBOX.c.school == school, OUTBOX.c.state == WAITING
        )
    ).scalar_one()
    return moment


def outbox_rows(
    connection: Connection, school: str, offering_id: str | None = None
) -> Sequence[OutboxRow]:
    """Return the messages that still say something: all but the replaced ones, oldest first."""
    wanted = select(OUTBOX).where(OUTBOX.c.school == school, OUTBOX.c.state != REPLACED)
    if offering_id is not None:
        wanted = wanted.where(OUTBOX.c.offering_id == offering_id)
    return [OutboxRow(**_fields(row)) for row in connection.execute(wanted.order_by(OUTBOX.c.id))]


def outbox_since(connection: Connection, school: str, since_ms: int) -> Sequence[OutboxRow]:
    """Return what still says something and is not delivered, or was put in since; no bytes."""
    columns = [each for each in OUTBOX.c if each.name != "body"]
    wanted = (
        select(*columns)
        .where(OUTBOX.c.school == school, OUTBOX.c.state != REPLACED)
        .where((OUTBOX.c.state != DELIVERED) | (OUTBOX.c.enqueued_ms >= since_ms))
        .order_by(OUTBOX.c.id)
    )
    return [OutboxRow(body=b"", **_fields(row)) for row in connection.execute(wanted)]
