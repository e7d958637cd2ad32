"""The paths of a Toetsafname server (OKE 1.0.1, flows 2, 3 and 4) and our token office."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self
from urllib.parse import quote

from litestar import Request, Response, Router, get, patch, post, put
from litestar.exceptions import HTTPException
from litestar.params import FromPath, RawBody

from dossier.archive.oke_tables import Connection, log_fetch
from dossier.described import (
    BYTES,
    DONE_OR_NEW,
    FORM,
    JSON,
    PATCH,
    PROBLEM,
    Answers,
    described,
)
from dossier.oke.auth import SCOPE, TokenOffice, TokenRefused, read_credentials
from dossier.oke.door import OkeDoor
from dossier.oke.json_text import OUR_KEY, Json
from dossier.oke.notes import Notes
from dossier.oke.outbox import in_ms
from dossier.oke.paging import page_json, read_page
from dossier.oke.problems import Rejected, problem_json

BIGGEST_REQUEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """What `GET /` tells about this server: whom to mail and where the agreement stands."""

    contact_mail: str
    specification: str
    documentation: str


@dataclass(frozen=True, slots=True)
class OkeParts:
    """What the routes stand on."""

    school: str
    door: OkeDoor
    office: TokenOffice
    card: ServiceCard
    begin: Callable[[], AbstractContextManager[Connection]] = field(repr=False)
    clock: Callable[[], datetime] = field(repr=False)
    note_read: Callable[[str, str], None] = field(repr=False)
    """Notes that a planner read something about people: who, and what by its id."""

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        """Stay one thing: the framework copies the options of its routes."""
        return self


Call = Request[Any, Any, Any]

_REFUSED: Final = (400, 401, 403, 404)
_READ: Final = described(Answers(_REFUSED), query=("expand",))
_CHANGE: Final = described(Answers(_REFUSED), takes=PATCH)
_KEEP: Final = described(Answers(_REFUSED, does=DONE_OR_NEW), takes=JSON)
_PAGE: Final = ("pageSize", "pageNumber")
_LIST: Final = (
    *_PAGE,
    "role",
    "state",
    "result-state",
    "associationType",
    "consumer",
    "sort",
    "expand",
)


def parts_of(request: Call) -> OkeParts:
    """Return what the router of this request stands on."""
    parts: OkeParts = request.route_handler.opt["oke"]
    return parts


def caller(request: Call) -> str:
    """Return the client id behind the request's token.

    Raises:
        Rejected: 401 without a token that holds, 403 when it does not cover this flow.
    """
    oke = parts_of(request)
    holder = oke.office.holder(request.headers.get("Authorization"), oke.clock())
    if holder is None:
        raise Rejected(401, "Not logged in", "Fetch a token first.")
    client, scopes = holder
    if SCOPE not in scopes:
        raise Rejected(403, "Scope missing", f"This asks for {SCOPE}.")
    return client


def query_of(request: Call) -> dict[str, str]:
    """Return the query; a repeated parameter is read as a list with commas."""
    params = request.query_params
    return {name: ",".join(params.getall(name)) for name in params}


def notes_on_type(request: Call, meant: str) -> tuple[str, ...]:
    """Return a warning when a body came as something else than agreed; it is read all the same."""
    told = request.headers.get("Content-Type", "")
    notes = Notes()
    if told.partition(";")[0].strip().lower() != meant:
        notes.written_as("Content-Type", told, meant)
    return notes.lines


def answer(body: Json, status: int = 200) -> Response[bytes]:
    """Return a JSON answer, Unicode as it is."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status_code=status, media_type=JSON)


def empty(status: int) -> Response[bytes]:
    """Return an answer without a body."""
    return Response(b"", status_code=status, media_type=JSON)


def refusal(_: Call, refused: Rejected) -> Response[bytes]:
    """Turn a refusal into problem+json."""
    headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
    return problem(refused.status, refused.title, refused.detail, headers)


