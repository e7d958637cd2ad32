"""Live worlds: `python -m tests.simulation --seed N`, or new seeds for a number of seconds."""

import argparse
import itertools
import secrets
import time
import traceback
from collections.abc import Iterator

from tests.simulation.running import Lived, live, live_many

PORTION = 200


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="the world to live")
    parser.add_argument("--count", type=int, default=1, help="how many seeds from there")
    parser.add_argument("--seconds", type=float, help="live new seeds for so long")
    parser.add_argument("--verbose", action="store_true", help="tell everything that happens")
    told = parser.parse_args()
    first = secrets.randbelow(10**9) if told.seed is None else told.seed
    began, lived, failed = time.monotonic(), 0, []
    for world in worlds(told, first):
        lived += 1
        if world.broken is not None:
            failed.append(world.seed)
            tell(world)
        if told.seconds is not None and time.monotonic() - began > told.seconds:
            break
    took = time.monotonic() - began
    print(f"{lived} worlds from seed {first} in {took:.1f} s, {len(failed)} broken: {failed}")
    return 1 if failed else 0


def worlds(told: argparse.Namespace, first: int) -> Iterator[Lived]:
    if told.verbose or (told.seconds is None and told.count == 1):
        yield from (live(first + n, verbose=told.verbose) for n in range(told.count))
    elif told.seconds is None:
        yield from live_many(range(first, first + told.count))
    else:
        for start in itertools.count(first, PORTION):
            yield from live_many(range(start, start + PORTION))


def tell(world: Lived) -> None:
    print(f"seed {world.seed}: {world.broken!r}")
    print(f"  replay: python -m tests.simulation --seed {world.seed} --verbose")
    if not isinstance(world.broken, AssertionError):
        traceback.print_exception(world.broken)


if __name__ == "__main__":
    raise SystemExit(main())
