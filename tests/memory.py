"""Where files of tests lie: in memory where it has room, since an fsync costs nothing there."""

import os
import shutil
from typing import Final

ROOM_NEEDED: Final = 2 * 1024**3


def memory_folder() -> str | None:
    """Return the folder that is memory, where it has room for what all tests write."""
    folder = "/dev/shm"
    is_fit = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM_NEEDED
    return folder if is_fit else None
