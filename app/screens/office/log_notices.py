"""What the board says of the dossier: no contact, put back, another log, what has no effect."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.models.board import BoardRoom, LaptopSeen
from app.models.words import clock_text
from app.screens.office.board_ui import BoardUi
from app.screens.room.wording import Notice, Tone


def log_notices(rooms: Sequence[BoardRoom], ui: BoardUi) -> Iterator[Notice]:
    """Yield what who looks at the board must know of where it comes from."""
    if ui.is_log_strange:
        yield Notice(
            Tone.DANGER,
            "Het dossier toont een ander logboek dan hier eerder te zien was.",
            "Bel ICT van de school. De zalen werken door: er gaat niets weg van een laptop.",
        )
    if ui.is_offline:
        until = "" if ui.until is None else f" Het bord staat stil op {_clock(ui.until, ui)}."
        yield Notice(
            Tone.WARNING,
            f"Geen verbinding met het dossier.{until}",
            "Bel de zalen waar het om gaat; wat hier wordt vastgelegd blijft bewaard.",
        )
    if ui.restored_at is not None and _is_today(ui.restored_at, ui):
        yield _restored(ui.restored_at, _laptops(rooms), ui)
    if ui.dismissed:
        told = f"{ui.dismissed} handelingen van het examenbureau tellen niet mee."
        one = "1 handeling van het examenbureau telt niet mee."
        text = "Wie, wat en waarom staat bij Beheer, Telt niet mee."
        yield Notice(Tone.WARNING, one if ui.dismissed == 1 else told, text)


def _restored(at: datetime, laptops: Sequence[LaptopSeen], ui: BoardUi) -> Notice:
    """Return how far the laptops of today are that fill up what a restored dossier lacks."""
    title = f"Het dossier is om {_clock(at, ui)} teruggezet uit een back-up."
    heard = [each for each in laptops if each.contact_at is not None and each.contact_at > at]
    filled = sum(not each.waiting for each in heard)
    ask = "Vraag Toetsplanning de planning opnieuw te sturen."
    if filled == len(laptops):
        return Notice(Tone.NOTE, title, f"Op geen laptop van vandaag wacht nog iets. {ask}")
    told = f"Laptops vullen het vanzelf aan; {filled} van {len(laptops)} zijn zover. {ask}"
    return Notice(Tone.WARNING, title, told)


def _laptops(rooms: Sequence[BoardRoom]) -> list[LaptopSeen]:
    return list({each.device: each for room in rooms for each in room.laptops}.values())


def _is_today(at: datetime, ui: BoardUi) -> bool:
    return at.astimezone(ui.zone).date() == ui.now.astimezone(ui.zone).date()


def _clock(at: datetime, ui: BoardUi) -> str:
    return clock_text(at, ui.zone)
