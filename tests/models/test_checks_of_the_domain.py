"""The checks of docs/checks.md that concern a room, each by its number: none blocks a fact."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.models import calamity_commands as k
from app.models import commands as c
from app.models import preparing_commands as p
from app.models.board import BoardBook
from app.models.board_figures import Concern
from app.models.closing import CheckKind, checks_of
from app.models.closing_commands import HandOverPacket, SettleCodes
from app.models.collisions import CollisionKind, collisions_of
from app.models.extra_time import extra_time_of
from app.models.paper import Paper, paper_of
from app.models.plan import ExtrasAdded, RulesChosen, StaffPlanned
from app.models.report import text_of
from app.models.report_items import items_of
from app.models.session import Enrolment
from app.models.strict_json import dumps
from app.models.values import Flag, IdentityOutcome, StaffRole
from tests.builders import (
    MINUTE,
    ROOM,
    SECOND,
    SESSION,
    START,
    Play,
    a_candidate,
    a_laptop,
    a_plan,
    a_session,
    candidate_id,
)

ONE, TWO = candidate_id(1), candidate_id(2)
CENTRAL: dict[str, object] = {"id": "ce", "kind": "central"}
ON_PAPER: dict[str, object] = {"id": "papier", "kind": "institution", "has_packets": True}
DIGITAL: dict[str, object] = {
    "id": "digitaal",
    "kind": "institution",
    "readiness": [{"item": "codes", "title": "Codes ontvangen"}],
}


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def kinds(play: Play) -> set[CheckKind]:
    return {check.kind for check in checks_of(paper(play))}


def leads(play: Play) -> set[str]:
    return {item.printed.lead for item in items_of(paper(play))}


def ended(play: Play) -> Play:
    play.do(c.EndSession(SESSION), START + 90 * MINUTE)
    return play


def started_off_plan(play: Play) -> Play:
    play.do(c.StartSession(SESSION), START + 12 * MINUTE)
    return play


def came_after(minutes: int, **rules: object) -> Play:
    play = a_session(1, rules={**CENTRAL, **rules})
    play.do(c.RegisterArrival(SESSION, ONE), START + minutes * MINUTE)
    return play


def identity(play: Play) -> Play:
    play.do(c.RegisterArrival(SESSION, ONE, IdentityOutcome.NO_VALID_DOCUMENT), START - MINUTE)
    return play


def provision() -> Play:
    play = a_session(0, started=False)
    play.plan(a_candidate(1, needs=("HEAD",)), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START - MINUTE)
    play.do(c.StartSession(SESSION), START)
    return play


def differing() -> Play:
    play = a_session(1)
    other = a_laptop("laptop-2")
    play.take(*other.written)
    play.do(c.RegisterArrival(SESSION, ONE), START + MINUTE)
    alone = Play(play.dossier, other, a_session(1).folds)
    play.take(*alone.do(c.EstablishNoShow(SESSION, (ONE,)), START + 40 * MINUTE))
    return play


def clock_off() -> Play:
    play = a_session(1, started=False)
    play.laptop.offset_ms = 31_000
    play.do(c.StartSession(SESSION), START)
    return play


def calamity() -> Play:
    play = a_session(1)
    play.do(k.OpenCalamity(), START + MINUTE)
    return play


def packets(went: int | None) -> Play:
    play = ended(a_session(0, rules=ON_PAPER))
    play.do(p.ReceivePacket(SESSION, "E-1", is_intact=True, counted=30))
    play.do(HandOverPacket(SESSION, "E-1", "S. Lieverse", "Z-9", went))
    return play


ROOM_CHECKS: list[tuple[str, Callable[[], Play], CheckKind]] = [
    ("02", lambda: started_off_plan(a_session(1, started=False)), CheckKind.NO_START_REASON),
    ("03", lambda: a_session(1), CheckKind.UNKNOWN),
    ("04", lambda: came_after(29, entry_limit_min=15), CheckKind.OPEN_ADMISSION),
    ("05", lambda: came_after(31), CheckKind.OPEN_ADMISSION),
    ("10", lambda: identity(a_session(1, started=False)), CheckKind.NO_VALID_IDENTITY),
    ("11", provision, CheckKind.NO_PROVISION_OUTCOME),
    ("12", lambda: ended(a_session(1, arrived=True)), CheckKind.NO_END_STATUS),
    ("15", differing, CheckKind.DIFFERENCE),
    ("16", clock_off, CheckKind.CLOCK),
    ("17", calamity, CheckKind.OPEN_CALAMITY),
    ("18", lambda: packets(28), CheckKind.UNBALANCED),
]


@pytest.mark.parametrize(
    ("make", "kind"), [each[1:] for each in ROOM_CHECKS], ids=[each[0] for each in ROOM_CHECKS]
)
def test_a_check_by_its_number_shows_before_signing(
    make: Callable[[], Play], kind: CheckKind
) -> None:
    assert kind in kinds(make())


def test_check_01_who_is_in_without_a_go_is_an_open_decision() -> None:
    play = a_session(0, started=False)
    play.plan(a_candidate(1), ONE)
    play.plan(ExtrasAdded(is_released=False), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START - MINUTE)
    assert CheckKind.OPEN_RELEASE in kinds(play)


def test_check_02_is_settled_by_the_reason_and_stays_away_within_the_rule() -> None:
    play = started_off_plan(a_session(1, started=False))
    play.do(c.NoteStartReason(SESSION, "sleutel te laat"))
    assert CheckKind.NO_START_REASON not in kinds(play)
    assert CheckKind.NO_START_REASON not in kinds(a_session(1))


def test_check_06_too_few_who_watch_prints_as_a_spell() -> None:
    play = a_session(2, arrived=True, rules={"id": "x", "candidates_per_invigilator": 1})
    play.now = START + 10 * MINUTE
    assert "Toezicht 1 : 2" in leads(play)


def test_check_06_waits_as_long_as_the_rule_set_says() -> None:
    rules = {"id": "x", "candidates_per_invigilator": 1, "ratio_over_min": 5}
    for minute, is_told in ((4, False), (6, True)):
        play = a_session(2, arrived=True, rules=rules)
        play.do(c.HandIn(SESSION, (ONE,)), START + (minute - 10) * MINUTE)
        assert ("Toezicht 1 : 2" in leads(play)) is is_told


@pytest.mark.parametrize(
    ("number", "command", "at", "flag"),
    [
        ("09", c.LeaveForAMoment(SESSION, ONE), START + 80 * MINUTE, Flag.AWAY_IN_CLOSED_WINDOW),
        ("13", c.HandIn(SESSION, (ONE,)), START + 5 * MINUTE, Flag.HANDED_IN_TOO_EARLY),
    ],
)
def test_checks_09_and_13_flag_the_fact_at_once(
    number: str, command: c.Command, at: object, flag: Flag
) -> None:
    play = a_session(1, arrived=True)
    decision = play.decide(command, at)  # type: ignore[arg-type]
    assert decision.drafts, number
    assert flag in decision.flags


def test_check_14_extra_time_above_the_cap_is_marked() -> None:
    play = a_session(0, rules=CENTRAL)
    play.plan(a_candidate(1, extra_time_min=45), ONE)
    one: Enrolment = play.enrolment()
    assert extra_time_of(one, play.session.rules, timedelta(minutes=90)).is_above_cap


def test_check_17_is_over_when_the_press_is_withdrawn() -> None:
    play = calamity()
    key = play.part.calamities[0].key
    play.do(k.WithdrawCalamity(key), START + 2 * MINUTE)
    assert CheckKind.OPEN_CALAMITY not in kinds(play)


def test_check_18_the_counts_of_candidates_balance() -> None:
    play = a_session(3)
    play.do(c.RegisterArrival(SESSION, ONE), START + SECOND)
    play.do(c.EstablishNoShow(SESSION, (TWO,)), START + 31 * MINUTE)
    play.do(c.RefuseEntry(SESSION, candidate_id(3)), START + 32 * MINUTE)
    play.do(c.HandIn(SESSION, (ONE,)), START + 60 * MINUTE)
    assert not kinds(ended(play)) & {CheckKind.UNKNOWN, CheckKind.NO_END_STATUS}


def test_check_18_as_many_packets_went_out_as_came_in() -> None:
    assert CheckKind.UNBALANCED not in kinds(packets(30))
    assert CheckKind.UNBALANCED not in kinds(packets(None))
    counts = "Ontvangen 30, geopend niet geteld, overgedragen 28."
    assert counts in [text_of(i.printed.text) for i in items_of(paper(packets(28)))]


def test_check_19_who_watches_and_judges_prints() -> None:
    play = a_session(1)
    staff = StaffPlanned("p1", StaffRole.ASSESSOR, "M. Vos")
    play.take(play.dossier.act(staff, START, scope=f"session/{SESSION}"))
    assert "Functiescheiding" in leads(play)


def test_who_has_no_end_meets_the_end_of_the_system_and_is_not_told_as_too_late() -> None:
    play = a_session(2, started=False, rules=DIGITAL)
    play.plan(a_candidate(1, is_time_unlimited=True), ONE)
    (found,) = collisions_of([(play.session, play.part)])
    assert (found.kind, found.ends) == (CollisionKind.WINDOW, None)
    for who in (ONE, TWO):
        play.do(c.RegisterArrival(SESSION, who), START - MINUTE)
    play.do(c.StartSession(SESSION), START)
    late = START + 150 * MINUTE
    for who, is_too_long in ((TWO, False), (ONE, True)):
        play.do(c.HandIn(SESSION, (who,)), late)
        (room,) = BoardBook().board([play.session], (), late).rooms
        assert (Concern.OVERRUN in {each.concern for each in room.worries}) is is_too_long


def test_check_24_a_system_that_closes_before_the_last_end_is_a_collision() -> None:
    play = a_session(0, started=False, rules=DIGITAL, plan=a_plan())
    play.plan(a_candidate(1, extra_time_min=30), ONE)
    found = collisions_of([(play.session, play.session.parts[ROOM])])
    assert [each.kind for each in found] == [CollisionKind.WINDOW]


def test_what_is_out_of_the_room_is_asked_from_the_end_on_and_then_settled() -> None:
    play = a_session(0, rules=DIGITAL)
    assert CheckKind.CODES_KEPT not in kinds(play)
    assert CheckKind.CODES_KEPT in kinds(ended(play))
    play.do(SettleCodes(SESSION, is_destroyed=True))
    assert CheckKind.CODES_KEPT not in kinds(play)
    work = ended(a_session(0, rules=ON_PAPER))
    assert CheckKind.PACKET_KEPT in kinds(work)
    work.do(HandOverPacket(SESSION, "E-1", "S. Lieverse"))
    assert CheckKind.PACKET_KEPT not in kinds(work)


def test_what_was_taken_is_asked_about_until_it_went_back() -> None:
    play = a_session(1)
    (noted,) = play.do(
        c.NoteIrregularity(SESSION, ONE, "device", "ging af", item_taken="telefoon")
    )
    assert CheckKind.ITEM_KEPT in kinds(ended(play))
    play.do(k.ReturnItem(SESSION, noted.leaf, "Noor Proef 1"))
    assert CheckKind.ITEM_KEPT not in kinds(play)


def test_only_what_leaves_the_report_untrue_waits_with_signing() -> None:
    found = [check for _, make, _ in ROOM_CHECKS for check in checks_of(paper(make()))]
    assert {check.kind for check in found if check.blocks} == {
        CheckKind.NOT_ENDED,
        CheckKind.UNKNOWN,
        CheckKind.NO_END_STATUS,
        CheckKind.DIFFERENCE,
    }


def test_rules_of_another_version_do_not_stop_the_checks() -> None:
    play = a_session(1)
    play.plan(RulesChosen("nieuw", dumps({"later": 1}).decode()), at=START)
    assert checks_of(paper(play))
