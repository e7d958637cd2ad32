"""What was recorded after a signature that therefore lapsed: who signs again reads it (07b)."""

from itertools import chain

from app.models.act import Event
from app.models.closing import Signing
from app.models.paper import Paper, spoken_name
from app.models.told import told_whole
from app.screens.room.closing import CheckLevel, ClosingCheck

SHOWN = 6


def came_after(
    paper: Paper, signing: Signing, signer: str
) -> tuple[str, tuple[ClosingCheck, ...]]:
    """Return how much came after the signature of who signs now, and what; "" for nothing."""
    signature = signing.signature(signer)
    if signature is None or signature.stands:
        return "", ()
    acts = chain(paper.part.acts, *(each.acts for each in paper.enrolments()))
    later = {each.leaf: each for each in acts if each.leaf in signature.lapsed_by}
    told = sorted(later.values(), key=lambda each: each.header.corrected)
    if not told:
        return "", ()
    lines = [_words(paper, each) for each in told[:SHOWN]]
    if len(told) > SHOWN:
        lines.append(f"En {len(told) - SHOWN} meer, zie het verslag.")
    since = paper.clock(told[0].header.corrected)
    title = f"Erbij gekomen {'om' if len(told) == 1 else 'vanaf'} {since}"
    row = ClosingCheck("came-after||", CheckLevel.WARNS, title, "\n".join(lines))
    facts = "1 feit kwam" if len(told) == 1 else f"{len(told)} feiten kwamen"
    return f" {facts} erbij na je handtekening.", (row,)


def _words(paper: Paper, event: Event) -> str:
    """Return an act in words, with whom it is about and who recorded it."""
    words, who = told_whole(event, paper.session), None
    if event.body is not None and event.body.candidate is not None:
        who = paper.session.enrolments.get(event.body.candidate)
    if who is not None:
        words = f"{spoken_name(who)}: {words[:1].lower()}{words[1:]}"
    return f"{words}. {paper.recorded_by(event)}."
