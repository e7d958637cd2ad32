"""The provisions of one candidate (05): what was granted, the sum, and what became of each."""

from dataclasses import dataclass
from datetime import datetime

from app.models.extra_words import extra_word
from app.models.paper import Paper
from app.models.provision_states import NOT_HERE, ProvisionState, provision_states
from app.models.report_provisions import sum_text, warning_text
from app.models.session import Enrolment
from app.models.timing import personal_end, status_of
from app.models.values import ProvisionOutcome
from app.models.words import PROVISION_OUTCOME
from app.screens.room.panel import Badge
from app.screens.room.provision_forms import ProvisionForm, ProvisionUi, form_of
from app.screens.room.provision_intents import ProvisionAct
from app.screens.room.wording import Line, Span, Tone, line

OUTCOMES = (
    ProvisionOutcome.GIVEN,
    ProvisionOutcome.OFFERED_NOT_USED,
    ProvisionOutcome.PARTLY,
    ProvisionOutcome.REFUSED,
    ProvisionOutcome.NOT_DELIVERED,
)
"""What can be pressed, in the order of the digits; "niet van toepassing" follows from absence."""
SHORT = {ProvisionOutcome.PARTLY: "Deels"}
STATE = SHORT | {ProvisionOutcome.OFFERED_NOT_USED: "Niet gebruikt"}


@dataclass(frozen=True, slots=True)
class ProvisionItem:
    """One provision: its badge, a line about it, and what became of it ("" while asked for)."""

    code: str
    badge: Badge
    text: Line
    state: str = ""
    tone: Tone = Tone.PLAIN
    more: Line = ()


@dataclass(frozen=True, slots=True)
class ProvisionButton:
    """Something to press, by its digit. `value` is an outcome or a `ProvisionAct`."""

    value: str
    text: str
    keys: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionsScreen:
    """The section: the provisions, what can be pressed for the chosen one, and an open form.

    `form` is the form of an outcome or a request; while it is open the others make room for it.
    """

    items: tuple[ProvisionItem, ...]
    chosen: str
    outcomes: tuple[ProvisionButton, ...] = ()
    acts: tuple[ProvisionButton, ...] = ()
    hint: str = ""
    form: ProvisionForm | None = None
    title: str = "Voorzieningen"
    empty: str = ""


def provisions_screen(
    paper: Paper, enrolment: Enrolment, ui: ProvisionUi, now: datetime
) -> ProvisionsScreen:
    """Return the section of a candidate."""
    states = provision_states(paper, enrolment)
    chosen = chosen_state(states, ui)
    is_open = paper.part.seal is None
    form = form_of(paper, chosen, ui, now) if is_open else None
    shown = () if ui.asks and is_open else states if form is None or chosen is None else (chosen,)
    return ProvisionsScreen(
        items=tuple(_item(paper, enrolment, state, looked=state is chosen) for state in shown),
        chosen="" if chosen is None else chosen.granted.code,
        outcomes=_outcomes(paper, enrolment, chosen) if is_open and form is None else (),
        acts=_acts(paper, enrolment, chosen) if is_open and form is None else (),
        hint="Bij de laatste vier: zeg waarom." if chosen is not None and is_open else "",
        form=form,
        empty="" if states else "Er is niets toegekend.",
    )


def chosen_state(states: tuple[ProvisionState, ...], ui: ProvisionUi) -> ProvisionState | None:
    """Return the provision that is looked at: the one picked, else the first without outcome."""
    picked = next((each for each in states if each.granted.code == ui.chosen), None)
    waiting = next((each for each in states if each.outcome is None), None)
    return picked or waiting or (states[0] if states else None)


def _item(
    paper: Paper, enrolment: Enrolment, state: ProvisionState, *, looked: bool
) -> ProvisionItem:
    granted, extra = state.granted, state.extra
    word = granted.word
    if extra is not None:
        word = extra_word(extra).capitalize() or "Extra tijd"
    told, tone = _told(paper, enrolment, state)
    return ProvisionItem(
        code=granted.code,
        badge=Badge(word, granted.icon, strong=granted.is_time),
        text=_text(paper, enrolment, state),
        state=told,
        tone=tone,
        more=_more(state, looked=looked),
    )


