"""Every fault a world can have, by name; each leaves the world such that it can be mended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.crypto.vault import KeyringLocked, KeyringMissing
from dossier.cards import CardDesk
from dossier.rooms import RoomDesk
from tests.dossier.inside import CLIENT, planned_candidate
from tests.dossier.laptop import Laptop
from tests.simulation import office_roads, roads
from tests.simulation.disk import Files, cut, flipped, put_back
from tests.simulation.hostile import Forgery, changed, make
from tests.simulation.network import Weather
from tests.simulation.school import CANDIDATES, LAPTOPS, PLACE, ROOM_DAY

if TYPE_CHECKING:
    from tests.simulation.machine import Machine
    from tests.simulation.world import World

STORE_HEAD: Final = 16
WAL_HEAD: Final = 32
COPY: Final = ".copy"


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault: its name, and what it does to a world."""

    name: str
    do: Callable[[World], None]


def _on(world: World) -> Machine | None:
    found = [each for each in world.machines if each.work is not None]
    machine = world.chance.choice(found) if found else None
    world.note(f"  on {machine.name if machine else 'nobody'}")
    return machine


# ---------------------------------------------------------------- programs that end


def _crash_later(world: World) -> None:
    world.disk.crash_in = world.chance.randrange(14)


def _crash_now(world: World) -> None:
    if laptop := _on(world):
        world.crashed(laptop)


def _damage(spoil: Callable[[World, Files], bool], what: str = "store") -> Callable[[World], None]:
    """Return a fault that changes the files of a room between a crash and the next start."""

    def do(world: World) -> None:
        machine = _on(world)
        if machine is None:
            return
        files = world.crashed(machine)
        if spoil(world, files):
            put_back(machine.folder, files)
            machine.hurt(what)

    return do


def _each(files: Files, end: str) -> list[str]:
    return [name for name in files if name.startswith("rooms/") and name.endswith(end)]


def _change(end: str, how: Callable[..., bytes], first: int) -> Callable[[World, Files], bool]:
    def spoil(world: World, files: Files) -> bool:
        names = _each(files, end)
        for name in names[-1:]:
            files[name] = how(files[name], world.chance, first)
        return bool(names)

    return spoil


def _power(world: World, files: Files) -> bool:
    """Lose of each journal what no fsync brought to the disk; the -wal lies as discs may lie."""
    for name in _each(files, ".journal"):
        path = next((path for path in world.disk.durable if path.endswith(name)), None)
        kept = len(files[name]) if path is None else world.disk.durable[path]
        files[name] = files[name][:kept]
    for name in _each(files, "-wal"):
        files[name] = cut(files[name], world.chance, WAL_HEAD)
    return True


def _both(world: World, files: Files) -> bool:
    wal = _change("-wal", cut, WAL_HEAD)(world, files)
    return _change(".journal", world.chance.choice([cut, flipped]), 0)(world, files) or wal


def _device_store(world: World, files: Files) -> bool:
    files["device.store"] = world.chance.choice([cut, flipped])(
        files.get("device.store", b""), world.chance
    )
    files.pop("device.store-wal", None)
    return True


def _roll_back(*stays: str, what: str = "store") -> Callable[[World], None]:
    """Put back an older image of a machine, but for what stays; the first time keep one."""

    def do(world: World) -> None:
        machine = _on(world)
        if machine is None:
            return
        epoch, central = machine.epoch, machine.central
        image = world.images.pop(machine.name, None)
        files = world.crashed(machine)
        if image is None:
            return
        kept = {name: each for name, each in files.items() if _stays(name, stays)}
        put_back(machine.folder, image.files | kept)
        machine.hurt(what)
        if stays == ("device",) and image.epoch == epoch and central - image.told:
            machine.outdated = epoch

    return do


def _stays(name: str, stays: tuple[str, ...]) -> bool:
    return name.startswith(stays) or name.endswith(stays)


def _clone(world: World) -> None:
    machine = _on(world)
    if machine is None or any(each.name.endswith(COPY) for each in world.machines):
        return
    world.crashed(machine)
    copy = world.copy_of(machine, f"{machine.name}{COPY}")
    shutil.copytree(machine.folder, copy.folder, dirs_exist_ok=True)
    copy.inherited = machine.inherited | machine.told.keys()