def problem(
    status: int, title: str, detail: str | None = None, headers: dict[str, str] | None = None
) -> Response[bytes]:
    """Return a refusal as problem+json."""
    content = json.dumps(problem_json(status, title, detail)).encode()
    return Response(content, status_code=status, media_type=PROBLEM, headers=headers)


_STATUSES: Final = {404: "Unknown path", 405: "Method not allowed", 413: "Body too large"}


def http_problem(_: Call, fault: HTTPException) -> Response[bytes]:
    """Turn what the web framework itself refuses into problem+json (use it for the whole app)."""
    status = 400 if fault.status_code == 413 else fault.status_code
    title = _STATUSES.get(fault.status_code, "Request refused")
    return problem(status, title, headers=dict(fault.headers or {}))


@get("/", sync_to_thread=False, operation_class=described(Answers(())))
def service(request: Call) -> Response[bytes]:
    """Tell who this server is."""
    card = parts_of(request).card
    return answer(
        {
            "contactEmail": card.contact_mail,
            "specification": card.specification,
            "documentation": card.documentation,
            "supportedVersions": ["v5"],
            "supportedConsumers": [{"consumerKey": OUR_KEY, "version": "1.0"}],
        }
    )


@get(
    "/components",
    sync_to_thread=True,
    operation_class=described(Answers((400, 401, 403)), query=_PAGE),
)
def components(request: Call) -> Response[bytes]:
    """Answer an empty catalogue: this server owns no tests (flow 0)."""
    caller(request)
    return answer(page_json([], read_page(query_of(request))))


@put("/offerings/{offering_id:str}", sync_to_thread=True, operation_class=_KEEP)
def put_offering(request: Call, offering_id: FromPath[str], body: RawBody) -> Response[bytes]:
    """Create or change a session (flow 2.1, 2.2A)."""
    is_new = parts_of(request).door.put_offering(
        caller(request), offering_id, body, notes_on_type(request, JSON)
    )
    return empty(201 if is_new else 200)


@patch("/offerings/{offering_id:str}", sync_to_thread=True, operation_class=_CHANGE)
def patch_offering(request: Call, offering_id: FromPath[str], body: RawBody) -> Response[bytes]:
    """Cancel a session (flow 2.4)."""
    parts_of(request).door.patch_offering(
        caller(request), offering_id, body, notes_on_type(request, PATCH)
    )
    return empty(200)


@get("/offerings/{offering_id:str}", sync_to_thread=True, operation_class=_READ)
def get_offering(request: Call, offering_id: FromPath[str]) -> Response[bytes]:
    """Return a session (flow 2.6, 4.2)."""
    return answer(parts_of(request).door.offering(caller(request), offering_id, query_of(request)))


@get(
    "/offerings/{offering_id:str}/associations",
    sync_to_thread=True,
    operation_class=described(Answers(_REFUSED), query=_LIST),
)
def get_associations(request: Call, offering_id: FromPath[str]) -> Response[bytes]:
    """Return a page of a session's associations (flow 2.6, 3.4)."""
    oke, client = parts_of(request), caller(request)
    page = oke.door.enrolments(client, offering_id, query_of(request))
    oke.note_read(client, f"associations of {offering_id.lower()}")
    return answer(page)


@put("/associations/{association_id:str}", sync_to_thread=True, operation_class=_KEEP)
def put_association(
    request: Call, association_id: FromPath[str], body: RawBody
) -> Response[bytes]:
    """Create or change an enrolment (flow 2.2B, 2.3)."""
    is_new = parts_of(request).door.put_enrolment(
        caller(request), association_id, body, notes_on_type(request, JSON)
    )
    return empty(201 if is_new else 200)


@patch("/associations/{association_id:str}", sync_to_thread=True, operation_class=_CHANGE)
def patch_association(
    request: Call, association_id: FromPath[str], body: RawBody
) -> Response[bytes]:
    """Cancel an enrolment (flow 2.5)."""
    return answer(
        parts_of(request).door.patch_enrolment(
            caller(request), association_id, body, notes_on_type(request, PATCH)
        )
    )


