"""Beginning a shift: a person signs on for this laptop, this epoch and this room."""

from app.crypto import base64_text
from app.crypto.envelope import SHIFT_SIGNATURE
from app.crypto.keys import SigningKey
from app.crypto.statements import shift_statement, sign_text
from app.models.codec import instant_text
from app.models.drafts import Moment
from app.models.facts import ShiftOpened, ShiftPerson
from app.models.plan import PersonAssigned
from app.models.session import RoomDay
from app.models.values import StaffRole
from app.services.fitting import Card, Obstacle, Obstructed
from app.services.opening import OpenRoom
from app.services.recording import Recorded


def begin_shift(room: OpenRoom, card: Card, moment: Moment, name: str = "") -> Recorded:
    """Open a shift with the holder of a card, beside whoever is in the shift already.

    Args:
        room: The open room.
        card: What the holder's code opened.
        moment: When.
        name: What the holder of a reserve card typed.

    Raises:
        Obstructed: The card is of another room.
        NotWritten: The disk refused; no shift was opened.
    """
    if card.header.room_day != room.header.room_day:
        raise Obstructed(Obstacle.OTHER_ROOM)
    recorder = room.recorder
    person = _sign_on(room, card, moment, name)
    known = () if recorder.shift is None else recorder.shift.people
    others = tuple(each for each in known if each.person != person.person)
    shift = ShiftOpened(card.header.room, (*others, person), room.is_provisional)
    return recorder.open_shift(shift, moment)


def _sign_on(room: OpenRoom, card: Card, moment: Moment, name: str) -> ShiftPerson:
    recorder = room.recorder
    key = SigningKey.from_seed(card.person_seed)
    assigned = assigned_person(recorder.day, card.person)
    statement = shift_statement(
        recorder.writer.school,
        recorder.writer.device,
        recorder.epoch_key,
        card.header.room,
        moment.corrected,
    )
    return ShiftPerson(
        person=card.person,
        name=name.strip() if card.is_reserve or assigned is None else assigned.name,
        role=StaffRole.INVIGILATOR if assigned is None else assigned.role,
        opened=instant_text(moment.corrected),
        public=base64_text.encode(key.public),
        signature=sign_text(SHIFT_SIGNATURE, statement, key),
        chain=(card.certificate,),
    )


def assigned_person(day: RoomDay, person: str) -> PersonAssigned | None:
    """Return how somebody was assigned to this room, None when nobody did."""
    for _, part in day.parts():
        for each in part.people:
            if each.person == person and each.is_assigned:
                return each
    return None
