"""Taking in what laptops deliver: verify, store once, mark what has no effect, give receipts."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from app.crypto.believing import Doubt, Doubted, Opening, believed, header_of, opening_of
from app.crypto.checkpoint import read_checkpoint, sign_checkpoint
from app.crypto.envelope import to_json
from app.crypto.receipt import QUARANTINED_MAX, BackedUp, Receipt, sign_receipt
from app.crypto.signed_event import SignedEvent
from app.models.act import Body, Header, StreamId
from app.models.drafts import Draft, Moment
from app.models.marks import WithoutEffect
from dossier.archive.accepted import Accepted
from dossier.archive.backups import backed_up
from dossier.archive.leaves import positions_of
from dossier.archive.ledger import Ledger, Writing
from dossier.archive.quarantine import digest_of, keep_apart
from dossier.archive.reading import Reading
from dossier.archive.streams import NOTHING, Verified
from dossier.effect import Effect
from dossier.feed import sign_committed
from dossier.keys import DossierKeys
from dossier.standing import Standing

REFS_MOST: Final = 200
"""How many events one `WithoutEffect` names: its body holds at most 64 KiB."""

log = logging.getLogger("dossier.intake")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a laptop brings at once; it may bring events of others."""

    device: str
    events: Sequence[SignedEvent]


@dataclass(slots=True)
class _Epochs:
    """The epochs that deliveries of one commit need; what one opens, the next may go on with."""

    openings: dict[tuple[str, str], Opening] = field(default_factory=dict)
    """Believed here for the first time."""
    keys: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """Of epochs that are known: each is asked once."""


@dataclass(slots=True)
class _Sorted:
    """What one delivery came to, before anything is stored."""

    verified: list[Verified] = field(default_factory=list)
    doubted: list[tuple[SignedEvent, StreamId | None, Doubt]] = field(default_factory=list)

    def streams(self) -> set[StreamId]:
        """Return the streams of which anything came."""
        told = {stream for _, stream, _ in self.doubted if stream is not None}
        return told | {each.event.header.stream for each in self.verified}

    def doubt_broken(self, outcomes: Mapping[StreamId, Accepted]) -> None:
        """Doubt what was verified and goes on from nothing."""
        brought = {each.leaf for each in self.verified}
        self.doubted += [
            (each.signed, stream, Doubt.BROKEN)
            for stream in sorted(self.streams() & outcomes.keys())
            for each in outcomes[stream].broken
            if each.leaf in brought
        ]


