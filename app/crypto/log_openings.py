"""Whether a log goes on from another: the dossier's own word, event by event (format.md 8)."""

from collections.abc import Iterable

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.signed_event import SignedEvent
from app.crypto.trust import SchoolTrust
from app.models.fold import DOSSIER
from app.models.marks import LogOpened


def believed_openings(events: Iterable[SignedEvent], trust: SchoolTrust) -> tuple[LogOpened, ...]:
    """Return every `LogOpened` that the dossier's own key signed; what is not believed is none.

    Args:
        events: The openings, each epoch's `StreamOpened` before its `LogOpened`.
        trust: What is pinned of the school.
    """
    keys: dict[tuple[str, str], bytes] = {}
    found: list[LogOpened] = []
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
        if event is not None and event.body is not None and isinstance(event.body.act, LogOpened):
            found.append(event.body.act)
    return tuple(found)


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
