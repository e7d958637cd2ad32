"""The HTTP routes about the log itself: how it stands, and its proofs (app.sync.log_protocol)."""

import logging
import re
from typing import Final

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread as in_thread

from app.crypto.checkpoint import read_checkpoint
from app.crypto.log_openings import signed_note
from app.models.strict_json import Malformed
from app.sync.log_protocol import (
    LEAVINGS_MAX,
    LogAnswer,
    PlaceAnswer,
    ProofAnswer,
    ReceiptsAnswer,
    decode_streams,
    encode_log,
    encode_place,
    encode_proof,
    encode_receipts,
)
from dossier.archive.devices import DeviceRow
from dossier.asking import (
    REFUSED,
    TOO_LARGE,
    Call,
    LaptopParts,
    Refusal,
    asked_by,
    json_answer,
    now_text,
    parts_of,
)
from dossier.described import JSON, TEXT, Answers, described
from dossier.feed import sign_committed
from dossier.leaving import leavings_of
from dossier.proving import NoProof, openings
from dossier.reopening import answer_shown

NUMBER_CHARACTERS: Final = 16

log = logging.getLogger("dossier.log")
_LEAF = re.compile(r"[0-9a-f]{64}\Z")


@post(
    "/streams/receipts",
    status_code=200,
    operation_class=described(Answers(TOO_LARGE), takes=JSON),
)
async def stream_receipts(request: Call) -> Response[bytes]:
    """Return a signed receipt of all that is had of each stream named."""
    device, body = await asked_by(request)
    return await in_thread(_receipts, parts_of(request), device, body)


@get("/log", operation_class=described(Answers(REFUSED)))
async def log_head(request: Call) -> Response[bytes]:
    """Return the signed head of the log, and the events that opened it under this origin."""
    await asked_by(request)
    return await in_thread(_stands, parts_of(request))


@post("/log/seen", status_code=200, operation_class=described(Answers(TOO_LARGE), takes=TEXT))
async def log_seen(request: Call) -> Response[bytes]:
    """Take a checkpoint that was signed here before: one we are not opens a new log."""
    device, body = await asked_by(request)
    return await in_thread(_seen, parts_of(request), device, body)


@get(
    "/log/consistency",
    operation_class=described(Answers((*REFUSED, 404)), query=("old", "size")),
)
async def log_consistency(request: Call) -> Response[bytes]:
    """Return the proof that the log of `old` events is the beginning of that of `size`."""
    await asked_by(request)
    old, size = _number(request, "old"), _number(request, "size")
    return await in_thread(_consistency, parts_of(request), old, size)


@get(
    "/log/inclusion",
    operation_class=described(Answers((*REFUSED, 404)), query=("leaf", "size")),
)
async def log_inclusion(request: Call) -> Response[bytes]:
    """Return where event `leaf` stands, and the proof of it in the log of `size` events."""
    await asked_by(request)
    leaf = request.query_params.get("leaf", "")
    if not _LEAF.match(leaf):
        raise Refusal(400, "Query unreadable", "leaf")
    return await in_thread(_inclusion, parts_of(request), leaf, _number(request, "size"))


def _receipts(parts: LaptopParts, device: DeviceRow, body: bytes) -> Response[bytes]:
    try:
        streams = decode_streams(body)
    except Malformed as problem:
        raise Refusal(400, "Malformed", f"receipts: {problem.reason}") from problem
    dossier = parts.dossier
    with dossier.ledger.reading() as reading:
        leavings = leavings_of(reading, device.id)[-LEAVINGS_MAX:]
    receipts = dossier.intake.receipts(streams)
    return json_answer(encode_receipts(ReceiptsAnswer(receipts, leavings, now_text(dossier))))


def _stands(parts: LaptopParts) -> Response[bytes]:
    dossier = parts.dossier
    checkpoint = sign_committed(dossier.ledger, dossier.keys)
    with dossier.ledger.reading() as reading:
        opened = openings(reading)
    return json_answer(encode_log(LogAnswer(checkpoint, opened, now_text(dossier))))


def _seen(parts: LaptopParts, device: DeviceRow, body: bytes) -> Response[bytes]:
    try:
        text = body.decode("utf-8")
        shown = signed_note(text, read_checkpoint(text).origin, parts.dossier.keys.trust)
    except (UnicodeDecodeError, Malformed):
        shown = None
    if shown is None:
        raise Refusal(400, "Not a checkpoint of this school", "checkpoint")
    dossier = parts.dossier
    if answer_shown(dossier.ledger, dossier.proofs, shown, dossier.around.moment()):
        log.warning("log: opened anew, device %s showed more than is here", device.id)
    return _stands(parts)


def _consistency(parts: LaptopParts, old: int, size: int) -> Response[bytes]:
    try:
        proof = parts.dossier.proofs.consistency(old, size)
    except NoProof as problem:
        raise Refusal(404, "The log never had these sizes", "sizes") from problem
    parts.dossier.proofs.keep()
    return json_answer(encode_proof(ProofAnswer(proof, now_text(parts.dossier))))


def _inclusion(parts: LaptopParts, leaf: str, size: int) -> Response[bytes]:
    try:
        position, proof = parts.dossier.proofs.inclusion(leaf, size)
    except NoProof as problem:
        raise Refusal(404, "Not in the log of that size", "leaf") from problem
    return json_answer(encode_place(PlaceAnswer(position, proof, now_text(parts.dossier))))


def _number(request: Call, name: str) -> int:
    told = request.query_params.get(name, "")
    if not (told.isascii() and told.isdecimal()) or len(told) > NUMBER_CHARACTERS:
        raise Refusal(400, "Query unreadable", name)
    return int(told)
