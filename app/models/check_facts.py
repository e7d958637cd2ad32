"""Facts of the dossier check: receipts, questions, rulings, samples and extracts (H3, H13, H14).

All of it stands in the office's scope, but for a question to a room and its answer by telephone.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.models.act import Act
from app.models.hotline_facts import MessageRead, MessageSent
from app.models.values import FindingOutcome, Kind, MatterKind, Population, RulingOutcome


@dataclass(frozen=True, slots=True)
class DossierReceived(Act):
    """Somebody received the papers of a part: these seals, and what had come after them.

    `roots` are the digests that stand on the reports, `later` the leaves of amendments and late
    facts. `missing` are the items of the minimum set that were not complete then.
    """

    TYPE: ClassVar[str] = "DossierReceived"
    session: str
    room: str
    seals: tuple[str, ...]
    roots: tuple[str, ...]
    later: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionAsked(Act):
    """A question of the office about a part, to who signed there or was on duty.

    A mark: a question is no fact of the exam, and voids nobody's signature.
    """

    TYPE: ClassVar[str] = "QuestionAsked"
    KIND: ClassVar[Kind] = Kind.MARK
    question: str
    text: str
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionAnswered(Act):
    """What somebody answered by telephone, noted by the office; `refs` names the question.

    An answer in the room is an amendment that names the question in its `refs`.
    """

    TYPE: ClassVar[str] = "QuestionAnswered"
    KIND: ClassVar[Kind] = Kind.MARK
    text: str
    heard_from: str


@dataclass(frozen=True, slots=True)
class RulingGiven(Act):
    """The board of examiners decided a matter on the evidence in `refs`.

    `seen` of the body names the rulings on this matter that it replaces. `ruled_on` is the ISO
    day of the meeting, `follows` what is to be done.
    """

    TYPE: ClassVar[str] = "RulingGiven"
    matter: str
    kind: MatterKind
    session: str
    room: str
    outcome: RulingOutcome
    decided_by: str
    mandate: str
    grounds: str
    ruled_on: str
    follows: str = ""


@dataclass(frozen=True, slots=True)
class RulingWithdrawn(Act):
    """The rulings in `refs` hold no longer; the matter waits again."""

    TYPE: ClassVar[str] = "RulingWithdrawn"
    matter: str
    reason: str


@dataclass(frozen=True, slots=True)
class SampleDrawn(Act):
    """A sample is to be taken: over which population, and by which chance, before it is taken.

    `digest` is hex of SHA-256 over the population's sorted keys, `through` the place in the log
    up to which it was told; days are ISO, local. Which items it gives follows (format.md).
    """

    TYPE: ClassVar[str] = "SampleDrawn"
    sample: str
    population: Population
    first_day: str
    last_day: str
    size: int
    digest: str
    through: int
    count: int
    seed: str
    ground: str


@dataclass(frozen=True, slots=True)
class SampleListed(Act):
    """One item that a drawn sample gave; of a candidate the body names whom."""

    TYPE: ClassVar[str] = "SampleListed"
    sample: str
    rank: int
    session: str
    room: str


@dataclass(frozen=True, slots=True)
class FindingNoted(Act):
    """What somebody found who looked at the item of a sample in `refs`."""

    TYPE: ClassVar[str] = "FindingNoted"
    sample: str
    outcome: FindingOutcome
    text: str = ""


@dataclass(frozen=True, slots=True)
class ExtractMade(Act):
    """The dossier gave somebody everything that is recorded about the candidate: by whom and why.

    The digests are SHA-256 of the file and of the PDF that were given.
    """

    TYPE: ClassVar[str] = "ExtractMade"
    by: str
    name: str
    reason: str
    file_sha256: str
    pdf_sha256: str


OF_CHECK = (DossierReceived, QuestionAsked, QuestionAnswered)
"""What the office records while it checks."""
OF_EXAM_BOARD = (RulingGiven, RulingWithdrawn)
"""What the board of examiners alone records."""
OF_SAMPLES = (SampleDrawn, SampleListed, FindingNoted)
"""What those record who check by sample."""
CHECK_ACTS = (*OF_CHECK, *OF_EXAM_BOARD, *OF_SAMPLES, ExtractMade)
TO_ROOMS = (MessageSent, MessageRead, QuestionAsked, QuestionAnswered)
"""What goes between office and room beside the facts."""
