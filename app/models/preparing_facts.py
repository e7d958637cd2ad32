"""Facts of before the start and of people on duty: readiness, packets, Go, arrival and relief.

What concerns people, packets or the laptop holds in the whole room: it is written in every part.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.values import Aspect, SelfTest, StaffRole


@dataclass(frozen=True, slots=True)
class ReadinessTicked(Act):
    """Somebody saw that this item of the checklist is ready; its register is `readiness/ITEM`.

    `title` is the text that was ticked: a later rule set changes nothing about it.
    """

    TYPE: ClassVar[str] = "ReadinessTicked"
    item: str
    title: str


@dataclass(frozen=True, slots=True)
class PacketReceived(Act):
    """A sealed packet with exam work came into the room; `is_intact`: as the seal was seen."""

    TYPE: ClassVar[str] = "PacketReceived"
    packet: str
    is_intact: bool
    counted: int | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class PacketOpened(Act):
    """A packet was opened: by whom, who stood beside it, and how many lie in it.

    `is_wrong`: it was not the packet of this exam; `remark` then says what was done.
    """

    TYPE: ClassVar[str] = "PacketOpened"
    packet: str
    opened_by: str
    witness: str | None = None
    used: int | None = None
    spare: int | None = None
    is_wrong: bool = False
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class ReleaseAsked(Act):
    """Somebody was asked about a candidate without Go, and answered."""

    TYPE: ClassVar[str] = "ReleaseAsked"
    ASPECT: ClassVar[str | None] = Aspect.RELEASE
    asked: str
    is_released: bool
    answer: str | None = None

    @property
    def value(self) -> str:
        """Two answers agree when both give the Go or both do not."""
        return "released" if self.is_released else "not-released"


@dataclass(frozen=True, slots=True)
class InvigilatorArrived(Act):
    """Somebody came to work here, with a shift on a laptop or without."""

    TYPE: ClassVar[str] = "InvigilatorArrived"
    name: str
    person: str | None = None
    role: StaffRole = StaffRole.INVIGILATOR


@dataclass(frozen=True, slots=True)
class InvigilatorMissing(Act):
    """Somebody who was planned here did not come; `measure` says what was done about it."""

    TYPE: ClassVar[str] = "InvigilatorMissing"
    name: str
    person: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class InvigilatorRelieved(Act):
    """Who took over from somebody that left; the leaving itself is `InvigilatorLeft`."""

    TYPE: ClassVar[str] = "InvigilatorRelieved"
    person: str
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class InvigilatorSteppedOut(Act):
    """Somebody on duty left the room for a moment, with the candidate of the body or alone."""

    TYPE: ClassVar[str] = "InvigilatorSteppedOut"
    name: str
    person: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class InvigilatorSteppedIn(Act):
    """Somebody on duty is back in the room."""

    TYPE: ClassVar[str] = "InvigilatorSteppedIn"
    name: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class PlanSeen(Act):
    """Somebody read what changed in the plan; `refs` names the plan events that were shown."""

    TYPE: ClassVar[str] = "PlanSeen"
    name: str


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """One test of the laptop: what it measured, in a few words without names."""

    __test__: ClassVar[bool] = False  # no test of ours: pytest collects by name
    test: SelfTest
    is_ok: bool
    measured: str | None = None


@dataclass(frozen=True, slots=True)
class LaptopTested(Act):
    """Whether this laptop can run the day alone, as it and a person found out."""

    TYPE: ClassVar[str] = "LaptopTested"
    outcomes: tuple[TestOutcome, ...]

    @property
    def is_ok(self) -> bool:
        """Whether nothing was found wrong."""
        return all(each.is_ok for each in self.outcomes)
