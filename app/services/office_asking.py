"""What somebody at the office asks the dossier beside the feed; never on the record's thread."""

from collections.abc import Callable

from app.crypto.keys import SigningKey
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

LineFor = Callable[[SigningKey, SigningKey | None], OfficeLine]


class NotAnswered(Exception):
    """The dossier did not answer, or refused; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class OfficeAsking:
    """Asks by the keys of who is signed on; a connection for each, closed after it."""

    def __init__(self, line_for: LineFor) -> None:
        self._line_for = line_for
        self._keys: tuple[SigningKey, SigningKey] | None = None

    def begin(self, device: SigningKey, person: SigningKey) -> None:
        """Ask by these keys from here on."""
        self._keys = (device, person)

    def end(self) -> None:
        """Ask nothing: nobody is signed on."""
        self._keys = None

    def outbox(self) -> Outbox:
        """Return how what goes to the planner stands.

        Raises:
            NotAnswered: The dossier did not say.
        """
        try:
            return decode_outbox(self._ask(Request("GET", "/v1/office/outbox")))
        except Malformed as problem:
            raise NotAnswered(Trouble.STRANGE_ANSWER) from problem

    def extract(self, session: str, candidate: str, reason: str) -> MadeExtract:
        """Have an extract made of whoever has this enrolment; the dossier writes that down.

        Raises:
            NotAnswered: The dossier did not, or refused.
        """
        body = encode_wanted_extract(WantedExtract(session, candidate, reason))
        try:
            return decode_made_extract(self._ask(Request("POST", "/v1/office/extract", body)))
        except Malformed as problem:
            raise NotAnswered(Trouble.STRANGE_ANSWER) from problem

    def _ask(self, request: Request) -> bytes:
        if self._keys is None:
            raise NotAnswered(Trouble.REFUSED)
        line = self._line_for(*self._keys)
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
