"""I6, told anew without the fold: what two laptops said without knowing of each other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from app.models.act import Event
from app.models.session import MERGE_WINDOW, ExamSession
from app.models.values import Kind, PartAspect
from tests.simulation.requiring import require

Place = tuple[str, str]
"""Of a register: the candidate, or the room of a part, and the aspect."""
SEEN = (PartAspect.START, PartAspect.END, PartAspect.RELEASE)
"""What has no other value than when it was seen."""


def differences_are_open(session: ExamSession) -> None:
    """I6: values that nobody knew of each other's and that differ are an open difference.

    And nothing else is: who settled one, or saw the same, is not asked.
    """
    shown = {
        (who, aspect)
        for who, each in (*session.enrolments.items(), *session.parts.items())
        for aspect, _ in each.differences
    }
    told = {place for place, events in registers(session).items() if _differ(_standing(events))}
    require(told <= shown, f"I6 no open difference: {sorted(told - shown)}")
    require(shown <= told, f"I6 open without a difference: {sorted(shown - told)}")


def registers(session: ExamSession) -> dict[Place, list[Event]]:
    """Return per register the events that count in it."""
    found: dict[Place, list[Event]] = defaultdict(list)
    for who, each in (*session.enrolments.items(), *session.parts.items()):
        for event in each.acts:
            body = event.body
            if body is None or body.aspect is None or event.leaf in each.struck:
                continue
            if body.aspect == body.act.ASPECT and event.header.kind is Kind.FACT:
                found[(who, body.aspect)].append(event)
    return found


def _kind(event: Event) -> str:
    return "" if event.body is None else event.body.act.value


def _at(event: Event) -> datetime:
    is_seen = event.body is not None and event.body.aspect in SEEN
    return event.observed if is_seen else event.header.corrected


def _differ(standing: Sequence[Event]) -> bool:
    moments = [_at(each) for each in standing]
    is_far = bool(moments) and max(moments) - min(moments) > MERGE_WINDOW
    return len(standing) > 1 and (is_far or len({_kind(each) for each in standing}) > 1)


def _standing(events: Iterable[Event]) -> list[Event]:
    """Return the events that no other one replaced, or replaced the like of within two minutes."""
    by_leaf = {each.leaf: each for each in events}

    def past(event: Event) -> set[str]:
        found: set[str] = set()
        waiting = [event]
        while waiting:
            body = waiting.pop().body
            fresh = {leaf for leaf in (body.seen if body else ()) if leaf in by_leaf} - found
            found |= fresh
            waiting += [by_leaf[leaf] for leaf in fresh]
        return found

    def replaces(one: Event, other: Event) -> bool:
        return other.leaf in past(one) or any(
            _kind(by_leaf[leaf]) == _kind(other)
            and abs(_at(by_leaf[leaf]) - _at(other)) <= MERGE_WINDOW
            for leaf in past(one) - past(other)
        )

    def stands(event: Event) -> bool:
        """Where two would replace each other, both stay (format.md, Fold, 2)."""
        return not any(replaces(other, event) and not replaces(event, other) for other in every)

    every = list(by_leaf.values())
    return [each for each in every if stands(each)]
