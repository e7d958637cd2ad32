"""Grants of roles: given, confirmed by a second person, for a time and a place, withdrawn."""

from datetime import timedelta

from app.models.act import Act, Event
from app.models.grants import broken_glass, gone_from, grants_in, rights_of
from app.models.marks import Revoked
from app.models.office_facts import (
    GlassBroken,
    RoleConfirmed,
    RoleGranted,
    RoleWithdrawn,
)
from app.models.roles import Call
from app.models.values import Role
from tests.builders import START, Writer

PART = "part/s1/a0.22"


DOSSIER = Writer("dossier")


def told(act: Act, *refs: Event, writer: Writer = DOSSIER) -> Event:
    return writer.act(act, START, refs=refs, scope="school")


def test_a_role_that_was_granted_holds_until_it_is_withdrawn() -> None:
    given = told(RoleGranted("b1", Role.COORDINATOR, "b2"))
    assert rights_of(grants_in([given]), "b1", START).roles == (Role.COORDINATOR,)
    taken = told(RoleWithdrawn("b2"), given)
    assert rights_of(grants_in([given, taken]), "b1", START).roles == ()


def test_an_auditor_reads_nothing_before_a_second_person_stood_for_it() -> None:
    given = told(RoleGranted("b1", Role.AUDITOR, "b2"))
    own = told(RoleConfirmed("b1"), given)
    same = told(RoleConfirmed("b2"), given)
    assert not rights_of(grants_in([given, own, same]), "b1", START).may_read(PART, {"Noord"})
    other = told(RoleConfirmed("b3"), given)
    assert rights_of(grants_in([given, other]), "b1", START).may_read(PART, {"Noord"})


def test_a_role_holds_for_its_time_and_its_place_only() -> None:
    day = timedelta(days=1)
    act = RoleGranted("b1", Role.COORDINATOR, "b2", ("Noord",), since=START, until=START + day)
    grants = grants_in([told(act)])
    assert rights_of(grants, "b1", START - day).roles == ()
    assert rights_of(grants, "b1", START + 2 * day).roles == ()
    rights = rights_of(grants, "b1", START)
    assert rights.may_write("DecisionHeard", PART, {"Noord", "Zuid"})
    assert not rights.may_write("DecisionHeard", PART, {"Zuid"})
    assert not rights.may_write("DecisionHeard", PART, set())
    assert rights.may_read("office")
    assert rights.locations == ("Noord",)


def test_only_the_dossier_grants() -> None:
    given = told(RoleGranted("b1", Role.STEWARD, "b2"), writer=Writer("laptop-1"))
    assert grants_in([given]) == ()


def test_of_two_roles_each_has_its_own_place() -> None:
    grants = grants_in(
        [
            told(RoleGranted("b1", Role.COORDINATOR, "b2", ("Noord",))),
            told(RoleGranted("b1", Role.CHIEF_INVIGILATOR, "b2")),
        ]
    )
    rights = rights_of(grants, "b1", START)
    assert rights.locations == ()
    assert rights.may_read(PART, {"Zuid"})
    assert rights.may_manage(Call.LIST_ROLES)


def test_a_role_given_in_an_emergency_holds_alone_until_its_end_and_is_told_as_long() -> None:
    hour = START + timedelta(hours=1)
    given = told(GlassBroken("b1", Role.STEWARD, "b1", "niemand bereikbaar", hour))
    grants = grants_in([given])
    assert rights_of(grants, "b1", START).roles == (Role.STEWARD,)
    assert [each.reason for each in broken_glass(grants, START)] == ["niemand bereikbaar"]
    later = hour + timedelta(seconds=1)
    assert not rights_of(grants, "b1", later).roles
    assert not broken_glass(grants, later)
    taken = grants_in([given, told(RoleWithdrawn("b2"), given)])
    assert not broken_glass(taken, START)
    by_laptop = told(given.body.act, writer=Writer("laptop-1"))  # type: ignore[union-attr]
    assert grants_in([by_laptop]) == ()


def test_who_has_no_role_left_or_was_revoked_is_gone_from_the_office() -> None:
    roles = [told(RoleGranted(f"b{n}", Role.COORDINATOR, "s1")) for n in range(4)]
    auditor = told(RoleGranted("b3", Role.AUDITOR, "s1"))  # nobody stood for it
    withdrawn = [told(RoleWithdrawn("s1"), roles[1]), told(RoleWithdrawn("s1"), roles[3])]
    events = (*roles, auditor, *withdrawn, told(Revoked("person/b2")))
    assert gone_from(events, START) == {"b1", "b2", "b3"}
    assert gone_from((*events, told(RoleGranted("b1", Role.STEWARD, "s1"))), START) >= {"b1"}
    again = told(RoleGranted("b1", Role.COORDINATOR, "s1"))
    assert "b1" not in gone_from((*events, again), START)
