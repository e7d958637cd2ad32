"""Asking the dossier what only it knows, by who is signed on; each ask on a line of its own."""

import logging
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from app.crypto.requests import Request
from app.models.dossier_told import DossierTold
from app.models.no_shows import TeamList
from app.models.spans import Span
from app.models.strict_json import Malformed
from app.services.office_sign_on import OfficeLine
from app.sync.figures_protocol import decode_lists, decode_told
from app.sync.reading import trouble_in
from app.sync.transports.https import NoAnswer

PATIENCE_S = 30.0
Read = TypeVar("Read")

log = logging.getLogger(__name__)


class NotAnswered(Exception):
    """The dossier did not answer, or not this person."""


class OfficeAsking:
    """Asks on the thread that calls: never the window's, never the record's."""

    def __init__(self, line_for: Callable[[], OfficeLine]) -> None:
        self._line_for = line_for

    def told(self, span: Span) -> DossierTold:
        """Return what the dossier knows of these days.

        Raises:
            NotAnswered: It does not answer, or this is not for who is signed on.
        """
        first, last = span.first.isoformat(), span.last.isoformat()
        return self._asked(f"/v1/office/figures?from={first}&until={last}", decode_told)

    def no_shows(self, day: date) -> tuple[TeamList, ...]:
        """Return who did not come on a day, a list for each team.

        Raises:
            NotAnswered: As `told`.
        """
        return self._asked(f"/v1/office/no-shows?day={day.isoformat()}", decode_lists)

    def _asked(self, path: str, read: Callable[[bytes], Read]) -> Read:
        line = self._line_for()
        try:
            answer = line.ask(Request("GET", path), PATIENCE_S)
            trouble = trouble_in(answer)
            if trouble is not None:
                raise NotAnswered(trouble.value)
            return read(answer.body)
        except NoAnswer as problem:
            raise NotAnswered(problem.trouble.value) from problem
        except Malformed as problem:
            log.warning("an answer that cannot be read: %s", problem.reason)
            raise NotAnswered("malformed") from problem
        finally:
            line.close()
