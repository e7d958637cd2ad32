"""What the page of the dossier shows and what a person chose there: plain data for the view."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.models.values import Role
from app.screens.office.board_ui import Figure
from app.screens.room.wording import Line, Notice, ScreenAction, Tone


class Area(StrEnum):
    """The parts of the page, each with its own list."""

    CHECK = "check"
    RULINGS = "rulings"
    SAMPLE = "sample"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class DossierUi:
    """What a person chose. `now` is UTC; `day` None is today; `shown` is the filter of an area.

    `asks` is what a text is typed for now; empty for what the panel asks by itself.
    """

    now: datetime
    zone: ZoneInfo
    roles: tuple[Role, ...] = ()
    area: Area = Area.CHECK
    day: date | None = None
    shown: str = ""
    query: str = ""
    selected: str = ""
    asks: str = ""
    foot: tuple[str, str] = ("", "")
    trouble: str = ""

    @property
    def on(self) -> date:
        """The local day that is looked at."""
        return self.day or self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One row: what it is about, how it stands and the next step, and a word at the right."""

    key: str
    title: str
    place: str
    state: str
    step: str
    right: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of the panel: a sentence, what it rests on below it, and how it stands."""

    text: Line
    detail: str = ""
    icon: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class FactGroup:
    """A heading with lines below it."""

    title: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class DossierField:
    """A text that is asked, with what stands in it; `example` is what helps to fill it in."""

    name: str
    label: str
    value: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class DossierPanel:
    """What is known of the chosen row, what is asked about it, and what can be done."""

    key: str
    title: str
    subtitle: str
    groups: tuple[FactGroup, ...] = ()
    fields: tuple[DossierField, ...] = ()
    actions: tuple[ScreenAction, ...] = ()
    notices: tuple[Notice, ...] = ()
    is_asking: bool = False
    """Whether a text was asked for just now: the first field takes the focus."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: an area, or a filter with how many it holds."""

    name: str
    text: str
    keys: str = ""
    is_chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class DossierScreen:
    """The whole page."""

    areas: tuple[Choice, ...]
    title: str
    day: str
    headings: tuple[str, str, str]
    figures: tuple[Figure, ...] = ()
    filters: tuple[Choice, ...] = ()
    rows: tuple[DossierRow, ...] = ()
    selected: str = ""
    query: str = ""
    search: str = ""
    empty: str = ""
    note: str = ""
    panel: DossierPanel | None = None
    prints: str = ""
    """What Ctrl P makes a paper of; empty where there is none."""
    foot: tuple[str, str] = ("", "")
