"""Checking the whole log again: every signature, body, chain, and the tree (format.md 8)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.envelope import EVENT, BadSignature, Envelope, verify
from app.crypto.tree import Frontier
from app.models.act import Event, StreamId
from app.models.marks import BodyErased
from app.models.strict_json import Malformed
from dossier.archive.ledger import Ledger
from dossier.archive.reading import Reading
from dossier.archive.streams import Stored
from dossier.keys import DossierKeys

RUN: int = 1000


@dataclass(slots=True)
class Findings:
    """What a check came to; `faults` name position and reason, never content."""

    events: int = 0
    streams: int = 0
    faults: list[str] = field(default_factory=list)


class Verification:
    """One check of one log, from its first event to its last."""

    def __init__(self, ledger: Ledger, keys: DossierKeys) -> None:
        self._ledger = ledger
        self._keys = keys
        self._findings = Findings()
        self._epochs: dict[tuple[str, str], bytes] = {}
        self._leaves: dict[StreamId, dict[int, set[str]]] = {}
        self._missing: dict[str, int] = {}
        self._erased: set[str] = set()
        self._waiting: list[tuple[int, StreamId, int, str | None]] = []

    def run(self) -> Findings:
        """Read everything and return what was found."""
        tree = Frontier()
        with self._ledger.reading() as reading:
            for each in self._all(reading):
                if each.position != self._findings.events:
                    self._fault(each.position, "a position is missing before it")
                self._check(each)
                tree = tree.extend([bytes.fromhex(each.signed.leaf)])
                self._findings.events += 1
        _, kept = self._ledger.tree()
        if (kept.size, kept.root) != (tree.size, tree.root):
            self._findings.faults.append("tree: the root is not that of the events")
        self._check_links()
        for leaf, position in sorted(self._missing.items()):
            if leaf not in self._erased:
                self._fault(position, "its body is missing")
        self._findings.streams = len(self._leaves)
        return self._findings

    def _all(self, reading: Reading) -> Iterator[Stored]:
        after = -1
        while some := reading.all_stored(after, RUN):
            yield from some
            after = some[-1].position

    def _check(self, stored: Stored) -> None:
        signed = stored.signed
        try:
            header = header_of(signed, self._ledger.school)
            opening = opening_of(signed, header, self._keys.trust) if signed.body else None
            if opening is not None:
                self._epochs.setdefault((opening.writer, opening.epoch), opening.public)
            key = self._epochs.get((header.writer, header.epoch))
            if key is None:
                self._fault(stored.position, "its epoch was never opened")
                return
            if signed.body is None:
                verify(Envelope(EVENT, signed.header, signed.signature), key)
                self._missing[signed.leaf] = stored.position
            else:
                self._note_erasure(believed(signed, key))
        except Doubted as refusal:
            self._fault(stored.position, refusal.doubt.value)
            return
        except (BadSignature, Malformed):
            self._fault(stored.position, "bad-signature")
            return
        at = self._leaves.setdefault(header.stream, {})
        at.setdefault(header.seq, set()).add(signed.leaf)
        self._waiting.append((stored.position, header.stream, header.seq, header.prev))

    def _note_erasure(self, event: Event) -> None:
        act = None if event.body is None else event.body.act
        if isinstance(act, BodyErased):
            self._erased |= set(act.leaves)

    def _check_links(self) -> None:
        """A named predecessor must be there under its number, unless the number is missing."""
        for position, stream, seq, prev in self._waiting:
            before = self._leaves[stream].get(seq - 1)
            if (seq == 0) != (prev is None) or (before and prev not in before):
                self._fault(position, "broken-chain")

    def _fault(self, position: int, reason: str) -> None:
        self._findings.faults.append(f"{position}: {reason}")
