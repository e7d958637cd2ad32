"""Dagcodes: made, printed once and forgotten; what stays is public or wrapped (format.md 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from app.crypto.certificates import Certificate, KeyKind
from app.crypto.dagcode import grouped, new_code, wrap_card
from app.crypto.envelope import to_json
from app.crypto.keys import SigningKey, fingerprint
from app.models.timing import instant
from app.models.values import StaffRole
from dossier.archive.asides import of_key
from dossier.archive.ledger import Writing
from dossier.archive.rooms import CardRow, CardRows, PersonRow, RoomDayRow, RoomRows
from dossier.enrolling import plain_name
from dossier.feed import NoSuchRoom, RoomFeed
from dossier.judging import revoke
from dossier.kept_apart import CARDS_REVOKED
from dossier.keys import DossierKeys
from dossier.staffing import StaffDesk

RESERVES: Final = 2
AFTER_LAST_END: Final = timedelta(hours=12)
WITHOUT_PLAN: Final = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """What is printed and then forgotten. `person` is None for a reserve card."""

    number: str
    person: PersonRow | None
    role: StaffRole | None
    code: str = field(repr=False)


class CardDesk:
    """Makes and revokes the cards of a room-day, within one transaction."""

    def __init__(self, writing: Writing, feed: RoomFeed, keys: DossierKeys) -> None:
        self._writing = writing
        self._feed = feed
        self._keys = keys
        self._rooms = RoomRows(writing.connection, writing.school)
        self._cards = CardRows(writing.connection, writing.school)

    def make(self, room_day: str, again: Sequence[str] = ()) -> list[PrintedCard]:
        """Make cards for everybody in a room-day who has none, and the two reserves.

        The cards in `again` were lost or spoiled: a new code, key and wrap takes their place.

        Raises:
            NoSuchRoom: There is no such room-day.
        """
        row = self._known(room_day)
        self._revoke(room_day, again)
        held = self._cards.cards(room_day)
        holders = {card.person for card in held}
        wanted: list[tuple[PersonRow | None, StaffRole | None]] = [
            (person, StaffRole(role))
            for person, role in self._cards.assigned(room_day)
            if person.id not in holders
        ]
        missing = RESERVES - sum(card.is_reserve for card in held)
        wanted += [(None, None)] * missing
        first = len(self._cards.cards(room_day, with_revoked=True)) + 1
        made = [
            self._make_one(row, f"{number:02d}", person, role)
            for number, (person, role) in enumerate(wanted, start=first)
        ]
        if made:
            self._feed.publish_cards(self._writing, room_day)
        return made

    def revoke(self, room_day: str, numbers: Iterable[str]) -> list[PrintedCard]:
        """Revoke cards; those who remain get new ones, under a new K_room.

        The codes of the others are forgotten, so their cards cannot open the new key.

        Raises:
            NoSuchRoom: There is no such room-day.
        """
        self._known(room_day)
        held = self._cards.cards(room_day)
        revoked = set(numbers)
        leaving = {card.person for card in held if card.number in revoked and card.person}
        self._revoke(room_day, [card.number for card in held])
        for card in held:
            if card.number in revoked:
                revoke(self._writing, of_key(fingerprint(card.public)))
        row = self._feed.renew_key(self._writing, room_day)
        first = len(self._cards.cards(room_day, with_revoked=True)) + 1
        wanted: list[tuple[PersonRow | None, StaffRole | None]] = [
            (person, StaffRole(role))
            for person, role in self._cards.assigned(room_day)
            if person.id not in leaving
        ]
        wanted += [(None, None)] * RESERVES
        made = [
            self._make_one(row, f"{number:02d}", person, role)
            for number, (person, role) in enumerate(wanted, start=first)
        ]
        self._feed.publish_cards(self._writing, room_day)
        return made

    # ------------------------------------------------------------ within

    def _revoke(self, room_day: str, numbers: Sequence[str]) -> None:
        if numbers:
            told = {"room_day": room_day, "numbers": list(numbers), "at": self._writing.at}
            self._writing.note_apart({"kind": CARDS_REVOKED, **told})
        self._cards.revoke(room_day, numbers, self._writing.at)

    def _make_one(
        self, row: RoomDayRow, number: str, person: PersonRow | None, role: StaffRole | None
    ) -> PrintedCard:
        code = new_code(self._keys.random_bytes)
        key = SigningKey.generate(self._keys.random_bytes)
        wraps = wrap_card(
            code, self._writing.school, row.id, number, self._feed.room_key(row), key.seed()
        )
        certificate = Certificate(
            kind=KeyKind.PERSON,
            id=f"reserve-{number}" if person is None else person.id,
            pub=key.public,
            school=self._writing.school,
            roles=() if role is None else (role.value,),
            locations=(plain_name(row.location),),
            not_before=self._writing.moment.corrected - timedelta(days=1),
            not_after=self._last_end(row) + AFTER_LAST_END,
            serial=self._keys.serial(),
        )
        self._cards.add_card(
            row.id,
            CardRow(
                number=number,
                person=None if person is None else person.id,
                is_reserve=person is None,
                key_version=row.key_version,
                public=key.public,
                certificate=to_json(self._keys.issue(certificate)),
                room_wrap=wraps.room_wrap,
                person_wrap=wraps.person_wrap,
                made_at=self._writing.at,
            ),
        )
        if person is not None and role is not None:
            StaffDesk(self._writing).tell(row.id, person, role, self._writing.at)
        return PrintedCard(number, person, role, grouped(code))

    def _last_end(self, row: RoomDayRow) -> datetime:
        ends = []
        for scope in self._rooms.scopes(row.id):
            plan = self._writing.session(scope.split("/")[1]).plan
            if plan is not None:
                ends.append(instant(plan.ends_at))
        day_end = instant(f"{row.day}T00:00:00Z") + WITHOUT_PLAN
        return max([*ends, self._writing.moment.corrected]) if ends else day_end

    def _known(self, room_day: str) -> RoomDayRow:
        row = self._rooms.get(room_day)
        if row is None:
            raise NoSuchRoom
        return row
