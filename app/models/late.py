"""What came after a seal: amendments in words, and facts that arrived late (format.md 4).

The sealed bytes never change; what is told here prints in an addendum, a document of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.models.act import Event
from app.models.counting import DOSSIER
from app.models.facts import ClockJumped, Corrected, IrregularityNoted
from app.models.marks import DocumentIssued, ReportAmended
from app.models.office_facts import SHIFTS
from app.models.paper import Paper
from app.models.registers import order
from app.models.report import (
    Addendum,
    Authenticity,
    NumberedItem,
    PaperHead,
    ReportStatus,
    Run,
)
from app.models.report_items import about
from app.models.report_notes import note_words, time_text
from app.models.reporting import Seal
from app.models.session import Part
from app.models.streams import reach_of
from app.models.strict_json import dumps
from app.models.told import told_of
from app.models.values import Kind, StaffRole
from app.models.words import ROLE, closed, date_text

ABOUT_THE_MACHINE: Final = (*SHIFTS, ClockJumped)


def amending_bytes(seal: str, number: int, role: StaffRole, text: str, reason: str) -> bytes:
    """Return the bytes a person signs under an amendment; `seal` is the leaf of the seal."""
    told = {"seal": seal, "number": number, "role": role.value, "text": text, "reason": reason}
    return dumps(told)


def amendments_of(part: Part, seal: str) -> tuple[tuple[Event, ReportAmended], ...]:
    """Return the amendments to one seal, in order of recording."""
    return tuple(each for each in part.amendments if each[1].seal == seal)


def next_number(part: Part, seal: str) -> int:
    """Return the number of the next amendment to a seal, as far as is known here."""
    return max((act.number for _, act in amendments_of(part, seal)), default=0) + 1


def number_text(part: Part, event: Event, act: ReportAmended) -> str:
    """Return the number; with the laptop where another one gave the same number unknowingly."""
    same = [each for each in amendments_of(part, act.seal) if each[1].number == act.number]
    return f"{act.number} ({event.header.writer})" if len(same) > 1 else str(act.number)


def late_facts(paper: Paper, seal: Seal) -> tuple[Event, ...]:
    """Return the facts of whom a seal covers that lie outside it, in order of recording.

    And those inside it that came after its report was made without them.
    """
    reached = {stream: max(ends)[0] for stream, ends in reach_of(seal.manifest).items()}
    branched = paper.part.branched.get(seal.event.leaf, frozenset())
    issued = [each for each in paper.part.documents if each.seal == seal.event.leaf and each.lacks]
    acts = [
        *paper.part.acts,
        *(act for each in paper.session.enrolments.values() for act in each.acts),
    ]
    found = {
        event.leaf: event
        for event in acts
        if event.header.kind is Kind.FACT
        and event.header.scope == seal.manifest.scope
        and event.header.writer != DOSSIER
        and seal.act.covers(event.header.writer)
        and (
            event.header.seq > reached.get(event.header.stream, -1)
            or event.leaf in branched
            or not all(each.is_made_with(event) for each in issued)
        )
        and event.body is not None
        and not isinstance(event.body.act, ABOUT_THE_MACHINE)
    }
    return tuple(sorted(found.values(), key=order))


def late_events(paper: Paper, seal: Seal) -> tuple[Event, ...]:
    """Return everything that came after a seal: amendments and facts, in order of recording."""
    amended = [event for event, _ in amendments_of(paper.part, seal.event.leaf)]
    return tuple(sorted((*amended, *late_facts(paper, seal)), key=order))


def issued_late(documents: Iterable[DocumentIssued], seal: str) -> list[DocumentIssued]:
    """Return the addenda to a seal that were issued, in the order they came in."""
    return [each for each in documents if each.seal == seal and each.covers]


def addendum_of(paper: Paper, seal: Seal, events: Iterable[Event], number: int) -> Addendum:
    """Return the addendum with this number over some of what came after a seal."""
    sealed = paper.clock(seal.event.header.corrected, seconds=True)
    moment = f"{date_text(paper.local_day)} {sealed}"
    school = "Examenbureau" if paper.part.plan is None else paper.part.plan.school_name
    return Addendum(
        head=PaperHead(
            school=f"{school} · Examenbureau",
            author=school,
            title=f"Aanvulling A{number} op proces-verbaal",
            subtitle=f"{paper.exam_name}, {paper.day()}, {paper.label}",
            running_title=(
                f"Aanvulling A{number} op proces-verbaal · {paper.exam_name}"
                f" · {date_text(paper.local_day)} · {paper.label}"
            ),
            reference=f"{paper.reference}-A{number}",
            status=ReportStatus.SEALED,
            status_text="aanvulling na de verzegeling",
            status_moment=f"bij het verslag van {sealed}",
        ),
        text=(
            f"Hoort bij proces-verbaal {paper.reference}, verzegeld {moment}. "
            "Dat verslag is niet gewijzigd."
        ),
        items=tuple(_item(paper, event) for event in sorted(events, key=order)),
        authenticity=Authenticity(
            "De aanvullingen zijn ondertekend door wie ze maakte. Wat nagekomen is, legde een "
            "laptop vast die toen geen verbinding had, of gebeurde na de verzegeling.",
            "SHA-256 van de handelingen onder het verzegelde proces-verbaal:",
            bytes.fromhex(seal.manifest.root),
        ),
    )


def _item(paper: Paper, event: Event) -> NumberedItem:
    act = None if event.body is None else event.body.act
    noted = paper.clock(event.header.corrected, seconds=True)
    if isinstance(act, ReportAmended):
        text = (
            f"{closed(act.text)} Reden: {closed(act.reason)} Ondertekend {noted} door "
            f"{act.name}, {ROLE[act.role]}, laptop {event.header.writer}."
        )
        lead = f"Aanvulling {number_text(paper.part, event, act)}"
        return NumberedItem(paper.clock(event.header.corrected), lead, text)
    who = None if event.body is None else event.body.candidate
    enrolment = None if who is None else paper.session.enrolments.get(who)
    words = [Run(about(paper, enrolment)), Run(told_of(event, paper.session))]
    told = f". Genoteerd {noted}, laptop {event.header.writer}."
    if isinstance(act, IrregularityNoted):
        note = next((n for n in paper.part.notes if n.event.leaf == event.leaf), None)
        words = [words[0], *(note_words(paper, note) if note is not None else ())]
        told = f" Laptop {event.header.writer}."
    if isinstance(act, Corrected):
        told = f": {closed(act.reason)} Genoteerd {noted}, laptop {event.header.writer}."
    return NumberedItem(time_text(paper, event), "Nagekomen", (*words, Run(told)))


@dataclass(frozen=True, slots=True)
class Unissued:
    """What came after a seal and stands in no document yet, with the number of its addendum."""

    seal: Seal
    events: tuple[Event, ...]
    number: int


def unissued_late(paper: Paper) -> list[Unissued]:
    """Return what still asks an addendum: one for everything that is known of a seal now."""
    found = []
    for event, act in paper.part.seals:
        seal = Seal(event, act)
        issued = issued_late(paper.part.documents, event.leaf)
        told = {leaf for each in issued for leaf in each.covers}
        fresh = tuple(each for each in late_events(paper, seal) if each.leaf not in told)
        if fresh:
            found.append(Unissued(seal, fresh, len(issued) + 1))
    return found
