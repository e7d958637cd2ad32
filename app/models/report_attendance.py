"""What prints about one candidate's attendance besides coming and going (domain.md C2-C10)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models import facts as f
from app.models.act import Act, Event
from app.models.attendance_facts import (
    CandidateAdded,
    ContactAttempted,
    LatenessNoted,
    RecordReviewed,
    SentToRoom,
)
from app.models.away import TimeAway, away_flags, is_too_long
from app.models.judging import flags_of
from app.models.moving import sent_text
from app.models.paper import Paper
from app.models.session import Enrolment
from app.models.values import Aspect, Flag, IdentityOutcome, Permission
from app.models.words import (
    FLAG,
    PERMISSION,
    REVIEW,
    closed,
    contact_word,
    date_text,
    document_word,
    listed,
    met_text,
    purpose_word,
)

NAMED_AT_ONCE: Final = 12
"""So many people of one handling print by name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line about a candidate: the event it is from, the bold words and the rest."""

    event: Event
    lead: str
    text: str


def attendance_told(paper: Paper, enrolment: Enrolment) -> Iterator[Told]:
    """Yield who was added, who was sought, who sat elsewhere and what was said of the record."""
    for event in enrolment.acts:
        act = None if event.body is None else event.body.act
        if event.leaf in enrolment.struck:
            continue
        told = _words_of(act)
        if told is not None:
            yield Told(event, *told)
    added = enrolment.values.get(Aspect.ADDED)
    if added is not None and isinstance(added.act, CandidateAdded):
        yield Told(added.event, "Bijgeschreven", added_text(paper, enrolment, added.act))
    yield from _seats_told(enrolment)


def _seats_told(enrolment: Enrolment) -> Iterator[Told]:
    """Yield each seat that was another than the one before it, or that has a reason."""
    seat = None if enrolment.extras is None else enrolment.extras.seat
    for event in enrolment.acts:
        act = None if event.body is None else event.body.act
        if not isinstance(act, f.SeatTaken) or event.leaf in enrolment.struck:
            continue
        if (seat and seat != act.seat) or act.reason:
            was = f" in plaats van {seat}" if seat and seat != act.seat else ""
            why = f": {act.reason}" if act.reason else ""
            yield Told(event, "Andere plaats", closed(f"Zat op {act.seat}{was}{why}"))
        seat = act.seat


def lateness_text(act: LatenessNoted) -> str:
    """Return why somebody was late and whom he met, as far as it was noted."""
    met = met_text(act.met_leavers)
    return "; ".join(part for part in (act.reason, met[:1].upper() + met[1:]) if part)


def _words_of(act: Act | None) -> tuple[str, str] | None:
    """Return the bold words and the rest about an act that is only added."""
    match act:
        case ContactAttempted():
            answer = closed(act.answer or "geen antwoord")
            return "Contact gezocht", f"{contact_word(act.channel)}: {answer}"
        case LatenessNoted():
            return "Over te laat", closed(lateness_text(act))
        case SentToRoom():
            return "Naar een ander lokaal", sent_text(act)
        case RecordReviewed():
            return "Gezien door de kandidaat", reviewed_text(act)
        case _:
            return None


def bulk_told(paper: Paper) -> Iterator[Told]:
    """Yield what was recorded about several candidates in one handling."""
    handlings: dict[str, list[tuple[Event, Enrolment]]] = defaultdict(list)
    for enrolment in paper.enrolments():
        for event in enrolment.acts:
            body = event.body
            if body is None or body.batch is None or event.leaf in enrolment.struck:
                continue
            if isinstance(body.act, f.NoShowEstablished | f.WorkHandedIn):
                handlings[f"{event.header.writer}|{body.batch.id}"].append((event, enrolment))
    for its in handlings.values():
        if len(its) > 1:
            event = its[0][0]
            is_absent = event.body is not None and isinstance(event.body.act, f.NoShowEstablished)
            word = "afwezig" if is_absent else "ingeleverd"
            who = _listed(paper, [enrolment for _, enrolment in its])
            yield Told(event, "In één handeling", f"{len(its)} kandidaten {word}{who}.")


def _listed(paper: Paper, its: Sequence[Enrolment]) -> str:
    """Return who it was: by name, and many of them by the numbers in the list of candidates."""
    if len(its) <= NAMED_AT_ONCE:
        return f": {listed([paper.name(each) for each in its])}"
    return f", nummers {listed(sorted(paper.number(each) for each in its))}"


def added_text(paper: Paper, enrolment: Enrolment, act: CandidateAdded) -> str:
    """Return that somebody was on no list, and who allowed it."""
    by = f" door {act.authorised_by}" if act.authorised_by else ""
    told = f"{PERMISSION[act.permission]}{by}"
    if act.permission is Permission.NOBODY_YET and not enrolment.awaits_permission:
        told = "zie het besluit"
    text = f"Stond niet op de lijst. Toestemming: {told}."
    flags = flags_of(paper.session, paper.part, act, paper.schedule.start, enrolment.candidate)
    return f"{text} Let op: {FLAG[Flag.NAME_TWICE]}." if Flag.NAME_TWICE in flags else text


def reviewed_text(act: RecordReviewed) -> str:
    """Return what the candidate said, and whether a signature was drawn."""
    said = [closed(REVIEW[act.outcome].capitalize())]
    if act.remark:
        said.append(f"‘{closed(act.remark)}’")
    if act.strokes:
        said.append("Handtekening op het scherm gezet.")
    return " ".join(said)


def identity_text(paper: Paper, act: f.IdentityChecked) -> str:
    """Return which document was seen, and what is checked afterwards."""
    said = [document_word(act.document)] if act.document else []
    said += [f"eindigt op {act.digits}"] if act.digits else []
    if act.follow_up:
        before = act.follow_up_before
        until = (
            ""
            if before is None
            else f" uiterlijk {date_text(before.astimezone(paper.zone).date())}"
        )
        said.append(f"controle achteraf{until}: {act.follow_up}")
    text = ", ".join(said)
    return f"{text[:1].upper()}{closed(text[1:])}" if text else ""


def shown_identity(enrolment: Enrolment) -> tuple[Event, f.IdentityChecked] | None:
    """Return the check of the document that prints: not in order, or more is known of it."""
    value = enrolment.values.get(Aspect.IDENTITY)
    if value is None or not isinstance(value.act, f.IdentityChecked):
        return None
    act = value.act
    is_plain = act.outcome is IdentityOutcome.SEEN and not (act.follow_up or act.digits)
    return None if is_plain else (value.event, act)


def away_told(paper: Paper, enrolment: Enrolment, away: TimeAway) -> list[str]:
    """Return what is told of one time away: why, with whom, and the limits it does not meet."""
    act = away.act
    said = [purpose_word(act.purpose)] if act.purpose else []
    said += [f"begeleid door {act.escort}"] if act.escort else []
    said += [] if away.back is not None else ["terugkomst niet vastgelegd"]
    if away.back is not None and is_too_long(paper.session, away, away.back.observed):
        said.append(f"langer dan {paper.session.rules.away_max_min} minuten")
    if not away.is_seen:
        return [*said, "tijd niet gezien"]
    flags = (
        *flags_of(paper.session, paper.part, act, away.since),
        *away_flags(paper.session, paper.part, enrolment.candidate, away.since),
    )
    return said + [FLAG[flag] for flag in dict.fromkeys(flags)]


def sheets_text(act: f.WorkHandedIn) -> str:
    """Return how many sheets were handed in, or nothing when nobody counted."""
    said = [] if act.sheets is None else [_count(act.sheets, "vel", "vellen")]
    said += [] if act.scrap_sheets is None else [f"{act.scrap_sheets} klad"]
    said += ["opgaven niet terug"] if act.is_paper_returned is False else []
    return ", ".join(said)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