def _dies(world: World) -> None:
    alive = [each for each in world.laptops if not each.is_dead]
    if len(alive) > 2 and (machine := _on(world)):
        world.crashed(machine)
        machine.is_dead = True


# ---------------------------------------------------------------- keyring, clock, full disks


def _keyring(trouble: Callable[[], Exception] | None) -> Callable[[World], None]:
    def do(world: World) -> None:
        if laptop := _on(world):
            world.crashed(laptop)
            laptop.keyring.trouble = None if trouble is None else trouble()
            if trouble is None:
                laptop.keyring.secret = b"?" * 32

    return do


def _jump(*by_s: int) -> Callable[[World], None]:
    """Return a fault that moves the system clock of a machine: by now, and at its next start."""

    def do(world: World) -> None:
        machine = _on(world)
        if machine is not None and machine.clock is not None:
            by = timedelta(seconds=world.chance.choice(by_s))
            machine.astray += by
            machine.clock.astray += by

    return do


def _back_over_midnight(world: World) -> None:
    """Somebody sets a clock back to before midnight, after it; its program starts anew."""
    if (machine := _on(world)) is None:
        return
    shown = world.clock.now + machine.astray
    day = timedelta(hours=shown.hour, minutes=shown.minute, seconds=shown.second)
    world.crashed(machine)
    machine.astray -= day + timedelta(minutes=5)


def _full(kind: str) -> Callable[[World], None]:
    return lambda world: world.disk.refusing.add(kind)


# ---------------------------------------------------------------- network and dossier


def _weather(kind: Weather) -> Callable[[World], None]:
    def do(world: World) -> None:
        world.network.kinds = (kind,)
        world.network.badness = world.chance.choice([0.3, 0.7, 1.0])

    return do


def _partition(world: World) -> None:
    world.network.cut_off.add(world.chance.choice(world.machines).name)


def _dossier_stops(world: World) -> None:
    world.dossier.stop()


def _dossier_restarts(world: World) -> None:
    world.dossier.stop()
    world.dossier.start()


def _crash_before_commit(world: World) -> None:
    world.dossier.crash_before_commit = True


def _crash_after_commit(world: World) -> None:
    world.dossier.crash_after_commit = True


def new_key(world: World) -> None:
    """Revoke a card that nobody holds: everybody gets a new card under a new room key."""
    if not world.dossier.is_up:
        return
    opened = world.dossier.opened
    world.is_unprinted = True
    with opened.ledger.writing(opened.around.moment()) as writing:
        desk = CardDesk(writing, opened.feed, opened.keys)
        printed = desk.revoke(ROOM_DAY, [world.reserve_number])
    world.hand_out({each.person and each.person.id: each for each in printed})


def _new_plan(world: World) -> None:
    if not world.dossier.is_up:
        return
    opened, number = world.dossier.opened, world.chance.randrange(CANDIDATES + 2)
    moment = opened.around.moment()
    surname = f"Testnaam{world.chance.randrange(1000):03d}"
    with opened.desks.write() as desk:
        read = planned_candidate(number, surname=surname)
        desk.put_enrolment(read, CLIENT, moment.corrected)
    with opened.ledger.writing(moment) as writing:
        rooms = RoomDesk(writing, opened.feed, opened.config)
        rooms.seat(read.enrolment_id, PLACE.room, {PLACE.room: PLACE.label})


# ---------------------------------------------------------------- made-up events


def _forge(kind: Forgery) -> Callable[[World], None]:
    def do(world: World) -> None:
        if not world.dossier.is_up:
            return
        laptop = world.laptops[world.chance.randrange(len(LAPTOPS))]
        bundle = json.loads(laptop.settings.bundle_file.read_bytes())
        if kind is Forgery.OTHER_BYTES:
            told = [each.signed for each in laptop.told.values()]
            if not told:
                return
            made = changed(world.chance.choice(told), world.chance)
        else:
            made = make(kind, Laptop(world.device_key(laptop), bundle), world.chance)
        events = [*made.before, made.event]
        moment = world.dossier.opened.around.moment()
        for _ in range(world.chance.choice([1, 2])):
            world.dossier.opened.intake.take(bundle["device"], events, moment)
        world.forged.append((kind, made))

    return do


