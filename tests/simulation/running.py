"""Living one world from its seed, and telling what became of it."""

import gc
import logging
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

import app.crypto.believing
import app.crypto.envelope
import app.crypto.office_slot
import app.crypto.signed_event
import dossier.signing_on
from app.crypto.keys import is_signed
from app.models.codec import decode_body, decode_header
from dossier import asking
from dossier.archive.devices import DeviceRow
from tests.memory import memory_folder
from tests.simulation.days_after import days_after
from tests.simulation.faults import FAULTS, Fault
from tests.simulation.invariants import check
from tests.simulation.school import quickly_stretched, template
from tests.simulation.world import World

DAYS_AFTER_EACH = 8
"""Of how many worlds one goes on for some days: it costs as much as a morning."""
MOST_AT_ONCE = 8
"""Worlds at a time: on a large machine of which few cores are ours, each more only waits."""


@dataclass(frozen=True)
class Lived:
    """A world that was lived: what happened in it, and what broke."""

    seed: int
    suffered: frozenset[str]
    broken: Exception | None


def live_many(seeds: Iterable[int]) -> Iterator[Lived]:
    """Live worlds on every core; each in a process of its own kind, one after the other."""
    context = multiprocessing.get_context("spawn")
    cores = min(os.cpu_count() or 1, MOST_AT_ONCE)
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_ready) as pool:
        yield from pool.map(live, seeds, chunksize=5)


def _ready() -> None:
    """Keep the garbage collector from walking through everything that stays, world after world."""
    template()
    gc.freeze()
    gc.set_threshold(20_000)


def live(seed: int, *, verbose: bool = False, faults: Sequence[Fault] = FAULTS) -> Lived:
    """Live the world of a seed and check it."""
    logging.disable(logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix=f"sim-{seed}-", dir=memory_folder()))
    world: World | None = None
    broken: Exception | None = None
    try:
        with known_once():
            world = World(seed, folder, template(), verbose=verbose, faults=faults)
            world.live()
            check(world)
            if seed % DAYS_AFTER_EACH == 0 and not world.has_two_rooms:
                days_after(world)
    except Exception as problem:  # noqa: BLE001 - whatever breaks a world is told with its seed
        broken = problem
    finally:
        if world is not None:
            world.close()
        shutil.rmtree(folder, ignore_errors=True)
        logging.disable(logging.NOTSET)
    suffered = () if world is None else (*world.suffered, *world.network.seen)
    return Lived(seed, frozenset(suffered), broken)


@contextmanager
def known_once() -> Iterator[None]:
    """Remember what everybody asks again of the same bytes, and would be told again.

    Which signatures are good, what an event says, and which laptop asks: none is enrolled or
    revoked in a morning.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app.crypto.envelope, "is_signed", lru_cache(None)(is_signed))
        patched.setattr(app.crypto.signed_event, "decode_body", lru_cache(None)(decode_body))
        headers = lru_cache(None)(decode_header)
        for module in (app.crypto.signed_event, app.crypto.believing):
            patched.setattr(module, "decode_header", headers)
        for slow in (app.crypto.office_slot, dossier.signing_on):
            patched.setattr(slow, "stretched", quickly_stretched)
        asked, devices = asking._device, dict[str, DeviceRow]()

        def device(parts: asking.LaptopParts, name: str) -> DeviceRow:
            if name not in devices:
                devices[name] = asked(parts, name)
            return devices[name]

        patched.setattr(asking, "_device", device)
        yield
