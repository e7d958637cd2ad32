"""What a machine of the office and the dossier say about the school's identity provider.

| call | asks | answers |
|---|---|---|
| GET /v1/office/provider | - | whether there is one |
| GET /v1/office/provider/challenge | - | ProviderAsk: where people log in, and for what |

What comes back from the browser goes along as the proof of a sign-on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from app.crypto import members
from app.crypto.provider_sign_on import CHALLENGE_CHARACTERS
from app.models.strict_json import Malformed, dumps, loads_strict

URL_CHARACTERS_MAX: Final = 1_000
CODE_CHARACTERS_MAX: Final = 4_096
_BYTES_MAX: Final = 8 * 1024
_CLIENT: Final = re.compile(r"[\x21-\x7e]{1,200}\Z")
_CODE: Final = re.compile(r"[\x20-\x7e]{1,4096}\Z")
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}\Z")
_CHALLENGE: Final = re.compile(rf"[A-Za-z0-9_-]{{{CHALLENGE_CHARACTERS}}}\Z")
_LOOPBACK: Final = re.compile(r"http://127\.0\.0\.1:[1-9][0-9]{0,4}/aangemeld\Z")
"""Where the browser comes back: this machine only, a free port (RFC 8252, 7.3)."""
_ASK: Final = {"issuer", "authorize", "client", "challenge", "names_issuer"}
_ANSWER: Final = {"code", "verifier", "redirect", "challenge", "issuer"}


@dataclass(frozen=True, slots=True)
class ProviderAsk:
    """Where somebody logs in, as which client, and the challenge it is for.

    `names_issuer`: the provider says in its answer that it was the one (RFC 9207).
    """

    issuer: str
    authorize: str
    client: str
    challenge: str
    names_issuer: bool


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """What came back through the browser, and what proves that it was asked here."""

    code: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect: str
    challenge: str
    issuer: str = ""
    """As the answer named it, empty when it did not."""


def encode_offer(*, is_offered: bool) -> bytes:
    """Return the bytes that say whether there is a provider."""
    return dumps({"offered": is_offered})


def decode_offer(raw: bytes) -> bool:
    """Return whether there is a provider.

    Raises:
        Malformed: Not such an answer.
    """
    read = members.exact(loads_strict(raw, max_bytes=_BYTES_MAX, max_depth=1), {"offered"})
    if not isinstance(read["offered"], bool):
        raise Malformed("neither yes nor no")
    return read["offered"]


def encode_ask(ask: ProviderAsk) -> bytes:
    """Return the bytes of where somebody logs in."""
    return dumps({name: getattr(ask, name) for name in _ASK})


def decode_ask(raw: bytes) -> ProviderAsk:
    """Return where somebody logs in; only an address that a browser reaches by TLS.

    Raises:
        Malformed: Not such an answer.
    """
    read = members.exact(loads_strict(raw, max_bytes=_BYTES_MAX, max_depth=1), _ASK)
    if not isinstance(read["names_issuer"], bool):
        raise Malformed("neither yes nor no")
    return ProviderAsk(
        issuer=secure_url(read["issuer"]),
        authorize=secure_url(read["authorize"]),
        client=client_id(read["client"]),
        challenge=members.matching(read["challenge"], _CHALLENGE),
        names_issuer=read["names_issuer"],
    )


def answer_members(answer: ProviderAnswer) -> dict[str, str]:
    """Return an answer as it goes along with a sign-on."""
    return {name: getattr(answer, name) for name in _ANSWER}


def answer_from(member: object) -> ProviderAnswer:
    """Return the answer that came along with a sign-on.

    Raises:
        Malformed: Not one.
    """
    read: Mapping[str, object] = members.exact(member, _ANSWER)
    return ProviderAnswer(
        code=members.matching(read["code"], _CODE),
        verifier=members.matching(read["verifier"], _VERIFIER),
        redirect=members.matching(read["redirect"], _LOOPBACK),
        challenge=members.matching(read["challenge"], _CHALLENGE),
        issuer="" if read["issuer"] == "" else secure_url(read["issuer"]),
    )


def secure_url(member: object) -> str:
    """Return an address that is reached by TLS, without fragment or name of an account in it.

    Raises:
        Malformed: Another kind of address, or none.
    """
    told = members.text(member, URL_CHARACTERS_MAX)
    try:
        parts = urlsplit(told)
        _ = parts.port
    except ValueError as problem:
        raise Malformed("not an address") from problem
    is_plain = told.isascii() and told.isprintable() and not set(told) & set(' "<>\\^`{|}')
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or "#" in told:
        raise Malformed("not an address that is reached by TLS")
    if not is_plain:
        raise Malformed("not an address")
    return told


def client_id(member: object) -> str:
    """Return what a client is called at a provider.

    Raises:
        Malformed: Not such a name.
    """
    return members.matching(member, _CLIENT)
