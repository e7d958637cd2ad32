"""The report of a seal, told from the manifest's events and the named marks alone.

Laptop and dossier call this with whatever more they know; it never makes a difference.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from app.models.act import Event
from app.models.flaws import Flaw, flaws_in
from app.models.fold import fold
from app.models.manifest import inside
from app.models.marks import FrontierEntry, Manifest, ReportSealed
from app.models.paper import Paper, paper_of
from app.models.report import SessionReport
from app.models.reporting import Seal, report_of
from app.models.streams import Streams, reach_of


def sealed_paper(session: str, room: str, seal: Seal, events: Iterable[Event]) -> Paper | None:
    """Return the paper of a sealed part as it was when it was sealed."""
    known = list(events)
    named = {seal.event.leaf, *seal.act.marks}
    kept = [*inside(known, seal.manifest), *(e for e in known if e.leaf in named)]
    paper = paper_of(fold(session, kept), room, seal.manifest.writers)
    if paper is None:
        return None
    flaws = tuple(_flaws(known, seal.manifest))
    return replace(paper, part=replace(paper.part, flaws=flaws))


def _flaws(known: list[Event], manifest: Manifest) -> Iterator[Flaw]:
    """What is missing inside the frontier: a mark or a system act holds its number too.

    Of another branch, that came later, nothing was known: the sealed report never prints it.
    """
    streams, reach = Streams.of(known), reach_of(manifest)
    for stream in reach:
        if stream.scope == manifest.scope:
            its = (each for each in known if each.header.stream == stream)
            seqs = sorted(each.header.seq for each in its if streams.is_within(each, reach))
            yield from flaws_in(stream.writer, stream.epoch, seqs)


def sealed_report(
    session: str, room: str, seal: Seal, events: Iterable[Event]
) -> SessionReport | None:
    """Return what the sealed proces-verbaal prints, or None for a part without a plan."""
    paper = sealed_paper(session, room, seal, events)
    return None if paper is None else report_of(paper, seal)


def is_whole(seal: Seal, events: Iterable[Event]) -> bool:
    """Whether everything is here that a seal names: what lies inside it, and its marks."""
    known = list(events)
    named = {*seal.act.marks, *(entry.leaf for entry in seal.manifest.frontier)}
    is_named = named <= {event.leaf for event in known}
    return is_named and len(inside(known, seal.manifest)) >= seal.manifest.n


def lacking(seal: Seal, events: Iterable[Event]) -> tuple[FrontierEntry, ...]:
    """Return the runs inside a seal that are not here: its report is made without them."""
    by_leaf = {each.leaf: each for each in events}
    return tuple(run for end in seal.manifest.frontier for run in _missing(by_leaf, end))


def _missing(by_leaf: Mapping[str, Event], end: FrontierEntry) -> Iterator[FrontierEntry]:
    """Follow a chain back to its first number; yield what cannot be followed, by its last leaf."""
    its = {e.header.seq: e for e in by_leaf.values() if e.header.stream == end.stream}
    seq, leaf = end.seq, end.leaf
    while seq >= end.first:
        event = by_leaf.get(leaf)
        if event is None:
            below = max((n for n in its if end.first <= n < seq), default=end.first - 1)
            yield replace(end, seq=seq, leaf=leaf, first=below + 1)
            if below < end.first:
                return
            seq, event = below, its[below]
        seq, leaf = seq - 1, event.header.prev or ""


def seal_of(event: Event) -> Seal | None:
    """Return an event as a seal."""
    act = None if event.body is None else event.body.act
    return Seal(event, act) if isinstance(act, ReportSealed) else None


def addendum_name(paper: Paper, number: int) -> str:
    """Return the name of the file of an addendum, for people."""
    return f"Aanvulling A{number} op proces-verbaal {paper.code} {paper.label}.pdf"


def document_name(paper: Paper) -> str:
    """Return the name of the file, for people."""
    return f"Proces-verbaal {paper.code} {paper.label}.pdf"
