"""What a room is told of the record itself, in sentences that somebody reads once."""

import pytest

from app.models import commands as c
from app.models import facts as f
from app.models.fold import DOSSIER, RoomFold
from app.models.marks import EffectJudged, WithoutEffect
from app.models.paper import paper_of
from app.models.report import text_of
from app.models.report_record import record_items
from app.models.values import Ineffective, PutAside
from app.models.words import PUT_ASIDE
from app.screens.room.record_notices import record_notices
from tests.builders import MINUTE, ROOM, START, Play, Writer, a_laptop, a_session, candidate_id

ONE = candidate_id(1)


def titles(
    play: Play, *, laptop: str = "laptop-1", read: frozenset[str] = frozenset()
) -> list[str]:
    told = paper_of(play.session, ROOM, laptop=laptop)
    assert told is not None
    return [each.title for each in record_notices((told,), read, with_key=True)]


def printed(play: Play) -> list[tuple[str, str]]:
    told = paper_of(play.session, ROOM)
    assert told is not None
    return [(item.printed.lead, text_of(item.printed.text)) for item in record_items(told)]


def put_aside(reason: PutAside | Ineffective) -> tuple[Play, Writer]:
    play, other = a_session(arrived=True), a_laptop("EX-09")
    other.act(f.AwayStarted(), START, ONE)
    dossier = Writer(DOSSIER, epoch="later")
    play.take(*other.written)
    play.take(dossier.act(WithoutEffect(reason, "EX-09"), START, refs=[other.written[0]]))
    return play, dossier


def test_nothing_is_said_of_a_whole_record() -> None:
    assert titles(a_session(arrived=True)) == []


def test_a_laptop_that_is_voorlopig_is_named_until_two_people_judged() -> None:
    play, dossier = put_aside(PutAside.PROVISIONAL)
    assert titles(play) == ["Laptop EX-09 legt voorlopig vast."]
    assert titles(play, laptop="EX-09") == ["Deze laptop legt voorlopig vast."]
    assert "tot twee mensen" in printed(play)[0][1]
    (aside,) = play.part.asides
    act = EffectJudged(is_accepted=True, people=("a", "b"), names=("A. Aa", "B. Bee"))
    play.take(dossier.act(act, START + MINUTE, refs=[aside.leaf]))
    assert titles(play) == []
    assert printed(play)[0][1].endswith("Telt mee: beoordeeld door A. Aa en B. Bee.")


@pytest.mark.parametrize("reason", list(Ineffective))
def test_what_counts_for_nobody_is_named_with_the_next_step_and_never_judged(
    reason: Ineffective,
) -> None:
    play, _ = put_aside(reason)
    why = PUT_ASIDE[reason][1]
    assert titles(play) == [f"Laptop EX-09 {why}."]
    assert printed(play) == [
        ("Telt niet mee", f"Laptop EX-09: {why}. Dat telt niet mee; het blijft bewaard.")
    ]
    told = paper_of(play.session, ROOM)
    assert told is not None
    (notice,) = record_notices((told,), frozenset(), with_key=True)
    assert notice.text.startswith("Dat telt niet mee. ")
    assert len(notice.text) > 30


def test_a_revoked_laptop_is_named_and_what_it_brings_is_kept() -> None:
    play, _ = put_aside(PutAside.DEVICE)
    assert titles(play) == ["Laptop EX-09 is ingetrokken."]
    assert printed(play)[0][0] == "Te beoordelen"


def test_a_gap_is_told_by_its_number_and_read_once() -> None:
    play, other = a_session(arrived=True), a_laptop("EX-09")
    for _ in range(2):
        other.act(f.AwayStarted(), START, ONE)
    play.take(other.written[0], other.written[2])
    assert titles(play) == ["Gat op 1 bij laptop EX-09."]
    assert titles(play, read=frozenset({"Gat op 1 bij laptop EX-09."})) == []
    assert printed(play) == [
        ("Vastlegging", "Gat op 1 bij laptop EX-09: één vastlegging ontbreekt.")
    ]
    play.take(other.written[1])
    assert titles(play) == []


def test_a_spare_laptop_says_what_it_does_not_know_until_the_start_is_told() -> None:
    assert titles(a_session(started=False)) == []
    planned = a_session().dossier.written
    late = Play(Writer(DOSSIER), Writer("laptop-1"), RoomFold(ROOM), "s1", ROOM)
    late.take(*planned, late.laptop.open_shift(START + 20 * MINUTE))
    assert titles(late) == ["Wat hier vóór 09:20 is vastgelegd, is onbekend."]
    late.do(c.StartSession("s1", START), START + 21 * MINUTE)
    assert titles(late) == []
