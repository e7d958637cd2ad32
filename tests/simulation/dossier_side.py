"""The dossier of a world: its own routes called one by one, on a database that can crash."""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from app.crypto.checkpoint import read_checkpoint
from app.crypto.receipt import Receipt
from app.crypto.signed_event import SignedEvent
from app.models.act import StreamId
from app.models.codec import decode_header
from app.sync.messages import Answer
from app.sync.outbox import verified
from app.sync.protocol import decode_push_answer
from dossier import asking
from dossier.archive.quarantine import digest_of, kept_apart
from dossier.archive.rooms import RoomRows
from dossier.archive.streams import Stored
from dossier.backing_up import check_backup, write_backup
from dossier.config import DataFolder
from dossier.intake import received_bytes
from dossier.moving import Moves
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.planning import Plans
from dossier.reopening import answer_shown
from dossier.restoring import restore
from tests.crypto.builders import stepped
from tests.dossier.inside import SESSION
from tests.simulation.clock import WorldClock
from tests.simulation.disk import Crash, files_in, put_back
from tests.simulation.routes import WireCall, answered
from tests.simulation.school import ROOM_DAY

REPLICAS: Final = (1, 1, 2)
"""How many of its programs run on one archive: a laptop meets now one, now the other."""


Receipted = tuple[Receipt, tuple[tuple[str, int], ...]]
"""A receipt, and (leaf, seq) of what was pushed of its stream."""


class OnDisk:
    """What lies on the disk of a dossier: its archive, a copy made by hand, and backups."""

    def keep_image(self) -> None:
        """Copy every file of the dossier, while nothing runs."""
        self._image = files_in(self._folder)

    def put_back_image(self, *, whole: bool = False) -> None:
        """Put the last copy in its place, by hand: the first is that of before the morning.

        Of the archive alone, or of the whole machine, with what lies apart from it - but for what
        tells of erasures: whoever erases keeps that elsewhere too (OPERATIONS.md).
        """
        folder = DataFolder(self._folder)
        here = files_in(self._folder)
        older = {folder.archive.name} | ({folder.mark.name, folder.apart.name} if whole else set())
        if b'"kind":"erased"' in here.get(folder.apart.name, b""):
            older.discard(folder.apart.name)
        kept = {name: each for name, each in here.items() if not name.startswith(tuple(older))}
        back = {name: each for name, each in self._image.items() if name in older}
        put_back(self._folder, kept | back)

    def stored(self) -> list[Stored]:
        """Return the whole log."""
        found: list[Stored] = []
        with self.opened.ledger.reading() as reading:
            while some := reading.all_stored(found[-1].position if found else -1, 1000):
                found += some
        return found

    @property
    def has_backup(self) -> bool:
        return bool(self._backups)

    def back_up(self) -> None:
        """Write a backup and check it: from then on receipts tell of it."""
        begun = len([*self._folder.parent.glob("backup-*")])  # one that a crash cut off stays
        place = self._folder.parent / f"backup-{begun}"
        write_backup(self.opened, place)
        check_backup(self.opened, place)
        self._backups.append(place)
        self.backed |= {each.signed.leaf for each in self.stored()}

    def restore(self) -> None:
        """Restore the last backup, and serve what was in it."""
        self.stop()
        restore(self._folder, self._backups[-1], self._around)
        self.start()


class Replicas(OnDisk):
    """The programs that serve one dossier: none, one, or two on one archive."""

    many: int
    """How many run when all is well."""

    @property
    def is_up(self) -> bool:
        return bool(self._running)

    @property
    def parts(self) -> asking.LaptopParts:
        """One of them, as a balancer would choose."""
        self._met = parts = self._chance.choice(self._running)
        return parts

    @property
    def opened(self) -> OpenDossier:
        return self.parts.dossier

    @property
    def met(self) -> OpenDossier:
        """The one that was met last."""
        assert self._met is not None
        return self._met.dossier

    @property
    def every(self) -> list[OpenDossier]:
        return [each.dossier for each in self._running]

    def start(self) -> None:
        """Start what does not run of them."""
        while len(self._running) < self.many:
            self._begin()

    def stop(self) -> None:
        """Stop all of them."""
        while self._running:
            self._running.pop().dossier.close()
        self.crash_before_commit = self.crash_after_commit = False

    def stop_one(self) -> None:
        """Stop the one that was met last: the other, if there is one, goes on."""
        going = next((each for each in self._running if each is self._met), None)
        if going is not None:
            self._running.remove(going)
            going.dossier.close()
        self.crash_before_commit = self.crash_after_commit = False

    def _begin(self) -> None:
        opened = open_dossier(self._folder, self._around)
        ledger = opened.ledger
        before = ledger._before_commit

        def before_commit(writing: Any) -> None:
            before(writing)
            if self.crash_before_commit:
                raise Crash

        def after_commit(_: object) -> None:
            if self.crash_after_commit:
                raise Crash

        ledger._before_commit = before_commit
        ledger.after_commit = after_commit
        parts = asking.LaptopParts(opened)
        self._running.append(parts)
        self._beside[id(parts)] = (Plans(opened), Moves(opened))


