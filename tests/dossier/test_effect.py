"""What has effect: by the role of who has the shift, at the office and in a room."""

from datetime import timedelta

import pytest

from app.crypto.dagcode import OpenedCard
from app.models.act import Act
from app.models.calamity_facts import DecisionHeard
from app.models.facts import ArrivalRegistered, Corrected, SessionStarted
from app.models.marks import WithoutEffect
from app.models.values import ADMISSION, DecisionOutcome, Ineffective, Role, decision_aspect
from dossier.archive.asides import of_person
from dossier.granting import RoleDesk
from dossier.judging import revoke, waiting
from dossier.opened import OpenDossier
from tests.dossier.inside import SESSION, enrol, enrolment_id, take
from tests.dossier.laptop import Laptop, Stream
from tests.dossier.office import (
    TWELVE_HOURS,
    DayKey,
    day_key,
    enrol_office,
    granted,
    open_office_shift,
    steward,
)
from tests.dossier.test_intake import SCOPE, card, recording

__all__ = ["card"]

Card = tuple[OpenedCard, str]
GRANTED = DecisionHeard(ADMISSION, DecisionOutcome.GRANTED, "Mag naar binnen", "M. Bakir")


@pytest.fixture
def coordinator(dossier: OpenDossier, card: Card) -> DayKey:
    steward(dossier)
    granted(dossier, "b1", Role.COORDINATOR)
    return day_key(dossier, "b1", Role.COORDINATOR)


def at_office(laptop: Laptop, held: DayKey, scope: str = SCOPE, epoch: str = "o1") -> Stream:
    stream = laptop.stream(scope, epoch)
    open_office_shift(stream, held)
    return stream


def decide(stream: Stream, act: Act = GRANTED, number: int = 1) -> str:
    aspect = decision_aspect(ADMISSION) if isinstance(act, DecisionHeard) else act.ASPECT
    return stream.add(act, candidate=enrolment_id(number), aspect=aspect).leaf


def marked(dossier: OpenDossier, scope: str = SCOPE) -> dict[str, str]:
    """What the dossier said is without effect, and why."""
    with dossier.ledger.reading() as reading:
        return {
            leaf: event.body.act.reason
            for event in reading.events(scope)
            if event.body is not None and isinstance(event.body.act, WithoutEffect)
            for leaf in event.body.refs
        }


def decision(dossier: OpenDossier, number: int = 1) -> DecisionHeard | None:
    with dossier.ledger.reading() as reading:
        enrolment = reading.session(SESSION).enrolments[enrolment_id(number)]
    return enrolment.decision(ADMISSION)


def test_a_decision_of_the_coordinator_counts_in_the_room(
    dossier: OpenDossier, coordinator: DayKey
) -> None:
    laptop = enrol_office(dossier)
    stream = at_office(laptop, coordinator)
    decide(stream)
    (receipt,) = take(dossier, laptop, stream.events)
    assert receipt.quarantined == ()
    assert marked(dossier) == {}
    assert decision(dossier) == GRANTED


@pytest.mark.parametrize("act", [ArrivalRegistered(), SessionStarted()])
def test_what_only_a_room_sees_is_stored_from_the_office_and_has_no_effect(
    dossier: OpenDossier, coordinator: DayKey, act: Act
) -> None:
    laptop = enrol_office(dossier)
    stream = at_office(laptop, coordinator)
    leaf = decide(stream, act)
    (receipt,) = take(dossier, laptop, stream.events)
    assert (receipt.through, receipt.quarantined) == (2, ())
    assert marked(dossier) == {leaf: Ineffective.RIGHTS}


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (Role.CHIEF_INVIGILATOR, None),
        (Role.EXAM_BOARD, None),
        (Role.STEWARD, Ineffective.RIGHTS),
        (Role.AUDITOR, Ineffective.RIGHTS),
    ],
)
def test_a_decision_counts_by_the_role_of_who_signed_the_shift(
    dossier: OpenDossier, card: Card, role: Role, reason: Ineffective | None
) -> None:
    steward(dossier)
    granted(dossier, "b1", role)
    laptop = enrol_office(dossier)
    stream = at_office(laptop, day_key(dossier, "b1", role))
    leaf = decide(stream)
    take(dossier, laptop, stream.events)
    assert marked(dossier).get(leaf) == reason
    assert (decision(dossier) is None) == (reason is not None)


def test_a_role_that_was_withdrawn_counts_no_more_from_its_place_in_the_log(
    dossier: OpenDossier, card: Card
) -> None:
    steward(dossier)
    leaf = granted(dossier, "b1", Role.COORDINATOR)
    laptop = enrol_office(dossier)
    stream = at_office(laptop, day_key(dossier, "b1", Role.COORDINATOR))
    before = decide(stream, number=1)
    take(dossier, laptop, stream.events)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        RoleDesk(writing).withdraw(leaf, "s1")
    after = decide(stream, number=2)
    take(dossier, laptop, stream.events)
    assert marked(dossier) == {after: Ineffective.RIGHTS}
    assert decision(dossier, 1) is not None
    assert before not in marked(dossier)


