"""A decision heard by phone (Shift F3): the question in the room, and how it shows afterwards."""

from datetime import datetime

from app.models.calamity_commands import HearDecision
from app.models.calamity_facts import DecisionHeard
from app.models.confirming import confirmation_of
from app.models.facts import IdentityChecked
from app.models.paper import Paper
from app.models.session import Enrolment, Part
from app.models.timing import arrived_at, came_after_entry, is_past_central_limit, needs_admission
from app.models.values import (
    ADMISSION,
    Aspect,
    Confirmation,
    DecisionOutcome,
    IdentityOutcome,
    decision_aspect,
)
from app.models.words import CONFIRMATION, DECISION_OUTCOME, IDENTITY
from app.screens.room.intents import Act
from app.screens.room.panel import FormButton, FormField, Person, Prompt
from app.screens.room.room_actions import Shown
from app.screens.room.room_content import hotline_of
from app.screens.room.room_ui import RoomUi
from app.screens.room.wording import Notice, ScreenAction, Tone, line

ADMIT, DENY, OTHER = "admit", "deny", "other"
CHOICES = ((ADMIT, "Toelaten"), (DENY, "Niet toelaten"), (OTHER, "Ander besluit"))
JOINING = "Bijgeschreven, mag meedoen"
READ_BACK = "Schrijf op wat je hoort, lees het voor en zet dan het vinkje."
TICK = line("*Voorgelezen en bevestigd* aan de telefoon")
TEXTS = {ADMIT: "Toelaten na de laatste binnenkomst", DENY: "Niet toelaten"}


class DecisionRefused(Exception):
    """What is missing before a decision can be noted."""


def is_too_late(shown: Shown, at: datetime) -> bool:
    """Whether nothing admits any more (centraal examen, more than 30 minutes)."""
    paper = shown.paper
    came = arrived_at(shown.enrolment) or at
    return is_past_central_limit(paper.session, paper.part, came)


def decision_prompt(shown: Shown, ui: RoomUi, person: Person | None) -> Prompt:
    """Return the question: what, who, on behalf of whom, by which mandate, read back."""
    choices = CHOICES[1:] if is_too_late(shown, ui.act_at) else CHOICES
    text = READ_BACK
    if is_too_late(shown, ui.act_at):
        text = "Na 30 minuten laat niemand meer toe. Blijft de kandidaat toch? Noteer dat met F7."
    late = came_after_entry(shown.paper.session, shown.paper.part, shown.enrolment)
    is_asked = late or shown.enrolment.awaits_permission
    return Prompt(
        prompt=f"decision|{ui.form}",
        title="Besluit per telefoon",
        text=line(text),
        button=FormButton("Vastleggen", keys="Enter"),
        choices=choices,
        chosen=choices[0][0] if is_asked else OTHER,
        fields=_fields("mag leeg bij toelaten"),
        person=person,
        error=ui.form_error,
        tick=TICK,
    )


def _fields(what: str) -> tuple[FormField, ...]:
    return (
        FormField("who", "Wie beslist", "", "naam"),
        FormField("behalf", "Namens", "", "examencommissie"),
        FormField("mandate", "Mandaat (leeg: wacht op examencommissie)", "", "M-07"),
        FormField("what", "Wat precies", "", what),
        FormField("until", "Tot wanneer", "", "einde van deze zitting"),
    )


def session_decision(paper: Paper, ui: RoomUi) -> Prompt:
    """Return the question about a decision that concerns the session, and nobody by name."""
    return Prompt(
        prompt=f"session-decision|{ui.form}",
        title="Besluit over de zitting",
        text=line(f"{paper.exam_name}, {paper.room_label}. {READ_BACK}"),
        button=FormButton("Vastleggen", keys="Enter"),
        fields=_fields("wat er besloten is"),
        error=ui.form_error,
        tick=TICK,
    )


