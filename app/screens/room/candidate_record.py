"""What was recorded about one candidate, to show to him: nobody else's name is in it."""

from collections.abc import Iterator, Sequence

from app.models import facts as f
from app.models.act import Event
from app.models.away import times_away
from app.models.extract import hiding, naming, unmentioned
from app.models.irregularities import irregularity_word
from app.models.others_names import OthersNames
from app.models.paper import Paper
from app.models.provision_states import provision_states
from app.models.remembered import Latest
from app.models.session import ExamSession
from app.models.standards import irregularities_of
from app.models.timing import arrived_at, late_by, personal_end
from app.models.values import Aspect, ReviewOutcome
from app.models.words import (
    IDENTITY,
    PROVISION_OUTCOME,
    late_text,
    minutes_text,
    purpose_word,
)
from app.screens.room.panel import FormButton, FormField, RecordView
from app.screens.room.room_actions import Shown
from app.screens.room.room_ui import RoomUi
from app.screens.room.timeline import time_text
from app.screens.room.wording import line

Pair = tuple[str, str]


def record_view(shown: Shown, papers: Sequence[Paper], ui: RoomUi) -> RecordView:
    """Return what was recorded, as the candidate reads it at hand-in."""
    signs = shown.paper.session.rules.candidate_signs
    choices = [
        (ReviewOutcome.AGREED.value, "Klopt"),
        (ReviewOutcome.DISAGREED.value, "Klopt niet"),
    ]
    if signs:
        choices.append((ReviewOutcome.REFUSED_TO_SIGN.value, "Weigert te tekenen"))
    return RecordView(
        form=f"review|{shown.enrolment.candidate}|{ui.form}",
        title="Dit is over jou vastgelegd",
        text=line("Lees het rustig. Klopt er iets niet, zeg het: het komt in het verslag."),
        lines=tuple(record_lines(shown, papers)),
        choices=tuple(choices),
        remark=FormField("remark", "Opmerking van de kandidaat", "", "in eigen woorden, mag leeg"),
        button=FormButton("Vastleggen", keys="Ctrl Enter"),
        signs=signs,
        error=ui.form_error,
    )


def record_lines(shown: Shown, papers: Sequence[Paper] = ()) -> Iterator[Pair]:
    """Yield label and text of all that was recorded about one candidate.

    `papers` are those of the room: whoever sits there for another exam is named no more.
    """
    paper, enrolment = shown.paper, shown.enrolment
    yield "Examen", paper.exam_name
    if enrolment.seat is not None:
        yield "Plaats", enrolment.seat
    arrived = arrived_at(enrolment)
    if arrived is not None:
        late = late_by(paper.session, paper.part, enrolment)
        told = "" if late is None else f", {late_text(late)}"
        yield "Binnengekomen", f"{_at(shown, Aspect.ARRIVAL)}{told}"
    identity = enrolment.values.get(Aspect.IDENTITY)
    if identity is not None and isinstance(identity.act, f.IdentityChecked):
        yield "Legitimatie", IDENTITY[identity.act.outcome]
    yield from _away(shown)
    end = personal_end(paper.session, paper.part, enrolment)
    if end is not None:
        yield "Jouw eindtijd", "onbeperkt" if end.at is None else paper.clock(end.at)
    if Aspect.HAND_IN in enrolment.values:
        yield "Ingeleverd", _at(shown, Aspect.HAND_IN)
    if Aspect.STOP in enrolment.values:
        yield "Vertrokken", _at(shown, Aspect.STOP)
    yield from _provisions(shown)
    yield from _notes(shown, papers)


def _at(shown: Shown, aspect: str) -> str:
    value = shown.enrolment.values[aspect]
    return shown.paper.clock(value.observed) if value.is_time_observed else "tijd niet gezien"


def _away(shown: Shown) -> Iterator[Pair]:
    """Each time away; who went along is somebody else, and stays out."""
    for away in times_away(shown.enrolment):
        until = "" if away.back is None else f"–{time_text(shown.paper, away.back)}"
        why = f", {purpose_word(away.act.purpose)}" if away.act.purpose else ""
        yield "Even weg", f"{time_text(shown.paper, away.event)}{until}{why}"


def _provisions(shown: Shown) -> Iterator[Pair]:
    for state in provision_states(shown.paper, shown.enrolment):
        word = state.granted.word
        if state.extra is not None and not state.extra.is_unlimited:
            word = f"{minutes_text(state.extra.applied_min)} extra"
        told = "" if state.outcome is None else f": {PROVISION_OUTCOME[state.outcome].lower()}"
        yield "Voorziening", f"{word}{told}"


def _notes(shown: Shown, papers: Sequence[Paper]) -> Iterator[Pair]:
    """What was noted about this candidate: the facts and the own statement, no other names."""
    paper, enrolment = shown.paper, shown.enrolment
    near = [each.session for each in papers if each.session is not paper.session]
    for event in enrolment.acts:
        act = None if event.body is None else event.body.act
        if isinstance(act, f.IrregularityNoted) and event.leaf not in enrolment.struck:
            others = _others(enrolment.candidate, paper.session, *near)
            read = irregularities_of(paper.session.standards)
            yield irregularity_word(read, act.category), _note_text(shown, event, act, others)


def _note_text(shown: Shown, event: Event, act: f.IrregularityNoted, others: OthersNames) -> str:
    text = f"{time_text(shown.paper, event)}: {others.without(unmentioned(act, act.text))}"
    said = f" Jij zei: ‘{others.without(act.statement)}’" if act.statement else ""
    return f"{text}{said}{_taken_text(shown, event, others)}"


def _taken_text(shown: Shown, event: Event, others: OthersNames) -> str:
    """What was taken, and whether it went back: also to whom, where that is the candidate."""
    note = next((n for n in shown.paper.part.notes if n.event.leaf == event.leaf), None)
    if note is None or not note.act.item_taken:
        return ""
    bag = f", zakje {note.act.bag}" if note.act.bag else ""
    told = f" Ingenomen: {note.act.item_taken}{bag}"
    if note.returned is None:
        return f"{told}, nog niet terug."
    at, act = note.returned
    return f"{told}, terug {time_text(shown.paper, at)} aan {others.without(act.given_to)}."


@Latest
def _others(candidate: str, *sessions: ExamSession) -> OthersNames:
    """Return what leaves out everybody else in the room, of whatever exam."""
    own, *near = sessions
    return hiding([(own, candidate)], (), [told for each in near for told in naming(each)])
