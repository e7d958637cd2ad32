"""From an intent to the window's next state and, perhaps, a command: pure, one step at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, get_args

from app.models import commands as c
from app.models.paper import Paper
from app.models.values import Status
from app.screens.room import intents as i
from app.screens.room.attendance_answers import chosen_act, shown_record
from app.screens.room.provision_forms import ProvisionUi
from app.screens.room.provision_intents import ProvisionIntent
from app.screens.room.provision_steps import provision_step_in_room
from app.screens.room.record_notices import READ
from app.screens.room.room_actions import (
    OFFERED,
    OUTSIDE,
    MainAct,
    Shown,
    act_command,
    bulk_absent,
    bulk_hand_in,
    main_act,
    main_command,
    why_not,
)
from app.screens.room.room_answers import answered, difference_chosen, given_back, noted
from app.screens.room.room_blocks import block_ranges, everybody, expected_of
from app.screens.room.room_content import RoomContent
from app.screens.room.room_differences import settling
from app.screens.room.room_looks import LOOKS
from app.screens.room.room_messages import read_command
from app.screens.room.room_rows import RowBook
from app.screens.room.room_taken import Known, Step, opened, refused, seen_at, spent
from app.screens.room.room_ui import REST, Mode, RoomUi
from app.screens.room.search import squeeze
from app.screens.room.staff_steps import staff_opened
from app.screens.room.today_changes import seen_command
from app.screens.room.wording import Notice, Tone


def knows(intent: object) -> bool:
    """Tell whether an intent leads to anything in the room."""
    if isinstance(intent, i.ActChosen):
        return intent.act in OFFERED or intent.act in _ACTS or intent.act in LOOKS
    return type(intent) in _RULES


def ticked(ui: RoomUi, now: datetime) -> RoomUi:
    """Return the state a moment later: the fixed moment is let go after a rest."""
    if ui.fixed_at is None or ui.query or ui.last_input is None or now - ui.last_input < REST:
        return replace(ui, now=now)
    return replace(ui, now=now, fixed_at=None)


def step(content: RoomContent, book: RowBook, ui: RoomUi, intent: Any) -> Step:
    """Return what follows from an intent at the moment of `ui.now`."""
    rule = _RULES.get(type(intent))
    if rule is None:
        return Step(ui)
    clean = replace(ui, notice=None, announcement="")
    return rule((content, book), clean, intent)


# ---------------------------------------------------------------- looking


def _query(known: Known, ui: RoomUi, intent: i.QueryTyped) -> Step:
    content, book = known
    fixed = ui.fixed_at
    if intent.text and not ui.query:
        fixed = ui.now
    ui = replace(
        ui,
        query=intent.text,
        fixed_at=fixed,
        last_input=ui.now,
        is_spent=False,
        is_scan=False,
        mode=Mode.CANDIDATE,
    )
    if not intent.text.strip():
        return Step(ui)
    found = book.index(content).rank(intent.text, expected_of(everybody(content)))
    return Step(_select(ui, found[0] if found else "", typed=True))


def _select(ui: RoomUi, candidate: str, *, typed: bool = False) -> RoomUi:
    changed = candidate != ui.selected
    return replace(
        ui,
        selected=candidate,
        fixed_at=ui.fixed_at if typed else ui.now,
        last_input=ui.now,
        is_spent=False,
        side=0 if changed else ui.side,
        other_time=None if changed else ui.other_time,
    )


def _selected(_known: Known, ui: RoomUi, intent: i.Selected) -> Step:
    if intent.candidate == ui.selected:
        return Step(ui)
    chosen = _select(ui, intent.candidate, typed=bool(ui.query))
    return Step(replace(chosen, mode=Mode.CANDIDATE, is_scan=False))


def _scan(known: Known, ui: RoomUi, intent: i.ScanCompleted) -> Step:
    content, book = known
    found = book.index(content).exact(intent.text)
    if found is None:
        where, text = "niet bij dit lokaal", "Vraag naar het lokaal, of schrijf bij (Shift F2)."
        later = next((p for p in content.later if _lists(p, intent.text)), None)
        if later is not None:
            at = later.clock(later.schedule.planned_start)
            where, text = (
                f"bij {later.exam_name} van {at}",
                "Kies die zitting in Vandaag (Ctrl T).",
            )
        elif ui.scanned_room:
            where, text = f"bij lokaal {ui.scanned_room}", "Stuur de kandidaat daarheen."
        title, text = f"Deze pas hoort {where}.", f"Niets vastgelegd. {text}"
        notice = Notice(Tone.WARNING, title, text, icon="scan-barcode")
        return Step(
            replace(
                ui, query="", selected="", notice=notice, last_input=ui.now, scanned=intent.text
            )
        )
    ui = replace(_select(ui, found), query="", is_scan=True, mode=Mode.CANDIDATE)
    return Step(ui)


def _lists(paper: Paper, text: str) -> bool:
    """Whether somebody with this number is on the list of a session."""
    numbers = (each.plan.number for each in paper.enrolments() if each.plan is not None)
    return squeeze(text) in {squeeze(number) for number in numbers}


def _chip(_known: Known, ui: RoomUi, intent: i.FilterChosen) -> Step:
    return Step(replace(ui, chip=max(0, intent.index), query=""))


def _session(known: Known, ui: RoomUi, intent: i.SessionChosen) -> Step:
    content, _ = known
    if len(content.papers) > 1:
        if intent.index < len(content.papers):
            return Step(replace(ui, session=content.papers[intent.index].session.id))
        return Step(ui)
    blocks = block_ranges(content)
    return Step(replace(ui, block=intent.index + 1 if intent.index < len(blocks) else 0))


def _escape(_known: Known, ui: RoomUi, _intent: i.EscapePressed) -> Step:
    if ui.mode is not Mode.CANDIDATE:
        return Step(replace(ui, mode=Mode.CANDIDATE, form_error=""))
    if ui.is_page:
        return Step(replace(ui, is_page=False))
    if ui.other_time is not None:
        return Step(replace(ui, other_time=None))
    if ui.query:
        return Step(replace(ui, query="", fixed_at=None, last_input=ui.now))
    return Step(replace(ui, selected="", chip=0, is_spent=False))


# ---------------------------------------------------------------- acting


def _enter(known: Known, ui: RoomUi, intent: i.EnterPressed) -> Step:
    shown = known[0].people.get(ui.selected)
    if ui.is_spent:
        return Step(replace(ui, announcement="Typ, kies of scan eerst."))
    if shown is None:
        return Step(replace(ui, announcement="Typ een naam, nummer of stoel."))
    if shown.enrolment.differences:
        return Step(spent(replace(ui, side=0)), settling(shown.paper, shown, ui.side))
    if main_act(shown, ui.act_at) is MainAct.NONE:
        return Step(replace(ui, is_page=True, provision=ProvisionUi()))
    if not intent.shift and form_asked(shown, i.Act.PRESENT) is not None:
        return Step(opened(ui, Mode.ARRIVAL))
    command = main_command(shown, ui.act_at, seen_at(ui), valid_id=not intent.shift)
    return Step(spent(ui), command)


def _act(known: Known, ui: RoomUi, intent: i.ActChosen) -> Step:
    if intent.act in _ACTS:
        return _ACTS[intent.act](known, ui)
    if intent.act in LOOKS:
        looked, opens = LOOKS[intent.act](known[0], ui)
        return Step(looked, opens=opens)
    if intent.act not in OFFERED or ui.is_hit_again(intent.act):
        return Step(ui)
    shown = known[0].people.get(ui.selected)
    if shown is None:
        return _about_nobody(ui, intent.act)
    reason = why_not(shown, intent.act, ui.act_at)
    mode = None if reason else form_asked(shown, intent.act)
    if mode is not None:
        return Step(opened(replace(ui, provision=ProvisionUi()), mode))
    command = None if reason else act_command(shown, intent.act, seen_at(ui))
    done = replace(spent(ui), hit=(intent.act, ui.selected, ui.now))
    return refused(ui, reason) if command is None else Step(done, command)


def _about_nobody(ui: RoomUi, act: i.Act) -> Step:
    """A decision can be about the session; the other acts need somebody."""
    if act is i.Act.NOTE_DECISION:
        return Step(opened(ui, Mode.SESSION_DECISION))
    return refused(ui, "Kies eerst een kandidaat.")


def form_asked(shown: Shown, act: i.Act) -> Mode | None:
    """Return the question that an act asks first; None when it is recorded at once."""
    rules = shown.paper.session.rules
    if act in (i.Act.PRESENT, i.Act.LATE):
        asks = rules.identity_digits and shown.status in OUTSIDE
        return Mode.ARRIVAL if asks else None
    if act is i.Act.AWAY_OR_BACK:
        return None if shown.status in (Status.AWAY, Status.MOVED) else Mode.AWAY
    if act is i.Act.HAND_IN:
        return Mode.HAND_IN if rules.counts_sheets else None
    if act is i.Act.LEFT:
        return Mode.ENTRY_REFUSED if shown.status in OUTSIDE else Mode.STOPPED
    return _FORMS.get(act)


def _chosen(known: Known, ui: RoomUi, intent: i.NoticeChosen) -> Step:
    """Take what was chosen in a notice or on a candidate's page."""
    if intent.action == i.Act.DIFFERENCES:
        return Step(LOOKS[i.Act.DIFFERENCES](known[0], ui)[0])
    if intent.action.startswith(READ):
        return Step(replace(ui, read=ui.read | {intent.action.removeprefix(READ)}))
    if intent.action in _ACTIONS:
        return _act(known, ui, i.ActChosen(_ACTIONS[intent.action]))
    if intent.action.startswith("act|"):
        return chosen_act(known, ui, intent)
    papers = known[0].papers
    return Step(ui, read_command(papers, intent.action) or seen_command(papers, intent.action))


