"""A laptop as the dossier sees it: its own device key, epochs, chains, and signed requests."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from app.crypto.certificates import KeyKind, read_certificate
from app.crypto.dagcode import CardWraps, OpenedCard, open_card
from app.crypto.envelope import (
    EPOCH_SIGNATURE,
    SHIFT_SIGNATURE,
    from_dict,
    from_json,
    to_json,
)
from app.crypto.keys import SigningKey
from app.crypto.receipt import Receipt, verify_receipt
from app.crypto.requests import Request, sign_request
from app.crypto.roomfeed import FeedPlace, check_chunk, open_chunk, verify_manifest
from app.crypto.signed_event import SignedEvent, sign_event
from app.crypto.statements import epoch_statement, shift_statement, sign_text
from app.crypto.tls import client_context
from app.crypto.trust import SchoolTrust, decode_trust
from app.models.act import Act, Body, Header, StreamId
from app.models.codec import body_digest, encode_body, instant_text
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.marks import StreamOpened
from app.models.values import StaffRole
from app.sync.protocol import (
    FeedAnswer,
    Package,
    PushRequest,
    decode_chunk_content,
    decode_feed,
    decode_package,
    decode_push_answer,
    encode_push,
)
from tests import chance
from tests.patience import PATIENCE_S

START = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)


@dataclass
class Stream:
    """One chain that a laptop writes."""

    laptop: "Laptop"
    id: StreamId
    key: SigningKey
    events: list[SignedEvent] = field(default_factory=list)
    shift: str | None = None
    person: tuple[SigningKey, str] | None = None
    """The key and certificate of who opened the shift."""
    wall: datetime = START

    def add(self, act: Act, *, candidate: str | None = None, **members: object) -> SignedEvent:
        content = encode_body(
            Body(act, candidate, members.pop("aspect", act.ASPECT), **members),  # type: ignore[arg-type]
            chance.token_bytes(16),
        )
        self.wall += timedelta(seconds=1)
        header = Header(
            v=1,
            kind=act.KIND,
            school=self.laptop.trust.school,
            writer=self.id.writer,
            epoch=self.id.epoch,
            scope=self.id.scope,
            seq=len(self.events),
            prev=self.events[-1].leaf if self.events else None,
            shift=self.shift,
            wall=self.wall,
            offset_ms=0,
            boot="boot",
            mono=len(self.events),
            body_sha256=body_digest(content),
        )
        self.events.append(sign_event(header, content, self.key))
        return self.events[-1]


class Laptop:
    """What a laptop holds after enrolment."""

    def __init__(self, key: SigningKey, bundle: dict[str, object]) -> None:
        self.key = key
        self.device = str(bundle["device"])
        self.url = str(bundle["url"])
        self.trust: SchoolTrust = decode_trust(base64.b64decode(str(bundle["trust"])))
        self.chain = tuple(to_json(from_dict(each)) for each in bundle["chain"])  # type: ignore[attr-defined]

    @classmethod
    def of_bundle(cls, key: SigningKey, raw: bytes) -> "Laptop":
        return cls(key, json.loads(raw))

    @property
    def log_key(self) -> bytes:
        return self.trust.keys(KeyKind.LOG)[0].pub

    def stream(self, scope: str, epoch: str = "e1", key: SigningKey | None = None) -> Stream:
        key = key or SigningKey.generate(chance.token_bytes)
        made = Stream(self, StreamId(self.device, epoch, scope), key)
        statement = epoch_statement(self.trust.school, made.id, key.public)
        made.add(
            StreamOpened(
                epoch_key=base64.b64encode(key.public).decode(),
                device_signature=sign_text(EPOCH_SIGNATURE, statement, self.key),
                chain=self.chain,
            )
        )
        return made

    def open_shift(
        self, stream: Stream, card: OpenedCard, certificate: str, *, room: str | None = None
    ) -> SignedEvent:
        person_key = SigningKey.from_seed(card.person_seed)
        read = read_certificate(from_json(certificate))
        told = room or stream.id.scope.split("/")[2]
        statement = shift_statement(
            self.trust.school, self.device, stream.key.public, told, stream.wall
        )
        person = ShiftPerson(
            person=read.id,
            name="R. Vos",
            role=StaffRole.INVIGILATOR,
            opened=instant_text(stream.wall),
            public=base64.b64encode(person_key.public).decode(),
            signature=sign_text(SHIFT_SIGNATURE, statement, person_key),
            chain=(certificate,),
        )
        event = stream.add(ShiftOpened(told, (person,)))
        stream.shift = event.leaf
        stream.person = person_key, certificate
        return event


class Line:
    """A laptop's connection with a dossier."""

    def __init__(self, laptop: Laptop, url: str) -> None:
        self.laptop = laptop
        self.http = httpx.Client(
            base_url=url,
            verify=client_context(laptop.trust.tls_ca),
            trust_env=False,
            timeout=PATIENCE_S,
        )

    def ask(self, method: str, path: str, body: bytes = b"") -> httpx.Response:
        fields = sign_request(
            Request(method, path, body),
            self.laptop.device,
            START,
            self.laptop.key,
            chance.token_bytes,
        )
        return self.http.request(method, path, content=body, headers=fields)

    def push(self, events: Sequence[SignedEvent]) -> list[Receipt]:
        answer = self.ask("POST", "/v1/streams/push", encode_push(PushRequest(tuple(events))))
        assert answer.status_code == 200, answer.text
        trust = self.laptop.trust
        return [
            verify_receipt(from_json(text), trust.school, trust.log_origin, self.laptop.log_key)
            for text in decode_push_answer(answer.content).receipts
        ]

    def package(self, room_day: str) -> Package:
        answer = self.ask("GET", f"/v1/packages/{room_day}")
        assert answer.status_code == 200, answer.text
        return decode_package(answer.content)

    def feed(self, room_day: str, after: int) -> FeedAnswer:
        answer = self.ask("GET", f"/v1/rooms/{room_day}/feed?after={after}")
        assert answer.status_code == 200, answer.text
        return decode_feed(answer.content)

    def close(self) -> None:
        self.http.close()


def opened(
    laptop: Laptop, package: Package, number: str, code: str
) -> tuple[OpenedCard, list[SignedEvent], dict[str, str]]:
    """What a code opens: the card, and everything in the feed that came with the package."""
    wrap = next(each for each in package.cards if each.number == number)
    card = open_card(
        code,
        laptop.trust.school,
        package.header.room_day,
        number,
        CardWraps(wrap.room_wrap, wrap.person_wrap),
    )
    events, certificates = read_feed(laptop, package, package.feed, card.room_key)
    return card, events, certificates


def read_feed(
    laptop: Laptop, package: Package, answer: FeedAnswer, room_key: bytes
) -> tuple[list[SignedEvent], dict[str, str]]:
    header = package.header
    place = FeedPlace(laptop.trust.school, header.room_day, header.key_version)
    manifest = verify_manifest(from_json(answer.manifest), laptop.log_key)
    assert manifest.place == place
    events: list[SignedEvent] = []
    certificates: dict[str, str] = {}
    for chunk in answer.chunks:
        check_chunk(manifest, chunk.n, chunk.sealed)
        some, cards = decode_chunk_content(open_chunk(room_key, place, chunk.n, chunk.sealed))
        events += some
        certificates |= cards
    return events, certificates


def write_request(path: Path) -> SigningKey:
    """Make a device key and the request file that goes with it."""
    key = SigningKey.generate(chance.token_bytes)
    path.write_text(json.dumps({"v": 1, "pub": base64.b64encode(key.public).decode()}))
    return key
