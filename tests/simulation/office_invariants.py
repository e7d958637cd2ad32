"""What must hold of every machine of the office once the world is at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.signed_event import read_event
from app.models.codec import decode_header
from app.models.fold import DOSSIER
from app.models.marks import WithoutEffect
from app.models.office_folds import OfficeFolds
from app.models.roles import ScopeKind, scope_kind
from app.models.values import Ineffective, Kind
from tests.dossier.inside import SESSION
from tests.simulation.requiring import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.crypto.signed_event import SignedEvent
    from app.models.act import Header
    from dossier.archive.streams import Stored
    from tests.simulation.office import SimOffice
    from tests.simulation.world import World

WITHIN_ROLES = (
    "net-",
    "partition",
    "office-partition",
    "plan-",
    "forged-",
    "others-",
    "new-room-key",
)
"""Faults that change neither a machine nor who has which role."""
TOLD = ("office", "people", "school", "dismissed", "erasures", "restored_at")
"""What pages of the office are told from, beside the sessions."""


def readable(log: Iterable[Stored]) -> dict[str, SignedEvent]:
    """Return what whoever coordinates everywhere may read, by leaf (format.md, Signing on)."""
    return {each.signed.leaf: each.signed for each in log if _is_readable(each)}


def _is_readable(each: Stored) -> bool:
    header: Header = decode_header(each.signed.header)
    kind = scope_kind(header.scope)
    is_text = kind is ScopeKind.OFFICE and header.writer == DOSSIER and header.kind is Kind.PLAN
    return kind is not ScopeKind.DEVICE and not is_text


def offices_tell_the_same(world: World, log: Iterable[Stored]) -> None:
    """I13: an office that was answered tells what the log folds to: nothing skipped or doubled."""
    offices = [each for each in world.offices if not each.is_dead and each.recorder is not None]
    if not offices:
        return
    found, expected = readable(log), OfficeFolds()
    expected.add(map(read_event, found.values()))
    for office in offices:
        _tells(office, expected, set(found))


def _tells(office: SimOffice, expected: OfficeFolds, known: set[str]) -> None:
    recorder = office.recorder
    assert recorder is not None
    held = [each.event.leaf for each in recorder.store.read_all()]
    require(len(held) == len(set(held)), f"I13 {office.name} holds something twice")
    own = set(held) - known
    require(not own, f"I13 {office.name} shows {len(own)} that the dossier has not")
    require(set(held) == known, f"I13 {office.name} lacks {len(known - set(held))}")
    folds = recorder.folds
    assert isinstance(folds, OfficeFolds)
    other = [name for name in TOLD if getattr(folds, name) != getattr(expected, name)]
    other += [
        name for name, each in expected.day.sessions.items() if folds.day.sessions[name] != each
    ]
    require(not other, f"I13 {office.name} tells something else: {other}")


def what_was_asked_is_answered(world: World) -> None:
    """I14: every plan that the office asked for is answered once, in the log and so everywhere."""
    with world.dossier.opened.ledger.reading() as reading:
        waiting = [each for each in reading.session(SESSION).by_hand if each.is_waiting]
    require(not waiting, f"I14 {len(waiting)} requests of the office are not answered")


def what_counts_counts(world: World, log: Iterable[Stored]) -> None:
    """I15: what somebody of the office recorded in their role counts, whatever their clock said.

    Where nothing else was wrong than the network: an old store may lack the dossier's time.
    """
    if not world.offices or not all(each.startswith(WITHIN_ROLES) for each in world.suffered):
        return
    told = {leaf for office in world.offices for leaf in office.told}
    acts = [read_event(each.signed) for each in log]
    outside = {
        leaf
        for each in acts
        if each.body is not None
        and isinstance(each.body.act, WithoutEffect)
        and each.body.act.reason == Ineffective.RIGHTS
        for leaf in each.body.refs
    }
    require(not told & outside, f"I15 {len(told & outside)} acts of the office do not count")
