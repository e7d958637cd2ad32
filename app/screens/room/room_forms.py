"""The forms of the room: a bijzonderheid, another time, another seat; and whose they are."""

from datetime import date

from app.models.paper import Paper, spoken_name
from app.models.session import Enrolment
from app.models.words import CENTRAL_CLASS, IRREGULARITY
from app.screens.room.candidate_provisions import provisions_screen
from app.screens.room.panel import (
    BirthDate,
    FormButton,
    FormField,
    IrregularityForm,
    Person,
    Prompt,
)
from app.screens.room.panels import PanelScreen, ProvisionsPanel
from app.screens.room.room_actions import Shown
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import line

SAW_EXAMPLE = "Alleen wat je zag of hoorde. Een ander: @ en de stoel."


def person_of(shown: Shown) -> Person:
    """Return the head of a panel."""
    enrolment, plan = shown.enrolment, shown.enrolment.plan
    programme = enrolment.extras.programme if enrolment.extras is not None else None
    about = " · ".join(piece for piece in (plan.number if plan else "", programme) if piece)
    return Person(
        seat=enrolment.seat or "–",
        name=spoken_name(enrolment),
        about=about,
        birth=_birth(enrolment),
        seat_label="Stoel",
    )


def _birth(enrolment: Enrolment) -> BirthDate | None:
    """A value that is absent is absent on screen."""
    raw = None if enrolment.extras is None else enrolment.extras.birth_date
    if raw is None:
        return None
    try:
        born = date.fromisoformat(raw)
    except ValueError:
        return None
    return BirthDate(f"••-••-{born.year}", f"{born:%d-%m-%Y}")


def form_of(shown: Shown, chosen: Paper, ui: RoomUi) -> PanelScreen | None:
    """Return the form or question that is open about a candidate."""
    if ui.mode is Mode.IRREGULARITY:
        return irregularity_form(shown, chosen, ui)
    if ui.mode is Mode.OTHER_TIME:
        return _time_prompt(shown, ui)
    if ui.mode is Mode.PROVISIONS:
        section = provisions_screen(shown.paper, shown.enrolment, ui.provision, ui.now)
        return ProvisionsPanel(shown.enrolment.candidate, person_of(shown), section)
    return _seat_prompt(shown, ui) if ui.mode is Mode.SEAT else None


def irregularity_form(shown: Shown | None, chosen: Paper, ui: RoomUi) -> IrregularityForm:
    """Return the form of a bijzonderheid, of a candidate or of the session (F7)."""
    paper = chosen if shown is None else shown.paper
    seen = paper.clock(ui.form_at or ui.now)
    who = "" if shown is None else shown.enrolment.candidate
    return IrregularityForm(
        form=f"irregularity|{who}|{ui.form}",
        choices=tuple(IRREGULARITY.items()),
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
        classes=tuple(CENTRAL_CLASS.items()) if paper.session.rules.has_central_limits else (),
    )


def _extras(shown: Shown | None, ui: RoomUi) -> tuple[FormField, ...]:
    by = FormField("by", "Wie zag het?", "", " of ".join(ui.people) or "naam")
    measures = FormField("measures", "Wat heb je gedaan?", "", "apart gezet")
    if shown is None:
        return (by, measures)
    return (by, FormField("others", "Samen met (stoel of nummer)", "", "B4"), measures)


def _time_prompt(shown: Shown, ui: RoomUi) -> Prompt:
    return Prompt(
        prompt=f"other-time|{ui.form}",
        title="Andere tijd",
        text=line("De volgende handeling bij deze kandidaat krijgt deze tijd."),
        button=FormButton("Tijd gebruiken", keys="Enter"),
        choices=(("time", "Op deze tijd gezien"), ("unseen", "Tijd niet waargenomen")),
        chosen="time",
        fields=(
            FormField("time", "Gezien om", "", shown.paper.clock(ui.now), error=ui.form_error),
        ),
        person=person_of(shown),
    )


def _seat_prompt(shown: Shown, ui: RoomUi) -> Prompt:
    return Prompt(
        prompt=f"seat|{ui.form}",
        title="Plaats wisselen",
        text=line("Waar zit deze kandidaat echt?"),
        button=FormButton("Vastleggen", keys="Enter"),
        fields=(
            FormField("seat", "Stoel of plaats", "", shown.enrolment.seat or "B4", ui.form_error),
            FormField("reason", "Waarom (mag leeg)", "", "stond in de zon"),
        ),
        person=person_of(shown),
    )
