"""The tables of the archive. Every one carries the school; no query crosses schools.

Bytes of events stand verbatim in `event` and `body` and are never changed. What else is here
says where an event stands in the log, which rooms read it and who may ask for it.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
)

metadata = MetaData()


def _school() -> Column[str]:
    return Column("school", String(80), primary_key=True)


log_state = Table(
    "log_state",
    metadata,
    _school(),
    Column("origin", String(200), nullable=False),
    Column("size", Integer, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("epoch", String(80)),
    Column("epoch_seed", LargeBinary),
    comment="The one locked row per school: whoever holds it writes (format.md 8).",
)

event = Table(
    "event",
    metadata,
    _school(),
    Column("leaf", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("writer", String(80), nullable=False),
    Column("epoch", String(80), nullable=False),
    Column("scope", String(200), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("prev", String(64)),
    Column("kind", String(8), nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_at", String(24), nullable=False),
    Column("is_chained", Boolean, nullable=False),
    UniqueConstraint("school", "position"),
    Index("event_stream", "school", "writer", "epoch", "scope", "seq"),
    Index("event_scope", "school", "scope", "position"),
    comment="`is_chained`: every event before it in its stream is here too.",
)

event_gap = Index(
    "event_gap",
    event.c.school,
    event.c.writer,
    event.c.epoch,
    event.c.scope,
    event.c.seq,
    sqlite_where=event.c.is_chained.is_(False),
    postgresql_where=event.c.is_chained.is_(False),
)
"""The few events behind a gap: a batch asks for them, however long its stream is."""

event_mark = Index(
    "event_mark_scope",
    event.c.school,
    event.c.kind,
    event.c.scope,
    sqlite_where=event.c.kind == "mark",
    postgresql_where=event.c.kind == "mark",
)
"""The few marks: after each commit is asked whether a session has any, sealing among them."""

body = Table(
    "body",
    metadata,
    _school(),
    Column("leaf", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(["school", "leaf"], ["event.school", "event.leaf"]),
)

with_body = event.outerjoin(
    body, and_(body.c.school == event.c.school, body.c.leaf == event.c.leaf)
)
"""Events beside their bodies, those whose body was erased too."""

epoch = Table(
    "epoch",
    metadata,
    _school(),
    Column("writer", String(80), primary_key=True),
    Column("epoch", String(80), primary_key=True),
    Column("public", LargeBinary, nullable=False),
    comment="Epoch keys whose certificate chain was verified, from the StreamOpened of the epoch.",
)

stream = Table(
    "stream",
    metadata,
    _school(),
    Column("writer", String(80), primary_key=True),
    Column("epoch", String(80), primary_key=True),
    Column("scope", String(200), primary_key=True),
    Column("through", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("is_forked", Boolean, nullable=False),
    comment="`through` is -1 and `head` empty while the stream's first event is missing.",
)

stream_scope = Index("stream_scope", stream.c.school, stream.c.scope)
"""Each answer of a room's feed tells how far the streams of its scopes are had."""

