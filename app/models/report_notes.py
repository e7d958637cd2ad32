"""The words of one bijzonderheid: its three times, what was seen, said, taken and done."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from app.models.act import Event
from app.models.facts import IrregularityNoted
from app.models.irregularities import class_word
from app.models.paper import Paper
from app.models.report import Run
from app.models.session import Note
from app.models.standards import irregularities_of
from app.models.words import closed

UNSEEN: Final = "tijd niet waargenomen"


def note_words(paper: Paper, note: Note) -> list[Run]:
    """Return what prints of a bijzonderheid; a struck one keeps its words under a line."""
    act = note.act
    text = with_names(paper, closed(act.text), act.mentions)
    words = [Run(f"{_note_times(paper, note.event, act)} "), Run(text, struck=note.is_struck)]
    words += [Run(f" {said}") for said in _note_details(paper, act)]
    if note.returned is not None:
        at = paper.clock(note.returned[0].observed)
        words.append(Run(f" Teruggegeven {at} aan {note.returned[1].given_to}."))
    if act.is_reported:
        told = " Gemeld aan de examencommissie (vermoeden van onregelmatigheid)."
        words += [Run(told, bold=True), Run(" Besluit is aan de examencommissie.")]
    return words


def time_text(paper: Paper, event: Event) -> str:
    """Return when an act was seen, or that nobody saw when."""
    return paper.clock(event.observed) if event.is_time_observed else UNSEEN


def at_text(paper: Paper, event: Event, before: str) -> str:
    """Return when an act was seen, as it goes on in a sentence; no time is made up."""
    is_seen = event.is_time_observed
    return f"{before}{paper.clock(event.observed)}" if is_seen else f", {UNSEEN}"


def _note_times(paper: Paper, event: Event, act: IrregularityNoted) -> str:
    seen = time_text(paper, event)
    said = [f"Gezien {seen}"]
    if isinstance(act.addressed_at, datetime):
        said.append(f"aangesproken {paper.clock(act.addressed_at)}")
    noted = paper.clock(event.header.corrected, seconds=True)
    said.append(f"genoteerd {noted} door {act.seen_by or paper.recorded_by(event)}")
    return f"{', '.join(said)}."


def _note_details(paper: Paper, act: IrregularityNoted) -> Iterator[str]:
    if act.is_statement_refused:
        yield "De kandidaat wil geen verklaring geven."
    if act.statement:
        yield f"Kandidaat: ‘{act.statement.rstrip('.')}.’"
    if act.also_seen_by:
        yield f"Ook gezien door {act.also_seen_by}."
    if act.item_taken:
        bag = f", zakje {act.bag}" if act.bag else ""
        yield f"Ingenomen: {act.item_taken}{bag}."
    if act.measures:
        yield f"Maatregel: {act.measures.rstrip('.')}."
    if act.central_class:
        word = class_word(irregularities_of(paper.session.standards), act.central_class)
        yield f"Indeling centraal examen: {word}."


def with_names(paper: Paper, text: str, mentions: tuple[str, ...]) -> str:
    """Put the names of others in their places: who may read this report may read them."""
    for place, who in enumerate(mentions, start=1):
        text = text.replace(f"{{{place}}}", paper.name(paper.session.enrolments.get(who)))
    return text
