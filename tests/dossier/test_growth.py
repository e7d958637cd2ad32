"""What a delivery and an answer ask of the archive is found by an index, however large it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event as happening
from sqlalchemy import update

from app.crypto.grown_tree import TILE
from app.crypto.tree import verify_consistency
from app.models.facts import ArrivalRegistered
from dossier import proving
from dossier.archive.reading import Reading
from dossier.archive.streams import Stored
from dossier.archive.tables import tile
from dossier.closing import Closing
from dossier.feed import FIRST
from dossier.kept_apart import LogMark
from dossier.moving import Moves
from dossier.opened import OpenDossier
from dossier.planning import Plans
from dossier.proving import LogProofs
from dossier.reopening import answer_older
from dossier.verifying import Verification
from tests.dossier.inside import SESSION, assign, enrolment_id, plan, take
from tests.dossier.test_closing import at_work

OTHER = "00000000-0000-4000-8000-000000000002"
LARGE = ("event", "body", "stream", "chunk", "room_scope")
"""Tables that grow with the log."""
FOUND_BY = re.compile(r"SEARCH (\w+) USING .*?\((.*)\)")


def asked_by(dossier: OpenDossier, do: Callable[[], object]) -> list[tuple[str, Any]]:
    """Every question that is asked of the archive meanwhile, with what was asked for."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _u: object, statement: str, told: Any, _x: object, many: bool) -> None:
        if not many and statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, told))

    happening.listen(dossier.ledger.engine, "before_cursor_execute", note)
    do()
    happening.remove(dossier.ledger.engine, "before_cursor_execute", note)
    return asked


def assert_found_by_an_index(dossier: OpenDossier, asked: list[tuple[str, Any]]) -> None:
    """No table that grows with the log is read from its beginning."""
    plans: list[tuple[str, str]] = []
    with dossier.ledger.reading() as reading:
        for statement, told in asked:
            rows = reading.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", told)
            plans += [(row.detail, statement) for row in rows]
    for detail, statement in plans:
        assert not re.match(rf"SCAN ({'|'.join(LARGE)})\b", detail), (detail, statement)
        found = FOUND_BY.match(detail)
        if found is not None and found[1] in LARGE:
            assert found[2] != "school=?", (detail, statement)
            is_page = " LIMIT " in statement.replace("\n", " ")
            assert found[2] != "school=? AND position>?" or is_page, (detail, statement)


def test_no_question_of_a_push_reads_the_log_from_its_beginning(dossier: OpenDossier) -> None:
    (stream,) = at_work(dossier)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    asked = asked_by(dossier, lambda: take(dossier, stream.laptop, stream.events))
    assert len(asked) > 10
    assert_found_by_an_index(dossier, asked)


def test_no_question_of_a_room_s_feed_and_package_reads_the_log_from_its_beginning(
    dossier: OpenDossier,
) -> None:
    (stream,) = at_work(dossier)
    take(dossier, stream.laptop, stream.events)
    now = dossier.around.moment().corrected
    ledger, feed = dossier.ledger, dossier.feed

    def read() -> None:
        with ledger.reading() as reading:
            (header, *_) = feed.headers(reading, "Noord", None)
            assert feed.answer(reading, ledger, header.room_day, FIRST, now).chunks
            feed.package(reading, ledger, header.room_day, now)

    asked = asked_by(dossier, read)
    assert len(asked) > 10
    assert_found_by_an_index(dossier, asked)


def test_no_question_after_a_commit_or_of_the_plan_reads_the_log_from_its_beginning(
    dossier: OpenDossier,
) -> None:
    (stream,) = at_work(dossier)
    take(dossier, stream.laptop, stream.events)
    settling = (Closing(dossier, lambda: None), Moves(dossier), Plans(dossier))
    asked = asked_by(dossier, lambda: [each.settle(SESSION) for each in settling])
    asked += asked_by(dossier, lambda: plan(dossier, 1, session=OTHER))
    asked += asked_by(dossier, lambda: assign(dossier, session=OTHER))
    assert len(asked) > 30
    assert_found_by_an_index(dossier, asked)


