"""Whose account it is that logged in at the identity provider, for one key at one machine."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from app.crypto.id_token import (
    Expected,
    ProviderKey,
    TokenFault,
    UnfitToken,
    judge_id_token,
)
from app.crypto.keys import RandomBytes
from app.crypto.provider_sign_on import Challenger, nonce_for
from app.models.strict_json import Malformed
from app.sync.provider_protocol import ProviderAnswer, ProviderAsk
from dossier.config import DataFolder
from dossier.identity.documents import Discovery
from dossier.identity.line import (
    discovered,
    exchanged,
    fetched_keys,
)
from dossier.identity.settings import Provider, provider_of

KEPT_FOR: Final = timedelta(hours=1)
"""How long discovery and keys are kept."""
LOOKED_AGAIN_AFTER: Final = timedelta(minutes=1)
"""How soon keys are fetched anew for a signature that none of them made."""
ANSWERED_WITHIN: Final = timedelta(minutes=10)
"""How long somebody may take to log in."""


class NoProvider(Exception):
    """This dossier has no identity provider."""


class ChallengeOver(Exception):
    """Logging in took too long, or it was not asked from this machine."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account at a provider: which one, and by which name it is known there."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was fetched of a provider, and when."""

    provider: Provider
    found: Discovery
    at: datetime
    keys: tuple[ProviderKey, ...] = ()
    keys_at: datetime | None = None


@dataclass(slots=True)
class IdentityDesk:
    """Sends people to the provider, and judges with what they come back."""

    folder: DataFolder
    challenger: Challenger
    random_bytes: RandomBytes = field(repr=False)
    _lock: Lock = field(default_factory=Lock)
    _kept: _Kept | None = None

    def is_offered(self) -> bool:
        """Whether there is a provider.

        Raises:
            Malformed: Its settings are not what they should be.
            OSError: They cannot be read.
        """
        return provider_of(self.folder) is not None

    def ask(self, device: str, now: datetime) -> ProviderAsk:
        """Return where somebody at this machine logs in, with a fresh challenge.

        Raises:
            NoProvider: There is none.
            ProviderAway: It cannot be reached, or answers something else.
        """
        kept = self._looked(self._provider(), now)
        found = kept.found
        return ProviderAsk(
            issuer=found.issuer,
            authorize=found.authorize,
            client=kept.provider.client,
            challenge=self.challenger.give(device, now, self.random_bytes),
            names_issuer=found.names_issuer,
        )

    def judge(self, device: str, public: bytes, answer: ProviderAnswer, now: datetime) -> Account:
        """Return whose account logged in for this key at this machine.

        Raises:
            NoProvider: There is none.
            ChallengeOver: It took too long, or it was asked elsewhere.
            ProviderAway: The provider cannot be reached, or answers something else.
            CodeRefused: The provider gives nothing for this code.
            UnfitToken: What it gave does not hold.
        """
        provider = self._provider()
        try:
            asked_at = self.challenger.asked_at(device, answer.challenge)
        except Malformed as problem:
            raise ChallengeOver from problem
        if not asked_at <= now <= asked_at + ANSWERED_WITHIN:
            raise ChallengeOver
        kept = self._looked(provider, now)
        named = answer.issuer or (provider.issuer if not kept.found.names_issuer else "")
        if named != provider.issuer:
            raise UnfitToken(TokenFault.ISSUER)
        token = exchanged(provider, kept.found, answer)
        expected = Expected(
            issuer=provider.issuer,
            client=provider.client,
            nonce=nonce_for(self.challenger.school, device, public, answer.challenge),
            claim=provider.claim,
            asked_at=asked_at,
            now=now,
        )
        return Account(provider.issuer, self._named(token, provider, expected))

    def forget(self) -> None:
        """Look at the provider anew at the next sign-on."""
        with self._lock:
            self._kept = None

    # ------------------------------------------------------------ within

    def _named(self, token: str, provider: Provider, expected: Expected) -> str:
        """Return whom a token names, with keys that are fetched anew when none of them fits."""
        now = expected.now
        kept = self._with_keys(provider, now, KEPT_FOR)
        try:
            return judge_id_token(token, kept.keys, expected)
        except UnfitToken as problem:
            if problem.fault not in (TokenFault.UNKNOWN_KEY, TokenFault.SIGNATURE):
                raise
        return judge_id_token(
            token, self._with_keys(provider, now, LOOKED_AGAIN_AFTER).keys, expected
        )

    def _provider(self) -> Provider:
        provider = provider_of(self.folder)
        if provider is None:
            raise NoProvider
        return provider

    def _looked(self, provider: Provider, now: datetime) -> _Kept:
        with self._lock:
            kept = self._kept
            if kept is None or kept.provider != provider or now - kept.at >= KEPT_FOR:
                kept = self._kept = _Kept(provider, discovered(provider), now)
            return kept

    def _with_keys(self, provider: Provider, now: datetime, age: timedelta) -> _Kept:
        """Return what is kept, with keys that are not older than this."""
        kept = self._looked(provider, now)
        with self._lock:
            if kept.keys_at is None or now - kept.keys_at >= age:
                keys = fetched_keys(provider, kept.found)
                kept = _Kept(provider, kept.found, kept.at, keys, now)
                self._kept = kept
            return kept