@get("/associations/{association_id:str}", sync_to_thread=True, operation_class=_READ)
def get_association(request: Call, association_id: FromPath[str]) -> Response[bytes]:
    """Return an enrolment (flow 2.6, 3.4)."""
    oke, client = parts_of(request), caller(request)
    told = oke.door.enrolment(client, association_id, query_of(request))
    oke.note_read(client, f"association {association_id.lower()}")
    return answer(told)


@get(
    "/associations/{association_id:str}/url",
    sync_to_thread=True,
    operation_class=described(Answers(_REFUSED, does=())),
)
def get_start_url(request: Call, association_id: FromPath[str]) -> Response[bytes]:
    """Tell that there is no start page: candidates do not log in here."""
    parts_of(request).door.enrolment(caller(request), association_id, {})
    raise Rejected(404, "No start page", "Candidates do not start a test on this server.")


@get(
    "/documents/{document_id:str}",
    sync_to_thread=True,
    operation_class=described(Answers(_REFUSED, gives=BYTES)),
)
def get_document(request: Call, document_id: FromPath[str]) -> Response[bytes]:
    """Return the bytes of an announced document (flow 3.3, 4) and log that it was fetched."""
    oke, client = parts_of(request), caller(request)
    document = parts_of(request).door.document(client, document_id)
    fetched = (in_ms(oke.clock()), len(document.content))
    with oke.begin() as connection:
        log_fetch(connection, oke.school, document.document_id, client, fetched)
    oke.note_read(client, f"document {document.document_id}")
    disposition = f"attachment; filename*=UTF-8''{quote(document.name, safe='')}"
    return Response(
        document.content,
        media_type=BYTES,
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )


@post(
    "/token",
    status_code=200,
    sync_to_thread=True,
    operation_class=described(Answers((400, 401, 429), refuses_as=JSON), takes=FORM),
)
def token(request: Call, body: RawBody) -> Response[bytes]:
    """Give a token for client credentials (RFC 6749, 4.4)."""
    oke = parts_of(request)
    address = request.client.host if request.client else ""
    credentials = read_credentials(request.headers.get("Authorization"), body)
    granted = oke.office.grant(credentials, address, oke.clock())
    response = answer(
        {
            "access_token": granted.token,
            "token_type": "Bearer",
            "expires_in": granted.expires_in_s,
            "scope": " ".join(granted.scopes),
        }
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def no_token(_: Call, refused: TokenRefused) -> Response[bytes]:
    """Turn a refusal of the token office into the body RFC 6749 asks."""
    response = answer({"error": refused.error}, refused.status)
    response.headers["Cache-Control"] = "no-store"
    if refused.status == 401:
        response.headers["WWW-Authenticate"] = "Basic"
    if refused.retry_after_s is not None:
        response.headers["Retry-After"] = str(refused.retry_after_s)
    return response


def oke_router(parts: OkeParts, prefix: str = "/ooapi") -> Router:
    """Return the OKE paths under a prefix."""
    return Router(
        path=prefix,
        route_handlers=[
            service,
            components,
            put_offering,
            patch_offering,
            get_offering,
            get_associations,
            put_association,
            patch_association,
            get_association,
            get_start_url,
            get_document,
        ],
        opt={"oke": parts},
        exception_handlers={Rejected: refusal, HTTPException: http_problem},
        request_max_body_size=BIGGEST_REQUEST,
    )


def token_router(parts: OkeParts, prefix: str = "/oauth2") -> Router:
    """Return our token office under a prefix."""
    return Router(
        path=prefix,
        route_handlers=[token],
        opt={"oke": parts},
        exception_handlers={TokenRefused: no_token, HTTPException: http_problem},
        request_max_body_size=BIGGEST_REQUEST,
    )
