"""Signing on at a machine of the office: with the dossier, or with what it gave earlier today."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.crypto import base64_text
from app.crypto.certificates import Certificate, KeyKind, UntrustedChain
from app.crypto.envelope import OFFICE_SHIFT_SIGNATURE, from_json
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.office_slot import WrongPassphrase
from app.crypto.requests import Request
from app.crypto.statements import office_shift_statement, sign_text
from app.crypto.trust import SchoolTrust
from app.models.codec import instant_text, read_instant
from app.models.drafts import Moment
from app.models.office_facts import OfficeShiftOpened
from app.models.roles import roles_told
from app.models.strict_json import Malformed
from app.models.values import Role
from app.services.office_store import DayKey, OfficeFiles, OpenedDay, keep_day_key, kept_day_key
from app.services.recording import Recorder, closed_on_fault
from app.sync.messages import Answer
from app.sync.office_protocol import (
    Elsewhere,
    Proof,
    SignOn,
    decode_signed_on,
    encode_sign_on,
)
from app.sync.provider_protocol import ProviderAnswer
from app.sync.reading import PROBLEM, offset_between, trouble_in
from app.sync.transports.https import NoAnswer


class OfficeObstacle(StrEnum):
    """Why somebody is not signed on; stable codes, the sentences live in screens."""

    UNKNOWN = "unknown-passphrase"
    TOO_SOON = "too-many-tries"
    NO_ROLE = "no-role"
    UNFIT = "not-a-passphrase"
    NO_CONTACT = "no-contact"
    """The dossier cannot be reached, and today nobody of this name signed on here before."""
    STRANGE = "strange-answer"
    NO_CONTACT_SCHOOL = "no-contact-school"
    """Without the dossier nobody logs in at school."""
    NO_CONTACT_NEW = "no-contact-new"
    """Whether the new passphrase took the place of the former one is not known."""
    NO_PROVIDER = "no-provider"
    PROVIDER_AWAY = "provider-away"
    STRANGE_WORD = "strange-word"
    NOT_FRESH = "not-fresh"
    TOO_LATE = "too-late"
    LEFT = "left"
    """They did not log in, or were not let in there."""
    UNLINKED = "unlinked"


class NotSignedOn(Exception):
    """Nobody is signed on; `wait_s` after too many tries."""

    def __init__(self, obstacle: OfficeObstacle, wait_s: int = 0) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class FromBrowser:
    """That somebody logged in at school, and the fresh key it was for."""

    key: SigningKey = field(repr=False)
    answer: ProviderAnswer = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed to sign on, or brought from the browser: then nothing was typed."""

    person: str = ""
    passphrase: str = field(default="", repr=False)
    start_code: str = field(default="", repr=False)
    new_passphrase: str = field(default="", repr=False)
    browser: FromBrowser | None = None


@dataclass(frozen=True, slots=True)
class OfficePerson:
    """Who is signed on, and in which roles; none of it is a secret."""

    id: str
    name: str = field(repr=False)
    roles: tuple[Role, ...]
    locations: tuple[str, ...]
    until: datetime
    is_offline: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    """Where this person signed on today too."""


class OfficeLine(Protocol):
    """How a request reaches the dossier."""

    def ask(self, request: Request, waits_s: float = 0.0) -> Answer:
        """Return what came back, or raise `NoAnswer`."""

    def close(self) -> None:
        """Let go of the connection."""


@dataclass(frozen=True, slots=True)
class SignedOnHere:
    """The store of somebody's day and their day key; `is_offline`: by an earlier sign-on."""

    day: OpenedDay
    held: DayKey = field(repr=False)
    is_offline: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    offset_ms: int | None = None
    """How far the dossier's clock was ahead when it answered; None when it did not."""


_REFUSED = {
    400: OfficeObstacle.UNFIT,
    401: OfficeObstacle.UNKNOWN,
    403: OfficeObstacle.NO_ROLE,
    429: OfficeObstacle.TOO_SOON,
}
_REFUSED_BY_SCHOOL = {
    401: OfficeObstacle.UNLINKED,
    403: OfficeObstacle.NO_ROLE,
    404: OfficeObstacle.NO_PROVIDER,
    409: OfficeObstacle.NOT_FRESH,
    410: OfficeObstacle.TOO_LATE,
    502: OfficeObstacle.STRANGE_WORD,
    503: OfficeObstacle.PROVIDER_AWAY,
}


