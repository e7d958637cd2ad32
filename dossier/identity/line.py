"""The line from the dossier to the identity provider: TLS, no redirect, bounded answers."""

import ssl
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

import httpx

from app.crypto.id_token import KEYS_BYTES_MAX, ProviderKey, read_provider_keys
from app.models.strict_json import Malformed
from app.sync.provider_protocol import ProviderAnswer
from dossier.identity.documents import (
    DOCUMENT_BYTES_MAX,
    TOKEN_ANSWER_BYTES_MAX,
    Discovery,
    read_discovery,
    read_id_token,
)
from dossier.identity.settings import Provider

PATIENCE_S: Final = 5.0
DOCUMENT: Final = "/.well-known/openid-configuration"


class ProviderAway(Exception):
    """The provider is out of reach, or answers something else; `reason` holds no content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CodeRefused(Exception):
    """The provider knows the code no longer: it was used before, or it is not for us."""


def discovered(provider: Provider) -> Discovery:
    """Return where a provider has what.

    Raises:
        ProviderAway: It is out of reach, or this is not its document.
    """
    address = provider.issuer.rstrip("/") + DOCUMENT
    status, raw = _asked(provider, "GET", address, DOCUMENT_BYTES_MAX)
    if status != 200:
        raise ProviderAway(f"discovery: status {status}")
    try:
        return read_discovery(raw, provider.issuer)
    except Malformed as problem:
        raise ProviderAway(f"discovery: {problem.reason}") from problem


def fetched_keys(provider: Provider, found: Discovery) -> tuple[ProviderKey, ...]:
    """Return the keys a provider signs with.

    Raises:
        ProviderAway: It is out of reach, or these are none.
    """
    status, raw = _asked(provider, "GET", found.keys, KEYS_BYTES_MAX)
    if status != 200:
        raise ProviderAway(f"keys: status {status}")
    try:
        return read_provider_keys(raw)
    except Malformed as problem:
        raise ProviderAway(f"keys: {problem.reason}") from problem


def exchanged(provider: Provider, found: Discovery, answer: ProviderAnswer) -> str:
    """Return the ID token that a provider gives for a code; it is not judged yet.

    Raises:
        CodeRefused: It gives none for this code.
        ProviderAway: It is out of reach, or answers something else.
    """
    told = {
        "grant_type": "authorization_code",
        "code": answer.code,
        "redirect_uri": answer.redirect,
        "code_verifier": answer.verifier,
    }
    account: tuple[str, str] | None = None
    if provider.secret and not found.takes_secret_in_body:
        account = (quote(provider.client, safe=""), quote(provider.secret, safe=""))
    else:
        told["client_id"] = provider.client
        told |= {"client_secret": provider.secret} if provider.secret else {}
    status, raw = _asked(
        provider, "POST", found.token, TOKEN_ANSWER_BYTES_MAX, form=told, account=account
    )
    if status == 400:
        raise CodeRefused
    if status != 200:
        raise ProviderAway(f"token: status {status}")
    try:
        return read_id_token(raw)
    except Malformed as problem:
        raise ProviderAway(f"token: {problem.reason}") from problem


# ---------------------------------------------------------------- within


def _asked(
    provider: Provider,
    method: str,
    address: str,
    most: int,
    *,
    form: dict[str, str] | None = None,
    account: tuple[str, str] | None = None,
) -> tuple[int, bytes]:
    """Return the status and at most so many bytes of an answer."""
    try:
        context = ssl.create_default_context(cadata=provider.certificates or None)
        with (
            httpx.Client(
                verify=context, timeout=PATIENCE_S, trust_env=False, follow_redirects=False
            ) as client,
            client.stream(
                method, address, data=form, auth=account, headers={"accept": "application/json"}
            ) as response,
        ):
            return response.status_code, _within(response.iter_bytes, most)
    except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as problem:
        raise ProviderAway(f"out of reach ({type(problem).__name__})") from problem


def _within(portions: Callable[[int], Iterator[bytes]], most: int) -> bytes:
    content = b""
    for portion in portions(4_096):
        content += portion
        if len(content) > most:
            raise ProviderAway("an answer larger than any of a provider")
    return content
