"""The lines on paper: how text breaks into them, and what is printed by its number.

Widths are whole thousandths of an em, summed as integers, so that a line breaks at the same
word on every machine. A character that no face draws, and every invisible one, is printed by its
number ("[U+0928]"): nothing vanishes, on paper or when the text is copied.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from app.models.report import Cell, Run, runs_of
from app.reports.letters import LEFTWARD, Face, is_drawable, stretches, width_of

BASELINE: Final = 0.312
"""From the middle of a line to its baseline, in ems: half of ascent 1.024 less descent 0.4."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks. Sizes in layout units (1/96 inch), colour as RRGGBB."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: str = "111111"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one face within a line, at an offset from its start (layout units)."""

    text: str
    face: Face
    offset: float
    width: float
    struck: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph, with its indent."""

    pieces: tuple[Piece, ...]
    style: Style
    indent: float = 0
    barred: bool = False
    """Whether an upright bar marks the indent: a correction under what it corrects."""


def printable(text: str) -> str:
    """Return text as it is printed: composed (NFC), whitespace folded, no unknown character."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).replace("\t", " ")
    return "".join(
        "".join(stretch)
        if drawable
        else "[" + " ".join(f"U+{ord(character):04X}" for character in stretch) + "]"
        for drawable, stretch in groupby(text, is_drawable)
    )


_TOKENS: Final = re.compile(r"\n| +|[^ \n-]*-+|[^ \n-]+")
_Fragment = tuple[str, Face, bool]


def _face_of(run: Run, style: Style) -> Face:
    return Face.BOLD if run.bold else style.face


def _words(cell: Cell, style: Style) -> Iterator[list[_Fragment] | str]:
    """Yield words as fragments, each with the space before it; a newline stands by itself."""
    word: list[_Fragment] = []
    before = style.face
    for run in runs_of(cell):
        face = _face_of(run, style)
        for bit in _TOKENS.findall(printable(run.text)):
            blank = bit[0] in " \n"
            if blank and _is_inked(word):
                yield word
                before, word = word[-1][1], []
            if bit == "\n":
                yield bit
                word = []
            elif blank:
                word = [(" ", face, run.struck)]
            else:
                _add_bit(word, bit, (face, run.struck), before)
                if bit.endswith("-"):
                    yield word
                    word = []
    if _is_inked(word):
        yield word


def _add_bit(word: list[_Fragment], bit: str, look: tuple[Face, bool], before: Face) -> None:
    """Add what is typed without a blank; the blank between leftward words is of their face."""
    for letters, drawer in stretches(bit, look[0]):
        if drawer in LEFTWARD and drawer == before and len(word) == 1 and not _is_inked(word):
            word[0] = (" ", drawer, word[0][2])
            word.append((letters, drawer, look[1]))
        else:
            _add(word, (letters, drawer, look[1]))


def _add(line: list[_Fragment], fragment: _Fragment) -> None:
    """Add to the last fragment where it looks the same: letters of one word join."""
    if line and line[-1][1:] == fragment[1:]:
        line[-1] = (line[-1][0] + fragment[0], *fragment[1:])
    else:
        line.append(fragment)


def _is_inked(word: list[_Fragment]) -> bool:
    """Tell whether a word is more than the space before it."""
    return bool(word) and word[-1][0] != " "


def _length(fragments: list[_Fragment]) -> int:
    return sum(width_of(text, face) for text, face, _ in fragments)


def _without_blank(word: list[_Fragment]) -> list[_Fragment]:
    """Return a word without the space before it: it starts a line."""
    if not word or not word[0][0].startswith(" "):
        return word
    text, face, struck = word[0]
    return [(text[1:], face, struck), *word[1:]] if text[1:] else word[1:]


def _chopped(word: list[_Fragment], limit: float) -> Iterator[list[_Fragment]]:
    """Yield what fits of a word that is longer than a line, line by line."""
    line: list[_Fragment] = []
    for text, face, struck in word:
        for char in text:
            longer = list(line)
            _add(longer, (char, face, struck))
            if line and _length(longer) > limit:
                yield line
                longer = [(char, face, struck)]
            line = longer
    yield line


def _broken(cell: Cell, style: Style, limit: float) -> Iterator[list[_Fragment]]:
    """Yield lines of fragments, none wider than the limit unless a single character is."""
    line: list[_Fragment] = []
    filled = 0
    for word in _words(cell, style):
        if isinstance(word, str):
            yield line
            line, filled = [], 0
            continue
        fresh = word if line else _without_blank(word)
        length = _length(fresh)
        if filled + length > limit:
            if line:
                yield line
            *whole, fresh = _chopped(_without_blank(word), limit)
            yield from whole
            line, filled, length = [], 0, _length(fresh)
        line += fresh
        filled += length
    yield line


def _pieces(fragments: list[_Fragment], size: float) -> tuple[Piece, ...]:
    """Join neighbours of one face and give each its place."""
    joined: list[_Fragment] = []
    for fragment in fragments:
        _add(joined, fragment)
    pieces, offset = [], 0
    for text, face, struck in joined:
        width = width_of(text, face)
        pieces.append(Piece(text, face, offset * size / 1000, width * size / 1000, struck))
        offset += width
    return tuple(pieces)


def wrap(cell: Cell, style: Style, width: float) -> list[Line]:
    """Break a cell into lines at most `width` layout units wide; an empty cell has none."""
    if not cell:
        return []
    limit = width * 1000 / style.size
    return [Line(_pieces(line, style.size), style) for line in _broken(cell, style, limit)]


def height_of(lines: list[Line]) -> float:
    """Return the height of a stack of lines."""
    return sum(line.style.leading for line in lines)
