"""Windows whose PIN and passphrase cost next to nothing to stretch.

What guessing must cost is guarded by `tests/services/test_pin.py` and
`tests/crypto/test_office_slot.py`; only a test can take it away, in its own process.
"""

import pytest

from app.crypto import passphrase
from app.services import pin


@pytest.fixture(autouse=True)
def _cheap_to_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "SCRYPT_COST", 2**4)
    monkeypatch.setattr(passphrase, "_MEMORY_KIB", 64)
