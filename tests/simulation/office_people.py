"""What people of the office do: plausible acts, in no order that a program may count on."""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from app.models import office_commands as c
from app.models import planning_commands as pc
from app.models.office_day import OfficeDay
from app.models.planning_facts import PartOrder, PlacedRoom
from app.models.values import ADMISSION, DecisionOutcome, StaffRole
from tests.dossier.inside import SESSION, enrolment_id
from tests.simulation.office import SimOffice
from tests.simulation.school import CANDIDATES, ELSEWHERE, PEOPLE, PLACE

Acting = Callable[[OfficeDay, Random], Any]


def _candidate(chance: Random) -> str:
    return enrolment_id(chance.randrange(CANDIDATES))


def send_message(_: OfficeDay, chance: Random) -> Any:
    rooms = chance.choice([(PLACE.room,), (PLACE.room, ELSEWHERE.room)])
    return c.SendMessage(rooms, "De bel gaat niet.", is_urgent=chance.random() < 0.3)


def decide(_: OfficeDay, chance: Random) -> Any:
    outcome = chance.choice([*DecisionOutcome])
    return c.DecideForRoom(
        SESSION, PLACE.room, ADMISSION, outcome, "Zie mail.", "M. Bakir", _candidate(chance)
    )


def open_issue(_: OfficeDay, chance: Random) -> Any:
    return c.OpenIssue("Beamer", room=chance.choice([None, PLACE.room]))


def go_on_with_issue(day: OfficeDay, chance: Random) -> Any:
    if not day.issues:
        return open_issue(day, chance)
    issue = chance.choice(day.issues).key
    return chance.choice(
        [
            c.TakeIssue(issue),
            c.HandOverIssue(issue, "b2", "Testnaam Bureau2"),
            c.NoteOnIssue(issue, "Gebeld."),
            c.AwaitOnIssue(issue, "ICT"),
            c.SolveIssue(issue, "Opgelost."),
            c.ReopenIssue(issue),
            c.CallHelpdesk(issue, "ICT"),
            c.EndHelpdeskCall(issue),
        ]
    )


def notify_absence(_: OfficeDay, chance: Random) -> Any:
    reason = chance.choice(["", "ziek"])
    return c.NotifyAbsence(SESSION, PLACE.room, _candidate(chance), "moeder", reason)


def receive_staff(_: OfficeDay, chance: Random) -> Any:
    person = chance.choice(PEOPLE)
    return c.ReceiveStaff(person, "Testnaam Toezicht", PLACE.day, "ochtend", is_identity_seen=True)


def take_back(day: OfficeDay, chance: Random) -> Any:
    leaves = [each.leaf for each in day.office]
    return (
        c.TakeBack((chance.choice(leaves),), "vergissing") if leaves else open_issue(day, chance)
    )


def plan(_: OfficeDay, chance: Random) -> Any:
    steps = (
        pc.GiveExtras(SESSION, _candidate(chance), seat=f"B{chance.randrange(1, 6)}"),
        pc.PlaceStaff(
            SESSION, chance.choice(PEOPLE), "Testnaam Toezicht", StaffRole.INVIGILATOR,
            PLACE.label, PLACE.location, PLACE.day, is_placed=chance.random() < 0.7,
        ),
        pc.PlaceCandidate(
            SESSION, _candidate(chance), ELSEWHERE.label, ELSEWHERE.location, ELSEWHERE.day
        ),
        pc.PlaceSession(
            SESSION, PLACE.day,
            tuple(
                PlacedRoom(each.label, each.location)
                for each in chance.choice([(PLACE,), (PLACE, ELSEWHERE)])
            ),
            PartOrder.NAME,
        ),
    )  # fmt: skip
    return pc.SendPlan(tuple(chance.sample(steps, chance.randrange(1, 3))))


ACTS: Final[tuple[tuple[int, Acting], ...]] = (
    (6, send_message), (4, decide), (3, open_issue), (5, go_on_with_issue), (2, notify_absence),
    (2, receive_staff), (2, take_back), (4, plan),
)  # fmt: skip


def something(office: SimOffice, chance: Random) -> Any:
    """Return a command that somebody of the office might give."""
    weights, acts = zip(*ACTS, strict=True)
    return chance.choices(acts, weights)[0](office.work.day(), chance)
