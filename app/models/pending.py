"""What waits for a decision of the office: time back, admissions, what a room heard by phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.models.calamity_facts import DecisionHeard
from app.models.confirming import confirmation_of
from app.models.session import Enrolment, ExamSession, Part, Value
from app.models.timing import needs_admission
from app.models.values import (
    ADMISSION,
    Confirmation,
    DecisionOutcome,
    decision_aspect,
    time_back_matter,
)


@dataclass(frozen=True, slots=True)
class Pending:
    """One matter in one part, with the words that were told of it. `since` is UTC."""

    session: ExamSession
    part: Part
    matter: str
    since: datetime
    candidate: str | None = None
    value: Value | None = None
    confirmation: Confirmation | None = None

    @property
    def heard(self) -> DecisionHeard | None:
        """The word that stands now; of a difference the earliest."""
        act = None if self.value is None else self.value.act
        return act if isinstance(act, DecisionHeard) else None

    @property
    def is_time_back(self) -> bool:
        """Whether it is about minutes."""
        return self.matter.startswith("time-back/")

    @property
    def enrolment(self) -> Enrolment | None:
        """The candidate it is about."""
        return None if self.candidate is None else self.session.enrolments.get(self.candidate)


def pending_of(parts: Iterable[tuple[ExamSession, Part]]) -> tuple[Pending, ...]:
    """Return what waits in these parts, the longest waiting first."""
    found = [each for session, part in parts for each in _of_part(session, part)]
    return tuple(sorted(found, key=lambda each: (each.since, each.matter, each.candidate or "")))


def _of_part(session: ExamSession, part: Part) -> Iterable[Pending]:
    for calamity in part.calamities:
        matter = time_back_matter(calamity.leaf)
        stopped = [each for each in part.interruptions if each.calamity == calamity.leaf]
        has_word = decision_aspect(matter) in part.values
        if stopped and calamity.withdrawn_at is None and not has_word:
            yield Pending(session, part, matter, calamity.since)
    yield from _told(session, part, None)
    for enrolment in session.in_room(part.room):
        if enrolment.candidate and needs_admission(session, part, enrolment):
            aspect = decision_aspect(ADMISSION)
            came = enrolment.arrival
            if came is not None and aspect not in enrolment.values:
                who = enrolment.candidate
                yield Pending(session, part, ADMISSION, came.observed, who)
        yield from _told(session, part, enrolment)


def _told(session: ExamSession, part: Part, enrolment: Enrolment | None) -> Iterable[Pending]:
    """Yield the decisions that only the room has, that wait for the board, or that differ."""
    values = part.values if enrolment is None else enrolment.values
    for aspect, value in values.items():
        act = value.act
        if not isinstance(act, DecisionHeard) or aspect != decision_aspect(act.matter):
            continue
        how = confirmation_of(part, value)
        is_awaited = act.outcome is DecisionOutcome.AWAITED
        if is_awaited or how in (Confirmation.HEARD, Confirmation.DIFFERS):
            who = None if enrolment is None else enrolment.candidate
            yield Pending(session, part, act.matter, value.observed, who, value, how)
