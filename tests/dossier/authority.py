"""A time-stamping authority on this machine: openssl answers, behind a small HTTP server."""

import subprocess
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ANSWERS = "application/timestamp-reply"
SETTINGS = """
[ tsa ]
default_tsa = here
[ here ]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass
class StampAuthority:
    """Answers as RFC 3161 has it, or as `status`, `kind` and `change` say."""

    folder: Path
    status: int = 200
    kind: str = ANSWERS
    asked: int = 0
    replaced: bytes | None = None
    """What is answered instead."""
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        (self.folder / "tsa.cnf").write_text(SETTINGS.format(folder=self.folder))
        (self.folder / "serial").write_text("01\n")
        self._certify()
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                content = authority.answer(asked)
                self.send_response(authority.status)
                self.send_header("Content-Type", authority.kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/tsa"

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    def answer(self, asked: bytes) -> bytes:
        self.asked += 1
        if self.replaced is not None:
            return self.replaced
        (self.folder / "asked.tsq").write_bytes(asked)
        subprocess.run(
            [
                "openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "here",
                "-queryfile", "asked.tsq", "-inkey", "tsa.key", "-signer", "tsa.pem",
                "-out", "answer.tsr",
            ],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )  # fmt: skip
        return (self.folder / "answer.tsr").read_bytes()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _certify(self) -> None:
        ca_key, tsa_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        ca_name, tsa_name = (
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
            for name in ("Stempel CA", "Stempeldienst")
        )
        now = datetime.now(UTC)

        def certificate(
            subject: x509.Name, public: ec.EllipticCurvePublicKey, *, is_ca: bool
        ) -> x509.Certificate:
            builder = (
                x509.CertificateBuilder()
                .subject_name(subject)
                .issuer_name(ca_name)
                .public_key(public)
                .serial_number(x509.random_serial_number())
                .not_valid_before(now - timedelta(days=1))
                .not_valid_after(now + timedelta(days=30))
                .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            )
            if not is_ca:
                usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
                builder = builder.add_extension(usage, critical=True)
            return builder.sign(ca_key, SHA256())

        own = certificate(ca_name, ca_key.public_key(), is_ca=True)
        signer = certificate(tsa_name, tsa_key.public_key(), is_ca=False)
        secret = tsa_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.ca.write_bytes(own.public_bytes(Encoding.PEM))
        (self.folder / "tsa.pem").write_bytes(signer.public_bytes(Encoding.PEM))
        (self.folder / "tsa.key").write_bytes(secret)
