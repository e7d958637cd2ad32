"""Lenient in: what is meant is read and noted; what cannot be known is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from app.models.plan import CandidatePlanned, StaffPlanned
from app.models.values import DurationFrom, DurationUntil, PlanState, StaffRole, StartOption
from dossier.oke.problems import Rejected
from dossier.oke.reading import EnrolmentRead, OfferingRead
from dossier.oke.schema import is_person_to_be_removed, read_enrolment, read_offering
from tests.dossier.oke import messages
from tests.dossier.oke.messages import ENROLMENT, OFFERING, OURS, PERSON, STAFF

Change = Callable[[dict[str, Any]], object]


def read_session(change: Change) -> OfferingRead:
    body = messages.an_offering()
    change(body)
    return read_offering(OFFERING, body, "tpl")


def read_candidate(change: Change, known: dict[str, Any] | None = None) -> EnrolmentRead:
    body = messages.an_enrolment()
    change(body)
    return read_enrolment(ENROLMENT, body, "tpl", OFFERING.__eq__, lambda _: known)


def block(**members: Any) -> Change:
    def change(body: dict[str, Any]) -> None:
        for name, value in members.items():
            if value is ...:
                del body["consumers"][0][name]
            else:
                body["consumers"][0][name] = value

    return change


def top(**members: Any) -> Change:
    def change(body: dict[str, Any]) -> None:
        for name, value in members.items():
            if value is ...:
                del body[name]
            else:
                body[name] = value

    return change


def person(**members: Any) -> Change:
    return lambda body: top(**members)(body["person"])


def test_a_session_is_read_into_our_words_with_times_as_received() -> None:
    plan = read_session(lambda _: None).plan
    assert (plan.name, plan.code) == ("Rekenen mbo niveau 3", "REK-N3 B1.14")
    assert (plan.starts_at, plan.entry_until) == (
        "2026-12-09T10:30:00+01:00",
        "2026-12-09T11:15:00+01:00",
    )
    assert (plan.start_option, plan.duration_from, plan.duration_until, plan.duration_min) == (
        StartOption.INDIVIDUAL,
        DurationFrom.OWN_START,
        DurationUntil.TEST_DURATION,
        60,
    )
    assert (plan.state, plan.client) == (PlanState.ACTIVE, "tpl")


@pytest.mark.parametrize(
    ("duration", "minutes", "is_noted"),
    [
        ("PT60M", 60, False),
        ("PT1H30M", 90, False),
        ("P1D", 1440, True),
        ("P60M", 60, True),
        (60, 60, True),
        (60.0, 60, True),
        ("60", 60, True),
        ("PT3600S", 60, True),
        ("PT59M60S", 60, True),
    ],
)
def test_a_duration_is_minutes(duration: Any, minutes: int, is_noted: bool) -> None:
    read = read_session(block(duration=duration))
    assert (read.plan.duration_min, bool(read.warnings)) == (minutes, is_noted)


@pytest.mark.parametrize(
    "duration",
    ["-PT60M", "P1Y", "PT", "P", "", 0, -5, True, 1e300, 10**400, "PT1.5H", "PT90S", "PT0S"],
    ids=lambda told: str(told)[:12],
)
def test_a_duration_that_says_nothing_is_refused(duration: Any) -> None:
    with pytest.raises(Rejected):
        read_session(block(duration=duration))


@pytest.mark.parametrize(
    "change",
    [
        block(startOptions="IndividualStart"),
        block(offeringState="cancelled"),
        block(safety=["Fixed Location"]),
        block(safety=["camera"]),
        block(safety="surveillance"),
        block(irregularities="x"),
        block(foo=1),
        block(finalResultsAllowed=True),
        block(startOptions=...),
        block(lastPossibleStartDateTime="2026-12-09T13:15:00+01:00"),
        block(duration="PT300M"),
        block(startOptions="triggeredStart"),
        top(offeringId=...),
        top(startDateTime="2026-12-09T10:30+01:00"),
        top(startDateTime="2026-12-09T10:30:00+0100"),
        top(startDateTime="2026-12-09 09:30:00z"),
        top(resultExpected=False),
        top(teachingLanguage="eng"),
        top(modeOfDelivery=["hybrid"]),
        top(otherCodes="FAO"),
        top(primaryCode={"codeType": "x-eigen", "code": "1"}),
    ],
)
def test_a_session_written_otherwise_is_read_with_a_note(change: Change) -> None:
    assert read_session(change).warnings


@pytest.mark.parametrize(
    "change",
    [
        block(offeringState=...),
        block(offeringState="open"),
        block(startOptions="later"),
        block(lastPossibleStartDateTime="2026-12-09T10:30:00"),
        top(startDateTime="2022-11-15T09:00T12:45:00.000Z"),
        top(startDateTime="2026-02-30T09:00:00Z"),
        top(startDateTime="0001-01-01T00:00:00+14:00"),
        top(startDateTime=1765272600),
        top(endDateTime="2026-12-09T10:30:00+01:00"),
        top(offeringType="course"),
        top(name=[]),
        top(name="Rekenen"),
        top(description=...),
        top(primaryCode={"codeType": "offeringCode"}),
        top(consumers=[]),
        top(consumers={}),
        top(consumers=[{"consumerKey": "other"}]),
        top(consumers=[{"consumerKey": OURS, "offeringState": "active"}] * 2),
    ],
)
def test_a_session_that_cannot_be_known_is_refused(change: Change) -> None:
    with pytest.raises(Rejected) as refused:
        read_session(change)
    assert refused.value.status == 400


def test_a_candidate_is_read_literally() -> None:
    act = read_candidate(lambda _: None).act
    assert act == CandidatePlanned(
        person=PERSON,
        number="3514162",
        given_name="Noor Maria",
        surname="Veld",
        display_name="Veld, Noor in 't",
        surname_prefix="in 't",
        preferred_name="Noor",
        id_check_name="Veld, Noor Maria in 't",
        extra_time_min=30,
        needs=("ET", "x-pauseTestAllowed"),
        client="tpl",
    )


@pytest.mark.parametrize("name", ["Ł̀ę́", "🎓", "\u200eمحمد", "O'Neill\t", "secret", "notAvailable"])
def test_a_name_stays_as_it_came(name: str) -> None:
    act = read_candidate(
        lambda body: body["person"]["consumers"][0].update(idCheckName=name)
    ).candidate
    assert act is not None
    assert act.id_check_name == name


def test_the_name_for_the_identity_check_holds_all_names_of_who_has_many() -> None:
    name = f"{'Maria ' * 40}{'Lang' * 60}"
    act = read_candidate(
        lambda body: body["person"]["consumers"][0].update(idCheckName=name)
    ).candidate
    assert act is not None
    assert act.id_check_name == name


@pytest.mark.parametrize(
    ("written", "agreed"),
    [
        ("2026-12-09t10:30:00.25+01:00", "2026-12-09T10:30:00.25+01:00"),
        ("2026-12-09T10:30+0100", "2026-12-09T10:30:00+01:00"),
        ("2026-12-09 09:30:00z", "2026-12-09T09:30:00Z"),
    ],
)
def test_a_moment_in_another_spelling_is_put_in_the_agreed_one(written: str, agreed: str) -> None:
    assert read_session(top(startDateTime=written)).plan.starts_at == agreed


@pytest.mark.parametrize(
    ("minutes", "extra", "is_unlimited"),
    [
        (0, 0, False),
        (9_999, 9_999, False),
        (10_000, None, True),
        (99_999, None, True),
        (9_999_999_999, None, True),
    ],
)
def test_ten_thousand_minutes_is_without_limit(
    minutes: int, extra: int | None, is_unlimited: bool
) -> None:
    act = read_candidate(block(additionalTimeInMin=minutes)).candidate
    assert act is not None
    assert (act.extra_time_min, act.is_time_unlimited) == (extra, is_unlimited)


@pytest.mark.parametrize(
    ("change", "minutes"),
    [
        (lambda b: block(extraTimeInMin=b["consumers"][0].pop("additionalTimeInMin"))(b), 30),
        (block(extraTimeInMin=45), 30),
        (block(additionalTimeInMin="30"), 30),
        (block(additionalTimeInMin=30.0), 30),
        (block(personalNeeds="spoken"), 30),
        (block(attendance="present"), 30),
        (top(state="cancelled"), 30),
        (top(state="pending"), 30),
        (top(role="Student"), 30),
        (top(remoteState="associated"), 30),
        (top(result={}), 30),
        (top(offering={"offeringId": OFFERING}), 30),
        (top(associationId=...), 30),
        (person(photoSocial=7), 30),
        (person(preferredName="Noortje"), 30),
    ],
)
def test_an_enrolment_written_otherwise_is_read_with_a_note(change: Change, minutes: int) -> None:
    read = read_candidate(change)
    assert read.warnings
    assert read.candidate is not None
    assert read.candidate.extra_time_min == minutes
    assert not any("Noor" in line or "Veld" in line for line in read.warnings)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (top(role="surveillant"), 400),
        (top(state="weg"), 400),
        (top(associationType="courseOfferingAssociation"), 400),
        (top(associationId=STAFF), 400),
        (top(offering=STAFF), 404),
        (top(offering=...), 400),
        (top(person=...), 400),
        (top(person=PERSON), 400),
        (top(consumers=...), 400),
        (block(additionalTimeInMin=-5), 400),
        (block(additionalTimeInMin=float("1e300")), 400),
        (block(personalNeeds=[1]), 400),
        (person(givenName=...), 400),
        (person(personId="123454"), 400),
        (person(mail="geen adres"), 400),
        (person(consumers=...), 400),
        (person(surname="x" * 257), 400),
        (person(affiliations=["teacher"]), 400),
    ],
)
def test_an_enrolment_that_cannot_be_known_is_refused(change: Change, status: int) -> None:
    with pytest.raises(Rejected) as refused:
        read_candidate(change)
    assert refused.value.status == status
    assert "Veld" not in f"{refused.value.title}{refused.value.detail}"


def test_a_known_person_may_come_by_id() -> None:
    read = read_candidate(top(person=PERSON), messages.an_enrolment()["person"])
    assert read.candidate is not None
    assert read.candidate.surname == "Veld"
    assert read.warnings


@pytest.mark.parametrize(
    ("role", "ours"),
    [
        ("coordinator", StaffRole.CHIEF_INVIGILATOR),
        ("invigilator", StaffRole.INVIGILATOR),
        ("assessor", StaffRole.ASSESSOR),
        ("guest", StaffRole.GUEST),
        ("lecturer", StaffRole.LECTURER),
        ("teaching assistant", StaffRole.LECTURER),
    ],
)
def test_staff_are_read_with_their_role(role: str, ours: StaffRole) -> None:
    body = messages.a_staff_member() | {"role": role}
    read = read_enrolment(STAFF, body, "tpl", OFFERING.__eq__, lambda _: None)
    staff = StaffPlanned(PERSON, ours, "Veld, Noor in 't", enrolment=STAFF, client="tpl")
    assert (read.staff, read.candidate, read.warnings) == (staff, None, ())


@pytest.mark.parametrize(
    ("is_canceled", "has_facts", "goes"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_a_person_goes_only_when_canceled_and_never_recorded(
    is_canceled: bool, has_facts: bool, goes: bool
) -> None:
    assert is_person_to_be_removed(is_canceled=is_canceled, has_facts=has_facts) is goes
