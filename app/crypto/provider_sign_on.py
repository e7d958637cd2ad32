"""What ties an account of an identity provider to one key at one machine (format.md, Roles).

The dossier gives a challenge that tells when it was asked; the nonce in the ID token is a digest
of it, the machine and the fresh key. So a token that was stolen is of no use with another key.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from app.crypto.derive import KEY_BYTES, derived
from app.crypto.keys import RandomBytes
from app.models.strict_json import Malformed, dumps

VERIFIER_BYTES: Final = 32
STATE_BYTES: Final = 32
_SALT_BYTES: Final = 16
_TIME_BYTES: Final = 8
_MAC_BYTES: Final = 32
_CHALLENGE_BYTES: Final = _TIME_BYTES + _SALT_BYTES + _MAC_BYTES
CHALLENGE_CHARACTERS: Final = 75
_MILLISECOND: Final = timedelta(milliseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Challenger:
    """Gives a school's machines challenges, and knows its own again; keeps nothing."""

    school: str
    secret: bytes = field(repr=False)

    def give(self, device: str, now: datetime, random_bytes: RandomBytes) -> str:
        """Return a challenge for a machine that tells when it was asked."""
        ms = (now - _EPOCH) // _MILLISECOND
        told = ms.to_bytes(_TIME_BYTES, "big") + random_bytes(_SALT_BYTES)
        return url_text(told + self._mac(device, told))

    def asked_at(self, device: str, challenge: str) -> datetime:
        """Return when a challenge was given to this machine.

        Raises:
            Malformed: It was not, or it is none.
        """
        raw = _bytes_of(challenge, _CHALLENGE_BYTES)
        told, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(device, told)):
            raise Malformed("not a challenge for this machine")
        return _EPOCH + int.from_bytes(told[:_TIME_BYTES], "big") * _MILLISECOND

    def _mac(self, device: str, told: bytes) -> bytes:
        key = derived(self.secret, salt=dumps(self.school), purpose="provider-challenge/v1")
        return hmac.digest(key, device.encode("utf-8") + b"\0" + told, "sha256")


def nonce_for(school: str, device: str, public: bytes, challenge: str) -> str:
    """Return the nonce of a sign-on at a provider: which key at which machine it is for."""
    told = {"school": school, "device": device, "public": public.hex(), "challenge": challenge}
    return url_text(hashlib.sha256(b"examendag/provider-nonce/v1\0" + dumps(told)).digest())


def code_challenge(verifier: str) -> str:
    """Return what is told of a PKCE verifier beforehand (RFC 7636, S256)."""
    return url_text(hashlib.sha256(verifier.encode("ascii")).digest())


def store_key(store_part: bytes, device_part: bytes) -> bytes:
    """Return the key of somebody's stores: the dossier's part and the machine's together."""
    if len(store_part) != KEY_BYTES:
        raise Malformed("not a part of a key")
    return derived(store_part + device_part, salt=store_part, purpose="provider-store/v1")


def url_text(content: bytes) -> str:
    """Return bytes as text that may stand in an address: base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _bytes_of(text: str, size: int) -> bytes:
    """Return the bytes of canonical base64url of that size."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, UnicodeEncodeError) as problem:
        raise Malformed("not base64 for an address") from problem
    if len(raw) != size or url_text(raw) != text:
        raise Malformed("not base64 of that size")
    return raw
