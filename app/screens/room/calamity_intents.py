"""What a person does on the pages of a calamity. A view emits these and decides nothing."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    """A card was chosen, by its digit or by mouse."""

    name: str


@dataclass(frozen=True, slots=True)
class EnterGiven:
    """Enter: what the main button says. Not a key that is held down."""


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """A button or a hint of the foot, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class TextsTyped:
    """What stands in the fields now, by name."""

    texts: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonTicked:
    """Somebody was ticked, or not any more."""

    candidate: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class ReasonChosen:
    """Why the next one that is unticked gets no time back."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReadBackTicked:
    """Read back aloud and agreed, or not after all."""

    ticked: bool


@dataclass(frozen=True, slots=True)
class CalamityEscaped:
    """Esc: one level back; before a kind is chosen that withdraws the press."""
