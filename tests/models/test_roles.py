"""The table of rights, pair by pair: who writes, reads and manages what."""

from itertools import product

import pytest

from app.models.counting import OF_THE_DOSSIER
from app.models.events import ACTS
from app.models.roles import (
    AT_OFFICE,
    Call,
    are_apart,
    may_manage,
    may_read,
    may_write,
    roles_told,
)
from app.models.values import Kind, Role, StaffRole

PART, SESSION, OFFICE, SCHOOL, DEVICE = (
    "part/s1/a0.22", "session/s1", "office", "school", "device",
)  # fmt: skip
SCOPES = (PART, SESSION, OFFICE, SCHOOL, DEVICE)
I, H, C, E, S, A = Role  # noqa: E741

WRITES_AT_OFFICE = {
    "DecisionHeard": {H, C, E},
    "Corrected": {H, C, E},
    "OfficeShiftOpened": {H, C, E, S, A},
    **{name: {E} for name in ("RulingGiven", "RulingWithdrawn")},
    **{name: {E, A} for name in ("SampleDrawn", "SampleListed", "FindingNoted")},
    **{name: {C} for name in ("CandidatePlaced", "ExtrasGiven", "SessionPlaced", "StaffPlaced")},
    "CandidateLinked": {C},
    **{
        name: {C, E}
        for name in (
            "AbsenceNotified", "AbsenceReasonNoted", "HelpdeskCallEnded", "HelpdeskCalled",
            "IssueAwaited", "IssueHandedOver", "IssueNoted", "IssueOpened", "IssueReopened",
            "IssueSolved", "IssueTaken", "MessageSent", "StaffReceived", "ThingsIssued",
            "ThingsReturned", "DossierReceived", "QuestionAsked", "QuestionAnswered",
        )
    },
}  # fmt: skip
IN_ROOMS_TOO = {"DecisionHeard", "Corrected"}
READS = {
    I: set(),
    H: {PART, SESSION},
    C: {PART, SESSION, OFFICE, SCHOOL},
    E: {PART, SESSION, OFFICE, SCHOOL},
    S: {SCHOOL},
    A: {PART, SESSION, OFFICE, SCHOOL},
}
MANAGES = {
    Call.LIST_ROLES: {C, E, S, A},
    Call.GRANT_ROLE: {S},
    Call.CONFIRM_ROLE: {C, E, S},
    Call.WITHDRAW_ROLE: {E, S},
    Call.LIST_READS: {A},
    Call.LIST_OUTBOX: {C, E, A},
    Call.MAKE_EXTRACT: {C, E},
    Call.LIST_TERMS: {C, E, A},
    Call.BRING_DATES: {C},
    Call.PLACE_HOLD: {C, E},
    Call.LIFT_HOLD: {E},
    Call.ASK_ERASURE: {C, E},
    Call.CONFIRM_ERASURE: {C, E},
    Call.LIST_STANDARDS: {C, E, S, A},
    Call.CHANGE_STANDARDS: {S},
    Call.LIST_READY: {C, E, S, A},
    Call.ANSWER_READY: {C, S},
    Call.TELL_FIGURES: {C, E, A},
    Call.LIST_NO_SHOWS: {C, E},
}


def is_of_people(name: str) -> bool:
    """Whether people record this act at all: the rest is of the dossier or of a device."""
    cls = ACTS[name]
    return cls.KIND in (Kind.FACT, Kind.MARK) and cls not in OF_THE_DOSSIER


@pytest.mark.parametrize("role", Role)
def test_every_pair_of_role_and_act_at_the_office_is_as_written_here(role: Role) -> None:
    for name, scope in product(ACTS, SCOPES):
        expected = role in WRITES_AT_OFFICE.get(name, set()) and scope in (PART, SESSION, OFFICE)
        assert may_write(role, name, scope, at_office=True) == expected, (name, scope)


@pytest.mark.parametrize("role", Role)
def test_in_a_room_only_those_of_rooms_record_and_only_in_its_parts(role: Role) -> None:
    for name, scope in product(ACTS, SCOPES):
        expected = (
            role in (I, H)
            and scope == PART
            and is_of_people(name)
            and (name not in WRITES_AT_OFFICE or name in IN_ROOMS_TOO)
        )
        assert may_write(role, name, scope, at_office=False) == expected, (name, scope)


@pytest.mark.parametrize("role", Role)
def test_every_pair_of_role_and_scope_is_read_as_written_here(role: Role) -> None:
    assert {scope for scope in SCOPES if may_read(role, scope)} == READS[role]


@pytest.mark.parametrize("call", Call)
def test_every_pair_of_role_and_call_is_as_written_here(call: Call) -> None:
    assert {role for role in Role if may_manage(role, call)} == MANAGES[call]


def test_who_checks_does_nothing_else_and_who_grants_does_not_decide() -> None:
    apart = {frozenset(pair) for pair in product(Role, repeat=2) if are_apart(*pair)}
    assert apart == {frozenset({A, each}) for each in Role if each is not A} | {frozenset({E, S})}


def test_an_auditor_writes_samples_only_and_an_invigilator_does_not_sign_on_at_the_office() -> (
    None
):
    written = {name for name in ACTS if may_write(A, name, PART, at_office=True)}
    assert written == {"OfficeShiftOpened", "SampleDrawn", "SampleListed", "FindingNoted"}
    assert set(Role) - AT_OFFICE == {I}


def test_whoever_works_at_a_session_for_the_planner_records_as_an_invigilator() -> None:
    assert roles_told([StaffRole.LECTURER, StaffRole.GUEST]) == (I,)
    assert roles_told([StaffRole.CHIEF_INVIGILATOR, "of-a-newer-version"]) == (H,)
