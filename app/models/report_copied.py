"""What the report says of acts that came from paper (domain.md 3b, PAPER)."""

from collections.abc import Iterator

from app.models.act import Event
from app.models.copied import Copied, copied_in, is_copied, typist_name
from app.models.paper import Paper
from app.models.registers import shown_order
from app.models.report import NumberedItem, Run
from app.models.words import listed

FROM_PAPER = "van papier"


def paper_mark(paper: Paper, event: Event) -> str:
    """Return what is added to the words of an act: that it came from paper, and since when."""
    if not is_copied(event):
        return ""
    return f" ({FROM_PAPER}, genoteerd {paper.clock(event.header.corrected)})"


def copied_items(paper: Paper) -> Iterator[tuple[Event, NumberedItem]]:
    """Yield one item per typist and checkers, with the first act it is about."""
    groups: dict[tuple[str, tuple[str, ...]], list[Copied]] = {}
    for each in copied_in(paper):
        groups.setdefault((each.copied_by, each.checkers), []).append(each)
    for (by, checkers), acts in groups.items():
        noted = sorted((each.event for each in acts), key=lambda event: event.header.corrected)
        since, until = (
            paper.clock(noted[0].header.corrected),
            paper.clock(noted[-1].header.corrected),
        )
        span = since if since == until else f"{since}–{until}"
        count = "1 handeling" if len(acts) == 1 else f"{len(acts)} handelingen"
        text = f"{count} overgetypt door {typist_name(paper, by)}, "
        checked = (
            Run(f"nagekeken door {listed(list(checkers))}.")
            if checkers
            else Run("nog niet nagekeken door een tweede.", bold=True)
        )
        first = min((each.event for each in acts), key=shown_order)
        yield first, NumberedItem(span, "Overgenomen van papier", (Run(text), checked))
