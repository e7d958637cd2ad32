"""Everything of one candidate (05): identity, provisions, the timeline, and what to do with it."""

from dataclasses import replace

from app.models.facts import IdentityChecked
from app.models.moving import coming_from
from app.models.provision_states import provision_states
from app.models.report_attendance import identity_text
from app.models.timing import personal_end
from app.models.values import Aspect, Status
from app.models.words import IDENTITY, STATUS
from app.screens.room.attendance_forms import question_of
from app.screens.room.candidate_provisions import ProvisionsScreen, provisions_screen
from app.screens.room.panels import CandidatePage, PageAside
from app.screens.room.room_actions import OUTSIDE, Shown
from app.screens.room.room_decision import decision_prompt, open_notices
from app.screens.room.room_forms import irregularity_form, person_of
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.timeline import noted_by, time_text, timeline_of
from app.screens.room.wording import Line, Notice, ScreenAction, Tone, line


def candidate_page(shown: Shown, ui: RoomUi) -> CandidatePage:
    """Return the page of a candidate, with the form that is open beside it."""
    identity, detail = _identity(shown)
    return CandidatePage(
        candidate=shown.enrolment.candidate,
        person=person_of(shown),
        status=shown.status,
        status_text="Onderweg" if coming_from(shown.enrolment) else STATUS[shown.status],
        identity=identity,
        identity_detail=detail,
        provisions=provisions_of(shown, ui),
        timeline=timeline_of(shown),
        actions=_actions(shown),
        notices=_notices(shown, ui),
        aside=_aside(shown, ui),
        in_provisions=ui.mode is Mode.PROVISIONS,
    )


def _aside(shown: Shown, ui: RoomUi) -> PageAside | None:
    if ui.mode is Mode.IRREGULARITY:
        return replace(irregularity_form(shown, shown.paper, ui), person=None)
    if ui.mode is Mode.DECISION:
        return decision_prompt(shown, ui, None)
    return question_of(shown, ui, None)


def _identity(shown: Shown) -> tuple[Line, str]:
    """The document that was seen, "niet genoteerd" until somebody chose; and when and by whom."""
    value = shown.enrolment.values.get(Aspect.IDENTITY)
    if value is None or not isinstance(value.act, IdentityChecked):
        return line("Nog niet gekeken."), ""
    paper, act = shown.paper, value.act
    told = identity_text(paper, act).rstrip(".") or "Soort document niet genoteerd"
    word = IDENTITY[act.outcome]
    noted = noted_by(paper, shown.enrolment, value.event)
    detail = f"{time_text(paper, value.event)}, {noted}"
    return line(f"*{word[:1].upper()}{word[1:]}.* {told}."), detail


def provisions_of(shown: Shown, ui: RoomUi) -> ProvisionsScreen:
    """Return the granted provisions: what they mean here, and what became of each.

    Buttons stand there while an outcome is awaited or the keys are here: the timeline comes first.
    """
    section = provisions_screen(shown.paper, shown.enrolment, ui.provision, ui.now)
    is_held = ui.mode is Mode.PROVISIONS or ui.provision.chosen or section.form is not None
    if is_held:
        return section
    states = provision_states(shown.paper, shown.enrolment)
    if any(state.outcome is None for state in states):
        return replace(section, acts=())
    return replace(section, chosen="", outcomes=(), acts=(), hint="")


def _notices(shown: Shown, ui: RoomUi) -> tuple[Notice, ...]:
    """Return what must be known here: what somebody has to decide, and what was just refused."""
    found = [] if ui.notice is None else [ui.notice]
    found += open_notices(shown)
    end = personal_end(shown.paper.session, shown.paper.part, shown.enrolment)
    is_inside = shown.status in (Status.PRESENT, Status.LATE, Status.AWAY)
    if is_inside and end is not None and end.at is not None and ui.now > end.at:
        title = f"De eigen eindtijd ({shown.paper.clock(end.at)}) is voorbij."
        text = "Nog niets ingeleverd. Inleveren is F6."
        found.append(Notice(Tone.WARNING, title, text, icon="timer"))
    return tuple(found)


def _actions(shown: Shown) -> tuple[ScreenAction, ...]:
    """Return what can be done from here; a sealed report only lets look."""
    review = ScreenAction("review", "Laat zien wat er is vastgelegd", "Alt U", "aan de kandidaat")
    if shown.paper.seal is not None:
        return ()
    actions = [
        ScreenAction("identity", "ID controleren", "Alt D", "soort document, controle achteraf"),
        ScreenAction("irregularity", "Bijzonderheid", "F7", "feiten, geen oordeel"),
        ScreenAction("other-time", "Andere tijd", "Alt T", "voor wat je nu doet of al vastlegde"),
        ScreenAction("provisions", "Voorzieningen", "Shift F8", "wat ervan terechtkwam"),
        ScreenAction("note-decision", "Besluit per telefoon", "Shift F3", "wie, wat, namens wie"),
        ScreenAction("change-seat", "Plaats wisselen", "Alt M", "waar zit de kandidaat echt"),
        ScreenAction("other-room", "Naar een ander lokaal", "Ctrl M", "waarheen, wie besloot"),
    ]
    if shown.status in OUTSIDE:
        actions.append(ScreenAction("contact", "Contact gezocht", "Alt N", "bellen, mailen"))
    else:
        actions.append(review)
    if shown.status is Status.LATE:
        actions.append(ScreenAction("lateness", "Over te laat", "Alt J", "reden, met wie"))
    return tuple(actions)