def sign_on(
    asked: Asked, files: OfficeFiles, line: OfficeLine, moment: Moment, random_bytes: RandomBytes
) -> SignedOnHere:
    """Return the store of somebody's day with its day key, of now or of earlier today.

    Raises:
        NotSignedOn: The obstacle says why.
        StoreUnusable: The store of the day does not open.
        OSError: A file cannot be read or written.
    """
    browser = asked.browser
    key = SigningKey.generate(random_bytes) if browser is None else browser.key
    try:
        answer = line.ask(_request(asked, key))
    except NoAnswer as problem:
        if browser is not None:
            raise NotSignedOn(OfficeObstacle.NO_CONTACT_SCHOOL) from problem
        if asked.new_passphrase:
            raise NotSignedOn(OfficeObstacle.NO_CONTACT_NEW) from problem
        return _from_earlier(asked, files, moment)
    if trouble_in(answer) is not None:
        is_ours = answer.content_type.startswith(PROBLEM)
        refused = _REFUSED if browser is None else _REFUSED_BY_SCHOOL
        obstacle = refused.get(answer.status) if is_ours else None
        raise NotSignedOn(obstacle or OfficeObstacle.STRANGE, answer.retry_after_s or 0)
    try:
        told = decode_signed_on(answer.body)
        certificate = certificate_of(told.certificate, files.trust)
        person = certificate.id if browser is not None else asked.person
        # The moment is that of asking, half of what it took before the answer was written.
        offset = offset_between(told.server_time, moment, -answer.took_ms)
        if certificate.pub != key.public or certificate.id != person:
            raise NotSignedOn(OfficeObstacle.STRANGE)
        store_key = (
            files.key_of_school(told.store_part)
            if browser is not None
            else files.key_for(person, asked.passphrase, asked.new_passphrase)
        )
    except (Malformed, UntrustedChain) as problem:
        raise NotSignedOn(OfficeObstacle.STRANGE) from problem
    held = DayKey(told.name, told.certificate, key.seed(), certificate.not_after)
    day = read_instant(told.server_time).date().isoformat()
    opened = files.open_day(person, day, store_key, may_make=True)
    if opened is None:
        raise NotSignedOn(OfficeObstacle.STRANGE)
    with closed_on_fault(opened.recorder):
        keep_day_key(opened.recorder.store, held)
    return SignedOnHere(opened, held, elsewhere=told.elsewhere, offset_ms=offset)


def _from_earlier(asked: Asked, files: OfficeFiles, moment: Moment) -> SignedOnHere:
    """Return what an earlier sign-on left here, while its day lasts."""
    try:
        key = files.known_key(asked.person, asked.passphrase)
    except WrongPassphrase as problem:
        raise NotSignedOn(OfficeObstacle.UNKNOWN) from problem
    except (FileNotFoundError, Malformed) as problem:
        raise NotSignedOn(OfficeObstacle.NO_CONTACT) from problem
    for day in files.days(asked.person)[:2]:
        opened = files.open_day(asked.person, day, key, may_make=False)
        if opened is None:
            continue
        held = kept_day_key(opened.recorder.store)
        if held is not None and moment.corrected <= held.not_after:
            return SignedOnHere(opened, held, is_offline=True)
        opened.recorder.close()
    raise NotSignedOn(OfficeObstacle.NO_CONTACT)


def certificate_of(text: str, trust: SchoolTrust) -> Certificate:
    """Return a day certificate, verified up to a root of the school.

    Raises:
        Malformed: Not a certificate.
        UntrustedChain: Not by this school.
    """
    return trust.verified(from_json(text), KeyKind.PERSON)


def shift_for(
    recorder: Recorder, held: DayKey, trust: SchoolTrust, moment: Moment
) -> OfficeShiftOpened:
    """Return the shift under which somebody records in the epoch that is open now."""
    certificate = certificate_of(held.certificate, trust)
    opened = instant_text(moment.corrected)
    writer = recorder.writer
    statement = office_shift_statement(writer.school, writer.device, recorder.epoch_key, opened)
    return OfficeShiftOpened(
        person=certificate.id,
        name=held.name,
        roles=roles_told(certificate.roles),
        locations=certificate.locations,
        opened=opened,
        public=base64_text.encode(certificate.pub),
        signature=sign_text(OFFICE_SHIFT_SIGNATURE, statement, held.key),
        chain=(held.certificate,),
    )


def _request(asked: Asked, key: SigningKey) -> Request:
    if asked.browser is not None:
        brought = SignOn("", key.public, Proof.PROVIDER, answer=asked.browser.answer)
        return Request("POST", "/v1/office/sign-on", encode_sign_on(brought))
    proof = Proof.START_CODE if asked.start_code else Proof.WORDS
    told = SignOn(
        asked.person, key.public, proof, asked.passphrase, asked.start_code,
        new_passphrase=asked.new_passphrase,
    )  # fmt: skip
    return Request("POST", "/v1/office/sign-on", encode_sign_on(told))
