"""What follows from a form that was filled in, a question that was answered, a side chosen."""

from collections.abc import Callable
from dataclasses import replace

from app.models import commands as c
from app.models.calamity_commands import ReturnItem
from app.models.irregularities import OTHER
from app.models.values import NOT_OBSERVED
from app.screens.room import intents as i
from app.screens.room import room_clock
from app.screens.room.attendance_answers import ATTENDANCE, added
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.room_decision import OTHER as OTHER_DECISION
from app.screens.room.room_decision import DecisionRefused, heard_about
from app.screens.room.room_differences import paper_differing, settling
from app.screens.room.room_references import NobodyFound, others_in, with_references
from app.screens.room.room_taken import Known, Step, spent
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.staff_steps import staff_answered


def noted(known: Known, ui: RoomUi, intent: i.IrregularityRecorded) -> Step:
    """A bijzonderheid of a candidate or of the session; what is missing is told in the form."""
    content, _ = known
    shown = content.people.get(ui.selected) if ui.mode is Mode.IRREGULARITY else None
    paper = content.chosen(ui) if shown is None else shown.paper
    try:
        seen = typed_time(paper, intent.seen_at, ui.now) if intent.seen_at.strip() else None
        addressed = (
            typed_time(paper, intent.spoken_at, ui.now) if intent.spoken_at.strip() else None
        )
    except FixRefused as problem:
        return Step(replace(ui, form_error=str(problem), form_kind=intent.kind))
    if not intent.saw.strip():
        return Step(replace(ui, form_error="Schrijf wat je zag.", form_kind=intent.kind))
    extras = {name: told.strip() for name, told in intent.extras}
    try:
        text, mentions = with_references(paper, intent.saw.strip())
        also = others_in(paper, extras.get("others", ""))
    except NobodyFound as problem:
        error = f"Niemand gevonden met ‘{problem}’. Typ een stoel of het einde van een nummer."
        return Step(replace(ui, form_error=error, form_kind=intent.kind))
    command = c.NoteIrregularity(
        session=paper.session.id,
        candidate=None if shown is None else shown.enrolment.candidate,
        category=intent.kind or OTHER,
        text=text,
        mentions=mentions,
        also=also,
        seen_by=extras.get("by") or None,
        measures=extras.get("measures") or None,
        is_statement_refused=intent.refused,
        central_class=intent.central_class or None,
        addressed_at=addressed,
        also_seen_by=intent.witness.strip() or None,
        statement=intent.said.strip() or None,
        item_taken=intent.taken.strip() or None,
        bag=intent.bag.strip() or None,
        is_reported=intent.report,
        seen_at=seen,
    )
    return Step(spent(ui), command)


def given_back(known: Known, ui: RoomUi, intent: i.ItemGivenBack) -> Step:
    """What was taken went back; a time that was left empty was not seen."""
    content, _ = known
    paper = next(
        (p for p in content.papers for n in p.part.notes if n.event.leaf == intent.leaf), None
    )
    if paper is None:
        return Step(ui)
    if not intent.to.strip():
        return Step(replace(ui, form_error="Typ aan wie je het teruggaf."))
    try:
        at = typed_time(paper, intent.at, ui.now) if intent.at.strip() else NOT_OBSERVED
    except FixRefused as problem:
        return Step(replace(ui, form_error=str(problem)))
    command = ReturnItem(paper.session.id, intent.leaf, intent.to.strip(), at)
    return Step(replace(ui, form_error=""), command)


def difference_chosen(known: Known, ui: RoomUi, intent: i.DifferenceChosen) -> Step:
    """Another side of a difference is looked at, or the one that is kept."""
    content, _ = known
    paper = paper_differing(content.chosen(ui), ui)
    shown = None if paper is not None else content.people.get(ui.selected)
    if paper is None and (shown is None or not shown.enrolment.differences):
        return Step(ui)
    if not intent.settle:
        return Step(replace(ui, side=intent.index))
    about = shown.paper if shown is not None else content.chosen(ui)
    return Step(spent(replace(ui, side=0)), settling(about, shown, intent.index))


def answered(known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    """The answer to the question that is open; what is missing is told in the question."""
    rule = _ANSWERS.get(ui.mode)
    if rule is None:
        return Step(replace(ui, mode=Mode.CANDIDATE))
    try:
        return rule(known, ui, intent)
    except (FixRefused, DecisionRefused) as problem:
        return Step(replace(ui, form_error=str(problem)))


def _of_clock(_known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    return Step(room_clock.answered(ui, intent.choice, dict(intent.texts).get("told", "")))


def _of_staff(known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    return Step(*staff_answered(known[0].papers, ui, intent))


def _of_adding(known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    return added(known[0].chosen(ui), ui, intent.choice, _stripped(intent))


def _of_decision(known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    shown = known[0].people.get(ui.selected)
    if shown is None:
        return Step(replace(ui, mode=Mode.CANDIDATE))
    heard = heard_about(
        shown.paper,
        shown.enrolment,
        intent.choice,
        _stripped(intent),
        ticked=intent.ticked,
        now=ui.now,
    )
    return Step(spent(ui), heard)


def _of_session_decision(known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    paper, texts = known[0].chosen(ui), _stripped(intent)
    heard = heard_about(paper, None, OTHER_DECISION, texts, ticked=intent.ticked, now=ui.now)
    return Step(spent(ui), heard)


def _of_attendance(known: Known, ui: RoomUi, intent: i.PromptAnswered) -> Step:
    shown = known[0].people.get(ui.selected)
    if shown is None:
        return Step(replace(ui, mode=Mode.CANDIDATE))
    return ATTENDANCE[ui.mode](shown, ui, intent.choice, _stripped(intent))


def _stripped(intent: i.PromptAnswered) -> dict[str, str]:
    return {name: text.strip() for name, text in intent.texts}


_ANSWERS: dict[Mode, Callable[[Known, RoomUi, i.PromptAnswered], Step]] = {
    Mode.CLOCK: _of_clock,
    Mode.STAFF: _of_staff,
    Mode.ADDING: _of_adding,
    Mode.DECISION: _of_decision,
    Mode.SESSION_DECISION: _of_session_decision,
    **dict.fromkeys(ATTENDANCE, _of_attendance),
}
