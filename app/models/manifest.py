"""What a signature is over: the frontier of streams and the leaves inside it (format.md 4)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from app.models.act import Event
from app.models.codec import instant_text
from app.models.fold import DOSSIER, FOLD_VERSION
from app.models.marks import Manifest
from app.models.streams import Streams, is_signed_kind, reach_of
from app.models.strict_json import dumps
from app.models.values import StaffRole

Root = Callable[[Sequence[bytes]], bytes]
"""RFC 6962 root over leaf hashes; `app.crypto.tree` has it."""


def inside(events: Iterable[Event], manifest: Manifest) -> list[Event]:
    """Return the plan events and facts that a manifest covers."""
    known = list(events)
    streams, reach = Streams.of(known), reach_of(manifest)
    return [each for each in known if is_signed_kind(each) and streams.is_within(each, reach)]


def manifest_of(
    events: Sequence[Event],
    scope: str,
    root: Root,
    *,
    standaardset: str,
    render_version: int,
    writers: tuple[str, ...] = (),
) -> Manifest:
    """Return the manifest over the plan events and facts among `events`.

    `scope` is the part that is signed; the session's own stream is inside the frontier too,
    since the times that print come from there. `writers` are the laptops that are closed apart,
    beside the dossier, whose plan is always inside; none means all.
    """
    told = [each for each in events if not writers or each.header.writer in (*writers, DOSSIER)]
    covered = [event for event in told if is_signed_kind(event)]
    leaves = sorted(bytes.fromhex(event.leaf) for event in covered)
    return Manifest(
        scope=scope,
        writers=writers,
        frontier=Streams.of(told).frontier(),
        n=len(leaves),
        root=root(leaves).hex(),
        fold_version=FOLD_VERSION,
        render_version=render_version,
        standaardset=standaardset,
    )


def signing_bytes(
    manifest: Manifest,
    role: StaffRole,
    statements: Sequence[str],
    period_from: datetime,
    period_until: datetime | None,
    remark: str | None = None,
) -> bytes:
    """Return the bytes a person signs: manifest, role, statements, own period and own remark.

    Without a remark there is no member for it: so it was before there were remarks. An entry of
    the frontier is a list: writer, epoch, scope, seq, leaf, and `first` where that is not 0.
    """
    told = {} if remark is None else {"remark": remark}
    return dumps(
        {
            "manifest": {
                "scope": manifest.scope,
                "writers": list(manifest.writers),
                "frontier": [list(entry.told().values()) for entry in manifest.frontier],
                "n": manifest.n,
                "root": manifest.root,
                "fold_version": manifest.fold_version,
                "render_version": manifest.render_version,
                "standaardset": manifest.standaardset,
            },
            "role": role.value,
            "statements": list(statements),
            "period_from": instant_text(period_from),
            "period_until": None if period_until is None else instant_text(period_until),
            **told,
        }
    )
