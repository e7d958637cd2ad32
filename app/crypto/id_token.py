"""The ID token of an identity provider: signed by it, for us, for this sign-on, and just now.

Judged as OpenID Connect Core 3.1.3.7 asks, by the clock that is told. A token that was signed with
anything but the three algorithms below is not looked at further: no `none`, no shared secrets.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

import jwt

from app.crypto import members
from app.models.strict_json import Malformed, loads_strict

TOKEN_CHARACTERS_MAX: Final = 16 * 1024
KEYS_BYTES_MAX: Final = 256 * 1024
KEYS_MAX: Final = 100
LEEWAY: Final = timedelta(seconds=60)
"""How far the clocks of provider and dossier may differ."""
YOUNG: Final = timedelta(minutes=10)
"""How long ago a token may have been made: it is brought at once."""
_NUMBER_CHARACTERS_MAX: Final = 1_400
"""Of an RSA modulus in base64: 8192 bits, so that no key makes verifying slow."""
_EXPONENT_CHARACTERS_MAX: Final = 6
_RSA_BITS_LEAST: Final = 2_048
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "RS256": ("RSA", ""),
    "PS256": ("RSA", ""),
    "ES256": ("EC", "P-256"),
}
"""The algorithms that are believed, each with the only form of key it goes with."""


class TokenFault(StrEnum):
    """Why a token is not believed."""

    UNREADABLE = "unreadable"
    ALGORITHM = "algorithm"
    UNKNOWN_KEY = "unknown-key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    NONCE = "nonce"
    EXPIRED = "expired"
    NOT_FRESH = "not-fresh"
    """Whoever it is did not log in for this: an older session was good enough for the provider."""
    NO_PERSON = "no-person"


class UnfitToken(Exception):
    """A token that is not believed; `fault` says why, and holds nothing of its content."""

    def __init__(self, fault: TokenFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say: by whom, for whom, for which sign-on, and since when."""

    issuer: str
    client: str
    nonce: str
    claim: str
    """The claim that names the person."""
    asked_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class ProviderKey:
    """One key of a provider: its id, or empty, and what it is as the provider told it."""

    id: str
    kind: str
    told: Mapping[str, str] = field(repr=False)


def read_provider_keys(raw: bytes) -> tuple[ProviderKey, ...]:
    """Return the keys in a JWKS that a signature may be by; what it holds beside those is skipped.

    Raises:
        Malformed: Not such a set.
    """
    read = loads_strict(raw, max_bytes=KEYS_BYTES_MAX, max_depth=6)
    listed = read.get("keys") if isinstance(read, dict) else None
    found = members.listed(listed, KEYS_MAX, _key)
    return tuple(each for each in found if each is not None)


def judge_id_token(token: str, keys: tuple[ProviderKey, ...], expected: Expected) -> str:
    """Return whom a token names, by the claim that was asked.

    Raises:
        UnfitToken: It is not believed.
    """
    claims = _verified(token, keys)
    if claims.get("iss") != expected.issuer:
        raise UnfitToken(TokenFault.ISSUER)
    _check_audience(claims, expected.client)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not _is_same(nonce, expected.nonce):
        raise UnfitToken(TokenFault.NONCE)
    _check_times(claims, expected)
    named = claims.get(expected.claim)
    if not isinstance(named, str) or not members.LABEL.match(named):
        raise UnfitToken(TokenFault.NO_PERSON)
    return named


# ---------------------------------------------------------------- signature


def _verified(token: str, keys: tuple[ProviderKey, ...]) -> dict[str, object]:
    """Return the claims of a token whose signature is by one of these keys."""
    if len(token) > TOKEN_CHARACTERS_MAX or not token.isascii() or token.count(".") != 2:
        raise UnfitToken(TokenFault.UNREADABLE)
    algorithm, key = _algorithm(token)
    for each in _fitting(keys, algorithm, key):
        try:
            payload = jwt.PyJWS(algorithms=[algorithm]).decode(
                token, jwt.PyJWK(dict(each.told), algorithm), [algorithm]
            )
            read = loads_strict(payload, max_bytes=TOKEN_CHARACTERS_MAX, max_depth=8)
        except jwt.InvalidSignatureError:
            continue
        except (jwt.PyJWTError, Malformed, ValueError, TypeError) as problem:
            raise UnfitToken(TokenFault.UNREADABLE) from problem
        if not isinstance(read, dict):
            raise UnfitToken(TokenFault.UNREADABLE)
        return read
    raise UnfitToken(TokenFault.SIGNATURE)


