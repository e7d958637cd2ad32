"""A real dossier under load: served processes, TLS, signed requests, receipts that are read."""

import http.client
import secrets
import signal
import ssl
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from app.crypto.dagcode import CardWraps, open_card
from app.crypto.envelope import from_json
from app.crypto.receipt import verify_receipt
from app.crypto.requests import Request, sign_request
from app.crypto.tls import client_context
from app.models.facts import ArrivalRegistered
from app.sync.protocol import PUSH_EVENTS_MAX, PushRequest, decode_push_answer, encode_push
from dossier.archive.rooms import CardRows
from dossier.bootstrap import system_surroundings
from dossier.cards import PrintedCard
from dossier.opened import OpenDossier, open_dossier
from dossier.rooms import Place
from tests.bench.load import spent
from tests.bench.load.peer import Pushed
from tests.dossier.inside import assign, enrol, plan, print_cards, staff
from tests.dossier.laptop import START, Laptop, Stream
from tests.dossier.world import School

PUSH = "/v1/streams/push"
ROOMS = 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one laptop sends: signed requests, each of whole batches."""

    laptop: Laptop
    requests: tuple[tuple[bytes, dict[str, str]], ...]
    events: int


@dataclass(frozen=True, slots=True)
class Serving:
    """The processes that serve one school."""

    dossier: OpenDossier
    urls: list[str]
    processes: list[int]


@dataclass(frozen=True, slots=True)
class Room:
    """A planned room with a printed card."""

    scope: str
    card: PrintedCard
    certificate: str
    wraps: CardWraps
    room_day: str


@contextmanager
def serving(
    folder: Path, database: str, postmaster: list[int], replicas: int, program: str = "dossier"
) -> Iterator[Serving]:
    """Run so many processes that serve one new school."""
    programs = [School(folder) for _ in range(replicas)]
    for each in programs:
        each.program = program
    programs[0].found("--database", database)
    with closing(open_dossier(programs[0].data, system_surroundings())) as dossier:
        urls = [each.start() for each in programs]
        try:
            pids = [each.process.pid for each in programs if each.process is not None]
            yield Serving(dossier, urls, pids + postmaster)
        finally:
            for each in programs:
                each.stop(signal.SIGTERM)


def rooms(dossier: OpenDossier) -> list[Room]:
    """Plan rooms of a session each, with somebody who has a card there."""
    found = []
    for number in range(ROOMS):
        session = str(uuid.UUID(int=number + 1, version=4))
        plan(dossier, 0, session=session)
        place = Place(f"R{number}", "Noord", "2026-12-09")
        (room_day,) = assign(dossier, place, session=session)
        staff(dossier, room_day)
        card = print_cards(dossier, room_day)[0]
        with dossier.ledger.reading() as reading:
            rows = CardRows(reading.connection, reading.school).cards(room_day)
        row = next(each for each in rows if each.number == card.number)
        wraps = CardWraps(row.room_wrap, row.person_wrap)
        scope = f"part/{session}/{place.room}"
        found.append(Room(scope, card, row.certificate, wraps, room_day))
    return found


def deliveries(
    dossier: OpenDossier, places: Sequence[Room], laptops: int, each: int, batch: int
) -> list[Delivery]:
    """Record so many acts on so many laptops, as they would lie there to be sent."""
    made = []
    for number in range(laptops):
        laptop = enrol(dossier, f"EX-{secrets.token_hex(4)}")
        stream = _recorded(laptop, places[number % len(places)], each)
        requests = []
        for start in range(0, len(stream.events), batch):
            some = tuple(stream.events[start : start + batch])
            body = encode_push(PushRequest(some))
            asked = Request("POST", PUSH, body)
            fields = sign_request(asked, laptop.device, START, laptop.key, secrets.token_bytes)
            requests.append((body, dict(fields)))
        made.append(Delivery(laptop, tuple(requests), len(stream.events)))
    return made


def push(serving: Serving, many: Sequence[Delivery]) -> tuple[Pushed, list[float]]:
    """Let every laptop push at once; also how long each acknowledgement took (ms)."""
    took: list[float] = []
    ended: list[float] = []
    start = threading.Barrier(len(many) + 1)
    context = client_context(many[0].laptop.trust.tls_ca)

    def deliver(delivery: Delivery, url: str) -> None:
        start.wait()
        began = perf_counter()
        took.extend(_deliver(delivery, url, context))
        ended.append((perf_counter() - began) * 1000)

    threads = [
        threading.Thread(target=deliver, args=(delivery, serving.urls[number % len(serving.urls)]))
        for number, delivery in enumerate(many)
    ]
    for each in threads:
        each.start()
    before = spent.seconds(serving.processes)
    start.wait()
    began = perf_counter()
    for each in threads:
        each.join()
    seconds = perf_counter() - began
    used = spent.seconds(serving.processes) - before
    assert len(ended) == len(many), "a laptop was not answered"
    return Pushed(seconds, sum(each.events for each in many), tuple(ended), used), took


def _recorded(laptop: Laptop, room: Room, acts: int) -> Stream:
    stream = laptop.stream(room.scope, epoch=secrets.token_hex(8))
    card = open_card(
        room.card.code, laptop.trust.school, room.room_day, room.card.number, room.wraps
    )
    laptop.open_shift(stream, card, room.certificate)
    for number in range(acts - 2):
        stream.add(ArrivalRegistered(), candidate=str(uuid.UUID(int=number % 30, version=4)))
    return stream


def _deliver(delivery: Delivery, url: str, context: ssl.SSLContext) -> list[float]:
    place = urlsplit(url)
    line = http.client.HTTPSConnection(
        str(place.hostname), place.port, context=context, timeout=300
    )
    trust, took = delivery.laptop.trust, []
    for body, fields in delivery.requests:
        began = perf_counter()
        line.request("POST", PUSH, body, fields)
        answer = line.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        for text in decode_push_answer(content).receipts:
            verify_receipt(
                from_json(text), trust.school, trust.log_origin, delivery.laptop.log_key
            )
        took.append((perf_counter() - began) * 1000)
    line.close()
    return took


BATCH = PUSH_EVENTS_MAX
