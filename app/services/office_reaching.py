"""Bringing older sessions here, beside the feed: who looks further back than the usual days."""

from datetime import date
from typing import Final

from app.crypto.requests import Request
from app.models.strict_json import Malformed
from app.services.office_pulling import Beyond, feed_path
from app.services.office_store import DayKey
from app.services.office_workplace import OfficeWorkplace
from app.store.trouble import StoreUnusable
from app.sync.office_protocol import OfficePage, decode_page
from app.sync.reading import trouble_in
from app.sync.transports.https import NoAnswer

PATIENCE_S: Final = 60.0
BEFORE_ALL: Final = -1


class NotReached(Exception):
    """Older sessions did not come: no answer, a disk that refused, or who asked signed off."""


def reach_back(workplace: OfficeWorkplace, day: date) -> None:
    """Bring all sessions from a day on here; waits on the thread that calls, which is no other's.

    Raises:
        NotReached: What came is kept; ask again.
    """
    held = workplace.on_record(lambda work: work.here.held).result()
    line, place = workplace.line().result(), BEFORE_ALL
    try:
        while True:
            path = feed_path(Beyond(place, day.isoformat()), 0)
            answer = line.ask(Request("GET", path), PATIENCE_S)
            if trouble_in(answer) is not None:
                raise NotReached
            page = decode_page(answer.body)
            is_last = page.through <= place or page.through + 1 >= page.size
            if not _take(workplace, held, page, day if is_last else None):
                raise NotReached
            if is_last:
                return
            place = page.through
    except (NoAnswer, Malformed, StoreUnusable, OSError) as problem:
        raise NotReached from problem
    finally:
        line.close()


def _take(workplace: OfficeWorkplace, held: DayKey, page: OfficePage, since: date | None) -> bool:
    return workplace.on_record(lambda work: work.take_older(page, held, since)).result()
