"""What people do on a laptop: plausible acts, in no order that a program may count on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final

from app.crypto.keys import SigningKey
from app.models import commands as c
from app.models.attendance_commands import SendToRoom
from app.models.closing import checks_of, signing_of
from app.models.sealed import seal_of, sealed_report
from app.models.session import ExamSession, Part
from app.models.values import IdentityOutcome, Kind
from app.services.closing import NotReady, paper_in, seal_drafts, signature_drafts
from tests.dossier.inside import SESSION, enrolment_id
from tests.simulation.laptop import SimLaptop
from tests.simulation.school import CANDIDATES, ELSEWHERE, OTHER_SESSION, OTHERS, PLACE, ROOM_DAY


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody acts: at a laptop, in one of the sessions of its room."""

    laptop: SimLaptop
    session: str
    candidates: tuple[str, ...]

    @property
    def known(self) -> ExamSession:
        """The session as this laptop knows it."""
        assert self.laptop.room is not None
        return self.laptop.room.recorder.day.sessions[self.session]

    def who(self, chance: Random) -> str:
        """Return a candidate."""
        return self.candidates[chance.randrange(len(self.candidates))]


Acting = Callable[[Spot, Random], Any]


def spot_of(laptop: SimLaptop, chance: Random) -> Spot:
    """Return where somebody acts who looks at any of what is held here."""
    assert laptop.room is not None
    room, day = laptop.room.header.room, laptop.room.recorder.day
    here = sorted(session.id for session, part in day.parts() if part.room == room)
    session = chance.choice(here) if len(here) > 1 else (here or [SESSION])[0]
    numbers = OTHERS if session == OTHER_SESSION else range(CANDIDATES)
    return Spot(laptop, session, tuple(map(enrolment_id, numbers)))


def session_of(laptop: SimLaptop) -> ExamSession:
    assert laptop.room is not None
    return laptop.room.recorder.day.sessions[SESSION]


def part_of(laptop: SimLaptop) -> Part:
    return session_of(laptop).parts[PLACE.room]


def arrive(at: Spot, chance: Random) -> Any:
    return c.RegisterArrival(at.session, at.who(chance), chance.choice([None, *IdentityOutcome]))


def look(at: Spot, chance: Random) -> Any:
    return c.CheckIdentity(at.session, at.who(chance), chance.choice([*IdentityOutcome]))


def stay_away(at: Spot, chance: Random) -> Any:
    return c.EstablishNoShow(at.session, (at.who(chance),))


def refuse(at: Spot, chance: Random) -> Any:
    return c.RefuseEntry(at.session, at.who(chance), "te laat")


def away(at: Spot, chance: Random) -> Any:
    return c.LeaveForAMoment(at.session, at.who(chance))


def back(at: Spot, chance: Random) -> Any:
    return c.ComeBack(at.session, at.who(chance))


def send_away(at: Spot, chance: Random) -> Any:
    return SendToRoom(at.session, at.who(chance), ELSEWHERE.label, "kapotte laptop")


def begin(at: Spot, chance: Random) -> Any:
    assert at.laptop.clock is not None
    seen = at.laptop.clock().corrected - timedelta(minutes=chance.randrange(10))
    return c.StartSession(at.session, chance.choice([None, seen]))


def end(at: Spot, chance: Random) -> Any:
    return c.EndSession(at.session)


def hand_in(at: Spot, chance: Random) -> Any:
    many = {at.who(chance) for _ in range(chance.randrange(1, 4))}
    return c.HandIn(at.session, tuple(sorted(many)), chance.choice([None, 3]))


def note(at: Spot, chance: Random) -> Any:
    return c.NoteIrregularity(
        at.session,
        chance.choice([None, at.who(chance)]),
        "overig",
        "Telefoon ging af.",
    )


def seat(at: Spot, chance: Random) -> Any:
    return c.TakeSeat(at.session, at.who(chance), f"A{chance.randrange(1, 6)}")


def interrupt(at: Spot, chance: Random) -> Any:
    return c.StartInterruption(at.session, "brandalarm", chance.choice([None, at.who(chance)]))


def undo(at: Spot, chance: Random) -> Any:
    return chance.choice([c.Undo(), c.Undo(), c.Redo()])


def correct(at: Spot, chance: Random) -> Any:
    assert at.laptop.room is not None
    events = at.laptop.room.recorder.folds.folds[at.session].events.values()
    facts = sorted(each.leaf for each in events if each.header.kind is Kind.FACT)
    return c.Correct(at.session, chance.choice(facts), "vergissing") if facts else c.Undo()


def settle(at: Spot, chance: Random) -> Any:
    found = settlements(at, chance)
    return chance.choice(found) if found else arrive(at, chance)


def settlements(at: Spot, chance: Random) -> list[c.SettleDifference]:
    """Return a person's choice for every difference that is open here."""
    assert at.laptop.room is not None
    part = at.known.parts[at.laptop.room.header.room]
    open_ones = [(None, *each) for each in part.differences]
    for candidate in sorted(at.known.enrolments):
        differences = at.known.enrolments[candidate].differences
        open_ones += [(candidate, *each) for each in differences]  # type: ignore[misc]
    return [
        c.SettleDifference(at.session, candidate, aspect, chance.choice(value.heads).leaf)
        for candidate, aspect, value in open_ones
    ]


ACTS: Final[tuple[tuple[int, Acting], ...]] = (
    (10, arrive), (4, look), (3, stay_away), (1, refuse), (5, away), (5, back), (4, begin),
    (1, end), (4, hand_in), (3, note), (3, seat), (1, interrupt), (4, undo), (2, correct),
    (4, settle), (1, send_away),
)  # fmt: skip


def something(laptop: SimLaptop, chance: Random) -> Any:
    """Return a command that somebody might give."""
    weights, acts = zip(*ACTS, strict=True)
    return chance.choices(acts, weights)[0](spot_of(laptop, chance), chance)


def close_report(laptop: SimLaptop, chance: Random, sealed: dict[str, Any]) -> bool:
    """Do what a report needs, let everybody on duty sign, and seal; tell whether it is sealed."""
    assert laptop.room is not None
    if laptop.room_day != ROOM_DAY or PLACE.room not in session_of(laptop).parts:
        return False
    for command in settlements(Spot(laptop, SESSION, ()), chance):
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
