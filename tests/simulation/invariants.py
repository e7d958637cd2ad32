"""I1 to I9: what must hold after every morning, whatever happened in it (docs/SIMULATION.md)."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import timedelta
from random import Random

from app.crypto.believing import Doubt
from app.crypto.checkpoint import read_checkpoint
from app.crypto.signed_event import SignedEvent, read_event
from app.crypto.tree import root
from app.models.act import Event
from app.models.facts import ShiftOpened
from app.models.fold import DOSSIER, RoomFold, fold
from app.models.late import ABOUT_THE_MACHINE, late_facts
from app.models.marks import BodyErased, FrontierEntry, ReportSigned, Revoked, WithoutEffect
from app.models.paper import Paper, paper_of
from app.models.reporting import Seal
from app.models.sealed import seal_of, sealed_report
from app.models.session import ExamSession
from app.models.values import Kind
from app.services.opening import Notice
from dossier.archive.asides import of_person
from dossier.archive.streams import Stored
from dossier.verifying import Verification
from tests.dossier.inside import SESSION
from tests.simulation.differences import differences_are_open
from tests.simulation.dossier_side import digest
from tests.simulation.hostile import KEPT, Forgery
from tests.simulation.laptop import SimLaptop
from tests.simulation.office_invariants import (
    offices_tell_the_same,
    what_counts_counts,
    what_was_asked_is_answered,
)
from tests.simulation.requiring import require
from tests.simulation.school import ELSEWHERE, PLACE, ROOM_DAY
from tests.simulation.world import World

CANARY = b"Testnaam"
SIGNED = (Kind.PLAN, Kind.FACT)
APART_FROM_DISKS = (
    "net-", "partition", "dossier-", "forged-", "plan-", "others-", "new-room-key", "stick",
    "person-", "school-", "office-",
)  # fmt: skip
"""Faults that touch no file and no program of a laptop, by how their names begin."""
MOST_WRONG = timedelta(seconds=5)
DAMAGE = {Notice.JOURNAL_HEALED.value, Notice.STORE_HEALED.value, Notice.STORE_GONE.value}


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
    nothing_forged_is_in(world, stored, apart)
    nothing_erased_is_kept(world, stored)
    what_follows_a_revocation_waits([read_event(each.signed) for each in log])
    of_room = world.dossier.leaves_of_room()
    every = {leaf: read_event(each) for leaf, each in stored.items()}
    events = [each for leaf, each in every.items() if leaf in of_room]
    the_dossier_tells_the_same(world, every.values())
    everybody_tells_the_same(world, events)
    who_is_elsewhere_tells_the_same(world, every)
    offices_tell_the_same(world, log)
    what_was_asked_is_answered(world)
    what_counts_counts(world, log)
    differences_are_open(fold(SESSION, events))
    seals_stand(world, events)
    no_name_lies_open(world)
    nothing_whole_is_called_healed(world)
    everybody_knows_the_time(world)


def nothing_told_is_lost(
    world: World, stored: dict[str, SignedEvent], apart: dict[str, str]
) -> None:
    """I1: what any screen called recorded is in the log, unless it was excused.

    Nobody forges what a program called recorded: none of it ends in quarantine, but for what
    another brought of a laptop that died before it told of its epoch.
    """
    for laptop in world.machines:
        told = {leaf: entry for leaf, entry in laptop.told.items() if leaf not in stored}
        doubts = {leaf: apart.get(digest(entry.signed)) for leaf, entry in told.items()}
        doubted = [leaf for leaf, doubt in doubts.items() if doubt not in (None, Doubt.EPOCH)]
        require(not doubted, f"I1 {laptop.name}: {len(doubted)} acts are taken for forged")
        lost = set() if laptop.is_dead else told.keys() - world.excused - laptop.given_up
        require(not lost, f"I1 {laptop.name}: {len(lost)} acts are nowhere")


def nobody_forks_knowingly(world: World) -> None:
    """I1, F15, F16: who sees that a copy went on begins an epoch, and writes nothing beside it."""
    for laptop in world.machines:
        forking = len(laptop.forking)
        require(not forking, f"F16 {laptop.name}: {forking} acts in an epoch known to be copied")


def what_was_acknowledged_stays(world: World, log: list[Stored]) -> None:
    """I2: what a receipt had is in the log, where it said, under the checkpoint it named."""
    leaves = [bytes.fromhex(each.signed.leaf) for each in log]
    at = {each.signed.leaf: each.position for each in log}
    require([each.position for each in log] == list(range(len(log))), "I2 a position is empty")
    for laptop in world.machines:
        central = set() if laptop.deliverer is None else laptop.deliverer.acknowledged
        require(central <= at.keys(), f"I2 {laptop.name} takes for central what is not")
    origin = world.dossier.origin
    for receipt, pushed in world.network.receipts:
        if receipt.origin != origin:
            continue  # of a log that was put back: it counts for nothing any more
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


def what_came_is_kept(world: World, stored: dict[str, SignedEvent], apart: dict[str, str]) -> None:
    """I5: what the dossier answered with 200 is in its log or in quarantine.

    Of a dossier that was put back: what a laptop still holds.
    """
    held = world.held() if world.was_put_back else world.network.received.keys()
    for leaf, signed in world.network.received.items():
        if leaf not in held:
            continue
        require(leaf in stored or digest(signed) in apart, "I5 received and nowhere")


def the_log_is_sound(world: World) -> None:
    """I9: every signature, body, epoch, chain and the tree, checked anew from the first event."""
    found = Verification(world.dossier.opened.ledger, world.dossier.opened.keys).run()
    require(not found.faults, f"I9 the log: {found.faults[:3]}")


def nothing_forged_is_in(
    world: World, stored: dict[str, SignedEvent], apart: dict[str, str]
) -> None:
    """I9: nothing forged is in the log, what is merely strange is. I5: none of it is nowhere."""
    for kind, made in world.forged:
        had = stored.get(made.event.leaf)
        if kind is Forgery.OTHER_BYTES and had is not None and had.body is None:
            continue  # erased: whatever comes of it is told of by its leaf alone
        is_kept = kind in KEPT or digest(made.event) in apart or world.was_put_back
        require(is_kept, f"I5 {kind}: received and nowhere")
        is_in = had is not None and (kind in KEPT or had == made.event)
        may_be_gone = world.was_put_back and kind in KEPT
        require(is_in is (kind in KEPT) or may_be_gone, f"I9 {kind}: in the log {is_in}")


def what_follows_a_revocation_waits(log: list[Event]) -> None:
    """I12: what is logged after somebody was revoked waits for two people, in whatever order."""
    acts = {each.leaf: each.body.act for each in log if each.body is not None}
    told = {leaf: act for leaf, act in acts.items() if isinstance(act, ShiftOpened)}
    people = {leaf: {of_person(each.person) for each in act.people} for leaf, act in told.items()}
    aside = {
        leaf
        for each in log
        if each.body is not None and isinstance(acts[each.leaf], WithoutEffect)
        for leaf in each.body.refs
    }
    revoked: set[str] = set()
    for each in log:
        act = acts.get(each.leaf)
        if isinstance(act, Revoked):
            revoked.add(act.subject)
        if each.header.kind not in (Kind.FACT, Kind.MARK) or each.header.writer == DOSSIER:
            continue
        shift = each.leaf if each.leaf in people else each.header.shift
        who = people.get(shift or "", set())
        if isinstance(act, ReportSigned):  # by whom it is signed, whoever was on duty
            who = {of_person(act.person)}
        is_free = revoked.isdisjoint(who)
        require(is_free or each.leaf in aside, f"I12 {act} counts after a revocation")


def erased_in(events: Iterable[Event]) -> set[str]:
    """Return the leaves of which the dossier says that their bodies were erased."""
    acts = [each.body.act for each in events if each.body and each.header.writer == DOSSIER]
    return {leaf for act in acts if isinstance(act, BodyErased) for leaf in act.leaves}


def nothing_erased_is_kept(world: World, stored: Mapping[str, SignedEvent]) -> None:
    """I10: what was erased stays erased, in the log, its feeds, and every room that is open."""
    erased = erased_in(map(read_event, stored.values()))
    back = {leaf for leaf in erased if leaf in stored and stored[leaf].body is not None}
    require(not back, f"I10 {len(back)} bodies that were erased are in the log")
    for laptop in world.machines:
        is_open = not laptop.is_dead and laptop.recorder is not None
        held = laptop.recorder.store.read_all() if is_open else ()
        kept = [each for each in held if each.event.leaf in erased and each.signed.body]
        require(not kept, f"I10 {laptop.name} keeps {len(kept)} bodies that were erased")


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
        if laptop.is_dead or laptop.room is None or laptop.room_day != ROOM_DAY:
            continue
        own = _beyond(laptop, {each.leaf for each in events})
        require(not own, f"I8 {laptop.name} has {len(own)} that nobody else has")
        told = laptop.room.recorder.day.sessions[SESSION]
        require(
            told == expected, f"I3 {laptop.name} tells something else: {_differs(told, expected)}"
        )


def who_is_elsewhere_tells_the_same(world: World, every: Mapping[str, Event]) -> None:
    """I3, I8: and so does whoever is in the other room, of each session that is held there."""
    there = [each for each in world.laptops if each.room_day != ROOM_DAY and not each.is_dead]
    if not there:
        return
    told: dict[str, list[Event]] = defaultdict(list)
    for leaf in world.dossier.leaves_of_room(ELSEWHERE.room_day):
        told[every[leaf].header.scope.split("/")[1]].append(every[leaf])
    for laptop in there:
        assert laptop.room is not None
        for session, events in told.items():
            is_same = laptop.room.recorder.day.sessions[session] == fold(session, events)
            require(is_same, f"I3 {laptop.name} tells something else, elsewhere")


def the_dossier_tells_the_same(world: World, events: Iterable[Event]) -> None:
    """I3: what each replica folded as it came is what the whole log folds to."""
    expected = fold(SESSION, events)
    for replica in world.dossier.every:
        with replica.ledger.reading() as reading:
            told = reading.session(SESSION)
        require(told == expected, "I3 the dossier tells something else")


def _differs(one: ExamSession, two: ExamSession) -> str:
    names = ("plan", "rules", "staff", "parts", "enrolments", "planned", "uncounted")
    return ", ".join(name for name in names if getattr(one, name) != getattr(two, name))


def _beyond(laptop: SimLaptop, known: set[str]) -> set[str]:
    assert laptop.room is not None
    held = laptop.room.recorder.folds.folds[SESSION].events
    return set(held) - known


def seals_stand(world: World, events: list[Event]) -> None:
    """I7: what a seal names is there, its root is that of it, and it prints what it printed.

    Whatever came since, also what fills a gap that was under it: that is late, and no part of it.
    """
    by_leaf = {each.leaf: each for each in events}
    paper = paper_of(fold(SESSION, events), PLACE.room)
    for event in events:
        seal = seal_of(event)
        if seal is None:
            continue
        runs = [list(_run(by_leaf, end)) for end in seal.manifest.frontier]
        gone = {leaf for run in runs for leaf in run if leaf not in by_leaf}
        gone |= {leaf for leaf in seal.act.marks if leaf not in by_leaf}
        given_up = world.excused.union(*(each.given_up for each in world.machines))
        require(gone <= given_up, "I7 a seal names what is gone")
        if gone:
            continue  # it is told as a gap; what is not there cannot be printed
        inside = {leaf for run in runs for leaf in run}
        signed = {leaf for leaf in inside if by_leaf[leaf].header.kind in SIGNED}
        leaves = sorted(map(bytes.fromhex, signed))
        told = (seal.manifest.n, seal.manifest.root)
        require((len(leaves), root(leaves).hex()) == told, "I7 a root is not that of its events")
        if event.leaf in world.sealed and not erased_in(events):
            now = sealed_report(SESSION, PLACE.room, seal, events)
            require(now == world.sealed[event.leaf], "I7 a sealed report prints something else")
        assert paper is not None
        late = {each.leaf for each in late_facts(paper, seal)}
        require(late == _outside(paper, seal, inside), "I7 what came after a seal is not told")


def _run(by_leaf: Mapping[str, Event], entry: FrontierEntry) -> Iterator[str]:
    """Return the leaves of a stream from the one that is named back to where its run begins."""
    leaf: str | None = entry.leaf
    for _ in range(entry.seq, entry.first - 1, -1):
        yield leaf or ""
        event = by_leaf.get(leaf or "")
        leaf = None if event is None else event.header.prev
        if event is None:
            return


def _outside(paper: Paper, seal: Seal, inside: Container[str]) -> set[str]:
    """Return the facts of whom a seal covers that are none of what it names, told by leaf."""
    facts = [*paper.part.acts, *(a for e in paper.session.enrolments.values() for a in e.acts)]
    return {
        each.leaf
        for each in facts
        if each.header.kind is Kind.FACT
        and each.header.scope == seal.manifest.scope
        and each.header.writer != DOSSIER
        and seal.act.covers(each.header.writer)
        and each.leaf not in inside
        and each.body is not None
        and not isinstance(each.body.act, ABOUT_THE_MACHINE)
    }


def no_name_lies_open(world: World) -> None:
    """I4: no file that a laptop wrote holds a name."""
    for laptop in world.machines:
        for path in laptop.folder.rglob("*"):
            if path.is_file():
                require(CANARY not in path.read_bytes(), f"I4 a name lies in {path.name}")


def nothing_whole_is_called_healed(world: World) -> None:
    """F2: where nothing was done to a laptop's disk or program, no screen tells of damage."""
    if all(name.startswith(APART_FROM_DISKS) for name in world.suffered):
        for laptop in world.laptops:
            told = DAMAGE.intersection(laptop.noticed)
            require(not told, f"F2 {laptop.name} tells of damage that is not: {sorted(told)}")


def everybody_knows_the_time(world: World) -> None:
    """T13: whatever its own clock says, a laptop that was answered knows what time it is."""
    for laptop in world.machines:
        if laptop.recorder is not None and laptop.clock is not None:
            wrong = abs(laptop.clock().corrected - world.clock.now)
            require(wrong < MOST_WRONG, f"T13 {laptop.name} is {wrong} wrong")
