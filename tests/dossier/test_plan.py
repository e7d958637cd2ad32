"""The plan: what a planner sends becomes events, once, in the room where the candidate sits."""

from dataclasses import replace

from app.models.plan import (
    CandidateMovedAway,
    CandidatePlanned,
    ExtrasAdded,
    SourceReceived,
)
from app.models.values import PlanState
from dossier.opened import OpenDossier
from dossier.plan import add_extras
from dossier.rooms import Place
from tests.dossier.inside import (
    CLIENT,
    PLACE,
    SESSION,
    assign,
    enrolment_id,
    plan,
    planned_candidate,
    planned_session,
    print_cards,
    staff,
)
from tests.dossier.laptop import START

OTHER_SESSION = "00000000-0000-4000-8000-000000000002"
EAST = Place("Zaal Oost", "Noord", "2026-12-09")


def size(dossier: OpenDossier) -> int:
    return dossier.ledger.tree()[1].size


def rooms(dossier: OpenDossier, session: str = SESSION) -> dict[str, list[str]]:
    with dossier.ledger.reading() as reading:
        state = reading.session(session)
    found: dict[str, list[str]] = {}
    for enrolment in state.enrolments.values():
        found.setdefault(enrolment.room or "", []).append(enrolment.candidate)
    return found


def test_a_put_that_changes_nothing_writes_nothing(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    before = size(dossier)
    plan(dossier, 2)
    assert size(dossier) == before


def test_the_rule_set_follows_the_exam_code(dossier: OpenDossier) -> None:
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session("CE-NE-2F"), CLIENT, START)
    with dossier.ledger.reading() as reading:
        central = reading.session(SESSION).rules
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session("geen bekende code"), CLIENT, START)
    with dossier.ledger.reading() as reading:
        unknown = reading.session(SESSION).rules
    assert (central.kind.value, unknown.kind.value) == ("central", "unknown")


def test_new_warnings_are_kept_also_when_nothing_else_changed(dossier: OpenDossier) -> None:
    plan(dossier, 0)
    before = size(dossier)
    read = replace(planned_session(), warnings=("lenient",))
    with dossier.desks.write() as desk:
        desk.put_offering(read, CLIENT, START)
    assert size(dossier) > before
    with dossier.ledger.reading() as reading:
        last = reading.events("office")[-1]
    assert last.body is not None
    assert isinstance(last.body.act, SourceReceived)
    assert last.body.act.warnings == ("lenient",)


def test_candidates_wait_without_a_room_until_the_session_is_assigned(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 3)
    assert set(rooms(dossier)) == {"none"}
    assign(dossier)
    assert set(rooms(dossier)) == {PLACE.room}


