"""TLS: the school's own CA and no other, host names checked, certificate dates not."""

import socket
import ssl
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from app.crypto.tls import (
    Identity,
    certificate_digest,
    client_context,
    dates_fit,
    issue_server_certificate,
    make_ca,
)
from tests.crypto.builders import MOMENT, YEAR

CA = make_ca("De Werf", MOMENT - YEAR, MOMENT + 10 * YEAR)
HOSTS = ("dossier.example", "127.0.0.1", "::1")


def server(authority: Identity = CA, hosts: tuple[str, ...] = HOSTS, years: int = 1) -> Identity:
    """A server certificate that ends that many years after the moment of the tests."""
    return issue_server_certificate(authority, hosts, MOMENT - 20 * YEAR, MOMENT + years * YEAR)


def answered(
    tmp_path: Path,
    identity: Identity,
    client: ssl.SSLContext,
    host: str = "127.0.0.1",
    most: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
) -> tuple[str | None, bytes]:
    """Connect over a real socket; return the protocol and the server's certificate."""
    pem = tmp_path / "server.pem"
    pem.write_text(identity.certificate + identity.secret_key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = most
    context.load_cert_chain(pem)
    near, far = socket.socketpair()

    def serve() -> None:
        try:
            with context.wrap_socket(far, server_side=True) as connection:
                connection.recv(1)
        except (ssl.SSLError, ConnectionError):
            far.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with near, client.wrap_socket(near, server_hostname=host) as connection:
            connection.sendall(b"x")
            return connection.version(), connection.getpeercert(binary_form=True) or b""
    finally:
        near.close()
        thread.join(10)


@pytest.mark.parametrize("host", HOSTS)
def test_the_dossier_is_known_by_name_and_address(tmp_path: Path, host: str) -> None:
    version, certificate = answered(tmp_path, server(), client_context(CA.certificate), host)
    assert version == "TLSv1.3"
    assert dates_fit(certificate, MOMENT)


def test_another_host_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match=r"[Hh]ostname"):
        answered(tmp_path, server(), client_context(CA.certificate), "dossier.example.org")


def test_another_ca_of_the_same_name_is_refused(tmp_path: Path) -> None:
    stranger = make_ca("De Werf", MOMENT - YEAR, MOMENT + YEAR)
    with pytest.raises(ssl.SSLCertVerificationError):
        answered(tmp_path, server(stranger), client_context(CA.certificate))


def test_a_server_cannot_vouch_for_a_server(tmp_path: Path) -> None:
    middle = server(hosts=("middle.example",))
    identity = server(middle)
    chained = Identity(identity.certificate + middle.certificate, identity.secret_key)
    with pytest.raises(ssl.SSLCertVerificationError):
        answered(tmp_path, chained, client_context(CA.certificate))


@pytest.mark.parametrize("years", [-10, 20])
def test_a_clock_that_is_wrong_does_not_stop_delivery(tmp_path: Path, years: int) -> None:
    past = make_ca("De Werf", MOMENT - 30 * YEAR, MOMENT - 5 * YEAR)
    _, certificate = answered(
        tmp_path, server(past, years=years), client_context(past.certificate)
    )
    assert dates_fit(certificate, MOMENT) is (years > 0)


def test_the_dates_are_told_apart() -> None:
    der = ssl.PEM_cert_to_DER_cert(server(years=1).certificate)
    assert dates_fit(der, MOMENT + YEAR - timedelta(days=1))
    assert not dates_fit(der, MOMENT + YEAR + timedelta(days=1))
    assert not dates_fit(der, MOMENT - 21 * YEAR)
    with pytest.raises(ValueError, match=r"."):
        dates_fit(b"", MOMENT)


def test_a_server_certificate_is_for_serving_only() -> None:
    read = x509.load_pem_x509_certificate(server().certificate.encode()).extensions
    assert not read.get_extension_for_class(x509.BasicConstraints).value.ca
    usage = read.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert not usage.value.key_cert_sign
    purposes = list(read.get_extension_for_class(x509.ExtendedKeyUsage).value)
    assert purposes == [ExtendedKeyUsageOID.SERVER_AUTH]


def test_older_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises((ssl.SSLError, ConnectionError)):
        answered(tmp_path, server(), client_context(CA.certificate), most=ssl.TLSVersion.TLSv1_2)


def test_no_ca_of_the_system_is_trusted() -> None:
    context = client_context(CA.certificate)
    assert context.cert_store_stats() == {"x509": 1, "crl": 0, "x509_ca": 1}
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_no_secret_key_shows() -> None:
    assert CA.secret_key.split("\n")[1] not in repr(CA)
    assert "PRIVATE" not in repr(CA)


def test_a_server_has_a_name() -> None:
    with pytest.raises(ValueError, match="name"):
        issue_server_certificate(CA, (), MOMENT, MOMENT + YEAR)


def test_an_authority_with_another_kind_of_key_issues_nothing() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    with pytest.raises(ValueError, match="kind"):
        server(Identity(CA.certificate, pem.decode()))


def test_the_digest_is_of_the_certificate() -> None:
    assert len(certificate_digest(CA.certificate)) == 32
    assert certificate_digest(CA.certificate) != certificate_digest(server().certificate)
