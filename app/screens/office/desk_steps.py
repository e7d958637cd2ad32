"""From what a person does at the desk to what is recorded, and what the page shows next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from app.models import office_commands as c
from app.models.desk import DeskRow, DeskState, desk_rows
from app.models.office_day import OfficeDay
from app.models.values import DayPart
from app.models.words import staff_name
from app.screens.office import desk_intents as i
from app.screens.office.desk import chosen_row, desk_screen
from app.screens.office.desk_ui import PIECES_MAX, DeskUi, pieces_in
from app.screens.room.search import squeeze

UNDONE: Final = "vergissing aan de balie"


@dataclass(frozen=True, slots=True)
class DeskStep:
    """What follows from an intent: the page as it is then, and what is to be recorded."""

    ui: DeskUi
    command: c.OfficeCommand | None = None
    told: str = ""


class NotWhole(Exception):
    """A form that cannot be recorded; the sentence says what is missing."""


def desk_step(day: OfficeDay, ui: DeskUi, intent: object) -> DeskStep:
    """Return what follows from an intent of the desk; others change nothing."""
    rule = _RULES.get(type(intent))
    if rule is None or (not ui.can_write and rule not in _LOOKING):
        return DeskStep(ui)
    try:
        return rule(day, replace(ui, trouble=""), intent)
    except NotWhole as problem:
        return DeskStep(replace(ui, trouble=str(problem)))


def _choose(day: OfficeDay, ui: DeskUi, intent: i.DeskChosen) -> DeskStep:
    keys = [line.key for line in desk_screen(day, ui).lines]
    key = intent.key
    if intent.step and keys:
        shown = desk_screen(day, ui).selected
        at = keys.index(shown) if shown in keys else 0
        key = keys[max(0, min(len(keys) - 1, at + intent.step))]
    return DeskStep(replace(ui, selected=key))


def _day_part(_: OfficeDay, ui: DeskUi, intent: i.DayPartChosen) -> DeskStep:
    return DeskStep(replace(ui, day_part=DayPart(intent.day_part), selected=""))


def _location(day: OfficeDay, ui: DeskUi, _: i.LocationAsked) -> DeskStep:
    every = ["", *desk_screen(day, ui).locations]
    at = every.index(ui.location) if ui.location in every else 0
    return DeskStep(replace(ui, location=every[(at + 1) % len(every)], selected=""))


def _search(_: OfficeDay, ui: DeskUi, intent: i.DeskSearched) -> DeskStep:
    return DeskStep(replace(ui, query=intent.text))


def _submit(day: OfficeDay, ui: DeskUi, intent: i.DeskSubmitted) -> DeskStep:
    row = _chosen(day, ui)
    if row is None:
        return DeskStep(ui)
    made = {
        DeskState.EXPECTED: _receive,
        DeskState.RECEIVED: _issue,
        DeskState.OUT: _return,
    }.get(row.state)
    if made is None:
        return DeskStep(ui)
    command, told = made(day, row, ui, intent)
    return DeskStep(replace(ui, selected=row.key), command, f"{staff_name(row.name)}: {told}")


def _chosen(day: OfficeDay, ui: DeskUi) -> DeskRow | None:
    rows = desk_rows(day, ui.day_part, ui.zone)
    key = desk_screen(day, ui).selected
    return chosen_row([row for row in rows if row.key == key], ui)


def _receive(
    _: OfficeDay, row: DeskRow, ui: DeskUi, intent: i.DeskSubmitted
) -> tuple[c.OfficeCommand, str]:
    seen = intent.is_ticked("identity")
    command = c.ReceiveStaff(
        row.person, row.name, _day(ui), ui.day_part.value, seen, row.room or None
    )
    return command, "gekomen, ID gezien" if seen else "gekomen, ID nog niet gezien"


def _issue(
    day: OfficeDay, row: DeskRow, ui: DeskUi, intent: i.DeskSubmitted
) -> tuple[c.OfficeCommand, str]:
    card = intent.value("card") or None
    seen = row.received is not None and row.received[1].is_identity_seen
    if not seen and intent.is_ticked("identity"):
        return _receive(day, row, ui, intent)
    if card is not None and not seen:
        raise NotWhole("Zonder gezien ID gaat de dagcode niet over de balie.")
    room = row.room or _room_of(day, intent.value("room"))
    command = c.IssueThings(
        person=row.person,
        name=row.name,
        day=_day(ui),
        day_part=ui.day_part.value,
        room=room,
        has_folder=intent.is_ticked("folder"),
        card=card,
        laptop=intent.value("laptop") or None,
        envelope=intent.value("envelope") or None,
        seal=intent.value("seal") or None,
        pieces=_count(intent.value("pieces"), "Stuks in de envelop"),
        is_reserve=row.exam == "reserve",
    )
    return command, "uitgegeven"


def _room_of(day: OfficeDay, label: str) -> str:
    """Return the room that is called this.

    Raises:
        NotWhole: None of today is.
    """
    asked = squeeze(label)
    for session in day.sessions.values():
        for part in session.parts.values():
            told = part.room if part.plan is None else part.plan.label
            if asked and squeeze(told) == asked:
                return part.room
    raise NotWhole("Vul een zaal van vandaag in, zoals hij op het bord staat.")


def _return(
    _: OfficeDay, row: DeskRow, ui: DeskUi, intent: i.DeskSubmitted
) -> tuple[c.OfficeCommand, str]:
    del ui
    issued = row.issued
    if issued is None:
        raise NotWhole("Er is niets uitgegeven.")
    desk, staff = intent.value("desk"), intent.value("staff")
    if not desk or not staff:
        raise NotWhole("Geteld door twee mensen: vul beide parafen in.")
    made = _count(intent.value("made"), "Gemaakt")
    unused = _count(intent.value("unused"), "Ongebruikt")
    pieces = issued[1].pieces
    if pieces is not None and (made is None or unused is None):
        raise NotWhole("Tel wat gemaakt en wat ongebruikt is; nul mag.")
    back = (made or 0) + (unused or 0)
    command = c.ReturnThings(
        issue=issued[0].leaf,
        person=row.person,
        room=row.room,
        is_folder_complete=intent.is_ticked("folder"),
        is_card_destroyed=intent.is_ticked("card"),
        laptop=issued[1].laptop if intent.is_ticked("laptop") else None,
        is_seal_intact=intent.is_ticked("seal") if issued[1].envelope else None,
        made=made,
        unused=unused,
        bags=intent.value("bags") or None,
        initials_desk=desk,
        initials_staff=staff,
    )
    return command, "alles terug" if pieces is None else f"terug, {back} van {pieces}"


def _count(text: str, label: str) -> int | None:
    """Return a count; empty is none.

    Raises:
        NotWhole: It is no whole number that a desk can count.
    """
    if not text:
        return None
    count = pieces_in(text)
    if count is None:
        raise NotWhole(f"{label}: vul een heel getal in, hoogstens {PIECES_MAX}.")
    return count


def _undo(_: OfficeDay, ui: DeskUi, __: i.DeskUndone) -> DeskStep:
    if not ui.undo:
        return DeskStep(ui)
    return DeskStep(replace(ui, undo=()), c.TakeBack(ui.undo, UNDONE), "ongedaan gemaakt")


def _reserve(_: OfficeDay, ui: DeskUi, intent: i.ReserveAsked) -> DeskStep:
    name = " ".join(intent.name.split())
    if not name:
        raise NotWhole("Typ eerst in het zoekvak de naam van wie uit de reserve komt.")
    person = f"reserve-{squeeze(name)[:40]}"
    command = c.ReceiveStaff(person, name, _day(ui), ui.day_part.value, is_identity_seen=False)
    after = replace(ui, query="", selected=f"{person}/")
    return DeskStep(after, command, f"{name}: gekomen uit de reserve")


def _day(ui: DeskUi) -> str:
    return ui.now.astimezone(ui.zone).date().isoformat()


_Rule = Callable[[OfficeDay, DeskUi, Any], DeskStep]
_RULES: Final[dict[type, _Rule]] = {
    i.DeskChosen: _choose,
    i.DayPartChosen: _day_part,
    i.LocationAsked: _location,
    i.DeskSearched: _search,
    i.DeskSubmitted: _submit,
    i.DeskUndone: _undo,
    i.ReserveAsked: _reserve,
}
_LOOKING: Final = (_choose, _day_part, _location, _search)
"""What whoever only looks does too."""
