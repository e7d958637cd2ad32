"""The questions that acts of attendance ask first: each is one Prompt, answered in one go."""

from collections.abc import Callable
from typing import Final

from app.models.duty import WATCHING, Duty, duties_of
from app.models.facts import Corrected, IdentityChecked
from app.models.paper import Paper
from app.models.session import Enrolment
from app.models.values import Aspect, IdentityOutcome, Permission, Status, WorkOutcome
from app.models.words import CONTACT, DOCUMENT, IDENTITY, PURPOSE, WORK
from app.screens.room.panel import ChoiceGroup, FormButton, FormField, Person, Prompt
from app.screens.room.room_actions import MainAct, Shown, main_act
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.timeline import (
    Handling,
    handling_text,
    handlings_of,
    last_standing,
    time_text,
)
from app.screens.room.wording import line

RECORD: Final = FormButton("Vastleggen", keys="Enter")
NOBODY: Final = "nobody"
ROOMS_BY_DIGIT: Final = 6


def question_of(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt | None:
    """Return the question that is open about a candidate; None when there is none."""
    form = _FORMS.get(ui.mode)
    return None if form is None else form(shown, ui, person)


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _first(word)) for code, word in words.items())


# ---------------------------------------------------------------- another time


def time_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    """Return Alt T: the time of the act to come, or of the last one that stands."""
    paper, last = shown.paper, last_standing(shown.enrolment)
    choices = [
        ("time", "Volgende handeling: op deze tijd"),
        ("unseen", "Volgende handeling: tijd niet waargenomen"),
    ]
    fields = [FormField("time", "Gezien om", "", paper.clock(ui.now), error=ui.form_error)]
    if last is not None:
        told = handling_text(paper, shown.enrolment, last)
        choices += [
            ("fix", f"{told} ({time_text(paper, last.first)}): was op deze tijd"),
            ("fix-unseen", f"{told}: tijd niet waargenomen"),
        ]
        label = "Waarom (als het al vastligt)"
        fields.append(FormField("reason", label, "", "klok verkeerd gelezen"))
    return Prompt(
        prompt=f"other-time|{ui.form}",
        title="Andere tijd",
        text=line("Wat je zag en wanneer je het noteert blijven apart bewaard."),
        button=FormButton("Tijd gebruiken", keys="Enter"),
        choices=tuple(choices),
        chosen="time",
        fields=tuple(fields),
        person=person,
        choices_label="Waarvoor?",
    )


def _correction_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    handling = handling_at(shown.enrolment, ui.leaf)
    if handling is None:
        return time_prompt(shown, ui, person)
    paper, first = shown.paper, handling.first
    noted = paper.clock(first.header.corrected, seconds=True)
    is_struck = first.leaf in shown.enrolment.struck
    told = handling_text(paper, shown.enrolment, handling)
    choices: tuple[tuple[str, str], ...] = (
        ("time", "Andere tijd"),
        ("unseen", "Tijd niet waargenomen"),
        ("strike", "Dit is niet gebeurd"),
    )
    fields = [FormField("time", "Gezien om", "", time_text(paper, first))]
    if is_struck:
        choices, fields = (("restore", "Toch laten staan"),), []
    fields.append(
        FormField("reason", "Waarom? Dit komt in het verslag.", "", "verkeerde kandidaat")
    )
    return Prompt(
        prompt=f"correction|{ui.leaf}|{ui.form}",
        title="Verbeteren",
        text=line(
            f"*{told}* om {time_text(paper, first)}, genoteerd {noted} door "
            f"{paper.recorded_by(first)}. Het blijft leesbaar, doorgestreept."
        ),
        button=FormButton("Verbeteren", keys="Enter"),
        choices=choices,
        chosen=choices[0][0],
        fields=tuple(fields),
        person=person,
        error=ui.form_error,
        choices_label="Wat moet het zijn?",
    )


def handling_at(enrolment: Enrolment, leaf: str) -> Handling | None:
    """Return the handling that is chosen by a leaf."""
    return next((each for each in handlings_of(enrolment) if each.first.leaf == leaf), None)


def striker_of(enrolment: Enrolment, leaf: str) -> str | None:
    """Return the leaf of the correction that strikes an act and stands itself."""
    for each in reversed(enrolment.acts):
        body = each.body
        is_striker = body is not None and isinstance(body.act, Corrected) and leaf in body.refs
        if is_striker and each.leaf not in enrolment.struck:
            return each.leaf
    return None


# ---------------------------------------------------------------- identity and seat


def on_document(enrolment: Enrolment) -> str:
    """Return the name that the document should say, where the planner told it."""
    name = None if enrolment.plan is None else enrolment.plan.id_check_name
    return f" Op het ID hoort te staan: *{name.replace('*', '')}*." if name else ""


