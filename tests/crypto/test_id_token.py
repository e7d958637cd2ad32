"""Tokens of an identity provider: what holds, and each way in which one does not."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.crypto.id_token import TokenFault, UnfitToken, judge_id_token, read_provider_keys
from app.models.strict_json import Malformed
from tests.crypto.tokens import (
    EXPECTED,
    claims,
    ec_key,
    jwk,
    key_set,
    keys_of,
    later,
    rsa_key,
    token,
)

KEYS = keys_of(jwk(rsa_key()), jwk(ec_key(), "e1"))
SECONDS = int(EXPECTED.now.timestamp())
ASKED = int(EXPECTED.asked_at.timestamp())


def fault_of(told: str, keys: Any = KEYS, expected: Any = EXPECTED) -> TokenFault:
    with pytest.raises(UnfitToken) as refused:
        judge_id_token(told, keys, expected)
    return refused.value.fault


@pytest.mark.parametrize(
    "told",
    [
        token(),
        token(alg="PS256"),
        token(key=ec_key(), alg="ES256", kid="e1"),
        token(kid=None),
        token(claims(aud=["examendag"])),
        token(claims(aud=["examendag", "other"], azp="examendag")),
        token(claims(auth_time=ASKED - 59, iat=SECONDS + 59, nbf=SECONDS + 59)),
        token(claims(exp=SECONDS - 59)),
    ],
)
def test_a_token_by_the_provider_for_us_and_made_just_now_names_the_person(told: str) -> None:
    assert judge_id_token(told, KEYS, EXPECTED) == "u-1"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"iss": "https://login.school.example/"}, TokenFault.ISSUER),
        ({"iss": None}, TokenFault.ISSUER),
        ({"aud": "another"}, TokenFault.AUDIENCE),
        ({"aud": ["examendag", "another"]}, TokenFault.AUDIENCE),
        ({"aud": ["examendag"], "azp": "another"}, TokenFault.AUDIENCE),
        ({"aud": None}, TokenFault.AUDIENCE),
        ({"nonce": "of-another-key"}, TokenFault.NONCE),
        ({"nonce": None}, TokenFault.NONCE),
        ({"nonce": 7}, TokenFault.NONCE),
        ({"exp": SECONDS - 61}, TokenFault.EXPIRED),
        ({"exp": None}, TokenFault.UNREADABLE),
        ({"exp": True}, TokenFault.UNREADABLE),
        ({"exp": 2**53}, TokenFault.UNREADABLE),
        ({"iat": SECONDS + 61}, TokenFault.EXPIRED),
        ({"iat": SECONDS - 601}, TokenFault.EXPIRED),
        ({"nbf": SECONDS + 61}, TokenFault.EXPIRED),
        ({"auth_time": ASKED - 61}, TokenFault.NOT_FRESH),
        ({"auth_time": SECONDS + 61}, TokenFault.NOT_FRESH),
        ({"auth_time": None}, TokenFault.NOT_FRESH),
        ({"sub": None}, TokenFault.NO_PERSON),
        ({"sub": "a\nb"}, TokenFault.NO_PERSON),
        ({"sub": ["u-1"]}, TokenFault.NO_PERSON),
    ],
)
def test_a_token_that_says_something_else_is_refused_by_what_is_wrong(
    changes: dict[str, Any], fault: TokenFault
) -> None:
    assert fault_of(token(claims(**changes))) is fault


def test_a_token_is_only_as_good_as_its_minutes() -> None:
    assert fault_of(token(), expected=later(7)) is TokenFault.EXPIRED


def test_no_signature_or_one_by_a_secret_is_never_believed() -> None:
    public = rsa_key().public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    # PyJWT itself refuses to make this one; an attacker's own program would not.
    head = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"k1"}').decode()
    body = token().split(".")[1]
    secret = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    mac = jwt.utils.base64url_encode(secret.sign(f"{head}.{body}".encode(), pem)).decode()
    assert fault_of(f"{head}.{body}.{mac}") is TokenFault.ALGORITHM
    assert fault_of(token(key="", alg="none")) is TokenFault.ALGORITHM
    assert fault_of(token(alg="RS512")) is TokenFault.ALGORITHM
    assert fault_of(token(alg="PS512")) is TokenFault.ALGORITHM


def test_a_signature_by_another_key_or_none_at_all_is_refused() -> None:
    assert fault_of(token(key=rsa_key("other"))) is TokenFault.SIGNATURE
    assert fault_of(token(kid="k9")) is TokenFault.UNKNOWN_KEY
    assert fault_of(token(kid="e1")) is TokenFault.UNKNOWN_KEY
    head, body, signature = token().split(".")
    other = token(claims(sub="u-2")).split(".")[1]
    assert fault_of(f"{head}.{other}.{signature}") is TokenFault.SIGNATURE
    assert fault_of(f"{head}.{body}.") is TokenFault.SIGNATURE


def test_a_key_for_something_else_or_of_another_strength_verifies_nothing() -> None:
    for key in (
        jwk(rsa_key(), use="enc"),
        jwk(rsa_key(), alg="RS512"),
        jwk(rsa_key("small")),
        {"kty": "oct", "k": "c2VjcmV0", "kid": "k1"},
    ):
        assert fault_of(token(), keys_of(key)) is TokenFault.UNKNOWN_KEY, key["kty"]
    other_curve = keys_of(jwk(ec_key("p384"), "e1"))
    made = token(key=ec_key(), alg="ES256", kid="e1")
    assert fault_of(made, other_curve) is TokenFault.UNKNOWN_KEY


@pytest.mark.parametrize(
    "told", ["", "a.b", "a.b.c.d", "é.b.c", "a" * 20_000 + ".b.c", token(crit=["exp"])]
)
def test_what_is_no_token_is_refused(told: str) -> None:
    assert fault_of(told) is TokenFault.UNREADABLE


def test_a_set_of_keys_is_bounded_and_what_is_not_ours_is_skipped() -> None:
    assert read_provider_keys(b'{"keys":[{"kty":"OKP"},{"kty":"RSA","n":"x"}]}') == ()
    for raw in (b"[]", b'{"keys":{}}', key_set(*[{}] * 101), b'{"keys":["x"]}'):
        with pytest.raises(Malformed):
            read_provider_keys(raw)
    heavy = jwk(rsa_key()) | {"e": "A" * 1_000}
    assert read_provider_keys(key_set(heavy)) == ()
