"""What the board of examiners has to rule on, the evidence of each, and its rulings.

Nothing is entered by hand: a matter follows from what rooms and office recorded. A ruling on
something that was struck since stays, and so does every ruling that was withdrawn or replaced.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.models.act import Event
from app.models.calamity import Calamity
from app.models.calamity_facts import DecisionHeard
from app.models.check_facts import RulingGiven, RulingWithdrawn
from app.models.confirming import confirmation_of
from app.models.facts import EntryRefused
from app.models.hotline import Person, people_of
from app.models.registers import shown_order
from app.models.session import Enrolment, ExamSession, Part, Value, act_of
from app.models.timing import came_after_entry
from app.models.values import (
    ADMISSION,
    Confirmation,
    MatterKind,
    RulingOutcome,
    decision_aspect,
    resumption_matter,
    time_back_matter,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """One ruling with who recorded it; `ended_by` is what withdrew or replaced it."""

    event: Event
    act: RulingGiven
    by: Person
    ended_by: Event | None = None

    @property
    def stands(self) -> bool:
        """Whether it still holds."""
        return self.ended_by is None


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to rule on: where, since when, on which facts, and what was ruled."""

    key: str
    kind: MatterKind
    session: str
    room: str
    since: datetime
    candidate: str | None = None
    evidence: tuple[Event, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    is_lapsed: bool = False
    """Whether the record no longer tells why there is anything to rule on."""

    @property
    def standing(self) -> tuple[Ruling, ...]:
        """The rulings that hold; several were given without knowing of each other."""
        return tuple(each for each in self.rulings if each.stands)

    @property
    def differs(self) -> bool:
        """Whether two rulings hold that do not say the same."""
        return len({each.act.outcome for each in self.standing}) > 1

    @property
    def is_open(self) -> bool:
        """Whether the board has yet to rule; what was deferred waits too."""
        if not self.standing:
            return not self.is_lapsed
        told = {each.act.outcome for each in self.standing}
        return self.differs or told == {RulingOutcome.DEFERRED}


def matters_of(
    parts: Iterable[tuple[ExamSession, Part]], office: Sequence[Event]
) -> tuple[Matter, ...]:
    """Return what there is to rule on in these parts, the oldest first, with every ruling."""
    return MatterBook().look(parts, office)


class MatterBook:
    """The matters as they were last told: a part of which nothing changed is not told anew."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[ExamSession, Part, tuple[Matter, ...]]] = {}

    def look(
        self, parts: Iterable[tuple[ExamSession, Part]], office: Sequence[Event]
    ) -> tuple[Matter, ...]:
        """Return every matter with its rulings, the oldest first."""
        pairs = list(parts)
        found = {each.key: each for pair in pairs for each in self._of_part(*pair)}
        here = {(session.id, part.room) for session, part in pairs}
        for key, rulings in _rulings(office).items():
            act, event = rulings[0].act, rulings[0].event
            if key in found:
                found[key] = replace(found[key], rulings=rulings)
            elif (act.session, act.room) in here:
                who = None if event.body is None else event.body.candidate
                found[key] = Matter(key, act.kind, act.session, act.room, event.observed, who,
                                    rulings=rulings, is_lapsed=True)  # fmt: skip
        return tuple(sorted(found.values(), key=lambda each: (each.since, each.key)))

    def _of_part(self, session: ExamSession, part: Part) -> tuple[Matter, ...]:
        key = (session.id, part.room)
        known = self._kept.get(key)
        if known is None or known[0] is not session or known[1] is not part:
            known = self._kept[key] = (session, part, tuple(_of_part(session, part)))
        return known[2]


# ---------------------------------------------------------------- within


def _rulings(office: Sequence[Event]) -> Mapping[str, tuple[Ruling, ...]]:
    """Return every ruling by its matter, in order of showing."""
    people = people_of(office)
    ended: dict[str, Event] = {}
    given: list[tuple[Event, RulingGiven]] = []
    for event in sorted(office, key=shown_order):
        body = event.body
        if body is not None and isinstance(body.act, RulingGiven):
            given.append((event, body.act))
            for leaf in body.seen:
                ended.setdefault(leaf, event)
        elif body is not None and isinstance(body.act, RulingWithdrawn):
            for leaf in body.refs:
                ended.setdefault(leaf, event)
    found: dict[str, tuple[Ruling, ...]] = {}
    for event, act in given:
        by = people.get(event.header.shift or "", Person("", ""))
        ruling = Ruling(event, act, by, ended.get(event.leaf))
        found[act.matter] = (*found.get(act.matter, ()), ruling)
    return found


def _of_part(session: ExamSession, part: Part) -> Iterator[Matter]:
    here = (session.id, part.room)
    for note in part.notes:
        if note.act.is_reported and not note.is_struck and note.event.body is not None:
            who, event = note.event.body.candidate, note.event
            returned = () if note.returned is None else (note.returned[0],)
            yield Matter(f"irregularity/{event.leaf}", MatterKind.IRREGULARITY, *here,
                         event.observed, who, (event, *returned))  # fmt: skip
    for calamity in part.calamities:
        yield from _of_calamity(session, part, calamity)
    yield from _by_telephone(session, part, None)
    yield from _settled(session, part, None)
    for enrolment in session.in_room(part.room):
        yield from _by_telephone(session, part, enrolment)
        yield from _settled(session, part, enrolment)
        yield from _of_entry(session, part, enrolment)


def _of_calamity(session: ExamSession, part: Part, calamity: Calamity) -> Iterator[Matter]:
    """A calamity over which somebody decided, and not by telephone alone: that is told apart."""
    matters = (time_back_matter(calamity.leaf), resumption_matter(calamity.leaf))
    told = [part.values.get(decision_aspect(each)) for each in matters]
    values = [each for each in told if each is not None]
    if calamity.withdrawn_at is None and values and not any(_is_heard(part, v) for v in values):
        opening = [each for each in part.acts if each.leaf == calamity.leaf]
        heads = [head for value in values for head in value.heads]
        yield Matter(f"calamity/{calamity.leaf}", MatterKind.CALAMITY, session.id, part.room,
                     calamity.since, None, (*opening, *heads))  # fmt: skip


def _of_entry(session: ExamSession, part: Part, enrolment: Enrolment) -> Iterator[Matter]:
    """Who came after the last entry, was added by hand, or was refused at the door."""
    came, who = enrolment.arrival, enrolment.candidate
    decided = enrolment.values.get(decision_aspect(ADMISSION))
    if came is not None and isinstance(came.act, EntryRefused):
        yield Matter(f"refusal/{came.event.leaf}", MatterKind.REFUSAL, session.id, part.room,
                     came.observed, who, came.heads)  # fmt: skip
        return
    if decided is not None and _is_heard(part, decided):
        return
    is_late = came is not None and came_after_entry(session, part, enrolment)
    if is_late or enrolment.awaits_permission:
        ground = came or next(iter(enrolment.values.values()))
        heads = () if decided is None else decided.heads
        yield Matter(f"admission/{session.id}/{who}", MatterKind.ADMISSION, session.id, part.room,
                     ground.observed, who, (*ground.heads, *heads))  # fmt: skip


def _by_telephone(
    session: ExamSession, part: Part, enrolment: Enrolment | None
) -> Iterator[Matter]:
    """What a room heard and the office has not entered yet."""
    values = part.values if enrolment is None else enrolment.values
    who = None if enrolment is None else enrolment.candidate
    for aspect, value in values.items():
        if isinstance(value.act, DecisionHeard) and _is_heard(part, value):
            key = f"telephone/{session.id}/{part.room}/{who or ''}/{aspect}"
            yield Matter(key, MatterKind.TELEPHONE, session.id, part.room, value.observed, who,
                         value.heads)  # fmt: skip


def _settled(session: ExamSession, part: Part, enrolment: Enrolment | None) -> Iterator[Matter]:
    """Two records that differed, of which people kept one."""
    values = part.values if enrolment is None else enrolment.values
    acts = {each.leaf: each for each in (part.acts if enrolment is None else enrolment.acts)}
    for value in values.values():
        for head in value.heads:
            seen = [acts[leaf] for leaf in (head.body.seen if head.body else ()) if leaf in acts]
            told = {act_of(each).value for each in seen if each.body is not None}
            if len(told) > 1:
                who = None if enrolment is None else enrolment.candidate
                yield Matter(f"difference/{head.leaf}", MatterKind.DIFFERENCE, session.id,
                             part.room, head.observed, who, (*seen, head))  # fmt: skip


def _is_heard(part: Part, value: Value) -> bool:
    is_decision = isinstance(value.act, DecisionHeard)
    return is_decision and confirmation_of(part, value) is Confirmation.HEARD