def _adding(known: Known, ui: RoomUi) -> Step:
    if known[0].chosen(ui).seal is not None:
        return refused(ui, "Het verslag is verzegeld.")
    return Step(replace(opened(ui, Mode.ADDING), is_page=False))


def _all_absent(known: Known, ui: RoomUi) -> Step:
    paper = known[0].chosen(ui)
    who = bulk_absent(paper, ui.now)
    if not who:
        return refused(ui, "Nu is er niemand om op afwezig te zetten.")
    return Step(spent(ui), c.EstablishNoShow(paper.session.id, who))


def _all_handed_in(known: Known, ui: RoomUi) -> Step:
    paper = known[0].chosen(ui)
    who = bulk_hand_in(paper, ui.now)
    if not who:
        return refused(ui, "Nu is er niemand van wie de eindtijd voorbij is.")
    return Step(spent(ui), c.HandIn(paper.session.id, who))


def _session_form(_known: Known, ui: RoomUi) -> Step:
    mode = Mode.SESSION_IRREGULARITY
    return Step(replace(ui, mode=mode, form=ui.form + 1, form_at=ui.now, form_error=""))


def _no_reason(_known: Known, ui: RoomUi) -> Step:
    return Step(replace(ui, asks_start_reason=""))


def _calamity(_known: Known, ui: RoomUi) -> Step:
    return Step(ui, opens="calamity-key")


