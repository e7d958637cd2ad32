"""The HTTP routes for laptops, with the OKE door beside them (protocol: app.sync.protocol)."""

import logging
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Self

from litestar import Litestar, Request, Response, Router, get, post
from litestar.concurrency import sync_to_thread as in_thread
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from app.crypto import requests as signed
from app.crypto.envelope import BadSignature
from app.crypto.journal import BadJournal
from app.crypto.requests import read_claim, verify_request
from app.models.codec import instant_text
from app.models.strict_json import Malformed, dumps
from app.sync.protocol import (
    MESSAGE_BYTES_MAX,
    PushAnswer,
    decode_push,
    encode_feed,
    encode_package,
    encode_package_list,
    encode_push_answer,
)
from dossier.archive.devices import DeviceRow, DeviceRows, log_access
from dossier.archive.rooms import RoomRows
from dossier.feed import FIRST, NoSuchRoom
from dossier.journals import PORTION_BYTES_MAX, JournalPortion
from dossier.oke.problems import problem_json
from dossier.opened import OpenDossier

PROBLEM: Final = "application/problem+json"
NONCES_REMEMBERED: Final = 100_000
DAY_CHARACTERS: Final = 10
NUMBER_CHARACTERS: Final = 12

log = logging.getLogger("dossier.service")
Call = Request[Any, Any, Any]


