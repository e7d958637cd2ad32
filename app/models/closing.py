"""Closing a part: what still blocks or warns, who signs, and when the report may be sealed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.models.clocks import clock_notes
from app.models.completeness import incomplete_of
from app.models.copied import unchecked_in
from app.models.facts import IdentityChecked
from app.models.paper import Paper
from app.models.provision_states import provision_states
from app.models.release import is_open
from app.models.report_signing import OnDuty, people_of
from app.models.session import Enrolment, Signature
from app.models.timing import arrived_at, needs_admission, status_of
from app.models.values import Aspect, IdentityOutcome, Status


class CheckKind(StrEnum):
    """The checks of domain.md 1d that concern closing a room."""

    NOT_STARTED = "not-started"
    NOT_ENDED = "not-ended"
    UNKNOWN = "unknown"
    NO_END_STATUS = "no-end-status"
    DIFFERENCE = "difference"
    NO_VALID_IDENTITY = "no-valid-identity"
    OPEN_ADMISSION = "open-admission"
    OPEN_PERMISSION = "open-permission"
    NO_PROVISION_OUTCOME = "no-provision-outcome"
    UNCOUNTED = "uncounted"
    CLOCK = "clock"
    OPEN_RELEASE = "open-release"
    UNRECORDED = "unrecorded"
    NO_START_REASON = "no-start-reason"
    UNBALANCED = "unbalanced"
    OPEN_CALAMITY = "open-calamity"
    ITEM_KEPT = "item-kept"
    PACKET_KEPT = "packet-kept"
    CODES_KEPT = "codes-kept"
    UNCOUNTED_SHEETS = "uncounted-sheets"
    UNCHECKED_PAPER = "unchecked-paper"


BLOCKING = frozenset(
    {CheckKind.NOT_ENDED, CheckKind.UNKNOWN, CheckKind.NO_END_STATUS, CheckKind.DIFFERENCE}
)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that is not yet as it should be; `aspect`: register, code, laptop or count."""

    kind: CheckKind
    candidate: str | None = None
    aspect: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether signing waits for it; recording never does."""
        return self.kind in BLOCKING


def checks_of(paper: Paper) -> tuple[Check, ...]:
    """Return every open check, those that block first."""
    found = _part_checks(paper)
    for enrolment in paper.enrolments():
        found += _candidate_checks(paper, enrolment)
    return tuple(sorted(found, key=lambda check: not check.blocks))


def unrecorded_check(whole: Paper) -> tuple[Check, ...]:
    """Return the check of a part that is closed apart: whom no laptop recorded stands in none."""
    count = sum(not each.has_facts for each in whole.enrolments())
    return (Check(CheckKind.UNRECORDED, None, str(count)),) if count else ()


def _part_checks(paper: Paper) -> list[Check]:
    came = any(arrived_at(each) is not None for each in paper.enrolments())
    found = [Check(CheckKind.DIFFERENCE, None, aspect) for aspect, _ in paper.part.differences]
    if paper.part.started_at is None:
        found.append(Check(CheckKind.NOT_STARTED))
    elif paper.part.ended_at is None and came:
        found.append(Check(CheckKind.NOT_ENDED))
    if paper.session.uncounted:
        found.append(Check(CheckKind.UNCOUNTED))
    unchecked = len(unchecked_in(paper))
    if unchecked:
        found.append(Check(CheckKind.UNCHECKED_PAPER, None, str(unchecked)))
    found += [Check(CheckKind.CLOCK, None, note.writer) for note in clock_notes(paper)]
    found += [
        Check(CheckKind(each.kind), each.candidate, each.aspect) for each in incomplete_of(paper)
    ]
    return found


def _candidate_checks(paper: Paper, enrolment: Enrolment) -> list[Check]:
    who = enrolment.candidate
    found = [Check(CheckKind.DIFFERENCE, who, aspect) for aspect, _ in enrolment.differences]
    status = status_of(paper.session, paper.part, enrolment)
    if status is Status.EXPECTED:
        found.append(Check(CheckKind.UNKNOWN, who))
    if status in (Status.PRESENT, Status.LATE, Status.AWAY) and not enrolment.differences:
        found.append(Check(CheckKind.NO_END_STATUS, who))
    identity = enrolment.values.get(Aspect.IDENTITY)
    act = None if identity is None else identity.act
    if (
        isinstance(act, IdentityChecked)
        and act.outcome is not IdentityOutcome.SEEN
        and not act.follow_up
    ):
        found.append(Check(CheckKind.NO_VALID_IDENTITY, who))
    if needs_admission(paper.session, paper.part, enrolment):
        found.append(Check(CheckKind.OPEN_ADMISSION, who))
    if enrolment.awaits_permission:
        found.append(Check(CheckKind.OPEN_PERMISSION, who))
    if is_open(enrolment):
        found.append(Check(CheckKind.OPEN_RELEASE, who))
    if status in (Status.EXPECTED, Status.MOVED):
        return found
    return found + [
        Check(CheckKind.NO_PROVISION_OUTCOME, who, state.granted.code)
        for state in provision_states(paper, enrolment)
        if state.outcome is None
    ]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs: one line per person on duty, and what is still asked."""

    on_duty: tuple[OnDuty, ...]
    signed: tuple[tuple[str, Signature], ...]
    unable: tuple[str, ...]
    asked: int

    def signature(self, person: str) -> Signature | None:
        """Return the standing signature of somebody, or the last one that lapsed."""
        own = [signature for who, signature in self.signed if who == person]
        standing = [signature for signature in own if signature.stands]
        kept = standing or own
        return kept[-1] if kept else None

    def is_settled(self, person: str) -> bool:
        """Whether somebody has signed, or cannot with a reason."""
        signature = self.signature(person)
        return person in self.unable or (signature is not None and signature.stands)

    @property
    def open_people(self) -> tuple[str, ...]:
        """Who still has to sign, in order of duty."""
        return tuple(each.person for each in self.on_duty if not self.is_settled(each.person))

    @property
    def missing(self) -> int:
        """How many signatures the rule set asks beyond the people on duty, with no reason yet."""
        settled = {each.person for each in self.on_duty} | set(self.unable)
        return max(0, self.asked - len(settled))

    def completes(self, person: str) -> bool:
        """Whether this person's signature is the last one, so that the report is sealed."""
        return not self.missing and set(self.open_people) <= {person}


def signing_of(paper: Paper) -> Signing:
    """Return how far signing is."""
    return Signing(
        on_duty=tuple(people_of(paper).values()),
        signed=tuple((each.act.person, each) for each in paper.signatures),
        unable=tuple(act.person for _, act in paper.part.unable),
        asked=paper.session.rules.signatures,
    )


def period_of(paper: Paper, person: str) -> tuple[datetime, datetime | None]:
    """Return the period somebody signs for: the own shift, to the seal for who stays."""
    since = next(each.since for each in people_of(paper).values() if each.person == person)
    return since, paper.part.left.get(person)
