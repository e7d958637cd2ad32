"""An extract for one candidate: what is recorded about them, event by event, as words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final

from app.models.act import Event
from app.models.check_facts import FindingNoted, RulingGiven
from app.models.facts import IrregularityNoted
from app.models.irregularities import irregularity_word
from app.models.others_names import OthersNames
from app.models.paper import spoken_name
from app.models.session import Enrolment, ExamSession
from app.models.standards import irregularities_of
from app.models.told import told_whole
from app.models.words import FINDING, ruling_word

ERASED: Final = "Gewist"
STRUCK: Final = "Doorgestreept: "
IN_WORDS: Final = ("text", "reason", "grounds", "follows", "remark")
"""Members that hold what somebody wrote."""


@dataclass(frozen=True, slots=True)
class ExtractEntry:
    """One event as it is told; `is_whole`: its body names nobody else and goes along."""

    event: Event
    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ExtractPart:
    """One enrolment of the candidate, with everything recorded about it in order."""

    session: ExamSession
    enrolment: Enrolment
    entries: tuple[ExtractEntry, ...]


def hiding(sessions: Iterable[tuple[ExamSession, str]], staff: Iterable[str]) -> OthersNames:
    """Return what leaves out everybody but this candidate, who has these enrolments."""
    own: list[str] = []
    others = list(staff)
    for session, candidate in sessions:
        for who, enrolment in session.enrolments.items():
            (own if who == candidate else others).extend(_names(enrolment))
        others += [each.name for part in session.parts.values() for each in part.people]
        others += [each.name for part in session.parts.values()
                   for shift in part.shifts for each in shift.people]  # fmt: skip
    return OthersNames(others, own)


def entries_of(
    session: ExamSession, enrolment: Enrolment, events: Sequence[Event], others: OthersNames
) -> tuple[ExtractEntry, ...]:
    """Return every event as it is told to the candidate; what was struck says so and stays."""
    found = []
    for event in events:
        body = event.body
        is_whole = body is not None and not others.stand_in(body)
        mark = STRUCK if event.leaf in enrolment.struck else ""
        told = others.without(_told(event, session))
        found.append(ExtractEntry(event, mark + told, is_whole))
    return tuple(found)


def _names(enrolment: Enrolment) -> list[str]:
    found = [spoken_name(enrolment)]
    plans = (enrolment.plan, enrolment.added)
    if plans[0] is not None:
        plan = plans[0]
        found += [plan.given_name, plan.surname, plan.display_name]
        found += [each for each in (plan.preferred_name, plan.id_check_name) if each]
    if plans[1] is not None:
        found.append(plans[1].name)
    return found


def _told(event: Event, session: ExamSession) -> str:
    if event.body is None:
        return ERASED
    act = event.body.act
    title = told_whole(event, session)
    if isinstance(act, IrregularityNoted):
        reported = ", gemeld aan de examencommissie" if act.is_reported else ""
        taken = f", ingenomen: {act.item_taken}" if act.item_taken else ""
        words = irregularities_of(session.standards)
        title = f"{title}: {irregularity_word(words, act.category).lower()}{taken}{reported}"
    elif isinstance(act, RulingGiven):
        title = f"{title}: {ruling_word(act.kind, act.outcome).lower()}"
    elif isinstance(act, FindingNoted):
        title = f"{title}: {FINDING[act.outcome].lower()}"
    members = {each.name for each in fields(act)}
    written = [getattr(act, name) for name in IN_WORDS if name in members]
    return " ".join(
        _sentence(each) for each in (title, *written) if isinstance(each, str) and each
    )


def _sentence(text: str) -> str:
    told = text[:1].upper() + text[1:]
    return told if told[-1] in ".?!" else f"{told}."
