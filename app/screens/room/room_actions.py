"""What Enter and the F-keys do for one candidate: the table of phases (DESIGN 5), as commands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.models import commands as c
from app.models.paper import Paper, spoken_name
from app.models.remembered import Remembered
from app.models.session import Enrolment
from app.models.standing import AT_WORK, last_end, standings, working
from app.models.timing import personal_end, phase_of
from app.models.values import IdentityOutcome, NotObserved, Phase, Status
from app.screens.room.intents import Act


class MainAct(StrEnum):
    """What the big button does; NONE is shown without a key."""

    PRESENT = "present"
    STILL_PRESENT = "still-present"
    LATE = "late"
    HERE_NOW = "here-now"
    BACK = "back"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate of this room with the paper of its session."""

    paper: Paper
    enrolment: Enrolment
    status: Status
    """Where the candidate stands; told once, as every row and count asks for it."""


def main_act(shown: Shown, at: datetime) -> MainAct:
    """Return what Enter does for a candidate at a moment."""
    status = shown.status
    phase = _own_phase(shown, at)
    if phase is Phase.ENDED or status in (Status.HANDED_IN, Status.LEFT, Status.MOVED):
        return MainAct.NONE
    if status is Status.AWAY:
        return MainAct.BACK
    if status in (Status.PRESENT, Status.LATE):
        return MainAct.NONE
    if phase is Phase.NOT_STARTED:
        return MainAct.STILL_PRESENT if status is Status.ABSENT else MainAct.PRESENT
    if phase is Phase.DOOR_CLOSED:
        return MainAct.HERE_NOW
    return MainAct.LATE if is_late(shown, at) else MainAct.PRESENT


def is_late(shown: Shown, at: datetime) -> bool:
    """Whether who comes in now is late by the rule set."""
    session = shown.paper.session
    started = shown.paper.schedule.started_at
    own_window = session.plan is not None and session.plan.duration_from == "own-start"
    if own_window and not session.rules.late_counts_from_start:
        return False
    return started is not None and at > started


def _own_phase(shown: Shown, at: datetime) -> Phase:
    """The phase, with the door closed for whom the own end has passed."""
    phase = phase_of(shown.paper.session, shown.paper.part, at)
    end = personal_end(shown.paper.session, shown.paper.part, shown.enrolment)
    if phase is Phase.DOOR_OPEN and end is not None and end.at is not None and at > end.at:
        return Phase.DOOR_CLOSED
    return phase


def main_command(shown: Shown, at: datetime, seen_at: c.SeenAt, *, valid_id: bool) -> c.Command:
    """Return the command of the big button; call it only when there is one."""
    session, candidate = shown.paper.session.id, shown.enrolment.candidate
    if main_act(shown, at) is MainAct.BACK:
        return c.ComeBack(session, candidate, seen_at)
    outcome = IdentityOutcome.SEEN if valid_id else IdentityOutcome.NO_VALID_DOCUMENT
    return c.RegisterArrival(session, candidate, outcome, seen_at)


# ---------------------------------------------------------------- the other acts

DONE = (Status.HANDED_IN, Status.LEFT, Status.ABSENT, Status.REFUSED, Status.MOVED)
INSIDE = (Status.PRESENT, Status.LATE, Status.AWAY)
OUTSIDE = (Status.EXPECTED, Status.ABSENT, Status.REFUSED)


def why_not(shown: Shown, act: Act, at: datetime) -> str:
    """Return why an act cannot be done now, or nothing when it can."""
    status, name = shown.status, spoken_name(shown.enrolment)
    if shown.paper.seal is not None:
        return "" if act is Act.EVERYTHING else "Het verslag is verzegeld."
    if act in (Act.PRESENT, Act.LATE):
        return _why_not_in(shown, act, at, name)
    if act is Act.ABSENT:
        return "" if status in (Status.EXPECTED, Status.REFUSED) else f"{name} is niet verwacht."
    return _why_not_out(status, act, name)


def _why_not_out(status: Status, act: Act, name: str) -> str:
    if act is Act.LEFT and status in OUTSIDE:
        return f"{name} is al doorverwezen." if status is Status.REFUSED else ""
    if status is Status.MOVED:
        return "" if act is Act.AWAY_OR_BACK else f"{name} is in een ander lokaal."
    if act is Act.OTHER_ROOM and status in (Status.HANDED_IN, Status.LEFT):
        return f"{name} is niet in de zaal."
    if act in (Act.AWAY_OR_BACK, Act.HAND_IN, Act.LEFT) and status not in INSIDE:
        return f"{name} is niet in de zaal."
    if act is Act.LATENESS:
        unseen = status in (Status.EXPECTED, Status.ABSENT)
        return f"{name} is nog niet gezien." if unseen else ""
    return f"{name} is in de zaal." if act is Act.CONTACT and status not in OUTSIDE else ""


