"""One handling in words, for the footer and the screen reader."""

from app.models.act import Event
from app.models.facts import ArrivalRegistered, IdentityChecked, ShiftOpened
from app.models.paper import spoken_name
from app.models.told import told_of
from app.models.values import Kind, Status
from app.models.words import STATUS
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
        return told_of(first)
    who = None if first.body is None else content.people.get(first.body.candidate or "")
    words = told_of(first).lower()
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
    return f"{spoken_name(who.enrolment)}: {words}"


def is_act(event: Event) -> bool:
    """Whether somebody did this by hand: no opening of a stream or a shift."""
    act = None if event.body is None else event.body.act
    return event.header.kind is Kind.FACT and not isinstance(act, ShiftOpened)


def _identity_word(acts: list[Event]) -> str:
    check = next(
        (e for e in acts if e.body is not None and isinstance(e.body.act, IdentityChecked)), None
    )
    return "" if check is None else told_of(check)
