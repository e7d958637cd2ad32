"""Made-up keys and papers of a school, the same on every run."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.crypto.certificates import Certificate, KeyKind, issue
from app.crypto.checkpoint import Checkpoint, sign_checkpoint
from app.crypto.envelope import Envelope
from app.crypto.keys import SigningKey
from app.crypto.receipt import BackedUp, Receipt
from app.crypto.tree import EMPTY_ROOT
from app.crypto.trust import SchoolTrust
from app.models.act import StreamId

SCHOOL = "school-0012"
ORIGIN = "examendag.nl/school-0012/log1"
MOMENT = datetime(2026, 12, 9, 8, 7, 3, 120_000, tzinfo=UTC)
YEAR = timedelta(days=365)
LEAF = "ab" * 32


def stepped(seed: str) -> Callable[[int], bytes]:
    """Return a source of bytes that look random and are the same on every run."""
    drawn = 0

    def random_bytes(count: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(f"{seed}/{drawn}".encode()).digest(count)

    return random_bytes


def key(name: str) -> SigningKey:
    return SigningKey.generate(stepped(name))


def certificate(kind: KeyKind, name: str, **changes: object) -> Certificate:
    members: dict[str, object] = {
        "kind": kind,
        "id": name,
        "pub": key(name).public,
        "school": SCHOOL,
        "not_before": MOMENT - YEAR,
        "not_after": MOMENT + YEAR,
        "serial": f"{name}-1",
    }
    return Certificate(**{**members, **changes})  # type: ignore[arg-type]


def by_root(kind: KeyKind, name: str, **changes: object) -> Envelope:
    return issue(certificate(kind, name, **changes), key("root-a"))


def device(**changes: object) -> Envelope:
    changes = {"roles": ("laptop",), "locations": ("north",), **changes}
    return issue(certificate(KeyKind.DEVICE, "device-7", **changes), key("issuing"))


def trust() -> SchoolTrust:
    return SchoolTrust(
        school=SCHOOL,
        roots=(key("root-a").public, key("root-b").public),
        log_origin=ORIGIN,
        certificates=(
            by_root(KeyKind.ISSUING, "issuing"),
            by_root(KeyKind.LOG, "log"),
            by_root(KeyKind.PLAN, "plan"),
        ),
        tls_ca="-----BEGIN CERTIFICATE-----\n",
    )


def checkpoint_text(size: int = 100) -> str:
    return sign_checkpoint(Checkpoint(ORIGIN, size, EMPTY_ROOT), key("log"))


def receipt(**changes: object) -> Receipt:
    members: dict[str, object] = {
        "school": SCHOOL,
        "origin": ORIGIN,
        "stream": StreamId("device-7", "e1", "part/s1/r1"),
        "through": 9,
        "head": LEAF,
        "also": ((12, 14),),
        "quarantined": ("cd" * 32,),
        "positions": ((3, 8), (40, 46)),
        "checkpoint": checkpoint_text(),
        "backed_up_through": BackedUp(ORIGIN, 50, EMPTY_ROOT, MOMENT),
    }
    return Receipt(**{**members, **changes})  # type: ignore[arg-type]
