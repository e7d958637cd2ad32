"""Bringing older sessions here, beside the feed: who looks further back than the usual days."""

from datetime import date
from typing import Final

from app.crypto.checkpoint import read_checkpoint
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
    """Older sessions did not come: no answer, a disk that refused, another log, or signed off."""


class Reaching:
    """Brings all sessions from a day on here, a page at a time: others pass in between."""

    def __init__(self, workplace: OfficeWorkplace, day: date) -> None:
        self._workplace, self._day = workplace, day
        self._held: DayKey | None = None
        self._place, self._origin = BEFORE_ALL, ""

    def page(self) -> bool:
        """Bring one page; return whether it was the last. Waits on the thread that calls.

        Raises:
            NotReached: What came is kept; begin again.
        """
        if self._held is None:
            self._held = self._workplace.on_record(lambda work: work.here.held).result()
        line = self._workplace.line().result()
        try:
            path = feed_path(Beyond(self._place, self._day.isoformat()), 0)
            answer = line.ask(Request("GET", path), PATIENCE_S)
            if trouble_in(answer) is not None:
                raise NotReached
            return self._taken(decode_page(answer.body), self._held)
        except (NoAnswer, Malformed, StoreUnusable, OSError) as problem:
            raise NotReached from problem
        finally:
            line.close()

    def _taken(self, page: OfficePage, held: DayKey) -> bool:
        origin = read_checkpoint(page.checkpoint).origin
        if self._origin and origin != self._origin:  # a place in the former log says nothing here
            raise NotReached
        self._origin = origin
        is_last = page.through <= self._place or page.through + 1 >= page.size
        since = self._day if is_last else None
        took = self._workplace.on_record(lambda work: work.take_older(page, held, since))
        if not took.result():
            raise NotReached
        self._place = page.through
        return is_last
