"""ID tokens as an identity provider makes them, and as somebody else would."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.crypto.id_token import Expected, ProviderKey, read_provider_keys
from app.models.strict_json import dumps

NOW = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
EXPECTED = Expected(
    issuer="https://login.school.example",
    client="examendag",
    nonce="n-0S6_WzA2Mj",
    claim="sub",
    asked_at=NOW - timedelta(minutes=2),
    now=NOW,
)


@cache
def rsa_key(name: str = "") -> rsa.RSAPrivateKey:
    """A key of its own for each name."""
    return rsa.generate_private_key(65537, 1024 if name == "small" else 2048)


@cache
def ec_key(name: str = "") -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP384R1() if name == "p384" else ec.SECP256R1())


def jwk(key: Any, kid: str = "k1", **more: str) -> dict[str, Any]:
    """The public half as a provider tells it."""
    algorithm = jwt.algorithms.RSAAlgorithm
    if isinstance(key, ec.EllipticCurvePrivateKey):
        algorithm = jwt.algorithms.ECAlgorithm
    told: dict[str, Any] = algorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: each for name, each in told.items() if name != "key_ops"} | {"kid": kid, **more}


def key_set(*keys: dict[str, Any]) -> bytes:
    return dumps({"keys": list(keys)})


def keys_of(*keys: dict[str, Any]) -> tuple[ProviderKey, ...]:
    return read_provider_keys(key_set(*keys))


def claims(expected: Expected = EXPECTED, **changes: Any) -> dict[str, Any]:
    """The claims that are right, changed; None leaves one out."""
    now = int(expected.now.timestamp())
    told = {
        "iss": expected.issuer,
        "aud": expected.client,
        "sub": "u-1",
        "nonce": expected.nonce,
        "iat": now,
        "exp": now + 300,
        "auth_time": now - 20,
    } | changes
    return {name: each for name, each in told.items() if each is not None}


def token(
    told: dict[str, Any] | None = None, key: Any = None, alg: str = "RS256", **header: Any
) -> str:
    """A token that is signed as RS256 by the first key, unless it is told otherwise."""
    fields = {"kid": "k1"} | header
    return jwt.encode(
        claims() if told is None else told,
        rsa_key() if key is None else key,
        alg,
        headers={name: each for name, each in fields.items() if each is not None},
    )


def later(minutes: float) -> Expected:
    return replace(EXPECTED, now=NOW + timedelta(minutes=minutes))
