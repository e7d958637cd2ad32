"""What the board of examiners has to rule on, as one paper for its meeting: matter by matter."""

from collections.abc import Iterable, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from app.models.act import Event
from app.models.calamity_facts import CalamityOpened, DecisionHeard
from app.models.facts import EntryRefused, IrregularityNoted
from app.models.irregularities import irregularity_word
from app.models.matters import Matter, Ruling
from app.models.pack import Figures, Pairs, PaperPack, Sheet, Told
from app.models.paper import Paper, paper_of
from app.models.report import Figure, LabelledLines, PaperHead, ReportStatus
from app.models.report_day import ReportGround
from app.models.report_notes import note_words
from app.models.session import ExamSession
from app.models.standards import irregularities_of
from app.models.told import told_of
from app.models.values import MatterKind
from app.models.words import (
    DECISION_OUTCOME,
    clock_text,
    date_text,
    day_text,
    minutes_text,
    ruling_word,
    staff_name,
    written_day,
)

MATTER_KIND: Final = {
    MatterKind.IRREGULARITY: "Vermoeden van onregelmatigheid",
    MatterKind.CALAMITY: "Calamiteit met besluit",
    MatterKind.ADMISSION: "Te laat of bijgeschreven",
    MatterKind.REFUSAL: "Geweigerd aan de deur",
    MatterKind.TELEPHONE: "Telefonisch besluit, niet bevestigd",
    MatterKind.DIFFERENCE: "Verschil dat mensen oplosten",
}


TO_WRITE: Final = ("\u00a0",) * 4
"""Lines of a paper that are left blank for a pen."""


def evidence_text(event: Event, paper: Paper | None) -> str:
    """Return what an event says as evidence; `paper` is the part it was recorded in."""
    act = None if event.body is None else event.body.act
    match act:
        case IrregularityNoted():
            held = () if paper is None else paper.session.standards
            word = irregularity_word(irregularities_of(held), act.category)
            text = f"{word}. {_note(event, act, paper)}"
        case DecisionHeard():
            text = _decision(act)
        case EntryRefused():
            text = f"Geweigerd aan de deur: {act.reason or 'zonder opgave van reden'}"
        case CalamityOpened():
            calamity = None if paper is None else paper.part.calamity(event.leaf)
            text = "Calamiteit" if calamity is None else f"Calamiteit: {calamity.title}"
        case _:
            session = None if paper is None else paper.session
            text = "Gewist" if act is None else told_of(event, session)
    return text


def ruling_text(ruling: Ruling) -> str:
    """Return a ruling in one sentence or two."""
    act = ruling.act
    word, ground = ruling_word(act.kind, act.outcome), act.grounds.rstrip(".")
    follows = f" Gevolg: {act.follows.rstrip('.')}." if act.follows else ""
    day = written_day(act.ruled_on)
    return (
        f"{word}. Besluit van {act.decided_by}, {day}, mandaat {act.mandate}. "
        f"Grond: {ground}.{follows}"
    )


def ended_text(ruling: Ruling, zone: ZoneInfo) -> str:
    """Return who recorded a ruling and when, and what became of it."""
    local = ruling.event.observed.astimezone(zone)
    who = staff_name(ruling.by.name) or "onbekend"
    told = f"vastgelegd door {who}, {date_text(local.date())} {local:%H:%M}"
    if ruling.ended_by is None:
        return told
    is_replaced = ruling.ended_by.body is not None and bool(ruling.ended_by.body.seen)
    ended = ruling.ended_by.observed.astimezone(zone)
    word = "vervangen" if is_replaced else "ingetrokken"
    return f"{told}; {word} {date_text(ended.date())} {ended:%H:%M}"


def rulings_paper(
    matters: Sequence[Matter], sessions: Iterable[ExamSession], ground: ReportGround
) -> PaperPack:
    """Return the paper for the meeting: what is to be ruled on first, then what was ruled."""
    by_id = {each.id: each for each in sessions}
    still_open = [each for each in matters if each.is_open]
    ruled = [each for each in matters if not each.is_open]
    figures = (
        Figure(str(len(still_open)), "te beslissen"),
        Figure(str(len(ruled)), "beslist"),
    )
    blocks: list[object] = [Figures("Samen", figures)]
    for each in (*still_open, *ruled):
        blocks.append(_block(each, by_id.get(each.session) or ExamSession(each.session), ground))
    if not matters:
        blocks.append(Told("Besluiten", ("Er is niets om over te beslissen.",)))
    title, subtitle = "Besluiten examencommissie", day_text(ground.day)
    head = PaperHead(
        school=f"{ground.school} · Examencommissie" if ground.school else "Examencommissie",
        author=ground.school or "Examenbureau",
        title=title,
        subtitle=subtitle,
        running_title=f"{title} · {subtitle}",
        reference=f"EC-{ground.day:%Y-%m%d}",
        status=ReportStatus.BLANK,
        status_text=ground.made,
        status_moment=ground.made,
    )
    name = f"besluiten-examencommissie-{ground.day.isoformat()}"
    sheet = Sheet(head, tuple(blocks))  # type: ignore[arg-type]
    return PaperPack(name, f"{title} · {subtitle}", ground.made, (sheet,))


# ---------------------------------------------------------------- within


def _block(matter: Matter, session: ExamSession, ground: ReportGround) -> Pairs:
    paper = paper_of(session, matter.room)
    who = "" if paper is None else _person(paper, matter)
    day = matter.since.astimezone(ground.zone).date()
    lines = [LabelledLines("Zitting", (_where(session, paper, matter), date_text(day)))]
    if who:
        lines.append(LabelledLines("Kandidaat", (who,)))
    for event in matter.evidence:
        at = clock_text(event.observed, ground.zone, seconds=True)
        told = evidence_text(event, paper)
        lines.append(LabelledLines(f"Vastgelegd {at}", (told, f"vastlegging {event.leaf[:16]}")))
    for ruling in matter.rulings:
        label = "Besluit" if ruling.stands else "Eerder besluit"
        told = ruling_text(ruling)
        lines.append(LabelledLines(label, (told, ended_text(ruling, ground.zone))))
    if matter.is_open:
        lines.append(LabelledLines("Besluit, grond en mandaat", TO_WRITE))
    title = MATTER_KIND[matter.kind] + (f": {who}" if who else "")
    return Pairs(title, tuple(lines), is_wide=True)


def _person(paper: Paper, matter: Matter) -> str:
    enrolment = paper.session.enrolments.get(matter.candidate or "")
    if enrolment is None:
        return ""
    return f"{paper.name(enrolment)} ({paper.number(enrolment)})"


def _where(session: ExamSession, paper: Paper | None, matter: Matter) -> str:
    if paper is None:
        return f"{session.id}, {matter.room}"
    return f"{paper.exam_name}, {paper.room_label}, kenmerk {paper.reference}"


def _note(event: Event, act: IrregularityNoted, paper: Paper | None) -> str:
    notes = () if paper is None else paper.part.notes
    note = next((each for each in notes if each.event.leaf == event.leaf), None)
    if paper is None or note is None:
        return act.text
    return "".join(run.text for run in note_words(paper, note))


def _decision(act: DecisionHeard) -> str:
    whose = f", namens {act.on_behalf_of}" if act.on_behalf_of else ""
    mandate = f", mandaat {act.mandate}" if act.mandate else ", zonder mandaat"
    minutes = "" if act.minutes is None else f" {minutes_text(act.minutes)}."
    word = DECISION_OUTCOME[act.outcome]
    return f"{word} door {act.decided_by}{whose}{mandate}.{minutes} {act.text}".strip()
