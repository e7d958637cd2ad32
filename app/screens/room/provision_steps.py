"""From an intent about a provision to the section's next state and, perhaps, a command: pure."""

from dataclasses import replace
from datetime import datetime

from app.models import commands as c
from app.models.paper import Paper
from app.models.provision_states import provision_states
from app.models.provisions import EXTRA_TIME, OTHER
from app.models.session import Enrolment
from app.models.timing import MINUTES_MAX
from app.models.values import ProvisionOutcome
from app.models.words import NOT_DELIVERED
from app.screens.room.candidate_provisions import chosen_state
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.provision_forms import GRANTED, NOT_GRANTED, ProvisionUi
from app.screens.room.provision_intents import (
    OutcomePicked,
    ProvisionAct,
    ProvisionActChosen,
    ProvisionFormSent,
    ProvisionIntent,
    ProvisionPicked,
)
from app.screens.room.room_content import RoomContent
from app.screens.room.room_ui import Mode, RoomUi

Taken = tuple[ProvisionUi, c.ProvisionCommand | None]


def provision_step(
    paper: Paper, enrolment: Enrolment, ui: ProvisionUi, intent: ProvisionIntent, now: datetime
) -> Taken:
    """Return what follows from an intent about the provisions of a candidate."""
    match intent:
        case ProvisionPicked(code):
            return ProvisionUi(chosen=code, form=ui.form), None
        case OutcomePicked(code, outcome):
            return _picked(paper, enrolment, ui, code, ProvisionOutcome(outcome))
        case ProvisionActChosen(code, act):
            return _acted(paper, enrolment, ui, code, act)
        case ProvisionFormSent():
            try:
                command = _told(paper, enrolment, ui, intent, now)
            except FixRefused as problem:
                return replace(ui, error=str(problem)), None
            return ProvisionUi(form=ui.form), command


def provision_step_in_room(
    content: RoomContent, ui: RoomUi, intent: ProvisionIntent
) -> tuple[RoomUi, c.ProvisionCommand | None]:
    """Return what follows for the selected candidate; the section stays open for the next one."""
    shown = content.people.get(ui.selected)
    if shown is None:
        return replace(ui, mode=Mode.CANDIDATE), None
    told, command = provision_step(shown.paper, shown.enrolment, ui.provision, intent, ui.now)
    ui = replace(ui, provision=told, last_input=ui.now, is_spent=True)
    if command is None:
        return ui, None
    if ui.other_time is not None and command.seen_at is None:
        command = replace(command, seen_at=ui.other_time)
    return replace(ui, other_time=None, storing=ui.selected), command


def _picked(
    paper: Paper, enrolment: Enrolment, ui: ProvisionUi, code: str, outcome: ProvisionOutcome
) -> Taken:
    if outcome is ProvisionOutcome.GIVEN:
        command = c.ReportProvision(paper.session.id, enrolment.candidate, code, outcome)
        return ProvisionUi(form=ui.form), command
    return ProvisionUi(chosen=code, outcome=outcome, form=ui.form + 1), None


def _acted(
    paper: Paper, enrolment: Enrolment, ui: ProvisionUi, code: str, act: ProvisionAct
) -> Taken:
    session, who = paper.session.id, enrolment.candidate
    if act is ProvisionAct.REQUEST:
        return ProvisionUi(chosen=ui.chosen, asks=True, form=ui.form + 1), None
    if act is ProvisionAct.BACK:
        return ProvisionUi(chosen=ui.chosen, form=ui.form), None
    commands: dict[ProvisionAct, c.ProvisionCommand] = {
        ProvisionAct.READY: c.ReadyProvision(session, (who,), code),
        ProvisionAct.NOT_READY: c.ReadyProvision(session, (who,), code, is_ready=False),
        ProvisionAct.REST_START: c.StartRestBreak(session, who),
        ProvisionAct.REST_END: c.EndRestBreak(session, who),
    }
    return ProvisionUi(chosen=code, form=ui.form), commands[act]


def _told(
    paper: Paper,
    enrolment: Enrolment,
    ui: ProvisionUi,
    sent: ProvisionFormSent,
    now: datetime,
) -> c.ProvisionCommand:
    choices, texts = dict(sent.choices), {name: text.strip() for name, text in sent.texts}
    if ui.asks:
        return _request(paper, enrolment, choices, texts)
    chosen = chosen_state(provision_states(paper, enrolment), ui)
    if chosen is None or not ui.outcome:
        raise FixRefused("Kies eerst een uitkomst.")
    outcome, remark = ProvisionOutcome(ui.outcome), texts.get("remark") or None
    reason = remark
    if outcome is ProvisionOutcome.NOT_DELIVERED:
        reason = choices.get("reason", "")
        if reason not in NOT_DELIVERED:
            raise FixRefused("Kies waarom het niet geleverd is.")
        if reason == "other" and remark is None:
            raise FixRefused("Typ wat er precies was.")
    elif not reason:
        raise FixRefused("Typ waarom.")
    return c.ReportProvision(
        paper.session.id,
        enrolment.candidate,
        chosen.granted.code,
        outcome,
        reason,
        seen_at=_time(paper, texts, "noticed", now),
        remark=remark if reason != remark else None,
        measure=texts.get("measure") or None,
        effect=texts.get("effect") or None,
        informed=texts.get("informed") or None,
        informed_at=_time(paper, texts, "informed_at", now),
    )


def _time(paper: Paper, texts: dict[str, str], name: str, now: datetime) -> datetime | None:
    """Return a time that was typed; an empty field is no time, never a made-up one."""
    return typed_time(paper, texts[name], now) if texts.get(name) else None


def _request(
    paper: Paper, enrolment: Enrolment, choices: dict[str, str], texts: dict[str, str]
) -> c.ProvisionCommand:
    code, asked = choices.get("code", ""), texts.get("asked", "")
    if not code or (code == OTHER and not asked):
        raise FixRefused("Kies of typ wat er gevraagd werd.")
    if choices.get("answer") not in (GRANTED, NOT_GRANTED):
        raise FixRefused("Kies het antwoord.")
    if not texts.get("answered_by"):
        raise FixRefused("Typ wie dat besloot.")
    is_granted, minutes = choices["answer"] == GRANTED, texts.get("minutes", "")
    if code == EXTRA_TIME and is_granted and not _is_minutes(minutes):
        raise FixRefused("Typ hoeveel minuten extra tijd.")
    return c.NoteProvisionRequest(
        paper.session.id,
        enrolment.candidate,
        code,
        asked,
        is_granted=is_granted,
        answered_by=texts["answered_by"],
        extra_time_min=int(minutes) if code == EXTRA_TIME and _is_minutes(minutes) else None,
    )


def _is_minutes(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) < MINUTES_MAX
