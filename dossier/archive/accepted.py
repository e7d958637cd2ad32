"""What became of the events of one stream in one delivery."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models.act import StreamId
from dossier.archive.reading import Reading
from dossier.archive.streams import Run, StreamRows, Verified, positions_of


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of the events of one stream in one delivery."""

    stream: StreamId
    through: int
    head: str
    also: tuple[Run, ...]
    positions: tuple[tuple[int, int], ...]
    news: tuple[Verified, ...]
    broken: tuple[Verified, ...]


def outcome(
    reading: Reading,
    rows: StreamRows,
    members: Sequence[Verified],
    told: tuple[set[str], set[str]],
) -> Accepted:
    """Return what is had of a stream; `told` are the leaves that were had, and the broken ones."""
    had, broken = told
    here = [each for each in members if each.leaf not in broken]
    through, head = rows.tip_of(here[-1].leaf if here else "")
    return Accepted(
        stream=members[0].event.header.stream,
        through=through,
        head=head,
        also=rows.beyond_gap(through),
        positions=positions_of(reading.connection, reading.school, [each.leaf for each in here]),
        news=tuple(each for each in here if each.leaf not in had),
        broken=tuple(each for each in members if each.leaf in broken),
    )
