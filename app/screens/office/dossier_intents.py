"""What a person asks for on the page of the dossier."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AreaAsked:
    """Another part of the page."""

    area: str


@dataclass(frozen=True, slots=True)
class ShownAsked:
    """Another filter of the list."""

    shown: str


@dataclass(frozen=True, slots=True)
class DaySteppedTo:
    """An earlier (-1) or later (1) day; 0 for today."""

    step: int


@dataclass(frozen=True, slots=True)
class DossierSearched:
    """What is looked for; empty for everything."""

    text: str


@dataclass(frozen=True, slots=True)
class DossierRowChosen:
    """A row was chosen; `step` moves from the one that is shown."""

    key: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class DossierActed:
    """A button of the panel, with what stands in its fields, by name."""

    action: str
    texts: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """Return what stands in a field, without spaces around it."""
        return dict(self.texts).get(name, "").strip()


@dataclass(frozen=True, slots=True)
class DossierLeft:
    """Esc: what was begun is left, and nothing is written."""


@dataclass(frozen=True, slots=True)
class DossierPrinted:
    """A paper of what is shown."""
