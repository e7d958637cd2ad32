"""`python -m tests.bench.load.newest serve ...`: a dossier that checks less on arrival.

Of each run of a delivery, whose events follow each other in one chain, only the newest signature
is checked: it covers the leaf before it, which is a digest of that header, and so on; every body
is still compared with its header. The other signatures are checked by :func:`check_all`, as
would have to be done before anything of that session is sealed. For the bench only: what it
takes in is in the feeds of rooms and office at once, where each signature must stand by itself.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence

from app.crypto.believing import Doubted, believed, header_of, opening_of
from app.crypto.envelope import BadSignature
from app.crypto.signed_event import SignedEvent, read_event
from app.models.act import Header
from app.models.strict_json import Malformed
from dossier import opened
from dossier.archive.reading import Reading
from dossier.archive.streams import Verified
from dossier.bootstrap import run
from dossier.intake import Intake, _Epochs, _Sorted
from dossier.opened import OpenDossier

AT_ONCE = 500
Run = list[tuple[SignedEvent, Header]]


class NewestFirst(Intake):
    """Believes what the newest event of a run vouches for."""

    def _sort(self, reading: Reading, events: Iterable[SignedEvent], epochs: _Epochs) -> _Sorted:
        came, strange = _Sorted(), list[SignedEvent]()
        for some in _runs(events, self._ledger.school, strange):
            try:
                came.verified += self._vouched(reading, some, epochs)
            except (Doubted, BadSignature, Malformed):
                strange += [signed for signed, _ in some]
        if strange:  # one of these does not fit: each is looked at by itself
            alone = super()._sort(reading, strange, epochs)
            came.verified += alone.verified
            came.doubted += alone.doubted
        return came

    def _vouched(self, reading: Reading, some: Run, epochs: _Epochs) -> Iterator[Verified]:
        key = self._epoch_key(reading, *some[0], epochs)
        newest = believed(some[-1][0], key, some[-1][1])
        for signed, header in some[:-1]:
            yield Verified(signed, read_event(signed, header))
        yield Verified(some[-1][0], newest)


def _runs(events: Iterable[SignedEvent], school: str, strange: list[SignedEvent]) -> Iterator[Run]:
    """Yield what follows each other in one chain; what has no header of ours is strange."""
    run_now: Run = []
    for signed in events:
        try:
            header = header_of(signed, school)
        except Doubted:
            strange.append(signed)
            continue
        if run_now and not _follows(header, *run_now[-1]):
            yield run_now
            run_now = []
        run_now.append((signed, header))
    if run_now:
        yield run_now


def _follows(header: Header, before: SignedEvent, former: Header) -> bool:
    is_next = (header.stream, header.seq) == (former.stream, former.seq + 1)
    return is_next and header.prev == before.leaf


def check_all(dossier: OpenDossier) -> float:
    """Check the signature of every event in the log; return the processor time of one (us)."""
    keys: dict[tuple[str, str], bytes] = {}
    began, after, count = time.process_time(), -1, 0
    with dossier.ledger.reading() as reading:
        while some := reading.all_stored(after, AT_ONCE):
            for each in some:
                header = header_of(each.signed, dossier.ledger.school)
                opening = opening_of(each.signed, header, dossier.keys.trust)
                name = (header.writer, header.epoch)
                if opening is not None:
                    keys[name] = opening.public
                believed(each.signed, keys[name], header)
            after, count = some[-1].position, count + len(some)
    return (time.process_time() - began) / count * 1e6


def main(arguments: Sequence[str]) -> int:
    """Serve so."""
    opened.Intake = NewestFirst  # type: ignore[misc, attr-defined]
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
