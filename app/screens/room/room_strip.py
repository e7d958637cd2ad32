"""What the clock asks of the room: the strip above the list, and what stands under its rows."""

from app.models.paper import Paper, spoken_name
from app.models.values import Status
from app.screens.room.intents import Act
from app.screens.room.room import ListFoot, ListStrip, Step, StripButton
from app.screens.room.room_actions import bulk_absent, bulk_hand_in, can_end
from app.screens.room.room_content import RoomContent, hotline_of
from app.screens.room.room_ui import RoomUi

AT_THE_DOOR = "Staat er nu nog iemand aan de deur?"
CENTRAL = (
    "Centraal examen, meer dan 30 minuten na de start? Dan kan niemand toelaten. Zit iemand er "
    "toch, dan leg je dat vast als feit: ‘toch in de zaal, in strijd met protocol’."
)
SEVERAL = (
    "Elk examen heeft een eigen start, einde en proces-verbaal. F11 start of beëindigt "
    "het examen dat op de knop staat; Alt 1–{count} kiest een ander."
)


def strip_of(content: RoomContent, ui: RoomUi) -> ListStrip | None:
    """Return what can be done now in one handling: set absent, or hand in."""
    chosen = content.chosen(ui)
    if chosen.seal is not None:
        return None
    missing, done = bulk_absent(chosen, ui.now), bulk_hand_in(chosen, ui.now)
    if missing:
        return _absent_strip(len(missing))
    return _hand_in_strip(chosen, len(done), ui) if done else None


def _absent_strip(n: int) -> ListStrip:
    told = "1 kandidaat is er niet" if n == 1 else f"{n} kandidaten zijn er niet"
    button = StripButton(
        Act.ALL_ABSENT, f"Zet {n} op afwezig", "Shift F4", Status.ABSENT, filled=True
    )
    text = "Kijk nog één keer rond. Je kunt het daarna terugdraaien."
    return ListStrip("bell", f"De deur is dicht. {told}.", text, button)


def _hand_in_strip(chosen: Paper, n: int, ui: RoomUi) -> ListStrip:
    """Once the exam can be ended, who is left is open; before that some ends have passed."""
    button = StripButton(Act.ALL_HANDED_IN, f"Zet {n} op ingeleverd", "Shift F6", Status.HANDED_IN)
    if can_end(chosen, ui.now):
        told = "1 kandidaat" if n == 1 else f"{n} kandidaten"
        text = "Leg alleen vast wat je ziet. Beëindigen kan ook als er nog iets open staat."
        return ListStrip("bell", f"Nog {told} zonder eindstatus.", text, button)
    told = "1 eigen eindtijd is" if n == 1 else f"{n} eigen eindtijden zijn"
    return ListStrip("timer", f"{told} voorbij.", "Neem het werk in.", button)


def foot_of(content: RoomContent, ui: RoomUi, order: list[str]) -> ListFoot | None:
    """Return what stands under the last row; steps only where the list is short."""
    if not order:
        return ListFoot("Niemand in dit overzicht.", muted=True)
    if ui.chip:
        return _short_foot(content, ui, order)
    count = len(content.papers)
    return ListFoot(SEVERAL.format(count=count)) if count > 1 else None


def _steps(paper: Paper) -> tuple[Step, ...]:
    """Return the way to admission of somebody at the door."""
    return (
        Step("Staat hier nu", "De tijd ligt vast, besluit open.", "Enter"),
        Step(f"Bel {hotline_of(paper)}", "De examencommissie beslist, niet jij."),
        Step("Besluit noteren", "Wie, namens wie, tot wanneer.", "Shift F3"),
    )


def _short_foot(content: RoomContent, ui: RoomUi, order: list[str]) -> ListFoot | None:
    """Of those who are not there yet the way to admission; of who is still open what may wait."""
    chosen = content.chosen(ui)
    statuses = {content.people[who].status for who in order if who in content.people}
    if chosen.seal is not None or len(statuses) != 1:
        return None
    if statuses == {Status.EXPECTED} and bulk_absent(chosen, ui.now):
        return ListFoot(CENTRAL, AT_THE_DOOR, _steps(chosen))
    shown = content.people.get(ui.selected)
    is_open = shown is not None and shown.status in statuses & {Status.PRESENT, Status.LATE}
    if shown is None or not is_open or not can_end(chosen, ui.now):
        return None
    return ListFoot(
        f"{spoken_name(shown.enrolment)} zit niet meer op de eigen plaats en niemand zag het "
        "inleveren? Laat het open. Het verslag vraagt het straks: ‘ingeleverd, tijd niet gezien’."
    )
