"""What must be ready before the start of a part, and what became of it."""

from dataclasses import dataclass, replace
from typing import TypeVar

from app.models.act import Act, Event
from app.models.closing_facts import PacketHandedOver
from app.models.paper import Paper
from app.models.preparing_facts import (
    LaptopTested,
    PacketOpened,
    PacketReceived,
    ReadinessTicked,
)
from app.models.registers import shown_order
from app.models.session import Part, Value
from app.models.values import readiness_aspect

A = TypeVar("A", bound=Act)


@dataclass(frozen=True, slots=True)
class Item:
    """One item a person makes ready, with the tick that counts; None: still open."""

    item: str
    title: str
    detail: str
    ticked: Value | None

    @property
    def is_open(self) -> bool:
        """Whether nobody ticked it."""
        return self.ticked is None


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet of exam work as it was received and opened."""

    packet: str
    received: tuple[Event, PacketReceived] | None = None
    opened: tuple[Event, PacketOpened] | None = None
    handed_over: tuple[Event, PacketHandedOver] | None = None

    @property
    def balances(self) -> bool:
        """Whether all counts agree: received, opened (used and spare together), handed over."""
        return len(set(self.counts)) < 2

    @property
    def counts(self) -> tuple[int, ...]:
        """Return every count that somebody made, in order."""
        came = None if self.received is None else self.received[1].counted
        opened = None if self.opened is None else self.opened[1]
        lay = None if opened is None or opened.used is None else opened.used + (opened.spare or 0)
        went = None if self.handed_over is None else self.handed_over[1].counted
        return tuple(each for each in (came, lay, went) if each is not None)

    @property
    def is_broken(self) -> bool:
        """Whether its seal was not intact when it came."""
        return self.received is not None and not self.received[1].is_intact

    @property
    def is_wrong(self) -> bool:
        """Whether it was the packet of another exam."""
        return self.opened is not None and self.opened[1].is_wrong


def items_to_tick(paper: Paper) -> tuple[Item, ...]:
    """Return the items of the rule set, and what was ticked that it no longer names."""
    values = paper.part.values
    rules = paper.session.rules.readiness
    found = [
        Item(each.item, each.title, each.detail, values.get(readiness_aspect(each.item)))
        for each in rules
    ]
    known = {each.item for each in rules}
    for value in values.values():
        act = value.act
        if isinstance(act, ReadinessTicked) and act.item not in known:
            found.append(Item(act.item, act.title, "", value))
    return tuple(found)


def open_items(paper: Paper) -> tuple[str, ...]:
    """Return the titles of what nobody ticked: these come in the report."""
    titles = [each.title for each in items_to_tick(paper) if each.is_open]
    if paper.session.rules.has_packets and not packets_of(paper.part):
        titles.append("Examenwerk ontvangen")
    return tuple(titles)


def packets_of(part: Part) -> tuple[Packet, ...]:
    """Return every packet, in order of first mention; of each the last word counts."""
    found: dict[str, Packet] = {}
    for event, received in counted_acts(part, PacketReceived):
        found[received.packet] = Packet(received.packet, (event, received))
    for event, opened in counted_acts(part, PacketOpened):
        before = found.get(opened.packet) or Packet(opened.packet)
        found[opened.packet] = replace(before, opened=(event, opened))
    for event, given in counted_acts(part, PacketHandedOver):
        before = found.get(given.packet) or Packet(given.packet)
        found[given.packet] = replace(before, handed_over=(event, given))
    return tuple(found.values())


def last_test(part: Part) -> tuple[Event, LaptopTested] | None:
    """Return the last test of a laptop in this room."""
    tests = counted_acts(part, LaptopTested)
    return tests[-1] if tests else None


def counted_acts(part: Part, cls: type[A]) -> list[tuple[Event, A]]:
    """Return the acts of a type about the part that still count, as shown."""
    return [
        (event, event.body.act)
        for event in sorted(part.acts, key=shown_order)
        if event.leaf not in part.struck
        and event.body is not None
        and isinstance(event.body.act, cls)
    ]
