"""What is where: acts of this laptop by what they are about, and how many exist only here."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.models import calamity_facts, preparing_facts, provision_facts
from app.models.act import Act, Event
from app.models.facts import (
    AwayEnded,
    AwayStarted,
    ClockJumped,
    CompensationExcluded,
    InterruptionEnded,
    InterruptionStarted,
    InvigilatorLeft,
    IrregularityNoted,
    ProvisionReported,
    ShiftOpened,
    SigningImpossible,
)
from app.models.values import Kind


class StoredGroup(StrEnum):
    """What acts are about, as the screen of storage counts them."""

    ATTENDANCE = "attendance"
    PROVISIONS = "provisions"
    AWAY = "away"
    IRREGULARITIES = "irregularities"
    CALAMITY = "calamity"
    ROOM = "room"
    REPORT = "report"


_GROUPS: dict[type[Act], StoredGroup] = {
    ProvisionReported: StoredGroup.PROVISIONS,
    AwayStarted: StoredGroup.AWAY,
    AwayEnded: StoredGroup.AWAY,
    IrregularityNoted: StoredGroup.IRREGULARITIES,
    calamity_facts.ItemReturned: StoredGroup.IRREGULARITIES,
    InterruptionStarted: StoredGroup.CALAMITY,
    InterruptionEnded: StoredGroup.CALAMITY,
    CompensationExcluded: StoredGroup.CALAMITY,
    ShiftOpened: StoredGroup.ROOM,
    InvigilatorLeft: StoredGroup.ROOM,
    ClockJumped: StoredGroup.ROOM,
    SigningImpossible: StoredGroup.REPORT,
}
_BY_ROOM = {
    calamity_facts.__name__: StoredGroup.CALAMITY,
    preparing_facts.__name__: StoredGroup.ROOM,
    provision_facts.__name__: StoredGroup.PROVISIONS,
}


@dataclass(frozen=True, slots=True)
class StoredCount:
    """How many acts of one group this laptop wrote, and how many no receipt acknowledges."""

    group: StoredGroup
    here: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Stored:
    """What this laptop holds of the open room, and how contact stands. Moments are UTC."""

    counts: tuple[StoredCount, ...] = ()
    kept_at: datetime | None = None
    receipt_at: datetime | None = None
    offline_since: datetime | None = None
    trouble: str = ""
    next_try_s: int | None = None
    other_rooms: int = 0
    """Room-days that are closed here and of which something did not arrive yet."""
    has_older_file: bool = False
    """Whether something waits in a file of this room that its present key does not open."""
    is_journal_hurt: bool = False
    """Whether the journal of this room was once damaged."""
    missing: int = 0
    """How many acts this laptop lost with it: others hold them, or nobody."""
    can_send: bool = True
    """Whether this laptop can sign a request; without its key only a stick brings anything."""

    @property
    def waiting(self) -> int:
        """How many acts exist only on this laptop, as far as receipts tell."""
        return sum(each.waiting for each in self.counts)

    @property
    def here(self) -> int:
        """How many acts of this laptop there are."""
        return sum(each.here for each in self.counts)


def group_of(act: Act) -> StoredGroup:
    """Return what an act is about."""
    if act.KIND is Kind.MARK:
        return StoredGroup.REPORT
    return _GROUPS.get(type(act)) or _BY_ROOM.get(type(act).__module__, StoredGroup.ATTENDANCE)


def counted(own: Iterable[Event], central: Collection[str]) -> tuple[StoredCount, ...]:
    """Return the counts per group; what is about the machinery is no act."""
    here, left = Counter[StoredGroup](), Counter[StoredGroup]()
    for event in own:
        if event.header.kind is Kind.SYSTEM or event.body is None:
            continue
        group = group_of(event.body.act)
        here[group] += 1
        left[group] += event.leaf not in central
    return tuple(StoredCount(each, here[each], left[each]) for each in StoredGroup)
