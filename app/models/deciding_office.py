"""From what the exams office wants recorded to what is written, and in which scope."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from app.models import desk_facts as d
from app.models import hotline_facts as h
from app.models import office_commands as c
from app.models.absence import notice_of
from app.models.act import Act, Batch, Body
from app.models.calamity_facts import DecisionHeard
from app.models.confirming import is_of_office
from app.models.deciding_check import CHECK_RULES
from app.models.deciding_planning import send_plan
from app.models.drafts import Decision, Draft, Moment, Refused
from app.models.facts import Corrected
from app.models.fold import part_scope
from app.models.hotline import Issue
from app.models.office_day import OfficeDay
from app.models.office_drafts import OFFICE, fresh_id, of_office, part_in
from app.models.planning_commands import SendPlan
from app.models.session import Part, Value
from app.models.values import DecisionChannel, Reason, decision_aspect


def decide_office(day: OfficeDay, command: c.OfficeCommand, moment: Moment) -> Decision:
    """Return what a command of the office writes.

    Raises:
        Refused: It is about an issue, a room or a candidate that is not there.
    """
    rule = _RULES[type(command)]
    return Decision(tuple(rule(day, command, moment)))


def next_number(day: OfficeDay) -> int:
    """Return the number that the next issue gets."""
    return max((each.number for each in day.issues), default=0) + 1


# ---------------------------------------------------------------- issues


def _issue(day: OfficeDay, key: str) -> Issue:
    found = day.issue(key)
    if found is None:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    return found


def _open(day: OfficeDay, command: c.OpenIssue, moment: Moment) -> Iterator[Draft]:
    act = h.IssueOpened(
        issue=fresh_id(moment),
        number=next_number(day),
        title=command.title,
        text=command.text,
        room=command.room,
        session=command.session,
        caller=command.caller,
    )
    yield of_office(act)


def _take(day: OfficeDay, command: c.TakeIssue, _: Moment) -> Iterator[Draft]:
    issue = _issue(day, command.issue)
    owner = None if issue.owner is None else issue.owner.id
    if owner == day.me.id and issue.is_open:
        return
    yield of_office(h.IssueTaken(issue.key, issue.number, owner))


def _about(day: OfficeDay, command: Any, act: Act) -> Iterator[Draft]:
    """Write an act about an issue; who acts on what nobody has takes it up with it."""
    issue = _issue(day, command.issue)
    if issue.owner is None:
        yield of_office(h.IssueTaken(issue.key, issue.number))
    yield of_office(act)


def _hand_over(day: OfficeDay, command: c.HandOverIssue, _: Moment) -> Iterator[Draft]:
    _issue(day, command.issue)
    yield of_office(h.IssueHandedOver(command.issue, command.to_person, command.to_name))


def _note(day: OfficeDay, command: c.NoteOnIssue, _: Moment) -> Iterator[Draft]:
    act = h.IssueNoted(command.issue, command.text, command.heard_from)
    yield from _about(day, command, act)


def _await(day: OfficeDay, command: c.AwaitOnIssue, _: Moment) -> Iterator[Draft]:
    yield from _about(day, command, h.IssueAwaited(command.issue, command.whom))


def _solve(day: OfficeDay, command: c.SolveIssue, _: Moment) -> Iterator[Draft]:
    yield from _about(day, command, h.IssueSolved(command.issue, command.text))


def _reopen(day: OfficeDay, command: c.ReopenIssue, _: Moment) -> Iterator[Draft]:
    yield from _about(day, command, h.IssueReopened(command.issue, command.text))


def _call(day: OfficeDay, command: c.CallHelpdesk, _: Moment) -> Iterator[Draft]:
    act = h.HelpdeskCalled(command.issue, command.whom, command.number)
    yield from _about(day, command, act)


def _end_call(day: OfficeDay, command: c.EndHelpdeskCall, _: Moment) -> Iterator[Draft]:
    call = _issue(day, command.issue).call
    if call is None:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    act = h.HelpdeskCallEnded(
        command.issue, command.text, command.reference, command.nobody_reached
    )
    yield of_office(act, (call.event.leaf,))


# ---------------------------------------------------------------- to rooms


def _message(day: OfficeDay, command: c.SendMessage, moment: Moment) -> Iterator[Draft]:
    """A room with several exams gets it in every part: each keeps its own record."""
    parts = [pair for room in command.rooms for pair in day.parts_of(room)]
    if not parts:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    message = fresh_id(moment)
    act = h.MessageSent(message, command.text, command.is_urgent)
    for n, (session, part) in enumerate(parts, start=1):
        body = Body(act, batch=Batch(message, n, len(parts)))
        yield Draft(part_scope(session.id, part.room), body)


def _decide(day: OfficeDay, command: c.DecideForRoom, _: Moment) -> Iterator[Draft]:
    """Beside what the room heard, never on top of it: it sees only the office's own word."""
    session, part = part_in(day, command.session, command.room)
    aspect, value = decision_aspect(command.matter), None
    if command.candidate is None:
        value = part.values.get(aspect)
    else:
        enrolment = session.enrolments.get(command.candidate)
        if enrolment is None:
            raise Refused(Reason.UNKNOWN_CANDIDATE)
        value = enrolment.values.get(aspect)
    act = DecisionHeard(
        matter=command.matter,
        outcome=command.outcome,
        text=command.text,
        decided_by=command.decided_by,
        on_behalf_of=command.on_behalf_of,
        mandate=command.mandate,
        until=command.until,
        minutes=command.minutes,
        channel=DecisionChannel.IN_PERSON,
    )
    refs = _opening(part, command.matter)
    body = Body(act, command.candidate, aspect, _own_heads(part, value), refs)
    yield Draft(part_scope(session.id, part.room), body)


