"""The HTTP routes for who checks the dossier at a machine of the office (check_protocol)."""

from typing import Final

from litestar import Response, get
from litestar.concurrency import sync_to_thread as in_thread

from app.models.roles import Call
from app.sync.check_protocol import encode_outbox
from dossier.asking import REFUSED, LaptopParts, json_answer, parts_of
from dossier.asking import Call as HttpCall
from dossier.described import Answers, described
from dossier.office_asking import Asker, asker_of, note_reads, require
from dossier.outbox_view import outbox_of


@get("/office/outbox", operation_class=described(Answers(REFUSED)))
async def office_outbox(request: HttpCall) -> Response[bytes]:
    """Return how what goes to the planner stands, per session."""
    asker, _ = await asker_of(request)
    return await in_thread(_outbox, parts_of(request), asker)


CHECK_ROUTES: Final = (office_outbox,)


def _outbox(parts: LaptopParts, asker: Asker) -> Response[bytes]:
    require(parts, asker, Call.LIST_OUTBOX)
    dossier = parts.dossier
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        found = outbox_of(reading, asker.rights, now)
    news = parts.read_notes.fresh(asker.person, [Call.LIST_OUTBOX.value], now)
    if news:
        note_reads(dossier, asker, news)
    return json_answer(encode_outbox(found))
