"""Section Voorzieningen: one row per granted provision, its counts, and what happened around."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.models.extra_time import ExtraTime
from app.models.facts import ProvisionReported
from app.models.judging import flags_of
from app.models.paper import Paper
from app.models.provision_facts import ProvisionRequested, RestBreakStarted
from app.models.provision_states import (
    NOT_HERE,
    ProvisionState,
    provision_count,
    provision_states,
)
from app.models.provisions import EXTRA_TIME, word_of
from app.models.registers import shown_order
from app.models.report import Cell, ProvisionRow, Run
from app.models.rests import Rest
from app.models.session import Enrolment
from app.models.timing import finished_at, personal_end, status_of
from app.models.values import ProvisionOutcome, Status, provision_aspect
from app.models.words import FLAG, PROVISION_OUTCOME, listed, minutes_text, reason_word

_WHY_NOT = {Status.ABSENT: "afwezig", Status.MOVED: "naar een ander lokaal"}
COUNTED = {
    ProvisionOutcome.GIVEN: "gegeven",
    ProvisionOutcome.PARTLY: "deels gegeven",
    ProvisionOutcome.OFFERED_NOT_USED: "aangeboden en niet gebruikt",
    ProvisionOutcome.REFUSED: "geweigerd",
    ProvisionOutcome.NOT_DELIVERED: "niet geleverd",
    ProvisionOutcome.NOT_APPLICABLE: "niet van toepassing",
    None: "zonder uitkomst",
}


def provision_rows(paper: Paper) -> tuple[ProvisionRow, ...]:
    """Return one row per granted provision, with its outcome."""
    return tuple(
        ProvisionRow(
            each.seat or "–",
            paper.name(each),
            granted_text(state),
            _outcome(paper, each, state),
        )
        for each in paper.enrolments()
        for state in provision_states(paper, each)
    )


def provisions_text(paper: Paper) -> str:
    """Return the counts in one sentence, or nothing where nothing was granted."""
    count = provision_count(paper)
    if not count.granted:
        return ""
    people = "1 kandidaat" if count.candidates == 1 else f"{count.candidates} kandidaten"
    told = [
        f"{count.outcomes[key]} {word}" for key, word in COUNTED.items() if count.outcomes[key]
    ]
    return f"{people}, {count.granted} toegekend: {listed(told)}."


def granted_text(state: ProvisionState) -> str:
    """Return what was granted, extra time with its sum."""
    extra = state.extra
    if extra is None:
        today = ", vandaag toegekend" if state.granted.is_of_today else ""
        return f"{state.granted.word}{today}"
    if extra.is_unlimited:
        return "Onbeperkte tijd"
    if not extra.applied_min:
        return "Extra tijd, aantal minuten niet bekend"
    told = sum_text(extra)
    is_plain = told in ("", f"{extra.applied_min} min")
    return f"{minutes_text(extra.applied_min)} extra{'' if is_plain else f' ({told})'}"


def sum_text(extra: ExtraTime) -> str:
    """Return our own sum, "90 min + 25% = 23 min, afgerond omhoog, max 30", or nothing."""
    ground, own = extra.ground, extra.own_min
    if ground is None or own is None or extra.is_unlimited:
        return ""
    cap = "" if extra.cap_min is None else f", max {extra.cap_min}"
    if ground.percent is None:
        return f"{ground.fixed_min} min{cap}"
    is_whole = extra.duration_min * ground.percent % 100 == 0
    rounded = "" if is_whole else ", afgerond omhoog"
    return f"{extra.duration_min} min + {ground.percent}% = {own} min{rounded}{cap}"


def warning_text(extra: ExtraTime) -> str:
    """Return what is out of the ordinary about extra time, or nothing."""
    told = []
    if extra.differs:
        told.append(f"de planning zegt {extra.applied_min} min, en dat geldt")
        if extra.decided_by is not None:
            told = [f"besloten is {extra.applied_min} min, en dat geldt"]
    if extra.is_above_cap:
        by = extra.decided_by or "niet genoteerd"
        told.append(f"afwijkend, meer dan {extra.cap_min} minuten: besluit {by}")
    return "; ".join(told)


def _outcome(paper: Paper, enrolment: Enrolment, state: ProvisionState) -> Cell:
    time = _time_text(paper, enrolment, state)
    if state.reported is not None:
        act = state.reported
        word = PROVISION_OUTCOME[act.outcome]
        return (
            Run(word, bold=act.outcome is not ProvisionOutcome.GIVEN),
            Run(f"{time}{reported_text(paper, act)}"),
        )
    status = status_of(paper.session, paper.part, enrolment)
    if status in NOT_HERE:
        word = _WHY_NOT.get(status, "niet toegelaten")
        return f"Niet van toepassing, {word}"
    if state.outcome is not None:
        word = "Toegepast zoals gepland" if state.extra is not None else "Gegeven"
        return f"{word}{time}"
    return "Geen uitkomst genoteerd"


def reported_text(paper: Paper, act: ProvisionReported) -> str:
    """Return what was told with an outcome: why, what instead, what it did, who was informed."""
    why = [reason_word(act.reason)] if act.reason else []
    why += [act.remark] if act.remark else []
    told = [f"Reden: {', '.join(why)}"] if act.reason else why
    told += [f"Maatregel: {act.measure}"] if act.measure else []
    told += [f"Gevolg: {act.effect}"] if act.effect else []
    if act.informed:
        at = "" if act.informed_at is None else f" om {paper.clock(act.informed_at)}"
        told.append(f"Gemeld aan {act.informed}{at}")
    return "".join(f". {each.rstrip('.')}" for each in told)


def _time_text(paper: Paper, enrolment: Enrolment, state: ProvisionState) -> str:
    """Return the end that extra time gave, or the rest breaks that were taken."""
    if state.granted.is_rest_break and enrolment.rests:
        spans = [_span(paper, rest) for rest in enrolment.rests]
        return f", {listed(spans)}"
    end = personal_end(paper.session, paper.part, enrolment)
    if state.extra is None or end is None:
        return ""
    told = ", geen einde" if end.at is None else f", einde {paper.clock(end.at)}"
    stopped = finished_at(enrolment)
    if stopped is not None and end.at is not None and stopped <= end.at - end.extra:
        told += f", klaar om {paper.clock(stopped)}"
    warning = warning_text(state.extra)
    return f"{told}; {warning}" if warning else told


def _span(paper: Paper, rest: Rest) -> str:
    if not rest.is_seen:
        return "tijd niet waargenomen"
    until = "niet beëindigd" if rest.until is None else paper.clock(rest.until)
    return f"{paper.clock(rest.since)}–{until}"


@dataclass(frozen=True, slots=True)
class ProvisionItem:
    """Something about a provision that prints among the bijzonderheden."""

    order: tuple[object, ...]
    time: str
    lead: str
    text: str


def provision_items(paper: Paper, enrolment: Enrolment) -> Iterator[ProvisionItem]:
    """Return what was not delivered, the rest breaks, and what was asked on the day."""
    for state in provision_states(paper, enrolment):
        act, value = state.reported, enrolment.values.get(provision_aspect(state.granted.code))
        if act is not None and value is not None and act.outcome is ProvisionOutcome.NOT_DELIVERED:
            text = f"{state.granted.word}{reported_text(paper, act)}."
            seen = paper.clock(value.observed)
            if not value.is_time_observed:
                seen = "tijd niet waargenomen"
            order = shown_order(value.event)
            yield ProvisionItem(order, seen, "Voorziening niet geleverd", text)
    for rest in enrolment.rests:
        yield _rest_item(paper, enrolment, rest)
    for event, asked in enrolment.requests:
        told = _asked(asked, enrolment.catalogue)
        yield ProvisionItem(
            shown_order(event), paper.clock(event.observed), "Voorziening gevraagd", told
        )


def _rest_item(paper: Paper, enrolment: Enrolment, rest: Rest) -> ProvisionItem:
    flags = flags_of(
        paper.session, paper.part, RestBreakStarted(), rest.since, enrolment.candidate
    )
    lasted = "nog niet voorbij"
    if rest.until is not None:
        minutes, seconds = divmod(int((rest.until - rest.since).total_seconds()), 60)
        lasted = f"{minutes} min {seconds} s"
    said = [f"klok stond stil, {lasted}", *(FLAG[flag] for flag in flags)]
    text = f"{'; '.join(said)}."
    order = (rest.since, rest.since, enrolment.candidate)
    return ProvisionItem(order, _span(paper, rest), "Pauze", text[:1].upper() + text[1:])


def _asked(act: ProvisionRequested, catalogue: str) -> str:
    minutes = "" if act.extra_time_min is None else f", {act.extra_time_min} min"
    what = act.asked or word_of(act.code, catalogue)
    if act.code == EXTRA_TIME and minutes:
        what = "Extra tijd"
    answer = "toegekend" if act.is_granted else "niet toegekend"
    return f"{what}{minutes}: {answer} door {act.answered_by}."
