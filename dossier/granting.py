"""Giving, confirming and withdrawing roles: nobody their own, some by two (decision 0028)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.models.act import Body
from app.models.drafts import Draft
from app.models.grants import Grant, Rights, grants_in, rights_of
from app.models.office_facts import (
    GlassBroken,
    RoleConfirmed,
    RoleGranted,
    RoleWithdrawn,
)
from app.models.roles import Call, are_apart
from app.models.values import Role
from dossier.archive.ledger import Writing
from dossier.archive.reading import Reading, events_of_school
from dossier.archive.rooms import CardRows
from dossier.kept_apart import ROLE_WITHDRAWN, Record

SCHOOL_SCOPE: Final = "school"
GRANT_CHARACTERS: Final = 12
BREAK_GLASS_LONGEST: Final = timedelta(hours=4)
REASON_CHARACTERS_MAX: Final = 300


class Forbidden(StrEnum):
    """Why a role is not given, confirmed or withdrawn."""

    OUTSIDE_ROLE = "outside-role"
    OWN = "own"
    SAME_PERSON = "same-person"
    APART = "apart"
    UNKNOWN_PERSON = "unknown-person"
    UNKNOWN_GRANT = "unknown-grant"
    SETTLED = "settled"
    NOT_BREAK_GLASS = "not-break-glass"
    """Nobody audits in a hurry, and no emergency is without a reason or without an end."""


class NotGranted(Exception):
    """A role stays as it was."""

    def __init__(self, reason: Forbidden) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """The role somebody should get; without locations everywhere, without `until` for good."""

    person: str
    role: Role
    locations: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def all_grants(reading: Reading) -> tuple[Grant, ...]:
    """Return every grant, also those that do not hold."""
    return grants_in(events_of_school(reading))


def withdraw_again(writing: Writing, records: Iterable[Record]) -> None:
    """Withdraw in an older archive what was withdrawn since: no restore gives a role back."""
    standing = {each.leaf for each in all_grants(writing) if each.withdrawn_by is None}
    for each in records:
        leaf = str(each["grant"]) if each["kind"] == ROLE_WITHDRAWN else ""
        if leaf in standing:
            act = RoleWithdrawn(str(each["by"]))
            writing.write(Draft(SCHOOL_SCOPE, Body(act, refs=(leaf,))))
            standing.discard(leaf)


def _is_told(reason: str) -> bool:
    """Whether a reason says anything, and fits on a screen."""
    return 0 < len(reason.strip()) <= REASON_CHARACTERS_MAX


class RoleDesk:
    """Who gives roles, within one transaction."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self.grants = all_grants(writing)
        self._now = writing.moment.corrected
        self._people = {row.id for row in CardRows(writing.connection, writing.school).people()}

    def grant(self, wanted: Wanted, by: str) -> str:
        """Give a role and return how the grant is called; some wait for a second person.

        Raises:
            NotGranted: `by` may not, or it is their own, or the roles go badly together.
        """
        self._check_known(wanted.person, by)
        if wanted.person == by:
            raise NotGranted(Forbidden.OWN)
        is_first = self._is_first_steward(wanted.role)
        if not is_first and not self._rights(by).may_manage(Call.GRANT_ROLE):
            raise NotGranted(Forbidden.OUTSIDE_ROLE)
        self._check_apart(wanted)
        act = RoleGranted(
            wanted.person, wanted.role, by, wanted.locations, wanted.since, wanted.until
        )
        return self._writing.write(Draft(SCHOOL_SCOPE, Body(act))).leaf

    def break_glass(self, wanted: Wanted, by: str, reason: str) -> str:
        """Give a role for hours, alone, also one's own; return how the grant is called.

        Who may run commands at the server may do this: the roles of the school do not decide it.

        Raises:
            NotGranted: Somebody is unknown, it is no emergency, or the roles go badly together.
        """
        self._check_known(wanted.person, by)
        until = wanted.until
        is_short = until is not None and self._now < until <= self._now + BREAK_GLASS_LONGEST
        if until is None or not is_short or not _is_told(reason) or wanted.role is Role.AUDITOR:
            raise NotGranted(Forbidden.NOT_BREAK_GLASS)
        self._check_apart(wanted)
        told = reason.strip()
        act = GlassBroken(wanted.person, wanted.role, by, told, until, wanted.locations)
        return self._writing.write(Draft(SCHOOL_SCOPE, Body(act))).leaf

    def confirm(self, grant: str, by: str) -> None:
        """Stand for a grant as the second person.

        Raises:
            NotGranted: `by` may not, is one of the two in it, or nothing waits.
        """
        found = self._named(grant)
        self._check_known(by)
        if not found.awaits_second:
            raise NotGranted(Forbidden.SETTLED)
        if by in (found.person, found.by):
            raise NotGranted(Forbidden.OWN if by == found.person else Forbidden.SAME_PERSON)
        is_first = self._is_first_steward(found.role)
        if not is_first and not self._rights(by).may_manage(Call.CONFIRM_ROLE):
            raise NotGranted(Forbidden.OUTSIDE_ROLE)
        self._write(RoleConfirmed(by), found)

    def withdraw(self, grant: str, by: str) -> None:
        """Let a grant hold no longer; anybody may give the own role back.

        Raises:
            NotGranted: `by` may not, or it was withdrawn before.
        """
        found = self._named(grant)
        self._check_known(by)
        if found.withdrawn_by is not None:
            raise NotGranted(Forbidden.SETTLED)
        if by != found.person and not self._rights(by).may_manage(Call.WITHDRAW_ROLE):
            raise NotGranted(Forbidden.OUTSIDE_ROLE)
        self._write(RoleWithdrawn(by), found)

    # ------------------------------------------------------------ within

    def _write(self, act: RoleConfirmed | RoleWithdrawn, grant: Grant) -> None:
        if isinstance(act, RoleWithdrawn):
            told = {"kind": ROLE_WITHDRAWN, "grant": grant.leaf, "by": act.by}
            self._writing.note_apart(told)
        self._writing.write(Draft(SCHOOL_SCOPE, Body(act, refs=(grant.leaf,))))

    def _rights(self, person: str) -> Rights:
        return rights_of(self.grants, person, self._now)

    def _check_apart(self, wanted: Wanted) -> None:
        held = [
            each.role for each in self.grants
            if each.person == wanted.person and each.withdrawn_by is None
            and (each.until is None or each.until >= self._now)
        ]  # fmt: skip
        if any(are_apart(wanted.role, each) for each in held):
            raise NotGranted(Forbidden.APART)

    def _is_first_steward(self, role: Role) -> bool:
        """Whether the school has nobody yet who gives roles: two of its people begin."""
        return role is Role.STEWARD and not any(
            each.role is Role.STEWARD and each.holds_at(self._now) for each in self.grants
        )

    def _check_known(self, *people: str) -> None:
        if not set(people) <= self._people:
            raise NotGranted(Forbidden.UNKNOWN_PERSON)

    def _named(self, grant: str) -> Grant:
        found = [each for each in self.grants if each.leaf.startswith(grant)]
        if len(grant) < GRANT_CHARACTERS or len(found) != 1:
            raise NotGranted(Forbidden.UNKNOWN_GRANT)
        return found[0]