def _closing(known: Known, ui: RoomUi) -> Step:
    return Step(replace(ui, session=known[0].chosen(ui).session.id), opens="closing")


def _start_or_end(known: Known, ui: RoomUi, _intent: i.StartOrEndPressed) -> Step:
    paper = known[0].chosen(ui)
    session = paper.session.id
    if paper.part.started_at is not None:
        if timedelta(0) <= ui.now - paper.part.started_at < REST:  # a key that was hit twice
            return refused(ui, "Het examen is net gestart.")
        return Step(replace(ui, fixed_at=None, is_spent=True), c.EndSession(session))
    limit = timedelta(minutes=paper.session.rules.start_deviation_min)
    off = abs(ui.now - paper.schedule.planned_start) > limit
    asked = session if off else ui.asks_start_reason
    ui = replace(ui, fixed_at=None, is_spent=True, query="", asks_start_reason=asked)
    return Step(ui, c.StartSession(session))


def _reason(_known: Known, ui: RoomUi, intent: i.ReasonTyped) -> Step:
    session, text = ui.asks_start_reason, intent.text.strip()
    if not session or not text:
        return Step(ui)
    return Step(replace(ui, asks_start_reason=""), c.NoteStartReason(session, text))


def _undo(_known: Known, ui: RoomUi, _intent: i.UndoPressed) -> Step:
    return Step(replace(ui, is_spent=True, fixed_at=None), c.Undo())


