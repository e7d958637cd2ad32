"""The slot of a passphrase: opened by passphrase and device together, and by neither alone."""

import pytest

from app.crypto.office_slot import WrongPassphrase, make_slot, open_slot
from app.crypto.passphrase import NotAPassphrase, is_guessable, is_same, stretched
from app.models.strict_json import Malformed
from tests.crypto.builders import stepped

WORDS = "vier woorden over examens"
DEVICE, KEY = b"D" * 32, b"k" * 32


def test_a_slot_opens_with_both_parts_only() -> None:
    raw = make_slot(WORDS, DEVICE, KEY, stepped("slot"))
    assert KEY not in raw
    assert open_slot(raw, f" {WORDS} ", DEVICE) == KEY
    for words, device in ((f"{WORDS}!", DEVICE), (WORDS, b"E" * 32), ("kort", DEVICE)):
        with pytest.raises(WrongPassphrase):
            open_slot(raw, words, device)
    with pytest.raises(Malformed):
        open_slot(b"{}", WORDS, DEVICE)


def test_a_passphrase_has_twelve_characters_or_more_and_is_one_however_it_is_composed() -> None:
    salt = b"s" * 16
    with pytest.raises(NotAPassphrase):
        stretched("elf tekens ", salt)
    assert is_same(
        stretched("caf\u00e9 met terras", salt), stretched("cafe\u0301 met terras", salt)
    )
    assert not is_same(stretched(WORDS, salt), stretched(WORDS, b"t" * 16))


@pytest.mark.parametrize(
    ("typed", "is_plain"),
    [
        ("examendag2026", True), ("Jansen Jansen Jansen", True), ("123456789012", True),
        ("aaaaaaaaaaaaaaa", True), ("qwertyuiop1234", True), ("Welkom ROC-Test", True),
        ("medewerker1001", False), (WORDS, False), ("83920174650192837465", False),
        ("kaas fiets lamp boom", False), ("Unbelievable", True), (" 1qaz2wsx3edc ", True),
        ("unbelievable lamp", False),
    ],
)  # fmt: skip
def test_a_passphrase_is_more_than_what_anybody_would_try_first(
    typed: str, is_plain: bool
) -> None:
    assert is_guessable(typed, ("roc-test", "1001", "A. Jansen")) is is_plain


def test_the_cost_is_what_the_format_says() -> None:
    assert stretched("correct horse battery", b"salt" * 4).hex() == EXPECTED


EXPECTED = "b1902c34ae601a143d5c297ce98678f29dbdb234b790e2e20f3879df2759acd1"
"""Argon2id, 64 MiB, three passes, four lanes, 32 bytes: never another."""
