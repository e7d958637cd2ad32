"""`make run`: the day left open for a person, twenty minutes before the first exam."""

import os
import shlex
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

from tests.demo.day_file import Session
from tests.demo.programs import CHECKOUT
from tests.demo.rooms import ZONE
from tests.demo.stage import say
from tests.demo.world import World

BEFORE = timedelta(minutes=20)
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def leave_open(world: World, sessions: list[Session], env: dict[str, str]) -> None:
    """Let the clock run, tell the codes, open a window where there is a display, and wait."""
    first = min(session.starts for session in sessions if session.is_active and session.expected)
    world.clock.set(first - BEFORE)
    world.clock.run()
    opener = write_opener(world, env)
    _tell(world, opener)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    windows = []
    if any(os.environ.get(name) for name in DISPLAYS):
        words = ["sh", str(opener), world.desks[0].names[0]]
        windows.append(subprocess.Popen(words, cwd=CHECKOUT))
    else:
        say("Er is hier geen scherm: open een venster waar dat er wel is.")
    say("Stoppen: Ctrl C.")
    stop.wait()
    for window in windows:
        if window.poll() is None:
            window.terminate()
        window.wait()


def write_opener(world: World, env: dict[str, str]) -> Path:
    """Write what opens the window of a laptop, in the session that holds its keyring."""
    bus = shlex.quote(env["DBUS_SESSION_BUS_ADDRESS"])
    path = world.folder.path / "venster.sh"
    laptops = shlex.quote(str(world.folder.path / "laptops"))
    path.write_text(
        f"# Opent het venster van een laptop: sh {path.name} EX-01\n"
        f"cd {shlex.quote(str(CHECKOUT))} && exec env DBUS_SESSION_BUS_ADDRESS={bus} \\\n"
        f'  {shlex.quote(sys.executable)} -m tests.demo.window {laptops}/"$1" '
        f"{shlex.quote(str(world.clock_file))} --shown\n"
    )
    return path


def _tell(world: World, opener: Path) -> None:
    now = world.clock.now().astimezone(ZONE)
    say(f"\nHet is {now:%d-%m-%Y %H:%M}; de klok loopt gewoon door.")
    for desk in world.desks:
        say(f"\n{desk.room.label} ({desk.room.day})")
        for session, students in desk.room.parts:
            starts = session.starts.astimezone(ZONE)
            say(f"  {starts:%H:%M}  {session.name}, {len(students)} kandidaten")
        for card in desk.cards:
            say(f"  dagcode {card.code}  {card.name}")
        for name in desk.names:
            say(f"  venster: sh {os.path.relpath(opener)} {name}")