def test_a_role_for_another_location_decides_nothing_here(
    dossier: OpenDossier, card: Card
) -> None:
    steward(dossier)
    granted(dossier, "b1", Role.COORDINATOR, ("Zuid",))
    laptop = enrol_office(dossier)
    held = day_key(dossier, "b1", Role.COORDINATOR, locations=("Zuid",))
    stream = at_office(laptop, held)
    leaf = decide(stream)
    take(dossier, laptop, stream.events)
    assert leaf in marked(dossier)
    beside = at_office(laptop, held, "office")
    take(dossier, laptop, beside.events)
    assert marked(dossier, "office") == {}


def test_a_role_that_the_certificate_does_not_name_is_not_used(
    dossier: OpenDossier, card: Card
) -> None:
    steward(dossier)
    granted(dossier, "b1", Role.COORDINATOR)
    laptop = enrol_office(dossier)
    stream = at_office(laptop, day_key(dossier, "b1", Role.STEWARD))
    leaf = decide(stream)
    take(dossier, laptop, stream.events)
    assert marked(dossier)[leaf] == Ineffective.RIGHTS


def test_roles_that_were_never_granted_are_not_got_by_a_certificate_alone(
    dossier: OpenDossier, card: Card
) -> None:
    laptop = enrol_office(dossier)
    stream = at_office(laptop, day_key(dossier, "b1", Role.COORDINATOR))
    leaf = decide(stream)
    take(dossier, laptop, stream.events)
    assert marked(dossier)[leaf] == Ineffective.RIGHTS


def test_a_shift_that_tells_more_roles_than_its_certificate_is_not_signed(
    dossier: OpenDossier, coordinator: DayKey
) -> None:
    laptop = enrol_office(dossier)
    more = DayKey(
        coordinator.person, coordinator.key, coordinator.certificate,
        (Role.COORDINATOR, Role.EXAM_BOARD),
    )  # fmt: skip
    stream = at_office(laptop, more)
    decide(stream)
    take(dossier, laptop, stream.events)
    assert marked(dossier)[stream.events[1].leaf] == Ineffective.SHIFT
    assert decision(dossier) is None


def test_after_its_day_a_key_decides_nothing(dossier: OpenDossier, coordinator: DayKey) -> None:
    laptop = enrol_office(dossier)
    stream = at_office(laptop, coordinator)
    stream.wall += TWELVE_HOURS + timedelta(minutes=1)
    leaf = decide(stream)
    take(dossier, laptop, stream.events)
    assert marked(dossier) == {leaf: Ineffective.RIGHTS}


def test_what_came_before_its_shift_is_judged_when_that_arrives(
    dossier: OpenDossier, coordinator: DayKey
) -> None:
    laptop = enrol_office(dossier)
    stream = at_office(laptop, coordinator)
    leaf = decide(stream, ArrivalRegistered())
    take(dossier, laptop, [stream.events[0], stream.events[2]])
    assert marked(dossier) == {}
    take(dossier, laptop, [stream.events[1]])
    assert marked(dossier) == {leaf: Ineffective.RIGHTS}


def test_a_laptop_of_rooms_opens_no_shift_of_the_office_and_the_reverse(
    dossier: OpenDossier, coordinator: DayKey, card: Card
) -> None:
    room, office = enrol(dossier), enrol_office(dossier)
    one = at_office(room, coordinator)
    other = recording(office, card, "e2")
    take(dossier, room, one.events)
    take(dossier, office, other.events)
    assert marked(dossier) == {
        one.events[1].leaf: Ineffective.RIGHTS,
        other.events[1].leaf: Ineffective.RIGHTS,
    }


@pytest.mark.parametrize("scope", ["office", f"session/{SESSION}"])
def test_a_laptop_of_rooms_writes_nothing_for_office_or_whole_sessions(
    dossier: OpenDossier, card: Card, scope: str
) -> None:
    laptop = enrol(dossier)
    stream = laptop.stream(scope)
    take(dossier, laptop, stream.events)
    assert marked(dossier, scope) == {stream.events[0].leaf: Ineffective.RIGHTS}


def test_the_office_strikes_what_it_wrote_and_nothing_of_a_room(
    dossier: OpenDossier, coordinator: DayKey, card: Card
) -> None:
    laptop, office = enrol(dossier), enrol_office(dossier)
    stream = recording(laptop, card)
    came = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, laptop, stream.events)
    words = at_office(office, coordinator)
    own = decide(words)
    words.add(Corrected("vergist"), candidate=enrolment_id(1), refs=(came.leaf,))
    take(dossier, office, words.events)
    with dossier.ledger.reading() as reading:
        assert reading.session(SESSION).enrolments[enrolment_id(1)].arrival is not None
    assert decision(dossier) is not None
    words.add(Corrected("vergist"), candidate=enrolment_id(1), refs=(own,))
    take(dossier, office, words.events)
    assert decision(dossier) is None


def test_after_a_person_was_revoked_the_office_s_facts_wait_for_two_others(
    dossier: OpenDossier, coordinator: DayKey
) -> None:
    laptop = enrol_office(dossier)
    stream = at_office(laptop, coordinator, "office")
    take(dossier, laptop, stream.events)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        revoke(writing, of_person(coordinator.person))
    stream.add(Corrected("vergist"))
    take(dossier, laptop, stream.events)
    with dossier.ledger.reading() as reading:
        (item,) = waiting(reading)
    assert item.scope == "office"