def _identity_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    value = shown.enrolment.values.get(Aspect.IDENTITY)
    check = value.act if value is not None and isinstance(value.act, IdentityChecked) else None
    rules = shown.paper.session.rules
    fields = []
    if rules.identity_digits:
        label = f"Laatste {rules.identity_digits} tekens van het document"
        fields.append(FormField("digits", label, "", "9" * rules.identity_digits))
    outcome = IdentityOutcome.SEEN if check is None else check.outcome
    fields += [
        FormField("follow_up", "Controle achteraf", "", "als het niet klopt", half=True),
        FormField("before", "Uiterlijk", "", "12-6", half=True),
    ]
    outcomes = tuple((each.value, _first(word)) for each, word in IDENTITY.items())
    return Prompt(
        prompt=f"identity|{ui.form}",
        title="ID controleren",
        text=line(f"Kies alleen wat je zelf op het document zag.{on_document(shown.enrolment)}"),
        button=RECORD,
        choices=_words(DOCUMENT),
        chosen=(check.document or "") if check is not None else "",
        fields=tuple(fields),
        person=person,
        error=ui.form_error,
        choices_label="Soort document",
        groups=(ChoiceGroup("outcome", "Wat zag je?", outcomes, outcome.value),),
    )


def _arrival_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    """Return what is read from the document where the rule set asks it, before arriving."""
    asked = shown.paper.session.rules.identity_digits
    at = ui.form_at or ui.now
    late = main_act(shown, at) in (MainAct.LATE, MainAct.HERE_NOW)
    text, status = (
        ("Te laat, ID gezien", Status.LATE)
        if late
        else (
            "Aanwezig, ID gezien",
            Status.PRESENT,
        )
    )
    return Prompt(
        prompt=f"arrival|{ui.form}",
        title="Lees het document",
        text=line(
            f"Typ de laatste *{asked}* tekens van het document. Geen ID? Esc, dan Shift Enter."
            f"{on_document(shown.enrolment)}"
        ),
        button=FormButton(text, keys="Enter", status=status),
        choices=_words(DOCUMENT),
        fields=(FormField("digits", f"Laatste {asked} tekens", "", "", ui.form_error),),
        person=person,
        choices_label="Soort document (mag later)",
        fields_first=True,
    )


def _seat_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    extras = shown.enrolment.extras
    planned = "" if extras is None or extras.seat is None else f" Gepland: *{extras.seat}*."
    return Prompt(
        prompt=f"seat|{ui.form}",
        title="Plaats wisselen",
        text=line(f"Waar zit deze kandidaat echt?{planned}"),
        button=RECORD,
        fields=(
            FormField("seat", "Stoel of plaats", "", shown.enrolment.seat or "B4", ui.form_error),
            FormField("reason", "Waarom (mag leeg)", "", "stond in de zon"),
        ),
        person=person,
    )


# ---------------------------------------------------------------- away, ending, refused


def _away_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    paper = shown.paper
    escorts = (*((each.key, each.name) for each in on_duty(paper)), (NOBODY, "Niemand"))
    at = paper.clock(ui.form_at or ui.now)
    return Prompt(
        prompt=f"away|{ui.form}",
        title="Even weg",
        text=line(f"Weg om *{at}*. Enter is genoeg; de rest mag leeg."),
        button=FormButton("Even weg", keys="Enter", status=Status.AWAY),
        choices=_words(PURPOSE),
        person=person,
        choices_label="Waarvoor?",
        groups=(ChoiceGroup("escort", "Wie loopt mee?", escorts),),
    )


def on_duty(paper: Paper) -> tuple[Duty, ...]:
    """Return who watches this room now."""
    watching = (each for each in duties_of(paper.session, paper.part) if each.is_here)
    return tuple(each for each in watching if each.role in WATCHING)


