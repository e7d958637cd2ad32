"""Facts about provisions beside their outcome: made ready, asked for on the day, rest breaks."""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act


@dataclass(frozen=True, slots=True)
class ProvisionReadied(Act):
    """Somebody looked before the start whether a granted provision is there and works.

    Add-only: the last look counts, so that two laptops that both looked never differ.
    """

    TYPE: ClassVar[str] = "ProvisionReadied"
    code: str
    is_ready: bool = True
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class ProvisionRequested(Act):
    """The candidate asked on the day for something that was not granted, and got this answer.

    `asked` is the measure, never why. Granted, it is a provision like the others, under `code`;
    `extra_time_min` then moves the end when it is more than was planned.
    """

    TYPE: ClassVar[str] = "ProvisionRequested"
    code: str
    asked: str
    is_granted: bool
    answered_by: str
    extra_time_min: int | None = None


@dataclass(frozen=True, slots=True)
class RestBreakStarted(Act):
    """The candidate rests under supervision: the own clock stands still from here."""

    TYPE: ClassVar[str] = "RestBreakStarted"


@dataclass(frozen=True, slots=True)
class RestBreakEnded(Act):
    """The candidate works again."""

    TYPE: ClassVar[str] = "RestBreakEnded"
