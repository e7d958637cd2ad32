"""What an install pins of its school: two roots, the log's origin and the CA (format.md 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.crypto import base64_text, envelope, members
from app.crypto.certificates import (
    Certificate,
    Distrust,
    KeyKind,
    UntrustedChain,
    read_certificate,
    verify_chain,
)
from app.crypto.envelope import Envelope
from app.crypto.keys import PUBLIC_BYTES, UnfitKey, check_public, fingerprint
from app.models.strict_json import Malformed, dumps, loads_strict

TRUST_BYTES_MAX: Final = 256 * 1024
_CERTIFICATES_MAX = 64
_MEMBERS = {"v", "school", "roots", "log_origin", "certificates", "tls_ca"}


@dataclass(frozen=True, slots=True)
class SchoolTrust:
    """Pinned at enrolment, handed over by the dossier on a file; holds no secret.

    `certificates` are those a root issued: issuing, log, plan, seal, tls-ca. `tls_ca` is PEM.
    """

    school: str
    roots: tuple[bytes, bytes]
    log_origin: str
    certificates: tuple[Envelope, ...]
    tls_ca: str

    @property
    def pinned(self) -> Mapping[str, bytes]:
        """The roots by fingerprint, as `verify_chain` asks for them."""
        return {fingerprint(root): root for root in self.roots}

    def keys(self, kind: KeyKind) -> tuple[Certificate, ...]:
        """Return the verified certificates of a kind; at a rotation there are two.

        Raises:
            UntrustedChain: One of them does not lead to a pinned root.
        """
        return tuple(
            verify_chain((each,), self.pinned, self.school, kind)
            for each in self.certificates
            if read_certificate(each).kind is kind
        )

    def verified(self, certificate: Envelope, kind: KeyKind) -> Certificate:
        """Return what a device's or person's certificate says, after its chain was checked.

        Raises:
            UntrustedChain: It does not lead to a pinned root by a certificate held here.
        """
        try:
            issuer = read_certificate(certificate).issuer
        except Malformed as problem:
            raise UntrustedChain(Distrust.FORM) from problem
        above = [
            each
            for each in self.certificates
            if (held := read_certificate(each)).kind is KeyKind.ISSUING
            and held.fingerprint == issuer
        ]
        return verify_chain((certificate, *above[:1]), self.pinned, self.school, kind)


def encode_trust(trust: SchoolTrust) -> bytes:
    """Return the bytes of the file."""
    return dumps(
        {
            "v": 1,
            "school": trust.school,
            "roots": [base64_text.encode(root) for root in trust.roots],
            "log_origin": trust.log_origin,
            "certificates": [envelope.to_dict(each) for each in trust.certificates],
            "tls_ca": trust.tls_ca,
        }
    )


def decode_trust(raw: bytes) -> SchoolTrust:
    """Return what a trust file pins; every certificate in it was verified.

    Raises:
        Malformed: Not such a file.
        UntrustedChain: A certificate in it is not by one of its roots.
    """
    read = members.exact(loads_strict(raw, max_bytes=TRUST_BYTES_MAX, max_depth=5), _MEMBERS)
    members.whole(read["v"], 1, 1)
    roots = members.listed(read["roots"], 2, _public)
    if len(set(roots)) != 2:
        raise Malformed("a school has two roots")
    trust = SchoolTrust(
        school=members.name(read["school"]),
        roots=(roots[0], roots[1]),
        log_origin=members.origin(read["log_origin"]),
        certificates=members.listed(read["certificates"], _CERTIFICATES_MAX, envelope.from_dict),
        tls_ca=members.text(read["tls_ca"], 16 * 1024),
    )
    for each in trust.certificates:
        verify_chain((each,), trust.pinned, trust.school, read_certificate(each).kind)
    return trust


def _public(member: object) -> bytes:
    public = base64_text.decode(member, least=PUBLIC_BYTES, most=PUBLIC_BYTES)
    try:
        check_public(public)
    except UnfitKey as problem:
        raise Malformed("not a key") from problem
    return public
