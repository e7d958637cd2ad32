"""The dossier's own word about log and laptops, event by event (format.md 7 and 8)."""

import contextlib
from collections.abc import Iterable, Iterator

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.certificates import KeyKind, UntrustedChain
from app.crypto.checkpoint import Checkpoint, verify_checkpoint
from app.crypto.envelope import BadSignature
from app.crypto.signed_event import SignedEvent
from app.crypto.trust import SchoolTrust
from app.models.act import Act
from app.models.fold import DOSSIER
from app.models.marks import LeavingAllowed, LogOpened
from app.models.strict_json import Malformed


def believed_openings(events: Iterable[SignedEvent], trust: SchoolTrust) -> tuple[LogOpened, ...]:
    """Return every `LogOpened` that the dossier's own key signed; what is not believed is none."""
    return tuple(each for each in _own_acts(events, trust) if isinstance(each, LogOpened))


def believed_leavings(
    events: Iterable[SignedEvent], trust: SchoolTrust
) -> tuple[LeavingAllowed, ...]:
    """Return every `LeavingAllowed` that the dossier's own key signed."""
    return tuple(each for each in _own_acts(events, trust) if isinstance(each, LeavingAllowed))


def signed_note(text: str, origin: str, trust: SchoolTrust) -> Checkpoint | None:
    """Return the checkpoint of a note that the school's log signed under this origin, or None."""
    try:
        logs = trust.keys(KeyKind.LOG)
    except UntrustedChain:
        return None
    for each in logs:
        with contextlib.suppress(Malformed, BadSignature):
            return verify_checkpoint(text, origin, each.pub)
    return None


def _own_acts(events: Iterable[SignedEvent], trust: SchoolTrust) -> Iterator[Act]:
    """Yield what the dossier said; each epoch's `StreamOpened` comes before what is said in it."""
    keys: dict[tuple[str, str], bytes] = {}
    for signed in events:
        try:
            header = header_of(signed, trust.school)
            opening = opening_of(signed, header, trust)
            if header.writer != DOSSIER:
                continue
            if opening is not None:
                keys.setdefault((opening.epoch, header.scope), opening.public)
            key = keys.get((header.epoch, header.scope))
            event = None if key is None else believed(signed, key)
        except Doubted:
            continue
        if event is not None and event.body is not None:
            yield event.body.act


def leads_to(openings: Iterable[LogOpened], origin: str) -> tuple[LogOpened, ...]:
    """Return the openings by which a log went on under other origins, in order; none: it did not.

    `origin` is that of the log from which to go on.
    """
    by_former = {each.former: each for each in openings}
    road: list[LogOpened] = []
    while (following := by_former.pop(origin, None)) is not None:
        road.append(following)
        origin = following.origin
    return tuple(road)
