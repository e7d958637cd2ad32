"""An extract for one candidate: what is recorded about them, event by event, as words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.act import Act, Event
from app.models.check_facts import FindingNoted, RulingGiven
from app.models.facts import AwayStarted, IrregularityNoted, ProvisionReported
from app.models.irregularities import irregularity_word
from app.models.others_names import INSTEAD, OthersNames
from app.models.paper import spoken_name
from app.models.session import Enrolment, ExamSession
from app.models.standards import irregularities_of
from app.models.told import told_whole
from app.models.words import FINDING, closed, purpose_word, reason_word, ruling_word

ERASED: Final = "Gewist"
STRUCK: Final = "Doorgestreept: "
IN_WORDS: Final[Mapping[str, str]] = {
    "text": "", "reason": "", "grounds": "", "follows": "", "remark": "",
    "statement": "Verklaring van de kandidaat: ",
    "measures": "Maatregel: ", "measure": "Wat er toen gedaan is: ",
    "effect": "Wat de kandidaat ervan merkte: ",
    "purpose": "Waarvoor: ", "answer": "Antwoord: ", "follow_up": "Controle achteraf: ",
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
    return " ".join(map(_sentence, dict.fromkeys((title, *_written(act)))))


def _written(act: Act) -> Iterable[str]:
    """Yield what somebody wrote; who else is mentioned in it has no name here."""
    for name, before in IN_WORDS.items():
        text = getattr(act, name, None)
        if not isinstance(text, str) or not text.strip():
            continue
        if isinstance(act, ProvisionReported | AwayStarted):
            text = {"reason": reason_word, "purpose": purpose_word}.get(name, str)(text)
        if isinstance(act, IrregularityNoted):
            for place in range(1, len(act.mentions) + 1):
                text = text.replace(f"{{{place}}}", INSTEAD)
        yield f"{before}{text.strip()}"


def _sentence(text: str) -> str:
    return closed(text[:1].upper() + text[1:])
