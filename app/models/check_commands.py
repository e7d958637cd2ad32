"""What somebody of the office wants recorded while the dossier is checked: imperative."""

from dataclasses import dataclass

from app.models.values import FindingOutcome, MatterKind, Population, RulingOutcome


@dataclass(frozen=True, slots=True)
class ReceiveDossier:
    """Ontvangen: the papers of a part as they are now; `missing` is what was not complete."""

    session: str
    room: str
    missing: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Vraag aan de zaal, to who signed there, or was on duty."""

    session: str
    room: str
    text: str
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """What was answered by telephone; `question` is its id."""

    session: str
    room: str
    question: str
    text: str
    heard_from: str


@dataclass(frozen=True, slots=True)
class GiveRuling:
    """The board of examiners decides a matter; `matter` is its key, `evidence` leaves."""

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
    candidate: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawRuling:
    """The rulings on a matter that stand hold no longer."""

    matter: str
    reason: str


@dataclass(frozen=True, slots=True)
class DrawSample:
    """Trekken: `count` of a population; the seed is drawn where randomness enters."""

    population: Population
    first_day: str
    last_day: str
    count: int
    ground: str
    zone: str
    seed: str = ""


@dataclass(frozen=True, slots=True)
class ListSample:
    """Write down what a drawn sample gave."""

    sample: str
    zone: str


@dataclass(frozen=True, slots=True)
class NoteFinding:
    """What somebody found at an item of a sample; `item` is the leaf of its `SampleListed`."""

    sample: str
    item: str
    outcome: FindingOutcome
    text: str = ""


CheckCommand = (
    ReceiveDossier
    | AskQuestion
    | AnswerQuestion
    | GiveRuling
    | WithdrawRuling
    | DrawSample
    | ListSample
    | NoteFinding
)
