"""What who checks the dossier asks of it beside the feed; never on the record's thread."""

from datetime import date

from app.crypto.requests import Request
from app.models.deliveries import Outbox
from app.models.strict_json import Malformed
from app.services.office_sign_on import OfficeLine
from app.sync.check_protocol import (
    MadeExtract,
    WantedExtract,
    decode_made_extract,
    decode_outbox,
    encode_wanted_extract,
)
from app.sync.messages import Trouble
from app.sync.reading import trouble_in
from app.sync.transports.https import NoAnswer


class NotAnswered(Exception):
    """The dossier did not answer, or refused; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def ask_outbox(line: OfficeLine, since: date) -> Outbox:
    """Return how what goes to the planner stands: what was sent since a day, and what was not.

    Raises:
        NotAnswered: The dossier did not say.
    """
    path = f"/v1/office/outbox?from={since.isoformat()}"
    try:
        return decode_outbox(_ask(line, Request("GET", path)))
    except Malformed as problem:
        raise NotAnswered(Trouble.STRANGE_ANSWER) from problem


def ask_extract(line: OfficeLine, wanted: WantedExtract) -> MadeExtract:
    """Have an extract made; the dossier writes down that it was.

    Raises:
        NotAnswered: The dossier did not, or refused.
    """
    request = Request("POST", "/v1/office/extract", encode_wanted_extract(wanted))
    try:
        return decode_made_extract(_ask(line, request))
    except Malformed as problem:
        raise NotAnswered(Trouble.STRANGE_ANSWER) from problem


def _ask(line: OfficeLine, request: Request) -> bytes:
    """Ask once, and close the connection."""
    try:
        answer = line.ask(request)
    except NoAnswer as problem:
        raise NotAnswered(problem.trouble) from problem
    finally:
        line.close()
    trouble = trouble_in(answer)
    if trouble is not None:
        raise NotAnswered(trouble)
    return answer.body