def _why_not_in(shown: Shown, act: Act, at: datetime, name: str) -> str:
    if shown.status not in OUTSIDE:
        return f"{name} is al binnen."
    main = main_act(shown, at)
    if act is Act.PRESENT and main is MainAct.LATE:
        return "Het examen is gestart: dit is te laat (F3)."
    if act is Act.LATE and main in (MainAct.PRESENT, MainAct.STILL_PRESENT):
        return "Dit is niet te laat."
    return ""


def act_command(shown: Shown, act: Act, seen_at: c.SeenAt) -> c.Command | None:
    """Return the command of an F-key for one candidate; None for acts that ask first."""
    session, who = shown.paper.session.id, shown.enrolment.candidate
    away: c.Command = c.LeaveForAMoment(session, who, seen_at=seen_at)
    if shown.status in (Status.AWAY, Status.MOVED):
        away = c.ComeBack(session, who, seen_at)
    present = c.RegisterArrival(session, who, IdentityOutcome.SEEN, seen_at)
    commands: dict[Act, c.Command] = {
        Act.PRESENT: present,
        Act.LATE: present,
        Act.PRESENT_WITHOUT_ID: c.RegisterArrival(
            session, who, IdentityOutcome.NO_VALID_DOCUMENT, seen_at
        ),
        Act.ABSENT: c.EstablishNoShow(session, (who,), seen_at),
        Act.AWAY_OR_BACK: away,
        Act.HAND_IN: c.HandIn(session, (who,), seen_at=seen_at),
        Act.LEFT: c.LeaveForGood(session, who, seen_at=seen_at),
    }
    return commands.get(act)


def bulk_absent(paper: Paper, at: datetime) -> tuple[str, ...]:
    """Return whom Shift F4 sets absent: who is still expected once the door is closed."""
    if phase_of(paper.session, paper.part, at) not in (Phase.DOOR_CLOSED, Phase.ENDED):
        return ()
    return _expected(paper)


@Remembered
def _expected(paper: Paper) -> tuple[str, ...]:
    known = standings(paper.session, paper.part)
    return tuple(
        each.candidate
        for each in paper.enrolments()
        if known[each.candidate].status is Status.EXPECTED
    )


def bulk_hand_in(paper: Paper, at: datetime) -> tuple[str, ...]:
    """Return whom Shift F6 hands in: who is inside and whose own end has passed."""
    first = working(paper.session, paper.part).next_end
    if first is None or at < first:
        return ()
    done = {
        who
        for who, each in standings(paper.session, paper.part).items()
        if each.status in AT_WORK
        and each.end is not None
        and each.end.at is not None
        and at >= each.end.at
        and not each.is_resting
    }
    return tuple(each.candidate for each in paper.enrolments() if each.candidate in done)


def seen_at_of(
    other: datetime | NotObserved | None, fixed: datetime | None, now: datetime
) -> c.SeenAt:
    """Return what an act says about when it was seen; a second or less ago is now."""
    if other is not None:
        return other
    if fixed is None or now - fixed < timedelta(seconds=1):
        return None
    return fixed


def can_end(paper: Paper, now: datetime) -> bool:
    """Whether the button that ends the exam shows: all own ends passed, or all have an end."""
    part = paper.part
    if part.started_at is None or part.ended_at is not None or paper.seal is not None:
        return False
    latest = last_end(paper.session, paper.part)
    left = working(paper.session, part)
    is_over = latest is not None and now >= latest
    return not left.count or (is_over and not left.resting and not left.endless_here)


OFFERED = frozenset(
    {
        Act.PRESENT,
        Act.PRESENT_WITHOUT_ID,
        Act.LATE,
        Act.ABSENT,
        Act.AWAY_OR_BACK,
        Act.HAND_IN,
        Act.LEFT,
        Act.IRREGULARITY,
        Act.OTHER_TIME,
        Act.CHANGE_SEAT,
        Act.PROVISIONS,
        Act.NOTE_DECISION,
        Act.IDENTITY,
        Act.CONTACT,
        Act.LATENESS,
        Act.REVIEW,
        Act.OTHER_ROOM,
    }
)
"""The acts about one candidate that this room has; other keys mean nothing here."""
