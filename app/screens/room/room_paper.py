"""Typing over from paper, one step at a time: every act asks the time on it, a second checks."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from app.models import commands as c
from app.models.copied import Copied, checkable_by, typist_name, unchecked_in
from app.models.paper import Paper, spoken_name
from app.models.told import told_of
from app.models.values import NOT_OBSERVED, NotObserved
from app.models.words import staff_name
from app.screens.room import intents as i
from app.screens.room import room_steps
from app.screens.room.closing_checks import FixRefused, typed_time
from app.screens.room.panel import FormButton, FormField, Prompt
from app.screens.room.paper_ui import NOT_PAPER, PaperUi
from app.screens.room.room_content import RoomContent
from app.screens.room.room_rows import RowBook
from app.screens.room.room_taken import Step
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import Line, Notice, ScreenAction, Span, Tone, line

ON_A_PAGE: Final = 6
"""How many acts stand on a page of the check."""
UNSEEN: Final = "unseen"
FROM_PAPER: Final = i.ActChosen(i.Act.FROM_PAPER)
CHECK_PAPER: Final = i.ActChosen(i.Act.CHECK_PAPER)
NOBODY_ELSE: Final = (
    "Nakijken doet iemand anders dan wie overtypte. Laat die zich eerst aanmelden met de dagcode."
)
NOTHING: Final = "Er is niets overgetypt dat nog nagekeken moet worden."


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """A second person found these acts as they stand on paper, and typed a PIN."""

    session: str
    person: str
    pin: str
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperStep:
    """A step of the room, and perhaps a check that has to be signed."""

    step: Step
    check: CheckAsked | None = None


def paper_step(content: RoomContent, book: RowBook, ui: RoomUi, intent: Any) -> PaperStep:
    """Return what follows from an intent; in the mode of paper every act asks its time."""
    if intent == FROM_PAPER or intent == i.NoticeChosen(i.Act.FROM_PAPER):
        return PaperStep(Step(_toggled(ui)))
    if intent == CHECK_PAPER or intent == i.NoticeChosen(i.Act.CHECK_PAPER):
        return PaperStep(Step(checking(content.chosen(ui), ui)))
    if isinstance(intent, i.PromptAnswered) and ui.mode in _ANSWERED:
        return _ANSWERED[ui.mode](content, book, ui, intent)
    told = room_steps.step(content, book, ui, intent)
    if isinstance(intent, i.EscapePressed):
        told = replace(told, ui=_without_question(told.ui))
    return PaperStep(_copied(ui, told, intent))


def _without_question(ui: RoomUi) -> RoomUi:
    return replace(ui, paper=PaperUi(typist=ui.paper.typist))


# ---------------------------------------------------------------- typing over


def _toggled(ui: RoomUi) -> RoomUi:
    """Begin typing over, or end it; with two people in the shift it asks who types."""
    if ui.paper.typist:
        said = "Klaar met overtypen."
        return replace(ui, paper=NOT_PAPER, mode=Mode.CANDIDATE, announcement=said)
    if len(ui.shift) == 1:
        return _typing(ui, ui.shift[0][0])
    return replace(ui, mode=Mode.PAPER, form=ui.form + 1, form_error="")


def _typing(ui: RoomUi, person: str) -> RoomUi:
    said = "Je typt over van papier. Elke handeling vraagt de tijd op het papier."
    ui = replace(ui, paper=PaperUi(typist=person), mode=Mode.CANDIDATE, announcement=said)
    return replace(ui, query="", other_time=None, fixed_at=None, notice=None)


def _typist_chosen(
    _content: RoomContent, _book: RowBook, ui: RoomUi, intent: i.PromptAnswered
) -> PaperStep:
    known = intent.choice in dict(ui.shift)
    return PaperStep(Step(_typing(ui, intent.choice) if known else ui))


def _copied(before: RoomUi, told: Step, intent: object) -> Step:
    """Return a step whose command is taken over from paper; without a time it asks for one."""
    command, by = told.command, before.paper.typist
    if command is None or not by or not isinstance(command, c.Recordable):
        return told
    is_timed = isinstance(intent, i.IrregularityRecorded | i.ItemGivenBack)
    if is_timed or not hasattr(command, "seen_at"):
        return replace(told, command=c.CopyFromPaper(command, by))
    if before.other_time is None:
        paper = replace(before.paper, pending=(before.mode, intent))
        asked = replace(before, paper=paper, mode=Mode.PAPER_TIME, form=before.form + 1)
        return Step(replace(asked, form_error="", notice=None))
    timed: Any = command
    timed = replace(timed, seen_at=before.other_time)
    return replace(told, command=c.CopyFromPaper(timed, by))


def _time_typed(
    content: RoomContent, book: RowBook, ui: RoomUi, intent: i.PromptAnswered
) -> PaperStep:
    pending = ui.paper.pending
    if pending is None:
        return PaperStep(Step(replace(ui, mode=Mode.CANDIDATE)))
    at: datetime | NotObserved = NOT_OBSERVED
    if intent.choice != UNSEEN:
        try:
            at = typed_time(content.chosen(ui), dict(intent.texts).get("time", ""), ui.now)
        except FixRefused as problem:
            return PaperStep(Step(replace(ui, form_error=str(problem))))
    fixed = at if isinstance(at, datetime) else ui.fixed_at
    again = _without_question(
        replace(ui, mode=Mode(pending[0]), other_time=at, fixed_at=fixed, is_spent=False)
    )
    told = paper_step(content, book, again, pending[1])
    return replace(told, step=replace(told.step, ui=replace(told.step.ui, other_time=None)))


# ---------------------------------------------------------------- checking


def checking(paper: Paper, ui: RoomUi) -> RoomUi:
    """Open the check for whoever of the shift did not type; say so when nobody else is there."""
    others = [who for who, _ in ui.shift if checkable_by(paper, who)]
    if not unchecked_in(paper) or not others:
        said = NOBODY_ELSE if unchecked_in(paper) else NOTHING
        notice = Notice(Tone.NOTE, said, "", icon="info")
        return replace(ui, notice=notice, announcement=said, selected="", mode=Mode.CANDIDATE)
    leaves = tuple(each.event.leaf for each in checkable_by(paper, others[0]))
    opened = PaperUi(typist=ui.paper.typist, checker=others[0], left=leaves)
    return replace(ui, paper=opened, mode=Mode.PAPER_CHECK, form=ui.form + 1, form_error="")


def _page_checked(
    content: RoomContent, _book: RowBook, ui: RoomUi, intent: i.PromptAnswered
) -> PaperStep:
    """A page is as on paper: the next one; after the last one the PIN, and then it is signed."""
    paper, now = ui.paper, ui.paper.left[:ON_A_PAGE]
    if now:
        paper = replace(paper, left=paper.left[len(now) :], seen=(*paper.seen, *now))
        return PaperStep(Step(replace(ui, paper=paper, form=ui.form + 1)))
    pin = dict(intent.texts).get("pin", "")
    if len(pin) != 6 or not pin.isdecimal():
        return PaperStep(Step(replace(ui, form_error="Typ de zes cijfers van de pincode.")))
    asked = CheckAsked(content.chosen(ui).session.id, paper.checker, pin, paper.seen)
    return PaperStep(Step(replace(ui, form_error="")), asked)


_ANSWERED: Final = {
    Mode.PAPER: _typist_chosen,
    Mode.PAPER_TIME: _time_typed,
    Mode.PAPER_CHECK: _page_checked,
}


# ---------------------------------------------------------------- what stands on the screen


def paper_prompt(paper: Paper, ui: RoomUi) -> Prompt | None:
    """Return the question that is open about paper, or None."""
    if ui.mode is Mode.PAPER:
        return Prompt(
            prompt=f"paper|{ui.form}",
            title="Van papier",
            text=line("Wie typt over? Een ander kijkt het later na."),
            button=FormButton("Beginnen", keys="Enter"),
            choices=tuple((who, staff_name(name)) for who, name in ui.shift),
            chosen=ui.shift[0][0] if ui.shift else "",
        )
    if ui.mode is Mode.PAPER_TIME:
        return Prompt(
            prompt=f"paper-time|{ui.form}",
            title="Welke tijd staat op het papier?",
            text=line("De tijd van nu wordt erbij bewaard."),
            button=FormButton("Vastleggen", keys="Enter"),
            choices=(("time", "Deze tijd"), (UNSEEN, "Er staat geen tijd")),
            chosen="time",
            fields=(FormField("time", "Tijd op het papier", "", "08:47", error=ui.form_error),),
        )
    return _check_prompt(paper, ui) if ui.mode is Mode.PAPER_CHECK else None


def _check_prompt(paper: Paper, ui: RoomUi) -> Prompt:
    name = staff_name(dict(ui.shift).get(ui.paper.checker, ""))
    done, now = len(ui.paper.seen), ui.paper.left[:ON_A_PAGE]
    total = done + len(ui.paper.left)
    if now:
        known = {each.event.leaf: each for each in unchecked_in(paper)}
        acts = [known[leaf] for leaf in now if leaf in known]
        return Prompt(
            prompt=f"paper-check|{ui.form}",
            title=f"Nakijken: {done + 1} tot {done + len(now)} van {total}",
            text=_acts_line(paper, acts, name),
            button=FormButton("Staat zo op het papier", keys="Enter"),
        )
    return Prompt(
        prompt=f"paper-check|{ui.form}",
        title="Nagekeken",
        text=line(f"*{name}*: {_acts_word(total)} staan zo op het papier."),
        button=FormButton("Tekenen met pincode", keys="Enter"),
        fields=(FormField("pin", "Pincode", "", "", error=ui.form_error, secret=True),),
    )


def _acts_word(count: int) -> str:
    return "1 handeling" if count == 1 else f"{count} handelingen"


def _acts_line(paper: Paper, acts: list[Copied], name: str) -> Line:
    spans = [Span(f"{name} kijkt na. Klopt er iets niet? Esc, en verbeter het eerst.")]
    for each in acts:
        who = "De zitting" if each.enrolment is None else spoken_name(each.enrolment)
        seen = each.event.body is not None and each.event.body.seen_at is not NOT_OBSERVED
        at = paper.clock(each.event.observed) if seen else "geen tijd"
        spans += [
            Span("\n"),
            Span(at, strong=True),
            Span(f"  {who}: {told_of(each.event, paper.session)}"),
        ]
    return tuple(spans)


def paper_notices(paper: Paper, ui: RoomUi) -> list[Notice]:
    """Return the banner while somebody types over; it never goes away by itself."""
    if not ui.paper.typist:
        return []
    name = staff_name(typist_name(paper, ui.paper.typist))
    return [
        Notice(
            Tone.WARNING,
            "Je typt over van papier.",
            f"{name} typt. Elke handeling vraagt de tijd op het papier.",
            (ScreenAction(i.Act.FROM_PAPER, "Klaar", keys="Ctrl P"),),
            icon="file-text",
        )
    ]
