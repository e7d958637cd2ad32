"""Adding to a sealed report: the words, who signs them, and the PIN."""

from typing import TYPE_CHECKING, Any

from app.screens.room.closing_amending import AMEND, ANSWERS
from app.screens.room.shift_intents import CheckFixChosen

if TYPE_CHECKING:
    from app.services.recording import Recorded
    from app.services.workplace import Workplace


def amendment_changes(intent: CheckFixChosen) -> dict[str, Any]:
    """Return what the page holds on once somebody typed what is added, and why or to what."""
    person = intent.fix.removeprefix(f"{AMEND}:")
    text, reason = [*(line.strip() for line in intent.entry.split("\n")), "", ""][:2]
    question = intent.check.removeprefix(AMEND).removeprefix("|")
    reason = reason or (ANSWERS if question else "")
    if not text or not reason:
        told = "Typ je antwoord." if question else "Typ ook waarom je het nu nog aanvult."
        return {"asked": intent.fix, "asked_check": intent.check, "asked_error": told}
    amendment = (person, text, reason, question)
    return {"amendment": amendment, "asked": "", "asked_check": "", "asked_error": ""}


def write_amendment(
    workplace: "Workplace",
    session: str,
    laptop: str,
    pin: str,
    amendment: tuple[str, str, str, str],
) -> "Recorded":
    """Sign and record an amendment; see `amend` for what it raises."""
    from app.services.amending import amend

    person, text, reason, question = amendment
    return amend(
        workplace, session, person, pin, text, reason, laptop=laptop, question=question or None
    )
