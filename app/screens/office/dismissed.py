"""Telt niet mee: what is stored and has no effect; who, when, what and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.models.dismissed import Dismissed
from app.models.office_day import OfficeDay
from app.models.paper import spoken_name
from app.models.roles import ScopeKind
from app.models.values import Ineffective
from app.models.words import PUT_ASIDE, clock_text, date_text
from app.screens.office import manage_ui as m
from app.screens.room.wording import Line, Span, Tone

NOTE: Final = (
    "Niets wordt geweigerd om wat erin staat. Wat buiten een rol viel blijft bewaard en "
    "zichtbaar, en telt nergens mee: niet op het bord, niet in een verslag."
)
EMPTY: Final = "Alles wat is vastgelegd telt mee."
ONE: Final = "1 handeling telt niet mee"
NOBODY: Final = "niemand"
WHY: Final = {
    Ineffective.RIGHTS: "Het hoort niet bij de rol, of niet bij de locatie, van wie het deed.",
    Ineffective.SHIFT: "De dienst is niet getekend door wie erin staat.",
    Ineffective.SIGNATURE: "De handtekening klopt niet.",
}
AGAIN: Final = "Is het toch zo? Laat iemand met de rol het zelf vastleggen."
BY_TWO: Final = "Twee mensen beoordelen of het meetelt: 'python -m dossier confirm' op de server."


def dismissed_screen(day: OfficeDay, zone: ZoneInfo, chosen: m.RowChosen) -> m.ManageScreen:
    """Return what the page says."""
    of_office = [each for each in day.dismissed if not each.is_of_room]
    of_rooms = [each for each in day.dismissed if each.is_of_room]
    shown = [*of_office, *of_rooms]
    selected = _moved(shown, chosen)
    found = next((each for each in shown if each.event.leaf == selected), None)
    count = len(shown)
    return m.ManageScreen(
        area=m.Area.DISMISSED,
        heading="1 handeling telt niet mee"
        if count == 1
        else f"{count} handelingen tellen niet mee",
        note=NOTE,
        rows=(
            *_group("Van het examenbureau", of_office, day, zone),
            *_group("Uit de zalen", of_rooms, day, zone),
        ),
        selected=selected,
        empty="" if shown else EMPTY,
        panel=None if found is None else _panel(found, day, zone),
    )


# ---------------------------------------------------------------- within


def _moved(shown: Sequence[Dismissed], chosen: m.RowChosen) -> str:
    keys = [each.event.leaf for each in shown]
    if not keys:
        return ""
    if chosen.key not in keys:
        return keys[0] if chosen.step else ""
    at = keys.index(chosen.key) + chosen.step
    return keys[max(0, min(at, len(keys) - 1))]


def _group(
    title: str, found: Sequence[Dismissed], day: OfficeDay, zone: ZoneInfo
) -> tuple[m.ManageRow, ...]:
    rows = tuple(_row(each, day, zone) for each in found)
    return (m.ManageRow("", title), *rows) if rows else ()


def _row(each: Dismissed, day: OfficeDay, zone: ZoneInfo) -> m.ManageRow:
    where = " · ".join(
        filter(None, (each.by or NOBODY, each.event.header.writer, _place(each, day)))
    )
    icon, tone = ("hourglass", Tone.NOTE) if each.is_to_judge else ("triangle-alert", Tone.WARNING)
    return m.ManageRow(
        each.event.leaf, _says(each, day), _moment(each.event.observed, zone), where, icon, tone
    )


def _panel(each: Dismissed, day: OfficeDay, zone: ZoneInfo) -> m.ManagePanel:
    lead, why = PUT_ASIDE[each.reason]
    header = each.event.header
    reason = WHY.get(each.reason) if isinstance(each.reason, Ineffective) else None
    lines: list[Line] = [
        (Span(f"{lead}: "), Span(reason or f"het {why}.", strong=True)),
        _said("Door", _who(each)),
        _said("Op", header.writer),
        _said("Waar", _place(each, day) or "het examenbureau"),
        _said("Over", _about(each, day)),
        _said("Gezien", _moment(each.event.observed, zone)),
        _said("Genoteerd", _moment(header.corrected, zone)),
    ]
    if each.judged is not None:
        names = " en ".join(each.judged.names)
        ground = f": {each.judged.ground}" if each.judged.ground else ""
        lines.append((Span(f"Beoordeeld door {names}, telt niet mee{ground}."),))
    lines.append((Span(BY_TWO if each.is_to_judge else AGAIN, tone=Tone.MUTED),))
    lines.append(
        _said("Gebeurtenis", " ".join(each.event.leaf[at : at + 8] for at in range(0, 64, 8)))
    )
    return m.ManagePanel(
        title=_says(each, day), lines=tuple(line for line in lines if line), form=each.event.leaf
    )


def _said(name: str, text: str) -> Line:
    return (Span(f"{name}: "), Span(text, strong=True)) if text else ()


def _says(each: Dismissed, day: OfficeDay) -> str:
    return each.says(day.sessions.get("".join(each.event.header.scope.split("/")[1:2])))


def _who(each: Dismissed) -> str:
    by = each.by or NOBODY
    return by if each.is_proven else f"{by} (niet bewezen)"


def _place(each: Dismissed, day: OfficeDay) -> str:
    """Return the exam and the room it is about; empty for what is of the office alone."""
    kind, _, rest = each.event.header.scope.partition("/")
    if not rest:
        return ""
    session = day.sessions.get(rest.partition("/")[0])
    name = "" if session is None or session.plan is None else session.plan.name
    part = None if session is None else session.parts.get(rest.partition("/")[2])
    room = "" if kind != ScopeKind.PART or part is None or part.plan is None else part.plan.label
    return ", ".join(filter(None, (name, room)))


def _about(each: Dismissed, day: OfficeDay) -> str:
    """Return whom it is about; what is of the office alone names no session."""
    candidate = "" if each.event.body is None else each.event.body.candidate or ""
    known = (session.enrolments.get(candidate) for session in day.sessions.values())
    found = next((one for one in known if one is not None), None) if candidate else None
    return "" if found is None else spoken_name(found)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{date_text(at.astimezone(zone).date())}, {clock_text(at, zone)}"