def _opening(part: Part, matter: str) -> tuple[str, ...]:
    """Return the opening of the calamity that a matter is about, so that both stand together."""
    leaf = matter.partition("/")[2]
    return (leaf,) if any(each.leaf == leaf for each in part.calamities) else ()


def _own_heads(part: Part, value: Value | None) -> tuple[str, ...]:
    heads = () if value is None else value.heads
    if value is not None and value.is_difference:  # people settle it: both words are seen
        return tuple(sorted(head.leaf for head in heads))
    return tuple(sorted(head.leaf for head in heads if is_of_office(part, head)))


# ---------------------------------------------------------------- the desk


def _receive(_: OfficeDay, command: c.ReceiveStaff, __: Moment) -> Iterator[Draft]:
    yield of_office(
        d.StaffReceived(
            command.person,
            command.name,
            command.day,
            command.day_part,
            command.is_identity_seen,
            command.room,
        )
    )


def _issue_things(_: OfficeDay, command: c.IssueThings, __: Moment) -> Iterator[Draft]:
    members = {name: getattr(command, name) for name in c.IssueThings.__dataclass_fields__}
    yield of_office(d.ThingsIssued(**members))


def _return_things(day: OfficeDay, command: c.ReturnThings, _: Moment) -> Iterator[Draft]:
    if command.issue not in {event.leaf for event in day.office}:
        raise Refused(Reason.UNKNOWN_SUBJECT)
    members = {
        name: getattr(command, name)
        for name in c.ReturnThings.__dataclass_fields__
        if name != "issue"
    }
    yield of_office(d.ThingsReturned(**members), (command.issue,))


def _absence(day: OfficeDay, command: c.NotifyAbsence, _: Moment) -> Iterator[Draft]:
    """The notice stands in the part, without why; the reason is the office's, about the same."""
    session = day.sessions.get(command.session)
    if session is None or command.candidate not in session.enrolments:
        raise Refused(Reason.UNKNOWN_CANDIDATE)
    notice = Body(d.AbsenceNotified(command.told_by), command.candidate)
    yield Draft(part_scope(session.id, command.room), notice)
    if command.reason:
        yield Draft(OFFICE, Body(d.AbsenceReasonNoted(command.reason), command.candidate))


def _take_back(day: OfficeDay, command: c.TakeBack, _: Moment) -> Iterator[Draft]:
    office = {event.leaf for event in day.office}
    notices = {
        notice.leaf: notice
        for session in day.sessions.values()
        for each in session.enrolments.values()
        if (notice := notice_of(each)) is not None
    }
    if not (office | notices.keys()).issuperset(command.leaves):
        raise Refused(Reason.UNKNOWN_SUBJECT)
    for leaf in command.leaves:
        act, notice = Corrected(command.reason), notices.get(leaf)
        if notice is None:
            yield of_office(act, (leaf,))
        elif notice.body is not None:
            yield Draft(notice.header.scope, Body(act, notice.body.candidate, refs=(leaf,)))


_Rule = Callable[[OfficeDay, Any, Moment], Iterable[Draft]]
_RULES: Final[dict[type, _Rule]] = {
    c.OpenIssue: _open,
    c.TakeIssue: _take,
    c.HandOverIssue: _hand_over,
    c.NoteOnIssue: _note,
    c.AwaitOnIssue: _await,
    c.SolveIssue: _solve,
    c.ReopenIssue: _reopen,
    c.CallHelpdesk: _call,
    c.EndHelpdeskCall: _end_call,
    c.SendMessage: _message,
    c.DecideForRoom: _decide,
    c.ReceiveStaff: _receive,
    c.IssueThings: _issue_things,
    c.ReturnThings: _return_things,
    c.NotifyAbsence: _absence,
    c.TakeBack: _take_back,
    **CHECK_RULES,
    SendPlan: send_plan,
}
