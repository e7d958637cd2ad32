"""Whose card belongs to which other room, without a name or a number (decisions 25).

The package of a room holds, sealed under K_room, a mark of each student number of the other rooms
of its location that day: an HMAC under a key of this room-day alone. Whoever holds a card can ask
where it belongs; whoever holds the list alone can only try all numbers there are.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import members
from app.crypto.derive import derived
from app.crypto.keys import RandomBytes
from app.crypto.roomfeed import NONCE_BYTES, TAG_BYTES, FeedPlace
from app.models.strict_json import Malformed, dumps, loads_strict

NEIGHBOURS_BYTES_MAX: Final = 1024 * 1024
MARK_CHARACTERS: Final = 32
ROOMS_MAX: Final = 200
NUMBERS_MAX: Final = 20_000
LABEL_CHARACTERS_MAX: Final = 80


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other rooms of a location on a day, by label, and the marks of their numbers."""

    rooms: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict, repr=False)
    key: bytes = field(default=b"", repr=False)

    def room_of(self, number: str) -> str | None:
        """Return the label of the room where a scanned number belongs; None: of none known."""
        return self.marks.get(_mark(self.key, number)) if self.marks and _bare(number) else None


def seal_neighbours(
    room_key: bytes,
    place: FeedPlace,
    numbers: Mapping[str, Iterable[str]],
    random_bytes: RandomBytes,
) -> bytes:
    """Return the student numbers of other rooms, by label, as the package of a room holds them."""
    key = _marking(room_key, place)
    rooms = [
        {"label": label, "marks": sorted({_mark(key, each) for each in some if _bare(each)})}
        for label, some in sorted(numbers.items())
    ]
    nonce = random_bytes(NONCE_BYTES)
    return nonce + _cipher(room_key, place).encrypt(nonce, dumps({"v": 1, "rooms": rooms}), b"")


def open_neighbours(room_key: bytes, place: FeedPlace, sealed: bytes) -> Neighbours:
    """Return the other rooms in a package; none when it has none, as older packages do.

    Raises:
        Malformed: Of another place or key, changed, or not of this format.
    """
    if not sealed:
        return Neighbours()
    if not NONCE_BYTES + TAG_BYTES <= len(sealed) <= NEIGHBOURS_BYTES_MAX:
        raise Malformed("of another size")
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        raw = _cipher(room_key, place).decrypt(nonce, ciphertext, b"")
    except InvalidTag as problem:
        raise Malformed("of another place or key, or changed") from problem
    read = members.exact(
        loads_strict(raw, max_bytes=NEIGHBOURS_BYTES_MAX, max_depth=4), {"v", "rooms"}
    )
    members.whole(read["v"], 1, 1)
    rooms = members.listed(read["rooms"], ROOMS_MAX, _room)
    marks = {mark: label for label, some in rooms for mark in some}
    return Neighbours(tuple(label for label, _ in rooms), marks, _marking(room_key, place))


def _room(member: object) -> tuple[str, tuple[str, ...]]:
    read = members.exact(member, {"label", "marks"})
    return (
        members.text(read["label"], LABEL_CHARACTERS_MAX),
        members.listed(read["marks"], NUMBERS_MAX, _read_mark),
    )


def _read_mark(member: object) -> str:
    return members.text(member, MARK_CHARACTERS)


def _mark(key: bytes, number: str) -> str:
    return hmac.digest(key, _bare(number).encode(), "sha256").hex()[:MARK_CHARACTERS]


def _bare(number: str) -> str:
    """A scanner, a planner and a person write one number in different ways."""
    return "".join(each for each in number.casefold() if each.isalnum())


def _marking(room_key: bytes, place: FeedPlace) -> bytes:
    return derived(room_key, salt=dumps(asdict(place)), purpose="neighbour-numbers/v1")


def _cipher(room_key: bytes, place: FeedPlace) -> AESGCM:
    return AESGCM(derived(room_key, salt=dumps(asdict(place)), purpose="neighbours/v1"))
