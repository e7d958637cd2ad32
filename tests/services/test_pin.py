"""The PIN of a shift opens its person's key, five tries long, and never leaves memory."""

import pytest

from app.crypto.keys import SigningKey
from app.services import pin
from app.services.pin import NotAPin, PinSafe, WrongPin
from tests.crypto.builders import stepped

SEED = b"v" * 32


def a_safe() -> PinSafe:
    safe = PinSafe(stepped("pin"))
    safe.keep("vos", SEED, "314159")
    return safe


def test_the_pin_opens_the_key_of_its_person() -> None:
    assert a_safe().open("vos", "314159").public == SigningKey.from_seed(SEED).public


def test_to_try_one_pin_takes_32_mib_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "SCRYPT_MEMORY", 32 * 1024 * 1024)
    with pytest.raises(ValueError, match="memory"):
        a_safe()


def test_five_wrong_tries_and_the_code_is_needed_again() -> None:
    safe = a_safe()
    left = []
    for _ in range(5):
        with pytest.raises(WrongPin) as caught:
            safe.open("vos", "271828")
        left.append(caught.value.left)
    assert left == [4, 3, 2, 1, 0]
    assert not safe.holds("vos")
    with pytest.raises(WrongPin):
        safe.open("vos", "314159")


def test_the_right_pin_gives_all_tries_back() -> None:
    safe = a_safe()
    with pytest.raises(WrongPin):
        safe.open("vos", "271828")
    safe.open("vos", "314159")
    with pytest.raises(WrongPin) as caught:
        safe.open("vos", "271828")
    assert caught.value.left == 4


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "१२३४५६"])
def test_only_six_digits_are_a_pin(pin: str) -> None:
    with pytest.raises(NotAPin):
        PinSafe(stepped("pin")).keep("vos", SEED, pin)


def test_neither_seed_nor_pin_stands_in_a_repr() -> None:
    assert "314159" not in repr(a_safe())
    assert "vvvv" not in repr(a_safe())
