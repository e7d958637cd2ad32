"""What may be typed as a day code: Crockford's alphabet, forgiving as a tired person types."""

CODE_LENGTH = 16
GROUP = 4
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


def clean_code(typed: str) -> str:
    """Return the characters of a day code in what was typed or pasted, at most 16.

    Case, dashes and spaces are ignored, I and L are a 1, O is a 0; what is in no day code
    (U, accents, punctuation) is left out.

    >>> clean_code("k7qm-4wtx 9fol")
    'K7QM4WTX9F01'
    """
    ascii_only = "".join(character for character in typed if character.isascii())
    wanted = ascii_only.upper().translate(_LOOKS_LIKE)
    return "".join(character for character in wanted if character in ALPHABET)[:CODE_LENGTH]


def groups(code: str) -> tuple[str, ...]:
    """Return the four groups of a code that may be unfinished, empty ones included."""
    return tuple(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def still_needed(code: str) -> int:
    """Return how many characters are missing."""
    return CODE_LENGTH - len(code)
