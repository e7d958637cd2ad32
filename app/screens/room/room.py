"""The room (03): everything the window says while candidates come, work and leave."""

from dataclasses import dataclass
from enum import StrEnum

from app.models.values import Status
from app.screens.room.band import BandScreen, TopBar
from app.screens.room.intents import Act
from app.screens.room.panel import Badge, BirthDate
from app.screens.room.panels import PanelScreen
from app.screens.room.wording import Line, Notice, Tone


class RowSize(StrEnum):
    """How tall a row is: the fewer matches, the taller."""

    DENSE = "dense"
    NORMAL = "normal"
    TALL = "tall"
    LARGE = "large"


class RowField(StrEnum):
    """The parts of a row in which a search can find something."""

    SURNAME = "surname"
    GIVEN = "given"
    NUMBER = "number"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found in a row: characters `start` up to `end` of a field."""

    field: RowField
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RowScreen:
    """One candidate in the list.

    `surname` holds the tussenvoegsel ("van den Berg"). A `loud` status is a tinted pill, a
    `muted` row is finished. `mark` is an icon after the number ("id-card"). A row that is
    `storing` keeps its status and says that it is being stored. A `pill_tone` other than plain
    gives a loud row the colours of a warning instead of those of its status.
    """

    candidate: str
    status: Status
    seat: str
    surname: str
    given: str
    number: str
    end_time: str
    status_text: str
    exam: str = ""
    badges: tuple[Badge, ...] = ()
    end_strong: bool = False
    loud: bool = False
    muted: bool = False
    mark: str = ""
    mark_tone: Tone = Tone.WARNING
    mark_spoken: str = ""
    found: tuple[Found, ...] = ()
    size: RowSize = RowSize.NORMAL
    storing: bool = False
    pill_tone: Tone = Tone.PLAIN
    birth: BirthDate | None = None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading between rows ("Ook nog verwacht · 11")."""

    text: str


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A filter of the list with its count; without a status it is "Alle"."""

    text: str
    count: int
    status: Status | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class StripButton:
    """The button of a strip above the list. Filled or outlined in a status, or plain."""

    act: Act
    text: str
    keys: str
    status: Status | None = None
    filled: bool = False


@dataclass(frozen=True, slots=True)
class ListStrip:
    """A strip above the list: what is asked here, and the button that does it.

    A `quiet` one is smaller: for a search without matches.
    """

    icon: str
    title: str
    text: str
    button: StripButton | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step under the list, with the key that does it."""

    title: str
    text: str
    keys: str = ""


@dataclass(frozen=True, slots=True)
class ListFoot:
    """What stands under the last row: steps, and a sentence with an icon."""

    note: str
    title: str = ""
    steps: tuple[Step, ...] = ()
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the hall, or the whole hall, with how many are in of how many."""

    title: str
    keys: str
    count: int
    total: int
    chosen: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class BlocksColumn:
    """The column left of the list in a hall with several laptops."""

    blocks: tuple[Block, ...]
    notice: Notice | None = None
    foot: str = ""
    title: str = "Blokken"


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does, in the footer. A `lead` says before it when to press it."""

    text: str
    keys: str
    act: Act | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class FooterScreen:
    """The last act and how to take it back; beside it what else may be pressed."""

    time: str = ""
    text: str = ""
    status: Status | None = None
    icon: str = ""
    icon_tone: Tone = Tone.PLAIN
    can_undo: bool = False
    undo_reason: str = ""
    undo_text: str = "Ongedaan maken"
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class StartStrip:
    """One line under the band that asks why the start differs from the plan (03e2)."""

    text: Line
    example: str
    button: str = "Reden noteren"
    keys: str = "Alt R"
    later: str = "Hoeft niet nu"


@dataclass(frozen=True, slots=True)
class ErrorModal:
    """Storing fails: the only thing that lies over the window."""

    title: str
    text: str
    button: str = "Opnieuw proberen"


@dataclass(frozen=True, slots=True)
class SearchScreen:
    """The search box. With a query, `found` says how many; `has_map` offers the seat map.

    `is_map` says that the seat map shows instead of the list.
    """

    query: str = ""
    found: str = ""
    placeholder: str = "Naam, studentnummer, stoel of scan de pas"
    has_map: bool = False
    is_map: bool = False


@dataclass(frozen=True, slots=True)
class ListScreen:
    """The rows in the order shown, and which candidate is selected ("" for none)."""

    rows: tuple[RowScreen | SectionRow, ...]
    selected: str = ""
    seat_label: str = "Stoel"
    strip: ListStrip | None = None
    foot: ListFoot | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One candidate at a seat, and the short name of the seat within its line."""

    row: RowScreen
    name: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of seats. One without cells is a heading when it has a label, else a gap."""

    label: str
    cells: tuple[Seat | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Seats:
    """A grid of seats; a column that is False is an aisle."""

    columns: tuple[bool, ...] = ()
    lines: tuple[SeatLine, ...] = ()
    dense: bool = False

    def rows(self) -> list[list[tuple[float, RowScreen]]]:
        """Return the lines with somebody in them; how far from the left (0 to 1) each sits."""
        wide = max(1, len(self.columns))
        found = [
            [((n + 0.5) / wide, seat.row) for n, seat in enumerate(line.cells) if seat is not None]
            for line in self.lines
        ]
        return [line for line in found if line]


@dataclass(frozen=True, slots=True)
class SeatMap:
    """The room as it sits, and above it who has no seat in it.

    `quiet` are candidates that search and filter leave out: they stay where they sit, dimmed.
    """

    seats: Seats
    asides: Seats
    selected: str = ""
    quiet: frozenset[str] = frozenset()
    front: str = ""

    def moved(self, right: int, down: int) -> str:
        """Return who sits one step further from the selected one; "" when nobody does."""
        lines = [*self.asides.rows(), *self.seats.rows()]
        spots = {row.candidate: (n, x) for n, line in enumerate(lines) for x, row in line}
        if not spots:
            return ""
        if self.selected not in spots:
            return lines[0][0][1].candidate
        n, x = spots[self.selected]
        if right:
            flat = [row.candidate for line in lines for _, row in line]
            at = flat.index(self.selected) + right
            return flat[min(max(0, at), len(flat) - 1)]
        n = min(max(0, n + down), len(lines) - 1)
        return min(lines[n], key=lambda place: abs(place[0] - x))[1].candidate

    def ends(self) -> tuple[str, str]:
        """Return the first and the last one; twice nothing in an empty room."""
        flat = [
            row.candidate for line in (*self.asides.rows(), *self.seats.rows()) for _, row in line
        ]
        return (flat[0], flat[-1]) if flat else ("", "")


@dataclass(frozen=True, slots=True)
class RoomScreen:
    """Everything the room says at one moment."""

    top: TopBar
    band: BandScreen
    search: SearchScreen
    chips: tuple[FilterChip, ...]
    listing: ListScreen
    panel: PanelScreen
    footer: FooterScreen
    blocks: BlocksColumn | None = None
    start_strip: StartStrip | None = None
    notices: tuple[Notice, ...] = ()
    error: ErrorModal | None = None
    announcement: str = ""
    seat_map: SeatMap | None = None
