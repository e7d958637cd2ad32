"""The issue log: every open calamity is one, two who take it at once both stand, numbers stay."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from app.models import office_commands as c
from app.models.act import Body, Event
from app.models.calamity_commands import (
    HearTimeBack,
    NameCalamity,
    OpenCalamity,
    WithdrawCalamity,
)
from app.models.commands import EndInterruption
from app.models.confirming import Confirmation, confirmation_of, longest_min
from app.models.deciding_office import OFFICE, decide_office
from app.models.drafts import Moment, Refused
from app.models.hotline import Issue, IssueState, Person, twins
from app.models.hotline_facts import IssueOpened, MessageRead
from app.models.messages import messages_to, receipts_of
from app.models.office_day import OfficeDay
from app.models.office_facts import OfficeShiftOpened
from app.models.timing import personal_end
from app.models.values import DecisionOutcome, Role, decision_aspect, time_back_matter
from tests.builders import MINUTE, SESSION, START, Play, Writer, a_session, candidate_id

AT = START + 40 * MINUTE
LIE, TIM = Person("p-lie", "S. Lieverse"), Person("p-tim", "M. Timmer")


class Office:
    """A machine of the office at work beside rooms, over one set of events."""

    def __init__(self, play: Play, me: Person = LIE, machine: str = "office-1") -> None:
        self.play, self.me, self.writer = play, me, Writer(machine)
        self.events: list[Event] = []
        self._mono = 0
        for scope in (OFFICE, play.scope):
            act = OfficeShiftOpened(
                me.id, me.name, (Role.COORDINATOR,), (), "2026-12-09T07:00:00.000Z", "AA==",
                "AA==", (),
            )  # fmt: skip
            event = self.writer.write(scope, Body(act), START)
            self.writer.shifts[scope] = event.leaf
            self._keep([event])

    def _keep(self, events: Sequence[Event]) -> None:
        self.events += [each for each in events if each.header.scope == OFFICE]
        self.play.take(*(each for each in events if each.header.scope != OFFICE))

    def day(self, *others: "Office") -> OfficeDay:
        events = [*self.events, *(e for other in others for e in other.events)]
        session = self.play.session
        return OfficeDay({session.id: session}, tuple(events), me=self.me)

    def do(self, command: c.OfficeCommand, at: datetime, *known: "Office") -> list[Event]:
        self._mono += 1
        moment = Moment(at, 0, self.writer.name, self._mono)
        drafts = decide_office(self.day(*known), command, moment).drafts
        events = self.writer.write_all(drafts, at)
        self._keep(events)
        return events


@pytest.fixture
def play() -> Play:
    return a_session(3, arrived=True)


@pytest.fixture
def office(play: Play) -> Office:
    return Office(play)


def calamity(play: Play, at: datetime = AT) -> str:
    (opened,) = play.do(OpenCalamity(), at)
    play.do(NameCalamity(opened.leaf, "network", "Netwerk weg"), at)
    return play.part.calamities[0].key


def only(day: OfficeDay) -> Issue:
    (issue,) = day.issues
    return issue


def test_an_open_calamity_is_an_issue_before_anybody_touched_it(
    play: Play, office: Office
) -> None:
    key = calamity(play)
    issue = only(office.day())
    assert (issue.key, issue.title, issue.since) == (key, "Netwerk weg", AT)
    assert (issue.state, issue.owner, issue.number) == (IssueState.NEW, None, 1)


def test_a_withdrawn_calamity_is_none(play: Play, office: Office) -> None:
    (opened,) = play.do(OpenCalamity(), AT)
    play.do(WithdrawCalamity(opened.leaf), AT + MINUTE)
    assert office.day().issues == ()


def test_taking_up_handing_over_waiting_and_solving(play: Play, office: Office) -> None:
    key = calamity(play)
    told = []
    for n, command in enumerate(
        (
            c.TakeIssue(key),
            c.HandOverIssue(key, TIM.id, TIM.name),
            c.AwaitOnIssue(key, "ICT"),
            c.SolveIssue(key, "Wifi werkt weer"),
        )
    ):
        office.do(command, AT + n * MINUTE)
        issue = only(office.day())
        told.append((issue.state, issue.owner, issue.waits_for))
    assert told == [
        (IssueState.TAKEN, LIE, ""),
        (IssueState.TAKEN, TIM, ""),
        (IssueState.AWAITED, TIM, "ICT"),
        (IssueState.SOLVED, TIM, ""),
    ]
    office.do(c.ReopenIssue(key), AT + 9 * MINUTE)
    assert only(office.day()).is_open


def test_who_notes_on_what_nobody_has_takes_it_up_with_it(play: Play, office: Office) -> None:
    key = calamity(play)
    office.do(c.NoteOnIssue(key, "ICT gebeld"), AT + MINUTE)
    issue = only(office.day())
    assert (issue.owner, issue.state) == (LIE, IssueState.TAKEN)


def test_two_who_take_it_without_contact_both_stand_there(play: Play, office: Office) -> None:
    key, other = calamity(play), Office(play, TIM, "office-2")
    office.do(c.TakeIssue(key), AT + MINUTE)
    other.do(c.TakeIssue(key), AT + 2 * MINUTE)
    for issue in (only(office.day(other)), only(other.day(office))):
        assert (issue.owner, issue.also_taken_by) == (LIE, (TIM,))


def test_who_takes_it_over_knowingly_has_it(play: Play, office: Office) -> None:
    key, other = calamity(play), Office(play, TIM, "office-2")
    office.do(c.TakeIssue(key), AT + MINUTE)
    other.do(c.TakeIssue(key), AT + 2 * MINUTE, office)
    assert only(office.day(other)).owner == TIM


def test_a_number_that_was_said_on_the_telephone_never_changes(play: Play, office: Office) -> None:
    office.do(c.OpenIssue("Aparte ruimte dubbel geboekt", room=play.room), AT + 5 * MINUTE)
    assert only(office.day()).number == 1
    calamity(play, AT)  # it happened before, and reached us later
    numbers = {issue.title: issue.number for issue in office.day().issues}
    assert numbers == {"Netwerk weg": 2, "Aparte ruimte dubbel geboekt": 1}


def test_one_number_given_twice_without_contact_gets_a_letter(play: Play, office: Office) -> None:
    other = Office(play, TIM, "office-2")
    office.do(c.OpenIssue("Een"), AT)
    other.do(c.OpenIssue("Twee"), AT + MINUTE)
    issues = office.day(other).issues
    assert [issue.number for issue in issues] == [1, 1]
    assert [twins(issues)[issue.key] for issue in issues] == ["", "b"]


def test_a_call_to_a_helpdesk_has_two_times_and_its_own_number(play: Play, office: Office) -> None:
    key = calamity(play)
    office.do(c.CallHelpdesk(key, "ICT", "4488"), AT + MINUTE)
    assert only(office.day()).call is not None
    office.do(c.EndHelpdeskCall(key, "monteur onderweg", "INC-7"), AT + 3 * MINUTE)
    (call,) = only(office.day()).calls
    assert call.ended is not None
    assert call.outcome is not None
    assert (call.event.observed, call.ended.observed, call.outcome.reference) == (
        AT + MINUTE,
        AT + 3 * MINUTE,
        "INC-7",
    )


def test_what_is_about_nothing_is_refused(office: Office) -> None:
    for command in (c.TakeIssue("none"), c.SendMessage(("nowhere",), "Hallo")):
        with pytest.raises(Refused):
            office.do(command, AT)
    assert not any(
        isinstance(e.body.act, IssueOpened) for e in office.events if e.body is not None
    )


# ---------------------------------------------------------------- messages


def test_a_message_is_read_by_name_and_the_office_sees_when(play: Play, office: Office) -> None:
    office.do(c.SendMessage((play.room,), "Gang B1 krijgt om 10:30 nieuw netwerk."), AT)
    (message,) = messages_to(play.room, [play.part])
    assert message.read_at is None
    read = play.laptop.act(
        MessageRead("R. Vos"), AT + MINUTE, refs=message.leaves, scope=play.scope
    )
    play.take(read)
    told = receipts_of(message.key, [play.session])
    assert (told[play.room].read_by, told[play.room].read_at) == ("R. Vos", AT + MINUTE)


# ---------------------------------------------------------------- two records of one decision


def stopped(play: Play) -> str:
    """Let the room stand still for seven minutes by a calamity; return the opening."""
    (opened,) = play.do(OpenCalamity(), AT)
    play.do(NameCalamity(opened.leaf, "network", "Netwerk weg", stops_all=True), AT)
    for each in play.part.interruptions:
        play.do(EndInterruption(SESSION, each.leaf), AT + 7 * MINUTE)
    return opened.leaf


def heard(play: Play, opening: str, minutes: int) -> None:
    play.do(
        HearTimeBack(
            opening, DecisionOutcome.GRANTED, minutes, f"{minutes} minuten", "S. Lieverse"
        ),
        AT + 8 * MINUTE,
    )


def decided(office: Office, opening: str, minutes: int, late: int) -> None:
    office.do(
        c.DecideForRoom(
            SESSION,
            office.play.room,
            time_back_matter(opening),
            DecisionOutcome.GRANTED,
            f"{minutes} minuten",
            "S. Lieverse",
            on_behalf_of="de examencommissie",
            mandate="M-07",
            minutes=minutes,
        ),
        AT + late * MINUTE,
    )


def how(play: Play, opening: str) -> Confirmation:
    value = play.part.values[decision_aspect(time_back_matter(opening))]
    return confirmation_of(play.part, value)


def test_equal_words_confirm_each_other_however_late_they_meet(play: Play, office: Office) -> None:
    opening = stopped(play)
    heard(play, opening, 7)
    assert how(play, opening) is Confirmation.HEARD
    decided(office, opening, 7, late=55)
    assert how(play, opening) is Confirmation.CONFIRMED


def test_the_office_alone_is_told_as_that(play: Play, office: Office) -> None:
    opening = stopped(play)
    decided(office, opening, 7, late=9)
    assert how(play, opening) is Confirmation.OFFICE


def test_of_two_that_differ_the_longer_time_counts_until_people_settle(
    play: Play, office: Office
) -> None:
    opening = stopped(play)
    heard(play, opening, 7)
    short = personal_end(play.session, play.part, play.enrolment())
    decided(office, opening, 10, late=9)
    assert how(play, opening) is Confirmation.DIFFERS
    assert longest_min(play.part.values[decision_aspect(time_back_matter(opening))]) == 10
    longer = personal_end(play.session, play.part, play.enrolment())
    assert short is not None
    assert longer is not None
    assert short.at is not None
    assert longer.at == short.at + 3 * MINUTE
    decided(office, opening, 10, late=20)  # it now sees both words
    assert how(play, opening) is Confirmation.CONFIRMED


def test_a_notice_of_absence_reaches_the_room_without_its_reason(
    play: Play, office: Office
) -> None:
    events = office.do(
        c.NotifyAbsence(SESSION, play.room, candidate_id(1), "moeder", "ziekenhuis"), AT
    )
    scopes = {event.header.scope: event for event in events}
    assert set(scopes) == {play.scope, OFFICE}
    part = scopes[play.scope]
    assert part.body is not None
    assert "ziekenhuis" not in str(part.body.act)