def test_a_start_does_not_count_the_log(dossier: OpenDossier) -> None:
    origin, tree = dossier.ledger.tree()
    marked, moment = LogMark(origin, tree.size), dossier.around.moment()
    asked = asked_by(dossier, lambda: answer_older(dossier.ledger, marked, moment))
    assert asked
    assert_found_by_an_index(dossier, asked)


@pytest.fixture
def long(dossier: OpenDossier, monkeypatch: pytest.MonkeyPatch) -> OpenDossier:
    """A log of more than two tiles, of which each root is kept at once."""
    monkeypatch.setattr(proving, "TILES_AT_ONCE", 1)
    (stream,) = at_work(dossier)
    for number in range(2 * TILE):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number % 2))
    take(dossier, stream.laptop, stream.events)
    dossier.proofs.root_of(1)
    dossier.proofs.keep()
    return dossier


def read_for(dossier: OpenDossier, proofs: LogProofs) -> int:
    """How many leaves are read for the first two proofs after a start, which hold."""
    tree, read = dossier.ledger.tree()[1], 0
    real = proving.leaves_between

    def counted(reading: Reading, start: int, end: int) -> list[bytes]:
        nonlocal read
        read += end - start
        return real(reading, start, end)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(proving, "leaves_between", counted)
        proof = proofs.consistency(TILE + 3, tree.size)
        verify_consistency(TILE + 3, proofs.root_of(TILE + 3), tree.size, tree.root, proof)
    return read


def test_the_first_proof_after_a_start_reads_the_leaves_of_two_tiles_only(
    long: OpenDossier,
) -> None:
    assert 0 < read_for(long, LogProofs(long.ledger)) <= 3 * TILE
    assert long.ledger.tree()[1].size > 2 * TILE


def test_a_kept_root_that_is_not_of_the_log_is_made_anew(long: OpenDossier) -> None:
    with long.ledger.begin() as connection:
        connection.execute(update(tile).where(tile.c.n == 1).values(root=bytes(32)))
    proofs = LogProofs(long.ledger)
    assert read_for(long, proofs) > 2 * TILE
    proofs.keep()
    assert read_for(long, LogProofs(long.ledger)) <= 3 * TILE


def test_a_sound_log_is_verified_by_reading_it_once_and_a_healed_gap_by_once_more(
    dossier: OpenDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, real = list[int](), Reading.all_stored

    def counted(reading: Reading, after: int, limit: int, since: str = "") -> list[Stored]:
        found = real(reading, after, limit, since)
        read.extend(each.position for each in found)
        return found

    monkeypatch.setattr(Reading, "all_stored", counted)
    first, second = at_work(dossier, laptops=2)
    take(dossier, first.laptop, first.events)
    assert Verification(dossier.ledger, dossier.keys).run().faults == []
    assert read == list(range(dossier.ledger.tree()[1].size))
    for _ in range(3):
        second.add(ArrivalRegistered(), candidate=enrolment_id(0))
    for some in (second.events[:1], second.events[3:], second.events[1:3]):
        take(dossier, second.laptop, some)
    read.clear()
    findings = Verification(dossier.ledger, dossier.keys).run()
    assert (findings.faults, findings.events) == ([], dossier.ledger.tree()[1].size)
    assert read == [*range(findings.events)] * 2


def test_what_is_looked_at_after_a_push_is_found_by_its_session(dossier: OpenDossier) -> None:
    (stream,) = at_work(dossier)
    take(dossier, stream.laptop, stream.events)
    asked = asked_by(dossier, lambda: Closing(dossier, lambda: None).settle(SESSION))
    columns = []
    with dossier.ledger.reading() as reading:
        for statement, told in asked:
            rows = reading.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", told)
            found = [FOUND_BY.match(row.detail) for row in rows]
            columns += [each[2] for each in found if each is not None and each[1] == "event"]
    assert len(columns) > 3
    assert all("scope" in each for each in columns), columns
