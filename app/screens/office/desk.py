"""The desk (16): who came, what went out, what came back; counts against the record."""

from collections.abc import Iterable
from typing import Final

from app.models.act import Event
from app.models.desk import DeskFigures, DeskRow, DeskState, desk_rows, figures_of
from app.models.hotline import people_of
from app.models.office_day import OfficeDay
from app.models.words import clock_text, staff_name
from app.screens.office.board_ui import Figure
from app.screens.office.desk_panel import initials, panel_of
from app.screens.office.desk_ui import DeskLine, DeskScreen, DeskUi
from app.screens.room.search import squeeze
from app.screens.room.wording import Notice, Tone

RULE: Final = (
    "Een dagcode gaat alleen over de balie als het ID gezien is. Dit is de lijst waar het verslag "
    "naar verwijst bij ‘dagcode uitgereikt’."
)
LOOK_ONLY: Final = "Vastleggen doet het examenbureau. Jij kunt hier kijken."
EMPTY: Final = "Voor dit dagdeel is nog niemand aan een zaal toegewezen."
WHAT_NOW: Final = (
    "Doe dat bij Planning, of typ de naam van iemand uit de reserve en druk op Ctrl N."
)


def desk_screen(day: OfficeDay, ui: DeskUi) -> DeskScreen:
    """Return what the page says."""
    every = desk_rows(day, ui.day_part, ui.zone)
    locations = tuple(dict.fromkeys(row.location for row in every if row.location))
    place = ui.location if ui.location in locations else ""
    here = [row for row in every if place in ("", row.location)]
    shown = [row for row in here if _matches(row, ui.query)]
    chosen = chosen_row(shown, ui)
    return DeskScreen(
        title="Balie",
        location=place or ("alle locaties" if len(locations) != 1 else locations[0]),
        day_part=ui.day_part,
        figures=_figures(figures_of(here), here),
        lines=tuple(_line(day, row, ui) for row in shown),
        selected="" if chosen is None else chosen.key,
        empty=_empty(here, ui) if not shown else "",
        note=_note(day) if ui.can_write else f"{LOOK_ONLY} {_note(day)}",
        query=ui.query,
        panel=None if chosen is None or not ui.can_write else panel_of(day, chosen, ui),
        notices=_notices(ui),
        foot=ui.foot,
        can_undo=bool(ui.undo) and ui.can_write,
        locations=locations,
        can_write=ui.can_write,
    )


def chosen_row(rows: Iterable[DeskRow], ui: DeskUi) -> DeskRow | None:
    """Return the row that is shown: the chosen one, else the first that is not back."""
    every = list(rows)
    found = next((row for row in every if row.key == ui.selected), None)
    waiting = next((row for row in every if row.state is not DeskState.BACK), None)
    return found or waiting or next(iter(every), None)


def _matches(row: DeskRow, query: str) -> bool:
    asked = squeeze(query)
    return not asked or any(asked in squeeze(text) for text in (row.name, row.label))


def _figures(told: DeskFigures, rows: list[DeskRow]) -> tuple[Figure, ...]:
    missing = sum(row.missing for row in rows)
    out = told.laptops_out - told.laptops_back
    identities = "ID gezien bij alle" if told.identities == told.received else "ID gezien bij"
    pieces = f"{told.pieces_back} terug"
    return (
        Figure(
            f"{told.received} van {told.expected}",
            "surveillanten gekomen",
            f"{identities} {told.identities}",
        ),
        Figure(str(out), "laptops uit", f"{told.laptops_back} terug"),
        Figure(
            str(told.pieces_out),
            "stuks examenwerk uit",
            f"{pieces}, {missing} ontbreken" if missing > 0 else pieces,
        ),
        Figure(str(told.cards_out), "dagcodes uit", f"{told.cards_back} kaarten terug"),
    )


def _line(day: OfficeDay, row: DeskRow, ui: DeskUi) -> DeskLine:
    issued = None if row.issued is None else row.issued[1]
    back, tone = _back(day, row, ui)
    return DeskLine(
        key=row.key,
        name=staff_name(row.name),
        room=row.label or "reserve",
        received="" if row.received is None else told_at(day, row.received[0], ui),
        issued="" if row.issued is None else told_at(day, row.issued[0], ui),
        laptop="–" if issued is None or issued.laptop is None else issued.laptop,
        envelope="–" if issued is None or issued.envelope is None else issued.envelope,
        pieces="" if issued is None or issued.pieces is None else str(issued.pieces),
        back=back,
        back_tone=tone,
        is_here=row.key == ui.selected,
    )


def _back(day: OfficeDay, row: DeskRow, ui: DeskUi) -> tuple[str, Tone]:
    """Return what came back: with the sum, and where it does not balance with what is missing."""
    if row.returned is not None:
        event, act = row.returned
        at = told_at(day, event, ui)
        if row.missing:
            word = "te weinig" if row.missing > 0 else "te veel"
            return f"{at} · {abs(row.missing)} {word}", Tone.WARNING
        if act.made is not None and act.unused is not None:
            return f"{at} · {act.made} + {act.unused} = {act.made + act.unused}", Tone.GOOD
        return at, Tone.GOOD
    if row.issued is None:
        return "", Tone.MUTED
    if row.made is not None:
        return f"{row.made} ingeleverd in de zaal", Tone.WARNING
    return "nog bezig", Tone.MUTED


def told_at(day: OfficeDay, event: Event, ui: DeskUi) -> str:
    """Return when and by whom: "08:05 SL"."""
    person = people_of(day.office).get(event.header.shift or "")
    at = clock_text(event.observed, ui.zone)
    return at if person is None else f"{at} {initials(person.name)}"


def _note(day: OfficeDay) -> str:
    people = people_of(day.office).values()
    told = {initials(each.name): staff_name(each.name) for each in people}
    legend = ", ".join(f"{short} = {name}" for short, name in sorted(told.items()))
    return f"{legend}. {RULE}" if legend else RULE


def _empty(here: list[DeskRow], ui: DeskUi) -> str:
    if here:
        return f"Niemand gevonden met ‘{ui.query.strip()}’. Esc maakt het vak leeg."
    return f"{EMPTY} {WHAT_NOW}" if ui.can_write else EMPTY


def _notices(ui: DeskUi) -> tuple[Notice, ...]:
    if not ui.trouble:
        return ()
    return (Notice(Tone.WARNING, ui.trouble, "Er is niets vastgelegd."),)
