"""Short words for tests that stand inside the dossier's own process."""

import base64
import json

from app.crypto.envelope import from_json
from app.crypto.keys import SigningKey
from app.crypto.receipt import Receipt, verify_receipt
from app.crypto.signed_event import SignedEvent
from app.models.plan import CandidatePlanned, SessionPlanned
from app.models.values import DurationFrom, StaffRole, StartOption
from dossier.archive.devices import DeviceRows
from dossier.archive.rooms import CardRows, PersonRow
from dossier.cards import CardDesk, PrintedCard
from dossier.enrolling import EnrolmentRequest, bundle, enrol_device
from dossier.oke.reading import EnrolmentRead, OfferingRead
from dossier.opened import OpenDossier
from dossier.rooms import Place, RoomDesk
from tests import chance
from tests.dossier.laptop import START, Laptop

SESSION = "00000000-0000-4000-8000-000000000001"
CLIENT = "tpl"
PLACE = Place("A0.22", "Noord", "2026-12-09")


def enrolment_id(number: int) -> str:
    return f"00000000-0000-4000-9000-{number:012d}"


def planned_session(code: str = "NL2F", session: str = SESSION) -> OfferingRead:
    plan = SessionPlanned(
        name="Nederlands 2F",
        code=code,
        starts_at="2026-12-09T09:00:00+01:00",
        ends_at="2026-12-09T10:30:00+01:00",
        start_option=StartOption.INDIVIDUAL,
        duration_from=DurationFrom.SESSION_START,
        duration_min=90,
        client=CLIENT,
    )
    return OfferingRead(session, plan, '{"offeringId":"x"}')


def planned_candidate(number: int, *, session: str = SESSION, surname: str = "") -> EnrolmentRead:
    act = CandidatePlanned(
        person=f"person-{number}",
        number=f"s{number:05d}",
        given_name="Zoë",
        surname=surname or f"Testnaam{number:03d}",
        display_name=f"Testnaam{number:03d}, Zoë",
        client=CLIENT,
    )
    return EnrolmentRead(enrolment_id(number), session, act, '{"associationId":"x"}')


def plan(dossier: OpenDossier, candidates: int, *, session: str = SESSION) -> None:
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session(session=session), CLIENT, START)
        for number in range(candidates):
            desk.put_enrolment(planned_candidate(number, session=session), CLIENT, START)


def assign(dossier: OpenDossier, *places: Place, session: str = SESSION) -> list[str]:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RoomDesk(writing, dossier.feed, dossier.config)
        return [row.id for row in desk.assign(session, places or [PLACE])]


def staff(dossier: OpenDossier, room_day: str, person: str = "p1") -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        row = PersonRow(person, "Roosmarijn Vos", StaffRole.INVIGILATOR.value)
        CardRows(writing.connection, writing.school).add_person(row, writing.at)
        desk = RoomDesk(writing, dossier.feed, dossier.config)
        desk.staff.assign(room_day, person, StaffRole.INVIGILATOR)


def print_cards(dossier: OpenDossier, room_day: str) -> list[PrintedCard]:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        return CardDesk(writing, dossier.feed, dossier.keys).make(room_day)


def enrol(dossier: OpenDossier, name: str = "EX-01", location: str = "Noord") -> Laptop:
    key = SigningKey.generate(chance.token_bytes)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        device, certificate = enrol_device(
            writing, dossier.keys, EnrolmentRequest(key.public), name, location
        )
        row = DeviceRows(writing.connection, writing.school).get(device)
        assert row is not None
        raw = bundle(dossier.keys, dossier.config.url, row, certificate)
    return Laptop(key, json.loads(raw))


def take(dossier: OpenDossier, laptop: Laptop, events: list[SignedEvent]) -> list[Receipt]:
    texts = dossier.intake.take(laptop.device, events, dossier.around.moment())
    trust = dossier.keys.trust
    return [
        verify_receipt(from_json(text), trust.school, trust.log_origin, dossier.keys.log.public)
        for text in texts
    ]


def text_of(content: bytes) -> str:
    return base64.b64encode(content).decode()
