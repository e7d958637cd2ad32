"""Sentences of the dossier: what an item of the minimum set is told from, and who is meant."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.dossier_check import Ground
from app.models.paper import spoken_name
from app.models.session import ExamSession, Part
from app.models.told import told_of
from app.models.values import PartAspect, ProvisionOutcome
from app.models.words import (
    PART_TIME,
    PROVISION_OUTCOME,
    clock_text,
    date_text,
    staff_name,
)
from app.screens.office.dossier_ui import FactLine
from app.screens.room.wording import Tone, line

LEAF_SHOWN: Final = 8
MATTER: Final = {
    "admission": "toelating na de laatste binnenkomst",
    "time-back": "tijd terug",
    "resumption": "hervatten of beëindigen",
}
SENTENCES: Final = {
    "not-ended": "Het examen is nog niet beëindigd.",
    "unsealed": "Het verslag is nog niet verzegeld.",
    "overlapping": "Twee verslagen over dezelfde laptop zijn verzegeld.",
    "unissued": "Van het verzegelde verslag is nog geen document gemaakt.",
    "unissued-late": "Van wat na de verzegeling kwam is nog geen aanvulling gemaakt.",
    "codes-kept": "De lijst met codes is nog niet afgehandeld.",
    "unsent": "Er is nog niets naar de planning gestuurd.",
    "unasked": "Hoe het er in de uitgaande post voor staat is nu niet bekend.",
    "delivered": "De planning nam het aan.",
    "waiting": "Wacht op de planning.",
    "refused": "De planning weigerde het.",
}


def ground_line(ground: Ground, session: ExamSession, zone: ZoneInfo, *, good: bool) -> FactLine:
    """Return the line of one fact: a sentence, and below it when and which event."""
    text = SENTENCES.get(ground.what) or _sentence(ground, session)
    if ground.what in ("waiting", "refused") and ground.text:
        text = f"{text} Antwoord: {ground.text.rstrip('.')}."
    tone = Tone.GOOD if good else Tone.WARNING
    return FactLine(line(text), trace(ground, zone), "", tone)


def trace(ground: Ground, zone: ZoneInfo) -> str:
    """Return when it was, and the beginning of the event it leads back to."""
    at = "" if ground.at is None else clock_text(ground.at, zone)
    if at and ground.what == "tried":
        at = f"volgende keer {at}"
    leaf = f"vastlegging {ground.leaf[:LEAF_SHOWN]}" if ground.leaf else ""
    return " · ".join(each for each in (at, leaf) if each)


def event_line(event: Event, zone: ZoneInfo, told: str = "") -> FactLine:
    """Return the line of an event as evidence."""
    body = event.body
    ground = Ground("event", "", event.observed, event.leaf)
    text = told or ("Gewist." if body is None else told_of(event))
    return FactLine(line(text.replace("*", "")), trace(ground, zone))


def person_text(session: ExamSession, candidate: str | None) -> str:
    """Return the name of a candidate as spoken; an empty text for nobody."""
    enrolment = session.enrolments.get(candidate or "")
    return "" if enrolment is None else spoken_name(enrolment)


def exam_text(session: ExamSession) -> str:
    """Return the name of the exam."""
    return session.id if session.plan is None else session.plan.name


def label_text(part: Part) -> str:
    """Return the label of the room."""
    return part.room if part.plan is None else part.plan.label


def day_heading(on: date, today: date) -> str:
    """Return the day as it stands beside the title."""
    return f"vandaag, {date_text(on)}" if on == today else date_text(on)


def _sentence(ground: Ground, session: ExamSession) -> str:
    who = person_text(session, ground.candidate)
    match ground.what:
        case "signed":
            text = f"Getekend door {staff_name(ground.text)}."
        case "sealed":
            text = f"Verzegeld, kenmerk {ground.text[:16]}."
        case "unknown":
            text = f"{who}: niet bekend of deze kandidaat er was."
        case "counted":
            text = f"Van {ground.text} kandidaten is bekend of ze er waren."
        case "provision":
            word, _, outcome = ground.text.partition("|")
            became = PROVISION_OUTCOME[ProvisionOutcome(outcome)].lower() if outcome else ""
            text = f"{who}: {word}, {became or 'nog niet bevestigd'}."
        case "pending":
            about = MATTER.get(ground.text, ground.text)
            text = f"Besluit over {about} wacht{f', {who}' if who else ''}."
        case "difference":
            about = PART_TIME.get(PartAspect(ground.text), "") if _is_part(ground.text) else ""
            where = who or about or "deze zitting"
            text = f"Twee laptops verschillen over {where}."
        case _:
            text = _more(ground, who)
    return text


def _more(ground: Ground, who: str) -> str:
    told = {
        "gap": f"Er ontbreekt iets van laptop {ground.text}.",
        "aside": f"Twee mensen moeten nog beoordelen wat laptop {ground.text} vastlegde.",
        "packet-kept": f"Examenwerk {ground.text} is nog niet overgedragen.".replace("  ", " "),
        "item-kept": f"Ingenomen en nog niet terug: {ground.text}{f', van {who}' if who else ''}.",
        "packet": f"Examenwerk {ground.text} is overgedragen.",
        "document": f"{ground.text} is gemaakt.",
        "refused-of": f"Van {ground.text} kandidaten geweigerd.",
        "waiting-of": f"Van {ground.text} kandidaten wacht het.",
        "delivered-of": f"Van {ground.text} kandidaten aangenomen.",
        "tried": f"Geprobeerd: {ground.text} keer. Gaat vanzelf opnieuw.",
        "question": f"Vraag{f' over {who}' if who else ''}: {ground.text}",
        "answered": f"Antwoord door de telefoon: {ground.text}",
        "amended": f"Antwoord in een aanvulling: {ground.text}",
    }
    return told.get(ground.what, ground.text).replace("*", "")


def _is_part(aspect: str) -> bool:
    return aspect in list(PartAspect)
