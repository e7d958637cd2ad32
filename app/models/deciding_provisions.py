"""What follows from a command about the provisions of candidates."""

from datetime import datetime

from app.models import commands as c
from app.models import facts as f
from app.models import provision_facts as p
from app.models.act import Body
from app.models.drafts import Refused
from app.models.known import Known
from app.models.timing import arrived_at
from app.models.values import Reason, provision_aspect


def report_provision(known: Known, command: c.ReportProvision, _: datetime) -> list[Body]:
    """What became of a granted provision."""
    enrolment = known.enrolment(command.candidate)
    act = f.ProvisionReported(
        code=command.code,
        outcome=command.outcome,
        reason=command.reason,
        remark=command.remark,
        measure=command.measure,
        effect=command.effect,
        informed=command.informed,
        informed_at=command.informed_at,
    )
    return [known.body(enrolment, act, command.seen_at, provision_aspect(command.code))]


def ready_provision(known: Known, command: c.ReadyProvision, _: datetime) -> list[Body]:
    """A look before the start, for one candidate or for several in one handling."""
    act = p.ProvisionReadied(command.code, command.is_ready, command.remark)
    who = [known.enrolment(each).candidate for each in dict.fromkeys(command.candidates)]
    if not who:
        raise Refused(Reason.UNKNOWN_CANDIDATE)
    return [Body(act, candidate, seen_at=command.seen_at) for candidate in who]


def note_request(known: Known, command: c.NoteProvisionRequest, _: datetime) -> list[Body]:
    """Asked on the day, and the answer."""
    act = p.ProvisionRequested(
        code=command.code,
        asked=command.asked,
        is_granted=command.is_granted,
        answered_by=command.answered_by,
        extra_time_min=command.extra_time_min,
    )
    candidate = known.enrolment(command.candidate).candidate
    return [Body(act, candidate, seen_at=command.seen_at)]


def start_rest(known: Known, command: c.StartRestBreak, _: datetime) -> list[Body]:
    """The candidate rests; the own clock stands still."""
    enrolment = known.enrolment(command.candidate)
    if arrived_at(enrolment) is None:
        raise Refused(Reason.NEVER_ARRIVED)
    if enrolment.resting_since is not None:
        raise Refused(Reason.ALREADY_SO, enrolment.resting_since)
    return [Body(p.RestBreakStarted(), enrolment.candidate, seen_at=command.seen_at)]


def end_rest(known: Known, command: c.EndRestBreak, at: datetime) -> list[Body]:
    """The candidate works again."""
    enrolment = known.enrolment(command.candidate)
    since = enrolment.resting_since
    if since is None or at < since:
        raise Refused(Reason.NOT_RESTING)
    return [Body(p.RestBreakEnded(), enrolment.candidate, seen_at=command.seen_at)]
