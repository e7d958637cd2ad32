"""What one session in one room gives to the figures: who came, how long papers took, the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.models.act import Event
from app.models.apart import closing_seal
from app.models.deliveries import Outbox
from app.models.dossier_check import checked
from app.models.measures import Choice, Tally, Trace
from app.models.minimum_set import MinimumSet
from app.models.paper import Paper
from app.models.provision_states import provision_states
from app.models.session import Enrolment, Value
from app.models.standing import Standing, standings
from app.models.timing import late_by
from app.models.values import Aspect, PartAspect, ProvisionOutcome, Status

CAME = (Status.PRESENT, Status.LATE, Status.AWAY, Status.HANDED_IN, Status.LEFT)
GIVEN = (ProvisionOutcome.GIVEN, ProvisionOutcome.PARTLY)
OFFERED = (ProvisionOutcome.OFFERED_NOT_USED, ProvisionOutcome.REFUSED)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Held:
    """One session in one room, on its local day, with those of a team or everybody."""

    paper: Paper
    on: date
    people: tuple[Standing, ...]
    who: frozenset[str]
    team: str = ""

    def takes(self, candidate: str | None) -> bool:
        """Whether what was recorded here about a candidate, or nobody, is in what was chosen.

        Who went to another room since is among the people there; what was recorded stays here.
        """
        known = self.paper.session.enrolments.get(candidate or "")
        return known is None or not self.team or team_of(known) == self.team

    def trace(self, event: Event | None, candidate: str = "", what: str = "") -> Trace:
        """Return a trace of an event here."""
        paper = self.paper
        told = None if event is None or event.body is None else event.body.act.TYPE
        return Trace(
            on=self.on,
            session=paper.session.id,
            room=paper.part.room,
            candidate=candidate,
            leaf="" if event is None else event.leaf,
            at=None if event is None else event.observed,
            by="" if event is None else _by(paper, event),
            what=what or told or "",
        )

    def lead(self, start: datetime, event: Event) -> Trace:
        """Return a trace of how long after a moment an event was recorded."""
        told = self.trace(event)
        took = event.header.corrected - start
        return Trace(
            told.on, told.session, told.room, "", told.leaf, event.header.corrected, told.by,
            told.what, minutes=max(0.0, took / MINUTE),
        )  # fmt: skip


def held_of(paper: Paper, choice: Choice) -> Held:
    """Return a session in a room with the people a choice is about."""
    people = tuple(_people(paper, choice))
    who = frozenset(each.enrolment.candidate for each in people)
    return Held(paper, paper.local_day, people, who, choice.team)


def team_of(enrolment: Enrolment) -> str:
    """Return the team that answers for a candidate: the programme, as the school told it."""
    return "" if enrolment.extras is None else enrolment.extras.programme or ""


def tally_session(held: Held, tally: Tally) -> None:
    """Count who was expected and came, how long the papers took, and what was provided."""
    part = held.paper.part
    start = part.values.get(PartAspect.RELEASE) or part.values.get(PartAspect.START)
    tally.count("planned", held.trace(_planned(held)))
    for each in held.people:
        enrolment = each.enrolment
        planned = held.trace(_word_of(enrolment), enrolment.candidate)
        tally.count("expected", planned)
        if enrolment.extras is not None and enrolment.extras.is_released is False:
            tally.count("unreleased", planned)
        if start is not None:
            _tally_attendance(held, each, planned, tally)
    if start is not None:
        tally.count("sessions", held.trace(start.event))
        _tally_provisions(held, tally)
    _tally_papers(held, tally)


def tally_complete(held: Held, wanted: MinimumSet, outbox: Outbox, tally: Tally) -> None:
    """Count an ended part whose dossier is complete, by the rule of the dossier check."""
    end = held.paper.part.values.get(PartAspect.END)
    if end is None:
        return
    missing = [each.item.dutch for each in checked(held.paper, wanted, outbox, ()).missing]
    ended = held.trace(end.event)
    tally.among("complete", replace(ended, detail=", ".join(missing)))
    if not missing:
        tally.count("complete", ended)


# ---------------------------------------------------------------- within


def _people(paper: Paper, choice: Choice) -> Iterator[Standing]:
    for each in standings(paper.session, paper.part).values():
        if not choice.team or team_of(each.enrolment) == choice.team:
            yield each


def _tally_attendance(held: Held, each: Standing, planned: Trace, tally: Tally) -> None:
    enrolment = each.enrolment
    said = enrolment.values.get(Aspect.ARRIVAL)
    seen = held.trace(None if said is None else said.event, enrolment.candidate)
    tally.among("no-show", planned)
    if each.status is Status.ABSENT:
        tally.count("no-show", seen)
    if each.status in CAME:
        tally.among("late", seen)
        if late_by(held.paper.session, held.paper.part, enrolment) is not None:
            tally.count("late", seen)


def _tally_provisions(held: Held, tally: Tally) -> None:
    for each in held.people:
        enrolment = each.enrolment
        for state in provision_states(held.paper, enrolment):
            if state.outcome is ProvisionOutcome.NOT_APPLICABLE:
                continue
            said = enrolment.values.get(f"provision/{state.granted.code}")
            event = _word_of(enrolment) if said is None else said.event
            told = held.trace(event, enrolment.candidate, state.granted.code)
            tally.count("granted", told)
            tally.among("provided", told)
            if state.outcome in GIVEN:
                tally.count("provided", told)
            elif state.outcome in OFFERED:
                tally.count("offered", told)
            elif state.outcome is ProvisionOutcome.NOT_DELIVERED:
                tally.count("withheld", told)
            else:
                tally.count("unreported", told)


def _tally_papers(held: Held, tally: Tally) -> None:
    part = held.paper.part
    end: Value | None = part.values.get(PartAspect.END)
    if end is None:
        return
    closing = closing_seal(held.paper.session, part)
    if closing is None:
        tally.count("unsealed", held.trace(end.event))
        return
    sealed, _ = closing
    if end.is_time_observed:
        tally.count("seal", held.lead(end.observed, sealed))
    for event, act in zip(part.issued, part.documents, strict=True):
        if act.seal == sealed.leaf and not act.covers:
            tally.count("receive", held.lead(sealed.header.corrected, event))
            break


def _planned(held: Held) -> Event | None:
    value = held.paper.part.values.get(PartAspect.ROOM)
    return None if value is None else value.event


def _word_of(enrolment: Enrolment) -> Event | None:
    """Return the event that says somebody belongs here: the plan's last word, or the room's."""
    if enrolment.planned:
        return enrolment.planned[-1]
    added = enrolment.values.get(Aspect.ADDED)
    return added.event if added is not None else next(iter(enrolment.acts), None)


def _by(paper: Paper, event: Event) -> str:
    return paper.recorded_by(event) if event.header.shift is not None else event.header.writer
