"""From what a person asks in the issue log to what is recorded, and what the page shows next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from app.models import office_commands as c
from app.models.hotline import Issue
from app.models.office_day import OfficeDay
from app.models.pending import Pending
from app.models.typed import whole_in
from app.models.values import ADMISSION, DecisionOutcome
from app.screens.office import intents as i
from app.screens.office.hotline import chosen_issue, hotline_screen, pending_here
from app.screens.office.hotline_decision import proposed_min
from app.screens.office.hotline_ui import HotlineUi, Shown, Writing

MINUTES_MAX: Final = 600


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an intent: the page as it is then, and what is to be recorded."""

    ui: HotlineUi
    command: c.OfficeCommand | None = None
    told: str = ""
    """What the foot says once it is recorded."""


def hotline_step(day: OfficeDay, ui: HotlineUi, intent: object) -> Step:
    """Return what follows from an intent of the issue log; others change nothing."""
    rule = _RULES.get(type(intent))
    if rule is None or (not ui.can_write and rule not in _LOOKING):
        return Step(ui)
    return rule(day, replace(ui, trouble=""), intent)


# ---------------------------------------------------------------- choosing


def _choose(day: OfficeDay, ui: HotlineUi, intent: i.IssueChosen) -> Step:
    keys = [card.key for card in hotline_screen(day, ui).cards if card.key]
    key = intent.key
    if intent.step and keys:
        chosen = chosen_issue(day, ui)
        at = keys.index(chosen.key) if chosen is not None and chosen.key in keys else 0
        key = keys[max(0, min(len(keys) - 1, at + intent.step))]
    fresh = replace(ui, selected=key, writing=Writing.NOTE, is_new=False, pending_at=0)
    return Step(fresh)


def _list(_: OfficeDay, ui: HotlineUi, intent: i.ListAsked) -> Step:
    return Step(replace(ui, shown=Shown(intent.shown)))


def _leave(_: OfficeDay, ui: HotlineUi, __: i.WritingLeft) -> Step:
    return Step(replace(ui, writing=Writing.NOTE, is_new=False))


def _new(_: OfficeDay, ui: HotlineUi, intent: i.NewIssueAsked) -> Step:
    return Step(replace(ui, is_new=True, about=intent.room))


def _next_decision(_: OfficeDay, ui: HotlineUi, __: i.NextDecisionAsked) -> Step:
    return Step(replace(ui, pending_at=ui.pending_at + 1))


# ---------------------------------------------------------------- one issue


def _act(day: OfficeDay, ui: HotlineUi, intent: i.IssueActed) -> Step:
    """A button with text does it at once; without, the box asks for the text first."""
    issue = chosen_issue(day, ui)
    if issue is None:
        return Step(ui)
    if intent.action == "take":
        return Step(ui, c.TakeIssue(issue.key), "opgepakt")
    if intent.action == "reopen":
        return Step(ui, c.ReopenIssue(issue.key, intent.text.strip()), "heropend")
    try:
        writing = Writing(intent.action)
    except ValueError:  # a colleague, by id
        return _handed(day, ui, issue, intent.action)
    if intent.text.strip() and writing is not Writing.HAND_OVER:
        return _written(day, replace(ui, writing=writing), issue, intent.text)
    return Step(replace(ui, writing=writing))


def _handed(day: OfficeDay, ui: HotlineUi, issue: Issue, person: str) -> Step:
    name = day.staff().get(person)
    if name is None:
        return Step(ui)
    command = c.HandOverIssue(issue.key, person, name)
    return Step(replace(ui, writing=Writing.NOTE), command, f"overgedragen aan {name}")


def _submit(day: OfficeDay, ui: HotlineUi, intent: i.TextSubmitted) -> Step:
    issue = chosen_issue(day, ui)
    return Step(ui) if issue is None else _written(day, ui, issue, intent.text)


def _written(day: OfficeDay, ui: HotlineUi, issue: Issue, text: str) -> Step:
    text = text.strip()
    if not text and ui.writing is not Writing.CALL_DONE:
        return Step(replace(ui, trouble="Typ eerst een paar woorden."))
    command = _meant(day, ui, issue, text)
    if command is None:
        return Step(ui)
    return Step(replace(ui, writing=Writing.NOTE), command, TOLD[ui.writing])


def _meant(day: OfficeDay, ui: HotlineUi, issue: Issue, text: str) -> c.OfficeCommand | None:
    """Return what a text is, by what the box asks for."""
    meant: dict[Writing, c.OfficeCommand] = {
        Writing.NOTE: c.NoteOnIssue(issue.key, text),
        Writing.HEARD: c.NoteOnIssue(issue.key, text, _caller(day, issue)),
        Writing.AWAIT: c.AwaitOnIssue(issue.key, text),
        Writing.SOLVE: c.SolveIssue(issue.key, text),
        Writing.CALL: _call(issue, text),
        Writing.CALL_DONE: _call_done(issue, text),
        Writing.MESSAGE: c.SendMessage((issue.room or "",), text),
    }
    return meant.get(ui.writing)


