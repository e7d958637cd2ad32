"""TLS of the school: its CA, the dossier's certificate, and the laptop's pin (format.md 9)."""

import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NO_CHECK_TIME: Final = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL; Python has no name for it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate and its secret key, both PEM."""

    certificate: str
    secret_key: str = field(repr=False)


def make_ca(school_name: str, not_before: datetime, not_after: datetime) -> Identity:
    """Return a new CA of a school: P-256, for servers directly beneath it only."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Examendag CA {school_name}"[:64])
    certificate = (
        _builder(name, name, key.public_key(), not_before, not_after)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
        .sign(key, SHA256())
    )
    return _identity(certificate, key)


def issue_server_certificate(
    authority: Identity, hosts: Sequence[str], not_before: datetime, not_after: datetime
) -> Identity:
    """Return a new server certificate for host names and IP addresses.

    Raises:
        ValueError: No host is named, or the authority is not one of `make_ca`.
    """
    if not hosts:
        raise ValueError("a server has a name")
    ca = x509.load_pem_x509_certificate(authority.certificate.encode("ascii"))
    ca_key = load_pem_private_key(authority.secret_key.encode("ascii"), password=None)
    if not isinstance(ca_key, ec.EllipticCurvePrivateKey):
        raise ValueError("the authority has another kind of key")
    if ca_key.public_key() != ca.public_key():
        raise ValueError("the authority's key is not that of its certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    ca_public = ca_key.public_key()
    certificate = (
        _builder(_name(hosts[0][:64]), ca.subject, key.public_key(), not_before, not_after)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_public), critical=False
        )
        .sign(ca_key, SHA256())
    )
    return _identity(certificate, key)


def ends_at(certificate: str) -> datetime:
    """Return until when a PEM certificate holds.

    Raises:
        ValueError: Not a certificate.
    """
    return x509.load_pem_x509_certificate(certificate.encode("ascii")).not_valid_after_utc


def client_context(ca: str) -> ssl.SSLContext:
    """Return how a laptop connects: TLS 1.3, this CA (PEM) and no other, the host name checked.

    Only the dates of certificates are not checked: a laptop with a wrong clock still delivers.

    Raises:
        ssl.SSLError: The text is not a certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= ssl.VerifyFlags(NO_CHECK_TIME) | ssl.VERIFY_X509_STRICT
    context.load_verify_locations(cadata=ca)
    return context


def dates_fit(certificate: bytes, moment: datetime) -> bool:
    """Tell whether a server certificate (DER, from the connection) is valid at a moment.

    Raises:
        ValueError: The bytes are not a certificate.
    """
    read = x509.load_der_x509_certificate(certificate)
    return read.not_valid_before_utc <= moment <= read.not_valid_after_utc


def certificate_digest(certificate: str) -> bytes:
    """Return SHA-256 of a PEM certificate's DER: what a root certifies as kind tls-ca."""
    return x509.load_pem_x509_certificate(certificate.encode("ascii")).fingerprint(SHA256())


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    not_before: datetime,
    not_after: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(called: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _identity(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Identity:
    return Identity(
        certificate=certificate.public_bytes(Encoding.PEM).decode("ascii"),
        secret_key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(
            "ascii"
        ),
    )
