"""What the page Beheer shows and asks, whichever of its parts is in front."""

from dataclasses import dataclass
from enum import StrEnum

from app.screens.room.wording import Line, Notice, ScreenAction, Tone


class Area(StrEnum):
    """The parts of the page."""

    RETENTION = "retention"
    STANDARDS = "standards"
    READY = "ready"
    DISMISSED = "dismissed"


AREAS = (
    (Area.RETENTION, "Bewaren en wissen", "Alt 1"),
    (Area.STANDARDS, "Standaardset", "Alt 2"),
    (Area.READY, "Klaar voor nieuw werken", "Alt 3"),
    (Area.DISMISSED, "Telt niet mee", "Alt 4"),
)
OBSTACLE = {
    "no-contact": "Het dossier antwoordt nu niet. Probeer het straks opnieuw.",
    "outside-role": "Dit hoort niet bij jouw rol. Vraag iemand die deze rol heeft.",
    "ended": "Je dag is voorbij. Meld je opnieuw aan.",
    "strange-answer": "Het dossier begrijpt dit niet. Bel functioneel beheer.",
    "file": "Dit bestand is geen tekst in UTF-8, of groter dan 1 MB. Bewaar het opnieuw als "
    "CSV in UTF-8, of in delen.",
}
"""Why the dossier did not do what was asked."""
LOOKING = "Dit wordt opgehaald bij het dossier."
"""What stands there until it answered."""


@dataclass(frozen=True, slots=True)
class ManageRow:
    """One line of the list; without a key it is a heading."""

    key: str
    title: str
    right: str = ""
    detail: str = ""
    icon: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ManageField:
    """Something to fill in: a line of text, or a tick whose value is "1" or empty."""

    name: str
    text: str
    value: str = ""
    is_tick: bool = False
    detail: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ManagePanel:
    """What is told of the chosen row, and what can be done; `form` tells forms apart.

    `takes_focus`: somebody asked for this form, so they type in it at once.
    """

    title: str
    subtitle: str = ""
    lines: tuple[Line, ...] = ()
    fields: tuple[ManageField, ...] = ()
    notices: tuple[Notice, ...] = ()
    actions: tuple[ScreenAction, ...] = ()
    form: str = ""
    takes_focus: bool = False


@dataclass(frozen=True, slots=True)
class ManageScreen:
    """The whole page; without a panel the list stands alone."""

    area: Area
    heading: str
    note: str = ""
    rows: tuple[ManageRow, ...] = ()
    selected: str = ""
    search: str = ""
    """What the search asks for; empty when there is nothing to search."""
    empty: str = ""
    offers: tuple[ScreenAction, ...] = ()
    panel: ManagePanel | None = None
    notices: tuple[Notice, ...] = ()
    foot: tuple[str, str] = ("", "")
    areas: tuple[Area, ...] = tuple(Area)
    """The parts that who is signed on may see."""


OUTSIDE = ManageScreen(Area.RETENTION, "Beheer", empty=OBSTACLE["outside-role"])
"""What is said to who may see none of it."""


# ---------------------------------------------------------------- what a person asks


@dataclass(frozen=True, slots=True)
class AreaChosen:
    """Another part of the page."""

    area: Area


@dataclass(frozen=True, slots=True)
class RowChosen:
    """A line of the list; `step` moves from the chosen one."""

    key: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, once Enter was pressed."""

    text: str


@dataclass(frozen=True, slots=True)
class ManageAsked:
    """Something that was offered, with what stands in the fields."""

    name: str
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """Return what stands in a field, without spaces around it."""
        return dict(self.values).get(name, "").strip()
