"""The forms of the room: a bijzonderheid, or a question of attendance; and whose they are."""

from app.models.completeness import items_kept
from app.models.irregularities import kinds_about
from app.models.paper import Paper, spoken_name
from app.models.session import Note
from app.models.standards import irregularities_of
from app.screens.room.attendance_forms import question_of
from app.screens.room.candidate_provisions import provisions_screen
from app.screens.room.panel import (
    FormButton,
    FormField,
    IrregularityForm,
    KeptItem,
    Person,
)
from app.screens.room.panels import PanelScreen, ProvisionsPanel
from app.screens.room.room_actions import Shown
from app.screens.room.room_rows import birth_of
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import line

SAW_EXAMPLE = "Alleen wat je zag of hoorde. Een ander: @ en de stoel."


def person_of(shown: Shown) -> Person:
    """Return the head of a panel."""
    enrolment, plan = shown.enrolment, shown.enrolment.plan
    programme = enrolment.extras.programme if enrolment.extras is not None else None
    added = enrolment.added
    number = plan.number if plan else (added.number if added is not None else None)
    mark = "bijgeschreven" if added is not None else ""
    about = " · ".join(piece for piece in (number, programme, mark) if piece)
    return Person(
        seat=enrolment.seat or "–",
        name=spoken_name(enrolment),
        about=about,
        birth=birth_of(enrolment),
        seat_label="Stoel",
    )


def form_of(shown: Shown, chosen: Paper, ui: RoomUi) -> PanelScreen | None:
    """Return the form or question that is open about a candidate."""
    if ui.mode is Mode.IRREGULARITY:
        return irregularity_form(shown, chosen, ui)
    if ui.mode is Mode.PROVISIONS:
        section = provisions_screen(shown.paper, shown.enrolment, ui.provision, ui.now)
        return ProvisionsPanel(shown.enrolment.candidate, person_of(shown), section)
    return question_of(shown, ui, person_of(shown))


def irregularity_form(shown: Shown | None, chosen: Paper, ui: RoomUi) -> IrregularityForm:
    """Return the form of a bijzonderheid, of a candidate or of the session (F7)."""
    paper = chosen if shown is None else shown.paper
    seen = paper.clock(ui.form_at or ui.now)
    who = "" if shown is None else shown.enrolment.candidate
    read = irregularities_of(paper.session.standards)
    kinds = kinds_about(read, candidate=shown is not None)
    is_central = paper.session.rules.has_central_limits
    classes = read.central_classes if is_central else ()
    return IrregularityForm(
        form=f"irregularity|{who}|{ui.form}",
        choices=tuple((each.code, each.dutch) for each in kinds),
        seen=FormField("seen", "Gezien om", seen, "10:10"),
        spoken=FormField("spoken", "Aangesproken om", "", "10:11"),
        witness=FormField("witness", "Wie zag het nog?", "", "niemand"),
        saw=FormField("saw", "Wat zag je?", "", SAW_EXAMPLE),
        said=FormField("said", "Wat zei de kandidaat?", "", ""),
        taken=FormField("taken", "Ingenomen", "", "telefoon"),
        bag=FormField("bag", "Zakje", "", "3"),
        report_text=line("*Melden aan de examencommissie* (vermoeden van onregelmatigheid)"),
        button=FormButton("Vastleggen", "de examencommissie besluit"),
        person=None if shown is None else person_of(shown),
        place="" if shown is not None else f"{paper.exam_name}, {paper.room_label}",
        chosen=ui.form_kind,
        error=ui.form_error,
        title="Bijzonderheid" if shown is not None else "Bijzonderheid van de zitting",
        extras=_extras(shown, ui),
        refusal_text=line("De kandidaat wil geen verklaring geven") if shown is not None else (),
        classes=tuple((each.code, each.dutch) for each in classes),
        class_of=tuple((each.code, each.central) for each in kinds if classes and each.central),
        kept=_kept(paper, shown, paper.clock(ui.now)),
    )


def _extras(shown: Shown | None, ui: RoomUi) -> tuple[FormField, ...]:
    by = FormField("by", "Wie zag het?", "", " of ".join(ui.people) or "naam")
    measures = FormField("measures", "Wat heb je gedaan?", "", "apart gezet")
    if shown is None:
        return (by, measures)
    return (by, FormField("others", "Samen met (stoel of nummer)", "", "B4"), measures)


def _kept(paper: Paper, shown: Shown | None, now: str) -> tuple[KeptItem, ...]:
    """Return what was taken and is still here: of this candidate, or of the session."""
    about = None if shown is None else shown.enrolment.candidate
    whom = "" if shown is None else spoken_name(shown.enrolment)
    return tuple(
        KeptItem(
            note.event.leaf,
            _taken_text(paper, note),
            FormField("to", "Aan wie?", whom, "naam"),
            FormField("at", "Hoe laat?", now, "leeg: niet gezien"),
        )
        for note in items_kept(paper.part)
        if note.event.body is not None and note.event.body.candidate == about
    )


def _taken_text(paper: Paper, note: Note) -> str:
    item = note.act.item_taken or ""
    bag = f", zakje {note.act.bag}" if note.act.bag else ""
    return f"{item[:1].upper()}{item[1:]}{bag}, ingenomen {paper.clock(note.event.observed)}"
