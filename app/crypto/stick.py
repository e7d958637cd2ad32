"""What lies on a stick: journals as they are, sealed to the school, and a list of them.

A journal's head holds its key sealed by HPKE, so a stick that is lost shows nobody anything. The
list tells a half-written copy from a whole one; receipts of the dossier come back on the stick.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.crypto import members
from app.models.strict_json import Malformed, dumps, loads_strict

FOLDER: Final = "examendag"
MANIFEST: Final = "manifest.json"
RECEIPTS: Final = "receipts.json"
LIST_BYTES_MAX: Final = 1024 * 1024
RECEIPTS_BYTES_MAX: Final = 4 * LIST_BYTES_MAX
_ENTRIES_MAX: Final = 2_000
_RECEIPT_BYTES_MAX: Final = 8 * 1024
_MEMBERS: Final = {"v", "school", "device", "journals"}


@dataclass(frozen=True, slots=True)
class StickEntry:
    """One journal: whole frames only."""

    room_day: str
    name: str
    size: int
    sha256: str

    def fits(self, content: bytes) -> bool:
        """Whether these are the bytes that were copied."""
        return len(content) == self.size and hashlib.sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class StickManifest:
    """Which journals of one laptop lie on a stick."""

    school: str
    device: str
    entries: tuple[StickEntry, ...]


def entry_of(room_day: str, name: str, content: bytes) -> StickEntry:
    """Return how a journal is listed."""
    return StickEntry(room_day, name, len(content), hashlib.sha256(content).hexdigest())


def encode_manifest(manifest: StickManifest) -> bytes:
    """Return the bytes of the list."""
    return dumps(
        {
            "v": 1,
            "school": manifest.school,
            "device": manifest.device,
            "journals": [
                {
                    "room_day": each.room_day,
                    "name": each.name,
                    "size": each.size,
                    "sha256": each.sha256,
                }
                for each in manifest.entries
            ],
        }
    )


def decode_manifest(raw: bytes) -> StickManifest:
    """Return the list in received bytes.

    Raises:
        Malformed: Not such a list.
    """
    read = members.exact(loads_strict(raw, max_bytes=LIST_BYTES_MAX, max_depth=3), _MEMBERS)
    members.whole(read["v"], 1, 1)
    return StickManifest(
        school=members.name(read["school"]),
        device=members.name(read["device"]),
        entries=members.listed(read["journals"], _ENTRIES_MAX, _entry),
    )


def encode_receipts(receipts: Sequence[str]) -> bytes:
    """Return the receipts of journals (DSSE JSON texts) as the dossier leaves them on a stick."""
    return dumps({"v": 1, "receipts": list(receipts)})


def decode_receipts(raw: bytes) -> tuple[str, ...]:
    """Return the receipts on a stick; whoever reads one verifies it.

    Raises:
        Malformed: Not such a file.
    """
    read = members.exact(
        loads_strict(raw, max_bytes=RECEIPTS_BYTES_MAX, max_depth=2), {"v", "receipts"}
    )
    members.whole(read["v"], 1, 1)
    return members.listed(
        read["receipts"], _ENTRIES_MAX, lambda each: members.text(each, _RECEIPT_BYTES_MAX)
    )


def read_at_most(path: Path, most: int) -> bytes:
    """Return the bytes of a file; of a larger one just enough to be refused for its size.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(most + 1)


def _entry(member: object) -> StickEntry:
    read = members.exact(member, {"room_day", "name", "size", "sha256"})
    entry = StickEntry(
        members.name(read["room_day"]),
        members.name(read["name"]),
        members.whole(read["size"]),
        members.hex_digest(read["sha256"]),
    )
    if {entry.room_day, entry.name} & {".", ".."}:
        raise Malformed("not a name")
    return entry
