"""The manual says what the screens say: bold is a text or a key there, and a key does that."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.screens.office.key_words import IN_LISTS, OF_THE_WINDOW
from app.screens.room.key_words import ARROWS, ESCAPE, TAB, KeyLine, keys_screen
from app.views.room.room_keys import caps_of
from tests.house.tree import ROOT, python_files
from tests.printed_manual import MANUAL, printed

ROOM, OFFICE = MANUAL / "zaal.md", MANUAL / "examenbureau.md"
PAGES = sorted(MANUAL.glob("*.md"))
DUTCH = ("app/screens", "app/views", "app/desktop", "app/models", "app/reports")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PAIR = re.compile(r"\*\*([^*|]+)\*\* \(\*\*([^*|]+)\*\*\)")
KEY = re.compile(
    r"(?<![\w-])(?:(?:(?:Ctrl|Alt|Shift) )+(?:F\d{1,2}|Enter|Pg(?:Dn|Up)|[A-Z\d+←→](?![\w–]))"
    r"|F\d{1,2}|Enter|Esc|Tab|Spatie|Pg(?:Dn|Up)|Pijl om(?:laag|hoog))(?!\w)"
)
TAB_TEXT = re.compile(r'^    TEXT: ClassVar\[str\] = "(\w+)"', re.MULTILINE)
CELLS = re.compile(r"\*\*([^*|]+)\*\* \| \*\*([^*|]+)\*\*")
NEAR = 80


@cache
def code(*rooms: str) -> str:
    """Return the code of some rooms without docstrings, each text whole, on one line a file."""
    told = []
    for path in python_files(*rooms):
        text = re.sub(r'"""[\s\S]*?"""', "", path.read_text("utf-8"))
        told.append(re.sub(r'"\s*\n\s*f?"', "", text))
    return "\n".join(told)


@cache
def said() -> str:
    """Return every text of the program and of the standaardset."""
    texts = re.findall(r'"([^"\n]*)"', code(*DUTCH))
    kept = [path.read_text("utf-8") for path in (ROOT / "resources/standaardset").rglob("*.json")]
    return "\n".join(texts + kept)


@cache
def overview() -> frozenset[tuple[str, str]]:
    """Return each key of the overview (14) of a room, with what it does."""
    groups = (group for column in keys_screen("", "").columns for group in column)
    return frozenset(told for group in groups for told in _told(group.lines))


def of_the_window() -> Iterator[tuple[str, str]]:
    """Yield each key of every page of the office, with what it does."""
    return _told((*IN_LISTS, *OF_THE_WINDOW))


def _told(lines: Iterable[KeyLine]) -> Iterator[tuple[str, str]]:
    for shown in lines:
        for keys in shown.keys:
            caps = keys if isinstance(keys, tuple) else caps_of(keys)
            yield from ((str(cap), shown.text) for cap in caps)


@cache
def tabs() -> list[tuple[str, str]]:
    """Return the pages of the office in the order of their tabs, each with its key."""
    rooms, texts = ROOT / "app" / "desktop", {}
    for path in rooms.glob("office_*_page.py"):
        told = path.read_text("utf-8")
        name, text = re.search(r"^class (\w+)\(OfficePage", told, re.M), TAB_TEXT.search(told)
        if name is not None and text is not None:
            texts[name[1]] = text[1]
    made = (rooms / "office_main.py").read_text("utf-8").rpartition("return (")[2]
    names = re.findall(r"(\w+Page)\b", made)
    return [(f"Ctrl {n}", texts[name]) for n, name in enumerate(names, start=1)]


@cache
def keys_of(page: Path) -> frozenset[str]:
    """Return the keys that the screens of this page tell, and those that every list has."""
    always = {*ESCAPE, *TAB, *ARROWS, "Shift Tab", "Enter", "Spatie"}
    here = {key for key, _ in (overview() if page == ROOM else (*tabs(), *of_the_window()))}
    room = "room" if page == ROOM else "office"
    found = code(f"app/screens/{room}", f"app/views/{room}", "app/views/parts")
    told = {text for text in re.findall(r'"([^"\n]*)"', found) if KEY.fullmatch(text)}
    return frozenset(always | here | told)


def places(text: str, told: str) -> Iterator[int]:
    """Yield each place where a text ends, if it is there from the start of a word to an end."""
    at = told.find(text)
    while at >= 0:
        end = at + len(text)
        if not any(char.isalnum() for char in told[at - 1 : at] + told[end : end + 1]):
            yield end
        at = told.find(text, at + 1)


def is_done_by(text: str, key: str, room: str) -> bool:
    """Whether a screen gives a text this key."""
    if (key, text) in overview() or (key, text) in tabs():
        return True
    told = code(f"app/screens/{room}", f"app/views/{room}", "app/views/parts")
    return any(f'"{key}"' in told[end : end + NEAR] for end in places(text, told))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_bold_in_the_manual_stands_on_a_screen(page: Path) -> None:
    text = page.read_text("utf-8")
    bold = {" ".join(each.split()) for each in BOLD.findall(text)}
    assert bold or page.stem == "README"
    keys = keys_of(page)
    assert not sorted(each for each in bold if each not in keys and not any(places(each, said())))
    assert not sorted({key for key in KEY.findall(text) if key not in keys})


@pytest.mark.parametrize("page", [ROOM, OFFICE], ids=lambda page: page.stem)
def test_a_key_behind_a_text_is_the_key_of_that_text(page: Path) -> None:
    pairs = {pair for pair in PAIR.findall(page.read_text("utf-8")) if KEY.fullmatch(pair[1])}
    assert len(pairs) > 9
    room = "room" if page == ROOM else "office"
    assert not sorted((text, key) for text, key in pairs if not is_done_by(text, key, room))


def test_the_table_of_keys_is_that_of_the_overview() -> None:
    _, _, table = ROOM.read_text("utf-8").partition("| toets | wat |")
    told = CELLS.findall(table)
    assert len(told) >= 18
    assert not sorted(set(told) - overview())


def test_the_pages_of_the_office_stand_in_the_order_of_their_tabs() -> None:
    assert len(tabs()) > 8
    assert CELLS.findall(OFFICE.read_text("utf-8"))[: len(tabs())] == tabs()


def test_a_page_of_the_manual_leads_only_to_what_is_there() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), link


def test_the_page_for_the_room_is_two_pages_of_paper(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    assert printed(ROOM.read_text("utf-8"), tmp_path / "zaal.pdf") <= 2
