"""Recording an act: decide, sign, commit, fold; what comes back may be shown.

Everything here runs on one worker thread. Commit first, then paint (decisions 3).
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final, Protocol

from app.crypto.believing import Doubt, Doubted, openings_first
from app.crypto.keys import SEED_BYTES, RandomBytes
from app.crypto.signed_event import SignedEvent
from app.models.act import Body, Event, StreamId
from app.models.attendance_commands import AddCandidate
from app.models.commands import Command, CopyFromPaper
from app.models.decide import decide
from app.models.drafts import Draft, Moment, Refused
from app.models.facts import ShiftOpened
from app.models.fold import RoomFold, part_scope
from app.models.session import RoomDay
from app.models.strict_json import Malformed
from app.models.values import Flag, Reason
from app.services.believing import Believer
from app.services.writing import Pen, Writer
from app.store.event_store import DayStore, Entry, EpochSeed, Head
from app.store.journal import Journal
from app.store.trouble import NotWritten

EPOCH_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is on disk now: the new state, the events that were added, and rules they break."""

    day: RoomDay
    entries: tuple[Entry, ...]
    flags: tuple[Flag, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that were added, in order."""
        return tuple(entry.event for entry in self.entries)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of received events: the new state, those that were new, and the doubts."""

    day: RoomDay
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...] = ()
    is_copied: bool = False
    """Somebody else writes as this laptop (a clone or a roll-back): a new epoch was begun."""


class Closes(Protocol):
    """A file that is open."""

    def close(self) -> None:
        """Let go of it."""


@contextmanager
def closed_on_fault(file: Closes) -> Iterator[None]:
    """Let go of a file when what is done with it fails: it can be opened again."""
    try:
        yield
    except BaseException:
        file.close()
        raise


class Disk:
    """Where a handling goes: into the journal, then into the store; both fsynced (format.md 7)."""

    def __init__(self, store: DayStore, journal: Journal) -> None:
        self.store = store
        self._journal = journal
        self.is_torn = False
        """Whether the journal may hold a handling that was never called recorded."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Have own events on disk, all or none.

        Raises:
            NotWritten: The disk refused; none of them is recorded.
        """
        place = self._journal.append([entry.signed for entry in entries])
        try:
            self.store.append(entries)
        except NotWritten:
            self.is_torn = not self._journal.take_back(place)
            raise

    def close(self) -> None:
        """Let go of both files."""
        self._journal.close()
        self.store.close()


