"""Logging in at the school's identity provider, in the system's own browser.

The dossier says where and gives a challenge; the browser brings back a code; the dossier trades
it for a token and judges that. No password of the provider is ever typed in this program.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.provider_sign_on import (
    STATE_BYTES,
    VERIFIER_BYTES,
    code_challenge,
    nonce_for,
    url_text,
)
from app.crypto.requests import Request
from app.models.strict_json import Malformed
from app.services.browser_return import BrowserDoor, Returned
from app.services.enrolling import Install
from app.services.office_sign_on import FromBrowser, NotSignedOn, OfficeLine, OfficeObstacle
from app.sync.messages import Answer
from app.sync.provider_protocol import (
    ProviderAnswer,
    ProviderAsk,
    decode_ask,
    decode_offer,
)
from app.sync.reading import PROBLEM, trouble_in
from app.sync.transports.https import NoAnswer

PATIENCE_S: Final = 300.0
"""How long the browser may stay away."""
_REFUSED: Final = {404: OfficeObstacle.NO_PROVIDER, 503: OfficeObstacle.PROVIDER_AWAY}
_LEFT: Final = frozenset({"access_denied", "login_required", "interaction_required"})
"""What a provider says when somebody did not log in."""


@dataclass(frozen=True, slots=True)
class BrowserWay:
    """How the browser is sent there and met again."""

    open_page: Callable[[str], None]
    began: Callable[[BrowserDoor], None]
    """Gets the door, to close it when nobody waits any more."""
    page: str
    """What the browser shows in the end."""


@dataclass(frozen=True, slots=True)
class SchoolSignOn:
    """Somebody at this machine logs in at school."""

    install: Install
    random_bytes: RandomBytes = field(repr=False)

    def offered(self, line: OfficeLine) -> bool | None:
        """Return whether the dossier has a provider; None when it does not say."""
        try:
            answer = line.ask(Request("GET", "/v1/office/provider"))
            return None if trouble_in(answer) is not None else decode_offer(answer.body)
        except (NoAnswer, Malformed):
            return None

    def from_browser(self, line: OfficeLine, way: BrowserWay) -> FromBrowser:
        """Return a fresh key, and what proves that somebody logged in for it.

        Raises:
            NotSignedOn: The obstacle says why.
            OSError: This machine opens no door for the browser.
        """
        ask = self._asked(line)
        key = SigningKey.generate(self.random_bytes)
        verifier = url_text(self.random_bytes(VERIFIER_BYTES))
        state = url_text(self.random_bytes(STATE_BYTES))
        nonce = nonce_for(self.install.school, self.install.device, key.public, ask.challenge)
        with BrowserDoor(state, way.page) as door:
            way.began(door)
            way.open_page(_address(ask, door.address, (state, nonce, code_challenge(verifier))))
            found = _judged(door.wait(PATIENCE_S))
            answer = ProviderAnswer(
                found.code, verifier, door.address, ask.challenge, found.issuer
            )
        return FromBrowser(key, answer)

    def _asked(self, line: OfficeLine) -> ProviderAsk:
        try:
            answer = line.ask(Request("GET", "/v1/office/provider/challenge"))
        except NoAnswer as problem:
            raise NotSignedOn(OfficeObstacle.NO_CONTACT_SCHOOL) from problem
        if trouble_in(answer) is not None:
            raise NotSignedOn(_obstacle(answer))
        try:
            return decode_ask(answer.body)
        except Malformed as problem:
            raise NotSignedOn(OfficeObstacle.STRANGE) from problem


def _obstacle(answer: Answer) -> OfficeObstacle:
    is_ours = answer.content_type.startswith(PROBLEM)
    return (
        _REFUSED.get(answer.status, OfficeObstacle.STRANGE) if is_ours else OfficeObstacle.STRANGE
    )


def _judged(found: Returned | None) -> Returned:
    """Return what came back when it is a code."""
    if found is None:
        raise NotSignedOn(OfficeObstacle.TOO_LATE)
    if found.error:
        is_left = found.error in _LEFT
        raise NotSignedOn(OfficeObstacle.LEFT if is_left else OfficeObstacle.STRANGE_WORD)
    return found


def _address(ask: ProviderAsk, redirect: str, words: tuple[str, str, str]) -> str:
    """Return where the browser goes: to log in, also when it is logged in there already."""
    state, nonce, challenge = words
    told = {
        "response_type": "code",
        "client_id": ask.client,
        "redirect_uri": redirect,
        "scope": "openid profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "prompt": "login",
        "max_age": "0",
    }
    joint = "&" if "?" in ask.authorize else "?"
    return f"{ask.authorize}{joint}{urlencode(told)}"
