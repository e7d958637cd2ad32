"""The device secret D in the keyring of the operating system (format.md 6).

Everything here can block: a desktop may ask for the keyring's password. Call it from a worker.
Nothing here deletes, replaces or falls back to a plain file: a laptop that cannot reach D still
opens a room, as *voorlopig*.
"""

import sys
from enum import StrEnum
from typing import Final

from app.crypto import base64_text
from app.crypto.derive import KEY_BYTES
from app.crypto.keys import RandomBytes
from app.models.strict_json import Malformed

SERVICE: Final = "nl.examendag"

_VERSION = "1:"


class KeyringTrouble(StrEnum):
    """Why D cannot be had; stable codes for screens and logs."""

    MISSING = "keyring-missing"
    LOCKED = "keyring-locked"
    OTHER = "keyring-other"


class KeyringUnusable(Exception):
    """D cannot be had. The text never holds what the keyring said or holds."""

    code: KeyringTrouble


class KeyringMissing(KeyringUnusable):
    """This session of the operating system offers no keyring."""

    code = KeyringTrouble.MISSING


class KeyringLocked(KeyringUnusable):
    """The keyring is there and stays closed."""

    code = KeyringTrouble.LOCKED


class KeyringOther(KeyringUnusable):
    """Another keyring than the one D was put in, or something else stands in its place."""

    code = KeyringTrouble.OTHER


class DeviceVault:
    """Where the device secret of one install lives. `install` is the install's id."""

    def __init__(self, install: str, random_bytes: RandomBytes) -> None:
        self._install = install
        self._random_bytes = random_bytes

    def open(self) -> bytes:
        """Return D, 32 bytes.

        Raises:
            KeyringMissing: There is no keyring.
            KeyringLocked: It stays closed.
            KeyringOther: It holds no D, or something else in its place.
        """
        secret = self._find()
        if secret is None:
            raise KeyringOther("this keyring does not hold the device secret")
        return secret

    def open_or_create(self) -> bytes:
        """Return D; make it when the keyring has none. For an install without device keys only.

        Raises:
            KeyringMissing: There is no keyring.
            KeyringLocked: It stays closed.
            KeyringOther: Something else stands in D's place, or D was not kept.
        """
        secret = self._find()
        if secret is not None:
            return secret
        secret = self._random_bytes(KEY_BYTES)
        _ask("set_password", SERVICE, self._install, _VERSION + base64_text.encode(secret))
        if self._find() != secret:
            raise KeyringOther("the keyring did not keep the device secret")
        return secret

    def _find(self) -> bytes | None:
        text = _ask("get_password", SERVICE, self._install)
        return None if text is None else _read_secret(text)


def _read_secret(text: str) -> bytes:
    try:
        if text.startswith(_VERSION):
            return base64_text.decode(text[len(_VERSION) :], least=KEY_BYTES, most=KEY_BYTES)
    except Malformed as problem:
        raise KeyringOther("something else stands in the device secret's place") from problem
    raise KeyringOther("something else stands in the device secret's place")


def _ask(verb: str, *words: str) -> str | None:
    """Ask the keyring; whatever it raises becomes one of the three troubles."""
    # Costs 130 ms, and only a laptop that opens its vault needs it.
    from keyring.errors import InitError, KeyringError  # noqa: PLC0415
    from keyring.errors import KeyringLocked as Locked  # noqa: PLC0415

    trouble: KeyringUnusable
    try:
        answer: str | None = getattr(_backend(), verb)(*words)
    except KeyringUnusable:
        raise
    except (Locked, InitError):  # InitError: no keyring was made yet, and nobody to ask for one
        trouble = KeyringLocked("the keyring stays closed")
    except KeyringError:
        trouble = KeyringOther("the keyring refuses")
    except Exception:  # noqa: BLE001 - D-Bus and Windows raise classes of their own
        trouble = KeyringMissing("the keyring does not answer")
    else:
        return answer
    raise trouble


def _backend() -> object:
    """Return the keyring of this operating system, whatever the settings of `keyring` say.

    Settings and plug-ins could choose a plain file; D is never written into one.
    """
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415

        backend = WinVaultKeyring()
        backend.persist = "local machine"  # the default would roam with the Windows profile
        return backend
    if sys.platform == "darwin":
        from keyring.backends.macOS import Keyring  # noqa: PLC0415

        return Keyring()
    from keyring.backends.SecretService import Keyring as SecretService  # noqa: PLC0415

    try:
        _ = SecretService.priority
    except RuntimeError:
        offers_keyring = False
    else:
        offers_keyring = True
    if not offers_keyring:
        raise KeyringMissing("this session offers no keyring")
    return SecretService()  # type: ignore[no-untyped-call]
