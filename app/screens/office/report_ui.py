"""What a person chose on the page of reports, and what the page shows: plain data."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.models.measures import Choice
from app.models.measuring import Figures
from app.models.report_measures import TraceLine
from app.models.spans import Span, SpanKind
from app.screens.office.board_ui import Figure
from app.screens.room.wording import Notice


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row: its cells, and its key; a heading over rows has no key."""

    key: str
    cells: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it stands over others."""
        return not self.key


@dataclass(frozen=True, slots=True)
class ReportUi:
    """What a person chose. `now` is UTC; `selected` is a figure, `traced` the one opened.

    `figures` are the ones last told, at `told_at` (UTC), and `before` those of the span before;
    of the ones asked for `done` of `whole` sessions are told.
    `is_asked` while figures are told, `is_made` while a paper or workbook is made.
    `lines` is what the opened figure rests on, `rows` the same as it is shown, made beside the
    window because there may be thousands; `at` is the chosen one.
    `lists` says when the no-show lists are made.
    """

    now: datetime
    zone: ZoneInfo
    span: Span
    choice: Choice = field(default_factory=Choice)
    figures: Figures | None = None
    before: Figures | None = None
    told_at: datetime | None = None
    is_asked: bool = False
    is_made: bool = False
    done: int = 0
    whole: int = 0
    selected: str = ""
    traced: str = ""
    lines: tuple[TraceLine, ...] = ()
    rows: tuple[TableLine, ...] = ()
    at: int = 0
    lists: str = ""
    foot: tuple[str, str] = ("", "")
    trouble: str = ""

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()

    def moved(self, key: str) -> "ReportUi":
        """Return it with another row chosen: a figure, or one of what the opened one rests on."""
        return replace(self, at=int(key) - 1) if self.traced else replace(self, selected=key)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot with its number; `share` is how full it is, None when there is none."""

    label: str
    text: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Something a report is narrowed by: its name, the sorts there are, and the chosen one."""

    name: str
    text: str
    keys: str
    sorts: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ReportScreen:
    """The whole page. `traces` is what an opened figure rests on; None while none is opened.

    `act` tells the chosen one of `traces` in full, a name and a word each.
    """

    title: str
    days: str
    kind: SpanKind
    figures: tuple[Figure, ...]
    narrowed: tuple[Narrowing, ...]
    lines: tuple[TableLine, ...]
    selected: str
    plot_title: str
    plot_more: str
    bars: tuple[Bar, ...]
    traces: tuple[TableLine, ...] | None = None
    trace_title: str = ""
    trace_at: int = 0
    act: tuple[tuple[str, str], ...] = ()
    progress: str = ""
    empty: str = ""
    lists: str = ""
    foot: tuple[str, str] = ("", "")
    notices: tuple[Notice, ...] = ()
