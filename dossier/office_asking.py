"""Who asks at a machine of the office: the device, and the person who signed on there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from litestar.concurrency import sync_to_thread as in_thread

from app.crypto.envelope import BadSignature
from app.crypto.requests import (
    PERSON_FIELD,
    PERSON_SIGNATURE_FIELD,
    read_person_claim,
    verify_person,
)
from app.models.codec import read_instant
from app.models.grants import Rights, rights_of
from app.models.roles import AT_OFFICE, Call
from app.models.strict_json import Malformed
from dossier.archive.accounts import AccountRows, DayKeyRow
from dossier.archive.asides import AsideRows, of_key, of_person
from dossier.archive.devices import DeviceRow, log_access
from dossier.archive.reading import Reading
from dossier.asking import Call as HttpCall
from dossier.asking import LaptopParts, Refusal, asked_by, now_text, parts_of, signed_by
from dossier.enrolling import is_office
from dossier.granting import all_grants
from dossier.opened import OpenDossier

DATE_CHARACTERS: Final = 10


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who signed on, and what they may at this moment."""

    device: DeviceRow
    person: str
    key: str
    rights: Rights

    def rights_now(self, reading: Reading, now: datetime) -> Rights:
        """Return what they may by the grants as they are in this look at the record."""
        row = AccountRows(reading.connection, reading.school).key(self.key)
        return Rights() if row is None else rights_at(reading, row, now)


def rights_at(reading: Reading, row: DayKeyRow, now: datetime) -> Rights:
    """Return what a day key gives now: grants that hold, none after its day or when revoked."""
    revoked = AsideRows(reading.connection, reading.school).revoked()
    is_over = now > read_instant(row.not_after)
    if is_over or not revoked.isdisjoint({of_person(row.person), of_key(row.fingerprint)}):
        return Rights()
    return rights_of(all_grants(reading), row.person, now)


def asked_day(request: HttpCall, name: str) -> date:
    """Return the day in a query.

    Raises:
        Refusal: There is none.
    """
    told = request.query_params.get(name, "")
    try:
        if len(told) != DATE_CHARACTERS:
            raise ValueError
        day = date.fromisoformat(told)
        if not 1 < day.year < 9999:  # its moments would lie outside of what a clock counts
            raise ValueError
        return day
    except ValueError as problem:
        raise Refusal(400, "Query unreadable", name) from problem


async def office_device(request: HttpCall) -> tuple[DeviceRow, bytes]:
    """Return the machine of the office behind a signed request.

    Raises:
        Refusal: As `asked_by`, or a laptop of rooms.
    """
    device, body = await asked_by(request)
    if not is_office(device):
        raise Refusal(403, "Not a machine of the office", "no office device")
    return device, body


async def asker_of(request: HttpCall) -> tuple[Asker, bytes]:
    """Return who asks at the office, and the body that was signed.

    Raises:
        Refusal: As `office_device`, or nobody signed on there, or their day is over.
    """
    device, body = await office_device(request)
    return await in_thread(_asker, parts_of(request), request, device, body), body


def require(parts: LaptopParts, asker: Asker, call: Call) -> None:
    """Let only whose role is for it go on.

    Raises:
        Refusal: It is not; that is noted too.
    """
    if not asker.rights.may_manage(call):
        refuse_role(parts, asker, call.value)


def require_everywhere(parts: LaptopParts, asker: Asker, call: Call) -> None:
    """Let only who may this for the whole school go on: what is told cannot be parted by place.

    Raises:
        Refusal: It is outside the role, or the role is for some locations; both are noted.
    """
    require(parts, asker, call)
    if not asker.rights.may_manage_everywhere(call):
        note_reads(parts.dossier, asker, [f"refused {call.value}"])
        raise Refusal(403, "Only for the whole school", f"some locations: {call.value}")


def refuse_role(parts: LaptopParts, asker: Asker, what: str) -> None:
    """Refuse what is outside somebody's role, after it was noted who asked.

    Raises:
        Refusal: Always.
    """
    note_reads(parts.dossier, asker, [f"refused {what}"])
    raise Refusal(403, "Outside your role", f"outside role: {what}")


def note_reads(dossier: OpenDossier, asker: Asker, whats: Iterable[str]) -> None:
    """Note who read what, in which roles and from where; ids only, never a name."""
    roles = ",".join(each.value for each in asker.rights.roles) or "-"
    with dossier.ledger.begin() as connection:
        for what in whats:
            told = f"{what} as {roles} at {asker.device.id}"
            who = f"person {asker.person}"
            log_access(connection, dossier.config.school, who, told, now_text(dossier))


def _asker(parts: LaptopParts, request: HttpCall, device: DeviceRow, body: bytes) -> Asker:
    fields = {
        name: request.headers.get(name, "") for name in (PERSON_FIELD, PERSON_SIGNATURE_FIELD)
    }
    claim, asked = signed_by(request, body)
    now = parts.dossier.around.moment().corrected
    try:
        person = read_person_claim(fields)
        with parts.dossier.ledger.reading() as reading:
            row = AccountRows(reading.connection, reading.school).key(person.key)
            if row is None or row.device != device.id:
                raise Refusal(401, "Sign on first", "unknown person key")
            verify_person(person, claim, asked, row.public)
            rights = rights_at(reading, row, now)
    except (Malformed, BadSignature) as problem:
        raise Refusal(401, "Sign on first", "no person") from problem
    if now > read_instant(row.not_after):
        raise Refusal(401, "Sign on again", "day over")
    if AT_OFFICE.isdisjoint(rights.roles):
        raise Refusal(403, "No role at the office", "no role")
    return Asker(device, row.person, row.fingerprint, rights)
