"""An engine that a test steps by hand, and answers as the dossier would give them."""

from datetime import timedelta

from app.crypto.checkpoint import Checkpoint, sign_checkpoint
from app.crypto.envelope import to_json
from app.crypto.grown_tree import GrownTree
from app.crypto.keys import SigningKey
from app.crypto.receipt import sign_receipt
from app.models.act import StreamId
from app.models.codec import instant_text
from app.models.drafts import Moment
from app.models.facts import ArrivalRegistered
from app.sync.engine import Step, step
from app.sync.messages import (
    Answer,
    Answered,
    Happening,
    Push,
    Ticked,
    Written,
)
from app.sync.outbox import Parcel
from app.sync.protocol import (
    PushAnswer,
    encode_push_answer,
)
from app.sync.state import NEVER, Due, State
from tests.builders import START, Writer
from tests.crypto.builders import ORIGIN, key, receipt, trust

SCOPE = "part/s1/b1.14"
STREAM = StreamId("laptop-1", "e1", SCOPE)
OURS = "application/json"
LEAVES = [bytes([n]) * 32 for n in range(60)]
TREE = GrownTree(LEAVES)


def note(size: int, *, tree: GrownTree = TREE, origin: str = ORIGIN) -> str:
    return sign_checkpoint(Checkpoint(origin, size, tree.root(size)), key("log"))


def parcels(count: int, writer: str = "laptop-1", first: int = 0) -> tuple[Parcel, ...]:
    laptop = Writer(writer, key=SigningKey.from_seed(b"w" * 32))
    events = [laptop.act(ArrivalRegistered(), START, f"c{n}") for n in range(first + count)]
    made = [
        Parcel(event.header.stream, event.header.seq, event.leaf, signed)
        for event, signed in zip(events, laptop.signed, strict=True)
    ]
    return tuple(made[first:])


class Run:
    """An engine with a clock that the test moves."""

    def __init__(self, *, with_packages: bool = False) -> None:
        due = Due(packages=0 if with_packages else NEVER)
        self.state = State(trust=trust(), due=due)
        self.mono = 1000
        self.last: Step | None = None

    @property
    def now(self) -> Moment:
        return Moment(START + timedelta(milliseconds=self.mono), 0, "boot-1", self.mono)

    def step(self, happening: Happening, *, after_ms: int = 0, jitter: float = 1.0) -> Step:
        self.mono += after_ms
        self.last = step(self.state, happening, self.now, jitter)
        self.state = self.last.state
        return self.last

    def asked(self, after_ms: int = 200) -> Push:
        ask = self.step(Ticked(), after_ms=after_ms).ask
        assert isinstance(ask, Push)
        return ask

    def answer(self, body: bytes, status: int = 200, content_type: str = OURS) -> Step:
        assert self.state.in_flight is not None
        return self.step(
            Answered(self.state.in_flight, Answer(status, content_type, body, took_ms=20))
        )

    def receipted(self, sent: Push, **changes: object) -> Step:
        return self.answer(push_answer(self, receipt_of(sent.parcels[-1], **changes)))


def receipt_of(parcel: Parcel, **changes: object) -> str:
    members: dict[str, object] = {
        "stream": parcel.stream, "through": parcel.seq, "head": parcel.leaf,
        "also": (), "quarantined": (),
    }  # fmt: skip
    return to_json(sign_receipt(receipt(**{**members, **changes}), key("log")))


def push_answer(run: Run, *receipts: str) -> bytes:
    return encode_push_answer(PushAnswer(receipts, instant_text(run.now.wall)))


def started(count: int = 3) -> tuple[Run, Push]:
    run = Run()
    run.step(Written(parcels(count)))
    return run, run.asked()
