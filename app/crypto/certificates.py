"""Certificates: who may sign as what, up to a root the school pinned (format.md 6).

No clock stands in here. A laptop checks signatures and the chain; whether a certificate was
valid at a moment is judged by the dossier, with `valid_at`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from app.crypto import base64_text, members
from app.crypto.envelope import CERTIFICATE, BadSignature, Envelope, opened, sign
from app.crypto.keys import PUBLIC_BYTES, SigningKey, UnfitKey, check_public, fingerprint
from app.models.codec import instant_text, read_instant
from app.models.strict_json import Malformed, dumps, loads_strict

CHAIN_MAX: Final = 2
"""A person or device, and the issuing key; the root itself is pinned."""

_BYTES_MAX = 8 * 1024
_LISTED_MAX = 64
_MEMBERS = {
    "v", "kind", "id", "pub", "school", "roles", "locations", "not_before", "not_after",
    "serial", "issuer",
}  # fmt: skip


class KeyKind(StrEnum):
    """What a key is for. `pub` is Ed25519, but for seal and tls-ca."""

    ROOT = "root"
    ISSUING = "issuing"
    LOG = "log"
    SEAL = "seal"
    """`pub` is an X25519 key."""
    PLAN = "plan"
    TLS_CA = "tls-ca"
    """`pub` is the SHA-256 of the CA's certificate (DER)."""
    DEVICE = "device"
    PERSON = "person"


MAY_ISSUE: Final[Mapping[KeyKind, frozenset[KeyKind]]] = {
    KeyKind.ROOT: frozenset(
        {KeyKind.ISSUING, KeyKind.LOG, KeyKind.SEAL, KeyKind.PLAN, KeyKind.TLS_CA}
    ),
    KeyKind.ISSUING: frozenset({KeyKind.DEVICE, KeyKind.PERSON}),
}
_NOT_ED25519 = {KeyKind.SEAL, KeyKind.TLS_CA}


class Distrust(StrEnum):
    """Why a chain does not lead to a pinned root."""

    FORM = "form"
    LENGTH = "length"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    SCHOOL = "school"
    KIND = "kind"


class UntrustedChain(Exception):
    """A chain of certificates that proves nothing here."""

    def __init__(self, reason: Distrust) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Certificate:
    """What an issuer says of a key. Names of people stand elsewhere, where they can be erased.

    `issuer` is the fingerprint of the issuer's public half; `issue` fills it in.
    """

    kind: KeyKind
    id: str
    pub: bytes
    school: str
    not_before: datetime
    not_after: datetime
    serial: str
    roles: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    issuer: str = ""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the certified key."""
        return fingerprint(self.pub)


def issue(certificate: Certificate, key: SigningKey) -> Envelope:
    """Return the certificate, signed by the issuer's key.

    Raises:
        ValueError: It ends before it begins, or a member has a form that nobody would read.
        UnfitKey: The key to certify is none.
    """
    if certificate.not_after <= certificate.not_before:
        raise ValueError("a certificate ends after it begins")
    if certificate.kind not in _NOT_ED25519:
        check_public(certificate.pub)
    payload = _encode(replace(certificate, issuer=key.fingerprint))
    try:
        _decode(payload)
    except Malformed as problem:
        raise ValueError("not a certificate") from problem
    return sign(CERTIFICATE, payload, key)


def read_certificate(envelope: Envelope) -> Certificate:
    """Return what a certificate says, before anything of it is verified.

    Raises:
        Malformed: Not a certificate.
    """
    if envelope.payload_type != CERTIFICATE:
        raise Malformed("not a certificate")
    return _decode(envelope.payload)


def verify_chain(
    chain: Sequence[Envelope], roots: Mapping[str, bytes], school: str, kind: KeyKind
) -> Certificate:
    """Return the first certificate of a chain, after everything up to a root was checked.

    Args:
        chain: The certificate asked about first, then that of its issuer.
        roots: The pinned roots: fingerprint to public half.
        school: The school all of them must name.
        kind: What the first one must be.

    Raises:
        UntrustedChain: Anything does not fit; the reason says what.
    """
    if not 1 <= len(chain) <= CHAIN_MAX:
        raise UntrustedChain(Distrust.LENGTH)
    try:
        certificates = [read_certificate(envelope) for envelope in chain]
    except Malformed as problem:
        raise UntrustedChain(Distrust.FORM) from problem
    if certificates[0].kind is not kind:
        raise UntrustedChain(Distrust.KIND)
    for place, (envelope, certificate) in enumerate(zip(chain, certificates, strict=True)):
        issuer = certificates[place + 1] if place + 1 < len(chain) else None
        if certificate.school != school:
            raise UntrustedChain(Distrust.SCHOOL)
        _check_issued(envelope, certificate, issuer, roots)
    return certificates[0]


def valid_at(certificate: Certificate, moment: datetime) -> bool:
    """Tell whether a moment lies in the certificate's time; both ends count."""
    return certificate.not_before <= moment <= certificate.not_after


def _check_issued(
    envelope: Envelope,
    certificate: Certificate,
    issuer: Certificate | None,
    roots: Mapping[str, bytes],
) -> None:
    """Check one link; without an issuer in the chain it must be a pinned root."""
    issuer_kind = KeyKind.ROOT if issuer is None else issuer.kind
    public = roots.get(certificate.issuer) if issuer is None else issuer.pub
    if public is None or fingerprint(public) != certificate.issuer:
        raise UntrustedChain(Distrust.ISSUER)
    if certificate.kind not in MAY_ISSUE.get(issuer_kind, frozenset()):
        raise UntrustedChain(Distrust.KIND)
    try:
        opened(envelope, CERTIFICATE, public)
    except BadSignature as problem:
        raise UntrustedChain(Distrust.SIGNATURE) from problem


def _encode(certificate: Certificate) -> bytes:
    return dumps(
        {
            "v": 1,
            "kind": certificate.kind.value,
            "id": certificate.id,
            "pub": base64_text.encode(certificate.pub),
            "school": certificate.school,
            "roles": list(certificate.roles),
            "locations": list(certificate.locations),
            "not_before": instant_text(certificate.not_before),
            "not_after": instant_text(certificate.not_after),
            "serial": certificate.serial,
            "issuer": certificate.issuer,
        }
    )


@lru_cache(maxsize=1024)
def _decode(payload: bytes) -> Certificate:
    read = members.exact(loads_strict(payload, max_bytes=_BYTES_MAX, max_depth=2), _MEMBERS)
    members.whole(read["v"], 1, 1)
    kind = _kind(read["kind"])
    pub = base64_text.decode(read["pub"], least=PUBLIC_BYTES, most=PUBLIC_BYTES)
    if kind not in _NOT_ED25519:
        _check_fit(pub)
    return Certificate(
        kind=kind,
        id=members.name(read["id"]),
        pub=pub,
        school=members.name(read["school"]),
        roles=members.listed(read["roles"], _LISTED_MAX, members.name),
        locations=members.listed(read["locations"], _LISTED_MAX, members.label),
        not_before=read_instant(read["not_before"]),
        not_after=read_instant(read["not_after"]),
        serial=members.name(read["serial"]),
        issuer=members.hex_digest(read["issuer"]),
    )


def _kind(member: object) -> KeyKind:
    if member not in list(KeyKind):
        raise Malformed("a kind of key this version does not know")
    return KeyKind(str(member))


def _check_fit(pub: bytes) -> None:
    try:
        check_public(pub)
    except UnfitKey as problem:
        raise Malformed("not a key") from problem
