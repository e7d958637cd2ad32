"""The ledger of one school: append, position and tree in one transaction under one locked row.

`with ledger.writing(moment) as writing:` is that transaction; whoever is inside is the only
writer of the school. Checkpoints are signed after the commit, by :meth:`Ledger.checkpoint`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from app.crypto.checkpoint import Checkpoint
from app.crypto.keys import RandomBytes, SigningKey
from app.crypto.signed_event import sign_event
from app.crypto.tree import Frontier
from app.models.act import Body, Event, Header, StreamId
from app.models.codec import SALT_BYTES, body_digest, encode_body, instant_text
from app.models.drafts import Draft, Moment
from app.models.fold import DOSSIER
from app.models.marks import BodyErased, StreamOpened
from dossier.archive.accepted import Accepted, outcome
from dossier.archive.alone import Alone
from dossier.archive.following import Follower, notify
from dossier.archive.news import News
from dossier.archive.opening import for_reading, for_writing, survey
from dossier.archive.reading import Folds, Reading
from dossier.archive.streams import NOTHING, Head, Stored, StreamRows, Verified
from dossier.archive.tables import body as body_rows
from dossier.archive.tables import epoch, event, log_state
from dossier.archive.written import Written

EPOCH_BYTES: Final = 16
DOUBLINGS_UNTOLD: Final = 7
"""A log of less than 128 events is read in no time, whatever the database knows of it."""

_STATE: Final = select(log_state).where(log_state.c.school == bindparam("school"))
_HELD_STATE: Final = _STATE.with_for_update()
"""The asking for the school's row that waits for who holds it, and holds it then."""
_SETTLE: Final = (
    update(log_state)
    .where(log_state.c.school == bindparam("of_school"))
    .values(size=bindparam("to_size"), frontier=bindparam("to_frontier"))
)


class Witness(Protocol):
    """What the ledger needs of the keys of the dossier."""

    def opening(self, stream: StreamId, public: bytes, former: str | None) -> StreamOpened:
        """Return the first act of a stream: the epoch key, vouched for by the plan key."""

    def seal(self, secret: bytes, purpose: str) -> bytes:
        """Return a secret as it may stand in the database."""

    def unseal(self, sealed: bytes, purpose: str) -> bytes:
        """Return the secret again."""


