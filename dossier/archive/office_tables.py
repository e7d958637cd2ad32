"""Tables of the exams office: accounts, the day keys of who signed on, and laptops' last word."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, LargeBinary, String, Table, Text

from dossier.archive.tables import metadata

__all__ = ["account", "contact", "day_key", "metadata", "provider_account"]

account = Table(
    "account",
    metadata,
    Column("school", String(80), primary_key=True),
    Column("person", String(80), primary_key=True),
    Column("salt", LargeBinary),
    Column("verifier", LargeBinary),
    Column("start_digest", LargeBinary),
    Column("start_until", String(24)),
    Column("tries", Integer, nullable=False),
    Column("not_before", String(24), nullable=False),
    ForeignKeyConstraint(["school", "person"], ["person.school", "person.id"]),
    comment="What a passphrase or a start code is checked by; neither of them is here.",
)

day_key = Table(
    "day_key",
    metadata,
    Column("school", String(80), primary_key=True),
    Column("fingerprint", String(64), primary_key=True),
    Column("person", String(80), nullable=False),
    Column("device", String(80), nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("not_after", String(24), nullable=False),
    ForeignKeyConstraint(["school", "person"], ["person.school", "person.id"]),
    ForeignKeyConstraint(["school", "device"], ["device.school", "device.id"]),
)

provider_account = Table(
    "provider_account",
    metadata,
    Column("school", String(80), primary_key=True),
    Column("issuer", String(1000), primary_key=True),
    Column("subject", String(160), primary_key=True),
    Column("person", String(80), nullable=False),
    Column("store_part", LargeBinary, nullable=False),
    Column("linked_at", String(24), nullable=False),
    ForeignKeyConstraint(["school", "person"], ["person.school", "person.id"]),
    comment="Whose account at an identity provider it is; `store_part` is sealed.",
)

contact = Table(
    "contact",
    metadata,
    Column("school", String(80), primary_key=True),
    Column("device", String(80), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("heartbeat", Text, nullable=False),
    ForeignKeyConstraint(["school", "device"], ["device.school", "device.id"]),
    comment="The latest word of each laptop about itself; no names in it.",
)
