"""What was typed over from paper, by whom, and whether a second person checked it."""

from dataclasses import dataclass

from app.models.act import Event
from app.models.facts import PaperChecked
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.session import Enrolment


@dataclass(frozen=True, slots=True)
class Copied:
    """One act that counts and came from paper; `checkers` are the names of who checked it."""

    event: Event
    enrolment: Enrolment | None
    copied_by: str
    checkers: tuple[str, ...] = ()


def copied_in(paper: Paper) -> tuple[Copied, ...]:
    """Return every act of a part that was typed over from paper, in order of showing."""
    checkers = _checkers(paper)
    found = [
        Copied(
            event,
            enrolment,
            by,
            tuple(dict.fromkeys(name for who, name in checkers.get(event.leaf, ()) if who != by)),
        )
        for enrolment in (None, *paper.enrolments())
        for event in _counted(paper, enrolment)
        if (by := _copied_by(event)) is not None
    ]
    # An act about a candidate and the part stands under both.
    once = {each.event.leaf: each for each in found}
    return tuple(sorted(once.values(), key=lambda each: shown_order(each.event)))


def unchecked_in(paper: Paper) -> tuple[Copied, ...]:
    """Return what nobody but the typist looked at yet."""
    return tuple(each for each in copied_in(paper) if not each.checkers)


def checkable_by(paper: Paper, person: str) -> tuple[Copied, ...]:
    """Return what somebody can check: never what was typed by the same hand."""
    return tuple(each for each in unchecked_in(paper) if each.copied_by != person)


def typist_name(paper: Paper, person: str) -> str:
    """Return the name of who typed, as the shift tells it."""
    names = {each.person: each.name for shift in paper.part.shifts for each in shift.people} | {
        each.person: each.name for each in paper.part.people
    }
    return names.get(person, person)


def is_copied(event: Event) -> bool:
    """Whether an act was typed over from paper."""
    return _copied_by(event) is not None


def _copied_by(event: Event) -> str | None:
    return None if event.body is None else event.body.copied_by


def _counted(paper: Paper, enrolment: Enrolment | None) -> list[Event]:
    owner = paper.part if enrolment is None else enrolment
    return [event for event in owner.acts if event.leaf not in owner.struck]


def _checkers(paper: Paper) -> dict[str, list[tuple[str, str]]]:
    """Return who checked which leaf: person and name, in order of showing."""
    found: dict[str, list[tuple[str, str]]] = {}
    for event in _counted(paper, None):
        body = event.body
        if body is not None and isinstance(body.act, PaperChecked):
            for leaf in body.refs:
                found.setdefault(leaf, []).append((body.act.person, body.act.name))
    return found
