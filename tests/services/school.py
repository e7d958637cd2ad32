"""A made-up school on one machine: its keys, a room with a plan, cards, packages and laptops."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from app.crypto import base64_text
from app.crypto.certificates import KeyKind, issue
from app.crypto.dagcode import new_code, wrap_card
from app.crypto.envelope import to_dict, to_json
from app.crypto.keys import SigningKey
from app.crypto.roomfeed import FeedManifest, FeedPlace, mark_chunk, seal_chunk, sign_manifest
from app.crypto.sealing import seal_public
from app.crypto.signed_event import SignedEvent
from app.crypto.tls import certificate_digest, make_ca
from app.crypto.trust import SchoolTrust, encode_trust
from app.crypto.vault import DeviceVault, KeyringMissing
from app.models.act import Act, Body
from app.models.codec import instant_text
from app.models.drafts import Draft, Moment
from app.models.fold import part_scope, session_scope
from app.models.plan import PersonAssigned
from app.models.strict_json import dumps
from app.models.values import StaffRole
from app.services.enrolling import Install, accept_bundle, ask_enrolment
from app.services.fitting import fit_code
from app.services.opening import Device, Door, OpenRoom, open_device
from app.services.packages import keep_package
from app.services.shifting import begin_shift
from app.services.writing import Pen, Voucher, Writer
from app.settings import Settings
from app.store.event_store import Entry, EpochSeed
from app.sync.protocol import (
    CardWrap,
    Chunk,
    FeedAnswer,
    Package,
    PackageHeader,
    encode_chunk_content,
)
from tests.builders import ROOM, SESSION, START, a_candidate, a_plan, a_room, candidate_id
from tests.crypto.builders import MOMENT, SCHOOL, YEAR, by_root, certificate, key, stepped, trust

ROOM_DAY = f"{ROOM}.2026-12-09"
MORNING = START - timedelta(minutes=30)
URL = "https://dossier.example:8443"
SEAL_SEED = b"s" * 32


CA = make_ca("School voor Proeven", MOMENT - YEAR, MOMENT + YEAR)


def trust_with(ca: str) -> SchoolTrust:
    """Return what the made-up school pins, with this CA."""
    pinned = trust()
    papers = (
        by_root(KeyKind.TLS_CA, "tls-ca", pub=certificate_digest(ca)),
        by_root(KeyKind.SEAL, "seal", pub=seal_public(SEAL_SEED)),
    )
    return replace(pinned, certificates=(*pinned.certificates, *papers), tls_ca=ca)


@dataclass(slots=True)
class Clock:
    """A laptop's clock that a test steps by hand."""

    now: datetime = MORNING
    boot: str = "boot-1"
    mono: int = 0
    offset_ms: int = 0
    ahead: timedelta = timedelta()
    """How far the system clock has gone its own way."""

    def __call__(self) -> Moment:
        return Moment(self.now, self.offset_ms, self.boot, self.mono)

    def step(self, **by: float) -> Moment:
        span = timedelta(**by)
        self.now += span
        self.mono += span // timedelta(milliseconds=1)
        return self()


class Keyring:
    """A vault that keeps the device secret in memory; `trouble` is raised instead."""

    def __init__(self, secret: bytes = b"D" * 32) -> None:
        self.secret = secret
        self.trouble: Exception | None = None

    def for_install(self, _install: str) -> DeviceVault:
        return self  # type: ignore[return-value]

    def open(self) -> bytes:
        if self.trouble is not None:
            raise self.trouble
        return self.secret

    def open_or_create(self) -> bytes:
        return self.open()

    def go_missing(self) -> None:
        self.trouble = KeyringMissing("no keyring here")


@dataclass(slots=True)
class PrintedCard:
    """A card as the desk printed it."""

    number: str
    person: str
    code: str
    seed: bytes
    is_reserve: bool = False

    @property
    def certificate(self) -> str:
        public = SigningKey.from_seed(self.seed).public
        made = certificate(KeyKind.PERSON, self.person, pub=public)
        return to_json(issue(made, key("issuing")))


