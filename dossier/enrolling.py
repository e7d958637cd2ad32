"""Enrolling a laptop: its request, its certificate, and the bundle it takes home (format.md 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from app.crypto import base64_text, members
from app.crypto.certificates import Certificate, KeyKind, read_certificate
from app.crypto.envelope import Envelope, from_dict, to_dict
from app.crypto.keys import PUBLIC_BYTES, UnfitKey, check_public
from app.crypto.trust import encode_trust
from app.models.roles import OFFICE_DEVICE
from app.models.strict_json import Malformed, dumps, loads_strict
from dossier.archive.devices import DeviceRow, DeviceRows
from dossier.archive.ledger import Writing
from dossier.kept_apart import ENROLLED
from dossier.keys import OVERLAP, YEAR, DossierKeys

REQUEST_BYTES_MAX: Final = 4096
CERTIFICATE_BYTES_MAX: Final = 16 * 1024
ID_BYTES: Final = 3
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """What a laptop asks with: the public half of the key it made itself."""

    public: bytes


def read_request(raw: bytes) -> EnrolmentRequest:
    """Return the request in a file: `{"v": 1, "pub": base64}`.

    Raises:
        Malformed: Not such a file.
    """
    read = members.exact(loads_strict(raw, max_bytes=REQUEST_BYTES_MAX, max_depth=1), {"v", "pub"})
    members.whole(read["v"], 1, 1)
    public = base64_text.decode(read["pub"], least=PUBLIC_BYTES, most=PUBLIC_BYTES)
    try:
        check_public(public)
    except UnfitKey as problem:
        raise Malformed("not a key") from problem
    return EnrolmentRequest(public)


def enrol_device(
    writing: Writing,
    keys: DossierKeys,
    request: EnrolmentRequest,
    name: str,
    location: str,
    *,
    for_office: bool = False,
) -> tuple[str, Envelope]:
    """Return the id and certificate of a laptop, and keep both.

    One of the exams office opens no rooms; people sign on there by name.
    """
    moment: datetime = writing.moment.corrected
    device = f"{plain_name(name)[:40]}-{keys.random_bytes(ID_BYTES).hex()}"
    told = Certificate(
        kind=KeyKind.DEVICE,
        id=device,
        pub=request.public,
        school=writing.school,
        roles=(OFFICE_DEVICE,) if for_office else (),
        locations=(plain_name(location),),
        not_before=moment - DAY,
        not_after=moment + YEAR,
        serial=keys.serial(),
    )
    certificate = keys.issue(told)
    row = DeviceRow(
        id=device,
        name=name,
        location=location,
        public=request.public,
        certificate=dumps(to_dict(certificate)).decode(),
        enrolled_at=writing.at,
    )
    writing.note_apart({"kind": ENROLLED, **device_members(row)})
    DeviceRows(writing.connection, writing.school).add(row)
    return device, certificate


def certified(writing: Writing, keys: DossierKeys, row: DeviceRow) -> Envelope:
    """Return the certificate of a laptop: a new one when its issuer was replaced or it ends soon.

    Raises:
        Malformed: What was kept is no certificate.
    """
    had, moment = certificate_of(row), writing.moment.corrected
    told = read_certificate(had)
    if told.issuer == keys.issuing.fingerprint and moment < told.not_after - OVERLAP:
        return had
    told = replace(told, not_before=moment - DAY, not_after=moment + YEAR, serial=keys.serial())
    certificate = keys.issue(told)
    text = dumps(to_dict(certificate)).decode()
    writing.note_apart({"kind": ENROLLED, **device_members(replace(row, certificate=text))})
    DeviceRows(writing.connection, writing.school).certify(row.id, text)
    return certificate


def bundle(keys: DossierKeys, url: str, row: DeviceRow, certificate: Envelope) -> bytes:
    """Return the file a laptop takes home: trust, address, its own certificate chain."""
    return dumps(
        {
            "v": 1,
            "device": row.id,
            "name": row.name,
            "location": row.location,
            "url": url,
            "trust": base64_text.encode(encode_trust(keys.trust)),
            "chain": [to_dict(certificate), to_dict(keys.issuing_certificate())],
        }
    )


def is_office(row: DeviceRow) -> bool:
    """Whether a laptop is one of the exams office, by its certificate."""
    try:
        return OFFICE_DEVICE in read_certificate(certificate_of(row)).roles
    except Malformed:
        return False


def certificate_of(row: DeviceRow) -> Envelope:
    """Return the certificate of an enrolled laptop.

    Raises:
        Malformed: It was not kept as one.
    """
    raw = row.certificate.encode("utf-8")
    return from_dict(loads_strict(raw, max_bytes=CERTIFICATE_BYTES_MAX, max_depth=4))


def device_members(row: DeviceRow) -> dict[str, object]:
    """Return an enrolled laptop as it is kept apart from the database."""
    return {
        "id": row.id,
        "name": row.name,
        "location": row.location,
        "public": base64_text.encode(row.public),
        "certificate": row.certificate,
        "enrolled_at": row.enrolled_at,
    }


def device_from(record: Mapping[str, object]) -> DeviceRow:
    """Return the laptop of a record that was kept apart.

    Raises:
        Malformed: Not such a record.
    """
    return DeviceRow(
        id=members.name(record.get("id")),
        name=members.text(record.get("name"), 80),
        location=members.text(record.get("location"), 80),
        public=base64_text.decode(record.get("public"), least=PUBLIC_BYTES, most=PUBLIC_BYTES),
        certificate=members.text(record.get("certificate"), CERTIFICATE_BYTES_MAX),
        enrolled_at=members.text(record.get("enrolled_at"), 40),
    )


def plain_name(told: str) -> str:
    """Return a name as certificates may hold it: letters, digits and dashes."""
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in told)
    return plain.strip("-")[:80] or "-"
