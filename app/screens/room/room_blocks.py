"""The blocks of a hall (03c): stretches of the list, and how many watch how many."""

from dataclasses import dataclass, replace

from app.models.collation import plain
from app.models.paper import Seating, seating_of
from app.models.plan import CandidatePlanned
from app.models.remembered import Latest
from app.models.values import Status
from app.screens.room.room import (
    Block,
    BlocksColumn,
)
from app.screens.room.room_actions import Shown
from app.screens.room.room_content import RoomContent
from app.screens.room.room_rows import MANY_ROWS
from app.screens.room.room_ui import RoomUi
from app.screens.room.staff_form import ratio_notice


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the list: the letters it runs from and to, and who stands in it."""

    first: str
    last: str
    members: tuple[str, ...]

    def title(self, lead: str, last: str = "") -> str:
        """Return how it is called: "Blok A–D"."""
        last = last or self.last
        return f"{lead} {self.first}–{last}" if self.first != last else f"{lead} {last}"


def block_ranges(content: RoomContent) -> list[Stretch]:
    """Return the blocks of a hall: four stretches of the list by name, by seat letter if any."""
    if len(content.people) <= MANY_ROWS or len(content.papers) > 1:
        return []
    return _stretches(seating_of(content.papers[0]))


@Latest
def _stretches(seating: Seating) -> list[Stretch]:
    people = sorted((_word(planned, seat), who) for who, planned, seat in seating)
    count = len(people)
    found = []
    for number in range(4):
        some = people[number * count // 4 : (number + 1) * count // 4]
        first, last = ((word[:1] or "?").upper() for word, _ in (some[0], some[-1]))
        found.append(Stretch(first, last, tuple(who for _, who in some)))
    return found


def _word(planned: object, seat: str | None) -> str:
    """Return what somebody stands by in a block."""
    return plain(seat or (planned.surname if isinstance(planned, CandidatePlanned) else ""))


def everybody(content: RoomContent) -> list[Shown]:
    """Return everybody in the room, whatever block is chosen."""
    return _members(content, 0)


def in_block(content: RoomContent, ui: RoomUi) -> list[Shown]:
    """Return the candidates of the chosen block; everybody when there is none."""
    return _members(content, ui.block)


@Latest
def statuses_of(people: list[Shown]) -> dict[str, Status]:
    """Return where each of these candidates stands."""
    return {each.enrolment.candidate: each.status for each in people}


@Latest
def expected_of(people: list[Shown]) -> frozenset[str]:
    """Return who of these candidates is still expected."""
    return frozenset(who for who, each in statuses_of(people).items() if each is Status.EXPECTED)


@Latest
def _members(content: RoomContent, block: int) -> list[Shown]:
    ranges = block_ranges(content)
    if not ranges or not 1 <= block <= len(ranges):
        return list(content.people.values())
    return [content.people[who] for who in ranges[block - 1].members]


def blocks_of(content: RoomContent, ui: RoomUi) -> BlocksColumn | None:
    """Return the column of blocks for a hall; none for a smaller room."""
    column = _column(content)
    if column is None:
        return None
    *blocks, everybody = column.blocks
    shown = [
        replace(block, chosen=ui.block == number) for number, block in enumerate(blocks, start=1)
    ]
    whole = replace(everybody, chosen=not 1 <= ui.block <= len(blocks))
    return replace(column, blocks=(*shown, whole), notice=ratio_notice(content.papers, ui.now))


@Latest
def _column(content: RoomContent) -> BlocksColumn | None:
    """Return the column with no block chosen."""
    ranges = block_ranges(content)
    if not ranges:
        return None
    here = {who: each.status for who, each in content.people.items()}
    blocks = [_block(stretch, here, number) for number, stretch in enumerate(ranges, 1)]
    came = sum(block.count for block in blocks)
    whole = ranges[0].title("Hele zaal", ranges[-1].last)
    everybody = Block(whole, f"Alt {len(ranges) + 1}", came, len(here), apart=True)
    return BlocksColumn((*blocks, everybody), None, _laptops(content))


def _block(stretch: Stretch, here: dict[str, Status], number: int) -> Block:
    outside = (Status.EXPECTED, Status.ABSENT, Status.REFUSED)
    came = sum(here[who] not in outside for who in stretch.members)
    return Block(stretch.title("Blok"), f"Alt {number}", came, len(stretch.members))


def _laptops(content: RoomContent) -> str:
    writers = {shift.writer for shift in content.papers[0].part.shifts}
    return f"{len(writers)} laptops in deze zaal" if len(writers) > 1 else ""
