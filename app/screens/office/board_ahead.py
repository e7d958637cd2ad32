"""The board of a day that is still to come: what would go wrong if nobody did anything."""

from collections.abc import Iterable
from typing import Final

from app.models.board import BoardRoom, Totals
from app.models.board_ahead import DayAhead
from app.models.collisions import Collision, CollisionKind, collisions_of
from app.models.day_ahead import LeftBehind, Twice, leaving_early, shortage_of
from app.models.words import clock_text, day_text, listed, staff_name
from app.screens.office.board_ui import BoardUi, DetailGroup, Figure
from app.screens.room.wording import Line, Notice, Tone, line

LAPTOPS_SHOWN: Final = 6
NO_ROOMS_YET: Final = (
    "Op deze dag heeft nog geen zitting een zaal. Op de pagina Planning geef je die."
)


def ahead_figures(
    totals: Totals, rooms: Iterable[BoardRoom], ahead: DayAhead
) -> tuple[Figure, ...]:
    """Return the figures of a day to come."""
    asking = sum(bool(each.worries) for each in rooms)
    behind = sum(len(each.laptops) for each in ahead.behind)
    return (
        Figure(str(totals.rooms), "zaal" if totals.rooms == 1 else "zalen", "met een zitting"),
        Figure(str(totals.listed), "kandidaten"),
        Figure(str(asking), "vraagt aandacht" if asking == 1 else "vragen aandacht"),
        Figure(
            str(ahead.unplaced),
            "zitting zonder zaal" if ahead.unplaced == 1 else "zittingen zonder zaal",
        ),
        Figure(str(behind), "laptop loopt achter" if behind == 1 else "laptops lopen achter"),
    )


def ahead_notices(ahead: DayAhead, ui: BoardUi) -> tuple[Notice, ...]:
    """Return which day this is, and which laptops have to be switched on before it."""
    here = Notice(
        Tone.NOTE, f"Dit is {day_text(ahead.on)}.", "Deze dag komt nog. Esc: terug naar vandaag."
    )
    return (here, *(_behind(each, ui) for each in ahead.behind))


def ahead_group(room: BoardRoom, ui: BoardUi) -> DetailGroup:
    """Return what the plan of a room runs into, one line each."""
    together = room.figures.together
    found = [_collision(each, ui) for each in collisions_of(together)]
    short = shortage_of(together)
    if short is not None:
        found.append(line(f"toezicht: *{short.planned}* gepland, {short.needed} nodig"))
    for early in leaving_early(together):
        until, ends = clock_text(early.until, ui.zone), clock_text(early.ends, ui.zone)
        told = f"*{staff_name(early.name)}* werkt tot {until}, de laatste eindtijd is {ends}"
        found.append(line(told))
    for each in room.crossings:
        at = clock_text(each.at, ui.zone)
        name = staff_name(each.name) if each.kind is Twice.STAFF else each.name
        found.append(line(f"*{name}* staat ook in {each.other} om {at}"))
    return DetailGroup("Volgens de planning", tuple(dict.fromkeys(found)))


def _collision(each: Collision, ui: BoardUi) -> Line:
    limit, told = clock_text(each.limit, ui.zone), "iemand *zonder eindtijd*"
    if each.ends is not None:
        told = f"laatste eindtijd *{clock_text(each.ends, ui.zone)}*"
    if each.kind is CollisionKind.NEXT_SESSION:
        return line(f"{told}, inloop {each.other} om {limit}")
    return line(f"{told}, venster van het examen sluit {limit}")


def _behind(each: LeftBehind, ui: BoardUi) -> Notice:
    names = list(each.laptops[:LAPTOPS_SHOWN])
    if len(each.laptops) > LAPTOPS_SHOWN:
        names.append(f"nog {len(each.laptops) - LAPTOPS_SHOWN}")
    one = len(each.laptops) == 1
    what = "1 laptop loopt achter" if one else f"{len(each.laptops)} laptops lopen achter"
    since = clock_text(each.since, ui.zone)
    changed = day_text(each.since.astimezone(ui.zone).date(), year=False)
    return Notice(
        Tone.WARNING,
        f"{each.location}: {what}.",
        f"{listed(names)}: niet gehoord sinds de planning veranderde, {changed} om {since}. "
        "Zet ze aan op het netwerk van de school.",
    )