def _algorithm(token: str) -> tuple[str, str]:
    """Return the algorithm and the id of the key that the header names."""
    try:
        raw = jwt.utils.base64url_decode(token.partition(".")[0])
        header = loads_strict(raw, max_bytes=TOKEN_CHARACTERS_MAX, max_depth=4)
    except (Malformed, ValueError) as problem:
        raise UnfitToken(TokenFault.UNREADABLE) from problem
    if not isinstance(header, dict) or "crit" in header:
        raise UnfitToken(TokenFault.UNREADABLE)
    algorithm, key = header.get("alg"), header.get("kid", "")
    if not isinstance(algorithm, str) or algorithm not in _FORMS:
        raise UnfitToken(TokenFault.ALGORITHM)
    if not isinstance(key, str):
        raise UnfitToken(TokenFault.UNREADABLE)
    return algorithm, key


def _fitting(keys: tuple[ProviderKey, ...], algorithm: str, key: str) -> tuple[ProviderKey, ...]:
    """Return the keys a signature may be by: of that id, and of the form of the algorithm."""
    form, curve = _FORMS[algorithm]
    found = tuple(
        each
        for each in keys
        if each.kind == form
        and each.told.get("crv", "") == curve
        and each.told.get("alg", algorithm) == algorithm
        and (not key or each.id == key)
    )
    if not found:
        raise UnfitToken(TokenFault.UNKNOWN_KEY)
    return found


def _key(member: object) -> ProviderKey | None:
    """Return a key for signatures, None for one that is for something else or of another form."""
    if not isinstance(member, dict):
        raise Malformed("not a key")
    told = {
        name: member[name]
        for name in ("kty", "kid", "use", "alg", "crv", "n", "e", "x", "y")
        if isinstance(member.get(name), str)
    }
    kind = told.get("kty", "")
    is_whole = told.keys() >= ({"n", "e"} if kind == "RSA" else {"x", "y"})
    if told.get("use", "sig") != "sig" or kind not in ("RSA", "EC") or not is_whole:
        return None
    if kind == "RSA" and not _is_sound(told["n"], told["e"]):
        return None
    return ProviderKey(told.get("kid", ""), kind, told)


def _is_sound(modulus: str, exponent: str) -> bool:
    """Whether an RSA key is neither too small to believe nor too large to verify with."""
    least = _RSA_BITS_LEAST * 4 // 3 // 8
    return (
        least <= len(modulus) <= _NUMBER_CHARACTERS_MAX
        and len(exponent) <= _EXPONENT_CHARACTERS_MAX
    )


# ---------------------------------------------------------------- claims


def _check_audience(claims: Mapping[str, object], client: str) -> None:
    told = claims.get("aud")
    audience = told if isinstance(told, list) else [told]
    party = claims.get("azp", client)
    is_alone = audience == [client]
    if client not in audience or party != client or not (is_alone or "azp" in claims):
        raise UnfitToken(TokenFault.AUDIENCE)


def _check_times(claims: Mapping[str, object], expected: Expected) -> None:
    now = expected.now
    made, ends = _instant(claims.get("iat")), _instant(claims.get("exp"))
    begins = _instant(claims["nbf"]) if "nbf" in claims else made
    if now - LEEWAY >= ends or made < now - YOUNG or max(made, begins) > now + LEEWAY:
        raise UnfitToken(TokenFault.EXPIRED)
    if "auth_time" not in claims:
        raise UnfitToken(TokenFault.NOT_FRESH)
    logged_in = _instant(claims["auth_time"])
    if logged_in < expected.asked_at - LEEWAY or logged_in > now + LEEWAY:
        raise UnfitToken(TokenFault.NOT_FRESH)


def _instant(member: object) -> datetime:
    if type(member) not in (int, float):
        raise UnfitToken(TokenFault.UNREADABLE)
    try:
        return datetime.fromtimestamp(member, UTC)  # type: ignore[arg-type]
    except (OverflowError, ValueError, OSError) as problem:
        raise UnfitToken(TokenFault.UNREADABLE) from problem


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8"), other.encode("utf-8"))