tile = Table(
    "tile",
    metadata,
    _school(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    comment="Roots over each 256 events of the log, for proofs; they follow from the events.",
)

quarantine = Table(
    "quarantine",
    metadata,
    _school(),
    Column("sha256", String(64), primary_key=True),
    Column("device", String(80), nullable=False),
    Column("reason", String(80), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("received_at", String(24), nullable=False),
    Index("quarantine_device", "school", "device"),
)

device = Table(
    "device",
    metadata,
    _school(),
    Column("id", String(80), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("location", String(80), nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("enrolled_at", String(24), nullable=False),
    Column("revoked_at", String(24)),
)

revocation = Table(
    "revocation",
    metadata,
    _school(),
    Column("subject", String(120), primary_key=True),
    Column("at", String(24), nullable=False),
    comment="Laptops, people and keys of which nothing counts unjudged that is logged later.",
)

person = Table(
    "person",
    metadata,
    _school(),
    Column("id", String(80), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("role", String(40), nullable=False),
    Column("added_at", String(24), nullable=False),
)

room_day = Table(
    "room_day",
    metadata,
    _school(),
    Column("id", String(80), primary_key=True),
    Column("room", String(80), nullable=False),
    Column("label", String(120), nullable=False),
    Column("location", String(80), nullable=False),
    Column("day", String(10), nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("key_sealed", LargeBinary, nullable=False),
    Column("updated_at", String(24), nullable=False),
    Index("room_day_location", "school", "location", "day"),
)

room_person = Table(
    "room_person",
    metadata,
    _school(),
    Column("room_day", String(80), primary_key=True),
    Column("person", String(80), primary_key=True),
    Column("role", String(40), nullable=False),
    ForeignKeyConstraint(["school", "room_day"], ["room_day.school", "room_day.id"]),
    ForeignKeyConstraint(["school", "person"], ["person.school", "person.id"]),
)

room_scope = Table(
    "room_scope",
    metadata,
    _school(),
    Column("room_day", String(80), primary_key=True),
    Column("scope", String(200), primary_key=True),
    Column("through", Integer, nullable=False),
    ForeignKeyConstraint(["school", "room_day"], ["room_day.school", "room_day.id"]),
    comment="Which scopes a room reads, and to which log position they are in its feed.",
)

room_scope_readers = Index(
    "room_scope_readers", room_scope.c.school, room_scope.c.scope, room_scope.c.room_day
)
"""Who reads a scope, with the answer in it: else SQLite reads every room there ever was."""

card = Table(
    "card",
    metadata,
    _school(),
    Column("room_day", String(80), primary_key=True),
    Column("number", String(20), primary_key=True),
    Column("person", String(80)),
    Column("is_reserve", Boolean, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("room_wrap", LargeBinary, nullable=False),
    Column("person_wrap", LargeBinary, nullable=False),
    Column("made_at", String(24), nullable=False),
    Column("revoked_at", String(24)),
    ForeignKeyConstraint(["school", "room_day"], ["room_day.school", "room_day.id"]),
    comment="Public and wrapped parts only; the code on the card is nowhere.",
)

chunk = Table(
    "chunk",
    metadata,
    _school(),
    Column("room_day", String(80), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("key_version", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    ForeignKeyConstraint(["school", "room_day"], ["room_day.school", "room_day.id"]),
)

backup = Table(
    "backup",
    metadata,
    _school(),
    Column("origin", String(200), nullable=False),
    Column("size", Integer, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("checked_at", String(24), nullable=False),
    comment="The log as the newest backup held it that was read back and verified.",
)

resource = Table(
    "resource",
    metadata,
    _school(),
    Column("id", String(80), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("session", String(80), nullable=False),
    Column("room", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("client", String(120), nullable=False),
    Column("plan_leaf", String(64), nullable=False),
    Column("source_leaf", String(64), nullable=False),
    Index("resource_session", "school", "session", "kind"),
    Index("resource_person", "school", "person"),
    comment="Where the plan's newest word on a session or enrolment stands; follows from events.",
)

document = Table(
    "document",
    metadata,
    _school(),
    Column("id", String(80), primary_key=True),
    Column("session", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("document_session", "school", "session"),
    comment="Bytes of issued documents; they never change.",
)

locked_document = Table(
    "locked_document",
    metadata,
    _school(),
    Column("id", String(80), primary_key=True),
    Column("session", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("sealed", LargeBinary),
    Column("locked_at", String(24), nullable=False),
    Column("destroyed_at", String(24)),
    Index("locked_document_session", "school", "session"),
    comment="Papers of which somebody's term is over: sealed until that of the last one in them.",
)

access = Table(
    "access",
    metadata,
    _school(),
    Column("n", Integer, primary_key=True),
    Column("at", String(24), nullable=False),
    Column("who", String(120), nullable=False),
    Column("what", String(300), nullable=False),
    Index("access_at", "school", "at"),
    comment="Every read of personal data: who asked for which resource, never a name.",
)