def _text(paper: Paper, enrolment: Enrolment, state: ProvisionState) -> Line:
    if state.extra is not None:
        end = personal_end(paper.session, paper.part, enrolment)
        told = "geen einde" if end is None or end.at is None else f"tot {paper.clock(end.at)}"
        return line(f"*{told}*")
    since = enrolment.resting_since
    if state.granted.is_rest_break and since is not None:
        return (Span(f"pauze sinds {paper.clock(since)}", strong=True, tone=Tone.WARNING),)
    if state.granted.is_rest_break and enrolment.rests:
        count = len(enrolment.rests)
        return line("1 pauze" if count == 1 else f"{count} pauzes")
    if state.outcome is None and state.is_ready is not None:
        return line("ligt klaar") if state.is_ready else (Span("werkt niet", tone=Tone.WARNING),)
    if state.outcome is not None:
        return ()
    return line("nog geen uitkomst")


def _more(state: ProvisionState, *, looked: bool) -> Line:
    """The sum of extra time with what is out of the ordinary; of the others what to look at."""
    extra = state.extra
    if extra is None:
        kind = state.granted.kind
        if kind is None or not looked:
            return ()
        return line(f"{kind.confirm[:1].upper()}{kind.confirm[1:]}.")
    told = sum_text(extra)
    warning = warning_text(extra)
    spans = [Span(f"{told}.")] if told else []
    if warning:
        space = " " if spans else ""
        spans.append(Span(f"{space}{warning[:1].upper()}{warning[1:]}.", tone=Tone.WARNING))
    return tuple(spans)


def _told(paper: Paper, enrolment: Enrolment, state: ProvisionState) -> tuple[str, Tone]:
    if state.outcome is None:
        return "", Tone.PLAIN
    if state.reported is None and status_of(paper.session, paper.part, enrolment) in NOT_HERE:
        return "n.v.t.", Tone.MUTED
    word = STATE.get(state.outcome, PROVISION_OUTCOME[state.outcome])
    if state.reported is None and state.extra is not None:
        word = "Toegepast"
    tones = {
        ProvisionOutcome.GIVEN: Tone.GOOD,
        ProvisionOutcome.NOT_DELIVERED: Tone.DANGER,
        ProvisionOutcome.NOT_APPLICABLE: Tone.MUTED,
    }
    return word, tones.get(state.outcome, Tone.WARNING)


def _outcomes(
    paper: Paper, enrolment: Enrolment, chosen: ProvisionState | None
) -> tuple[ProvisionButton, ...]:
    """The five outcomes; of who is not here it follows by itself."""
    is_gone = status_of(paper.session, paper.part, enrolment) in NOT_HERE
    if chosen is None or (is_gone and chosen.reported is None):
        return ()
    return tuple(
        ProvisionButton(
            outcome,
            SHORT.get(outcome, PROVISION_OUTCOME[outcome]),
            str(number),
        )
        for number, outcome in enumerate(OUTCOMES, start=1)
    )


def _acts(
    paper: Paper, enrolment: Enrolment, chosen: ProvisionState | None
) -> tuple[ProvisionButton, ...]:
    found: list[ProvisionButton] = []
    is_before = paper.part.started_at is None
    if chosen is not None and chosen.granted.is_readied and is_before:
        if chosen.is_ready is not True:
            found.append(ProvisionButton(ProvisionAct.READY, "Ligt klaar", "6", "check"))
        if chosen.is_ready is not False:
            found.append(
                ProvisionButton(ProvisionAct.NOT_READY, "Werkt niet", "7", "triangle-alert")
            )
    if enrolment.resting_since is not None:
        found.append(ProvisionButton(ProvisionAct.REST_END, "Pauze voorbij", "8", "play"))
    elif not is_before:
        found.append(ProvisionButton(ProvisionAct.REST_START, "Pauze begint", "8", "coffee"))
    found.append(ProvisionButton(ProvisionAct.REQUEST, "Gevraagd op de dag", "9", "plus"))
    return tuple(found)
