"""From a filled-in bijzonderheid (F7) to its command."""

from datetime import datetime

from app.models import commands as c
from app.models.paper import Paper
from app.models.words import IRREGULARITY
from app.screens.room import intents as i
from app.screens.room.closing_checks import FixRefused, typed_time


def irregularity_command(
    paper: Paper, candidate: str | None, intent: i.IrregularityRecorded, now: datetime
) -> c.NoteIrregularity:
    """Return the command of a bijzonderheid of a candidate, or of the session without one.

    Raises:
        FixRefused: A time cannot be, or nothing was written.
    """
    seen = typed_time(paper, intent.seen_at, now) if intent.seen_at.strip() else None
    addressed = typed_time(paper, intent.spoken_at, now) if intent.spoken_at.strip() else None
    if not intent.saw.strip():
        raise FixRefused("Schrijf wat je zag.")
    return c.NoteIrregularity(
        session=paper.session.id,
        candidate=candidate,
        category=intent.kind if intent.kind in IRREGULARITY else "other",
        text=intent.saw.strip(),
        addressed_at=addressed,
        also_seen_by=intent.witness.strip() or None,
        statement=intent.said.strip() or None,
        item_taken=intent.taken.strip() or None,
        bag=intent.bag.strip() or None,
        is_reported=intent.report,
        seen_at=seen,
    )
