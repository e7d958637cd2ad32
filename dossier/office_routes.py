"""The HTTP routes for the examenbureau: sign-on, feed, roles and reads (app.sync.office_protocol).

Reading and managing are decided by the table of roles (decision 0028); what is outside somebody's
role is refused and noted.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, TypeVar

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread as in_thread
from litestar.params import FromPath

from app.crypto import members
from app.models.codec import instant_text, read_instant
from app.models.grants import Grant
from app.models.roles import AT_OFFICE, Call
from app.models.strict_json import Malformed, dumps, loads_strict
from app.models.values import Role
from app.sync.office_protocol import (
    WAIT_S_MAX,
    OfficePage,
    decode_heartbeat,
    decode_sign_on,
    encode_heartbeat,
    encode_page,
    encode_signed_on,
)
from app.sync.provider_protocol import encode_ask, encode_offer
from dossier.archive.contacts import ContactRow, ContactRows
from dossier.archive.devices import DeviceRow, accesses_beyond
from dossier.asking import (
    REFUSED,
    TOO_LARGE,
    LaptopParts,
    Refusal,
    brought_by,
    json_answer,
    now_text,
    parts_of,
    problem_answer,
)
from dossier.asking import Call as HttpCall
from dossier.described import JSON, Answers, described
from dossier.enrolling import plain_name
from dossier.granting import Forbidden, NotGranted, RoleDesk, Wanted, all_grants
from dossier.identity.desk import NoProvider
from dossier.identity.line import ProviderAway
from dossier.office_asking import (
    Asker,
    asked_day,
    asker_of,
    note_reads,
    office_device,
    refuse_role,
    require,
)
from dossier.office_feed import reads_in
from dossier.signing_on import NotSignedOn, SignOnRefused

NUMBER_CHARACTERS: Final = 16
READS_MAX: Final = 1_000
ROLE_BYTES_MAX: Final = 16 * 1024
LOCATIONS_MAX: Final = 64

_REFUSED: Final = (*TOO_LARGE, 404, 409)
_READS: Final = Answers(REFUSED)
_TAKES: Final = described(Answers(TOO_LARGE), takes=JSON)
_SETTLES: Final = described(Answers(_REFUSED))
_OF_PROVIDER: Final = (404, 502, 503)

Changed = TypeVar("Changed")

log = logging.getLogger("dossier.office")


# ---------------------------------------------------------------- sign-on and contact


@post(
    "/office/sign-on",
    status_code=200,
    operation_class=described(Answers((*TOO_LARGE, *_OF_PROVIDER, 409, 410, 429)), takes=JSON),
)
async def sign_on(request: HttpCall) -> Response[bytes]:
    """Certify a fresh key for the day of somebody whose proof holds."""
    device, body = await office_device(request)
    return await in_thread(_sign_on, parts_of(request), device, body)


@get("/office/provider", operation_class=described(_READS))
async def provider(request: HttpCall) -> Response[bytes]:
    """Tell whether people of the office may log in at an identity provider."""
    await office_device(request)
    offered = await in_thread(parts_of(request).dossier.identity.is_offered)
    return json_answer(encode_offer(is_offered=offered))


@get("/office/provider/challenge", operation_class=described(Answers((*REFUSED, *_OF_PROVIDER))))
async def provider_challenge(request: HttpCall) -> Response[bytes]:
    """Tell where somebody logs in, with a fresh challenge for this machine."""
    device, _ = await office_device(request)
    return await in_thread(_provider_challenge, parts_of(request), device)


@post("/contact", status_code=200, operation_class=_TAKES)
async def contact(request: HttpCall) -> Response[bytes]:
    """Keep what a laptop says of itself; it holds no names."""
    device, body = await brought_by(request)
    return await in_thread(_contact, parts_of(request), device, body)


# ---------------------------------------------------------------- reading


@get("/office/feed", operation_class=described(_READS, query=("after", "wait", "since")))
async def office_feed(request: HttpCall) -> Response[bytes]:
    """Return events beyond place `after` that this person may read; waits up to `wait` seconds.

    Without sessions that were over before the day `since`, if it is told.
    """
    asker, _ = await asker_of(request)
    parts, after = parts_of(request), _number(request, "after", -1)
    since = asked_day(request, "since").isoformat() if "since" in request.query_params else ""
    now = asyncio.get_running_loop().time
    until = now() + min(_number(request, "wait", 0), WAIT_S_MAX)
    while True:
        page = await in_thread(_page, parts, asker, after, since)
        left = until - now()
        is_on_its_way = after < page.through < page.size - 1  # else all of it came meanwhile
        if page.events or left <= 0 or is_on_its_way:
            return json_answer(encode_page(page))
        after = page.through
        await parts.dossier.ledger.news.coming(after + 1, left)


@get("/office/reads", operation_class=described(_READS, query=("after",)))
async def office_reads(request: HttpCall) -> Response[bytes]:
    """Return who read which personal data, beyond number `after`."""
    asker, _ = await asker_of(request)
    return await in_thread(_reads, parts_of(request), asker, _number(request, "after", -1))


# ---------------------------------------------------------------- roles


@get("/office/roles", operation_class=described(_READS))
async def list_roles(request: HttpCall) -> Response[bytes]:
    """Return every grant of a role, and how it stands."""
    asker, _ = await asker_of(request)
    return await in_thread(_list_roles, parts_of(request), asker)


@post(
    "/office/roles",
    status_code=201,
    operation_class=described(Answers(_REFUSED, does=((201, "Granted"),)), takes=JSON),
)
async def grant_role(request: HttpCall) -> Response[bytes]:
    """Give a role to somebody else."""
    asker, body = await asker_of(request)
    return await in_thread(_grant_role, parts_of(request), asker, body)


@post("/office/roles/{grant:str}/confirm", status_code=200, operation_class=_SETTLES)
async def confirm_role(request: HttpCall, grant: FromPath[str]) -> Response[bytes]:
    """Stand for a grant as the second person."""
    asker, _ = await asker_of(request)
    return await in_thread(_settle_role, parts_of(request), asker, Call.CONFIRM_ROLE, grant)


@post("/office/roles/{grant:str}/withdraw", status_code=200, operation_class=_SETTLES)
async def withdraw_role(request: HttpCall, grant: FromPath[str]) -> Response[bytes]:
    """Let a grant hold no longer."""
    asker, _ = await asker_of(request)
    return await in_thread(_settle_role, parts_of(request), asker, Call.WITHDRAW_ROLE, grant)


OFFICE_ROUTES: Final = (
    sign_on,
    provider,
    provider_challenge,
    contact,
    office_feed,
    office_reads,
    list_roles,
    grant_role,
    confirm_role,
    withdraw_role,
)


# ---------------------------------------------------------------- answers, in a worker thread


def _sign_on(parts: LaptopParts, device: DeviceRow, body: bytes) -> Response[bytes]:
    try:
        asked = decode_sign_on(body)
    except Malformed as problem:
        raise Refusal(400, "Malformed", f"sign-on: {problem.reason}") from problem
    try:
        moment = parts.dossier.around.moment()
        answer = parts.dossier.sign_ons.sign_on(device.id, asked, moment)
        return json_answer(encode_signed_on(answer))
    except SignOnRefused as problem:
        log.warning("sign-on refused: %s device %s", problem.reason, device.id)
        status, title = _SIGN_ON[problem.reason]
        refused = problem_answer(status, title)
        if problem.wait_s:
            refused.headers["Retry-After"] = str(problem.wait_s)
        return refused


def _provider_challenge(parts: LaptopParts, device: DeviceRow) -> Response[bytes]:
    now = parts.dossier.around.moment().corrected
    try:
        return json_answer(encode_ask(parts.dossier.identity.ask(device.id, now)))
    except NoProvider as problem:
        raise Refusal(404, "No identity provider", "no provider") from problem
    except ProviderAway as problem:
        raise Refusal(503, "Provider out of reach", f"provider: {problem.reason}") from problem


def _contact(parts: LaptopParts, device: DeviceRow, body: bytes) -> Response[bytes]:
    try:
        heartbeat = decode_heartbeat(body)
    except Malformed as problem:
        raise Refusal(400, "Malformed", f"contact: {problem.reason}") from problem
    at = now_text(parts.dossier)
    with parts.dossier.ledger.begin() as connection:
        row = ContactRow(at, encode_heartbeat(heartbeat).decode())
        ContactRows(connection, parts.dossier.config.school).put(device.id, row)
    return json_answer(dumps({"server_time": at}))


def _page(parts: LaptopParts, asker: Asker, after: int, since: str) -> OfficePage:
    dossier = parts.dossier
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        rights = asker.rights_now(reading, now)
        if AT_OFFICE.isdisjoint(rights.roles):  # withdrawn, or their day ended, while they waited
            raise Refusal(403, "No role at the office", "no role")
        found = dossier.office.look(reading, rights, after, since)
        page = dossier.office.page(reading, rights, found, now)
    news = parts.read_notes.fresh(asker.person, reads_in(found), now)
    if news:
        note_reads(dossier, asker, news)
    return page


def _reads(parts: LaptopParts, asker: Asker, after: int) -> Response[bytes]:
    require(parts, asker, Call.LIST_READS)
    dossier = parts.dossier
    with dossier.ledger.reading() as reading:
        found = accesses_beyond(reading.connection, reading.school, after, READS_MAX)
    note_reads(dossier, asker, [Call.LIST_READS.value])
    reads = [{"n": n, "at": at, "who": who, "what": what} for n, at, who, what in found]
    return json_answer(dumps({"reads": reads}))


def _list_roles(parts: LaptopParts, asker: Asker) -> Response[bytes]:
    require(parts, asker, Call.LIST_ROLES)
    with parts.dossier.ledger.reading() as reading:
        grants = [_grant_members(each) for each in all_grants(reading)]
    return json_answer(dumps({"grants": grants}))


def _grant_role(parts: LaptopParts, asker: Asker, body: bytes) -> Response[bytes]:
    require(parts, asker, Call.GRANT_ROLE)
    try:
        wanted = _wanted(body)
    except Malformed as problem:
        raise Refusal(400, "Malformed", f"role: {problem.reason}") from problem
    leaf = _changed(parts, asker, Call.GRANT_ROLE, lambda desk: desk.grant(wanted, asker.person))
    answer = json_answer(dumps({"grant": leaf}))
    answer.status_code = 201
    return answer


def _settle_role(parts: LaptopParts, asker: Asker, call: Call, grant: str) -> Response[bytes]:
    def settle(desk: RoleDesk) -> None:
        change = desk.confirm if call is Call.CONFIRM_ROLE else desk.withdraw
        change(grant, asker.person)

    _changed(parts, asker, call, settle)
    return json_answer(dumps({"server_time": now_text(parts.dossier)}))


def _changed(
    parts: LaptopParts, asker: Asker, call: Call, change: Callable[[RoleDesk], Changed]
) -> Changed:
    """Change roles in one transaction.

    Raises:
        Refusal: It is outside the role of who asks, or not as roles are given.
    """
    try:
        with parts.dossier.ledger.writing(parts.dossier.around.moment()) as writing:
            return change(RoleDesk(writing))
    except NotGranted as problem:
        refused = problem.reason
    if refused is Forbidden.OUTSIDE_ROLE:
        refuse_role(parts, asker, call.value)
    title = "Not this role, by this person" if refused in _BY_WHOM else "No such grant"
    raise Refusal(409, title, f"{call.value}: {refused}")


def _wanted(body: bytes) -> Wanted:
    read = loads_strict(body, max_bytes=ROLE_BYTES_MAX, max_depth=2)
    told = members.exact(read, {"person", "role", "locations", "until"})
    if told["role"] not in list(Role):
        raise Malformed("a role that this version does not know")
    locations = members.listed(told["locations"], LOCATIONS_MAX, members.label)
    return Wanted(
        person=members.name(told["person"]),
        role=Role(str(told["role"])),
        locations=tuple(map(plain_name, locations)),
        until=members.optional(told["until"], read_instant),
    )


def _grant_members(grant: Grant) -> dict[str, object]:
    told: dict[str, object] = {"reason": grant.reason} if grant.is_break_glass else {}
    return told | {
        "grant": grant.leaf,
        "person": grant.person,
        "role": grant.role.value,
        "by": grant.by,
        "locations": list(grant.locations),
        "until": None if grant.until is None else instant_text(grant.until),
        "confirmed_by": grant.confirmed_by,
        "withdrawn_by": grant.withdrawn_by,
    }


def _number(request: HttpCall, name: str, least: int) -> int:
    told = request.query_params.get(name, str(least))
    if told == str(least):
        return least
    if not (told.isascii() and told.isdecimal()) or len(told) > NUMBER_CHARACTERS:
        raise Refusal(400, "Query unreadable", name)
    return int(told)


_BY_WHOM: Final = frozenset({Forbidden.OWN, Forbidden.SAME_PERSON, Forbidden.APART})
_SIGN_ON: Final = {
    NotSignedOn.UNKNOWN: (401, "Unknown name, passphrase or code"),
    NotSignedOn.TOO_SOON: (429, "Too many tries"),
    NotSignedOn.NO_ROLE: (403, "No role at the office"),
    NotSignedOn.UNFIT: (400, "Not a passphrase"),
    NotSignedOn.UNLINKED: (401, "An account of nobody here"),
    NotSignedOn.NO_PROVIDER: (404, "No identity provider"),
    NotSignedOn.NOT_FRESH: (409, "Logged in before it was asked"),
    NotSignedOn.TOO_LATE: (410, "Logging in took too long"),
    NotSignedOn.STRANGE_WORD: (502, "What the provider answered does not hold"),
    NotSignedOn.PROVIDER_AWAY: (503, "Provider out of reach"),
}
