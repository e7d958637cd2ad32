"""Who may write, read and manage what: one table, for dossier, HTTP routes and window alike.

A fact outside a role is stored and marked, never refused (decision 0015); reading and managing
outside a role is refused. Rights hold per location and time; those stand in the grant.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from app.models.calamity_facts import DecisionHeard
from app.models.check_facts import OF_CHECK, OF_EXAM_BOARD, OF_SAMPLES
from app.models.counting import OF_THE_DOSSIER
from app.models.desk_facts import AT_DESK
from app.models.events import ACTS
from app.models.facts import Corrected
from app.models.hotline_facts import OF_OFFICE
from app.models.marks import StreamOpened
from app.models.office_facts import OfficeShiftOpened
from app.models.planning_facts import BY_HAND
from app.models.values import Kind, Role, StaffRole

OFFICE_DEVICE: Final = "office"
"""The role in the certificate of a machine of the exams office; a laptop of rooms has none."""


class ScopeKind(StrEnum):
    """What kind of scope a stream is about (format.md, Streams)."""

    PART = "part"
    SESSION = "session"
    DEVICE = "device"
    OFFICE = "office"
    SCHOOL = "school"


class Call(StrEnum):
    """What can be asked of the dossier beside events, by somebody who signed on."""

    LIST_ROLES = "list-roles"
    GRANT_ROLE = "grant-role"
    CONFIRM_ROLE = "confirm-role"
    WITHDRAW_ROLE = "withdraw-role"
    LIST_READS = "list-reads"
    LIST_OUTBOX = "list-outbox"
    MAKE_EXTRACT = "make-extract"
    LIST_TERMS = "list-terms"
    BRING_DATES = "bring-dates"
    PLACE_HOLD = "place-hold"
    LIFT_HOLD = "lift-hold"
    ASK_ERASURE = "ask-erasure"
    CONFIRM_ERASURE = "confirm-erasure"
    LIST_STANDARDS = "list-standards"
    CHANGE_STANDARDS = "change-standards"
    LIST_READY = "list-ready"
    ANSWER_READY = "answer-ready"
    TELL_FIGURES = "tell-figures"
    LIST_NO_SHOWS = "list-no-shows"


IN_ROOMS: Final = frozenset({Role.INVIGILATOR, Role.CHIEF_INVIGILATOR})
AT_OFFICE: Final = frozenset(Role) - {Role.INVIGILATOR}
"""Who may sign on at a machine of the office."""
BY_TWO: Final = frozenset({Role.EXAM_BOARD, Role.AUDITOR, Role.STEWARD})
"""Roles that hold once a second person stands for them."""

_BOTH: Final = frozenset({ScopeKind.PART, ScopeKind.SESSION, ScopeKind.OFFICE})
_DECIDING: Final = frozenset({Role.CHIEF_INVIGILATOR, Role.COORDINATOR, Role.EXAM_BOARD})
_OF_THE_DESK: Final = frozenset({Role.COORDINATOR, Role.EXAM_BOARD})
"""Who writes what a chief invigilator may not read: issues, desk, reasons."""
_BY_SAMPLE: Final = frozenset({Role.EXAM_BOARD, Role.AUDITOR})
"""Who checks the work of others by sample."""

OFFICE_ACTS: Final[Mapping[type, frozenset[Role]]] = {
    OfficeShiftOpened: _DECIDING | {Role.STEWARD, Role.AUDITOR},
    DecisionHeard: _DECIDING,
    Corrected: _DECIDING,
    **dict.fromkeys((*OF_OFFICE, *AT_DESK, *OF_CHECK), _OF_THE_DESK),
    **dict.fromkeys(OF_EXAM_BOARD, frozenset({Role.EXAM_BOARD})),
    **dict.fromkeys(OF_SAMPLES, _BY_SAMPLE),
    **dict.fromkeys(BY_HAND, frozenset({Role.COORDINATOR})),
}
"""What is recorded at a machine of the office, and by whom."""

ONLY_AT_OFFICE: Final = frozenset(OFFICE_ACTS) - {DecisionHeard, Corrected}
"""What a room never records."""

_READING: Final[Mapping[Role, frozenset[ScopeKind]]] = {
    Role.INVIGILATOR: frozenset(),
    Role.CHIEF_INVIGILATOR: frozenset({ScopeKind.PART, ScopeKind.SESSION}),
    Role.COORDINATOR: _BOTH | {ScopeKind.SCHOOL},
    Role.EXAM_BOARD: _BOTH | {ScopeKind.SCHOOL},
    Role.STEWARD: frozenset({ScopeKind.SCHOOL}),
    Role.AUDITOR: _BOTH | {ScopeKind.SCHOOL},
}
_MANAGING: Final[Mapping[Call, frozenset[Role]]] = {
    Call.LIST_ROLES: frozenset({Role.COORDINATOR, Role.EXAM_BOARD, Role.STEWARD, Role.AUDITOR}),
    Call.GRANT_ROLE: frozenset({Role.STEWARD}),
    Call.CONFIRM_ROLE: frozenset({Role.COORDINATOR, Role.EXAM_BOARD, Role.STEWARD}),
    Call.WITHDRAW_ROLE: frozenset({Role.STEWARD, Role.EXAM_BOARD}),
    Call.LIST_READS: frozenset({Role.AUDITOR}),
    Call.LIST_OUTBOX: _OF_THE_DESK | {Role.AUDITOR},
    Call.MAKE_EXTRACT: _OF_THE_DESK,
    Call.LIST_TERMS: _OF_THE_DESK | {Role.AUDITOR},
    Call.BRING_DATES: frozenset({Role.COORDINATOR}),
    Call.PLACE_HOLD: _OF_THE_DESK,
    Call.LIFT_HOLD: frozenset({Role.EXAM_BOARD}),
    Call.ASK_ERASURE: _OF_THE_DESK,
    Call.CONFIRM_ERASURE: _OF_THE_DESK,
    Call.LIST_STANDARDS: _OF_THE_DESK | {Role.STEWARD, Role.AUDITOR},
    Call.CHANGE_STANDARDS: frozenset({Role.STEWARD}),
    Call.LIST_READY: _OF_THE_DESK | {Role.STEWARD, Role.AUDITOR},
    Call.ANSWER_READY: frozenset({Role.COORDINATOR, Role.STEWARD}),
    Call.TELL_FIGURES: frozenset({Role.COORDINATOR, Role.EXAM_BOARD, Role.AUDITOR}),
    Call.LIST_NO_SHOWS: frozenset({Role.COORDINATOR, Role.EXAM_BOARD}),
}
_APART: Final = (
    (Role.AUDITOR, frozenset(Role) - {Role.AUDITOR}),
    (Role.STEWARD, frozenset({Role.EXAM_BOARD})),
)


def scope_kind(scope: str) -> ScopeKind:
    """Return what kind of scope this is; a scope that was read is always one of them."""
    return ScopeKind(scope.partition("/")[0])


def may_write(role: Role, act: str, scope: str, *, at_office: bool) -> bool:
    """Whether a role may write an act of this type in a scope, at the office or in a room.

    A type that this version does not know counts as one of the room: there it has no meaning.
    """
    cls, kind = ACTS.get(act), scope_kind(scope)
    if cls is StreamOpened:
        return False
    if cls is not None and (cls.KIND in (Kind.PLAN, Kind.SYSTEM) or cls in OF_THE_DOSSIER):
        return False
    if at_office:
        who = OFFICE_ACTS.get(cls, frozenset()) if cls is not None else frozenset()
        return role in who and kind in _BOTH
    return role in IN_ROOMS and cls not in ONLY_AT_OFFICE and kind is ScopeKind.PART


def may_read(role: Role, scope: str) -> bool:
    """Whether a role may read a scope at a machine of the office."""
    return scope_kind(scope) in _READING[role]


def may_manage(role: Role, call: Call) -> bool:
    """Whether a role may ask this of the dossier."""
    return role in _MANAGING[call]


def are_apart(one: Role, other: Role) -> bool:
    """Whether nobody may have both roles: who checks does nothing else, who grants decides not."""
    return any(
        (one is role and other in others) or (other is role and one in others)
        for role, others in _APART
    )


def roles_told(told: Iterable[str]) -> tuple[Role, ...]:
    """Return the roles that a certificate names, as far as this version knows them.

    Whoever else works at a session for the planner (assessor, lecturer, guest) records in a room
    as an invigilator does.
    """
    known = {each.value for each in Role}
    staff = {each.value for each in StaffRole} - known
    return tuple(
        dict.fromkeys(
            Role.INVIGILATOR if each in staff else Role(each)
            for each in told
            if each in known or each in staff
        )
    )
