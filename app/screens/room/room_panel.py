"""What stands right of the list: the chosen candidate, the start, a form or a difference."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.models.away import is_too_long, times_away
from app.models.facts import AwayStarted, IdentityChecked
from app.models.moving import coming_from
from app.models.paper import Paper, spoken_name
from app.models.provision_states import provision_states
from app.models.timing import personal_end
from app.models.values import Aspect, Status
from app.models.words import IDENTITY, STATUS, minutes_of, purpose_word
from app.screens.room.attendance_forms import adding_prompt
from app.screens.room.candidate import candidate_page
from app.screens.room.candidate_record import record_view
from app.screens.room.intents import Act
from app.screens.room.panel import (
    ActButton,
    BigButton,
    CandidatePanel,
    PanelBlock,
    PanelCard,
    PanelLine,
    PanelLink,
    ProvisionBox,
    ProvisionLine,
    StatusNote,
)
from app.screens.room.panels import PanelScreen
from app.screens.room.room_actions import OUTSIDE, MainAct, Shown, main_act, why_not
from app.screens.room.room_clock import clock_prompt
from app.screens.room.room_content import hotline_of
from app.screens.room.room_decision import decision_prompt, open_notices, session_decision
from app.screens.room.room_differences import difference_panel, paper_differing
from app.screens.room.room_forms import form_of, irregularity_form, person_of
from app.screens.room.room_rows import badge_word, badges_of, end_text
from app.screens.room.room_session_panel import session_panel
from app.screens.room.room_ui import Mode, RoomUi
from app.screens.room.wording import Line, Notice, Tone, line

READY = "Ligt klaar"
HINT, HINT_SHORT, LONG = "typ, kies of scan eerst", "kies eerst", 22
"""What to do before Enter counts again; the short one beside a text of this many letters."""
NAME_MOST = 16
CAME = "Is binnen"
"""Of who comes from another room; that is no return."""
IN_HALL = {Act.PRESENT_WITHOUT_ID: "Geen geldig ID", Act.NOTE_DECISION: "Besluit noteren"}
"""The second button where the panel is narrow."""
MAIN = {
    MainAct.PRESENT: ("Aanwezig, ID gezien", Status.PRESENT, Status.PRESENT),
    MainAct.STILL_PRESENT: ("Toch aanwezig, ID gezien", Status.PRESENT, Status.PRESENT),
    MainAct.LATE: ("Te laat, ID gezien", Status.LATE, Status.LATE),
    MainAct.BACK: ("Terug in de zaal", Status.AWAY, Status.PRESENT),
}


def panel_of(
    shown: Shown | None,
    chosen: Paper,
    ui: RoomUi,
    expected: int | None = None,
    papers: Sequence[Paper] = (),
) -> PanelScreen:
    """Return the panel for what is selected and the mode the window is in.

    `expected` is how many are still expected in a hall with blocks; None in a smaller room.
    `papers` are those of all exams of the room.
    """
    if ui.mode is Mode.REVIEW and shown is not None:
        return record_view(shown, papers, ui)
    if ui.mode is Mode.CLOCK:
        return clock_prompt(ui)
    asked = _asked_of_session(chosen, ui)
    if asked is None and shown is not None:
        asked = _asked_of_candidate(shown, chosen, ui)
    if asked is not None or shown is None:
        return asked or session_panel(chosen, ui)
    if shown.enrolment.differences:
        return difference_panel(shown.paper, shown, ui)
    panel = _candidate_panel(shown, ui)
    return panel if expected is None else _in_hall(panel, shown.paper, ui, expected)


def _asked_of_candidate(shown: Shown, chosen: Paper, ui: RoomUi) -> PanelScreen | None:
    if ui.is_page:
        return candidate_page(shown, ui)
    if ui.mode is Mode.DECISION:
        return decision_prompt(shown, ui, person_of(shown))
    return form_of(shown, chosen, ui)


def _asked_of_session(chosen: Paper, ui: RoomUi) -> PanelScreen | None:
    if ui.mode is Mode.SESSION_IRREGULARITY:
        return irregularity_form(None, chosen, ui)
    if ui.mode is Mode.SESSION_DECISION:
        return session_decision(chosen, ui)
    if ui.mode is Mode.ADDING:
        return adding_prompt(chosen, ui)
    differing = paper_differing(chosen, ui)
    return None if differing is None else difference_panel(differing, None, ui)


# ---------------------------------------------------------------- a candidate


def _candidate_panel(shown: Shown, ui: RoomUi) -> CandidatePanel:
    at = ui.act_at
    second = _second(shown, at)
    leaving = "Doorverwijzen" if shown.status in OUTSIDE else "Definitief vertrokken"
    small = (
        ActButton(Act.CHANGE_SEAT, "Plaats wisselen", "Alt M"),
        ActButton(Act.ADD_CANDIDATE, "Bijschrijven", "Shift F2"),
        ActButton(Act.OTHER_TIME, "Andere tijd", "Alt T"),
        _act(shown, Act.LEFT, leaving, "Shift F5", at, None),
        ActButton(Act.PROVISIONS, "Voorzieningen", "Shift F8"),
        ActButton(Act.NOTE_DECISION, "Besluit noteren", "Shift F3"),
    )
    return CandidatePanel(
        candidate=shown.enrolment.candidate,
        person=person_of(shown),
        button=_button(shown, ui),
        blocks=_blocks(shown, ui),
        button_note=_note(shown, ui),
        second=second,
        acts=_acts(shown, at),
        small_acts=tuple(each for each in small if second is None or each.act is not second.act),
        link=_link(shown, ui),
    )


def _in_hall(panel: CandidatePanel, paper: Paper, ui: RoomUi, expected: int) -> CandidatePanel:
    """Return the panel beside the blocks of a hall: narrow, with the acts of each minute (03c).

    The rarer acts keep their keys, which F1 tells.
    """
    second = panel.second
    if second is not None:
        second = replace(second, text=IN_HALL[second.act])
    acts = tuple(replace(each, text=each.text.removesuffix(" in de zaal")) for each in panel.acts)
    link = None if panel.link is None else replace(panel.link, detail="")
    card, until = None, paper.schedule.entry_until
    if expected and until is not None and ui.now < until:
        told = f"Om {paper.clock(until)} vraagt Examendag of je hen op afwezig zet (Shift F4)."
        card = PanelCard(f"Nog {expected} verwacht in de zaal", told)
    return replace(
        panel, second=second, acts=acts, small_acts=(), link=link, card=card, narrow=True
    )


def _button(shown: Shown, ui: RoomUi) -> BigButton:
    main = main_act(shown, ui.act_at)
    if main is MainAct.NONE and not ui.is_spent:
        return BigButton(f"Alles van {_call_name(shown)}", icon="user")
    if main is MainAct.NONE:
        status = shown.status
        return BigButton(
            STATUS[status], status, status, alive=False, hint="al vastgelegd", keys=""
        )
    if main is MainAct.HERE_NOW:  # it admits nobody, so it has the colour of no status
        return BigButton("Staat hier nu", icon="door-open", alive=not ui.is_spent)
    text, status, glyph = MAIN[main]
    text = CAME if coming_from(shown.enrolment) else text
    if ui.is_scan and main in (MainAct.PRESENT, MainAct.LATE):
        text = "Pas gescand, ID gezien?"
    hint = HINT if len(text) < LONG else HINT_SHORT
    return BigButton(text, status, glyph, alive=not ui.is_spent, hint=hint)


def _link(shown: Shown, ui: RoomUi) -> PanelLink | None:
    """The way to the page, where the button is not that already."""
    if main_act(shown, ui.act_at) is MainAct.NONE and not ui.is_spent:
        return None
    told = "tijdlijn, ID, voorzieningen"
    return PanelLink(Act.EVERYTHING, f"Alles van {_call_name(shown)}", told, "F8")


def _call_name(shown: Shown) -> str:
    """Return the first word of the name as spoken; one that no button holds is left out."""
    name = spoken_name(shown.enrolment).split()[0]
    return name if len(name) <= NAME_MOST else "kandidaat"


def _second(shown: Shown, at: datetime) -> ActButton | None:
    if main_act(shown, at) is MainAct.HERE_NOW:
        text = "Besluit per telefoon noteren"
        return ActButton(Act.NOTE_DECISION, text, "Shift F3", icon="phone")
    if main_act(shown, at) not in (MainAct.PRESENT, MainAct.STILL_PRESENT, MainAct.LATE):
        return None
    text = "Te laat, geen geldig ID"
    if main_act(shown, at) is not MainAct.LATE:
        text = "Aanwezig, geen geldig ID"
    return ActButton(Act.PRESENT_WITHOUT_ID, text, "Shift Enter", icon="id-card")


def _act(
    shown: Shown, act: Act, text: str, keys: str, at: datetime, status: Status | None
) -> ActButton:
    reason = why_not(shown, act, at)
    return ActButton(act, text, keys, status, allowed=not reason, reason=reason)


def _acts(shown: Shown, at: datetime) -> tuple[ActButton, ...]:
    is_away = shown.status in (Status.AWAY, Status.MOVED)
    away = "Terug in de zaal" if is_away else "Even weg"
    away = CAME if coming_from(shown.enrolment) else away
    return (
        _act(shown, Act.PRESENT, "Aanwezig", "F2", at, Status.PRESENT),
        _act(shown, Act.LATE, "Te laat", "F3", at, Status.LATE),
        _act(shown, Act.ABSENT, "Afwezig", "F4", at, Status.ABSENT),
        _act(shown, Act.AWAY_OR_BACK, away, "F5", at, Status.AWAY),
        _act(shown, Act.HAND_IN, "Inleveren", "F6", at, Status.HANDED_IN),
        ActButton(Act.IRREGULARITY, "Bijzonderheid", "F7", icon="triangle-alert"),
    )


def _blocks(shown: Shown, ui: RoomUi) -> tuple[PanelBlock, ...]:
    blocks: list[PanelBlock] = []
    badges = () if shown.status is Status.AWAY else badges_of(shown)
    if badges:
        end, _ = end_text(shown)
        states = provision_states(shown.paper, shown.enrolment)
        ready = {badge_word(each.granted) for each in states if each.is_ready}
        lines = [
            ProvisionLine(
                badge,
                line(f"Eindtijd *{end}*" if badge.strong else READY * (badge.text in ready)),
            )
            for badge in badges
        ]
        blocks.append(ProvisionBox(tuple(lines)))
    blocks += _status_blocks(shown, ui)
    if ui.other_time is not None:
        when = "tijd niet waargenomen"
        if isinstance(ui.other_time, datetime):
            when = shown.paper.clock(ui.other_time)
        text = "De volgende handeling krijgt deze tijd. Esc haalt hem weg."
        blocks.append(Notice(Tone.NOTE, f"Andere tijd: {when}", text, icon="timer"))
    if ui.notice is not None:
        blocks.append(ui.notice)
    return tuple(blocks)


def _status_blocks(shown: Shown, ui: RoomUi) -> list[PanelBlock]:
    enrolment, paper, status = shown.enrolment, shown.paper, shown.status
    blocks: list[PanelBlock] = []
    away = enrolment.values.get(Aspect.AWAY)
    if status is Status.AWAY and away is not None and isinstance(away.act, AwayStarted):
        purpose = f" · {purpose_word(away.act.purpose)}" if away.act.purpose else ""
        minutes, seconds = divmod(max(0, int((ui.now - away.observed).total_seconds())), 60)
        text = line(f"*Even weg sinds {paper.clock(away.observed)}*{purpose}")
        blocks.append(StatusNote(Status.AWAY, text, f"{minutes}:{seconds:02d}", tinted=True))
        blocks += _away_lines(shown, away.act, ui)
    elif coming_from(enrolment) and away is not None:
        minutes, seconds = divmod(max(0, int((ui.now - away.observed).total_seconds())), 60)
        sent, room = paper.clock(away.observed), coming_from(enrolment)
        text = line(f"*Onderweg uit lokaal {room} sinds {sent}*")
        blocks.append(StatusNote(Status.AWAY, text, f"{minutes}:{seconds:02d}", tinted=True))
    elif status is not Status.EXPECTED:
        blocks.append(StatusNote(status, line(_standing(shown, status, ui.now))))
    elif main_act(shown, ui.act_at) is MainAct.HERE_NOW and paper.schedule.entry_until is not None:
        since, until = paper.schedule.doors_open, paper.schedule.entry_until
        seen = f"Niet gezien tussen {paper.clock(since)} en {paper.clock(until)}."
        blocks.append(StatusNote(status, line(seen)))
    resting = enrolment.resting_since
    if resting is not None:
        minutes, seconds = divmod(max(0, int((ui.now - resting).total_seconds())), 60)
        told = f"Pauze sinds {paper.clock(resting)}, eigen klok staat stil"
        blocks.append(PanelLine("coffee", told, f"{minutes}:{seconds:02d}"))
    identity = enrolment.values.get(Aspect.IDENTITY)
    act = None if identity is None else identity.act
    if isinstance(act, IdentityChecked) and act.follow_up:
        told = f"{IDENTITY[act.outcome].capitalize()}, controle achteraf"
        blocks.append(PanelLine("id-card", told))
    return [*blocks, *open_notices(shown)]


def _away_lines(shown: Shown, act: AwayStarted, ui: RoomUi) -> list[PanelBlock]:
    """Who goes along and how often it happened; and what the rule set says of how long."""
    times, rules = times_away(shown.enrolment), shown.paper.session.rules
    often = f"{len(times)}e keer weg"
    if rules.away_max_times is not None:
        often += f", {rules.away_max_times} toegestaan"
    escort = f"Begeleid door {act.escort}" if act.escort else "Begeleider niet genoteerd"
    lines: list[PanelBlock] = [PanelLine("user", escort, often)]
    if times and is_too_long(shown.paper.session, times[-1], ui.now):
        title = f"Langer dan {rules.away_max_min} minuten weg."
        lines.append(
            Notice(
                Tone.WARNING, title, f"Ga kijken, of bel {hotline_of(shown.paper)}.", icon="timer"
            )
        )
    return lines


def _own_end_passed(shown: Shown, now: datetime) -> datetime | None:
    """Return the own end of who is still in the room after it."""
    end = personal_end(shown.paper.session, shown.paper.part, shown.enrolment)
    at = None if end is None else end.at
    is_in = shown.status in (Status.PRESENT, Status.LATE)
    started = shown.paper.schedule.started_at is not None
    return at if is_in and started and at is not None and now >= at else None


def _standing(shown: Shown, status: Status, now: datetime) -> str:
    enrolment, paper, over = shown.enrolment, shown.paper, _own_end_passed(shown, now)
    if enrolment.sent_to is not None:
        at = paper.clock(enrolment.values[Aspect.AWAY].observed)
        return f"*Naar lokaal {enrolment.sent_to}* om {at}"
    aspect = {Status.HANDED_IN: Aspect.HAND_IN, Status.LEFT: Aspect.STOP}.get(
        status, Aspect.ARRIVAL
    )
    value = enrolment.values.get(aspect)
    if value is None:
        return STATUS[status]
    if not value.is_time_observed:
        return f"*{STATUS[status]}*, tijd niet waargenomen"
    if aspect is not Aspect.ARRIVAL:
        return f"*{STATUS[status]}* om {paper.clock(value.observed)}"
    told = f"*{STATUS[status]}* sinds {paper.clock(value.observed)}"
    return f"{told}. Eigen einde was {paper.clock(over)}." if over is not None else told


def _note(shown: Shown, ui: RoomUi) -> Line:
    """The line under the button: what it will record, and a phase that passed meanwhile."""
    main, paper = main_act(shown, ui.act_at), shown.paper
    if main is not main_act(shown, ui.now):
        return line(f"Het is nu {paper.clock(ui.now)}. De knop telt vanaf je eerste toets.")
    if main is MainAct.NONE and not ui.is_spent and _own_end_passed(shown, ui.now) is not None:
        return line("Inleveren is altijd F6, nooit Enter.")
    started = paper.schedule.started_at
    if main is MainAct.LATE and started is not None:
        late = minutes_of(ui.act_at - started)
        if ui.is_spent:  # Enter records nothing until somebody is looked for again
            return line(f"Te laat telt vanaf de werkelijke start, {paper.clock(started)}.")
        end = personal_end(paper.session, paper.part, shown.enrolment)
        told = ""
        if end is not None and end.at is not None:
            told = f" De eindtijd is {paper.clock(end.at)}."
        return line(
            f"Gestart om {paper.clock(started)}. Enter legt nu ‘te laat, {late} min’ vast.{told}"
        )
    if main is MainAct.HERE_NOW:
        after = "" if started is None else f", {minutes_of(ui.act_at - started)} min na de start"
        here = f"Legt vast: hier om {paper.clock(ui.act_at)}{after}."
        return line(f"{here} Toelaten is een besluit: bel {hotline_of(paper)}.")
    return ()
