"""A day as people type it in a form of the office, and as such a form shows one."""

from datetime import date
from typing import Final

LIKE: Final = "DD-MM-JJJJ"


def typed_day(text: str) -> date | None:
    """Return the day that was typed as DD-MM-JJJJ, or as JJJJ-MM-DD; None when it is none."""
    parts = text.strip().split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def day_to_type(day: date) -> str:
    """Return a day as a form shows it, to be typed over."""
    return f"{day:%d-%m-%Y}"
