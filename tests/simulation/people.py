"""What people do on a laptop: plausible acts, in no order that a program may count on."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any, Final

from app.crypto.keys import SigningKey
from app.models import commands as c
from app.models.closing import checks_of, signing_of
from app.models.sealed import seal_of, sealed_report
from app.models.session import ExamSession, Part
from app.models.values import IdentityOutcome, Kind
from app.services.closing import NotReady, paper_in, seal_drafts, signature_drafts
from tests.dossier.inside import SESSION, enrolment_id
from tests.simulation.laptop import SimLaptop
from tests.simulation.school import CANDIDATES, PLACE

Acting = Callable[[SimLaptop, Random], Any]


def session_of(laptop: SimLaptop) -> ExamSession:
    assert laptop.room is not None
    return laptop.room.recorder.day.sessions[SESSION]


def part_of(laptop: SimLaptop) -> Part:
    return session_of(laptop).parts[PLACE.room]


def _candidate(chance: Random) -> str:
    return enrolment_id(chance.randrange(CANDIDATES))


def arrive(_: SimLaptop, chance: Random) -> Any:
    return c.RegisterArrival(SESSION, _candidate(chance), chance.choice([None, *IdentityOutcome]))


def look(_: SimLaptop, chance: Random) -> Any:
    return c.CheckIdentity(SESSION, _candidate(chance), chance.choice([*IdentityOutcome]))


def stay_away(_: SimLaptop, chance: Random) -> Any:
    return c.EstablishNoShow(SESSION, (_candidate(chance),))


def refuse(_: SimLaptop, chance: Random) -> Any:
    return c.RefuseEntry(SESSION, _candidate(chance), "te laat")


def away(_: SimLaptop, chance: Random) -> Any:
    return c.LeaveForAMoment(SESSION, _candidate(chance))


def back(_: SimLaptop, chance: Random) -> Any:
    return c.ComeBack(SESSION, _candidate(chance))


def begin(laptop: SimLaptop, chance: Random) -> Any:
    assert laptop.clock is not None
    seen = laptop.clock().corrected - timedelta(minutes=chance.randrange(10))
    return c.StartSession(SESSION, chance.choice([None, seen]))


def end(_: SimLaptop, chance: Random) -> Any:
    return c.EndSession(SESSION)


def hand_in(_: SimLaptop, chance: Random) -> Any:
    many = {_candidate(chance) for _ in range(chance.randrange(1, 4))}
    return c.HandIn(SESSION, tuple(sorted(many)), chance.choice([None, 3]))


def note(_: SimLaptop, chance: Random) -> Any:
    return c.NoteIrregularity(
        SESSION, chance.choice([None, _candidate(chance)]), "overig", "Telefoon ging af."
    )


def seat(_: SimLaptop, chance: Random) -> Any:
    return c.TakeSeat(SESSION, _candidate(chance), f"A{chance.randrange(1, 6)}")


def interrupt(_: SimLaptop, chance: Random) -> Any:
    return c.StartInterruption(SESSION, "brandalarm", chance.choice([None, _candidate(chance)]))


def undo(_: SimLaptop, chance: Random) -> Any:
    return chance.choice([c.Undo(), c.Undo(), c.Redo()])


def correct(laptop: SimLaptop, chance: Random) -> Any:
    assert laptop.room is not None
    events = laptop.room.recorder.folds.folds[SESSION].events.values()
    facts = sorted(each.leaf for each in events if each.header.kind is Kind.FACT)
    return c.Correct(SESSION, chance.choice(facts), "vergissing") if facts else c.Undo()


def settle(laptop: SimLaptop, chance: Random) -> Any:
    found = settlements(laptop, chance)
    return chance.choice(found) if found else arrive(laptop, chance)


def settlements(laptop: SimLaptop, chance: Random) -> list[c.SettleDifference]:
    """Return a person's choice for every difference that is open here."""
    session = session_of(laptop)
    open_ones = [(None, *each) for each in part_of(laptop).differences]
    for candidate in sorted(session.enrolments):
        differences = session.enrolments[candidate].differences
        open_ones += [(candidate, *each) for each in differences]  # type: ignore[misc]
    return [
        c.SettleDifference(SESSION, candidate, aspect, chance.choice(value.heads).leaf)
        for candidate, aspect, value in open_ones
    ]


ACTS: Final[tuple[tuple[int, Acting], ...]] = (
    (10, arrive), (4, look), (3, stay_away), (1, refuse), (5, away), (5, back), (4, begin),
    (1, end), (4, hand_in), (3, note), (3, seat), (1, interrupt), (4, undo), (2, correct),
    (4, settle),
)  # fmt: skip


def something(laptop: SimLaptop, chance: Random) -> Any:
    """Return a command that somebody might give."""
    weights, acts = zip(*ACTS, strict=True)
    return chance.choices(acts, weights)[0](laptop, chance)


def close_report(laptop: SimLaptop, chance: Random, sealed: dict[str, Any]) -> bool:
    """Do what a report needs, let everybody on duty sign, and seal; tell whether it is sealed."""
    assert laptop.room is not None
    if PLACE.room not in session_of(laptop).parts:
        return False
    for command in settlements(laptop, chance):
        laptop.record(command)
    session = session_of(laptop)
    present = []
    for each in session.in_room(PLACE.room):
        if each.arrival is None:
            laptop.record(c.EstablishNoShow(SESSION, (each.candidate,)))
        elif not each.is_absent:
            present.append(each.candidate)
    laptop.record(c.StartSession(SESSION))
    for candidate in present:
        laptop.record(c.CheckIdentity(SESSION, candidate, IdentityOutcome.SEEN))
        laptop.record(c.ComeBack(SESSION, candidate))
        laptop.record(c.HandIn(SESSION, (candidate,)))
    for stopped in part_of(laptop).interruptions:
        laptop.record(c.EndInterruption(SESSION, stopped.leaf))
    laptop.record(c.EndSession(SESSION))
    return _sign_all(laptop, sealed)


def _sign_all(laptop: SimLaptop, sealed: dict[str, Any]) -> bool:
    room = laptop.room
    assert room is not None
    folds = room.recorder.folds
    try:
        for each in signing_of(paper_in(folds, SESSION)).on_duty:
            seed = laptop.seeds.get(each.person)
            if seed is None:
                laptop.record(c.NoteSigningImpossible(SESSION, each.person, each.name, "weg"))
                continue
            key = SigningKey.from_seed(seed)
            laptop.write(signature_drafts(folds, SESSION, each.person, key, ("Klopt.",)))
        drafts = seal_drafts(folds, SESSION)
        recorded = laptop.write(drafts) if drafts else None
    except NotReady:
        return False
    if recorded is None:
        return False
    seal = seal_of(recorded.events[-1])
    assert seal is not None
    known = folds.folds[SESSION].events.values()
    sealed[seal.event.leaf] = sealed_report(SESSION, PLACE.room, seal, known)
    return True


def blocking(laptop: SimLaptop) -> list[str]:
    """Return what still blocks a report, for whoever looks why nothing is sealed."""
    assert laptop.room is not None
    checks = checks_of(paper_in(laptop.room.recorder.folds, SESSION))
    return [each.kind.value for each in checks if each.blocks]
