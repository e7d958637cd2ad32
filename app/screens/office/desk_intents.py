"""What a person asks for at the desk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskChosen:
    """Another row; `step` moves from the one that is shown."""

    key: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class DayPartChosen:
    """Another half-day."""

    day_part: str


@dataclass(frozen=True, slots=True)
class LocationAsked:
    """The next location, or all of them."""


@dataclass(frozen=True, slots=True)
class DeskSearched:
    """Who is looked for."""

    text: str


@dataclass(frozen=True, slots=True)
class DeskSubmitted:
    """The form of the panel, by the names of its fields; a tick is "1" or empty.

    `choice` is what a search found and somebody pressed; empty: the first of it.
    """

    values: tuple[tuple[str, str], ...]
    choice: str = ""

    def value(self, name: str) -> str:
        """Return what stands in a field, without spaces around it."""
        return dict(self.values).get(name, "").strip()

    def is_ticked(self, name: str) -> bool:
        """Tell whether a tick is set."""
        return bool(dict(self.values).get(name, ""))


@dataclass(frozen=True, slots=True)
class FormSearched:
    """What is looked for in the form of the panel."""

    text: str


@dataclass(frozen=True, slots=True)
class DeskUndone:
    """Ctrl Z: the last act of the desk is taken back."""


@dataclass(frozen=True, slots=True)
class DeskPrinted:
    """The list of this half-day on paper."""


@dataclass(frozen=True, slots=True)
class ReserveAsked:
    """Somebody of the reserve came, with the name that was typed."""

    name: str
