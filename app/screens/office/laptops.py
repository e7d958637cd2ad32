"""The laptops of the day: when each was last heard, what exists only there, how it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.models.board import Board, LaptopSeen
from app.models.clocks import is_off
from app.models.words import clock_off_text, clock_text
from app.screens.office.board_ui import Figure
from app.screens.room.wording import Tone

EMPTY: Final = "Er zijn nog geen laptops opgenomen. Dat doet ICT, met 'python -m dossier enrol'."
LOW: Final = 20


@dataclass(frozen=True, slots=True)
class LaptopRow:
    """One laptop; what it did not say of itself is a dash."""

    name: str
    room: str
    contact: str
    waiting: str
    battery: str
    clock: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class LaptopsScreen:
    """The whole page."""

    figures: tuple[Figure, ...]
    rows: tuple[LaptopRow, ...]
    empty: str
    note: str


def laptops_screen(
    board: Board, laptops: tuple[LaptopSeen, ...], now: datetime, zone: ZoneInfo
) -> LaptopsScreen:
    """Return what the page says: what asks for attention first, then by name."""
    at_work = {
        laptop.device: room.figures.label for room in board.rooms for laptop in room.laptops
    }
    rows = [(_urgency(each, now, at_work), _row(each, now, zone, at_work)) for each in laptops]
    rows.sort(key=lambda pair: (pair[0], pair[1].name))
    waiting = sum(each.waiting for each in laptops)
    silent = sum(each.is_silent(now) and each.device in at_work for each in laptops)
    figures = (
        Figure(str(len(laptops)), "laptops", f"{len(at_work)} aan het werk"),
        Figure(str(silent), "stil", "langer dan anderhalve minuut" if silent else ""),
        Figure(str(waiting), "alleen op een laptop", "handelingen" if waiting else ""),
    )
    note = "Een stille laptop werkt gewoon door; wat hij vastlegt komt zodra er weer contact is."
    return LaptopsScreen(figures, tuple(row for _, row in rows), "" if rows else EMPTY, note)


def _urgency(laptop: LaptopSeen, now: datetime, at_work: dict[str, str]) -> int:
    if laptop.device in at_work and laptop.is_silent(now):
        return 0
    if laptop.waiting or _is_low(laptop) or is_off(laptop.offset_ms):
        return 1
    return 2 if laptop.device in at_work else 3


def _is_low(laptop: LaptopSeen) -> bool:
    return laptop.battery_percent is not None and laptop.battery_percent < LOW


def _row(laptop: LaptopSeen, now: datetime, zone: ZoneInfo, at_work: dict[str, str]) -> LaptopRow:
    at, is_busy = laptop.contact_at, laptop.device in at_work
    icon, tone = "circle-check", Tone.GOOD
    if laptop.is_silent(now):
        icon, tone = ("cloud-off", Tone.WARNING) if is_busy else ("laptop", Tone.MUTED)
    elif laptop.waiting:
        icon, tone = "refresh-cw", Tone.PLAIN
    battery, clock = laptop.battery_percent, "–"
    if laptop.offset_ms is not None:
        off = timedelta(milliseconds=laptop.offset_ms)
        clock = clock_off_text(off) if is_off(laptop.offset_ms) else "gelijk"
    return LaptopRow(
        name=laptop.name,
        room=at_work.get(laptop.device, "–"),
        contact="nog nooit" if at is None else _contact(at, now, zone),
        waiting=str(laptop.waiting) if laptop.waiting else "–",
        battery="–" if battery is None else f"{battery}%",
        clock=clock,
        icon=icon,
        tone=tone,
    )


def _contact(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return clock_text(at, zone)
    return f"{local.day}-{local.month} {clock_text(at, zone)}"
