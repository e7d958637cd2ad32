"""The letters on paper: the bundled faces, which one draws a character, how wide it is.

Source Sans draws Latin, Greek and Cyrillic; a Noto face each draws another script, and Droid Sans
Fallback draws Han characters and kana. Arabic is joined by the forms that Unicode has for its
letters, Arabic and Hebrew run from right to left. What no face draws, or draws only with an engine
for shaping, is printed by its number.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"


class Face(StrEnum):
    """The faces in use; the value is the name in the PDF."""

    REGULAR = "SourceSans3-Regular"
    SEMIBOLD = "SourceSans3-SemiBold"
    BOLD = "SourceSans3-Bold"
    ARABIC = "NotoSansArabic-Regular"
    HEBREW = "NotoSansHebrew-Regular"
    ARMENIAN = "NotoSansArmenian-Regular"
    GEORGIAN = "NotoSansGeorgian-Regular"
    ETHIOPIC = "NotoSansEthiopic-Regular"
    TIFINAGH = "NotoSansTifinagh-Regular"
    HAN = "DroidSansFallbackFull"


LEFTWARD: Final = frozenset({Face.ARABIC, Face.HEBREW})
"""The faces of scripts that run from right to left."""
_FILES: Final = {
    Face.REGULAR: "SourceSans3_400Regular.ttf",
    Face.SEMIBOLD: "SourceSans3_600SemiBold.ttf",
    Face.BOLD: "SourceSans3_700Bold.ttf",
}
_OTHERS: Final = tuple(face for face in Face if face not in _FILES)


_SIGN: Final = re.compile(r"(?<=> )<(F[BCDE][0-9A-F]{2})>")


def _added(add: Callable[[Any], None], document: Any) -> None:
    """Add a face to a document, and tell what the joined forms of letters stand for."""
    add(document)
    for name, stream in document.idToObject.items():
        if name.startswith("toUnicodeCMap:"):
            stream.content = _SIGN.sub(_letters_of, stream.content)


def _letters_of(found: re.Match[str]) -> str:
    """Return the code of a sign as those of its letters, where it is a form of them.

    Readers turn leftward text around letter by letter: two in one sign stand as they are drawn.
    """
    form, *codes = unicodedata.decomposition(chr(int(found[1], 16))).split() or [""]
    return f"<{''.join(reversed(codes))}>" if form in _FORM.values() else found[0]


@cache
def widths_of(face: Face) -> Mapping[str, int]:
    """Register a face with ReportLab and return the width of each of its characters."""
    path = FONTS / _FILES.get(face, f"{face.value}.ttf")
    font = TTFont(face.value, str(path), asciiReadable=face in _FILES, shapable=False)
    vars(font)["addObjects"] = partial(_added, font.addObjects)
    pdfmetrics.registerFont(font)
    widths = font.face.charWidths
    return {chr(code): round(widths[code]) for code in font.face.charToGlyph if code in widths}


@cache
def _other_face(character: str) -> Face | None:
    """Return the face of another script that draws a character, if there is one."""
    return next((face for face in _OTHERS if character in widths_of(face)), None)


@cache
def is_drawable(character: str) -> bool:
    """Tell whether a character is drawn as itself."""
    if character == "\n":
        return True
    if unicodedata.category(character).startswith("C"):
        return False
    return character in widths_of(Face.REGULAR) or _other_face(character) is not None


def stretches(text: str, face: Face) -> Iterator[tuple[str, Face]]:
    """Yield drawable text in stretches of one face: the asked one where that has the letters."""
    if text.isascii():
        yield text, face
        return

    def drawer(character: str) -> Face:
        if character in widths_of(face):
            return face
        return _other_face(character) or face

    for found, letters in groupby(text, drawer):
        yield "".join(letters), found


def width_of(text: str, face: Face) -> int:
    """Return the width of drawable text of one face in thousandths of an em."""
    return sum(map(widths_of(face).__getitem__, glyphs_of(text, face)))


def glyphs_of(text: str, face: Face) -> str:
    """Return what is drawn from left to right for text of one face, as it is read."""
    if face not in LEFTWARD:
        return text
    return _turned(_joined(text) if face is Face.ARABIC else text)


def _turned(text: str) -> str:
    """Return text from its last letter to its first; the marks on a letter stay behind it."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.category(character) == "Mn":
            clusters[-1] += character
        else:
            clusters.append(character)
    return "".join(reversed(clusters))


# ---------------------------------------------------------------- joining Arabic letters

_TATWEEL: Final = "\u0640"
_LAM: Final = "\u0644"
_ALEFS: Final = "\u0622\u0623\u0625\u0627"
_PAIRS: Final = frozenset(_LAM + alef for alef in _ALEFS)
"""Lam with an alef is always one sign."""
_ALONE, _FIRST, _MIDDLE, _LAST = "<isolated>", "<initial>", "<medial>", "<final>"
_FORM: Final = {
    (False, False): _ALONE,
    (False, True): _FIRST,
    (True, True): _MIDDLE,
    (True, False): _LAST,
}
"""The form of a letter by whether the one before and the one behind are joined to it."""


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    """Return the signs that the face has for each letter, by form (from Unicode's own table)."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for sign in widths_of(Face.ARABIC):
        form, *codes = unicodedata.decomposition(sign).split() or [""]
        letters = "".join(chr(int(code, 16)) for code in codes)
        if form in _FORM.values() and (len(letters) == 1 or letters in _PAIRS):
            found[letters][form] = sign
    return found


def _goes_on(unit: str) -> bool:
    """Tell whether the letter behind this one is joined to it."""
    return unit == _TATWEEL or _FIRST in _forms().get(unit, {})


def _takes_hold(unit: str) -> bool:
    """Tell whether this letter joins the one before it."""
    return unit == _TATWEEL or _LAST in _forms().get(unit, {})


def _units(text: str) -> Iterator[str]:
    place = 0
    while place < len(text):
        size = 2 if text[place : place + 2] in _PAIRS else 1
        yield text[place : place + size]
        place += size


def _joined(text: str) -> str:
    """Return Arabic text with each letter in the form of its place; marks join nothing."""
    units = list(_units(text))
    signs = list(units)
    solid = [n for n, unit in enumerate(units) if unicodedata.category(unit[0]) != "Mn"]
    for at, place in enumerate(solid):
        unit = units[place]
        before = units[solid[at - 1]] if at else ""
        behind = units[solid[at + 1]] if at + 1 < len(solid) else ""
        is_held = _goes_on(before) and _takes_hold(unit)
        holds_on = _goes_on(unit) and _takes_hold(behind)
        signs[place] = _forms().get(unit, {}).get(_FORM[is_held, holds_on], unit)
    return "".join(signs)
