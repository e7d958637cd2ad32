"""The HTTP routes for who checks the dossier at a machine of the office (check_protocol)."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread as in_thread

from app.models.roles import Call
from app.models.strict_json import Malformed
from app.sync.check_protocol import decode_wanted_extract, encode_made_extract, encode_outbox
from dossier.asking import REFUSED, TOO_LARGE, LaptopParts, Refusal, json_answer, parts_of
from dossier.asking import Call as HttpCall
from dossier.described import JSON, Answers, described
from dossier.extracting import NoSuchCandidate, OutsidePlaces, make_extract
from dossier.office_asking import Asker, asked_day, asker_of, note_reads, require
from dossier.office_figures import Days
from dossier.outbox_view import outbox_of


@get("/office/outbox", operation_class=described(Answers(REFUSED), query=("from",)))
async def office_outbox(request: HttpCall) -> Response[bytes]:
    """Return how what goes to the planner stands, per session; sent since a day, if it is told."""
    asker, _ = await asker_of(request)
    since = asked_day(request, "from") if "from" in request.query_params else None
    return await in_thread(_outbox, parts_of(request), asker, since)


@post(
    "/office/extract",
    status_code=200,
    operation_class=described(Answers((*TOO_LARGE, 404)), takes=JSON),
)
async def office_extract(request: HttpCall) -> Response[bytes]:
    """Return everything recorded about one candidate, and write down that it was given."""
    asker, body = await asker_of(request)
    return await in_thread(_extract, parts_of(request), asker, body)


CHECK_ROUTES: Final = (office_outbox, office_extract)


def _extract(parts: LaptopParts, asker: Asker, body: bytes) -> Response[bytes]:
    require(parts, asker, Call.MAKE_EXTRACT)
    dossier = parts.dossier
    try:
        wanted = decode_wanted_extract(body)
        made = make_extract(dossier, asker.rights, asker.person, wanted)
    except Malformed as problem:
        raise Refusal(400, "Malformed", f"extract: {problem.reason}") from problem
    except NoSuchCandidate as problem:
        raise Refusal(404, "No such candidate", "no such candidate") from problem
    except OutsidePlaces as problem:
        what = f"{Call.MAKE_EXTRACT.value} elsewhere"
        note_reads(dossier, asker, [f"refused {what}"])
        raise Refusal(403, "Outside your role", f"outside role: {what}") from problem
    note_reads(dossier, asker, [f"{Call.MAKE_EXTRACT.value} {wanted.session} {wanted.candidate}"])
    return json_answer(encode_made_extract(made))


def _outbox(parts: LaptopParts, asker: Asker, since: date | None) -> Response[bytes]:
    require(parts, asker, Call.LIST_OUTBOX)
    dossier = parts.dossier
    now, zone = dossier.around.moment().corrected, ZoneInfo(dossier.config.time_zone)
    begin = None if since is None else Days(since, since, zone).begin
    with dossier.ledger.reading() as reading:
        found = outbox_of(reading, asker.rights, now, begin)
    news = parts.read_notes.fresh(asker.person, [Call.LIST_OUTBOX.value], now)
    if news:
        note_reads(dossier, asker, news)
    return json_answer(encode_outbox(found))
