"""One transaction per school: all or nothing, and the log can be checked again by anybody."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import bindparam, text

from app.crypto.envelope import from_json
from app.crypto.tree import root
from app.models.act import Body
from app.models.drafts import Draft
from app.models.marks import StreamOpened, WithoutEffect
from app.models.values import PartAspect
from dossier.archive.ledger import has_doubled, stored_in
from dossier.archive.opening import is_postgresql
from dossier.bootstrap import run
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.verifying import Verification
from tests.dossier.inside import (
    CLIENT,
    SESSION,
    assign,
    plan,
    planned_candidate,
    planned_session,
)
from tests.dossier.laptop import START


class Crash(Exception):
    pass


def change_and_crash(dossier: OpenDossier) -> None:
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session("ANDERS"), "tpl", dossier.around.moment().wall)
        assert desk.session(SESSION).plan.code == "ANDERS"  # type: ignore[union-attr]
        raise Crash


def test_a_transaction_that_fails_leaves_nothing_behind_also_in_the_fold(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 2)
    size = dossier.ledger.tree()[1].size
    with pytest.raises(Crash):
        change_and_crash(dossier)
    assert dossier.ledger.tree()[1].size == size
    with dossier.desks.read() as desk:
        assert desk.session(SESSION).plan.code == "NL2F"  # type: ignore[union-attr]


def test_positions_run_without_gaps_and_the_root_is_that_of_the_leaves(
    dossier: OpenDossier,
) -> None:
    plan(dossier, 5)
    assign(dossier)
    with dossier.ledger.reading() as reading:
        stored = reading.all_stored(-1, 1000)
    assert [each.position for each in stored] == list(range(len(stored)))
    leaves = [bytes.fromhex(each.signed.leaf) for each in stored]
    _, tree = dossier.ledger.tree()
    assert (tree.size, tree.root) == (len(leaves), root(leaves))


def test_what_a_transaction_wrote_is_told_as_the_archive_tells_it(dossier: OpenDossier) -> None:
    plan(dossier, 2)
    scopes = [f"part/{SESSION}/none", "office"]
    with dossier.desks.write() as desk:
        writing = desk._writing
        desk.put_enrolment(planned_candidate(1, surname="Andersnaam"), CLIENT, START)
        for after in (-1, 3, writing.size - 2, writing.size):
            assert stored_in(writing, scopes, after) == writing.stored(*scopes, after=after)
        desk.forget_person(planned_candidate(1, surname="Weg"), CLIENT, START)
        told = stored_in(writing, scopes, -1)
        assert told == writing.stored(*scopes)
        assert None in [each.signed.body for each in told]


def test_the_database_is_told_to_look_when_the_log_doubled(dossier: OpenDossier) -> None:
    plan(dossier, 130)
    size = dossier.ledger.tree()[1].size
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        assert not has_doubled(writing)
        writing.write_all([Draft("office", Body(WithoutEffect("late", "x")))] * size)
        assert has_doubled(writing)
    if is_postgresql(dossier.ledger.engine):
        filled = text("SELECT reltuples FROM pg_class WHERE oid = 'event'::regclass")
        with dossier.ledger.reading() as reading:
            assert reading.connection.scalar(filled) >= 2 * size


def test_a_new_epoch_names_the_head_of_the_former_one(dossier: OpenDossier) -> None:
    plan(dossier, 0)
    with dossier.ledger.reading() as reading:
        (former,) = reading.heads(f"session/{SESSION}")
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        writing.new_epoch()
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session("ANDERS"), "tpl", dossier.around.moment().wall)
    with dossier.ledger.reading() as reading:
        heads = reading.heads(f"session/{SESSION}")
        acts = [e.body.act for e in reading.events(f"session/{SESSION}") if e.body]
    assert len(heads) == 2
    openings = [act for act in acts if isinstance(act, StreamOpened)]
    assert [act.former for act in openings] == [None, former.leaf]
    assert from_json(openings[0].chain[0]).payload_type.endswith("certificate+json")


def test_a_second_program_goes_on_in_the_same_stream(
    dossier: OpenDossier, founded: Path, around: Surroundings
) -> None:
    plan(dossier, 1)
    with (
        closing(open_dossier(founded, around)) as other,
        other.ledger.writing(around.moment()) as writing,
    ):
        act = WithoutEffect("test")
        writing.write(Draft(f"session/{SESSION}", Body(act, aspect=PartAspect.PLAN)))
    plan(dossier, 3)
    with dossier.ledger.reading() as reading:
        (head,) = reading.heads(f"session/{SESSION}")
    assert head.through == 3
    assert not head.is_forked
    assert Verification(dossier.ledger, dossier.keys).run().faults == []


def test_a_sound_log_is_found_sound(
    dossier: OpenDossier, founded: Path, around: Surroundings
) -> None:
    plan(dossier, 3)
    assert run(["verify", "--data", str(founded)], around) == 0


NEWEST = "(SELECT leaf FROM event WHERE position = (SELECT max(position) FROM event))"
TAMPERINGS = {
    "a body": ["UPDATE body SET content = :zeros WHERE leaf = (SELECT max(leaf) FROM body)"],
    "a body gone": ["DELETE FROM body WHERE leaf = (SELECT max(leaf) FROM body)"],
    "a signature": ["UPDATE event SET signature = :zeros WHERE position = 4"],
    "an event gone": [
        f"DELETE FROM body WHERE leaf = {NEWEST}",
        "DELETE FROM event WHERE position = (SELECT max(position) FROM event)",
    ],
    "the tree": ["UPDATE log_state SET frontier = :empty"],
}
ZEROS = {"zeros": bytes(64), "empty": bytes(8)}


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=list(TAMPERINGS))
def test_a_log_that_somebody_edited_is_found_unsound(
    dossier: OpenDossier, founded: Path, around: Surroundings, tampering: list[str]
) -> None:
    plan(dossier, 3)
    with dossier.ledger.begin() as connection:
        for statement in tampering:
            told = [bindparam(name, ZEROS[name]) for name in ZEROS if f":{name}" in statement]
            assert connection.execute(text(statement).bindparams(*told)).rowcount == 1
    assert run(["verify", "--data", str(founded)], around) == 4


def test_time_on_the_dossier_is_the_time_it_was_given(
    dossier: OpenDossier, clock: object, around: Surroundings
) -> None:
    around.moment.now += timedelta(days=3)  # type: ignore[attr-defined]
    plan(dossier, 0)
    with dossier.ledger.reading() as reading:
        (first, *_) = reading.events(f"session/{SESSION}")
    assert first.header.wall.day == 12
