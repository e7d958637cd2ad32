"""What a machine of the examenbureau and the dossier say to each other, beside the rest.

| call | asks | answers |
|---|---|---|
| POST /v1/office/sign-on | SignOn | SignedOn: a day certificate, name and roles |
| GET /v1/office/feed?after=N&wait=S&since=D | - | OfficePage: events beyond a place in the log |
| GET /v1/office/roles | - | every grant |
| POST /v1/office/roles | RoleWanted | the grant |
| POST /v1/office/roles/GRANT/confirm, .../withdraw | - | - |
| GET /v1/office/reads?after=N | - | who read what |
| POST /v1/contact | Heartbeat, of any laptop | the dossier's time |

Sign-on and contact are signed by the device, everything else by the person's day key as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.crypto import base64_text, members
from app.crypto.derive import KEY_BYTES
from app.crypto.keys import PUBLIC_BYTES
from app.crypto.signed_event import SignedEvent
from app.models.codec import instant_text, read_instant
from app.models.contacts import Heartbeat, LaptopContact
from app.models.strict_json import Malformed, dumps, loads_strict
from app.sync.protocol import MESSAGE_BYTES_MAX, event_from, event_members
from app.sync.provider_protocol import ProviderAnswer, answer_from, answer_members

SIGN_ON_BYTES_MAX: Final = 8 * 1024
PAGE_BYTES_MAX: Final = 16 * MESSAGE_BYTES_MAX
WAIT_S_MAX: Final = 25
LAPTOPS_MAX: Final = 20_000
EVENTS_MAX: Final = 10_000
CHECKPOINT_CHARACTERS_MAX: Final = 4_096
ELSEWHERE_MAX: Final = 20


class Proof(StrEnum):
    """By what somebody shows who they are."""

    WORDS = "passphrase"
    START_CODE = "start-code"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class SignOn:
    """Who signs on with which fresh key, and the proof.

    A passphrase, a code that sets one, or what the school's identity provider answered: then
    `person` is empty, for it is the dossier that knows whose account that is.
    """

    person: str
    public: bytes
    proof: Proof
    passphrase: str = field(default="", repr=False)
    start_code: str = field(default="", repr=False)
    answer: ProviderAnswer | None = None
    new_passphrase: str = field(default="", repr=False)
    """Beside the one of until now: it takes its place, and other sign-ons end."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A machine of the office where somebody signed on too, and when (an instant)."""

    machine: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SignedOn:
    """What somebody got for the day: the certificate tells roles, locations and its end.

    `store_part` opens, with the machine's own part, the stores of who has no passphrase.
    """

    certificate: str = field(repr=False)
    name: str = field(repr=False)
    server_time: str = ""
    store_part: bytes = field(default=b"", repr=False)
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """An event with its place in the log."""

    position: int
    signed: SignedEvent


@dataclass(frozen=True, slots=True)
class OfficePage:
    """Events that this person may read, in order of the log.

    Up to `through` everything was looked at; `size` is how many events the log of the signed
    `checkpoint` holds.
    """

    events: tuple[PlacedEvent, ...]
    through: int
    size: int
    checkpoint: str = field(repr=False)
    laptops: tuple[LaptopContact, ...]
    server_time: str


# ---------------------------------------------------------------- sign-on


def encode_sign_on(asked: SignOn) -> bytes:
    """Return the bytes of a sign-on."""
    told: dict[str, object] = {
        "v": 1,
        "public": base64_text.encode(asked.public),
        "proof": asked.proof.value,
    }
    if asked.answer is not None:
        return dumps(told | {"answer": answer_members(asked.answer)})
    told |= {"person": asked.person, "passphrase": asked.passphrase}
    told |= {"start_code": asked.start_code} if asked.start_code else {}
    return dumps(told | ({"new": asked.new_passphrase} if asked.new_passphrase else {}))


def decode_sign_on(raw: bytes) -> SignOn:
    """Return the sign-on in received bytes.

    Raises:
        Malformed: Not one, or with a proof that this version does not know.
    """
    read = _object(loads_strict(raw, max_bytes=SIGN_ON_BYTES_MAX, max_depth=2))
    members.whole(read.get("v"), 1, 1)
    proof = read.get("proof")
    if proof not in list(Proof):
        raise Malformed("another proof than this version knows")
    public = base64_text.decode(read.get("public"), least=PUBLIC_BYTES, most=PUBLIC_BYTES)
    if proof == Proof.PROVIDER:
        return SignOn("", public, Proof.PROVIDER, answer=answer_from(read.get("answer")))
    return SignOn(
        person=members.name(read.get("person")),
        public=public,
        proof=Proof(str(proof)),
        passphrase=members.text(read.get("passphrase"), 1_000),
        start_code=members.text(read.get("start_code", ""), 100),
        new_passphrase=members.text(read.get("new", ""), 1_000),
    )


