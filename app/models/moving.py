"""A candidate who went to another room: where the time was spent, under one history."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.models.act import Event
from app.models.attendance_facts import SentToRoom
from app.models.compensation import clipped, union, whole
from app.models.remembered import OfPerson
from app.models.session import Enrolment, ExamSession, Interruption, Part, Value
from app.models.values import Aspect


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one room; `since` None: from the beginning, `until` None: still there. UTC."""

    room: str
    since: datetime | None
    until: datetime | None


@OfPerson
def stays_of(enrolment: Enrolment) -> tuple[Stay, ...]:
    """Return where somebody was, in order of time; who is on the way is in the room to come."""
    found: list[Stay] = []
    since = None
    for event in enrolment.moves:
        found.append(Stay(event.header.scope.rsplit("/", maxsplit=1)[-1], since, event.observed))
        since = event.observed
    if enrolment.sent_to is None and enrolment.room is not None:
        found.append(Stay(enrolment.room, since, None))
    return tuple(found)


def began_in(session: ExamSession, part: Part | None, enrolment: Enrolment) -> Part | None:
    """Return the part by whose start the times of a candidate count: where the exam began."""
    for stay in stays_of(enrolment) if enrolment.moves else ():
        known = session.parts.get(stay.room)
        started = None if known is None else known.started_at
        if started is not None and (stay.until is None or started < stay.until):
            return known
    return part


def interruptions_of(
    session: ExamSession, part: Part | None, enrolment: Enrolment
) -> tuple[Interruption, ...]:
    """Return what interrupted a candidate, of each room what fell while he was there."""
    if not enrolment.moves:
        return () if part is None else part.interruptions
    return tuple(
        piece
        for stay in stays_of(enrolment)
        if (known := session.parts.get(stay.room)) is not None
        for each in known.interruptions
        for piece in _within(each, stay)
    )


def recorded_here(enrolment: Enrolment) -> Enrolment:
    """Return a candidate by what this room recorded: the rest prints where it was recorded."""
    if not enrolment.elsewhere:
        return enrolment
    there = set(enrolment.elsewhere)
    return replace(
        enrolment,
        acts=tuple(each for each in enrolment.acts if each.leaf not in there),
        values={
            aspect: value
            for aspect, value in enrolment.values.items()
            if not there.issuperset(head.leaf for head in value.heads)
        },
    )


def came_told(enrolment: Enrolment) -> Iterator[tuple[Event, str, str]]:
    """Yield what is told where a candidate came from another room: act, word and the rest."""
    for event in enrolment.moves:
        act = None if event.body is None else event.body.act
        if event.leaf in enrolment.elsewhere and isinstance(act, SentToRoom):
            text = (
                f"Uit lokaal {act.from_room}. Wat daar is vastgelegd, staat in het "
                "proces-verbaal van dat lokaal."
            )
            yield event, "Kwam uit een ander lokaal", text


def coming_from(enrolment: Enrolment) -> str:
    """Return the label of the room from which somebody is on the way here; empty: nobody is."""
    away = enrolment.values.get(Aspect.AWAY)
    act = None if away is None or enrolment.sent_to is not None else away.act
    return act.from_room if isinstance(act, SentToRoom) else ""


def sent_from(room: str | None, away: Value | None) -> str | None:
    """Return where a room sent somebody, when that is the last word on where he is."""
    act = None if away is None or away.is_difference else away.act
    is_here = away is not None and away.event.header.scope.endswith(f"/{room}")
    return act.to_room if isinstance(act, SentToRoom) and is_here else None


def sent_text(act: SentToRoom) -> str:
    """Return where somebody was sent, why, and who decided it."""
    why = f": {act.reason.rstrip('.')}" if act.reason else ""
    by = f" Besloten door {act.decided_by}." if act.decided_by else ""
    return f"Naar lokaal {act.to_room}{why}.{by}"


def _within(interruption: Interruption, stay: Stay) -> Iterator[Interruption]:
    """Yield the piece of an interruption within a stay; of decided minutes no more than that."""
    since = interruption.since if stay.since is None else max(interruption.since, stay.since)
    if interruption.until is None and stay.until is None:
        yield replace(interruption, since=since)
        return
    ends = [each for each in (interruption.until, stay.until) if each is not None]
    for span in clipped([(since, min(ends))], since, None):
        is_whole = span == (interruption.since, interruption.until)
        decided = interruption.decided_min
        if decided is not None and not is_whole:
            piece = whole(union([span]))
            decided = min(decided, int(piece.total_seconds()) // 60)
        yield replace(interruption, since=span[0], until=span[1], decided_min=decided)
