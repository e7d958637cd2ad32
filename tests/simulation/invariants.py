"""I1 to I9: what must hold after every morning, whatever happened in it (docs/SIMULATION.md)."""

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from app.crypto.signed_event import SignedEvent, read_event
from app.crypto.tree import root
from app.models.act import Event
from app.models.fold import RoomFold, fold
from app.models.manifest import inside
from app.models.marks import ReportSealed
from app.models.session import MERGE_WINDOW, ExamSession
from app.models.values import Kind
from dossier.verifying import Verification
from tests.dossier.inside import SESSION
from tests.simulation.dossier_side import digest
from tests.simulation.hostile import KEPT
from tests.simulation.laptop import SimLaptop
from tests.simulation.school import PLACE
from tests.simulation.world import Broken, World

CANARY = b"Testnaam"


def check(world: World) -> None:
    """Look at everything once the world is at rest.

    Raises:
        Broken: Something does not hold.
    """
    stored = {each.signed.leaf: each.signed for each in world.dossier.stored()}
    apart = world.dossier.quarantined()
    nothing_told_is_lost(world, stored, apart)
    what_came_is_kept(world, stored, apart)
    the_log_is_sound(world)
    nothing_forged_is_in(world, stored)
    of_room = world.dossier.leaves_of_room()
    events = [read_event(each) for leaf, each in stored.items() if leaf in of_room]
    everybody_tells_the_same(world, events, apart)
    differences_are_open(fold(SESSION, events), events)
    seals_stand(events)
    no_name_lies_open(world)


def require(holds: bool, text: str) -> None:
    if not holds:
        raise Broken(text)


def nothing_told_is_lost(world: World, stored: dict[str, SignedEvent], apart: set[str]) -> None:
    """I1: what any screen called recorded is in the log, or kept apart, or was excused."""
    for laptop in world.laptops:
        lost = [
            leaf
            for leaf, entry in laptop.told.items()
            if leaf not in stored
            and leaf not in world.excused
            and digest(entry.signed) not in apart
        ]
        if laptop.is_dead:
            lost = []
        require(not lost, f"I1 {laptop.name}: {len(lost)} acts are nowhere")


def what_came_is_kept(world: World, stored: dict[str, SignedEvent], apart: set[str]) -> None:
    """I2, I5: what the dossier answered with 200 is in its log or in quarantine."""
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


def everybody_tells_the_same(world: World, events: list[Event], apart: set[str]) -> None:
    """I3, I8: the same set gives the same state: any order, one by one, on every laptop."""
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
        if own:
            ours = [entry.signed for entry in laptop.room.recorder.own_entries()]
            there = {each.leaf for each in ours if digest(each) in apart}
            require(own <= there, f"I8 {laptop.name} has {len(own - there)} that nobody else has")
            continue
        told = laptop.room.recorder.day.sessions[SESSION]
        require(
            told == expected, f"I3 {laptop.name} tells something else: {_differs(told, expected)}"
        )


def _differs(one: ExamSession, two: ExamSession) -> str:
    names = ("plan", "rules", "staff", "parts", "enrolments", "planned", "uncounted")
    return ", ".join(name for name in names if getattr(one, name) != getattr(two, name))


def _beyond(laptop: SimLaptop, known: set[str]) -> set[str]:
    assert laptop.room is not None
    held = laptop.room.recorder.folds.folds[SESSION].events
    return set(held) - known


def differences_are_open(session: ExamSession, events: Iterable[Event]) -> None:
    """I6: values that nobody knew of each other's, and that differ, are an open difference."""
    shown = {
        (each.candidate, aspect)
        for each in session.enrolments.values()
        for aspect, value in each.values.items()
        if value.is_difference
    }
    for (candidate, aspect), values in concurrent_values(session, events).items():
        if len(values) > 1:
            require((candidate, aspect) in shown, f"I6 {aspect} is no open difference")


def concurrent_values(
    session: ExamSession, events: Iterable[Event]
) -> dict[tuple[str, str], set[str]]:
    """Return per register the kinds of its heads, told anew from the events that count."""
    registers: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for enrolment in session.enrolments.values():
        for event in enrolment.acts:
            body = event.body
            if body is None or body.aspect is None or event.leaf in enrolment.struck:
                continue
            if body.aspect == body.act.ASPECT and event.header.kind is Kind.FACT:
                registers[(enrolment.candidate, body.aspect)].append(event)
    return {key: {_kind(each) for each in _standing(its)} for key, its in registers.items()}


def _kind(event: Event) -> str:
    return "" if event.body is None else event.body.act.value


def _standing(events: list[Event]) -> list[Event]:
    """Return the events that no other one replaced, or replaced the like of within two minutes."""
    by_leaf = {each.leaf: each for each in events}

    def past(event: Event) -> set[str]:
        found: set[str] = set()
        waiting = [event]
        while waiting:
            body = waiting.pop().body
            fresh = {leaf for leaf in (body.seen if body else ()) if leaf in by_leaf} - found
            found |= fresh
            waiting += [by_leaf[leaf] for leaf in fresh]
        return found

    def replaces(one: Event, other: Event) -> bool:
        return other.leaf in past(one) or any(
            _kind(by_leaf[leaf]) == _kind(other)
            and abs(by_leaf[leaf].header.corrected - other.header.corrected) <= MERGE_WINDOW
            for leaf in past(one) - past(other)
        )

    return [each for each in events if not any(replaces(other, each) for other in events)]


def seals_stand(events: list[Event]) -> None:
    """I7: what a seal names is all there, and its root is still the root of exactly that."""
    for event in events:
        act = None if event.body is None else event.body.act
        if not isinstance(act, ReportSealed):
            continue
        covered = sorted(bytes.fromhex(each.leaf) for each in inside(events, act.manifest))
        require(root(covered).hex() == act.manifest.root, "I7 a root is not that of its events")


def no_name_lies_open(world: World) -> None:
    """I4: no file that a laptop wrote holds a name."""
    for laptop in world.laptops:
        for path in laptop.folder.rglob("*"):
            if path.is_file():
                require(CANARY not in path.read_bytes(), f"I4 a name lies in {path.name}")
