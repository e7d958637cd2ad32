"""Who is calling: our own token office for planners (OAuth 2.0 client credentials)."""

import base64
import binascii
import hashlib
import hmac
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, unquote_plus

from dossier.archive.oke_tables import (
    Connection,
    TokenRow,
    find_planner,
    find_token,
    keep_token,
)
from dossier.oke.outbox import in_ms

SCOPE: Final = "nl-test-admin-flow-2-3-4"
TOKEN_LIFE: Final = timedelta(hours=1)
FAILURES_ALLOWED: Final = 5
FAILURE_WINDOW: Final = timedelta(minutes=1)
CALLERS_REMEMBERED: Final = 4096

_COST: Final = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}
_FORM: Final = "scrypt$16384$8$1"

log = logging.getLogger("dossier.oke.auth")


class TokenRefused(Exception):
    """No token. `error` is the word of RFC 6749; nothing says which part was wrong."""

    def __init__(self, status: int, error: str, retry_after_s: int | None = None) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client sent to the token office."""

    client_id: str
    secret: str = field(repr=False)
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Granted:
    """A token as the client gets it, once; we keep its digest."""

    token: str = field(repr=False)
    scopes: tuple[str, ...]
    expires_in_s: int


def new_secret() -> str:
    """Return a secret for a planner, shown once when the planner is added."""
    return secrets.token_urlsafe(32)


def hashed_secret(secret: str) -> str:
    """Return what is kept of a secret: scrypt with its own salt."""
    salt = secrets.token_bytes(16)
    return f"{_FORM}${salt.hex()}${_scrypt(secret, salt).hex()}"


def _scrypt(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, dklen=32, **_COST)


_NOBODY: Final = f"{_FORM}${bytes(16).hex()}${bytes(32).hex()}"


def is_secret(secret: str, kept: str) -> bool:
    """Tell whether this is the secret, in the same time whatever is wrong about it."""
    form, salt, digest = kept.rsplit("$", 2)
    made = _scrypt(secret, bytes.fromhex(salt))
    return form == _FORM and hmac.compare_digest(made, bytes.fromhex(digest))


def read_credentials(authorization: str | None, form: bytes) -> Credentials:
    """Read client id and secret from Basic or from the form, never from both.

    Raises:
        TokenRefused: when the request is no client-credentials request.
    """
    try:
        members = parse_qs(
            form.decode("ascii"), strict_parsing=bool(form), max_num_fields=16, errors="strict"
        )
    except ValueError:
        raise TokenRefused(400, "invalid_request") from None
    if any(len(values) != 1 for values in members.values()):
        raise TokenRefused(400, "invalid_request")
    single = {name: values[0] for name, values in members.items()}
    if single.get("grant_type") != "client_credentials":
        raise TokenRefused(400, "unsupported_grant_type")
    scopes = tuple(single.get("scope", "").split())
    if authorization is not None:
        if "client_secret" in single:
            raise TokenRefused(400, "invalid_request")
        return Credentials(*_basic(authorization), scopes)
    if "client_id" not in single or "client_secret" not in single:
        raise TokenRefused(401, "invalid_client")
    return Credentials(single["client_id"], single["client_secret"], scopes)


def _basic(authorization: str) -> tuple[str, str]:
    kind, _, value = authorization.partition(" ")
    try:
        client_id, colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise TokenRefused(401, "invalid_client") from None
    if kind.lower() != "basic" or not colon:
        raise TokenRefused(401, "invalid_client")
    return unquote_plus(client_id), unquote_plus(secret)


class FailureBrake:
    """Slows down who keeps failing: per address and client id, so nobody locks out another."""

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, str], list[datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, address: str, client_id: str, now: datetime) -> None:
        """Let this caller try.

        Raises:
            TokenRefused: 429, with the seconds until the next try counts.
        """
        with self._lock:
            recent = self._recent(address, client_id, now)
            if len(recent) >= FAILURES_ALLOWED:
                wait = recent[0] + FAILURE_WINDOW - now
                raise TokenRefused(429, "slow_down", int(wait.total_seconds()) + 1)

    def failed(self, address: str, client_id: str, now: datetime) -> None:
        """Remember a failure."""
        with self._lock:
            recent = self._recent(address, client_id, now)
            recent.append(now)
            key = (address, client_id)
            self._failures[key] = recent
            self._failures.move_to_end(key)
            while len(self._failures) > CALLERS_REMEMBERED:
                self._failures.popitem(last=False)

    def passed(self, address: str, client_id: str) -> None:
        """Forget the failures of who got in."""
        with self._lock:
            self._failures.pop((address, client_id), None)

    def _recent(self, address: str, client_id: str, now: datetime) -> list[datetime]:
        kept = self._failures.get((address, client_id), [])
        return [moment for moment in kept if now - FAILURE_WINDOW < moment <= now]


class TokenOffice:
    """Gives out tokens and says whose a token is."""

    def __init__(
        self, school: str, begin: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._school = school
        self._begin = begin
        self._brake = FailureBrake()

    def grant(self, credentials: Credentials, address: str, now: datetime) -> Granted:
        """Give a token for an hour.

        Raises:
            TokenRefused: when id, secret or scope are not right, or after too many failures.
        """
        client_id = credentials.client_id[:64]
        self._brake.check(address, client_id, now)
        with self._begin() as connection:
            planner = find_planner(connection, self._school, client_id)
        # Checking a secret is slow on purpose, so no transaction is open meanwhile.
        is_known = is_secret(credentials.secret, planner.secret_hash if planner else _NOBODY)
        if planner is None or not is_known:
            self._brake.failed(address, client_id, now)
            raise TokenRefused(401, "invalid_client")
        self._brake.passed(address, client_id)
        allowed = tuple(planner.scopes.split())
        scopes = credentials.scopes or allowed
        if not set(scopes) <= set(allowed):
            raise TokenRefused(400, "invalid_scope")
        token = secrets.token_urlsafe(32)
        now_ms = in_ms(now)
        life_s = int(TOKEN_LIFE.total_seconds())
        row = TokenRow(digest_of(token), client_id, " ".join(scopes), now_ms + life_s * 1000)
        with self._begin() as connection:
            keep_token(connection, self._school, row, now_ms)
        log.info("token given to planner %s", ascii(client_id))
        return Granted(token, scopes, life_s)

    def holder(
        self, authorization: str | None, now: datetime
    ) -> tuple[str, frozenset[str]] | None:
        """Return client id and scopes of a bearer token that holds, else None."""
        kind, _, token = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not token or len(token) > 200:
            return None
        with self._begin() as connection:
            row = find_token(connection, self._school, digest_of(token.strip()), in_ms(now))
        return None if row is None else (row.client_id, frozenset(row.scopes.split()))


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
