"""What this machine is for, read from its bundle before anything heavy is loaded.

Nothing is verified here: it only chooses which window opens. Whoever signs anything reads the
bundle with everything in it checked (`app.services.enrolling`).
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from app.models.roles import OFFICE_DEVICE
from app.models.strict_json import Malformed, loads_strict
from app.settings import Settings

BUNDLE_BYTES_MAX: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Machine:
    """How a machine is called, and where it is used."""

    name: str
    location: str


def office_machine(settings: Settings) -> Machine | None:
    """Return the machine when its bundle says that it is one of the office, else None."""
    try:
        raw = settings.bundle_file.read_bytes()
        read = loads_strict(raw, max_bytes=BUNDLE_BYTES_MAX, max_depth=5)
        chain = read.get("chain") if isinstance(read, dict) else None
        first = chain[0] if isinstance(chain, list) and chain else None
        payload = first.get("payload") if isinstance(first, dict) else None
        told = loads_strict(
            base64.b64decode(str(payload)), max_bytes=BUNDLE_BYTES_MAX, max_depth=2
        )
    except (OSError, Malformed, binascii.Error):
        return None
    roles = told.get("roles") if isinstance(told, dict) else None
    if not isinstance(read, dict) or not isinstance(roles, list) or OFFICE_DEVICE not in roles:
        return None
    return Machine(str(read.get("name", "")), str(read.get("location", "")))