class Writing(Reading):
    """The inside of one transaction that holds the school's row."""

    def __init__(self, ledger: "Ledger", reading: Reading, moment: Moment) -> None:
        super().__init__(reading.connection, reading.school, ledger.folds, is_committed=False)
        self.moment = moment
        self.note_apart = ledger.note_apart
        self.key_version_of = ledger.key_version_of
        self.touched: set[str] = set()
        self._ledger = ledger
        self._own_heads: dict[StreamId, Head] = {}
        row = self.connection.execute(_HELD_STATE, {"school": self.school}).one()
        self._tree = Frontier.from_bytes(row.frontier)
        self.origin: str = row.origin
        """Of the log, as it is after what was done in this transaction."""
        self.began = self._tree.size
        self.written = Written(self.began)
        self._epoch: str | None = row.epoch
        self._seed_sealed: bytes | None = row.epoch_seed

    @property
    def at(self) -> str:
        """The moment of this transaction as text."""
        return instant_text(self.moment.corrected)

    @property
    def size(self) -> int:
        """How many events the log holds, those of this transaction included."""
        return self._tree.size

    def write(self, draft: Draft) -> Event:
        """Write the dossier's own event in its stream of that scope."""
        return self._append_own(draft.scope, draft.body)

    def write_all(self, drafts: Iterable[Draft]) -> list[Event]:
        """Write several own events, in order."""
        return [self.write(draft) for draft in drafts]

    def accept(self, events: Sequence[Verified]) -> list[Accepted]:
        """Store verified events of others, each once, and tell per stream what is had."""
        by_stream: dict[StreamId, list[Verified]] = {}
        for each in {each.leaf: each for each in events}.values():
            by_stream.setdefault(each.event.header.stream, []).append(each)
        outcomes = []
        for stream_id, some in sorted(by_stream.items()):
            members = sorted(some, key=lambda each: each.event.header.seq)
            rows = self.rows_of(stream_id)
            head = rows.head()
            if rows.follows(members, head):
                outcomes.append(self._append_run(rows, head, members))
                continue
            had = self.had([each.leaf for each in members])
            fresh = [each for each in members if each.leaf not in had]
            broken = rows.unchainable(fresh)
            self._append(stream_id, [each for each in fresh if each.leaf not in broken])
            outcomes.append(outcome(self, self.rows_of(stream_id), members, (had, broken)))
        return outcomes

    def erase(self, session: str, scope: str, candidate: str | None, act: BodyErased) -> None:
        """Take bodies out, and tell so in the same transaction (format.md 5)."""
        leaves = act.leaves
        told = {"scope": scope, "candidate": candidate, "leaves": list(leaves)}
        self.note_apart({"kind": "erased", **told, "ground": act.ground})
        self.write(Draft(scope, Body(act, candidate)))
        for start in range(0, len(leaves), 500):
            self.connection.execute(
                delete(body_rows).where(
                    body_rows.c.school == self.school,
                    body_rows.c.leaf.in_(leaves[start : start + 500]),
                )
            )
        self.written.forget(self.size)
        self._ledger.folds.forget({session})

    def new_epoch(self, origin: str = "") -> None:
        """Begin a new epoch of the dossier's own streams (format.md 2).

        `origin` lets the log go on under that one: `LogOpened` is written in this transaction.
        """
        self.origin = origin or self.origin
        key = SigningKey.generate(self._ledger.random_bytes)
        self._epoch = self._ledger.random_bytes(EPOCH_BYTES).hex()
        self._seed_sealed = self._ledger.witness.seal(key.seed(), f"epoch/{self._epoch}")
        self.connection.execute(
            update(log_state)
            .where(log_state.c.school == self.school)
            .values(epoch=self._epoch, epoch_seed=self._seed_sealed, origin=self.origin)
        )

    def remember_epoch(self, writer: str, epoch_id: str, public: bytes) -> None:
        """Keep the key of an epoch whose chain was verified."""
        key = {"school": self.school, "writer": writer, "epoch": epoch_id}
        if self.epoch_key(writer, epoch_id) is None:
            self.connection.execute(insert(epoch).values(**key, public=public))

    def committed(self) -> Checkpoint:
        """Return the head of the log after this transaction; to be signed once it is committed."""
        return Checkpoint(self.origin, self._tree.size, self._tree.root)

    def settle(self) -> None:
        """Write the tree into the locked row; the last thing of every transaction."""
        if self.touched:
            notify(self.connection, self.school)
        told = {"to_size": self._tree.size, "to_frontier": self._tree.to_bytes()}
        self.connection.execute(_SETTLE, {"of_school": self.school, **told})

    # ------------------------------------------------------------ within

    def _append(self, stream_id: StreamId, news: Sequence[Verified]) -> None:
        if not news:
            return
        self.rows_of(stream_id).append(news, self._tree.size, self.at)
        self._own_heads.pop(stream_id, None)
        self.written.add(stream_id.scope, self.size, self.at, [each.signed for each in news])
        self._tree = self._tree.extend(bytes.fromhex(each.leaf) for each in news)
        self.touched.add(stream_id.scope)

    def _append_run(self, rows: StreamRows, head: Head, news: Sequence[Verified]) -> Accepted:
        """Store what simply goes on: nothing in it was had, broken, or behind a gap."""
        first = self.size
        after = rows.append_run(news, head, first, self.at)
        self._own_heads.pop(head.stream, None)
        self.written.add(head.stream.scope, self.size, self.at, [each.signed for each in news])
        self._tree = self._tree.extend(bytes.fromhex(each.leaf) for each in news)
        self.touched.add(head.stream.scope)
        return Accepted(
            stream=head.stream,
            through=after.through,
            head=after.leaf,
            also=(),
            positions=((first, self.size - 1),),
            news=tuple(news),
            broken=(),
        )

    def _append_own(self, scope: str, body: Body) -> Event:
        key = self._own_key()
        stream_id = StreamId(DOSSIER, str(self._epoch), scope)
        rows = self.rows_of(stream_id)
        head = self._own_heads.get(stream_id) or rows.head()
        if head.through == NOTHING and not isinstance(body.act, StreamOpened):
            opening = self._ledger.witness.opening(
                stream_id, key.public, _former_head(self, scope)
            )
            self.remember_epoch(DOSSIER, str(self._epoch), key.public)
            self._append_own(scope, Body(opening))
            head = self._own_heads[stream_id]
        content = encode_body(body, self._ledger.random_bytes(SALT_BYTES))
        header = Header(
            v=1,
            kind=body.act.KIND,
            school=self.school,
            writer=DOSSIER,
            epoch=stream_id.epoch,
            scope=scope,
            seq=head.through + 1,
            prev=head.leaf or None,
            shift=None,
            wall=self.moment.wall,
            offset_ms=self.moment.offset_ms,
            boot=self.moment.boot,
            mono=self.moment.mono,
            body_sha256=body_digest(content),
        )
        signed = sign_event(header, content, key)
        made = Verified(signed, Event(signed.leaf, header, body))
        self._own_heads[stream_id] = rows.append_run([made], head, self._tree.size, self.at)
        self.written.add(scope, self.size, self.at, [each.signed for each in [made]])
        self._tree = self._tree.extend(bytes.fromhex(each.leaf) for each in [made])
        self.touched.add(scope)
        return made.event

    def _own_key(self) -> SigningKey:
        if self._epoch is None or self._seed_sealed is None:
            self.new_epoch()
        sealed, name = self._seed_sealed or b"", f"epoch/{self._epoch}"
        return self._ledger.epoch_signer(name, sealed)


