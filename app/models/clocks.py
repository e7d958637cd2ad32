"""The clocks of laptops, as far as they matter to whoever judges a time (format.md 3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.models.act import Event
from app.models.facts import ClockJumped
from app.models.paper import Paper
from app.models.session import Part
from app.models.values import Kind

CLOCK_TOLERANCE: Final = timedelta(seconds=30)
"""A clock that is off by more is told (domain check 16); a smaller jump is not recorded."""
_MS: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What is to be known of one laptop's clock.

    `behind` is the largest known distance to the dossier, negative when the laptop was ahead,
    and zero within the tolerance. `jumps` are (when in UTC, how far forward).
    """

    writer: str
    behind: timedelta
    jumps: tuple[tuple[datetime, timedelta], ...]


def is_off(offset_ms: int | None) -> bool:
    """Whether a known distance to the dossier is one to tell."""
    return offset_ms is not None and abs(offset_ms) * _MS > CLOCK_TOLERANCE


def last_jump(part: Part, writer: str) -> tuple[datetime, timedelta] | None:
    """Return when a laptop's system clock last jumped in a part, and how far forward."""
    jumps = _jumps([event for event in part.acts if event.header.writer == writer])
    return jumps[-1] if jumps else None


def clock_notes(paper: Paper) -> tuple[ClockNote, ...]:
    """Return the laptops of a part whose clock matters to its times, by name.

    What a laptop took back counts here too: its clock read what it read.
    """
    by_writer: dict[str, list[Event]] = {}
    for event in (*paper.part.acts, *(e for each in paper.enrolments() for e in each.acts)):
        if event.header.kind is Kind.FACT:
            by_writer.setdefault(event.header.writer, []).append(event)
    notes = (_note(writer, by_writer[writer]) for writer in sorted(by_writer))
    return tuple(note for note in notes if note.behind or note.jumps)


def _note(writer: str, events: list[Event]) -> ClockNote:
    offsets = [event.header.offset_ms for event in events]
    furthest = max(sorted(offsets), key=abs)
    behind = furthest * _MS if is_off(furthest) else timedelta()
    return ClockNote(writer, behind, _jumps(events))


def _jumps(events: list[Event]) -> tuple[tuple[datetime, timedelta], ...]:
    found = {
        event.header.corrected: event.body.act.by_ms * _MS
        for event in events
        if event.body is not None and isinstance(event.body.act, ClockJumped)
    }
    return tuple(sorted(found.items()))
