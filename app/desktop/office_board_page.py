"""The page of the board (09)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from app.desktop.office_page import OfficePage, OfficeWay
from app.desktop.office_recording import laptops_seen
from app.desktop.office_world import OfficeWorld
from app.models.board import Board, BoardBook
from app.models.board_ahead import AheadBook
from app.models.dismissed import dismissed_at_office
from app.models.planning_day import days_planned
from app.screens.office import intents as i
from app.screens.office.board import BoardRows, board_screen, next_sort
from app.screens.office.board_ui import BoardUi
from app.views.office.board import BoardView


class BoardPage(OfficePage):
    """All rooms of today, live; or those of another day, as it is planned."""

    NAME: ClassVar[str] = "board"
    TEXT: ClassVar[str] = "Zalen"
    SCOPE: ClassVar[str] = "part/-/-"

    def __init__(self, world: OfficeWorld, way: OfficeWay) -> None:
        """Make the page with an empty board."""
        self._board_view = BoardView()
        super().__init__(world, way, self._board_view)
        self._book, self._board, self._rows = BoardBook(), Board(), BoardRows()
        self._ahead = AheadBook()
        self._on: date | None = None
        self._ui = BoardUi(world.now(), world.known.zone)

    def render(self) -> None:
        """Tell the rooms anew; a room of which nothing changed is told from what was known."""
        known, now = self.world.known, self.world.now()
        day = known.day
        on = self._on or now.astimezone(known.zone).date()
        ahead = None
        if on != now.astimezone(known.zone).date():
            ahead = self._ahead.told(day, on, known.zone)
        self._board = self._book.board(
            day.sessions.values(),
            laptops_seen(day),
            now,
            on.isoformat(),
            {} if ahead is None else ahead.crossings,
        )
        still_open = [each for each in day.issues if each.is_open]
        self._ui = replace(
            self._ui,
            now=now,
            zone=known.zone,
            issues=len(still_open),
            new=sum(each.owner is None for each in still_open),
            until=day.as_of,
            is_offline=known.is_offline,
            is_log_strange=known.is_log_strange,
            restored_at=day.restored_at,
            ahead=ahead,
            can_tell=self.world.may_write("IssueOpened"),
            dismissed=len(dismissed_at_office(day.dismissed, on, known.zone)),
        )
        self._board_view.render(board_screen(self._board, self._ui, self._rows))

    def rules(self) -> dict[type, Callable[[Any], None]]:
        """Return what the board does itself: nothing here is recorded."""
        return {
            i.QueryTyped: lambda told: self._change(query=told.text),
            i.RoomChosen: lambda told: self._change(selected=told.room),
            i.RoomOpened: self._open,
            i.SortAsked: lambda _: self._change(sort=next_sort(self._ui.sort)),
            i.ClusterChosen: self._only,
            i.AllRoomsAsked: self._everything,
            i.BoardDayTurned: self._turn,
            i.NewIssueAsked: lambda _: self._tell_new(),
        }

    def _open(self, _: i.RoomOpened) -> None:
        shown = board_screen(self._board, self._ui).selected
        self._change(is_open=not self._ui.is_open, selected=shown)

    def _tell_new(self) -> None:
        if self._ui.can_tell:
            self.way.show_page("issues", i.NewIssueAsked(self._ui.selected))

    def _only(self, told: i.ClusterChosen) -> None:
        clusters = self._board.clusters
        if told.at < len(clusters):
            self._change(only=clusters[told.at].rooms, query="")

    def _everything(self, _: i.AllRoomsAsked) -> None:
        self._on = None
        self._change(query="", only=(), is_open=False)

    def _turn(self, told: i.BoardDayTurned) -> None:
        known = self.world.known
        today = self.world.now().astimezone(known.zone).date()
        on = self._on or today
        coming = {each for each in days_planned(known.day, known.zone) if each > today}
        days = sorted({today, on, *coming})
        self._on = days[max(0, min(len(days) - 1, days.index(on) + told.step))]
        self._change(only=())

    def _change(self, **changes: Any) -> None:
        self._ui = replace(self._ui, **changes)
        self.render()