TOLD: Final = {
    Writing.NOTE: "toegevoegd",
    Writing.HEARD: "gesprek toegevoegd",
    Writing.AWAIT: "wacht",
    Writing.SOLVE: "opgelost",
    Writing.CALL: "gesprek begonnen",
    Writing.CALL_DONE: "gesprek klaar",
    Writing.MESSAGE: "bericht verstuurd",
}


def _caller(day: OfficeDay, issue: Issue) -> str:
    """Return who works in the room now: who calls from there."""
    for _, part in day.parts_of(issue.room or ""):
        for shift in reversed(part.shifts):
            return " en ".join(person.name for person in shift.people)
    return issue.caller or "de zaal"


def _call(issue: Issue, text: str) -> c.CallHelpdesk:
    """A number at the end belongs to whom was called: "ICT 4488"."""
    whom, _, last = text.rpartition(" ")
    digits = last.replace("-", "").replace("+", "")
    if whom and digits.isdecimal() and len(digits) >= 3:
        return c.CallHelpdesk(issue.key, whom.strip(), last)
    return c.CallHelpdesk(issue.key, text)


def _call_done(issue: Issue, text: str) -> c.EndHelpdeskCall:
    """What stands after # is the helpdesk's own number; without words nobody was reached."""
    told, _, reference = text.partition("#")
    return c.EndHelpdeskCall(
        issue.key, told.strip(" ,"), reference.strip() or None, nobody_reached=not text
    )


# ---------------------------------------------------------------- new ones and decisions


def _told_new(day: OfficeDay, ui: HotlineUi, intent: i.NewIssueTold) -> Step:
    title = intent.title.strip()
    if not title:
        return Step(replace(ui, trouble="Typ eerst waar het over gaat."))
    rooms = {part.room for session in day.sessions.values() for part in session.parts.values()}
    command = c.OpenIssue(
        title=title,
        text=intent.text.strip(),
        room=intent.room if intent.room in rooms else None,
        caller=intent.caller.strip() or None,
    )
    return Step(replace(ui, is_new=False, selected=""), command, "nieuwe melding")


def _decide(day: OfficeDay, ui: HotlineUi, intent: i.DecisionTold) -> Step:
    issue = chosen_issue(day, ui)
    waiting = () if issue is None else pending_here(day, issue)
    if not waiting:
        return Step(ui)
    pending = waiting[ui.pending_at % len(waiting)]
    if not intent.decider.strip():
        return Step(replace(ui, trouble="Vul in wie beslist."))
    minutes = _minutes(pending, intent, ui)
    if pending.is_time_back and intent.is_granted and minutes is None:
        return Step(replace(ui, trouble="Vul een aantal minuten in, van 0 tot 600."))
    command = _word(pending, intent, minutes)
    kept = replace(
        ui,
        on_behalf_of=intent.on_behalf_of.strip(),
        mandate=intent.mandate.strip(),
        pending_at=0,
    )
    return Step(kept, command, "besluit vastgelegd")


def _minutes(pending: Pending, intent: i.DecisionTold, ui: HotlineUi) -> int | None:
    if not pending.is_time_back or not intent.is_granted:
        return 0 if pending.is_time_back else None
    text = intent.minutes.strip()
    if not text:
        return proposed_min(pending, ui.now)
    return whole_in(text, MINUTES_MAX)


def _word(pending: Pending, intent: i.DecisionTold, minutes: int | None) -> c.DecideForRoom:
    outcome = DecisionOutcome.GRANTED if intent.is_granted else DecisionOutcome.DENIED
    if pending.is_time_back:
        text = f"{minutes} minuten tijd terug" if intent.is_granted else "geen tijd terug"
    elif pending.matter == ADMISSION:
        text = "toegelaten" if intent.is_granted else "niet toegelaten"
    else:
        told = pending.heard.text if pending.heard is not None else ""
        text = told if intent.is_granted and told else ("ja" if intent.is_granted else "nee")
    return c.DecideForRoom(
        session=pending.session.id,
        room=pending.part.room,
        matter=pending.matter,
        outcome=outcome,
        text=text,
        decided_by=intent.decider.strip(),
        candidate=pending.candidate,
        on_behalf_of=intent.on_behalf_of.strip() or None,
        mandate=intent.mandate.strip() or None,
        until=intent.until.strip() or None,
        minutes=minutes,
    )


_Rule = Callable[[OfficeDay, HotlineUi, Any], Step]
_RULES: Final[dict[type, _Rule]] = {
    i.IssueChosen: _choose,
    i.ListAsked: _list,
    i.IssueActed: _act,
    i.TextSubmitted: _submit,
    i.WritingLeft: _leave,
    i.NewIssueAsked: _new,
    i.NewIssueTold: _told_new,
    i.DecisionTold: _decide,
    i.NextDecisionAsked: _next_decision,
}
_LOOKING: Final = (_choose, _list, _leave)
"""What whoever only looks does too."""