def _redo(_known: Known, ui: RoomUi, _intent: i.RedoPressed) -> Step:
    return Step(replace(ui, is_spent=True, fixed_at=None), c.Redo())


def _provision(known: Known, ui: RoomUi, intent: ProvisionIntent) -> Step:
    return Step(*provision_step_in_room(known[0], ui, intent))


def _lock(_known: Known, ui: RoomUi, _intent: i.LockPressed) -> Step:
    return Step(ui, opens="lock")


_FORMS = {
    i.Act.IRREGULARITY: Mode.IRREGULARITY,
    i.Act.OTHER_TIME: Mode.OTHER_TIME,
    i.Act.CHANGE_SEAT: Mode.SEAT,
    i.Act.IDENTITY: Mode.IDENTITY,
    i.Act.CONTACT: Mode.CONTACT,
    i.Act.LATENESS: Mode.LATENESS,
    i.Act.OTHER_ROOM: Mode.OTHER_ROOM,
    i.Act.REVIEW: Mode.REVIEW,
    i.Act.NOTE_DECISION: Mode.DECISION,
    i.Act.PROVISIONS: Mode.PROVISIONS,
}
_ACTIONS = {each.value: each for each in (*_FORMS, i.Act.AWAY_OR_BACK, i.Act.HAND_IN, i.Act.LEFT)}
_ACTS: dict[i.Act, Callable[[Known, RoomUi], Step]] = {
    i.Act.ALL_ABSENT: _all_absent,
    i.Act.ALL_HANDED_IN: _all_handed_in,
    i.Act.SESSION_IRREGULARITY: _session_form,
    i.Act.NO_START_REASON: _no_reason,
    i.Act.CLOSING: _closing,
    i.Act.ADD_CANDIDATE: _adding,
    i.Act.CALAMITY: _calamity,
    i.Act.INVIGILATORS: lambda _, ui: Step(staff_opened(ui)),
}
_RULES: dict[type, Callable[[Known, RoomUi, Any], Step]] = {
    i.QueryTyped: _query,
    i.ScanCompleted: _scan,
    i.Selected: _selected,
    i.FilterChosen: _chip,
    i.SessionChosen: _session,
    i.EscapePressed: _escape,
    i.EnterPressed: _enter,
    i.ActChosen: _act,
    i.StartOrEndPressed: _start_or_end,
    i.ReasonTyped: _reason,
    i.UndoPressed: _undo,
    i.RedoPressed: _redo,
    i.IrregularityRecorded: noted,
    i.ItemGivenBack: given_back,
    i.DifferenceChosen: difference_chosen,
    i.PromptAnswered: answered,
    i.NoticeChosen: _chosen,
    i.RecordShown: shown_record,
    i.LockPressed: _lock,
    **dict.fromkeys(get_args(ProvisionIntent), _provision),
}
