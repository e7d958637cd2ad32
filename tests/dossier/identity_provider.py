"""An identity provider on this machine: TLS, and answers as OpenID Connect has it, or as told."""

import json
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from app.crypto.id_token import Expected
from app.crypto.provider_sign_on import code_challenge
from app.crypto.tls import issue_server_certificate, make_ca
from tests.crypto.tokens import claims, jwk, key_set, rsa_key, token
from tests.dossier.laptop import START

CLIENT = "examendag"


@dataclass
class IdentityProvider:
    """Gives a token for each code once; a test changes what it says."""

    folder: Path
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """What was asked with each code: nonce and code_challenge, and who logged in."""
    changes: dict[str, Any] = field(default_factory=dict)
    """What the tokens say otherwise."""
    key: str = ""
    """By which key it signs; its set always holds the one of now."""
    discovery: dict[str, Any] = field(default_factory=dict)
    secret: str = ""
    asked: list[str] = field(default_factory=list)
    now: datetime = START
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        began, ends = (datetime.now(UTC) + timedelta(days=days) for days in (-1, 1))
        authority = make_ca("Provider", began, ends)
        made = issue_server_certificate(authority, ["127.0.0.1"], began, ends)
        self.ca = self.folder / "ca.pem"
        self.ca.write_text(authority.certificate)
        (self.folder / "server.pem").write_text(made.certificate + made.secret_key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def issuer(self) -> str:
        return f"https://127.0.0.1:{self.server.server_port}"

    def log_in(self, code: str, nonce: str, challenge: str, subject: str = "u-1") -> None:
        """What the browser did: this code stands for somebody who logged in."""
        self.codes[code] = {"nonce": nonce, "challenge": challenge, "subject": subject}

    def answer(self, path: str, form: dict[str, list[str]], account: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, json.dumps(self.document()).encode()
        if path == "/keys":
            return 200, key_set(jwk(rsa_key(self.key), f"k-{self.key}"))
        told = self.codes.pop(form.get("code", [""])[0], None)
        if self.secret and self.secret not in account:
            return 401, b"{}"
        if told is None or code_challenge(form["code_verifier"][0]) != told["challenge"]:
            return 400, b'{"error":"invalid_grant"}'
        expected = Expected(self.issuer, CLIENT, told["nonce"], "sub", self.now, self.now)
        said = claims(expected, sub=told["subject"], **self.changes)
        made = token(said, rsa_key(self.key), kid=f"k-{self.key}")
        return 200, json.dumps({"access_token": "a", "id_token": made}).encode()

    def document(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        } | self.discovery

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def handler_of(provider: IdentityProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.told({})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self.told(parse_qs(raw.decode()))

        def told(self, form: dict[str, list[str]]) -> None:
            given = self.headers.get("Authorization", "") + "".join(form.get("client_secret", []))
            status, content = provider.answer(self.path, form, given)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
