"""A number that somebody typed."""


def whole_in(text: str, most: int) -> int | None:
    """Return the whole number of a text; None when it is none, or more than `most`.

    How long it is comes first: Python itself refuses, or is slow at, very many digits.
    """
    if not (text.isascii() and text.isdecimal()):
        return None
    digits = text.lstrip("0") or "0"
    number = int(digits) if len(digits) <= len(str(most)) else most + 1
    return number if number <= most else None