def _hand_in_prompt(_shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    return Prompt(
        prompt=f"hand-in|{ui.form}",
        title="Inleveren",
        text=line("Tel samen met de kandidaat."),
        button=FormButton("Ingeleverd", keys="Enter", status=Status.HANDED_IN),
        groups=(ChoiceGroup("paper", "Opgaven terug?", (("yes", "Ja"), ("no", "Nee"))),),
        fields=(
            FormField("sheets", "Vellen met werk", "", "4", ui.form_error),
            FormField("scrap", "Kladpapier terug", "", "2"),
        ),
        person=person,
    )


def _stopped_prompt(_shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    return Prompt(
        prompt=f"stopped|{ui.form}",
        title="Definitief vertrokken",
        text=line("De kandidaat stopt en komt niet terug. Enter is genoeg."),
        button=FormButton("Definitief vertrokken", keys="Enter", status=Status.LEFT),
        choices=tuple((each.value, _first(WORK[each])) for each in WorkOutcome),
        fields=(FormField("reason", "Waarom (feiten, mag leeg)", "", "zei dat het klaar was"),),
        person=person,
        choices_label="En het werk?",
    )


def _refused_prompt(_shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    return Prompt(
        prompt=f"entry-refused|{ui.form}",
        title="Doorverwijzen",
        text=line("De kandidaat mag nu niet naar binnen en gaat naar het examenbureau."),
        button=FormButton("Doorverwezen", keys="Enter", status=Status.REFUSED),
        fields=(FormField("reason", "Waarom", "", "te laat, na de laatste binnenkomst"),),
        person=person,
    )


def _contact_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    return Prompt(
        prompt=f"contact|{ui.form}",
        title="Contact gezocht",
        text=line("Elke poging telt apart. Leg alleen vast wat je zelf deed."),
        button=RECORD,
        choices=_words(CONTACT),
        chosen=next(iter(CONTACT)),
        fields=(
            FormField("time", "Om", shown.paper.clock(ui.form_at or ui.now), "", ui.form_error),
            FormField("answer", "Antwoord (mag leeg)", "", "geen gehoor"),
        ),
        person=person,
        choices_label="Hoe?",
    )


def _lateness_prompt(_shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    return Prompt(
        prompt=f"lateness|{ui.form}",
        title="Over te laat",
        text=line("Vraag het als het rustig is. De eindtijd verandert hier niet door."),
        button=RECORD,
        choices=(("yes", "Ja"), ("no", "Nee"), ("", "Niet bekend")),
        chosen="",
        fields=(FormField("reason", "Waarom te laat?", "", "trein viel uit"),),
        person=person,
        error=ui.form_error,
        choices_label="Sprak met wie al weg was?",
        fields_first=True,
    )


def _other_room_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    """Return the form of a move: a room that is known here by its digit, or any by its label."""
    at = shown.paper.clock(ui.form_at or ui.now)
    rooms = ui.rooms if len(ui.rooms) <= ROOMS_BY_DIGIT else ()
    return Prompt(
        prompt=f"other-room|{ui.form}",
        title="Naar een ander lokaal",
        text=line(f"Vertrekt hier om *{at}*. Wat vastligt gaat mee naar het andere lokaal."),
        button=RECORD,
        choices=tuple((label, label) for label in rooms),
        fields=(
            FormField("room", "Of typ het lokaal" if rooms else "Lokaal", "", "A1.02"),
            FormField("reason", "Waarom", "", "lawaai, aparte ruimte"),
            FormField("by", "Wie besloot dit?", "", "naam"),
        ),
        person=person,
        error=ui.form_error,
        choices_label="Welk lokaal?" if rooms else "",
    )


# ---------------------------------------------------------------- bijschrijven


PERMISSION = ChoiceGroup(
    "permission",
    "Wie gaf toestemming?",
    (
        (Permission.NOBODY_YET.value, "Nog niemand, besluit staat open"),
        (Permission.BY_PHONE.value, "Per telefoon"),
        (Permission.ON_PAPER.value, "Staat op papier"),
    ),
    Permission.NOBODY_YET.value,
    FormField("authorised_by", "Door wie", "", "mag later"),
    (
        "komt op het bord",
        "wie, namens wie, hardop teruggelezen",
        "naam en handtekening op de lijst",
    ),
)


def adding_prompt(paper: Paper, ui: RoomUi) -> Prompt:
    """Return the form for somebody who is on no list (05b): a name and Enter is enough."""
    people = ", ".join(ui.people)
    count = len(paper.enrolments()) + 1
    by = f" door {people}" if people else ""
    at = paper.clock(ui.form_at or ui.now)
    name = ui.query.strip()
    return Prompt(
        prompt=f"adding|{ui.form}",
        title="Bijschrijven",
        text=line("Een naam en Enter is genoeg. De rest mag later."),
        button=FormButton(
            "Bijgeschreven en aanwezig", keys="Enter", status=Status.PRESENT, icon="user-plus"
        ),
        choices=(
            (IdentityOutcome.SEEN.value, "Gezien"),
            (IdentityOutcome.NO_VALID_DOCUMENT.value, "Geen geldig ID"),
            ("", "Nog niet gekeken"),
        ),
        chosen="",
        fields=(
            FormField("name", "Naam, zoals op het ID", _first(name), "", ui.form_error),
            FormField("number", "Studentnummer", ui.scanned, "van de pas, mag later", half=True),
            FormField("seat", "Plaats", "", "mag later", half=True),
        ),
        choices_label="ID",
        groups=(PERMISSION,),
        fields_first=True,
        wide=True,
        note=line(
            f"Staat daarna als {count}e op de lijst, gemerkt ‘bijgeschreven {at}{by}’. Of het "
            "werk meetelt, beslist de examencommissie."
        ),
    )


_FORMS: dict[Mode, Callable[[Shown, RoomUi, Person | None], Prompt]] = {
    Mode.OTHER_TIME: time_prompt,
    Mode.SEAT: _seat_prompt,
    Mode.CORRECTION: _correction_prompt,
    Mode.IDENTITY: _identity_prompt,
    Mode.ARRIVAL: _arrival_prompt,
    Mode.CONTACT: _contact_prompt,
    Mode.LATENESS: _lateness_prompt,
    Mode.OTHER_ROOM: _other_room_prompt,
    Mode.AWAY: _away_prompt,
    Mode.HAND_IN: _hand_in_prompt,
    Mode.STOPPED: _stopped_prompt,
    Mode.ENTRY_REFUSED: _refused_prompt,
}
