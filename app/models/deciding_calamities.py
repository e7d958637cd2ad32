"""What follows from a command in a calamity: one act in every part of the room it touches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from app.models import calamity_commands as c
from app.models import calamity_facts as f
from app.models.act import Act, Body
from app.models.calamity import Calamity
from app.models.drafts import Decision, Draft, Moment, Refused
from app.models.facts import InterruptionEnded, InterruptionStarted, SessionEnded
from app.models.fold import RoomFold, part_scope
from app.models.roll_call import expected_at
from app.models.session import ExamSession, Interruption, Part
from app.models.values import (
    DecisionOutcome,
    PartAspect,
    Reason,
    SeenAt,
    Workability,
    decision_aspect,
    resumption_matter,
    time_back_matter,
)
from app.models.words import RESUMPTION


@dataclass(frozen=True, slots=True)
class _Place:
    """One part that a calamity touches, and the calamity there."""

    session: ExamSession
    part: Part
    calamity: Calamity
    moment: Moment

    def draft(
        self, act: Act, *, candidate: str | None = None, refs: tuple[str, ...] = ()
    ) -> Draft:
        """Return an act about the calamity."""
        return self._draft(Body(act, candidate, refs=(self.calamity.leaf, *refs)))

    def since(self, act: Act, candidate: str | None, seen_at: SeenAt) -> Draft:
        """Return an act about the calamity that was so from another moment."""
        return self._draft(Body(act, candidate, refs=(self.calamity.leaf,), seen_at=seen_at))

    def decision(self, act: f.DecisionHeard) -> Draft:
        """Return a decision about the calamity, in the register of its matter."""
        aspect = decision_aspect(act.matter)
        return self._draft(Body(act, None, aspect, self._seen(aspect), (self.calamity.leaf,)))

    def ended(self) -> Draft:
        """Return the end of the exam."""
        aspect = PartAspect.END
        return self._draft(Body(SessionEnded(), None, aspect, self._seen(aspect)))

    def running(self) -> Iterator[Interruption]:
        """Yield the interruptions of this calamity that go on."""
        for each in self.part.interruptions:
            if each.calamity == self.calamity.leaf and each.until is None:
                yield each

    def _seen(self, aspect: str) -> tuple[str, ...]:
        value = self.part.values.get(aspect)
        return () if value is None else tuple(sorted(head.leaf for head in value.heads))

    def _draft(self, body: Body) -> Draft:
        return Draft(part_scope(self.session.id, self.part.room), body)


def decide_calamity(folds: RoomFold, command: Any, moment: Moment, writer: str) -> Decision:
    """Return the acts of one handling in a calamity.

    Raises:
        Refused: There is no such calamity here, it is over, or nothing can be recorded.
    """
    if isinstance(command, c.OpenCalamity):
        return _open(folds, command, writer)
    places = [
        _Place(session, part, calamity, moment)
        for session, part in folds.day.parts()
        if part.seal_for(writer) is None
        and (calamity := part.calamity(command.calamity)) is not None
    ]
    if not any(place.calamity.is_open for place in places):
        raise Refused(Reason.NO_CALAMITY)
    drafts = tuple(_RULES[type(command)](places, command))
    if not drafts:
        raise Refused(Reason.NOT_STARTED)
    return Decision(drafts)


def _open(folds: RoomFold, command: c.OpenCalamity, writer: str) -> Decision:
    """In every part that is not over; when all are, in every part that is not sealed here."""
    parts = folds.day.parts()
    unsealed = [(session, part) for session, part in parts if part.seal_for(writer) is None]
    touched = [pair for pair in unsealed if pair[1].ended_at is None] or unsealed
    if not touched:
        raise Refused(Reason.SEALED if folds.day.parts() else Reason.UNKNOWN_SESSION)
    return Decision(
        tuple(
            Draft(
                part_scope(session.id, part.room),
                Body(f.CalamityOpened(), seen_at=command.seen_at),
            )
            for session, part in touched
        )
    )


def _withdraw(places: list[_Place], _command: c.WithdrawCalamity) -> Iterator[Draft]:
    for place in places:
        yield place.draft(f.CalamityWithdrawn())
        yield from _stop_watch(place)


def _name(places: list[_Place], command: c.NameCalamity) -> Iterator[Draft]:
    for place in places:
        yield place.draft(f.CalamityNamed(command.route, command.title, command.text))
        if command.stops_all and place.calamity.workable is None:
            yield from _answer_in(place, Workability.NONE, ())


def _answer(places: list[_Place], command: c.AnswerWorkability) -> Iterator[Draft]:
    for place in places:
        yield from _answer_in(place, command.workable, command.candidates)


def _answer_in(
    place: _Place, workable: Workability, candidates: tuple[str, ...]
) -> Iterator[Draft]:
    """The first answer counts from the key press; a later one from now, and both stay."""
    calamity = place.calamity
    yield from _stop_watch(place)
    yield place.draft(f.WorkabilityAnswered(workable))
    if workable is Workability.ALL or not _is_running(place.part):
        return
    since = calamity.since if calamity.workable is None else None
    cause = InterruptionStarted(calamity.title)
    if workable is Workability.NONE:
        yield place.since(cause, None, since)
        return
    here = {each.candidate for each in place.session.in_room(place.part.room)}
    for candidate in dict.fromkeys(candidates):
        if candidate in here:
            yield place.since(cause, candidate, since)


def _is_running(part: Part) -> bool:
    return part.started_at is not None and part.ended_at is None


def _stop_watch(place: _Place) -> Iterator[Draft]:
    for each in place.running():
        yield place.draft(InterruptionEnded(), candidate=each.candidate, refs=(each.leaf,))


def _step(places: list[_Place], command: c.TakeRouteStep) -> Iterator[Draft]:
    for place in places:
        yield place.draft(f.RouteStepTaken(command.step, command.title, command.text))


def _start_call(places: list[_Place], command: c.StartCall) -> Iterator[Draft]:
    for place in places:
        yield place.draft(f.CallStarted(command.step, command.whom, command.number))


def _end_call(places: list[_Place], command: c.EndCall) -> Iterator[Draft]:
    for place in places:
        call = place.calamity.call
        if call is None:
            raise Refused(Reason.NOT_STARTED)
        act = f.CallEnded(command.nobody_reached, command.text)
        yield place.draft(act, refs=(call.event.leaf,))


def _roll_call(places: list[_Place], command: c.TakeRollCall) -> Iterator[Draft]:
    """Each part counts its own; a count by hand belongs to a room of one exam."""
    for place in places:
        expected = expected_at(place.session, place.part)
        missing = [who for who in dict.fromkeys(command.missing) if who in expected.there]
        there = len(expected.there) - len(missing)
        counted = command.counted if command.counted is not None and len(places) == 1 else there
        yield place.draft(
            f.RollCallTaken(
                command.place,
                counted=counted,
                inside=len(expected.inside),
                away=len(expected.away),
                left=len(expected.left),
            )
        )
        for who in missing:
            yield place.draft(f.MissedAtRollCall(command.place), candidate=who)


def _quarantine(places: list[_Place], command: c.StartQuarantine) -> Iterator[Draft]:
    for place in places:
        if place.calamity.quarantine is None:
            yield place.draft(f.QuarantineStarted(command.watched_by))


def _end_quarantine(places: list[_Place], _command: c.EndQuarantine) -> Iterator[Draft]:
    for place in places:
        quarantine = place.calamity.quarantine
        if quarantine is not None:
            yield place.draft(f.QuarantineEnded(), refs=(quarantine.event.leaf,))


def _resume(places: list[_Place], command: c.DecideResumption) -> Iterator[Draft]:
    """Hervatten stops the stopwatch, beeindigen ends the exam; the name stands in the record."""
    for place in places:
        outcome = DecisionOutcome.GRANTED if command.resumes else DecisionOutcome.DENIED
        yield place.decision(
            f.DecisionHeard(
                matter=resumption_matter(place.calamity.leaf),
                outcome=outcome,
                text=RESUMPTION[command.resumes],
                decided_by=command.decided_by,
                on_behalf_of=command.on_behalf_of,
                mandate=command.mandate,
                channel=command.channel,
            )
        )
        quarantine = place.calamity.quarantine
        if quarantine is not None:
            yield place.draft(f.QuarantineEnded(), refs=(quarantine.event.leaf,))
        if command.resumes:
            yield from _stop_watch(place)
        elif _is_running(place.part):
            yield place.ended()


def _time_back(places: list[_Place], command: c.HearTimeBack) -> Iterator[Draft]:
    for place in places:
        yield place.decision(
            f.DecisionHeard(
                matter=time_back_matter(place.calamity.leaf),
                outcome=command.outcome,
                text=command.text,
                decided_by=command.decided_by,
                on_behalf_of=command.on_behalf_of,
                mandate=command.mandate,
                until=command.until,
                minutes=command.minutes,
                read_back_at=command.read_back_at,
            )
        )


def _close(places: list[_Place], _command: c.CloseCalamity) -> Iterator[Draft]:
    for place in places:
        yield place.draft(f.CalamityClosed())


_RULES: Final[dict[type, Callable[[list[_Place], Any], Iterator[Draft]]]] = {
    c.WithdrawCalamity: _withdraw,
    c.NameCalamity: _name,
    c.AnswerWorkability: _answer,
    c.TakeRouteStep: _step,
    c.StartCall: _start_call,
    c.EndCall: _end_call,
    c.TakeRollCall: _roll_call,
    c.StartQuarantine: _quarantine,
    c.EndQuarantine: _end_quarantine,
    c.DecideResumption: _resume,
    c.HearTimeBack: _time_back,
    c.CloseCalamity: _close,
}