@dataclass(slots=True)
class School:
    """The dossier's side: it plans, prints cards and seals the feed."""

    room: str = ROOM
    room_day: str = ROOM_DAY
    key_version: int = 1
    cards: list[PrintedCard] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    room_key: bytes = b"r" * 32
    updated_at: datetime = MOMENT
    random_bytes: Callable[[int], bytes] = field(init=False)
    pen: Pen = field(init=False)
    trust: SchoolTrust = field(default_factory=lambda: trust_with(CA.certificate))

    def __post_init__(self) -> None:
        self.random_bytes = stepped(f"school {self.room}")
        voucher = Voucher(key("plan"), (to_json(by_root(KeyKind.PLAN, "plan")),))
        writer = Writer(SCHOOL, "dossier", voucher)
        self.pen = Pen(writer, EpochSeed("plan-epoch", b"p" * 32), self.random_bytes)

    def plan(self, act: Act, candidate: str | None = None, scope: str = "") -> tuple[Entry, ...]:
        at = Moment(START - timedelta(days=1), 0, "dossier", 0)
        where = scope or part_scope(SESSION, self.room)
        written = self.pen.write([Draft(where, Body(act, candidate, act.ASPECT))], at)
        self.pen.keep(written)
        self.entries += written
        return written

    def plan_day(self, candidates: int = 3) -> None:
        self.plan(a_plan(), scope=session_scope(SESSION))
        self.plan(a_room(self.room))
        for number in range(1, candidates + 1):
            self.plan(a_candidate(number), candidate_id(number))

    def print_card(
        self, person: str, name: str, *, is_reserve: bool = False, code: str = ""
    ) -> PrintedCard:
        code = code or new_code(self.random_bytes)
        number = f"card-{len(self.cards) + 1}"
        card = PrintedCard(number, person, code, self.random_bytes(32), is_reserve)
        self.cards.append(card)
        if not is_reserve:
            self.plan(PersonAssigned(person, name, StaffRole.CHIEF_INVIGILATOR))
        return card

    def renew_key(self) -> None:
        """Revoke every card: whoever remains needs one for a new room key."""
        self.key_version += 1
        self.updated_at += timedelta(seconds=1)
        self.room_key = self.random_bytes(32)
        self.cards = []

    @property
    def place(self) -> FeedPlace:
        return FeedPlace(SCHOOL, self.room_day, self.key_version)

    def feed(
        self, events: Sequence[SignedEvent], n: int = 0, cards: Sequence[PrintedCard] = ()
    ) -> FeedAnswer:
        content = encode_chunk_content(events, {each.number: each.certificate for each in cards})
        sealed = seal_chunk(self.room_key, self.place, n, content, self.random_bytes)
        manifest = FeedManifest(self.place, (mark_chunk(n, sealed),), MOMENT)
        signed = to_json(sign_manifest(manifest, key("log")))
        return FeedAnswer((Chunk(n, sealed),), signed, instant_text(MOMENT))

    def package(self) -> Package:
        wraps = []
        for card in self.cards:
            made = wrap_card(
                card.code, SCHOOL, self.room_day, card.number, self.room_key, card.seed
            )
            wraps.append(
                CardWrap(card.number, self.key_version, made.room_wrap, made.person_wrap,
                         card.is_reserve)
            )  # fmt: skip
        header = PackageHeader(
            self.room_day, self.room, self.room, "north", "2026-12-09", "School voor Proeven",
            "1234", "06-1234", 1, instant_text(self.updated_at), self.key_version,
        )  # fmt: skip
        events = [entry.signed for entry in self.entries]
        return Package(header, tuple(wraps), self.feed(events, 0, self.cards))

    def bundle(self, device: str, public: bytes) -> bytes:
        paper = issue(certificate(KeyKind.DEVICE, device, pub=public), key("issuing"))
        return dumps(
            {
                "v": 1, "device": device, "name": "Laptop 7", "location": "north", "url": URL,
                "trust": base64_text.encode(encode_trust(self.trust)),
                "chain": [to_dict(paper), to_dict(by_root(KeyKind.ISSUING, "issuing"))],
            }
        )  # fmt: skip


@dataclass(slots=True)
class Laptop:
    """An enrolled laptop with its folder, keyring and clock."""

    settings: Settings
    install: Install
    keyring: Keyring
    clock: Clock
    random_bytes: Callable[[int], bytes]
    room: OpenRoom | None = None
    device: Device | None = None

    def open(self, code: str, *, anew: bool = False, name: str = "") -> OpenRoom:
        card = fit_code(self.settings, self.install, code)
        if self.device is None:
            self.device = open_device(self.settings, self.keyring.for_install)
        door = Door(self.settings, self.install, self.device, self.random_bytes)
        self.room = door.open(card, anew=anew)
        begin_shift(self.room, card, self.clock(), name)
        return self.room

    def close(self) -> None:
        if self.room is not None:
            self.room.recorder.close()
        if self.device is not None and self.device.memory is not None:
            self.device.memory.close()
        self.room = self.device = None


def a_laptop(folder: Path, school: School, name: str = "device-7") -> Laptop:
    """Return a laptop that was enrolled and has the package of the school's room."""
    settings, keyring, chance = Settings(folder / name), Keyring(), stepped(name)
    path = ask_enrolment(settings, keyring.for_install, chance)
    asked = path.read_bytes()
    public = base64_text.decode(json.loads(asked)["pub"], most=32)
    install = accept_bundle(settings, school.bundle(name, public), keyring.for_install)
    keep_package(settings, school.package())
    return Laptop(settings, install, keyring, Clock(), chance)


def a_school(candidates: int = 3) -> tuple[School, PrintedCard]:
    """Return a school with one planned room, and the card of one person who works there."""
    school = School()
    school.plan_day(candidates)
    return school, school.print_card("person-vos", "M. Vos")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder, by name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
