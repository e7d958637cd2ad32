"""One handling in words, for the footer and the screen reader."""

from app.models.act import Event
from app.models.facts import (
    ArrivalRegistered,
    AwayEnded,
    AwayStarted,
    IdentityChecked,
    LeftForGood,
    NoShowEstablished,
    SessionEnded,
    SessionStarted,
    WorkHandedIn,
)
from app.models.office_facts import SHIFTS
from app.models.paper import spoken_name
from app.models.told import told_of
from app.models.values import Kind, Status
from app.models.words import STATUS, listed
from app.screens.room.laptop_status import short_name
from app.screens.room.room_content import RoomContent


def told_handling(content: RoomContent, events: tuple[Event, ...]) -> str:
    """Return one handling in words for the footer: "Yusuf Demir is aanwezig, ID gezien"."""
    acts = [event for event in events if is_act(event)]
    if not acts:
        return ""
    first = acts[0]
    told = _told(content, acts)
    is_copied = first.body is not None and first.body.copied_by is not None
    return f"{told} (van papier)" if is_copied else told


def _told(content: RoomContent, acts: list[Event]) -> str:
    first = acts[0]
    if first.body is not None and first.body.candidate is None:
        return _told_of_exam(content, first)
    who = None if first.body is None else content.people.get(first.body.candidate or "")
    words = told_of(first, None if who is None else who.paper.session).lower()
    act = None if first.body is None else first.body.act
    if isinstance(act, ArrivalRegistered) and who is not None:
        word = STATUS[who.status].lower() if who.status is Status.LATE else "aanwezig"
        seen = any(isinstance(e.body.act, IdentityChecked) for e in acts if e.body is not None)
        words = f"{word}, {_identity_word(acts)}" if seen else word
    people = {e.body.candidate for e in acts if e.body is not None and e.body.candidate}
    if len(people) > 1:
        return f"{len(people)} kandidaten: {words}"
    if who is None:
        return words[:1].upper() + words[1:]
    name, sentence = spoken_name(who.enrolment), _sentence(first, words)
    return f"{name} {sentence}" if sentence else f"{name}: {words}"


def _told_of_exam(content: RoomContent, event: Event) -> str:
    """What concerns everybody: who started and ended the exam stands beside it."""
    told = told_of(event)
    act = None if event.body is None else event.body.act
    shifts = [shift for paper in content.papers if (shift := paper.shift_of(event)) is not None]
    if not isinstance(act, SessionStarted | SessionEnded) or not shifts:
        return told
    return f"{told} door {listed([short_name(person.name) for person in shifts[0].people])}"


def _sentence(event: Event, words: str) -> str:
    """What follows the name of a candidate, for the acts that are done most."""
    act = None if event.body is None else event.body.act
    match act:
        case ArrivalRegistered():
            return f"is {words.replace('te laat', 'te laat binnen', 1)}"
        case AwayStarted():
            return f"is {words}, met {act.escort}" if act.escort else f"is {words}"
        case WorkHandedIn():
            return "heeft ingeleverd"
        case AwayEnded() | NoShowEstablished() | LeftForGood():
            return f"is {words}"
        case _:
            return ""


def icon_of(events: tuple[Event, ...]) -> str:
    """Return the picture beside a handling that is about no candidate; "" for the usual one."""
    acts = [event.body.act for event in events if event.body is not None]
    return "play" if any(isinstance(act, SessionStarted) for act in acts) else ""


def is_act(event: Event) -> bool:
    """Whether somebody did this by hand: no opening of a stream or a shift."""
    act = None if event.body is None else event.body.act
    return event.header.kind is Kind.FACT and not isinstance(act, SHIFTS)


def _identity_word(acts: list[Event]) -> str:
    check = next(
        (e for e in acts if e.body is not None and isinstance(e.body.act, IdentityChecked)), None
    )
    return "" if check is None else told_of(check)
