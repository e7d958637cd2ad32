"""The screen of storage on the day of the mockup (11), for tests and the gallery."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.models.stored import Stored, StoredCount, StoredGroup
from app.screens.room.laptop_status import LaptopStatus
from app.screens.room.storage import Stick, StorageScreen, StorageUi, storage_screen

ZONE = ZoneInfo("Europe/Amsterdam")
COUNTS = {
    StoredGroup.ATTENDANCE: (35, 3),
    StoredGroup.PROVISIONS: (9, 0),
    StoredGroup.AWAY: (4, 1),
    StoredGroup.IRREGULARITIES: (1, 1),
    StoredGroup.CALAMITY: (9, 9),
}
STICK = Stick("/media/examen/STICK3", "EXAMEN-STICK 3", 14_200_000_000)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    """Return a moment of the morning of the mockup, in UTC."""
    return datetime(2026, 6, 9, hour - 2, minute, second, tzinfo=UTC)


OFFLINE = Stored(
    counts=tuple(StoredCount(group, *pair) for group, pair in COUNTS.items()),
    kept_at=at(10, 31, 7),
    receipt_at=at(10, 11, 40),
    offline_since=at(10, 11),
    trouble="unreachable",
    next_try_s=12,
)
STATUS = LaptopStatus(
    "EX-07", central_until=at(10, 11), waiting=14, is_offline=True, battery_percent=79
)
UI = StorageUi(
    now=at(10, 31, 8),
    zone=ZONE,
    place="B1.14",
    school="Instelling X",
    hotline="088 000 44 00",
    people=("Rina Vos",),
    sticks=(STICK,),
)


def screen_11() -> StorageScreen:
    """The screen of the mockup: fourteen acts exist only here."""
    return storage_screen(OFFLINE, STATUS, UI)
