"""An extract for one candidate: what is recorded about them, event by event, as words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final

from app.models.act import Act, Event
from app.models.attendance_facts import CandidateAdded
from app.models.check_facts import FindingNoted, RulingGiven
from app.models.facts import AwayStarted, IrregularityNoted, ProvisionReported
from app.models.irregularities import irregularity_word
from app.models.others_names import INSTEAD, OthersNames
from app.models.plan import CandidatePlanned
from app.models.planning import added_act
from app.models.session import Enrolment, ExamSession
from app.models.standards import irregularities_of
from app.models.told import told_whole
from app.models.words import (
    FINDING,
    closed,
    full_name,
    purpose_word,
    reason_word,
    ruling_word,
)

ERASED: Final = "Gewist"
STRUCK: Final = "Doorgestreept: "
IN_WORDS: Final[Mapping[str, str]] = {
    "text": "", "reason": "", "grounds": "", "follows": "", "remark": "",
    "statement": "Verklaring van de kandidaat: ",
    "measures": "Maatregel: ", "measure": "Wat er toen gedaan is: ",
    "effect": "Wat de kandidaat ervan merkte: ",
    "purpose": "Waarvoor: ", "asked": "Gevraagd: ",
    "answer": "Antwoord: ", "follow_up": "Controle achteraf: ",
}  # fmt: skip
"""Members that hold what somebody wrote, with what stands before it."""


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


def hiding(
    sessions: Iterable[tuple[ExamSession, str]],
    staff: Iterable[str],
    near: Iterable[tuple[str, Act]] = (),
) -> OthersNames:
    """Return what leaves out everybody but this candidate, who has these enrolments.

    Args:
        sessions: each session of the candidate, with the enrolment there.
        staff: the names of those who work at the school.
        near: what names somebody who was near, in whatever session, by that enrolment.
    """
    own: list[str] = []
    others, mine = list(staff), set()
    for session, candidate in sessions:
        mine.add(candidate)
        others += [each.name for each in session.staff]
        others += [each.name for part in session.parts.values() for each in part.people]
        others += [each.name for part in session.parts.values()
                   for shift in part.shifts for each in shift.people]  # fmt: skip
        near = [*near, *naming(session)]
    for candidate, act in near:
        (own if candidate in mine else others).extend(names_in(act))
    return OthersNames(others, own)


def naming(session: ExamSession) -> Iterator[tuple[str, Act]]:
    """Yield what names the candidates of a session, each with the enrolment."""
    for enrolment in session.enrolments.values():
        for act in (enrolment.plan, added_act(enrolment)):
            if act is not None:
                yield enrolment.candidate, act


def names_in(act: Act) -> Iterator[str]:
    """Yield the names and the number by which an act knows a candidate."""
    if isinstance(act, CandidatePlanned):
        spoken = full_name(act.preferred_name, act.given_name, act.surname_prefix, act.surname)
        told = (spoken, act.given_name, act.surname, act.display_name, act.preferred_name,
                act.id_check_name, act.number)  # fmt: skip
        yield from (each for each in told if each)
    elif isinstance(act, CandidateAdded):
        yield from (each for each in (act.name, act.number) if each)


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


def unmentioned(act: IrregularityNoted, text: str) -> str:
    """Return a text of a bijzonderheid without who else was picked in it."""
    for place in range(1, len(act.mentions) + 1):
        text = text.replace(f"{{{place}}}", INSTEAD)
    return text


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
    return " ".join(map(_sentence, dict.fromkeys((title, *_written(act)))))


def _written(act: Act) -> Iterator[str]:
    """Yield what somebody wrote; who else is mentioned in it has no name here."""
    members = {each.name for each in fields(act)}
    for name, before in IN_WORDS.items():
        text = getattr(act, name) if name in members else None
        if not isinstance(text, str) or not text.strip():
            continue
        if isinstance(act, ProvisionReported | AwayStarted):
            text = {"reason": reason_word, "purpose": purpose_word}.get(name, str)(text)
        if isinstance(act, IrregularityNoted):
            text = unmentioned(act, text)
        yield f"{before}{text.strip()}"


def _sentence(text: str) -> str:
    return closed(text[:1].upper() + text[1:])
