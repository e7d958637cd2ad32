"""What of a row is said where there is little room: never nothing, the name last of all."""

from math import ceil

from PySide6.QtCore import Qt

from app.screens.room.panel import Badge
from app.views.parts.fonts import metrics
from app.views.parts.painting import badge_width
from app.views.parts.tokens import px

BADGE_GAP = 6
READABLE = 44
TAIL = 4


def fit_badges(badges: tuple[Badge, ...], room: float) -> tuple[list[tuple[Badge, str]], int]:
    """Return the badges with the words that fit, and how many had to be left out.

    Words go from the last badge backwards, so that extra time keeps them longest. A badge that
    stands alone keeps a piece of its words.
    """
    texts = [badge.text for badge in badges]
    for at in reversed(range(len(texts))):
        if _together(texts) <= room:
            break
        texts[at] = ""
    left_out = 0
    while len(texts) > 1 and _together(texts) + more_width(left_out) > room:
        texts.pop()
        left_out += 1
    spare = room - _together(texts) - px(5)
    if texts == [""] and not left_out and spare >= px(READABLE):
        wide = Qt.TextElideMode.ElideRight
        texts = [metrics(14, 600).elidedText(badges[0].text, wide, spare)]
    return list(zip(badges, texts, strict=False)), left_out


def least_badges(badges: tuple[Badge, ...]) -> int:
    """Return the width at which every badge still shows its picture, extra time its words."""
    texts = [badge.text if badge.strong else "" for badge in badges]
    return ceil(_together(texts)) + px(2 * BADGE_GAP)


def more_width(left_out: int) -> float:
    """Return the width of "+2"; nothing for none."""
    if not left_out:
        return 0.0
    return px(BADGE_GAP) + metrics(14, 600).horizontalAdvance(f"+{left_out}")


def fit_name(
    name: tuple[str, str, str], sizes: tuple[float, float], room: float, gap: float
) -> tuple[str, str, str]:
    """Return surname, given name and number as they fit; the surname is cut off last.

    First the given name becomes initials, then only the end of the number is said: that end is
    what a person types to find somebody.
    """
    surname, given, number = name
    short = initials(given)
    tail = f"…{number[-TAIL:]}" if len(number) > TAIL + 1 else number
    for said in ((surname, given, number), (surname, short, number), (surname, short, tail)):
        if _wide(said, sizes, gap) <= room:
            return said
    bold = metrics(sizes[0], 700)
    spare = room - _wide(("", short, tail), sizes, gap)
    return bold.elidedText(surname, Qt.TextElideMode.ElideRight, max(0.0, spare)), short, tail


def initials(given: str) -> str:
    """Return the initials of a given name: "Maximiliaan-Alexander" -> "M.-A."."""
    pieces = [piece for piece in given.replace("-", " -").split() if piece.strip("-")]
    return "".join(f"{piece[:2]}." if piece[0] == "-" else f"{piece[0]}." for piece in pieces)


def _together(texts: list[str]) -> float:
    return sum(badge_width(text) for text in texts) + px(BADGE_GAP) * max(0, len(texts) - 1)


def _wide(said: tuple[str, str, str], sizes: tuple[float, float], gap: float) -> float:
    surname, given, number = said
    size, small = sizes
    wide = metrics(size, 700).horizontalAdvance(surname)
    if given:
        wide += metrics(size, 400).horizontalAdvance(f", {given}")
    return wide + (gap + metrics(small, 400).horizontalAdvance(number) if number else 0.0)
