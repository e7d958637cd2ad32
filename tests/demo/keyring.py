"""A desktop session for the laptops of the demo: a private D-Bus with a real Secret Service."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from tests.demo.programs import DemoFailed

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
PATIENCE_S = 20.0


class DesktopSession:
    """Own bus, own home, own keyring; nothing of the person's own session is touched."""

    def __init__(self, home: Path) -> None:
        missing = [name for name in PROGRAMS if shutil.which(name) is None]
        if missing:
            raise DemoFailed(
                f"niet gevonden: {', '.join(missing)} (Debian: apt install dbus gnome-keyring)"
            )
        self._home = home
        self._started: list[subprocess.Popen[bytes]] = []
        self.env: dict[str, str] = {}

    def __enter__(self) -> Self:
        for name in ("run", "share"):
            (self._home / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.env = {
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._home / "run"),
            "XDG_DATA_HOME": str(self._home / "share"),
        }
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
        self._start_keyring()
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start_bus(self) -> str:
        bus = self._home / "run" / "bus"
        address = f"unix:path={bus}"
        self._start(["dbus-daemon", "--session", "--nofork", f"--address={address}"])
        self._until(bus.exists, "dbus-daemon")
        return address

    def _start_keyring(self) -> None:
        words = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        process = self._start(words, stdin=subprocess.PIPE)
        assert process.stdin is not None
        process.stdin.write(secrets.token_urlsafe(16).encode())
        process.stdin.close()
        self._until(self._has_service, "gnome-keyring-daemon")

    def _has_service(self) -> bool:
        asked = subprocess.run(
            ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus",
             "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner",
             "string:org.freedesktop.secrets"],
            env={**os.environ, **self.env}, capture_output=True, check=False,
        )  # fmt: skip
        return b"boolean true" in asked.stdout

    def _start(self, words: list[str], stdin: int | None = None) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            words,
            env={**os.environ, **self.env},
            stdin=stdin if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(process)
        return process

    def _until(self, is_so: Callable[[], bool], name: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > until or self._started[-1].poll() is not None:
                raise DemoFailed(f"{name} start niet")
            time.sleep(0.05)
