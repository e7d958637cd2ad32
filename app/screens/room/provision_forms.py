"""The forms of a provision: why it was not (wholly) given, and what was asked on the day."""

from dataclasses import dataclass
from datetime import datetime

from app.models.paper import Paper
from app.models.provision_states import ProvisionState
from app.models.provisions import EXTRA_TIME, OTHER, word_of
from app.models.values import ProvisionOutcome
from app.models.words import NOT_DELIVERED, PROVISION_OUTCOME
from app.screens.room.panel import FormButton, FormField

ASKED = (EXTRA_TIME, "STOP", "HEAD", "DICT", "LAPT", "ROOM", "SEAT")
"""What is asked for most on the day; anything else is typed."""
GRANTED, NOT_GRANTED = "granted", "not-granted"


@dataclass(frozen=True, slots=True)
class ProvisionUi:
    """What the section holds besides the record: which provision, and an open form.

    `form` counts the forms that were opened: a new one begins empty.
    """

    chosen: str = ""
    outcome: str = ""
    asks: bool = False
    form: int = 0
    error: str = ""

    @property
    def is_asking(self) -> bool:
        """Whether a form is open."""
        return self.asks or bool(self.outcome)


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One question with chips. `name` comes back with the chosen value."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ProvisionForm:
    """A form under the provisions; while `form` stays the same, what was typed stays."""

    form: str
    title: str
    choices: tuple[ChoiceField, ...]
    fields: tuple[FormField, ...]
    button: FormButton
    error: str = ""


def form_of(
    paper: Paper, chosen: ProvisionState | None, ui: ProvisionUi, now: datetime
) -> ProvisionForm | None:
    """Return the form that is open, or None."""
    if ui.asks:
        return _request_form(ui, paper.session.catalogue)
    if chosen is None or not ui.outcome:
        return None
    outcome = ProvisionOutcome(ui.outcome)
    told = f"{chosen.granted.word}: {PROVISION_OUTCOME[outcome].lower()}"
    is_missing = outcome is ProvisionOutcome.NOT_DELIVERED
    reasons = (ChoiceField("reason", "Waarom?", tuple(NOT_DELIVERED.items())),)
    more = (
        FormField("measure", "Wat deed je in plaats daarvan?", "", "andere plaats"),
        FormField("effect", "Wat merkte de kandidaat ervan?", "", ""),
        FormField("noticed", "Gezien om", "", paper.clock(now)),
        FormField("informed", "Gemeld aan", "", "examenbureau"),
        FormField("informed_at", "Gemeld om", "", paper.clock(now)),
    )
    why = FormField("remark", "Wat precies? (mag leeg)" if is_missing else "Waarom?", "", "")
    partly = outcome in (ProvisionOutcome.NOT_DELIVERED, ProvisionOutcome.PARTLY)
    return ProvisionForm(
        form=f"outcome|{chosen.granted.code}|{ui.outcome}|{ui.form}",
        title=told,
        choices=reasons if is_missing else (),
        fields=(why, *(more if partly else more[2:3])),
        button=FormButton("Vastleggen"),
        error=ui.error,
    )


def _request_form(ui: ProvisionUi, catalogue: str) -> ProvisionForm:
    asked = (*((code, word_of(code, catalogue)) for code in ASKED), (OTHER, "Anders"))
    answers = ((GRANTED, "Toegekend"), (NOT_GRANTED, "Niet toegekend"))
    return ProvisionForm(
        form=f"request|{ui.form}",
        title="Gevraagd op de dag",
        choices=(
            ChoiceField("code", "Wat?", asked),
            ChoiceField("answer", "Het antwoord", answers),
        ),
        fields=(
            FormField("asked", "Wat precies? (bij Anders)", "", "nooit waarom"),
            FormField("minutes", "Minuten (bij extra tijd)", "", "20"),
            FormField("answered_by", "Wie besloot dat?", "", "naam"),
        ),
        button=FormButton("Vastleggen"),
        error=ui.error,
    )