class Refusal(Exception):
    """A request that is not answered; `reason` goes into the log, nothing of its content."""

    def __init__(self, status: int, title: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.title = title
        self.reason = reason


@dataclass(slots=True)
class UsedNonces:
    """Requests seen lately by this process: the same signed request is answered once."""

    _seen: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def use(self, nonce: str) -> bool:
        """Tell whether a nonce is new, and remember it."""
        with self._lock:
            if nonce in self._seen:
                return False
            self._seen[nonce] = None
            while len(self._seen) > NONCES_REMEMBERED:
                self._seen.popitem(last=False)
            return True


@dataclass(frozen=True, slots=True)
class LaptopParts:
    """What the routes for laptops stand on."""

    dossier: OpenDossier
    nonces: UsedNonces = field(default_factory=UsedNonces)

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        """Stay one thing: the framework copies the options of its routes."""
        return self


def laptop_router(dossier: OpenDossier) -> Router:
    """Return the paths for laptops."""
    return Router(
        path="/v1",
        route_handlers=[push, journal, packages, package, feed, server_time],
        opt={"laptops": LaptopParts(dossier)},
        exception_handlers={Refusal: refused, HTTPException: http_refused},
        request_max_body_size=MESSAGE_BYTES_MAX,
    )


def make_app(*routers: Router, title: str) -> Litestar:
    """Return the application over these routers, with its OpenAPI document at /schema."""
    return Litestar(
        route_handlers=list(routers),
        exception_handlers={
            Refusal: refused,
            HTTPException: http_refused,
            Exception: fault,
        },
        openapi_config=OpenAPIConfig(
            title=title,
            version="1",
            path="/schema",
            render_plugins=[JsonRenderPlugin()],
            use_handler_docstrings=True,
        ),
        logging_config=None,
    )


# ---------------------------------------------------------------- routes


@post("/streams/push", status_code=200)
async def push(request: Call) -> Response[bytes]:
    """Take events in and answer one signed receipt per stream; a revoked laptop's too."""
    device, body = await _brought_by(request)
    return await in_thread(_push, _parts(request), device, body)


@post(
    "/journals/{room_day:str}/{name:str}", status_code=200, request_max_body_size=PORTION_BYTES_MAX
)
async def journal(request: Call, room_day: str, name: str) -> Response[bytes]:
    """Take whole frames of a sealed journal in, up to place `through`, and answer a receipt."""
    device, body = await _brought_by(request)
    through = request.query_params.get("through", "")
    if not through.isdecimal() or len(through) > NUMBER_CHARACTERS:
        raise Refusal(400, "Query unreadable", "through")
    portion = JournalPortion(room_day, name, int(through), body)
    return await in_thread(_journal, _parts(request), device, portion)


@get("/packages")
async def packages(request: Call) -> Response[bytes]:
    """Return the room-days of this laptop's location; `day` narrows it to one."""
    device, _ = await _asked_by(request)
    day = request.query_params.get("day")
    if day is not None and len(day) != DAY_CHARACTERS:
        raise Refusal(400, "Query unreadable", "day")
    return await in_thread(_packages, _parts(request), device, day)


@get("/packages/{room_day:str}")
async def package(request: Call, room_day: str) -> Response[bytes]:
    """Return a room-day: header, card wraps, and the feed so far, sealed."""
    device, _ = await _asked_by(request)
    return await in_thread(_package, _parts(request), device, room_day)


@get("/rooms/{room_day:str}/feed")
async def feed(request: Call, room_day: str) -> Response[bytes]:
    """Return the chunks after number `after`, with a signed manifest of those."""
    device, _ = await _asked_by(request)
    told = request.query_params.get("after", str(FIRST))
    if not told.lstrip("-").isdecimal() or len(told) > DAY_CHARACTERS:
        raise Refusal(400, "Query unreadable", "after")
    return await in_thread(_feed, _parts(request), device, (room_day, int(told)))


@get("/time", sync_to_thread=False)
def server_time(request: Call) -> Response[bytes]:
    """Return the dossier's clock."""
    return _json(dumps({"server_time": _now(_parts(request).dossier)}))


# ---------------------------------------------------------------- answers, in a worker thread


def _push(parts: LaptopParts, device: DeviceRow, body: bytes) -> Response[bytes]:
    try:
        events = decode_push(body).events
    except Malformed as problem:
        raise Refusal(400, "Malformed", f"push: {problem.reason}") from problem
    moment = parts.dossier.around.moment()
    receipts = parts.dossier.intake.take(device.id, events, moment)
    return _json(encode_push_answer(PushAnswer(receipts, instant_text(moment.corrected))))


def _journal(parts: LaptopParts, device: DeviceRow, portion: JournalPortion) -> Response[bytes]:
    moment = parts.dossier.around.moment()
    try:
        receipt = parts.dossier.journals.take(device.id, portion, moment)
    except (Malformed, BadJournal) as problem:
        raise Refusal(400, "Not a journal of this room-day", "journal") from problem
    return _json(encode_push_answer(PushAnswer((receipt,), instant_text(moment.corrected))))


def _packages(parts: LaptopParts, device: DeviceRow, day: str | None) -> Response[bytes]:
    with parts.dossier.ledger.reading() as reading:
        headers = parts.dossier.feed.headers(reading, device.location, day)
    return _json(encode_package_list(headers))


def _package(parts: LaptopParts, device: DeviceRow, room_day: str) -> Response[bytes]:
    dossier = parts.dossier
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        _check_location(RoomRows(reading.connection, reading.school), device, room_day)
        answer = dossier.feed.package(reading, dossier.ledger, room_day, now)
    _log_read(dossier, device, f"package {room_day}")
    return _json(encode_package(answer))


def _feed(parts: LaptopParts, device: DeviceRow, asked: tuple[str, int]) -> Response[bytes]:
    dossier, (room_day, after) = parts.dossier, asked
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        _check_location(RoomRows(reading.connection, reading.school), device, room_day)
        answer = dossier.feed.answer(reading, dossier.ledger, room_day, after, now)
    if answer.chunks:
        _log_read(dossier, device, f"feed {room_day} {answer.chunks[0].n}-{answer.chunks[-1].n}")
    return _json(encode_feed(answer))


def _check_location(rooms: RoomRows, device: DeviceRow, room_day: str) -> None:
    row = rooms.get(room_day)
    if row is None or row.location != device.location:
        raise Refusal(404, "No such room-day", "room-day")


def _log_read(dossier: OpenDossier, device: DeviceRow, what: str) -> None:
    with dossier.ledger.begin() as connection:
        log_access(connection, dossier.config.school, f"device {device.id}", what, _now(dossier))


# ---------------------------------------------------------------- who asks


async def _asked_by(request: Call) -> tuple[DeviceRow, bytes]:
    """Return the laptop behind a signed request to read, and the body it signed.

    Raises:
        Refusal: As `_brought_by`, or by a laptop that was revoked.
    """
    device, body = await _brought_by(request)
    if device.revoked_at is not None:
        raise Refusal(403, "This laptop was revoked", "revoked device")
    return device, body


async def _brought_by(request: Call) -> tuple[DeviceRow, bytes]:
    """Return the laptop behind a signed request, and the body it signed.

    A revoked laptop brings what it has: taken in, and without effect until two people judged it.

    Raises:
        Refusal: Unsigned, by nobody we know, repeated, too large or packed.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "Send it unpacked", "content-encoding")
    body = await request.body()
    return await in_thread(_verified, _parts(request), request, body)


def _verified(parts: LaptopParts, request: Call, body: bytes) -> tuple[DeviceRow, bytes]:
    names = (signed.DEVICE_FIELD, signed.AT_FIELD, signed.NONCE_FIELD, signed.SIGNATURE_FIELD)
    fields = {name: request.headers.get(name, "") for name in names}
    query = request.scope.get("query_string", b"")
    raw_path = request.scope.get("raw_path") or request.scope["path"].encode()
    target = raw_path.split(b"?")[0] + (b"?" + query if query else b"")
    try:
        claim = read_claim(fields)
        device = _device(parts, claim.device)
        asked = signed.Request(request.method, target.decode("ascii", "replace"), body)
        verify_request(claim, asked, device.public)
    except Malformed as problem:
        raise Refusal(401, "Not signed by an enrolled laptop", "unsigned") from problem
    except BadSignature as problem:
        raise Refusal(401, "Not signed by an enrolled laptop", "signature") from problem
    if not parts.nonces.use(claim.nonce):
        raise Refusal(401, "Asked before", "nonce")
    return device, body


def _device(parts: LaptopParts, device_id: str) -> DeviceRow:
    with parts.dossier.ledger.reading() as reading:
        row = DeviceRows(reading.connection, reading.school).get(device_id)
    if row is None:
        raise Refusal(401, "Not signed by an enrolled laptop", "unknown device")
    return row


# ---------------------------------------------------------------- problems


def refused(request: Call, refusal: Refusal) -> Response[bytes]:
    """Turn a refusal into problem+json, and note why without what."""
    device = request.headers.get(signed.DEVICE_FIELD, "-")[:80]
    log.warning("refused: %s %s device %s", refusal.status, refusal.reason, ascii(device))
    return _problem(refusal.status, refusal.title)


def http_refused(_: Call, problem: HTTPException) -> Response[bytes]:
    """Turn what the framework itself refuses into problem+json."""
    log.warning("refused: %s by the framework", problem.status_code)
    return _problem(problem.status_code, _TITLES.get(problem.status_code, "Request refused"))


def fault(_: Call, problem: Exception) -> Response[bytes]:
    """Tell that something broke here; the log names the kind, never the content."""
    if isinstance(problem, NoSuchRoom):
        return _problem(404, "No such room-day")
    where = problem.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = "" if where is None else f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}"
    log.error("fault: %s at %s", type(problem).__name__, place)
    return _problem(500, "The dossier could not do this; nothing was lost")


_TITLES: Final = {
    404: "Unknown path",
    405: "Method not allowed",
    413: "Larger than one message may be",
}


def _problem(status: int, title: str) -> Response[bytes]:
    return Response(dumps(problem_json(status, title)), status_code=status, media_type=PROBLEM)


def _json(content: bytes) -> Response[bytes]:
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})


def _parts(request: Call) -> LaptopParts:
    parts: LaptopParts = request.route_handler.opt["laptops"]
    return parts


def _now(dossier: OpenDossier) -> str:
    return instant_text(dossier.around.moment().corrected)
