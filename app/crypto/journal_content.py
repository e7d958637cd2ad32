"""Reading a journal: everything in it that is whole, for the room and for the school alike."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.crypto.journal import BadJournal, JournalKey, open_record
from app.crypto.journal_file import Damage, Frame, FrameKind, frames, head_in
from app.crypto.signed_event import SignedEvent
from app.models.strict_json import Malformed

OpenHead = Callable[[bytes], JournalKey]
"""Opens the head of a file: with the key of the day store, or with the school's seal key."""


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What could be read of a journal: its handlings by number, as they were written."""

    key: JournalKey = field(repr=False)
    handlings: tuple[tuple[int, tuple[SignedEvent, ...]], ...]
    damages: tuple[int, ...]
    """Places that could not be read; a last record that was cut off is none of them."""

    @property
    def events(self) -> tuple[SignedEvent, ...]:
        """Every event."""
        return tuple(signed for _, events in self.handlings for signed in events)

    @property
    def following(self) -> int:
        """The number of the next record."""
        return max((n for n, _ in self.handlings), default=-1) + 1


def read_journal(raw: bytes, open_head: OpenHead) -> JournalContent:
    """Return everything in the bytes of a journal that is whole.

    Raises:
        BadJournal: It was made under another key.
        Malformed: Both heads are gone, or what lies there is none.
    """
    head = head_in(raw)
    if head is None:
        raise Malformed("a journal without its head")
    key = open_head(head)
    handlings: list[tuple[int, tuple[SignedEvent, ...]]] = []
    damages: list[int] = []
    for each in frames(raw):
        if isinstance(each, Damage):
            damages += [] if each.is_tail else [each.start]
            continue
        opened = _opened(key, each)
        damages += [each.end] if opened is None else []
        if opened:
            handlings.append((each.n, opened))
    return JournalContent(key, tuple(handlings), tuple(damages))


def _opened(key: JournalKey, frame: Frame) -> tuple[SignedEvent, ...] | None:
    if frame.kind is FrameKind.HEAD:
        return ()
    try:
        return open_record(key, frame.n, frame.content)
    except BadJournal:
        return None
