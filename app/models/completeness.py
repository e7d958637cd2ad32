"""What of the part as a whole is not complete when it closes: times, work, codes, what was taken.

Every field that is mandatory to close a proces-verbaal has its check (domain.md 1b); a check only
warns, and each is settled by a fact that somebody saw.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.models.closing_facts import CodesSettled
from app.models.facts import WorkHandedIn
from app.models.paper import Paper
from app.models.preparing import counted_acts, packets_of
from app.models.session import Note, Part
from app.models.timing import MINUTE
from app.models.values import Aspect


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something that is not complete: its kind of check, about whom, and which one."""

    kind: str
    candidate: str | None = None
    aspect: str | None = None


def incomplete_of(paper: Paper) -> Iterator[Incomplete]:
    """Yield what is not complete; what happens after the end is asked from then on."""
    part = paper.part
    if is_start_unexplained(paper):
        yield Incomplete("no-start-reason")
    for packet in packets_of(part):
        if not packet.balances:
            yield Incomplete("unbalanced", None, packet.packet)
    for calamity in part.calamities:
        if calamity.is_open:
            yield Incomplete("open-calamity", None, calamity.leaf)
    if part.ended_at is not None:
        yield from _still_here(paper)


def _still_here(paper: Paper) -> Iterator[Incomplete]:
    for note in items_kept(paper.part):
        body = note.event.body
        yield Incomplete("item-kept", None if body is None else body.candidate, note.event.leaf)
    for name in packets_kept(paper):
        yield Incomplete("packet-kept", None, name)
    if paper.session.rules.counts_sheets:
        for enrolment in paper.enrolments():
            handed_in = enrolment.values.get(Aspect.HAND_IN)
            act = None if handed_in is None else handed_in.act
            if isinstance(act, WorkHandedIn) and act.sheets is None:
                yield Incomplete("uncounted-sheets", enrolment.candidate)
    if paper.session.rules.is_digital and codes_of(paper.part) is None:
        yield Incomplete("codes-kept")


def is_start_unexplained(paper: Paper) -> bool:
    """Whether the start was off the plan by more than the rules allow, and nobody told why."""
    limit = paper.session.rules.start_deviation_min * MINUTE
    is_off = paper.part.started_at is not None and abs(paper.schedule.start_deviation) > limit
    return is_off and not paper.part.start_reason


def items_kept(part: Part) -> list[Note]:
    """Return the bijzonderheden of which what was taken is still here."""
    return [n for n in part.notes if n.act.item_taken and not n.is_struck and n.returned is None]


def packets_kept(paper: Paper) -> tuple[str, ...]:
    """Return the packets nobody handed over; unnamed where none was noted and work is on paper."""
    known = packets_of(paper.part)
    if not known:
        return ("",) if paper.session.rules.has_packets else ()
    return tuple(each.packet for each in known if each.handed_over is None)


def codes_of(part: Part) -> CodesSettled | None:
    """Return what became of the list of codes; the last word counts."""
    told = counted_acts(part, CodesSettled)
    return told[-1][1] if told else None
