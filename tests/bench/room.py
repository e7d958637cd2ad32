"""The room at the keyboard: from a key to the painted list, from an act to the painted status."""

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from app.models.commands import StartSession
from app.models.values import Status
from app.screens.room.intents import PromptAnswered, Selected
from app.screens.room.room import RowScreen
from app.screens.room.room_ui import Mode
from app.services.workplace import Workplace
from tests.bench.bare import BareStore
from tests.bench.figures import Figure, beside, timed
from tests.bench.hall import a_day
from tests.bench.window import PIN, Desk, Site, a_site, application, painted, until
from tests.builders import SESSION

QUERIES: Final = (
    "bak", "yil", "vis", "noor", "smi", "b1", "a12", "1000", "ozt", "devr", "jan", "zoe", "x",
    "47",
)  # fmt: skip
ACT_BYTES: Final = 900
BARE_ACT: Final = "bare SQLCipher commit, then one cell of a bare QTableView"
ROUNDS: Final = 3
BARE_FILTER: Final = "bare QTableView, QStandardItemModel and C++ filter"


def measure(folder: Path) -> Iterator[Figure]:
    """Measure rooms of 240 and 1,000 candidates."""
    application()
    for size in (240, 1_000):
        here = folder / f"room-{size}"
        here.mkdir()
        yield from _room(here, size)
        shutil.rmtree(here)


def _room(folder: Path, size: int) -> Iterator[Figure]:
    site = a_site(folder, size)
    workplace = site.workplace()
    card = workplace.fit(site.card.code).result()
    room = workplace.open(card).result()
    workplace.begin_shift(card, PIN).result()
    _fill(workplace, site)
    desk = Desk(site, folder)
    desk.show(workplace, room)
    try:
        yield from _keystrokes(desk, size)
        yield from _acts(desk, size, folder)
    finally:
        desk.close()
        site.laptop.close()


def _fill(workplace: Workplace, site: Site) -> None:
    """Let most be in, and the exam begin."""
    for command in islice(a_day(site.size), site.size * 7 // 10):
        workplace.record(command)
    site.clock.pass_by(minutes=27)
    workplace.record(StartSession(SESSION)).result()
    site.clock.pass_by(minutes=4)


def _keystrokes(desk: Desk, size: int) -> Iterator[Figure]:
    bare = BareList(desk)
    ours: list[float] = []
    theirs: list[float] = []
    for query in QUERIES * ROUNDS:
        for end, letter in enumerate(query, start=1):
            ours.append(timed(lambda letter=letter: desk.key(Qt.Key.Key_A, letter)))  # type: ignore[misc]
            theirs.append(timed(lambda text=query[:end]: bare.filter(text)))  # type: ignore[misc]
        for end in range(len(query) - 1, -1, -1):
            ours.append(timed(lambda: desk.key(Qt.Key.Key_Backspace)))
            theirs.append(timed(lambda text=query[:end]: bare.filter(text)))  # type: ignore[misc]
    bare.table.close()
    name = f"keystroke to painted list, {size} candidates"
    yield from beside(name, ours, BARE_FILTER, theirs, "p99 16 ms")


def _acts(desk: Desk, size: int, folder: Path) -> Iterator[Figure]:
    page, people = desk.page, desk.page.content.people
    bare, store = BareList(desk), BareStore(folder / "bare.db")
    theirs: list[float] = []
    expected = [who for who, each in people.items() if each.status is Status.EXPECTED]
    took: list[float] = []

    def act(key: Qt.Key) -> None:
        desk.press(key, "\r" if key == Qt.Key.Key_Return else "")
        if page.ui.mode is Mode.AWAY:  # it asks why and with whom: Enter is enough
            page.view.intent.emit(PromptAnswered("away", ""))  # type: ignore[attr-defined]
        until(lambda: not page.ui.storing and not desk.window._is_due)
        painted(desk.window)

    until_quiet(desk)  # what is made for comparing is laid out and painted before it counts
    painted(bare.table)
    for who in expected[:60]:
        page.view.intent.emit(Selected(who))  # type: ignore[attr-defined]
        painted(desk.window)
        for key, status in (
            (Qt.Key.Key_Return, Status.LATE),
            (Qt.Key.Key_F5, Status.AWAY),
            (Qt.Key.Key_F5, Status.LATE),
        ):
            took.append(timed(lambda key=key: act(key)))  # type: ignore[misc]
            if page.content.people[who].status is not status:
                raise RuntimeError("the act was not recorded")
            until_quiet(desk)
            theirs.append(timed(lambda status=status: bare.act(store, status)))  # type: ignore[misc]
    bare.table.close()
    store.close()
    name = f"act to painted status, {size} candidates"
    yield from beside(name, took, BARE_ACT, theirs, "p99 50 ms")


def until_quiet(desk: Desk) -> None:
    """Let what follows from an act come in, such as what Ctrl Z would take back."""
    done: list[object] = []
    workplace = desk.world.workplace
    if workplace is not None:
        desk.world.bridge.after(workplace.look(lambda _: None), lambda _: done.append(1), print)
        until(lambda: bool(done))


class BareList:
    """The same rows in Qt's own model and filter, painted by Qt's own delegate."""

    def __init__(self, desk: Desk) -> None:
        listing = desk.page.view._screen.listing  # type: ignore[attr-defined]
        rows = [row for row in listing.rows if isinstance(row, RowScreen)]
        model = QStandardItemModel(0, 6)
        for row in rows:
            cells = (row.seat, f"{row.surname}, {row.given}", row.number,
                     ", ".join(badge.text for badge in row.badges), row.end_time,
                     row.status_text)  # fmt: skip
            model.appendRow([QStandardItem(cell) for cell in cells])
        self._proxy = QSortFilterProxyModel()
        self._proxy.setSourceModel(model)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = QTableView()
        self.table.setModel(self._proxy)
        self.table.resize(desk.page.view.listing.size())  # type: ignore[attr-defined]
        self.table.show()
        painted(self.table)

    def filter(self, text: str) -> None:
        """Show the rows that hold a text, painted."""
        self._proxy.setFilterFixedString(text)
        painted(self.table)

    def act(self, store: BareStore, status: Status) -> None:
        """Keep as many bytes as an act has, then show another status, painted."""
        store.commit([bytes(ACT_BYTES)])
        self._proxy.setData(self._proxy.index(0, 5), status.value)
        painted(self.table)