class DossierSide(Replicas):
    """One dossier process after the other, now and then two at once, on one folder."""

    def __init__(self, folder: Path, clock: WorldClock, seed: str) -> None:
        self._folder = folder
        self._chance = Random(f"replicas {seed}")
        self.many = self._chance.choice(REPLICAS)
        self._around = Surroundings(clock.moment, stepped(f"{seed}/dossier"))
        self.crash_before_commit = self.crash_after_commit = False
        self._image = files_in(folder)
        self._backups: list[Path] = []
        self.backed: set[str] = set()
        """What stands in a backup that was checked, by leaf."""
        self._running: list[asking.LaptopParts] = []
        self._met: asking.LaptopParts | None = None
        self._beside: dict[int, tuple[Plans, Moves]] = {}
        """What each of them does beside taking in."""
        self.start()

    @property
    def origin(self) -> str:
        return self.head[0]

    @property
    def head(self) -> tuple[str, int]:
        """How its log is called, and how large it is."""
        origin, tree = self.opened.ledger.tree()
        return origin, tree.size

    # ------------------------------------------------------------ what it is asked

    def be_shown(self, notes: Sequence[str]) -> None:
        """Be shown checkpoints that it signed, by laptops of other rooms."""
        for note in notes:
            opened, shown = self.opened, read_checkpoint(note)
            answer_shown(opened.ledger, opened.proofs, shown, opened.around.moment())

    def recover(self) -> None:
        """Let nothing be wrong any more: up, and with no crash to come."""
        self.crash_before_commit = self.crash_after_commit = False
        self.start()

    def answer(self, call: WireCall) -> Answer | None:
        """Return what the dossier answers; None when it crashed, or is not there."""
        if not self.is_up:
            return None
        try:
            return answered(self.parts, call)
        except Crash:
            self.stop_one()
            return None

    def settle(self) -> None:
        """Answer what was asked of the plan, and who went where, as is done beside taking in."""
        if self.is_up:
            with contextlib.suppress(Crash):
                parts = self.parts
                for each in self._beside[id(parts)]:
                    each.settle(SESSION)
                return
            self.stop_one()

    # ------------------------------------------------------------ what the invariants read

    def receipts_in(self, body: bytes, pushed: tuple[SignedEvent, ...]) -> list[Receipted]:
        """Return the receipts in an answer."""
        trust, found = self.opened.keys.trust, []
        places = [(decode_header(each.header).stream, each) for each in pushed]
        for text in decode_push_answer(body).receipts:
            receipt = verified(text, trust)
            assert receipt is not None
            its = tuple(
                (each.leaf, decode_header(each.header).seq)
                for stream, each in places
                if stream == receipt.stream and each.body is not None
            )
            found.append((receipt, its))
        return found

    def leaves_of_room(self, room_day: str = ROOM_DAY) -> set[str]:
        """Return the events that the laptops of the room are to have."""
        with self.opened.ledger.reading() as reading:
            scopes = RoomRows(reading.connection, reading.school).scopes(room_day)
            return {each.signed.leaf for each in reading.stored(*scopes)}

    def quarantined(self) -> dict[str, str]:
        """Return why each event in quarantine is not believed, by its digest."""
        with self.opened.ledger.reading() as reading:
            school = self.opened.ledger.school
            return {name: doubt for name, _, doubt in kept_apart(reading.connection, school)}

    def heads(self, *scopes: str) -> dict[StreamId, int]:
        with self.opened.ledger.reading() as reading:
            return {head.stream: head.through for head in reading.heads(*scopes)}


def digest(signed: SignedEvent) -> str:
    return digest_of(received_bytes(signed))
