"""The HTTP routes for laptops, with the OKE door beside them (protocol: app.sync.protocol)."""

import logging
from collections.abc import Callable
from typing import Final

from anyio import to_thread
from litestar import Litestar, Response, Router, get, post
from litestar.concurrency import sync_to_thread as in_thread
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath
from litestar.types import ASGIApp, Message, Scope

from app.crypto import requests as signed
from app.crypto.journal import BadJournal
from app.models.codec import instant_text
from app.models.strict_json import Malformed, dumps
from app.sync.protocol import (
    MESSAGE_BYTES_MAX,
    PushAnswer,
    encode_feed,
    encode_package,
    encode_package_list,
    encode_push_answer,
)
from dossier.archive.devices import DeviceRow, log_access
from dossier.archive.rooms import RoomRows
from dossier.asking import (
    REFUSED,
    TOO_LARGE,
    Call,
    LaptopParts,
    Refusal,
    brought_by,
    json_answer,
    now_text,
    parts_of,
    problem_answer,
    room_laptop,
)
from dossier.check_routes import CHECK_ROUTES
from dossier.described import BYTES, JSON, Answers, described
from dossier.feed import FIRST, NoSuchRoom
from dossier.figures_routes import FIGURES_ROUTES
from dossier.journals import PORTION_BYTES_MAX, JournalPortion
from dossier.log_routes import (
    log_consistency,
    log_head,
    log_inclusion,
    log_seen,
    stream_receipts,
)
from dossier.office_routes import OFFICE_ROUTES
from dossier.opened import OpenDossier
from dossier.retention_routes import RETENTION_ROUTES
from dossier.standards_routes import STANDARD_ROUTES
from dossier.taking_in import Unreadable

DAY_CHARACTERS: Final = 10
NUMBER_CHARACTERS: Final = 12

log = logging.getLogger("dossier.service")
_ON_EVERY_ANSWER: Final = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)


def laptop_router(dossier: OpenDossier) -> Router:
    """Return the paths for laptops."""
    return Router(
        path="/v1",
        route_handlers=[
            push,
            journal,
            packages,
            package,
            feed,
            server_time,
            stream_receipts,
            log_head,
            log_seen,
            log_consistency,
            log_inclusion,
            *OFFICE_ROUTES,
            *CHECK_ROUTES,
            *RETENTION_ROUTES,
            *STANDARD_ROUTES,
            *FIGURES_ROUTES,
        ],
        opt={"laptops": LaptopParts(dossier)},
        exception_handlers={Refusal: refused, HTTPException: http_refused},
        request_max_body_size=MESSAGE_BYTES_MAX,
    )


def make_app(
    *routers: Router, title: str, around: Callable[[ASGIApp], ASGIApp] | None = None
) -> Litestar:
    """Return the application over these routers, with its OpenAPI document at /schema.

    `around` is what every answer goes through, such as the counting of it.
    """
    return Litestar(
        route_handlers=list(routers),
        middleware=[] if around is None else [around],
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
        before_send=[keep_private],
    )


async def keep_private(message: Message, _: Scope) -> None:
    """Have no answer kept on the way, and none taken for something else than it says."""
    if message["type"] == "http.response.start":
        names = {name.lower() for name, _ in message["headers"]}
        added = [each for each in _ON_EVERY_ANSWER if each[0] not in names]
        message["headers"] = [*message["headers"], *added]


# ---------------------------------------------------------------- routes


@post(
    "/streams/push",
    status_code=200,
    operation_class=described(Answers(TOO_LARGE), takes=JSON),
)
async def push(request: Call) -> Response[bytes]:
    """Take events in and answer one signed receipt per stream; a revoked laptop's too."""
    device, body = await brought_by(request)
    try:
        return json_answer(await parts_of(request).taking_in.push(device.id, body))
    except Unreadable as problem:
        raise Refusal(400, "Malformed", f"push: {problem}") from problem