def _others_bring(world: World) -> None:
    """Another laptop brings events that are not its own, as a stick would, in any order."""
    told = [each.signed for machine in world.machines for each in machine.told.values()]
    if told and world.dossier.is_up:
        some = world.chance.sample(told, min(len(told), 5))
        moment = world.dossier.opened.around.moment()
        world.dossier.opened.intake.take(world.laptops[-1].name, some, moment)
        world.network.received |= {each.leaf: each for each in some}


THEMES: Final = (
    ("",),
    ("",),
    ("",),
    ("store-rolled", "room-rolled", "laptop-rolled", "clone", "crash"),
    ("power", "store-", "journal-", "device-", "crash"),
    ("dossier-put", "dossier-server", "dossier-restored", "laptop-dies", "partition"),
    ("school-", "person-", "others-", "dossier-put", "dossier-restored", "new-room", "stick"),
    ("net-", "partition", "dossier-crash", "dossier-replicas"),
    ("clock-", "crash", "net-", "partition"),
    ("forged-", "others-", "school-judges", "net-forged"),
    ("office-", "dossier-put", "dossier-restored", "crash", "store-", "clone"),
)
"""Of what a morning's faults are drawn, by how their names begin: some only hurt together."""
FAULTS: Final = (
    Fault("crash-at-a-step", _crash_later),
    Fault("crash", _crash_now),
    Fault("power-loss", _damage(_power)),
    Fault("wal-cut", _damage(_change("-wal", cut, 0))),
    Fault("wal-flip", _damage(_change("-wal", flipped, 0))),
    Fault("store-cut", _damage(_change(".day", cut, 0))),
    Fault("store-flip", _damage(_change(".day", flipped, 0))),
    Fault("journal-cut", _damage(_change(".journal", cut, 0), "journal")),
    Fault("journal-flip", _damage(_change(".journal", flipped, 0), "journal")),
    Fault("journal-and-wal", _damage(_both, "both")),
    Fault("device-store-damaged", _damage(_device_store, "memory")),
    Fault("store-rolled-back", _roll_back("device", ".journal")),
    Fault("room-rolled-back", _roll_back("device", what="both")),
    Fault("laptop-rolled-back", _roll_back(what="both")),
    Fault("clone", _clone),
    Fault("laptop-dies", _dies),
    Fault("keyring-missing", _keyring(lambda: KeyringMissing("gone"))),
    Fault("keyring-locked", _keyring(lambda: KeyringLocked("locked"))),
    Fault("keyring-other", _keyring(None)),
    Fault("clock-jump", _jump(-86_400, -3_600, -90, 90, 3_600, 86_400)),
    Fault("clock-time-zone", _jump(-7_200, 7_200, 10_800, 28_800)),
    Fault("clock-over-midnight", _back_over_midnight),
    Fault("journal-full", _full("journal")),
    Fault("store-full", _full("store")),
    Fault("device-store-full", _full("device")),
    *(Fault(f"net-{kind}", _weather(kind)) for kind in Weather if kind is not Weather.FAIR),
    Fault("partition", _partition),
    Fault("dossier-down", _dossier_stops),
    Fault("dossier-restart", _dossier_restarts),
    Fault("dossier-crash-before-commit", _crash_before_commit),
    Fault("dossier-crash-after-commit", _crash_after_commit),
    Fault("new-room-key", new_key),
    Fault("plan-changes", _new_plan),
    *(Fault(f"forged-{kind}", _forge(kind)) for kind in Forgery),
    Fault("others-bring-events", _others_bring),
    Fault("stick", roads.stick),
    Fault("dossier-put-back", roads.put_back_by_hand(whole=False)),
    Fault("dossier-server-put-back", roads.put_back_by_hand(whole=True)),
    Fault("dossier-replicas", roads.replicas),
    Fault("dossier-restored", roads.restored),
    Fault("person-revoked", roads.revoke_somebody),
    Fault("school-judges", roads.judge_something),
    Fault("school-erases", roads.erase_somebody),
    Fault("office-partition", office_roads.cut_off),
    Fault("office-passphrase", office_roads.print_code),
    Fault("office-role-withdrawn", office_roads.withdraw_role),
)
