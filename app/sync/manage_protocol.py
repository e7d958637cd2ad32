"""What managing asks of the dossier and hears back: keeping and erasing, the standaardset.

| call | asks | answers |
|---|---|---|
| GET /v1/office/retention?find=WORD | - | RetentionTold |
| POST /v1/office/retention | RetentionWanted | RetentionDone |
| GET /v1/office/standards | - | StandardsTold |
| POST /v1/office/standards | StandardWanted | StandardDone |
| GET /v1/office/ready | - | ReadinessTold |
| POST /v1/office/ready | ReadyWanted | ReadyDone |

All are signed by the device and by the day key of the person (app.sync.office_protocol).
"""

from dataclasses import fields, is_dataclass
from typing import Any, Final, TypeVar

from app.models.shaped import shaped
from app.models.strict_json import dumps, loads_strict

ASKED_BYTES_MAX: Final = 2 * 1024 * 1024
TOLD_BYTES_MAX: Final = 8 * 1024 * 1024
DEPTH_MAX: Final = 8
Told = TypeVar("Told")


def encode(told: Any) -> bytes:
    """Return the bytes of a message; what is at its default is left out."""
    return dumps(_members(told))


def decode(cls: type[Told], raw: bytes, most: int = TOLD_BYTES_MAX) -> Told:
    """Return the message in received bytes.

    Raises:
        Malformed: Not such a message.
    """
    return shaped(cls, loads_strict(raw, max_bytes=most, max_depth=DEPTH_MAX))


def _members(told: Any) -> Any:
    if is_dataclass(told):
        return {
            each.name: _members(getattr(told, each.name))
            for each in fields(told)
            if getattr(told, each.name) != each.default
        }
    return [_members(each) for each in told] if isinstance(told, tuple | list) else told
