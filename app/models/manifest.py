"""What a signature is over: the frontier of streams and the leaves inside it (format.md 4)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from app.models.act import Event, StreamId
from app.models.codec import instant_text
from app.models.fold import DOSSIER, FOLD_VERSION
from app.models.marks import FrontierEntry, Manifest
from app.models.strict_json import dumps
from app.models.values import Kind, StaffRole

Root = Callable[[Sequence[bytes]], bytes]
"""RFC 6962 root over leaf hashes; `app.crypto.tree` has it."""


def frontier_of(events: Iterable[Event]) -> tuple[FrontierEntry, ...]:
    """Return how far each stream goes, by its last plan or fact, sorted by stream."""
    last: dict[StreamId, Event] = {}
    for event in events:
        if not _is_signed_kind(event):
            continue
        known = last.get(event.header.stream)
        if known is None or known.header.seq < event.header.seq:
            last[event.header.stream] = event
    return tuple(
        FrontierEntry(stream.writer, stream.epoch, stream.scope, event.header.seq, event.leaf)
        for stream, event in sorted(last.items())
    )


def inside(events: Iterable[Event], manifest: Manifest) -> list[Event]:
    """Return the plan events and facts that a manifest covers."""
    reached = {StreamId(e.writer, e.epoch, e.scope): e.seq for e in manifest.frontier}
    return [
        event
        for event in events
        if _is_signed_kind(event) and event.header.seq <= reached.get(event.header.stream, -1)
    ]


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
    frontier = frontier_of(told)
    covered = [event for event in told if _is_signed_kind(event)]
    leaves = sorted(bytes.fromhex(event.leaf) for event in covered)
    return Manifest(
        scope=scope,
        writers=writers,
        frontier=frontier,
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

    Without a remark there is no member for it: so it was before there were remarks.
    """
    told = {} if remark is None else {"remark": remark}
    return dumps(
        {
            "manifest": {
                "scope": manifest.scope,
                "writers": list(manifest.writers),
                "frontier": [
                    [e.writer, e.epoch, e.scope, e.seq, e.leaf] for e in manifest.frontier
                ],
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


def _is_signed_kind(event: Event) -> bool:
    return event.header.kind in (Kind.PLAN, Kind.FACT)
