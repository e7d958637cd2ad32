"""Questions of the office about a part: open until an amendment or a call answers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.models.act import Event
from app.models.check_facts import QuestionAnswered, QuestionAsked
from app.models.session import Part


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: an amendment in the room (`is_amendment`), or words by telephone."""

    event: Event
    text: str
    name: str
    is_amendment: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a part, and every answer it got."""

    event: Event
    act: QuestionAsked
    candidate: str | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def key(self) -> str:
        """The id it is told apart by."""
        return self.act.question

    @property
    def asked_at(self) -> datetime:
        """When it was asked, in UTC."""
        return self.event.observed

    @property
    def is_open(self) -> bool:
        """Whether nobody answered yet."""
        return not self.answers


def questions_of(part: Part) -> tuple[Question, ...]:
    """Return the questions about a part, in order of asking."""
    answers: dict[str, list[Answer]] = {}
    for event, answer in (*_by_telephone(part), *_by_amendment(part)):
        for leaf in () if event.body is None else event.body.refs:
            answers.setdefault(leaf, []).append(answer)
    return tuple(
        Question(event, event.body.act, event.body.candidate, tuple(answers.get(event.leaf, ())))
        for event in part.messages
        if event.body is not None and isinstance(event.body.act, QuestionAsked)
    )


def open_questions(part: Part) -> tuple[Question, ...]:
    """Return the questions that wait for an answer."""
    return tuple(each for each in questions_of(part) if each.is_open)


def signers_of(part: Part) -> tuple[tuple[str, str], ...]:
    """Return whom a question is for, (id, name): who signed, else who had a shift there."""
    signed = {each.act.person: each.act.name for each in part.signatures if not each.is_withdrawn}
    on_duty = {each.person: each.name for shift in part.shifts for each in shift.people}
    return tuple((signed or on_duty).items())


def _by_telephone(part: Part) -> Iterable[tuple[Event, Answer]]:
    for event in part.messages:
        if event.body is not None and isinstance(event.body.act, QuestionAnswered):
            act = event.body.act
            yield event, Answer(event, act.text, act.heard_from, is_amendment=False)


def _by_amendment(part: Part) -> Iterable[tuple[Event, Answer]]:
    for event, act in part.amendments:
        yield event, Answer(event, act.text, act.name, is_amendment=True)