def encode_signed_on(answer: SignedOn) -> bytes:
    """Return the bytes of the answer to a sign-on."""
    told: dict[str, object] = {
        "certificate": answer.certificate,
        "name": answer.name,
        "server_time": answer.server_time,
    }
    if answer.store_part:
        told["store_part"] = base64_text.encode(answer.store_part)
    if answer.elsewhere:
        told["elsewhere"] = [[each.machine, instant_text(each.since)] for each in answer.elsewhere]
    return dumps(told)


def decode_signed_on(raw: bytes) -> SignedOn:
    """Return the answer in received bytes; the certificate is not verified yet.

    Raises:
        Malformed: Not such an answer.
    """
    read = _object(loads_strict(raw, max_bytes=MESSAGE_BYTES_MAX, max_depth=3))
    return SignedOn(
        certificate=members.text(read.get("certificate"), 16 * 1024),
        name=members.text(read.get("name"), 400),
        server_time=members.text(read.get("server_time"), 40),
        store_part=base64_text.decode(read.get("store_part", ""), most=KEY_BYTES),
        elsewhere=_elsewhere(read.get("elsewhere", [])),
    )


def _elsewhere(member: object) -> tuple[Elsewhere, ...]:
    if not isinstance(member, list) or len(member) > ELSEWHERE_MAX:
        raise Malformed("not a list of machines")
    found = []
    for each in member:
        if not isinstance(each, list) or len(each) != 2:
            raise Malformed("not a machine and an instant")
        found.append(Elsewhere(members.text(each[0], 200), read_instant(each[1])))
    return tuple(found)


# ---------------------------------------------------------------- heartbeat


def encode_heartbeat(told: Heartbeat) -> bytes:
    """Return the bytes of what a laptop says of itself."""
    return dumps(_heartbeat_members(told))


def decode_heartbeat(raw: bytes) -> Heartbeat:
    """Return what a laptop says of itself.

    Raises:
        Malformed: Not such a message.
    """
    return _heartbeat_from(loads_strict(raw, max_bytes=4_096, max_depth=1))


def read_server_time(raw: bytes) -> str:
    """Return the dossier's time in the answer to a contact.

    Raises:
        Malformed: Not such an answer.
    """
    read = members.exact(loads_strict(raw, max_bytes=4_096, max_depth=1), {"server_time"})
    return members.text(read["server_time"], 40)


def _heartbeat_members(told: Heartbeat) -> dict[str, object]:
    return {name: getattr(told, name) for name in Heartbeat.__slots__}


def _heartbeat_from(member: object) -> Heartbeat:
    read = members.exact(member, Heartbeat.__slots__)
    room_day = read["room_day"]
    return Heartbeat(
        waiting=members.whole(read["waiting"]),
        on_disk=members.whole(read["on_disk"]),
        room_day="" if room_day == "" else members.name(room_day),
        battery_percent=members.optional(read["battery_percent"], _percent),
        offset_ms=members.optional(read["offset_ms"], _offset),
    )


def _percent(member: object) -> int:
    return members.whole(member, 0, 100)


def _offset(member: object) -> int:
    return members.whole(member, -(10**13), 10**13)


# ---------------------------------------------------------------- feed


def encode_page(page: OfficePage) -> bytes:
    """Return the bytes of a page of the office's feed."""
    return dumps(
        {
            "events": [
                {"position": each.position, **event_members(each.signed)} for each in page.events
            ],
            "through": page.through,
            "size": page.size,
            "checkpoint": page.checkpoint,
            "laptops": [_contact_members(each) for each in page.laptops],
            "server_time": page.server_time,
        }
    )


def decode_page(raw: bytes) -> OfficePage:
    """Return the page in received bytes; nothing of its events is verified yet.

    Raises:
        Malformed: Not such a page.
    """
    read = _object(loads_strict(raw, max_bytes=PAGE_BYTES_MAX, max_depth=5))
    return OfficePage(
        events=members.listed(read.get("events"), EVENTS_MAX, _placed),
        through=members.whole(read.get("through"), -1),
        size=members.whole(read.get("size")),
        checkpoint=members.text(read.get("checkpoint"), CHECKPOINT_CHARACTERS_MAX),
        laptops=members.listed(read.get("laptops"), LAPTOPS_MAX, _contact_from),
        server_time=members.text(read.get("server_time"), 40),
    )


def _placed(member: object) -> PlacedEvent:
    return PlacedEvent(members.whole(_object(member).get("position")), event_from(member))


def _contact_members(each: LaptopContact) -> dict[str, object]:
    return {
        "device": each.device,
        "name": each.name,
        "location": each.location,
        "at": None if each.at is None else instant_text(each.at),
        "heartbeat": None if each.heartbeat is None else _heartbeat_members(each.heartbeat),
    }


def _contact_from(member: object) -> LaptopContact:
    read = _object(member)
    at: datetime | None = members.optional(read.get("at"), read_instant)
    return LaptopContact(
        device=members.name(read.get("device")),
        name=members.text(read.get("name"), 200),
        location=members.text(read.get("location"), 200),
        at=at,
        heartbeat=members.optional(read.get("heartbeat"), _heartbeat_from),
    )


def _object(member: object) -> Mapping[str, object]:
    if not isinstance(member, dict):
        raise Malformed("not an object")
    return member
