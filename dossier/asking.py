"""Who asks: requests signed by an enrolled laptop, and the answers and refusals they get."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Self

from litestar import Request, Response
from litestar.concurrency import sync_to_thread as in_thread

from app.crypto import requests as signed
from app.crypto.envelope import BadSignature
from app.crypto.requests import read_claim, verify_request
from app.models.codec import instant_text
from app.models.strict_json import Malformed, dumps
from dossier.archive.devices import DeviceRow, DeviceRows
from dossier.described import PROBLEM
from dossier.enrolling import is_office
from dossier.oke.problems import problem_json
from dossier.opened import OpenDossier
from dossier.read_notes import ReadNotes
from dossier.taking_in import TakingIn

NONCES_REMEMBERED: Final = 100_000
REFUSED: Final = (400, 401, 403, 415)
TOO_LARGE: Final = (*REFUSED, 413)

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
    read_notes: ReadNotes = field(default_factory=ReadNotes)
    taking_in: TakingIn = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "taking_in", TakingIn(self.dossier))

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        """Stay one thing: the framework copies the options of its routes."""
        return self


async def asked_by(request: Call) -> tuple[DeviceRow, bytes]:
    """Return the laptop behind a signed request to read, and the body it signed.

    Raises:
        Refusal: As `brought_by`, or by a laptop that was revoked.
    """
    device, body = await brought_by(request)
    if device.revoked_at is not None:
        raise Refusal(403, "This laptop was revoked", "revoked device")
    return device, body


async def room_laptop(request: Call) -> tuple[DeviceRow, bytes]:
    """Return the laptop of rooms behind a signed request, and the body it signed.

    Raises:
        Refusal: As `asked_by`, or a machine of the office: that opens no rooms.
    """
    device, body = await asked_by(request)
    if is_office(device):
        raise Refusal(403, "Not a laptop of rooms", "office device")
    return device, body


async def brought_by(request: Call) -> tuple[DeviceRow, bytes]:
    """Return the laptop behind a signed request, and the body it signed.

    A revoked laptop brings what it has: taken in, and without effect until two people judged it.

    Raises:
        Refusal: Unsigned, by nobody we know, repeated, too large or packed.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "Send it unpacked", "content-encoding")
    body = await request.body()
    return await in_thread(_verified, parts_of(request), request, body)


def signed_by(request: Call, body: bytes) -> tuple[signed.RequestClaim, signed.Request]:
    """Return who says to ask, and what exactly was asked; nothing is verified yet.

    Raises:
        Malformed: It was not signed.
    """
    names = (signed.DEVICE_FIELD, signed.AT_FIELD, signed.NONCE_FIELD, signed.SIGNATURE_FIELD)
    fields = {name: request.headers.get(name, "") for name in names}
    query = request.scope.get("query_string", b"")
    raw_path = request.scope.get("raw_path") or request.scope["path"].encode()
    target = raw_path.split(b"?")[0] + (b"?" + query if query else b"")
    asked = signed.Request(request.method, target.decode("ascii", "replace"), body)
    return read_claim(fields), asked


def _verified(parts: LaptopParts, request: Call, body: bytes) -> tuple[DeviceRow, bytes]:
    try:
        claim, asked = signed_by(request, body)
        device = _device(parts, claim.device)
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


def problem_answer(status: int, title: str) -> Response[bytes]:
    """Return an answer that says why there is none, as problem+json."""
    return Response(dumps(problem_json(status, title)), status_code=status, media_type=PROBLEM)


def json_answer(content: bytes) -> Response[bytes]:
    """Return an answer that nobody keeps."""
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})


def parts_of(request: Call) -> LaptopParts:
    """Return what the route of a request stands on."""
    parts: LaptopParts = request.route_handler.opt["laptops"]
    return parts


def now_text(dossier: OpenDossier) -> str:
    """Return the dossier's clock as text."""
    return instant_text(dossier.around.moment().corrected)
