"""What the log says it has of a sealed journal: the word for a laptop whose room is locked."""

from dataclasses import dataclass

from app.crypto import members
from app.crypto.envelope import JOURNAL_RECEIPT, BadSignature, Envelope, opened, sign
from app.crypto.keys import SigningKey
from app.models.strict_json import dumps, loads_strict

_BYTES_MAX = 4 * 1024
_MEMBERS = {"v", "school", "origin", "room_day", "name", "through"}


@dataclass(frozen=True, slots=True)
class JournalReceipt:
    """Everything whole in a journal file up to a place was opened, and stored or kept apart.

    `name` is the file's; `through` a place in it, in bytes.
    """

    school: str
    origin: str
    room_day: str
    name: str
    through: int


def sign_journal_receipt(receipt: JournalReceipt, key: SigningKey) -> Envelope:
    """Return the receipt, signed by the log's key."""
    content = {
        "v": 1,
        "school": receipt.school,
        "origin": receipt.origin,
        "room_day": receipt.room_day,
        "name": receipt.name,
        "through": receipt.through,
    }
    return sign(JOURNAL_RECEIPT, dumps(content), key)


def verify_journal_receipt(
    envelope: Envelope, school: str, origin: str | None, public: bytes
) -> JournalReceipt:
    """Return the receipt, after its signature was checked.

    `origin` None takes a receipt of any log of the school: the caller compares.

    Raises:
        BadSignature: Not a receipt by the key of this school's log.
        Malformed: Signed, yet not of this format.
    """
    payload = opened(envelope, JOURNAL_RECEIPT, public)
    read = members.exact(loads_strict(payload, max_bytes=_BYTES_MAX, max_depth=1), _MEMBERS)
    members.whole(read["v"], 1, 1)
    receipt = JournalReceipt(
        school=members.name(read["school"]),
        origin=members.origin(read["origin"]),
        room_day=members.name(read["room_day"]),
        name=members.name(read["name"]),
        through=members.whole(read["through"]),
    )
    if receipt.school != school or receipt.origin != (origin or receipt.origin):
        raise BadSignature("the receipt of another log")
    return receipt
