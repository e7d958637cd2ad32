"""The one place with a clock, chance and the network: here the parts of a laptop are tied."""

import os
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.models.drafts import Moment
from app.settings import Settings, settings_for

if TYPE_CHECKING:  # what the record stands on is loaded after the first paint
    from app.crypto.keys import SigningKey
    from app.crypto.vault import DeviceVault
    from app.services.enrolling import Install
    from app.services.news import News
    from app.services.office_workplace import OfficeWorkplace
    from app.services.tools import Clock, Tools
    from app.services.workplace import Workplace
    from app.sync.transports.https import HttpsTransport

BOOT_BYTES: Final = 8
random_bytes: Final = secrets.token_bytes
_SLEEPLESS: Final[dict[str, int]] = {
    platform: getattr(time, name)
    for platform, name in (("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC"))
    if hasattr(time, name)
}


class LaptopClock:
    """The laptop's time: read once, then carried on by a clock that also counts sleep.

    A jump of the system clock is not followed (format.md 3): moments of one run keep their order
    and their distance. `jump` tells how far the system clock has gone its own way since.
    """

    def __init__(self) -> None:
        self._boot = secrets.token_hex(BOOT_BYTES)
        self._wall = datetime.now(UTC)
        self._began_ms = counted_ms()
        self._offset_ms = 0

    def __call__(self) -> Moment:
        """Return this moment."""
        mono = counted_ms()
        gone = timedelta(milliseconds=mono - self._began_ms)
        return Moment(self._wall + gone, self._offset_ms, self._boot, mono)

    def set_offset(self, offset_ms: int) -> None:
        """Take over how far the dossier's clock is ahead."""
        self._offset_ms = offset_ms

    def jump(self) -> timedelta:
        """Return how far the system clock is ahead of this one."""
        return datetime.now(UTC) - self().wall


def counted_ms() -> int:
    """Return milliseconds of a clock that never goes back and counts the time asleep.

    Linux: CLOCK_BOOTTIME. macOS: CLOCK_MONOTONIC, which counts sleep there. Windows: Python's
    monotonic clock, which stands on counters that go on in sleep.
    """
    clock = _SLEEPLESS.get(sys.platform)
    if clock is None:
        return time.monotonic_ns() // 1_000_000
    return time.clock_gettime_ns(clock) // 1_000_000


def jitter() -> float:
    """Return a number from 0 up to 1."""
    return secrets.randbelow(2**32) / 2**32


def settings_here(given: Path | None = None) -> Settings:
    """Return where the files of this install live."""
    return settings_for(sys.platform, os.environ, given)


def vault_for(install: str) -> "DeviceVault":
    """Return the keyring's place for an install."""
    from app.crypto.vault import DeviceVault

    return DeviceVault(install, random_bytes)


def workplace(
    settings: Settings,
    on_news: "Callable[[News], None]",
    clock: "Clock | None" = None,
    vaults: "Callable[[str], DeviceVault]" = vault_for,
) -> "Workplace":
    """Return a laptop at work, not yet started.

    Raises:
        NotEnrolled: This laptop has no bundle of a school yet.
    """
    from app.services.workplace import Workplace

    return Workplace(tools_here(settings, clock or LaptopClock(), vaults), on_news)


def office_workplace(
    settings: Settings,
    on_news: "Callable[[object], None]",
    clock: "Clock | None" = None,
    vaults: "Callable[[str], DeviceVault]" = vault_for,
) -> "OfficeWorkplace":
    """Return a machine of the office at work, not yet started.

    Raises:
        NotEnrolled: This machine has no bundle of a school yet.
    """
    from app.services.office_workplace import OfficeWorkplace

    tools = tools_here(settings, clock or LaptopClock(), vaults)

    def line_for(key: "SigningKey", person: "SigningKey | None") -> "HttpsTransport":
        return https_to(tools.install, key, tools.delivery_clock, person)

    return OfficeWorkplace(tools, line_for, on_news)


def tools_here(
    settings: Settings, running: "Clock", vaults: "Callable[[str], DeviceVault]"
) -> "Tools":
    """Return what a workplace is given.

    Raises:
        NotEnrolled: There is no bundle of a school yet.
    """
    from app.services.enrolling import read_install
    from app.services.tools import Tools

    install = read_install(settings)

    def delivery_clock() -> Moment:
        return replace(running(), mono=counted_ms())

    return Tools(
        settings=settings,
        install=install,
        vault_for=vaults,
        clock=running,
        delivery_clock=delivery_clock,
        random_bytes=random_bytes,
        jitter=jitter,
        transport_for=lambda key: https_to(install, key, delivery_clock),
    )


def https_to(
    install: "Install",
    key: "SigningKey",
    clock: Callable[[], Moment],
    person: "SigningKey | None" = None,
) -> "HttpsTransport":
    """Return the way to the school's dossier, of a person who signed on too."""
    from app.sync.transports.https import Caller, HttpsTransport

    caller = Caller(install.device, key, clock, random_bytes, person)
    return HttpsTransport(install.url, install.trust.tls_ca, caller)
