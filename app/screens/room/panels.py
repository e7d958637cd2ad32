"""Every kind of panel that can stand right of the list."""

from dataclasses import dataclass

from app.screens.room.candidate_provisions import ProvisionsScreen
from app.screens.room.panel import (
    CandidatePanel,
    DifferencePanel,
    IrregularityForm,
    Person,
    Prompt,
    StartPanel,
)


@dataclass(frozen=True, slots=True)
class ProvisionsPanel:
    """The provisions of the selected candidate, beside the list."""

    candidate: str
    person: Person
    section: ProvisionsScreen


PanelScreen = (
    CandidatePanel | StartPanel | IrregularityForm | DifferencePanel | Prompt | ProvisionsPanel
)
