"""Planning by hand: the sessions of a day, their rooms and people, and what is ready to send."""

from dataclasses import replace
from datetime import date
from typing import Final

from app.models.office_day import OfficeDay
from app.models.planning_commands import PlaceSession, PlaceStaff
from app.models.planning_day import (
    PlannedSession,
    days_planned,
    has_added,
    proposed,
    rooms_known,
    sessions_on,
)
from app.models.planning_facts import PlanRefusal
from app.models.words import clock_text, day_text, listed, staff_name
from app.screens.office.board_ui import Figure
from app.screens.office.desk_ui import DeskPanel
from app.screens.office.planning_panel import panel_of
from app.screens.office.planning_ui import PlanLine, PlanMode, PlanningScreen, PlanningUi
from app.screens.room.search import squeeze
from app.screens.room.wording import Notice, Tone

NOTE: Final = (
    "Wat je klaarzet staat alleen hier, tot je het verstuurt. Het dossier legt vast wie het "
    "plande, en de laptops krijgen het vanzelf."
)
NOT_YOURS: Final = "Plannen doet een coördinator van het examenbureau. Jij kunt hier kijken."
NO_SESSIONS: Final = (
    "Op deze dag staan geen zittingen. Toetsplanning stuurt ze; Ctrl PgDn toont een andere dag."
)
REFUSED: Final = {
    PlanRefusal.UNKNOWN_SESSION: "Toetsplanning stuurde deze zitting niet.",
    PlanRefusal.UNKNOWN_CANDIDATE: "Deze kandidaat staat niet in de planning.",
    PlanRefusal.UNKNOWN_ROOM: "Deze zaal hoort niet bij de zitting.",
    PlanRefusal.UNKNOWN_PERSON: "Deze persoon staat niet op de lijst van de school.",
    PlanRefusal.OTHER_LOCATION: "Jouw rol geldt niet op die locatie.",
    PlanRefusal.RECORDED: "Er is al iets vastgelegd in de zaal; dat blijft daar.",
    PlanRefusal.OVERTAKEN: "Iemand anders plande dit later; dat blijft staan.",
    PlanRefusal.TAKEN: "Aan deze deelname is al iemand anders gekoppeld.",
}


def planning_screen(day: OfficeDay, ui: PlanningUi) -> PlanningScreen:
    """Return what the page says."""
    on = day_shown(day, ui)
    every = sessions_on(day, on, ui.zone)
    shown = [each for each in every if _matches(each, ui.query)]
    chosen = chosen_session(shown, ui)
    offers = proposals(day, every, ui) if ui.can_plan else {}
    panel = None if chosen is None else panel_of(day, chosen, ui, on)
    return PlanningScreen(
        title="Planning",
        day=day_text(on),
        mode=ui.mode,
        figures=_figures(every),
        lines=tuple(_line(day, each, ui) for each in shown),
        selected="" if chosen is None else chosen.session,
        empty="" if shown else _empty(every, ui),
        note=NOTE if ui.can_plan else NOT_YOURS,
        query=ui.query,
        panel=panel if panel is None or ui.may_submit else _told_only(panel),
        notices=_notices(chosen, ui),
        foot=ui.foot,
        proposals=len(offers),
        to_send=len(ui.prepared),
        can_undo=bool(ui.prepared or ui.undo),
        modes=_modes(day, chosen, ui),
        can_plan=ui.can_plan,
    )


def day_shown(day: OfficeDay, ui: PlanningUi) -> date:
    """Return the day on the page: the chosen one, else the first that is not over."""
    today = ui.now.astimezone(ui.zone).date()
    coming = [each for each in days_planned(day, ui.zone) if each >= today]
    return ui.on or next(iter(coming), today)


def chosen_session(rows: list[PlannedSession], ui: PlanningUi) -> PlannedSession | None:
    """Return the session that is shown: the chosen one, else the first without a room."""
    found = next((each for each in rows if each.session == ui.selected), None)
    loose = next((each for each in rows if each.is_loose), None)
    return found or loose or next(iter(rows), None)


def proposals(
    day: OfficeDay, rows: tuple[PlannedSession, ...], ui: PlanningUi
) -> dict[str, PlaceSession]:
    """Return what the hints of Toetsplanning propose, for sessions that nobody planned yet."""
    known = rooms_known(day)
    ready = {step.session for step in ui.steps if isinstance(step, PlaceSession)}
    found = {}
    for each in rows:
        room = proposed(each, known, ui.home)
        if room is not None and each.session not in ready and not each.waiting:
            on = each.starts.astimezone(ui.zone).date().isoformat()
            found[each.session] = PlaceSession(each.session, on, (room,))
    return found


def placed(ui: PlanningUi, session: str) -> PlaceSession | None:
    """Return the rooms that are ready to be sent for a session: the last word."""
    steps = [s for s in ui.steps if isinstance(s, PlaceSession) and s.session == session]
    return steps[-1] if steps else None