@post(
    "/journals/{room_day:str}/{name:str}",
    status_code=200,
    request_max_body_size=PORTION_BYTES_MAX,
    operation_class=described(Answers(TOO_LARGE), query=("through",), takes=BYTES),
)
async def journal(request: Call, room_day: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """Take whole frames of a sealed journal in, up to place `through`, and answer a receipt."""
    device, body = await brought_by(request)
    through = request.query_params.get("through", "")
    if not (through.isascii() and through.isdecimal()) or len(through) > NUMBER_CHARACTERS:
        raise Refusal(400, "Query unreadable", "through")
    portion = JournalPortion(room_day, name, int(through), body)
    parts = parts_of(request)
    turns = parts.taking_in.turns
    return await to_thread.run_sync(_journal, parts, device, portion, limiter=turns)


@get("/packages", operation_class=described(Answers(REFUSED), query=("day",)))
async def packages(request: Call) -> Response[bytes]:
    """Return the room-days of this laptop's location; `day` narrows it to one."""
    device, _ = await room_laptop(request)
    day = request.query_params.get("day")
    if day is not None and len(day) != DAY_CHARACTERS:
        raise Refusal(400, "Query unreadable", "day")
    return await in_thread(_packages, parts_of(request), device, day)


@get("/packages/{room_day:str}", operation_class=described(Answers((*REFUSED, 404))))
async def package(request: Call, room_day: FromPath[str]) -> Response[bytes]:
    """Return a room-day: header, card wraps, and the feed so far, sealed."""
    device, _ = await room_laptop(request)
    return await in_thread(_package, parts_of(request), device, room_day)


@get(
    "/rooms/{room_day:str}/feed",
    operation_class=described(Answers((*REFUSED, 404)), query=("after",)),
)
async def feed(request: Call, room_day: FromPath[str]) -> Response[bytes]:
    """Return the chunks after number `after`, with a signed manifest of those."""
    device, _ = await room_laptop(request)
    told = request.query_params.get("after", str(FIRST))
    digits = told.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()) or len(told) > DAY_CHARACTERS:
        raise Refusal(400, "Query unreadable", "after")
    return await in_thread(_feed, parts_of(request), device, (room_day, int(told)))


@get("/time", sync_to_thread=False, operation_class=described(Answers(())))
def server_time(request: Call) -> Response[bytes]:
    """Return the dossier's clock."""
    return json_answer(dumps({"server_time": now_text(parts_of(request).dossier)}))


# ---------------------------------------------------------------- answers, in a worker thread


def _journal(parts: LaptopParts, device: DeviceRow, portion: JournalPortion) -> Response[bytes]:
    moment = parts.dossier.around.moment()
    try:
        receipt = parts.dossier.journals.take(device.id, portion, moment)
    except (Malformed, BadJournal) as problem:
        raise Refusal(400, "Not a journal of this room-day", "journal") from problem
    return json_answer(encode_push_answer(PushAnswer((receipt,), instant_text(moment.corrected))))


def _packages(parts: LaptopParts, device: DeviceRow, day: str | None) -> Response[bytes]:
    with parts.dossier.ledger.reading() as reading:
        headers = parts.dossier.feed.headers(reading, device.location, day)
    return json_answer(encode_package_list(headers))


def _package(parts: LaptopParts, device: DeviceRow, room_day: str) -> Response[bytes]:
    dossier = parts.dossier
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        _check_location(RoomRows(reading.connection, reading.school), device, room_day)
        answer = dossier.feed.package(reading, dossier.ledger, room_day, now)
    _log_read(dossier, device, f"package {room_day}")
    return json_answer(encode_package(answer))


def _feed(parts: LaptopParts, device: DeviceRow, asked: tuple[str, int]) -> Response[bytes]:
    dossier, (room_day, after) = parts.dossier, asked
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        _check_location(RoomRows(reading.connection, reading.school), device, room_day)
        answer = dossier.feed.answer(reading, dossier.ledger, room_day, after, now)
    if answer.chunks:
        _log_read(dossier, device, f"feed {room_day} {answer.chunks[0].n}-{answer.chunks[-1].n}")
    return json_answer(encode_feed(answer))


def _check_location(rooms: RoomRows, device: DeviceRow, room_day: str) -> None:
    row = rooms.get(room_day)
    if row is None or row.location != device.location:
        raise Refusal(404, "No such room-day", "room-day")


def _log_read(dossier: OpenDossier, device: DeviceRow, what: str) -> None:
    with dossier.ledger.begin() as connection:
        log_access(
            connection, dossier.config.school, f"device {device.id}", what, now_text(dossier)
        )


# ---------------------------------------------------------------- problems


def refused(request: Call, refusal: Refusal) -> Response[bytes]:
    """Turn a refusal into problem+json, and note why without what."""
    device = request.headers.get(signed.DEVICE_FIELD, "-")[:80]
    log.warning("refused: %s %s device %s", refusal.status, refusal.reason, ascii(device))
    return problem_answer(refusal.status, refusal.title)


def http_refused(_: Call, problem: HTTPException) -> Response[bytes]:
    """Turn what the framework itself refuses into problem+json."""
    log.warning("refused: %s by the framework", problem.status_code)
    return problem_answer(problem.status_code, _TITLES.get(problem.status_code, "Request refused"))


def fault(_: Call, problem: Exception) -> Response[bytes]:
    """Tell that something broke here; the log names the kind, never the content."""
    if isinstance(problem, NoSuchRoom):
        return problem_answer(404, "No such room-day")
    where = problem.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = "" if where is None else f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}"
    log.error("fault: %s at %s", type(problem).__name__, place)
    return problem_answer(500, "The dossier could not do this; nothing was lost")


_TITLES: Final = {
    404: "Unknown path",
    405: "Method not allowed",
    413: "Larger than one message may be",
}