def heard_about(
    paper: Paper,
    enrolment: Enrolment | None,
    choice: str,
    texts: dict[str, str],
    *,
    ticked: bool,
    now: datetime,
) -> HearDecision:
    """Return what is recorded of an answered question, of a candidate or of the session.

    Raises:
        DecisionRefused: Something is missing; the text says what.
    """
    told = {name: text.strip() for name, text in texts.items()}
    if not told.get("who"):
        raise DecisionRefused("Typ wie dit besluit.")
    what = told.get("what") or TEXTS.get(choice, "")
    is_joining = enrolment is not None and enrolment.awaits_permission
    if choice == ADMIT and not told.get("what") and is_joining:
        what = JOINING
    if not what:
        raise DecisionRefused("Typ wat er besloten is.")
    if not ticked:
        raise DecisionRefused("Lees het eerst voor en zet dan het vinkje.")
    outcome = DecisionOutcome.GRANTED if told.get("mandate") else DecisionOutcome.AWAITED
    return HearDecision(
        session=paper.session.id,
        candidate=None if enrolment is None else enrolment.candidate,
        matter="other" if choice == OTHER else ADMISSION,
        outcome=DecisionOutcome.DENIED if choice == DENY else outcome,
        text=what,
        decided_by=told["who"],
        on_behalf_of=told.get("behalf") or None,
        mandate=told.get("mandate") or None,
        until=told.get("until") or None,
        read_back_at=now,
    )


def open_notices(shown: Shown) -> list[Notice]:
    """Return what somebody still has to decide about a candidate, and what was decided."""
    found = [admission_notice(shown)]
    if shown.enrolment.awaits_permission:
        text = f"Bel {hotline_of(shown.paper)} en noteer het besluit met Shift F3."
        title = "Bijgeschreven, nog zonder toestemming."
        found.append(Notice(Tone.WARNING, title, text, icon="bell"))
    found.append(_identity_notice(shown))
    return [each for each in found if each is not None]


def _identity_notice(shown: Shown) -> Notice | None:
    """Return the question that a look at the ID leaves open: when it is looked at again."""
    value = shown.enrolment.values.get(Aspect.IDENTITY)
    act = None if value is None else value.act
    is_open = isinstance(act, IdentityChecked) and act.outcome is not IdentityOutcome.SEEN
    if not isinstance(act, IdentityChecked) or not is_open or act.follow_up:
        return None
    title = f"{IDENTITY[act.outcome][:1].upper()}{IDENTITY[act.outcome][1:]}."
    text = "Spreek een controle achteraf af, met een uiterste dag."
    ask = ScreenAction(Act.IDENTITY.value, "Afspreken", keys="Alt D")
    return Notice(Tone.WARNING, title, text, (ask,), icon="id-card")


def admission_notice(shown: Shown) -> Notice | None:
    """Return what the panel says of somebody who came after the last entry."""
    paper, enrolment = shown.paper, shown.enrolment
    if not came_after_entry(paper.session, paper.part, enrolment):
        return None
    came, heard = arrived_at(enrolment), enrolment.decision(ADMISSION)
    if came is not None and is_past_central_limit(paper.session, paper.part, came):
        title = "Toch in de zaal, in strijd met protocol."
        return Notice(Tone.DANGER, title, "Noteer met F7 wie dat zei.", icon="bell")
    if heard is None or needs_admission(paper.session, paper.part, enrolment):
        call = f"bel {hotline_of(paper)} en noteer het met Shift F3"
        text = f"Toelaten is een besluit: {call}."
        return Notice(Tone.WARNING, "Na de laatste binnenkomst.", text, icon="bell")
    how = confirmation_of(paper.part, enrolment.values[decision_aspect(ADMISSION)])
    return Notice(Tone.WARNING, f"{_state(heard, how)}.", _by(heard), icon="hourglass")


def admission_pill(part: Part, enrolment: Enrolment) -> str:
    """Return what the row says of somebody let in by a decision that waits for somebody."""
    heard = enrolment.decision(ADMISSION)
    if heard is None or heard.outcome is DecisionOutcome.DENIED:
        return ""
    if heard.outcome is DecisionOutcome.AWAITED:
        return "Wacht op examencommissie"
    how = confirmation_of(part, enrolment.values[decision_aspect(ADMISSION)])
    return "Toegelaten, nog te bevestigen" if how is Confirmation.HEARD else ""


def _state(heard: DecisionHeard, how: Confirmation) -> str:
    if heard.outcome is DecisionOutcome.AWAITED:
        return DECISION_OUTCOME[heard.outcome]
    return f"Toegelaten, {CONFIRMATION[how]}"


def _by(heard: DecisionHeard) -> str:
    behalf = f", namens {heard.on_behalf_of}" if heard.on_behalf_of else ""
    mandate = f", mandaat {heard.mandate}" if heard.mandate else ""
    return f"{heard.decided_by}{behalf}{mandate}."
