"""Two records of one decision: what the room heard, and what the office entered (decisions 0006).

Neither is written on top of the other, so each proves something. Equal they confirm each other,
whenever they were told; unequal they are a difference that people settle.
"""

from app.models.act import Event
from app.models.calamity_facts import DecisionHeard
from app.models.session import Part, Value, act_of
from app.models.values import Confirmation


def is_of_office(part: Part, event: Event) -> bool:
    """Whether a fact that counts was recorded at the office: under no shift of the room."""
    return event.header.shift not in {shift.leaf for shift in part.shifts}


def confirmation_of(part: Part, value: Value) -> Confirmation:
    """Return how a decision stands; a difference that people settled is confirmed by that."""
    if value.is_difference:
        return Confirmation.DIFFERS
    sides = {is_of_office(part, event) for event in value.heads}
    if sides == {True, False} or any(_has_settled(event) for event in value.heads):
        return Confirmation.CONFIRMED
    return Confirmation.OFFICE if sides == {True} else Confirmation.HEARD


def _has_settled(event: Event) -> bool:
    """Whether this word was given over two that differed: it saw both."""
    return event.body is not None and len(event.body.seen) > 1


def longest_min(value: Value | None) -> int | None:
    """Return the minutes that were given back; of two that differ the longest, until settled."""
    heads = () if value is None else value.heads
    told = [act for act in map(act_of, heads) if isinstance(act, DecisionHeard)]
    return max((each.minutes for each in told if each.minutes is not None), default=None)
