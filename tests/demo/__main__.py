"""`python -m tests.demo [--oke FILE] [--seed N] [--open]`: a whole exam day, with real parts."""

import argparse
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.demo.day_file import Session, read_day
from tests.demo.judging import Judge
from tests.demo.keyring import DesktopSession
from tests.demo.opened import leave_open
from tests.demo.programs import CHECKOUT, DemoFailed
from tests.demo.rooms import rooms_of
from tests.demo.script import write_day
from tests.demo.stage import Stage, say
from tests.demo.world import Folder, World

BEFORE = timedelta(hours=2)
DAY = CHECKOUT / "resources" / "demo" / "day.ndjson"


def main() -> int:
    """Play the day; the exit code says whether everything was as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--oke", type=Path, default=DAY, help="day file of the planner")
    parser.add_argument("--seed", type=int, default=1, help="another number, another chance")
    parser.add_argument("--open", action="store_true", help="leave the day open")
    told = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="examendag-") as outside:
        try:
            with DesktopSession(Path(outside) / "home") as session:
                play(told, Path(outside), session)
        except DemoFailed as problem:
            print(f"\nDe demo is niet gelukt.\n{problem}", file=sys.stderr)
            return 1
    say(f"Klaar in {time.monotonic() - began:.0f} s.")
    return 0


def play(told: argparse.Namespace, outside: Path, session: DesktopSession) -> None:
    """Prepare the world, play the day and judge it."""
    folder = Folder(CHECKOUT / "build" / "demo")
    world = World(folder, outside / "clock", session)
    try:
        sessions = prepare(world, told.oke)
        if told.open:
            world.let_rest()
            leave_open(world, sessions, session.env)
            return
        world.start()
        scripts = write_day([desk.room for desk in world.desks], told.seed)
        stage = Stage(world, scripts)
        stage.play()
        stage.delivered()
        Judge(world, stage, sessions, scripts).judge()
    finally:
        world.close()


def prepare(world: World, day: Path) -> list[Session]:
    """Do what was done before the day began; return the sessions."""
    planned = read_day(day)
    if not planned:
        raise DemoFailed(f"{day} noemt geen zittingen")
    world.clock.set(planned[0].starts - BEFORE)
    world.found()
    refused = world.push(day)
    sessions = read_day(day, frozenset(refused))
    say(f"Toetsplanning stuurde {day.name}: {len(sessions)} zittingen.")
    for line in refused.values():
        say(f"  geweigerd met {line}")
    world.assign(rooms_of(sessions))
    world.enrol()
    say(f"{len(world.desks)} lokalen, {len(world.laptops)} laptops opgenomen.")
    return sessions


if __name__ == "__main__":
    sys.exit(main())
