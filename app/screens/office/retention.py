"""Bewaren en wissen: until when what is kept of whom, what blocks it, and what went."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.models.codec import read_instant
from app.models.retention import TermState
from app.models.retention_told import (
    ErasedTold,
    KeptTold,
    RetentionDone,
    RetentionTold,
    RetentionWanted,
    TermTold,
)
from app.models.retention_words import DATE_FAULT, REMAINS, TERM_STATE, WHY_NOT
from app.models.roles import Call, may_manage
from app.models.values import Role
from app.models.words import clock_text, date_text, day_text
from app.screens.office import manage_ui as m
from app.screens.room.wording import Line, Notice, ScreenAction, Span, Tone

FAULTS_SHOWN: Final = 8
NOBODY: Final = "Niemand gevonden. Zoek op een deel van de naam, of op het nummer."
ERASED_LIST: Final = "erased"
NOTE: Final = (
    "Wat van een kandidaat bewaard wordt, gaat na zijn termijn weg. De termijn begint bij het "
    "diploma, anders bij de uitschrijving. Wissen doen twee mensen; terug kan het niet."
)
_LOOKS: Final = {
    TermState.DUE: ("triangle-alert", Tone.WARNING),
    TermState.HELD: ("lock", Tone.DANGER),
    TermState.NO_DATE: ("circle-help", Tone.MUTED),
    TermState.RUNNING: ("hourglass", Tone.PLAIN),
}


@dataclass(frozen=True, slots=True)
class RetentionUi:
    """What a person chose. `form` is "hold", "lift", "dates" or "erased"."""

    me: str
    roles: tuple[Role, ...]
    zone: ZoneInfo
    told: RetentionTold | None = None
    selected: str = ""
    form: str = ""
    file: tuple[str, str] = ("", "")
    done: RetentionDone | None = None
    trouble: str = ""
    foot: tuple[str, str] = ("", "")
    names: Mapping[str, str] = field(default_factory=dict)
    """Who works for the school, by id."""

    def may(self, call: Call) -> bool:
        """Whether this is for who is signed on."""
        return any(may_manage(role, call) for role in self.roles)

    @property
    def person(self) -> KeptTold | None:
        """Who is chosen."""
        people = () if self.told is None else self.told.people
        return next((each for each in people if each.key == self.selected), None)


@dataclass(frozen=True, slots=True)
class RetentionStep:
    """What follows from an intent; `wants` is "file" for dates, or "paper" for the report."""

    ui: RetentionUi
    wanted: RetentionWanted | None = None
    wants: str = ""


# ---------------------------------------------------------------- what follows


def retention_step(ui: RetentionUi, asked: m.ManageAsked) -> RetentionStep:
    """Return what follows from something that was asked."""
    ui = replace(ui, trouble="")
    if asked.name in ("place-hold", "lift-hold"):
        return _held(ui, asked.name, asked.value("reason"))
    person = "" if ui.person is None else ui.person.key
    match asked.name:
        case "dates":
            return RetentionStep(replace(ui, form="", done=None), wants="file")
        case "paper":
            return RetentionStep(ui, wants="paper")
        case "keep-dates":
            return RetentionStep(ui, RetentionWanted("bring-dates", text=ui.file[1]))
        case "ask" | "confirm":
            return RetentionStep(ui, RetentionWanted(asked.name, person))
        case _:
            pass
    form = asked.name if asked.name in ("hold", "lift", "erased") else ""
    return RetentionStep(replace(ui, form=form, done=None))


def _held(ui: RetentionUi, do: str, reason: str) -> RetentionStep:
    if not reason:
        return RetentionStep(replace(ui, trouble="Schrijf waarom."))
    if do == "lift-hold":
        return RetentionStep(ui, RetentionWanted(do, hold=_hold_of(ui), reason=reason))
    return RetentionStep(ui, RetentionWanted(do, ui.selected, reason=reason))


def retention_chosen(ui: RetentionUi, chosen: m.RowChosen) -> RetentionUi:
    """Return the page with another person in front."""
    keys = [each.key for each in (() if ui.told is None else ui.told.people)]
    key = chosen.key
    if chosen.step and keys:
        at = keys.index(ui.selected) + chosen.step if ui.selected in keys else 0
        key = keys[max(0, min(at, len(keys) - 1))]
    return replace(ui, selected=key, form="", done=None, trouble="")


def retention_told(ui: RetentionUi, wanted: RetentionWanted, done: RetentionDone) -> RetentionUi:
    """Return the page after the dossier answered."""
    if done.refused:
        return replace(ui, trouble=WHY_NOT.get(done.refused, WHY_NOT["unknown"]))
    if wanted.do == "preview-dates" or done.faults:
        return replace(ui, form="dates", done=done)
    return replace(ui, form="", done=done if done.erased else None)


def said_of(wanted: RetentionWanted, done: RetentionDone) -> str:
    """Return what the foot says was done; empty when nothing was."""
    if done.refused or done.faults:
        return ""
    return {
        "bring-dates": f"{done.fresh} datums bewaard",
        "place-hold": "vastgehouden",
        "lift-hold": "niet langer vastgehouden",
        "ask": "gevraagd om te wissen",
        "confirm": "gewist",
    }.get(wanted.do, "")


# ---------------------------------------------------------------- what it says


def retention_screen(ui: RetentionUi) -> m.ManageScreen:
    """Return what the page says."""
    told = ui.told or RetentionTold()
    shown = len(told.people)
    more = f" Hier staan de eerste {shown} van {told.total}: zoek op naam of nummer."
    offers = [ScreenAction("erased", "Verslag van wissen", "Alt W")]
    if ui.may(Call.BRING_DATES):
        offers.insert(0, ScreenAction("dates", "Datums inlezen", "Alt D"))
    is_known = ui.told is not None
    heading = f"{told.due} om te wissen, {told.held} vastgehouden, {told.no_date} zonder datum"
    looking = "" if ui.trouble else m.LOOKING
    return m.ManageScreen(
        area=m.Area.RETENTION,
        heading=heading if is_known else "Bewaren en wissen",
        note=NOTE + (more if shown < told.total else ""),
        rows=tuple(map(_row, told.people)),
        selected=ui.selected,
        search="Naam of nummer",
        empty="" if told.people else (NOBODY if is_known else looking),
        offers=tuple(offers),
        panel=_panel(ui),
        notices=(Notice(Tone.WARNING, ui.trouble, "Er is niets veranderd."),)
        if ui.trouble
        else (),
        foot=ui.foot,
    )


def _row(each: KeptTold) -> m.ManageRow:
    state = next((s for s in _LOOKS if s in each.states), TermState.RUNNING)
    icon, tone = _LOOKS[state]
    right = "wacht op een tweede" if each.asked_by else TERM_STATE[state]
    sessions = len({term.session for term in each.terms})
    detail = f"{_number(each)} · {sessions} {'zitting' if sessions == 1 else 'zittingen'}"
    return m.ManageRow(each.key, each.name, right, detail, icon, tone)


def _number(each: KeptTold) -> str:
    return each.number or "bijgeschreven, zonder nummer"


def _panel(ui: RetentionUi) -> m.ManagePanel | None:
    if ui.form == "dates" and ui.done is not None:
        return _dates_panel(ui, ui.done)
    if ui.form == "erased":
        return _erased_panel(ui)
    person = ui.person
    if person is None:
        return _done_panel(ui) if ui.done is not None and ui.done.erased else None
    if ui.form in ("hold", "lift"):
        return _reason_panel(person, ui.form)
    return _person_panel(person, ui)


def _person_panel(person: KeptTold, ui: RetentionUi) -> m.ManagePanel:
    lines: list[Line] = []
    for session in dict.fromkeys(each.session for each in person.terms):
        terms = [each for each in person.terms if each.session == session]
        head = f"{day_text(date.fromisoformat(terms[0].day))} · {terms[0].title}"
        lines.append((Span(head, strong=True),))
        if len({(each.until, each.state) for each in terms}) == 1:
            lines.append((Span(f"Alles: {_until(terms[0])}", tone=_tone(terms[0])),))
        else:
            lines += [(Span(f"{e.period}: {_until(e)}", tone=_tone(e)),) for e in terms]
    return m.ManagePanel(
        title=person.name,
        subtitle=f"{_number(person)} · {_ended(person)}",
        lines=tuple(lines),
        notices=_notices(person, ui),
        actions=_actions(person, ui),
        form=f"person/{person.key}",
    )


def _until(term: TermTold) -> str:
    state = TERM_STATE[term.state]
    if not term.until:
        return state
    return f"tot en met {date_text(date.fromisoformat(term.until))}, {state}"


def _tone(term: TermTold) -> Tone:
    return _LOOKS[term.state][1]


def _ended(person: KeptTold) -> str:
    if person.diploma_on:
        return f"diploma {date_text(date.fromisoformat(person.diploma_on))}"
    if person.deregistered_on:
        return f"uitgeschreven {date_text(date.fromisoformat(person.deregistered_on))}"
    return "geen diploma- of uitschrijfdatum"


def _notices(person: KeptTold, ui: RetentionUi) -> tuple[Notice, ...]:
    found = []
    holds = {each.hold: each for each in person.terms if each.hold}
    for each in holds.values():
        text = f"{each.hold_reason} ({ui.names.get(each.hold_by, each.hold_by)})"
        found.append(
            Notice(Tone.DANGER, "Vastgehouden: er wordt niets gewist.", text, icon="lock")
        )
    if person.asked_by:
        is_mine = person.asked_by == ui.me
        who = "Jij vroeg" if is_mine else f"{ui.names.get(person.asked_by, person.asked_by)} vroeg"
        text = "Iemand anders moet het bevestigen." if is_mine else "Klopt dat?"
        found.append(Notice(Tone.NOTE, f"{who} om te wissen wat zijn termijn had.", text))
    return tuple(found)


def _actions(person: KeptTold, ui: RetentionUi) -> tuple[ScreenAction, ...]:
    found = []
    if TermState.DUE in person.states:
        if person.asked_by and person.asked_by != ui.me and ui.may(Call.CONFIRM_ERASURE):
            found.append(ScreenAction("confirm", "Wissen bevestigen", "Ctrl Enter"))
        elif not person.asked_by and ui.may(Call.ASK_ERASURE):
            found.append(ScreenAction("ask", "Vraag om te wissen", "Ctrl Enter"))
    if ui.may(Call.PLACE_HOLD) and TermState.HELD not in person.states:
        found.append(ScreenAction("hold", "Vasthouden", "Alt V"))
    if ui.may(Call.LIFT_HOLD) and TermState.HELD in person.states:
        found.append(ScreenAction("lift", "Niet langer vasthouden", "Alt O"))
    return tuple(found)


def _reason_panel(person: KeptTold, form: str) -> m.ManagePanel:
    is_hold = form == "hold"
    text = "Vasthouden" if is_hold else "Niet langer vasthouden"
    why = (
        "Zolang dit staat wordt van deze kandidaat niets gewist, ook niet na de termijn. "
        "Noem geen namen: wat je schrijft, blijft staan."
        if is_hold
        else "Daarna gelden de termijnen weer. Noem geen namen: wat je schrijft, blijft staan."
    )
    return m.ManagePanel(
        title=f"{text}: {person.name}",
        subtitle=why,
        fields=(m.ManageField("reason", "Waarom"),),
        actions=(
            ScreenAction("place-hold" if is_hold else "lift-hold", text, "Ctrl Enter"),
            ScreenAction("back", "Terug", "Alt T"),
        ),
        form=f"{form}/{person.key}",
        takes_focus=True,
    )


def _dates_panel(ui: RetentionUi, done: RetentionDone) -> m.ManagePanel:
    notices = [
        Notice(Tone.WARNING, f"Regel {each.line}.", DATE_FAULT[each.fault])
        for each in done.faults[:FAULTS_SHOWN]
    ]
    left = len(done.faults) - FAULTS_SHOWN
    if left > 0:
        notices.append(Notice(Tone.WARNING, f"En nog {left} regels.", "Verbeter ze alle."))
    lines: tuple[Line, ...] = (
        (Span(f"{done.lines} regels", strong=True), Span(f" in {ui.file[0]}")),
        (Span(f"{done.known} van wie hier iets bewaard wordt, {done.fresh} nog zonder datum."),),
        (Span("Van de anderen wordt niets overgenomen."),),
    )
    keep = ScreenAction("keep-dates", "Bewaar deze datums", "Ctrl Enter")
    back = ScreenAction("back", "Terug", "Alt T")
    return m.ManagePanel(
        title="Er is niets bewaard" if done.faults else "Datums inlezen",
        lines=lines,
        notices=tuple(notices),
        actions=(back,) if done.faults or not done.known else (keep, back),
        form="dates",
    )


def _erased_panel(ui: RetentionUi) -> m.ManagePanel:
    told = ui.told or RetentionTold()
    lines: list[Line] = []
    for each in told.erased:
        lines += _erased_lines(each, ui)
    return m.ManagePanel(
        title="Verslag van wissen",
        subtitle="Zonder namen: het kenmerk is dat van de kandidaat bij Toetsplanning.",
        lines=tuple(lines) or ((Span("Er is nog niemand gewist."),),),
        actions=(
            ScreenAction("paper", "Maak een PDF", "Ctrl Enter"),
            ScreenAction("back", "Terug", "Alt T"),
        ),
        form="erased",
    )


def _done_panel(ui: RetentionUi) -> m.ManagePanel:
    done = ui.done or RetentionDone()
    lines = tuple(line for each in done.erased for line in _erased_lines(each, ui))
    return m.ManagePanel(title="Gewist", lines=lines, form="done")


def _erased_lines(each: ErasedTold, ui: RetentionUi) -> tuple[Line, ...]:
    at, zone = read_instant(each.at), ui.zone
    by, confirmed_by = (ui.names.get(who, who) for who in (each.by, each.confirmed_by))
    day = date_text(at.astimezone(zone).date())
    stays = "; ".join(REMAINS[code] for code in each.remains if code in REMAINS) or "niets"
    return (
        (Span(f"{day} {clock_text(at, zone)} · {each.person}", strong=True),),
        (Span(f"Gevraagd door {by}, bevestigd door {confirmed_by}."),),
        (
            Span(
                f"{each.bodies} vastleggingen en {each.messages} berichten gewist; verslagen: "
                f"{each.documents_locked} op slot, {each.documents_destroyed} vernietigd."
            ),
        ),
        (Span(f"Blijft: {stays}."),),
        (
            Span(
                "Back-ups van ervoor houden het tot uiterlijk "
                f"{date_text(date.fromisoformat(each.backups_until))}.",
                tone=Tone.MUTED,
            ),
        ),
    )


def _hold_of(ui: RetentionUi) -> str:
    terms = () if ui.person is None else ui.person.terms
    return next((each.hold for each in terms if each.hold), "")
