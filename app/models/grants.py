"""Who has which role, by the grants in scope `school`: given, confirmed, and withdrawn."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.models.act import Event
from app.models.counting import DOSSIER
from app.models.marks import Revoked
from app.models.office_facts import (
    GlassBroken,
    RoleConfirmed,
    RoleGranted,
    RoleWithdrawn,
)
from app.models.remembered import Latest
from app.models.roles import AT_OFFICE, BY_TWO, Call, may_manage, may_read, may_write
from app.models.values import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person; without `locations` everywhere, without `until` for good.

    `reason` stands with what whoever runs the server gave in an emergency, and with nothing else.
    """

    leaf: str
    person: str
    role: Role
    by: str
    locations: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    confirmed_by: str | None = None
    withdrawn_by: str | None = None
    reason: str | None = None

    @property
    def is_break_glass(self) -> bool:
        """Whether it was given in an emergency, by one person."""
        return self.reason is not None

    @property
    def awaits_second(self) -> bool:
        """Whether a second person has yet to stand for it."""
        is_by_two = self.role in BY_TWO and not self.is_break_glass
        return is_by_two and self.confirmed_by is None and self.withdrawn_by is None

    def holds_at(self, moment: datetime) -> bool:
        """Whether the person has this role at a moment."""
        return (
            self.withdrawn_by is None
            and not self.awaits_second
            and (self.since is None or self.since <= moment)
            and (self.until is None or moment <= self.until)
        )

    def covers(self, places: Collection[str]) -> bool:
        """Whether it holds for what is held at these locations, at one of them at least."""
        return not self.locations or not set(self.locations).isdisjoint(places)


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do at one moment: the grants that hold."""

    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles, each once, in the order of the enumeration."""
        held = {each.role for each in self.grants}
        return tuple(each for each in Role if each in held)

    @property
    def locations(self) -> tuple[str, ...]:
        """The locations of all grants together; none means everywhere."""
        return self.locations_as(lambda _: True)

    def locations_as(self, is_meant: Callable[[Role], bool]) -> tuple[str, ...]:
        """Return the locations of the grants of some roles together; none means everywhere.

        Of two roles each has its own place: what one may everywhere says nothing of the other.
        """
        grants = [each for each in self.grants if is_meant(each.role)]
        if any(not each.locations for each in grants):
            return ()
        return tuple(sorted({place for each in grants for place in each.locations}))

    def may_read(self, scope: str, places: Collection[str] | None = None) -> bool:
        """Whether a scope may be read; `places`: where it is held, None for no place at all."""
        return any(
            may_read(each.role, scope) and (places is None or each.covers(places))
            for each in self.grants
        )

    def may_write(self, act: str, scope: str, places: Collection[str] | None = None) -> bool:
        """Whether an act of this type may be recorded at the office, about these places."""
        return any(
            may_write(each.role, act, scope, at_office=True)
            and (places is None or each.covers(places))
            for each in self.grants
        )

    def may_manage(self, call: Call) -> bool:
        """Whether this may be asked of the dossier."""
        return any(may_manage(each.role, call) for each in self.grants)

    def may_manage_everywhere(self, call: Call) -> bool:
        """Whether this may be asked about the whole school."""
        return any(may_manage(e.role, call) and not e.locations for e in self.grants)


def grants_in(events: Iterable[Event]) -> tuple[Grant, ...]:
    """Return all grants, in the order in which the dossier wrote them."""
    found: dict[str, Grant] = {}
    for event in events:
        body = event.body
        if body is None or event.header.writer != DOSSIER:
            continue
        act = body.act
        if isinstance(act, RoleGranted | GlassBroken):
            found[event.leaf] = _granted(event.leaf, act)
        elif isinstance(act, RoleConfirmed | RoleWithdrawn):
            for leaf in body.refs:
                if leaf in found:
                    found[leaf] = _changed(found[leaf], act)
    return tuple(found.values())


@Latest
def told_grants(events: tuple[Event, ...]) -> tuple[Grant, ...]:
    """Return all grants among the events of the school, told once per state."""
    return grants_in(events)


def rights_of(grants: Sequence[Grant], person: str, moment: datetime) -> Rights:
    """Return what somebody may do at a moment."""
    return Rights(
        tuple(each for each in grants if each.person == person and each.holds_at(moment))
    )


def broken_glass(grants: Iterable[Grant], moment: datetime) -> tuple[Grant, ...]:
    """Return the roles given in an emergency that hold at a moment."""
    return tuple(each for each in grants if each.is_break_glass and each.holds_at(moment))


def gone_from(events: tuple[Event, ...], moment: datetime) -> frozenset[str]:
    """Return who was at the office once and is not any more: no role left, or revoked."""
    grants = told_grants(events)
    here = {each.person for each in grants if each.role in AT_OFFICE and each.holds_at(moment)}
    acts = (event.body.act for event in events if event.body is not None)
    revoked = {act.subject for act in acts if isinstance(act, Revoked)}
    people = {each.person for each in grants}
    return frozenset(each for each in people if each not in here or f"person/{each}" in revoked)


def _granted(leaf: str, act: RoleGranted | GlassBroken) -> Grant:
    given = Grant(leaf, act.person, act.role, act.by, act.locations, until=act.until)
    if isinstance(act, GlassBroken):
        return replace(given, reason=act.reason)
    return replace(given, since=act.since)


def _changed(grant: Grant, act: RoleConfirmed | RoleWithdrawn) -> Grant:
    if isinstance(act, RoleWithdrawn):
        return replace(grant, withdrawn_by=act.by)
    if act.by in (grant.by, grant.person):  # that is no second person
        return grant
    return replace(grant, confirmed_by=grant.confirmed_by or act.by)
