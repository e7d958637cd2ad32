"""Every kind of panel that can stand right of the list."""

from dataclasses import dataclass

from app.models.values import Status
from app.screens.room.candidate_provisions import ProvisionsScreen
from app.screens.room.panel import (
    CandidatePanel,
    DifferencePanel,
    IrregularityForm,
    Person,
    Prompt,
    RecordView,
    StartPanel,
    TimelineRow,
)
from app.screens.room.wording import Line, Notice, ScreenAction


@dataclass(frozen=True, slots=True)
class ProvisionsPanel:
    """The provisions of the selected candidate, beside the list."""

    candidate: str
    person: Person
    section: ProvisionsScreen


PageAside = IrregularityForm | Prompt


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Everything of one candidate (05): who it is, the provisions, every act, and what to do.

    `aside` is the form that is open beside it; without one the `actions` stand there.
    `in_provisions`: the keys are those of the provisions.
    """

    candidate: str
    person: Person
    status: Status
    status_text: str
    identity: Line
    identity_detail: str
    provisions: ProvisionsScreen
    timeline: tuple[TimelineRow, ...]
    actions: tuple[ScreenAction, ...]
    notices: tuple[Notice, ...] = ()
    aside: PageAside | None = None
    in_provisions: bool = False


PanelScreen = (
    CandidatePanel
    | StartPanel
    | IrregularityForm
    | DifferencePanel
    | Prompt
    | ProvisionsPanel
    | CandidatePage
    | RecordView
)
