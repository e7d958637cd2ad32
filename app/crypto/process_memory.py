"""What stands in this process' memory stays there: no core dump, and nobody attaches to it."""

import ctypes
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4
_PR_GET_DUMPABLE: Final = 3


def keep_memory_private() -> None:
    """Have the system write no core dump of this process, and let no other one read its memory.

    Keys and names are in memory while a room is open. On Windows and macOS the system decides
    (docs/ON-THE-MACHINE.md).
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0 if most else most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def is_memory_private() -> bool:
    """Tell whether this process is one that the system does not dump; on Linux alone."""
    if sys.platform != "linux":
        return False
    told: int = ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)
    return told == 0
