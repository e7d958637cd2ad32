"""Which sticks are plugged in, as the system tells it."""

from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QStorageInfo

from app.screens.room.storage import Stick

PLUGGED: Final = ("/media/", "/run/media/", "/Volumes/")
"""Where systems that are not Windows put what is plugged in."""


def plugged_sticks() -> tuple[Stick, ...]:
    """Return the volumes that can be written and are not the system's own."""
    return tuple(
        Stick(each.rootPath(), each.displayName() or each.rootPath(), each.bytesAvailable())
        for each in QStorageInfo.mountedVolumes()
        if each.isValid() and each.isReady() and not each.isReadOnly() and _is_plugged(each)
    )


def _is_plugged(volume: QStorageInfo) -> bool:
    if volume.isRoot():
        return False
    root = volume.rootPath()
    return root.startswith(PLUGGED) or bool(PurePath(root).drive)
