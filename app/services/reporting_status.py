"""How this laptop stands, without a room being open: counts and states, never a name."""

from dataclasses import dataclass

from app.crypto.vault import KeyringTrouble
from app.models.act import StreamId
from app.services.enrolling import Install
from app.services.opening import Device, stores_in
from app.services.packages import packages
from app.settings import Settings
from app.store.device_store import DeviceStore, KeptReceipt, Mark
from app.store.trouble import StoreTrouble


@dataclass(frozen=True, slots=True)
class RoomStatus:
    """One room-day on this laptop. Numbers are None where the device's memory is not open."""

    room_day: str
    label: str
    key_version: int
    updated_at: str
    stores: int
    recorded: int | None
    waiting: int | None
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LaptopStatus:
    """The laptop as a whole."""

    install: Install
    keyring: KeyringTrouble | None
    memory: StoreTrouble | None
    rooms: tuple[RoomStatus, ...]


def laptop_status(settings: Settings, install: Install, device: Device) -> LaptopStatus:
    """Return how this laptop stands."""
    rooms = []
    for versions in packages(settings):
        header = versions[0].header
        recorded, waiting = _numbers(device.memory, header.room_day)
        counts = {} if device.memory is None else device.memory.counts(header.room_day)
        rooms.append(
            RoomStatus(
                room_day=header.room_day,
                label=header.label,
                key_version=header.key_version,
                updated_at=header.updated_at,
                stores=len(stores_in(settings.room(header.room_day))),
                recorded=recorded,
                waiting=waiting,
                counts=tuple(sorted(counts.items())),
            )
        )
    return LaptopStatus(install, device.keyring, device.memory_trouble, tuple(rooms))


def _numbers(memory: DeviceStore | None, room_day: str) -> tuple[int | None, int | None]:
    """Return how many own events were seen, and how many of those no receipt acknowledges."""
    if memory is None:
        return None, None
    marks = [each for store in memory.stores(room_day) for each in memory.marks(room_day, store)]
    return counted(marks, memory.receipts(room_day))


def counted(marks: list[Mark], receipts: tuple[KeptReceipt, ...]) -> tuple[int, int]:
    """Return recorded and waiting, over streams that are counted once each."""
    furthest: dict[StreamId, int] = {}
    for mark in marks:
        furthest[mark.stream] = max(mark.seq, furthest.get(mark.stream, -1))
    through = {each.stream: each.through for each in receipts}
    recorded = sum(seq + 1 for seq in furthest.values())
    waiting = sum(max(0, seq - through.get(stream, -1)) for stream, seq in furthest.items())
    return recorded, waiting
