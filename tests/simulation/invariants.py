"""I1 to I9: what must hold after every morning, whatever happened in it (docs/SIMULATION.md)."""

from collections.abc import Iterable, Iterator, Mapping
from random import Random

from app.crypto.checkpoint import read_checkpoint
from app.crypto.signed_event import SignedEvent, read_event
from app.crypto.tree import root
from app.models.act import Event
from app.models.fold import RoomFold, fold
from app.models.marks import FrontierEntry
from app.models.sealed import seal_of, sealed_report
from app.models.session import ExamSession
from app.models.values import Kind
from dossier.archive.streams import Stored
from dossier.verifying import Verification
from tests.dossier.inside import SESSION
from tests.simulation.differences import differences_are_open
from tests.simulation.dossier_side import digest
from tests.simulation.hostile import KEPT
from tests.simulation.laptop import SimLaptop
from tests.simulation.school import PLACE
from tests.simulation.world import World, require

CANARY = b"Testnaam"


def check(world: World) -> None:
    """Look at everything once the world is at rest.

    Raises:
        Broken: Something does not hold.
    """
    log = world.dossier.stored()
    stored = {each.signed.leaf: each.signed for each in log}
    apart = world.dossier.quarantined()
    nothing_told_is_lost(world, stored, apart)
    nobody_forks_knowingly(world)
    what_was_acknowledged_stays(world, log)
    what_came_is_kept(world, stored, apart)
    the_log_is_sound(world)
    nothing_forged_is_in(world, stored)
    of_room = world.dossier.leaves_of_room()
    every = {leaf: read_event(each) for leaf, each in stored.items()}
    events = [each for leaf, each in every.items() if leaf in of_room]
    the_dossier_tells_the_same(world, every.values())
    everybody_tells_the_same(world, events)
    differences_are_open(fold(SESSION, events))
    seals_stand(world, events)
    no_name_lies_open(world)


def nothing_told_is_lost(world: World, stored: dict[str, SignedEvent], apart: set[str]) -> None:
    """I1: what any screen called recorded is in the log, unless it was excused.

    Nobody forges what a program called recorded: none of it ends in quarantine.
    """
    for laptop in world.laptops:
        told = {leaf: entry for leaf, entry in laptop.told.items() if leaf not in stored}
        doubted = [leaf for leaf, entry in told.items() if digest(entry.signed) in apart]
        require(not doubted, f"I1 {laptop.name}: {len(doubted)} acts are taken for forged")
        lost = set() if laptop.is_dead else told.keys() - world.excused
        require(not lost, f"I1 {laptop.name}: {len(lost)} acts are nowhere")


def nobody_forks_knowingly(world: World) -> None:
    """I1, F15, F16: who sees that a copy went on begins an epoch, and writes nothing beside it."""
    for laptop in world.laptops:
        forking = len(laptop.forking)
        require(not forking, f"F16 {laptop.name}: {forking} acts in an epoch known to be copied")


def what_was_acknowledged_stays(world: World, log: list[Stored]) -> None:
    """I2: what a receipt had is in the log, where it said, under the checkpoint it named."""
    leaves = [bytes.fromhex(each.signed.leaf) for each in log]
    at = {each.signed.leaf: each.position for each in log}
    require([each.position for each in log] == list(range(len(log))), "I2 a position is empty")
    for receipt, pushed in world.network.receipts:
        told = {place for first, last in receipt.positions for place in range(first, last + 1)}
        checkpoint = read_checkpoint(receipt.checkpoint)
        require(
            root(leaves[: checkpoint.size]) == checkpoint.root,
            "I2 the log of a receipt is not ours",
        )
        if receipt.head is not None:
            require(
                at.get(receipt.head, len(log)) < checkpoint.size, "I2 a head is not in the log"
            )
        for leaf, seq in pushed:
            if receipt.has(seq) and leaf in at:
                require(at[leaf] in told, "I2 an event moved in the log")


def what_came_is_kept(world: World, stored: dict[str, SignedEvent], apart: set[str]) -> None:
    """I5: what the dossier answered with 200 is in its log or in quarantine."""
    for leaf, signed in world.network.received.items():
        require(leaf in stored or digest(signed) in apart, "I5 received and nowhere")


def the_log_is_sound(world: World) -> None:
    """I9: every signature, body, epoch, chain and the tree, checked anew from the first event."""
    found = Verification(world.dossier.opened.ledger, world.dossier.opened.keys).run()
    require(not found.faults, f"I9 the log: {found.faults[:3]}")


