"""What a signer declares, each by a tick of the own: nothing is declared by an empty box."""

from dataclasses import dataclass
from typing import Final

from app.models.paper import Paper
from app.models.report_items import items_of

NOTHING_ELSE: Final = "Verder geen bijzonderheden."
NOTHING: Final = "Geen bijzonderheden."
UNDISTURBED: Final = "Er stoorde niets, ook niet volgens de kandidaten."
DISTURBED: Final = "Wat stoorde staat in het verslag, ook wat kandidaten zeiden."
TRUTHFUL: Final = "Naar waarheid opgemaakt."
DISTURBANCE: Final = "disturbance"
"""The category of a bijzonderheid that is a disturbance."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One statement under the report; the words are what is signed."""

    name: str
    text: str


def declarations_of(paper: Paper, *, leaves_early: bool = False) -> tuple[Declaration, ...]:
    """Return what a signer declares; who leaves early cannot speak of what is yet to come."""
    truthful = Declaration("truthful", TRUTHFUL)
    if leaves_early:
        return (truthful,)
    return (
        Declaration("nothing-else", NOTHING_ELSE if items_of(paper) else NOTHING),
        Declaration("disturbances", DISTURBED if was_disturbed(paper) else UNDISTURBED),
        truthful,
    )


def was_disturbed(paper: Paper) -> bool:
    """Whether the record tells of something that disturbed: then it is not denied."""
    part = paper.part
    noted = any(not n.is_struck and n.act.category == DISTURBANCE for n in part.notes)
    stood = any(each.withdrawn_at is None for each in part.calamities)
    return noted or stood or bool(part.interruptions)
