"""F17: A laptop that died, paper, and a spare one; and a laptop that is voorlopig for a while."""

from datetime import timedelta
from pathlib import Path

from app.crypto.journal import open_with_seal_key
from app.crypto.journal_content import read_journal
from app.crypto.signed_event import SignedEvent
from app.models import commands as c
from app.models.fold import session_scope
from app.models.manifest import inside
from app.models.paper import paper_of
from app.models.plan import RulesChosen
from app.models.sealed import seal_of, sealed_report
from app.models.strict_json import dumps
from app.models.values import IdentityOutcome
from app.screens.room.record_notices import unknown_until
from tests.builders import ROOM, SESSION, START, candidate_id
from tests.services.school import ROOM_DAY, SEAL_SEED, Laptop, School, a_laptop
from tests.services.test_closing_apart import RULES, Desk

ONE, TWO, THREE = (candidate_id(number) for number in range(1, 4))
MINUTE = timedelta(minutes=1)
SEEN = c.CheckIdentity(SESSION, ONE, IdentityOutcome.SEEN)


def a_small_school() -> School:
    school = School()
    school.plan_day(3)
    school.plan(RulesChosen("proef", dumps(RULES).decode()), scope=session_scope(SESSION))
    school.print_card("person-vos", "M. Vos")
    school.print_card("person-bos", "T. Bos")
    return school


def in_journals(laptop: Laptop) -> list[SignedEvent]:
    """Everything the journals of a laptop's room hold, as the school opens them."""
    return [
        event
        for path in sorted(laptop.settings.room(ROOM_DAY).glob("*.journal"))
        for event in read_journal(
            path.read_bytes(), lambda raw: open_with_seal_key(raw, SEAL_SEED)
        ).events
    ]


def test_a_spare_laptop_opens_offline_and_the_dead_one_comes_later_as_nagekomen(
    tmp_path: Path,
) -> None:
    school = a_small_school()
    dead = Desk(a_laptop(tmp_path, school, "device-a"), school.cards[0])
    spare = Desk(a_laptop(tmp_path, school, "device-b"), school.cards[1])
    dead.laptop.open(dead.card.code)
    dead.do(START - 5 * MINUTE, c.RegisterArrival(SESSION, ONE), SEEN)
    dead.do(START, c.StartSession(SESSION))
    dead.laptop.close()  # the battery is empty; the rest of the hour is written on paper

    spare.laptop.clock.now = START + 20 * MINUTE
    spare.laptop.open(spare.card.code)
    paper = paper_of(spare.session, ROOM)
    assert paper is not None
    assert unknown_until(paper) == START + 20 * MINUTE
    assert spare.session.enrolments[ONE].arrival is None
    spare.do(START + 21 * MINUTE, c.StartSession(SESSION, START))
    spare.do(START + 21 * MINUTE, c.RegisterArrival(SESSION, TWO))
    paper = paper_of(spare.session, ROOM)
    assert paper is not None
    assert unknown_until(paper) is None
    end = START + 90 * MINUTE
    spare.do(end, c.HandIn(SESSION, (TWO,)), c.EstablishNoShow(SESSION, (ONE, THREE)))
    spare.do(end, c.EndSession(SESSION))
    spare.sign(apart=False)
    sealed = spare.part.seals[0][0]
    seal = seal_of(sealed)
    assert seal is not None
    before = sealed_report(SESSION, ROOM, seal, spare.events())

    late = in_journals(dead.laptop)
    taken = spare.recorder.take_in(late)
    assert taken.doubts == ()
    assert {each.leaf for each in late} <= {each.leaf for each in spare.events()}
    assert spare.session.enrolments[ONE].values["arrival"].is_difference
    assert all(each.stands for each in spare.part.signatures)
    assert spare.part.seals[0][0] == sealed
    assert sealed_report(SESSION, ROOM, seal, spare.events()) == before
    named = {each.leaf for each in inside(spare.events(), seal.manifest)}
    assert named.isdisjoint(each.leaf for each in late)
    spare.laptop.close()


def test_voorlopig_begins_and_ends_with_an_epoch_of_its_own(tmp_path: Path) -> None:
    school = a_small_school()
    laptop, code = a_laptop(tmp_path, school), school.cards[0].code
    epochs = []
    for is_missing in (False, True, True, False):
        laptop.keyring.trouble = None
        if is_missing:
            laptop.keyring.go_missing()
        room = laptop.open(code)
        room.recorder.record(SEEN, laptop.clock.step(minutes=1))
        assert room.is_provisional is is_missing
        assert (
            room.recorder.day.sessions[SESSION].parts[ROOM].shifts[-1].is_provisional is is_missing
        )
        epochs.append(room.recorder.epoch)
        laptop.close()
    first, second, third, fourth = epochs
    assert second == third
    assert len({first, second, fourth}) == 3
    assert len(in_journals(laptop)) == len({each.leaf for each in in_journals(laptop)})
