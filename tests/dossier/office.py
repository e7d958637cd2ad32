"""People of the exams office for tests: their roles, their day key, and a stream of their own."""

import base64
from dataclasses import dataclass
from datetime import timedelta

import httpx
from litestar.testing import TestClient

from app.crypto.certificates import Certificate, KeyKind
from app.crypto.envelope import OFFICE_SHIFT_SIGNATURE, to_json
from app.crypto.keys import SigningKey
from app.crypto.requests import Request, sign_request
from app.crypto.signed_event import SignedEvent
from app.crypto.statements import office_shift_statement, sign_text
from app.models.codec import instant_text
from app.models.office_facts import OfficeShiftOpened
from app.models.values import Role
from app.sync.office_protocol import (
    Elsewhere,
    OfficePage,
    Proof,
    SignOn,
    decode_page,
    decode_signed_on,
    encode_sign_on,
)
from dossier.archive.devices import DeviceRows
from dossier.archive.rooms import CardRows, PersonRow
from dossier.enrolling import EnrolmentRequest, bundle, enrol_device
from dossier.granting import RoleDesk, Wanted
from dossier.opened import OpenDossier
from dossier.service import laptop_router, make_app
from dossier.signing_on import account_code
from tests import chance
from tests.dossier.laptop import START, Laptop, Stream

TWELVE_HOURS = timedelta(hours=12)


@dataclass(frozen=True)
class DayKey:
    """What somebody who signed on holds."""

    person: str
    key: SigningKey
    certificate: str
    roles: tuple[Role, ...]
    locations: tuple[str, ...] = ()


def people(dossier: OpenDossier, *ids: str) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        rows = CardRows(writing.connection, writing.school)
        for each in ids:
            rows.add_person(PersonRow(each, f"Testpersoon {each}", "invigilator"), writing.at)


def steward(dossier: OpenDossier) -> None:
    """Let `s1` give roles, by two others: how every school begins."""
    people(dossier, "s1", "s2", "s3")
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        desk = RoleDesk(writing)
        leaf = desk.grant(Wanted("s1", Role.STEWARD), "s2")
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).confirm(leaf, "s3")


def granted(dossier: OpenDossier, person: str, role: Role, locations: tuple[str, ...] = ()) -> str:
    """Give a role by the steward, confirmed where that is needed; return the grant."""
    people(dossier, person)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        leaf = RoleDesk(writing).grant(Wanted(person, role, locations), "s1")
    if role in (Role.EXAM_BOARD, Role.AUDITOR, Role.STEWARD):
        people(dossier, "c9")
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            second = RoleDesk(writing).grant(Wanted("c9", Role.COORDINATOR), "s1")
        with dossier.ledger.writing(dossier.around.moment()) as writing:
            RoleDesk(writing).confirm(leaf, "c9")
            RoleDesk(writing).withdraw(second, "c9")
    return leaf


def enrol_office(dossier: OpenDossier, name: str = "BUREAU-1") -> Laptop:
    key = SigningKey.generate(chance.token_bytes)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        device, certificate = enrol_device(
            writing, dossier.keys, EnrolmentRequest(key.public), name, "Noord", for_office=True
        )
        row = DeviceRows(writing.connection, writing.school).get(device)
        assert row is not None
        raw = bundle(dossier.keys, dossier.config.url, row, certificate)
    return Laptop.of_bundle(key, raw)


def day_key(
    dossier: OpenDossier, person: str, *roles: Role, locations: tuple[str, ...] = ()
) -> DayKey:
    key = SigningKey.generate(chance.token_bytes)
    issued = dossier.keys.issue(
        Certificate(
            kind=KeyKind.PERSON,
            id=person,
            pub=key.public,
            school=dossier.config.school,
            roles=tuple(each.value for each in roles),
            locations=locations,
            not_before=START - timedelta(minutes=1),
            not_after=START + TWELVE_HOURS,
            serial=dossier.keys.serial(),
        )
    )
    return DayKey(person, key, to_json(issued), roles, locations)


def open_office_shift(stream: Stream, held: DayKey) -> SignedEvent:
    opened = instant_text(stream.wall)
    school, device = stream.laptop.trust.school, stream.laptop.device
    statement = office_shift_statement(school, device, stream.key.public, opened)
    event = stream.add(
        OfficeShiftOpened(
            person=held.person,
            name="Testpersoon",
            roles=held.roles,
            locations=held.locations,
            opened=opened,
            public=base64.b64encode(held.key.public).decode(),
            signature=sign_text(OFFICE_SHIFT_SIGNATURE, statement, held.key),
            chain=(held.certificate,),
        )
    )
    stream.shift = event.leaf
    return event


PASSPHRASE = "vier woorden over examens"


class OfficeLine:
    """Somebody at a machine of the office, asking through the HTTP interface in this process."""

    def __init__(self, dossier: OpenDossier, laptop: Laptop) -> None:
        self.laptop = laptop
        self.http = TestClient(make_app(laptop_router(dossier), title="test"))
        self.key: SigningKey | None = None
        self.certificate = ""
        self.elsewhere: tuple[Elsewhere, ...] = ()

    def ask(self, method: str, path: str, body: bytes = b"") -> httpx.Response:
        fields = sign_request(
            Request(method, path, body), self.laptop.device, START, self.laptop.key,
            chance.token_bytes, self.key,
        )  # fmt: skip
        return self.http.request(method, path, content=body, headers=fields)

    def try_on(
        self, person: str, passphrase: str, start_code: str = "", *, new: str = ""
    ) -> httpx.Response:
        key = SigningKey.generate(chance.token_bytes)
        proof = Proof.START_CODE if start_code else Proof.WORDS
        asked = SignOn(person, key.public, proof, passphrase, start_code, new_passphrase=new)
        answer = self.ask("POST", "/v1/office/sign-on", encode_sign_on(asked))
        if answer.status_code == 200:
            told = decode_signed_on(answer.content)
            self.key, self.certificate, self.elsewhere = key, told.certificate, told.elsewhere
        return answer

    def feed(self, after: int = -1, wait: int = 0) -> OfficePage:
        answer = self.ask("GET", f"/v1/office/feed?after={after}&wait={wait}")
        assert answer.status_code == 200, answer.text
        return decode_page(answer.content)


def start_code(dossier: OpenDossier, person: str) -> str:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        return account_code(writing, dossier.keys, person)


def signed_on(
    dossier: OpenDossier, person: str, role: Role, locations: tuple[str, ...] = ()
) -> OfficeLine:
    """Somebody with this role, who signed on at a machine of their own."""
    granted(dossier, person, role, locations)
    line = OfficeLine(dossier, enrol_office(dossier, f"BUREAU-{person}"))
    answer = line.try_on(person, PASSPHRASE, start_code(dossier, person))
    assert answer.status_code == 200, answer.text
    return line
