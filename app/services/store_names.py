"""The names of the files of a room-day: the stores by number, and the journals beside them."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

_NAME = re.compile(
    r"(?P<stem>(?P<number>[0-9]{3})-v(?P<version>[1-9][0-9]{0,5})-(?P<id>[0-9a-f]{16}))"
    r"(-(?P<again>[1-9][0-9]?))?\.(?P<kind>day|journal)\Z"
)
STORE: Final = "day"
JOURNAL: Final = "journal"


@dataclass(frozen=True, slots=True, order=True)
class StoreFileName:
    """A store's number in its room-day, the version of the room key, and its id.

    `again` counts the journals beside one store: a damaged one stays, the next is made beside it.
    """

    number: int
    key_version: int
    store_id: str
    kind: str = STORE
    again: int = 1

    @classmethod
    def read(cls, name: str) -> Self | None:
        """Return what a name says, or None when it is no name of ours."""
        found = _NAME.match(name)
        if found is None:
            return None
        return cls(
            int(found["number"]),
            int(found["version"]),
            found["id"],
            found["kind"],
            int(found["again"] or 1),
        )

    @property
    def text(self) -> str:
        """The name of the file."""
        again = "" if self.again == 1 else f"-{self.again}"
        return f"{self.number:03d}-v{self.key_version}-{self.store_id}{again}.{self.kind}"


def files_in(folder: Path, kind: str) -> list[tuple[StoreFileName, Path]]:
    """Return the stores or the journals of a room-day, the newest last."""
    paths = folder.iterdir() if folder.is_dir() else ()
    named = [(StoreFileName.read(path.name), path) for path in paths]
    found = [(name, path) for name, path in named if name is not None and name.kind == kind]
    return sorted(found)
