"""The HTTP routes for reports of the office (app.sync.figures_protocol); each read is noted."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from litestar import Response, get
from litestar.concurrency import sync_to_thread as in_thread

from app.models.roles import Call
from app.sync.figures_protocol import encode_lists, encode_told
from dossier.asking import REFUSED, LaptopParts, Refusal, json_answer, parts_of
from dossier.asking import Call as HttpCall
from dossier.described import Answers, described
from dossier.office_asking import (
    Asker,
    asked_day,
    asker_of,
    note_reads,
    require,
    require_everywhere,
)
from dossier.office_figures import Days, no_shows_of, told_of_days

DAYS_MAX: Final = 400
_READS: Final = Answers(REFUSED)


@get("/office/figures", operation_class=described(_READS, query=("from", "until")))
async def office_figures(request: HttpCall) -> Response[bytes]:
    """Return what only the dossier knows of some days: results sent, sources, reads."""
    asker, _ = await asker_of(request)
    first, last = asked_day(request, "from"), asked_day(request, "until")
    return await in_thread(_figures, parts_of(request), asker, first, last)


@get("/office/no-shows", operation_class=described(_READS, query=("day",)))
async def office_no_shows(request: HttpCall) -> Response[bytes]:
    """Return who did not come on a day, a list for each team."""
    asker, _ = await asker_of(request)
    return await in_thread(_no_shows, parts_of(request), asker, asked_day(request, "day"))


FIGURES_ROUTES: Final = (office_figures, office_no_shows)


# ---------------------------------------------------------------- answers, in a worker thread


def _figures(parts: LaptopParts, asker: Asker, first: date, last: date) -> Response[bytes]:
    require(parts, asker, Call.TELL_FIGURES)
    if not 0 <= (last - first).days <= DAYS_MAX:
        raise Refusal(400, "Query unreadable", "days")
    dossier = parts.dossier
    days = Days(first, last, ZoneInfo(dossier.config.time_zone))
    with_reads = asker.rights.may_manage(Call.LIST_READS)
    now = dossier.around.moment().corrected
    with dossier.ledger.reading() as reading:
        told = told_of_days(reading, days, now, with_reads=with_reads)
    what = f"{Call.TELL_FIGURES.value} {first.isoformat()} {last.isoformat()}"
    note_reads(dossier, asker, [what] + ([Call.LIST_READS.value] if with_reads else []))
    return json_answer(encode_told(told))


def _no_shows(parts: LaptopParts, asker: Asker, day: date) -> Response[bytes]:
    require_everywhere(parts, asker, Call.LIST_NO_SHOWS)
    dossier = parts.dossier
    with dossier.ledger.reading() as reading:
        lists = no_shows_of(reading, day, ZoneInfo(dossier.config.time_zone))
    whats = [f"no-show list {day.isoformat()} {each.team or '-'}" for each in lists]
    note_reads(dossier, asker, whats or [f"no-show list {day.isoformat()} empty"])
    return json_answer(encode_lists(lists))
