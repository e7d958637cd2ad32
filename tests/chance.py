"""The chance of a test: keys, salts and ids that nobody chose, and that are drawn alike again.

Every test begins its own row (`tests/conftest.py`). Whoever begins none, such as a process that a
test starts, draws what nobody draws again.
"""

from random import Random

_SOURCE = Random()


def begin(name: str) -> None:
    """Begin the row of a test."""
    _SOURCE.seed(name)


def token_bytes(count: int) -> bytes:
    """Return the next bytes."""
    return _SOURCE.randbytes(count)


def token_hex(count: int) -> str:
    """Return the next bytes in hex."""
    return token_bytes(count).hex()