def _modes(day: OfficeDay, chosen: PlannedSession | None, ui: PlanningUi) -> tuple[PlanMode, ...]:
    """Return what of a session can be planned, or looked at by who plans nothing."""
    modes = [PlanMode.ROOMS, PlanMode.PEOPLE]
    modes += [PlanMode.CANDIDATES] if ui.can_plan else []
    modes += [PlanMode.ABSENCE] if ui.can_notify else []
    can_link = chosen is not None and has_added(day.sessions[chosen.session])
    return (*modes, *([PlanMode.LINK] if ui.can_plan and can_link else []))


def _told_only(panel: DeskPanel) -> DeskPanel:
    """Return a panel that asks nothing."""
    return replace(panel, fields=(), action=None, choices=())


def _matches(row: PlannedSession, query: str) -> bool:
    asked = squeeze(query)
    texts = (row.name, row.code, row.hint, *(room.label for room in row.rooms))
    return not asked or any(asked in squeeze(text) for text in texts)


def _figures(rows: tuple[PlannedSession, ...]) -> tuple[Figure, ...]:
    loose = [each for each in rows if each.is_loose]
    rooms = {room.room for each in rows for room in each.rooms}
    short = [each for each in rows if each.rooms and each.watching < each.needed]
    hinted = sum(bool(each.hint) for each in loose)
    return (
        Figure(str(len(rows)), _of(len(rows), "zitting", "zittingen"),
               f"{sum(each.expected for each in rows)} kandidaten"),
        Figure(str(len(loose)), "zonder zaal", f"{hinted} met een wens"),
        Figure(str(len(rooms)), _of(len(rooms), "zaal", "zalen"), "op deze dag"),
        Figure(str(len(short)), "met te weinig toezicht", "volgens de regelset"),
    )  # fmt: skip


def _of(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def _line(day: OfficeDay, row: PlannedSession, ui: PlanningUi) -> PlanLine:
    room, room_tone = _room(day, row, ui)
    people, people_tone = _people(row, ui)
    state, tone = _state(row, ui)
    return PlanLine(
        key=row.session,
        at=clock_text(row.starts, ui.zone),
        exam=row.name,
        hint=row.hint or "–",
        expected=str(row.expected),
        room=room,
        room_tone=room_tone,
        people=people,
        people_tone=people_tone,
        state=state,
        state_tone=tone,
    )


def _room(day: OfficeDay, row: PlannedSession, ui: PlanningUi) -> tuple[str, Tone]:
    ready = placed(ui, row.session)
    if ready is not None:
        return ", ".join(each.label for each in ready.rooms), Tone.NOTE
    if row.rooms:
        return ", ".join(each.label for each in row.rooms), Tone.PLAIN
    offer = proposed(row, rooms_known(day), ui.home)
    return ("geen", Tone.WARNING) if offer is None else (f"{offer.label}?", Tone.MUTED)


def _people(row: PlannedSession, ui: PlanningUi) -> tuple[str, Tone]:
    ready = [s for s in ui.steps if isinstance(s, PlaceStaff) and s.session == row.session]
    names = [staff_name(p.name) for room in row.rooms for p in room.people]
    told = ", ".join(dict.fromkeys([*names, *(staff_name(s.name) for s in ready if s.is_placed)]))
    if ready:
        return told or "–", Tone.NOTE
    if row.watching < row.needed:
        return f"{row.watching} van {row.needed} {told}".strip(), Tone.WARNING
    return told or "–", Tone.PLAIN


def _state(row: PlannedSession, ui: PlanningUi) -> tuple[str, Tone]:
    if any(step.session == row.session for step in ui.steps):
        return "klaargezet", Tone.NOTE
    if row.waiting:
        return "verstuurd, wacht op het dossier", Tone.MUTED
    if row.refusals:
        return "niet gelukt", Tone.WARNING
    if row.is_loose:
        return f"{row.unplaced} zonder zaal" if row.unplaced else "nog geen zaal", Tone.WARNING
    if row.unlinked:
        return f"{row.unlinked} niet gekoppeld", Tone.WARNING
    return "gepland", Tone.GOOD


def _empty(every: tuple[PlannedSession, ...], ui: PlanningUi) -> str:
    if every:
        return f"Niets gevonden met ‘{ui.query.strip()}’. Esc maakt het vak leeg."
    return NO_SESSIONS


def _notices(chosen: PlannedSession | None, ui: PlanningUi) -> tuple[Notice, ...]:
    if ui.trouble:
        done = "vastgelegd" if ui.mode is PlanMode.ABSENCE else "klaargezet"
        return (Notice(Tone.WARNING, ui.trouble, f"Er is niets {done}."),)
    is_other = ui.mode in (PlanMode.EXTRAS, PlanMode.ABSENCE)
    if chosen is None or not chosen.refusals or is_other:
        return ()
    why = listed([REFUSED[each] for each in chosen.refusals])
    return (Notice(Tone.WARNING, "Het dossier liet de planning zoals zij was.", why),)