class Recorder:
    """Owns the state of a room, its store and the pen."""

    def __init__(
        self,
        room: str,
        disk: Disk,
        writer: Writer,
        believer: Believer,
        random_bytes: RandomBytes,
        folds: RoomFold | None = None,
    ) -> None:
        self.folds = folds or RoomFold(room)
        self.on_epoch: Callable[[], None] = lambda: None
        """Called when a new epoch was begun: a shift is opened anew in it."""
        self._disk = disk
        store = self.store = disk.store
        self._believer = believer
        self._random_bytes = random_bytes
        opened = store.take_opened()
        believer.learn(entry.event for entry in opened)
        self.folds.add(entry.event for entry in opened)
        self._own = _written_by(writer.device, opened)
        self.pen = self._new_pen(writer)
        """Writes in the epoch that is open now."""

    @property
    def day(self) -> RoomDay:
        """The state of the room."""
        return self.folds.day

    @property
    def writer(self) -> Writer:
        """Who this laptop is to the record."""
        return self.pen.writer

    @property
    def epoch(self) -> str:
        """The epoch in which this laptop writes now."""
        return self.pen.epoch

    @property
    def epoch_key(self) -> bytes:
        """The public half of the epoch's key: what a shift is signed for."""
        return self.pen.public

    @property
    def shift(self) -> ShiftOpened | None:
        """The shift of a room that is open on this laptop."""
        shift = self.pen.shift
        return shift if isinstance(shift, ShiftOpened) else None

    def record(self, command: Command, moment: Moment) -> Recorded:
        """Record what a command asks.

        Raises:
            Refused: It is impossible (decisions 4); nothing was recorded.
            NotWritten: The disk refused; nothing was recorded.
        """
        if self.pen.shift is None:
            raise Refused(Reason.NO_SHIFT)
        told = _with_id(command, self._random_bytes)
        decision = decide(self.folds, told, moment, self.pen.writer.device)
        written = self.write(decision.drafts, moment)
        return Recorded(written.day, written.entries, decision.flags)

    def write(self, drafts: Sequence[Draft], moment: Moment) -> Recorded:
        """Write drafts as one handling: one batch, one transaction.

        Raises:
            Refused: A fact, while no shift is open; or a text that no event can hold.
            NotWritten: The disk refused; nothing was recorded.
        """
        if self._disk.is_torn:  # its numbers may be taken in the journal by what nobody was told
            self.begin_epoch()
        try:
            entries = self.pen.write(drafts, moment)
        except (Malformed, ValueError) as problem:  # it would fail whenever it is asked again
            raise Refused(Reason.TOO_LONG) from problem
        self._disk.append(entries)
        self._own += entries
        self.pen.keep(entries)
        return Recorded(self.folds.add(entry.event for entry in entries), entries)

    def open_shift(self, shift: ShiftOpened, moment: Moment) -> Recorded:
        """Open a shift in every part of this room that is not sealed for this laptop.

        Raises:
            NotWritten: The disk refused; nothing was recorded.
        """
        drafts = [
            Draft(part_scope(session.id, part.room), Body(shift))
            for session, part in self.day.parts()
            if part.seal_for(self.pen.writer.device) is None
        ]
        written = self.write(drafts, moment)
        self.pen.shift = shift  # also where no part is planned yet
        return written

    def take_in(self, received: Iterable[SignedEvent], *, from_journal: bool = False) -> TakenIn:
        """Verify, store and fold received events; those that are here already cost nothing.

        What comes from the own journal was lost by the store: the pen goes on after it.

        Raises:
            NotWritten: The disk refused; none of them was taken in.
        """
        entries, doubts = [], []
        news = [signed for signed in received if not self.store.has(signed.leaf)]
        for signed in openings_first(news):
            try:
                entries.append(Entry(self._believer.believe(signed), signed))
            except Doubted as refusal:
                doubts.append(refusal.doubt)
        fresh = self.store.append(entries)
        self._own += _written_by(self.pen.writer.device, fresh)
        ours = (self.pen.writer.device, self.pen.epoch)
        headers = [entry.event.header for entry in fresh]
        is_copied = not from_journal and any(
            (header.writer, header.epoch) == ours for header in headers
        )
        if from_journal:
            self.pen = self._new_pen(self.pen.writer)
        day = self.folds.add(entry.event for entry in fresh)
        if is_copied:
            self.begin_epoch()
        return TakenIn(day, fresh, tuple(doubts), is_copied)

    def begin_epoch(self) -> None:
        """Go on in streams of a new epoch; a shift is opened anew in it.

        Raises:
            NotWritten: The disk refused.
        """
        self.store.begin_epoch(new_epoch(self._random_bytes))
        self.pen = self._new_pen(self.pen.writer)
        self._disk.is_torn = False
        self.on_epoch()

    def own_entries(self) -> tuple[Entry, ...]:
        """Return every event this laptop wrote, as it is offered to the dossier."""
        return tuple(self._own)

    def heads(self) -> dict[StreamId, Head]:
        """Return how far this laptop's own streams are."""
        device = self.pen.writer.device
        return {s: head for s, head in self.store.heads().items() if s.writer == device}

    def close(self) -> None:
        """Let go of the store."""
        self._disk.close()

    # ------------------------------------------------------------ within

    def _new_pen(self, writer: Writer) -> Pen:
        *former, current = self.store.epochs()
        pen = Pen(writer, current, self._random_bytes)
        pen.go_on_from(self.store.heads(), [each.id for each in former])
        return pen


def _written_by(device: str, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.event.header.writer == device]


def new_epoch(random_bytes: RandomBytes) -> EpochSeed:
    """Return a new epoch: 128 random bits and a key of its own."""
    return EpochSeed(random_bytes(EPOCH_BYTES).hex(), random_bytes(SEED_BYTES))


def _with_id(command: Command, random_bytes: RandomBytes) -> Command:
    """Give who is added an id, also who is typed over from paper."""
    if isinstance(command, CopyFromPaper):
        inner = _with_id(command.command, random_bytes)
        return replace(command, command=inner)  # type: ignore[arg-type]
    if isinstance(command, AddCandidate) and not command.candidate:
        fresh = uuid.UUID(bytes=random_bytes(16), version=4)
        return replace(command, candidate=str(fresh))
    return command
