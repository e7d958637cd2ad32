"""What the board of examiners rules on follows from the record; no ruling is ever lost."""

import pytest

from app.models import check_commands as c
from app.models import commands as room
from app.models.calamity_commands import HearTimeBack, NameCalamity, OpenCalamity
from app.models.drafts import Refused
from app.models.matters import Matter, MatterBook, matters_of
from app.models.office_commands import DecideForRoom
from app.models.values import (
    DecisionOutcome,
    MatterKind,
    RulingOutcome,
    time_back_matter,
)
from tests.builders import MINUTE, ROOM, SESSION, START, Play, a_session, candidate_id
from tests.models.test_hotline import TIM, Office

AT = START + 40 * MINUTE


@pytest.fixture
def play() -> Play:
    return a_session(3, arrived=True)


@pytest.fixture
def office(play: Play) -> Office:
    return Office(play)


def note(play: Play) -> str:
    command = room.NoteIrregularity(SESSION, candidate_id(1), "device", "Telefoon.",
                                    is_reported=True)  # fmt: skip
    return play.do(command, AT)[0].leaf


def matters(*offices: Office) -> tuple[Matter, ...]:
    day = offices[0].day(*offices[1:])
    parts = [(each, part) for each in day.sessions.values() for part in each.parts.values()]
    return matters_of(parts, day.office)


def ruling(matter: Matter, outcome: RulingOutcome = RulingOutcome.REJECTED) -> c.GiveRuling:
    return c.GiveRuling(
        matter.key, matter.kind, SESSION, ROOM, outcome, "A. Kok", "M-03", "uit en weg",
        "2026-12-10", candidate=matter.candidate,
        evidence=tuple(each.leaf for each in matter.evidence),
    )  # fmt: skip


def test_a_suspicion_waits_with_its_evidence_until_the_board_rules(
    play: Play, office: Office
) -> None:
    assert matters(office) == ()
    leaf = note(play)
    (matter,) = matters(office)
    assert (matter.kind, matter.candidate, matter.is_open) == (
        MatterKind.IRREGULARITY, candidate_id(1), True,
    )  # fmt: skip
    assert [each.leaf for each in matter.evidence] == [leaf]
    office.do(ruling(matter), AT + MINUTE)
    (matter,) = matters(office)
    assert not matter.is_open
    (given,) = matter.standing
    assert given.event.body is not None
    assert (given.by.name, given.event.body.refs) == (office.me.name, (leaf,))


def test_a_deferred_matter_waits_and_a_new_ruling_replaces_it(play: Play, office: Office) -> None:
    note(play)
    office.do(ruling(matters(office)[0], RulingOutcome.DEFERRED), AT)
    assert matters(office)[0].is_open
    office.do(ruling(matters(office)[0]), AT + MINUTE)
    (matter,) = matters(office)
    assert [each.stands for each in matter.rulings] == [False, True]
    assert not matter.is_open


def test_two_rulings_without_knowing_of_each_other_both_stand_and_differ(
    play: Play, office: Office
) -> None:
    note(play)
    other = Office(play, TIM, "office-2")
    office.do(ruling(matters(office)[0]), AT)
    other.do(ruling(matters(other)[0], RulingOutcome.UPHELD), AT)
    (matter,) = matters(office, other)
    assert (len(matter.standing), matter.differs, matter.is_open) == (2, True, True)
    office.do(ruling(matter, RulingOutcome.UPHELD), AT + MINUTE, other)
    (matter,) = matters(office, other)
    assert (len(matter.rulings), len(matter.standing), matter.is_open) == (3, 1, False)


def test_a_withdrawn_ruling_is_kept_and_its_matter_waits_again(play: Play, office: Office) -> None:
    note(play)
    (matter,) = matters(office)
    with pytest.raises(Refused):
        office.do(c.WithdrawRuling(matter.key, "vergissing"), AT)
    office.do(ruling(matter), AT)
    office.do(c.WithdrawRuling(matter.key, "vergissing"), AT + MINUTE)
    (matter,) = matters(office)
    assert (len(matter.rulings), matter.standing, matter.is_open) == (1, (), True)


def test_a_ruling_on_what_was_struck_stays_and_asks_nothing(play: Play, office: Office) -> None:
    leaf = note(play)
    office.do(ruling(matters(office)[0]), AT)
    play.do(room.Correct(SESSION, leaf, "verkeerde kandidaat"), AT + MINUTE)
    (matter,) = matters(office)
    assert (matter.is_lapsed, len(matter.standing), matter.is_open) == (True, 1, False)


def test_what_a_room_heard_by_telephone_waits_until_the_office_entered_it(
    play: Play, office: Office
) -> None:
    (opened,) = play.do(OpenCalamity(), AT)
    play.do(NameCalamity(opened.leaf, "network", "Netwerk weg", stops_all=True), AT)
    play.do(room.EndInterruption(SESSION, play.part.interruptions[0].leaf), AT + 5 * MINUTE)
    heard = HearTimeBack(opened.leaf, DecisionOutcome.GRANTED, 5, "", "S. Lieverse")
    play.do(heard, AT + 6 * MINUTE)
    (matter,) = matters(office)
    assert matter.kind is MatterKind.TELEPHONE
    entered = DecideForRoom(
        SESSION, ROOM, time_back_matter(opened.leaf), DecisionOutcome.GRANTED, "", "S. Lieverse",
        on_behalf_of="de examencommissie", mandate="M-07", minutes=5,
    )  # fmt: skip
    office.do(entered, AT + 7 * MINUTE)
    (matter,) = matters(office)
    assert matter.kind is MatterKind.CALAMITY
    assert opened.leaf in {each.leaf for each in matter.evidence}


def test_who_was_refused_at_the_door_is_a_matter_of_its_own() -> None:
    play = a_session(1)
    play.do(room.RefuseEntry(SESSION, candidate_id(1), "te laat"), AT)
    (matter,) = matters(Office(play))
    assert (matter.kind, matter.candidate) == (MatterKind.REFUSAL, candidate_id(1))


def test_a_part_of_which_nothing_changed_is_not_told_anew(play: Play, office: Office) -> None:
    note(play)
    day, book = office.day(), MatterBook()
    parts = [(each, part) for each in day.sessions.values() for part in each.parts.values()]
    (first,), (again,) = book.look(parts, day.office), book.look(parts, day.office)
    assert first is again