def nothing_forged_is_in(world: World, stored: dict[str, SignedEvent]) -> None:
    """I9: nothing forged is in the log; what is merely strange is."""
    for kind, made in world.forged:
        is_in = made.event.leaf in stored
        require(is_in is (kind in KEPT), f"I9 {kind}: in the log {is_in}")


def everybody_tells_the_same(world: World, events: list[Event]) -> None:
    """I3, I8: the same set gives the same state: any order, one by one, everywhere."""
    chance = Random(world.seed)
    expected = fold(SESSION, events)
    twice = [*events, *chance.sample(events, len(events) // 2)]
    chance.shuffle(twice)
    grown = RoomFold(PLACE.room)
    for start in range(0, len(twice), 7):
        grown.add(twice[start : start + 7])
    require(grown.day.sessions[SESSION] == expected, "I3 another order tells something else")
    for laptop in world.laptops:
        if laptop.is_dead or laptop.room is None:
            continue
        own = _beyond(laptop, {each.leaf for each in events})
        require(not own, f"I8 {laptop.name} has {len(own)} that nobody else has")
        told = laptop.room.recorder.day.sessions[SESSION]
        require(
            told == expected, f"I3 {laptop.name} tells something else: {_differs(told, expected)}"
        )


def the_dossier_tells_the_same(world: World, events: Iterable[Event]) -> None:
    """I3: what the dossier folded as it came is what its whole log folds to."""
    with world.dossier.opened.ledger.reading() as reading:
        told = reading.session(SESSION)
    require(told == fold(SESSION, events), "I3 the dossier tells something else")


def _differs(one: ExamSession, two: ExamSession) -> str:
    names = ("plan", "rules", "staff", "parts", "enrolments", "planned", "uncounted")
    return ", ".join(name for name in names if getattr(one, name) != getattr(two, name))


def _beyond(laptop: SimLaptop, known: set[str]) -> set[str]:
    assert laptop.room is not None
    held = laptop.room.recorder.folds.folds[SESSION].events
    return set(held) - known


def seals_stand(world: World, events: list[Event]) -> None:
    """I7: what a seal names is there, its root is that of it, and it prints what it printed."""
    by_leaf = {each.leaf: each for each in events}
    for event in events:
        seal = seal_of(event)
        if seal is None:
            continue
        ends = seal.manifest.frontier
        covered = {each.leaf: each for end in ends for each in _chain(by_leaf, end)}
        inside = sorted(
            bytes.fromhex(each.leaf)
            for each in covered.values()
            if each.header.kind in (Kind.PLAN, Kind.FACT)
        )
        require(root(inside).hex() == seal.manifest.root, "I7 a root is not that of its events")
        printed = world.sealed.get(event.leaf)
        if printed is not None:
            now = sealed_report(SESSION, PLACE.room, seal, events)
            require(now == printed, "I7 a sealed report prints something else")


def _chain(by_leaf: Mapping[str, Event], entry: FrontierEntry) -> Iterator[Event]:
    """Return an event and everything before it in its stream, from each to the one it names.

    Below a gap that is still open there is no such name: what lies there counts by its number.
    """
    leaf: str | None = entry.leaf
    for seq in range(entry.seq, -1, -1):
        event = by_leaf.get(leaf or "")
        if event is None or event.header.seq != seq:
            yield from _below_a_gap(by_leaf, entry, seq)
            return
        yield event
        leaf = event.header.prev


def _below_a_gap(
    by_leaf: Mapping[str, Event], entry: FrontierEntry, missing: int
) -> Iterator[Event]:
    stream = (entry.writer, entry.epoch, entry.scope)
    its = [
        each
        for each in by_leaf.values()
        if (each.header.writer, each.header.epoch, each.header.scope) == stream
    ]
    is_gap = missing < entry.seq and missing not in {each.header.seq for each in its}
    require(is_gap, "I7 a seal covers what is gone")
    yield from (each for each in its if each.header.seq < missing)


def no_name_lies_open(world: World) -> None:
    """I4: no file that a laptop wrote holds a name."""
    for laptop in world.laptops:
        for path in laptop.folder.rglob("*"):
            if path.is_file():
                require(CANARY not in path.read_bytes(), f"I4 a name lies in {path.name}")
