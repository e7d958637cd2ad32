"""What an identity provider tells: its discovery document, and what its token endpoint answers."""

from dataclasses import dataclass
from typing import Final

from app.crypto import members
from app.crypto.id_token import TOKEN_CHARACTERS_MAX
from app.models.strict_json import Malformed, loads_strict
from app.sync.provider_protocol import secure_url

DOCUMENT_BYTES_MAX: Final = 64 * 1024
TOKEN_ANSWER_BYTES_MAX: Final = 128 * 1024
"""An access token beside the ID token may be long; it is not looked at."""
_DEPTH: Final = 8
_WORDS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Discovery:
    """Where a provider has what; `names_issuer`: its answers say who it is (RFC 9207).

    `takes_secret_in_body`: it does not take a secret in the header.
    """

    issuer: str
    authorize: str
    token: str
    keys: str
    names_issuer: bool
    takes_secret_in_body: bool


def read_discovery(raw: bytes, issuer: str) -> Discovery:
    """Return where a provider has what, of the one that was asked and no other.

    Raises:
        Malformed: Not such a document, of another provider, or one without PKCE by S256.
    """
    read = loads_strict(raw, max_bytes=DOCUMENT_BYTES_MAX, max_depth=_DEPTH)
    if not isinstance(read, dict) or read.get("issuer") != issuer:
        raise Malformed("not the document of this provider")
    methods = read.get("code_challenge_methods_supported")
    if methods is not None and "S256" not in _words(methods):
        raise Malformed("a provider without S256")
    asks = read.get("token_endpoint_auth_methods_supported")
    ways = ("client_secret_basic",) if asks is None else _words(asks)
    return Discovery(
        issuer=issuer,
        authorize=secure_url(read.get("authorization_endpoint")),
        token=secure_url(read.get("token_endpoint")),
        keys=secure_url(read.get("jwks_uri")),
        names_issuer=read.get("authorization_response_iss_parameter_supported") is True,
        takes_secret_in_body="client_secret_basic" not in ways and "client_secret_post" in ways,
    )


def read_id_token(raw: bytes) -> str:
    """Return the ID token in the answer of a token endpoint; it is not judged yet.

    Raises:
        Malformed: Not such an answer.
    """
    read = loads_strict(raw, max_bytes=TOKEN_ANSWER_BYTES_MAX, max_depth=_DEPTH)
    token = read.get("id_token") if isinstance(read, dict) else None
    return members.text(token, TOKEN_CHARACTERS_MAX)


def _words(member: object) -> tuple[str, ...]:
    return members.listed(member, _WORDS_MAX, lambda each: members.text(each, 200))
