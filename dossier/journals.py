"""Taking in sealed journals: what a locked laptop, or a stick, brings of a room (format.md 7)."""

import logging
from dataclasses import dataclass
from typing import Final

from app.crypto.believing import openings_first
from app.crypto.envelope import to_json
from app.crypto.journal import BadJournal, JournalKey, open_with_seal_key, read_head
from app.crypto.journal_content import read_journal
from app.crypto.journal_receipt import JournalReceipt, sign_journal_receipt
from app.crypto.keys import fingerprint
from app.crypto.sealing import seal_public
from app.models.drafts import Moment
from app.models.strict_json import Malformed
from app.sync.protocol import PUSH_EVENTS_MAX
from dossier.intake import Intake
from dossier.keys import DossierKeys

log = logging.getLogger("dossier.journals")

PORTION_BYTES_MAX: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class JournalPortion:
    """Whole frames of a journal file, its head among them, and the place after them."""

    room_day: str
    name: str
    through: int
    content: bytes


class JournalIntake:
    """The door for journals: opened with a seal key, then taken in as any delivery."""

    def __init__(self, intake: Intake, keys: DossierKeys) -> None:
        self._intake = intake
        self._keys = keys
        self._seals = {fingerprint(seal_public(each)): each for each in keys.seal_seeds}

    def take(self, device: str, portion: JournalPortion, moment: Moment) -> str:
        """Store what is believed of a portion and return a signed receipt, DSSE JSON text.

        `device` is who brought it; whose events they are, the events themselves say.

        Raises:
            Malformed: Not a journal of this room-day.
            BadJournal: Not sealed to this school.
        """

        def opened(raw: bytes) -> JournalKey:
            head = read_head(raw)
            place = head.place
            if (place.school, place.room_day) != (self._keys.trust.school, portion.room_day):
                raise Malformed("the journal of another room-day")
            if head.sealed_to not in self._seals:
                raise BadJournal("sealed to another key")
            return open_with_seal_key(raw, self._seals[head.sealed_to])

        content = read_journal(portion.content, opened)
        if content.damages:
            count = len(content.damages)
            log.warning("journal: %s places unreadable, device %s", count, device)
        events = openings_first(content.events)
        for start in range(0, len(events), PUSH_EVENTS_MAX):
            self._intake.take(device, events[start : start + PUSH_EVENTS_MAX], moment)
        receipt = JournalReceipt(
            school=self._keys.trust.school,
            origin=self._intake.log_origin,
            room_day=portion.room_day,
            name=portion.name,
            through=portion.through,
        )
        return to_json(sign_journal_receipt(receipt, self._keys.log))
