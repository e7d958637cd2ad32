"""What this laptop knows of itself, as every screen of a room shows it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.models.clocks import is_off
from app.models.words import clock_text, staff_name
from app.screens.room.contact_words import CONTACT
from app.screens.room.wording import BarStatus, ScreenAction

HELP = ScreenAction("keys", "Help", "F1")
"""The way to all keys."""
CALAMITY = ScreenAction("calamity", "Calamiteit", "F9")
"""The way to a calamity, in the bar of every page while somebody has a shift."""


@dataclass(frozen=True, slots=True)
class LaptopStatus:
    """Delivery, battery and clock of this laptop. Moments are UTC.

    `central_until` is when the last receipt said everything to there is central; `waiting`
    counts acts that exist only here; `is_offline` says that the last contact failed.
    """

    device: str
    central_until: datetime | None = None
    waiting: int = 0
    is_offline: bool = False
    is_log_strange: bool = False
    is_log_replaced: bool = False
    is_clock_doubtful: bool = False
    is_sending: bool = False
    trouble: str = ""
    battery_percent: int | None = None
    clock_offset_ms: int | None = None


def delivery_news(status: LaptopStatus) -> tuple[str, ...]:
    """Return what is to be told of delivery, by its codes in `CONTACT`, the worst first."""
    replaced = "log-replaced" if status.waiting else "log-refilled"
    found = (
        (status.trouble, status.trouble in CONTACT),
        ("log-strange", status.is_log_strange),
        ("clock-doubtful", status.is_clock_doubtful and not is_off(status.clock_offset_ms)),
        (replaced, status.is_log_replaced),
    )
    return tuple(code for code, is_so in found if is_so)


def sync_text(status: LaptopStatus, zone: ZoneInfo) -> str:
    """Return the two facts about saving, always in the same words; or what a person must do."""
    chips = [CONTACT[code].chip for code in delivery_news(status) if CONTACT[code].chip]
    if chips:
        return f"Bewaard · {chips[0]}"
    if status.central_until is None:
        return "Bewaard · nog niet centraal"
    return f"Bewaard · centraal t/m {clock_text(status.central_until, zone)}"


def sync_icon(status: LaptopStatus) -> str:
    """Return the icon of the sync chip: offline is a state, not an error."""
    if status.is_offline:
        return "cloud-off"
    return "refresh-cw" if status.waiting or status.is_sending else "circle-check"


def short_name(name: str) -> str:
    """Return a name as the bar shows it, "R. Vos"."""
    words = staff_name(name).split()
    if len(words) < 2:
        return staff_name(name)
    return f"{words[0][0]}. {' '.join(words[1:])}"


def bar_status(status: LaptopStatus, people: tuple[str, ...], zone: ZoneInfo) -> BarStatus:
    """Return the right side of the dark bar."""
    percent = status.battery_percent
    return BarStatus(
        sync=sync_text(status, zone),
        sync_icon=sync_icon(status),
        sync_framed=status.is_offline,
        battery="" if percent is None else f"{percent}%",
        battery_low=percent is not None and percent < 20,
        who=" · ".join(short_name(name) for name in people),
        actions=(HELP, CALAMITY) if people else (HELP,),
    )