def has_doubled(writing: Writing) -> bool:
    """Whether the log is twice as large as when this was last so, and large enough to tell."""
    return writing.size.bit_length() > max(writing.began.bit_length(), DOUBLINGS_UNTOLD)


def stored_in(writing: Writing, scopes: Sequence[str], after: int) -> list[Stored]:
    """Return what `stored` does; what this transaction wrote itself is not read back."""
    first = writing.written.first
    before = writing.stored(*scopes, after=after, before=first) if after < first - 1 else []
    return before + writing.written.of(scopes, after)


def _former_head(writing: Writing, scope: str) -> str | None:
    """Return the last leaf that the dossier wrote in a scope, in whatever epoch."""
    found: str | None = writing.connection.scalar(
        select(event.c.leaf)
        .where(
            event.c.school == writing.school,
            event.c.scope == scope,
            event.c.writer == DOSSIER,
        )
        .order_by(event.c.position.desc())
        .limit(1)
    )
    return found


class Ledger:
    """The record of one school on one database."""

    def __init__(
        self,
        engine: Engine,
        school: str,
        witness: Witness,
        random_bytes: RandomBytes,
        *,
        before_commit: Callable[[Writing], None] = lambda _: None,
    ) -> None:
        self.school = school
        self.witness = witness
        self.random_bytes = random_bytes
        self.folds = Folds()
        self.news = News()
        """Who shows what happens waits here until the log grows."""
        self.engine = engine
        self._readers = for_reading(engine)
        self._writers = for_writing(engine)
        self._before_commit = before_commit
        self.note_apart: Callable[[Mapping[str, object]], None] = lambda _: None
        """Keeps what an older archive must not forget, before it is committed."""
        self.key_version_of: Callable[[str], int] = lambda _: 0
        """Tells the newest version of K_room of a room-day, also of one this archive lost."""
        self.bring_up: Callable[[Writing], None] = lambda _: None
        """Brings an older archive up to what was kept apart from it, when a new log is opened."""
        self.note_size: Callable[[str, int], None] = lambda _, __: None
        """Told how large the log is after each commit."""
        self.after_commit: Callable[[frozenset[str]], None] = lambda _: None
        """Told the scopes that a committed transaction wrote in."""
        self._signers: dict[str, SigningKey] = {}

    def open_log(self, origin: str) -> None:
        """Make the school's row when the log is new."""
        with self._writers.begin() as connection:
            known = select(log_state.c.school).where(log_state.c.school == self.school)
            if connection.scalar(known) is None:
                connection.execute(
                    insert(log_state).values(
                        school=self.school,
                        origin=origin,
                        size=0,
                        frontier=Frontier().to_bytes(),
                    )
                )
        self.news.tell(self.tree()[1].size)

    @contextmanager
    def writing(self, moment: Moment) -> Iterator[Writing]:
        """Open the transaction under the school's row; an exception leaves nothing behind."""
        with self.folds.lock:
            writing: Writing | None = None
            try:
                with self._writers.begin() as connection:
                    reading = Reading(connection, self.school, self.folds)
                    writing = Writing(self, reading, moment)
                    yield writing
                    self._before_commit(writing)
                    writing.settle()
            except BaseException:
                if writing is not None:
                    self.folds.forget(writing.folded)
                raise
            self.note_size(writing.origin, writing.size)
        if has_doubled(writing):
            survey(self._writers)
        self.news.tell(writing.size)
        if writing.touched:
            self.after_commit(frozenset(writing.touched))

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Open a look in the record as it was last committed."""
        with self._readers.begin() as connection:
            yield Reading(connection, self.school, self.folds)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a writing transaction that touches no events: tokens, outbox, access log."""
        with self.folds.lock, self._writers.begin() as connection:
            connection.execute(_HELD_STATE, {"school": self.school})
            yield connection

    def follow(self) -> Follower:
        """Hear of what other programs commit, for who waits for news here, until closed."""
        return Follower(self._readers, self.school, self._look).start()

    def alone(self) -> Alone:
        """Return what tells whether this process is the one that does what is done once."""
        return Alone(self._readers, self.school)

    def _look(self) -> None:
        self.news.tell(self.tree()[1].size)

    def close(self) -> None:
        """Let go of the database."""
        self._readers.dispose()

    def tree(self) -> tuple[str, Frontier]:
        """Return the origin and the committed tree of the log."""
        with self._readers.begin() as connection:
            row = connection.execute(_STATE, {"school": self.school}).one()
        return row.origin, Frontier.from_bytes(row.frontier)

    def epoch_signer(self, name: str, sealed: bytes) -> SigningKey:
        """Return the key of an own epoch, opened once."""
        if name not in self._signers:
            self._signers = {name: SigningKey.from_seed(self.witness.unseal(sealed, name))}
        return self._signers[name]
