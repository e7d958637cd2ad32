"""The pen of this laptop: drafts become signed events in the streams of its epoch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.crypto import base64_text
from app.crypto.envelope import EPOCH_SIGNATURE
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.signed_event import read_event, sign_event
from app.crypto.statements import epoch_statement, sign_text
from app.models.act import Batch, Body, Header, StreamId
from app.models.codec import FORMAT_VERSION, SALT_BYTES, body_digest, encode_body
from app.models.drafts import Draft, Moment, Refused
from app.models.facts import ShiftOpened
from app.models.marks import StreamOpened
from app.models.office_facts import SHIFTS, OfficeShiftOpened
from app.models.values import Kind, Reason
from app.store.event_store import Entry, EpochSeed, Head

BATCH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who vouches for an epoch key: the device, or on a provisional laptop a person."""

    key: SigningKey = field(repr=False)
    chain: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who this laptop is to the record, and who vouches for that."""

    school: str
    device: str
    voucher: Voucher


@dataclass(slots=True)
class _Page:
    """What one handling comes to, before it is on disk."""

    moment: Moment
    entries: list[Entry] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
    shifts: dict[str, str] = field(default_factory=dict)


class Pen:
    """Writes in one epoch. What it wrote counts once `keep` is told that it is on disk."""

    def __init__(self, writer: Writer, epoch: EpochSeed, random_bytes: RandomBytes) -> None:
        self.writer = writer
        self.epoch = epoch.id
        self.shift: ShiftOpened | OfficeShiftOpened | None = None
        self._key = SigningKey.from_seed(epoch.seed)
        self._random_bytes = random_bytes
        self._heads: dict[str, Head] = {}
        self._shifts: dict[str, str] = {}
        self._formers: dict[str, str] = {}

    @property
    def public(self) -> bytes:
        """The public half of the epoch key."""
        return self._key.public

    def stream(self, scope: str) -> StreamId:
        """Return the stream of this epoch about a scope."""
        return StreamId(self.writer.device, self.epoch, scope)

    def go_on_from(self, heads: Mapping[StreamId, Head], former_epochs: Sequence[str]) -> None:
        """Take over where the streams of this epoch, and those of former epochs, ended."""
        order = {epoch: n for n, epoch in enumerate(former_epochs)}
        own = [each for each in heads.items() if each[0].writer == self.writer.device]
        self._heads = {stream.scope: head for stream, head in own if stream.epoch == self.epoch}
        older = [(order[stream.epoch], stream.scope, head.leaf) for stream, head in own
                 if stream.epoch in order]  # fmt: skip
        self._formers = {scope: leaf for _, scope, leaf in sorted(older)}

    def write(self, drafts: Sequence[Draft], moment: Moment) -> tuple[Entry, ...]:
        """Return the signed events of one handling: openings of streams where needed, then these.

        Raises:
            Refused: A fact, while no shift is open.
        """
        page = _Page(moment)
        batch = self._random_bytes(BATCH_BYTES).hex() if len(drafts) > 1 else ""
        for i, draft in enumerate(drafts, start=1):
            body = draft.body
            if batch:
                body = replace(body, batch=Batch(batch, i, len(drafts)))
            self._prepare(page, draft)
            self._add(page, draft.scope, body)
        return tuple(page.entries)

    def keep(self, entries: Iterable[Entry]) -> None:
        """Go on from these events: they are on disk."""
        for entry in entries:
            header = entry.event.header
            if header.stream != self.stream(header.scope):
                continue
            self._heads[header.scope] = Head(header.seq, entry.event.leaf)
            body = entry.event.body
            if body is not None and isinstance(body.act, ShiftOpened | OfficeShiftOpened):
                self._shifts[header.scope] = entry.event.leaf
                self.shift = body.act

    # ------------------------------------------------------------ within

    def _prepare(self, page: _Page, draft: Draft) -> None:
        """Open the stream, and in it the shift, where that has not been done.

        At the office a mark too is by the role of who has the shift: a message, a question.
        """
        scope = draft.scope
        if self._head(page, scope) is None:
            self._add(page, scope, Body(self._opening(scope)))
        if not self._needs_shift(draft):
            return
        if self.shift is None:
            raise Refused(Reason.NO_SHIFT)
        if self._shift_in(page, scope) is None:
            self._add(page, scope, Body(self.shift))

    def _needs_shift(self, draft: Draft) -> bool:
        """Facts stand under a shift; at the office marks too: it tells the role of who wrote."""
        is_signed = draft.kind is Kind.FACT
        if isinstance(self.shift, OfficeShiftOpened):
            is_signed = is_signed or draft.kind is Kind.MARK
        return is_signed and not isinstance(draft.body.act, SHIFTS)

    def _opening(self, scope: str) -> StreamOpened:
        statement = epoch_statement(self.writer.school, self.stream(scope), self.public)
        return StreamOpened(
            epoch_key=base64_text.encode(self.public),
            device_signature=sign_text(EPOCH_SIGNATURE, statement, self.writer.voucher.key),
            chain=self.writer.voucher.chain,
            former=self._formers.get(scope),
        )

    def _add(self, page: _Page, scope: str, body: Body) -> None:
        head = self._head(page, scope)
        content = encode_body(body, self._random_bytes(SALT_BYTES))
        is_opening = isinstance(body.act, (StreamOpened, *SHIFTS))
        header = Header(
            v=FORMAT_VERSION,
            kind=body.act.KIND,
            school=self.writer.school,
            writer=self.writer.device,
            epoch=self.epoch,
            scope=scope,
            seq=0 if head is None else head.seq + 1,
            prev=None if head is None else head.leaf,
            shift=None if is_opening else self._shift_in(page, scope),
            wall=page.moment.wall,
            offset_ms=page.moment.offset_ms,
            boot=page.moment.boot,
            mono=page.moment.mono,
            body_sha256=body_digest(content),
        )
        signed = sign_event(header, content, self._key)
        event = read_event(signed)
        page.entries.append(Entry(event, signed))
        page.heads[scope] = Head(header.seq, event.leaf)
        if isinstance(body.act, SHIFTS):
            page.shifts[scope] = event.leaf

    def _head(self, page: _Page, scope: str) -> Head | None:
        return page.heads.get(scope) or self._heads.get(scope)

    def _shift_in(self, page: _Page, scope: str) -> str | None:
        return page.shifts.get(scope) or self._shifts.get(scope)
