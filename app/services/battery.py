"""How full the battery of this laptop is, as the system tells; None where it tells of none."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

POWER: Final = Path("/sys/class/power_supply")
PMSET: Final = ("/usr/bin/pmset", "-g", "batt")
PATIENCE_S: Final = 5
NO_BATTERY: Final = 128
UNKNOWN: Final = 255


def battery_percent() -> int | None:
    """Return the charge in percents; the system may take a while to tell."""
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return _of_mac()
    return percent_in(POWER)


def percent_in(folder: Path) -> int | None:
    """Return what Linux tells in a folder of power supplies."""
    for source in sorted(folder.glob("*/capacity")) if folder.is_dir() else ():
        try:
            told = source.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        is_own = _text_of(source.with_name("scope")) != "Device"  # not that of a mouse
        if told.isdecimal() and is_own:
            return min(100, int(told))
    return None


def _text_of(source: Path) -> str:
    try:
        return source.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def percent_told(text: str) -> int | None:
    """Return what `pmset` tells: "-InternalBattery-0 (id=1)  83%; discharging"."""
    found = re.search(r"InternalBattery\S*[^%\n]*?(\d{1,3})%", text)
    return None if found is None else min(100, int(found[1]))


def _of_mac() -> int | None:
    try:
        told = subprocess.run(  # noqa: S603 - a fixed program of the system, by its full path
            PMSET, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return percent_told(told.stdout)


def _of_windows() -> int | None:
    """GetSystemPowerStatus fills 12 bytes: line, flag, percent, saver, and two times."""
    if sys.platform == "win32":
        status = (ctypes.c_ubyte * 12)()
        if ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            flag, percent = status[1], status[2]
            has_none = flag != UNKNOWN and bool(flag & NO_BATTERY)
            return None if has_none or percent > 100 else percent
    return None