class Intake:
    """The door for deliveries."""

    def __init__(self, ledger: Ledger, keys: DossierKeys, erased: Collection[str] = ()) -> None:
        """Take in for a school; bodies of `erased` leaves are not taken back."""
        self._erased = erased
        self._ledger = ledger
        self._keys = keys

    @property
    def log_origin(self) -> str:
        """Of the log as it is now."""
        return self._ledger.tree()[0]

    def take(self, device: str, events: Sequence[SignedEvent], moment: Moment) -> tuple[str, ...]:
        """Store what is believed and return one signed receipt per stream, DSSE JSON text.

        What was had already is had once; a repeat gives the same answer.
        """
        return self.take_together([Delivery(device, events)], moment)[0]

    def take_together(
        self, deliveries: Sequence[Delivery], moment: Moment
    ) -> list[tuple[str, ...]]:
        """Store with one commit what several brought; return the receipts of each, as `take`."""
        with self._ledger.reading() as reading:
            epochs = _Epochs()
            sorted_ = [self._sort(reading, each.events, epochs) for each in deliveries]
        with self._ledger.writing(moment) as writing:
            for opening in epochs.openings.values():
                writing.remember_epoch(opening.writer, opening.epoch, opening.public)
            accepted = writing.accept([each for came in sorted_ for each in came.verified])
            self._mark_ineffective(writing, accepted, epochs)
            outcomes = {each.stream: each for each in accepted}
            for each, came in zip(deliveries, sorted_, strict=True):
                came.doubt_broken(outcomes)
                self._keep_apart(writing, each.device, came)
                self._look_up_unseen(writing, outcomes, came)
            backup = backed_up(writing)
        checkpoint = sign_checkpoint(writing.committed(), self._keys.log)
        return [
            tuple(
                self._receipt(outcomes[stream], came, checkpoint, backup)
                for stream in sorted(came.streams())
            )
            for came in sorted_
        ]

    def receipts(self, streams: Sequence[StreamId]) -> tuple[str, ...]:
        """Return a signed receipt of all that is had of each stream, in the order asked."""
        with self._ledger.reading() as reading:
            backup = backed_up(reading)
            had = []
            for stream in streams:
                rows = reading.rows_of(stream)
                head = rows.head()
                also, at = rows.beyond_gap(head.through), positions_of(reading, stream)
                had.append(Accepted(stream, head.through, head.leaf, also, at, (), ()))
        checkpoint = sign_committed(self._ledger, self._keys)
        return tuple(self._receipt(each, _Sorted(), checkpoint, backup) for each in had)

    # ------------------------------------------------------------ believing

    def _sort(self, reading: Reading, events: Iterable[SignedEvent], epochs: _Epochs) -> _Sorted:
        came = _Sorted()
        for signed in events:
            header: Header | None = None
            try:
                header = header_of(signed, self._ledger.school)
                key = self._epoch_key(reading, signed, header, epochs)
                came.verified.append(self._verified(signed, key, header))
            except Doubted as refusal:
                stream = None if header is None else header.stream
                came.doubted.append((signed, stream, refusal.doubt))
        return came

    def _verified(self, signed: SignedEvent, key: bytes, header: Header) -> Verified:
        """Return an event that is believed; a body that was erased before a restore stays away.

        Raises:
            Doubted: Signature or body does not fit.
        """
        if not self._erased or signed.leaf not in self._erased:
            return Verified(signed, believed(signed, key, header))
        bare = replace(signed, body=None)
        return Verified(bare, believed(bare, key, header, may_lack_body=True))

    def _epoch_key(
        self, reading: Reading, signed: SignedEvent, header: Header, epochs: _Epochs
    ) -> bytes:
        """Return the key of the epoch an event was written in.

        Raises:
            Doubted: No StreamOpened of that epoch was believed.
        """
        name = (header.writer, header.epoch)
        opening = opening_of(signed, header, self._keys.trust)
        known = epochs.keys.get(name) or reading.epoch_key(*name)
        if opening is not None and known is None:
            believed(signed, opening.public, header)
            epochs.openings[name], known = opening, opening.public
        if known is None:
            raise Doubted(Doubt.EPOCH)
        epochs.keys[name] = known
        return known

    # ------------------------------------------------------------ storing

    def _mark_ineffective(
        self, writing: Writing, outcomes: Iterable[Accepted], epochs: _Epochs
    ) -> None:
        trust = self._keys.trust
        effect, standing = Effect(writing, trust), Standing(writing, trust)
        for outcome in outcomes:
            marked: dict[str, list[str]] = {}
            stream = outcome.stream
            key = epochs.keys[stream.writer, stream.epoch]
            news = {each.leaf: each.event for each in outcome.news}
            if has_more_beyond(outcome):
                for came in outcome.news:
                    news |= {each.leaf: each for each in effect.under(came.event)}
            for leaf, each in news.items():
                reason = effect.ineffective(each, key) or standing.aside(each)
                if reason is not None:
                    marked.setdefault(reason.value, []).append(leaf)
            for told, leaves in marked.items():
                log.warning("without effect: %s %s and %s", told, leaves[0], len(leaves) - 1)
                self._put_aside(writing, outcome.stream, told, leaves)

    def _put_aside(
        self, writing: Writing, stream: StreamId, reason: str, leaves: list[str]
    ) -> None:
        for start in range(0, len(leaves), REFS_MOST):
            some = tuple(leaves[start : start + REFS_MOST])
            act = WithoutEffect(reason, stream.writer)
            writing.write(Draft(stream.scope, Body(act, refs=some)))

    def _keep_apart(self, writing: Writing, device: str, came: _Sorted) -> None:
        for signed, _, doubt in came.doubted:
            content = received_bytes(signed)
            is_kept = keep_apart(
                writing.connection, writing.school, device, content, (doubt.value, writing.at)
            )
            log.warning(
                "quarantine: %s %s device %s%s",
                doubt.value,
                digest_of(content),
                device,
                "" if is_kept else " (full: named, not kept)",
            )

    def _look_up_unseen(
        self, writing: Writing, outcomes: dict[StreamId, Accepted], came: _Sorted
    ) -> None:
        """Add the streams of which nothing at all was believed, so that they are answered too."""
        for stream in came.streams() - outcomes.keys():
            rows = writing.rows_of(stream)
            head = rows.head()
            also = rows.beyond_gap(head.through)
            outcomes[stream] = Accepted(stream, head.through, head.leaf, also, (), (), ())

    # ------------------------------------------------------------ answering

    def _receipt(
        self, outcome: Accepted, came: _Sorted, checkpoint: str, backup: BackedUp | None
    ) -> str:
        quarantined = {
            digest_of(received_bytes(signed))
            for signed, stream, _ in came.doubted
            if stream in (None, outcome.stream)
        }
        is_begun = outcome.through > NOTHING
        receipt = Receipt(
            school=self._ledger.school,
            origin=read_checkpoint(checkpoint).origin,
            stream=outcome.stream,
            through=outcome.through if is_begun else None,
            head=outcome.head if is_begun else None,
            also=tuple((run.first, run.last) for run in outcome.also),
            also_heads=tuple(run.head for run in outcome.also),
            quarantined=tuple(sorted(quarantined))[:QUARANTINED_MAX],
            positions=outcome.positions,
            checkpoint=checkpoint,
            backed_up_through=backup,
        )
        return to_json(sign_receipt(receipt, self._keys.log))


def has_more_beyond(outcome: Accepted) -> bool:
    """Whether something that was had already comes behind what is new in a stream."""
    last = max((each.event.header.seq for each in outcome.news), default=NOTHING)
    return bool(outcome.also) or outcome.through > last


def received_bytes(signed: SignedEvent) -> bytes:
    """Return the bytes by whose digest a quarantined event is named: header, signature, body."""
    return signed.header + signed.signature + (signed.body or b"")