def test_a_late_enrolment_goes_to_the_room_of_its_session(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    assign(dossier)
    plan(dossier, 3)
    assert set(rooms(dossier)) == {PLACE.room}


def test_a_large_session_is_split_in_even_parts_by_name(dossier: OpenDossier) -> None:
    plan(dossier, 11)
    assign(dossier, PLACE, EAST)
    found = rooms(dossier)
    assert sorted(map(len, found.values())) == [5, 6]
    assert max(found[PLACE.room]) < min(found[EAST.room])
    with dossier.ledger.reading() as reading:
        parts = reading.session(SESSION).parts
    assert parts[EAST.room].plan.part_label == "deel 2 van 2"  # type: ignore[union-attr]


def test_a_list_says_who_sits_where(dossier: OpenDossier) -> None:
    plan(dossier, 4)
    chosen = tuple(enrolment_id(n) for n in (3, 0))
    assign(dossier, replace(EAST, candidates=chosen), PLACE)
    assert sorted(rooms(dossier)[EAST.room]) == sorted(chosen)


def test_another_room_is_told_to_both_rooms(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    assign(dossier)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        add_extras(writing, enrolment_id(0), ExtrasAdded(seat="12"))
    assign(dossier, EAST)
    with dossier.ledger.reading() as reading:
        old = [e.body.act for e in reading.events(f"part/{SESSION}/{PLACE.room}") if e.body]
        state = reading.session(SESSION)
    assert isinstance(old[-1], CandidateMovedAway)
    assert old[-1].to_room == EAST.label
    assert rooms(dossier) == {EAST.room: [enrolment_id(0)]}
    assert state.enrolments[enrolment_id(0)].seat == "12"


def test_a_candidate_of_another_session_leaves_the_former_one(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    plan(dossier, 0, session=OTHER_SESSION)
    assign(dossier)
    with dossier.desks.write() as desk:
        read = planned_candidate(0, session=OTHER_SESSION)
        assert desk.put_enrolment(read, CLIENT, START) is False
    with dossier.ledger.reading() as reading:
        left = reading.session(SESSION).enrolments[enrolment_id(0)]
        came = reading.session(OTHER_SESSION).enrolments[enrolment_id(0)]
    assert left.moved_to is not None
    assert not left.is_listed
    assert came.is_listed


def test_what_the_school_told_of_a_person_goes_along_and_to_nobody_else(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 1)
    plan(dossier, 0, session=OTHER_SESSION)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        add_extras(writing, enrolment_id(0), ExtrasAdded("2007-01-02", "A3", "Zorg"))
    moved = planned_candidate(0, session=OTHER_SESSION)
    somebody_else = replace(moved, act=replace(moved.act, person="person-9"))
    for read, extras in ((moved, ExtrasAdded("2007-01-02", None, "Zorg")),
                         (somebody_else, ExtrasAdded())):  # fmt: skip
        with dossier.desks.write() as desk:
            desk.put_enrolment(read, CLIENT, START)
        with dossier.ledger.reading() as reading:
            known = reading.session(OTHER_SESSION).enrolments[enrolment_id(0)]
        assert known.extras == extras


def test_what_was_put_is_what_is_read(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    assign(dossier)
    with dossier.desks.read() as desk:
        record = desk.enrolment(enrolment_id(1))
        everybody = desk.enrolments(SESSION)
        known = desk.enrolment_of_person("person-1", CLIENT)
        stranger = desk.enrolment_of_person("person-1", "andere-planning")
    assert record is not None
    assert record.act == planned_candidate(1).act
    assert record.document == planned_candidate(1).document
    assert [each.enrolment_id for each in everybody] == [enrolment_id(0), enrolment_id(1)]
    assert known == record
    assert stranger is None


def test_a_forgotten_person_is_in_no_body_and_no_chunk(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    assign(dossier)
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        add_extras(writing, enrolment_id(0), ExtrasAdded(birth_date="2008-02-29"))
    nobody = CandidatePlanned("", "", "", "", "", state=PlanState.CANCELED, client=CLIENT)
    with dossier.desks.write() as desk:
        read = replace(planned_candidate(0), act=nobody, document="{}")
        desk.forget_person(read, CLIENT, START)
    with dossier.ledger.reading() as reading:
        scopes = ("office", f"part/{SESSION}/none", f"part/{SESSION}/{PLACE.room}")
        bodies = b"".join(each.signed.body or b"" for each in reading.stored(*scopes))
    assert b"Testnaam000" not in bodies
    assert b"2008-02-29" not in bodies
    assert b"Testnaam001" in bodies
    with dossier.desks.read() as desk:
        assert desk.enrolment_of_person("person-0", CLIENT) is None


def test_who_works_in_a_room_stands_in_every_part_of_it(dossier: OpenDossier) -> None:
    plan(dossier, 1)
    plan(dossier, 0, session=OTHER_SESSION)
    (room_day,) = assign(dossier)
    staff(dossier, room_day)
    assign(dossier, session=OTHER_SESSION)
    with dossier.ledger.reading() as reading:
        for session in (SESSION, OTHER_SESSION):
            people = reading.session(session).parts[PLACE.room].people
            assert [each.person for each in people] == ["p1"]


def test_once_codes_are_printed_somebody_may_be_recording_out_of_sight(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 2)
    [room_day] = assign(dossier, PLACE)
    staff(dossier, room_day)
    with dossier.desks.read() as desk:
        assert not desk.has_facts(enrolment_id(0))
    print_cards(dossier, room_day)
    with dossier.desks.read() as desk:
        assert desk.has_facts(enrolment_id(0))
