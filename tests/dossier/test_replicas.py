"""Replicas on one database: one order, one epoch, one sender, and news of each other."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import cycle
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import DataError

from app.models.facts import ArrivalRegistered
from app.models.plan import CandidatePlanned
from dossier.archive.alone import Alone
from dossier.archive.reading import Reading
from dossier.bootstrap import run, system_surroundings
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.verifying import Verification
from tests.dossier.inside import (
    CLIENT,
    SESSION,
    enrol,
    enrolment_id,
    plan,
    planned_candidate,
    take,
)
from tests.dossier.laptop import START, Line
from tests.dossier.postgres import running_server
from tests.dossier.world import School
from tests.patience import PATIENCE_S


@pytest.fixture
def other(founded: Path, around: Surroundings) -> Iterator[OpenDossier]:
    """A second replica of the same dossier."""
    with closing(open_dossier(founded, around)) as opened:
        yield opened


def surnames(reading: Reading) -> set[str]:
    """Every name in the bodies that the fold of the session holds."""
    bodies = [event.body for event in reading.fold(SESSION).events.values() if event.body]
    return {body.act.surname for body in bodies if isinstance(body.act, CandidatePlanned)}


def founding(school: School, database: str) -> list[str]:
    """The command that makes a school on a database, without a process of its own."""
    return [
        "init", "--data", str(school.data), "--school", "roc-test", "--name", "ROC Test",
        "--url", "https://127.0.0.1", "--host", "127.0.0.1", "--contact-mail", "b@roc.example",
        "--root", str(school.folder / "r1"), "--root", str(school.folder / "r2"),
        "--database", database,
    ]  # fmt: skip


def test_what_two_replicas_take_in_at_once_is_one_log(
    dossier: OpenDossier, other: OpenDossier
) -> None:
    plan(dossier, 1)
    laptops = [enrol(dossier, f"EX-{number}") for number in range(4)]
    streams = [laptop.stream(f"part/{SESSION}/A0.22") for laptop in laptops]
    for stream in streams:
        for _ in range(12):
            stream.add(ArrivalRegistered(), candidate=enrolment_id(0))

    def deliver(place: int) -> int | None:
        replica, stream = (dossier, other)[place % 2], streams[place]
        for start in range(0, 13, 3):
            (receipt,) = take(replica, stream.laptop, stream.events[start : start + 3])
        return receipt.through

    with ThreadPoolExecutor(4) as many:
        assert list(many.map(deliver, range(4))) == [12] * 4
    assert dossier.ledger.tree() == other.ledger.tree()
    findings = Verification(other.ledger, other.keys).run()
    assert findings.faults == []
    with other.ledger.reading() as reading:
        stored = reading.all_stored(-1, 1000)
    assert [each.position for each in stored] == list(range(len(stored)))


def test_replicas_write_in_one_epoch_of_the_dossier(
    dossier: OpenDossier, other: OpenDossier
) -> None:
    plan(dossier, 1)
    with other.desks.write() as desk:
        desk.put_enrolment(planned_candidate(1, surname="Andersnaam"), CLIENT, START)
    with dossier.desks.write() as desk:
        desk.put_enrolment(planned_candidate(2), CLIENT, START)
    with dossier.ledger.reading() as reading:
        heads = reading.heads(f"part/{SESSION}/none")
    assert len(heads) == 1
    assert not heads[0].is_forked


def test_a_replica_waiting_for_news_hears_of_the_others(
    dossier: OpenDossier, other: OpenDossier
) -> None:
    with closing(other.ledger.follow()):
        had = other.ledger.news.size
        plan(dossier, 1)
        assert other.ledger.news.wait(had, PATIENCE_S) == dossier.ledger.tree()[1].size > had


def test_what_one_replica_erased_is_in_no_fold_of_another(
    dossier: OpenDossier, other: OpenDossier
) -> None:
    plan(dossier, 2)
    with dossier.desks.write() as desk:
        desk.put_enrolment(planned_candidate(1, surname="Andersnaam"), CLIENT, START)
    with other.ledger.reading() as reading:
        assert "Andersnaam" in surnames(reading)
    with dossier.desks.write() as desk:
        desk.forget_person(planned_candidate(1, surname="Weg"), CLIENT, START)
    with other.ledger.reading() as reading, dossier.ledger.reading() as here:
        assert reading.session(SESSION) == here.session(SESSION)
        assert "Andersnaam" not in surnames(reading)


def test_one_replica_sends_and_another_takes_over_what_it_left(
    dossier: OpenDossier, other: OpenDossier
) -> None:
    gained: list[str] = []

    def sender(replica: OpenDossier, name: str) -> Alone:
        alone = replica.ledger.alone()
        alone.gained = lambda: gained.append(name)
        return alone

    first, second = sender(dossier, "first"), sender(other, "second")
    assert [first.holds(), second.holds(), first.holds(), second.holds()] == [True, False] * 2
    first.close()
    assert second.holds()
    assert not first.holds()
    second.close()
    assert gained == ["first", "second"]


def test_a_question_that_fails_leaves_no_session_with_the_database_open(
    dossier: OpenDossier, database: str
) -> None:
    faults = ["SELECT 1 / 0"]

    def asked(_: object, __: object, statement: str, told: object, *___: object) -> object:
        return (faults.pop(), {}) if faults else (statement, told)

    engine, alone = dossier.ledger.engine, dossier.ledger.alone()
    if database:
        event.listen(engine, "before_cursor_execute", asked, retval=True)
        with pytest.raises(DataError):
            alone.holds()
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    assert alone.holds()
    alone.close()


def test_who_loses_its_session_with_the_database_is_the_one_again_and_ends_well(
    dossier: OpenDossier, database: str
) -> None:
    alone = dossier.ledger.alone()
    assert alone.holds()
    cut_off(database)
    assert alone.holds()
    cut_off(database)
    assert alone.holds()
    cut_off(database)
    alone.close()


def cut_off(database: str) -> None:
    """End every session with a database that is a server."""
    if database:
        with psycopg.connect(database, autocommit=True) as own:
            own.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )


def test_killed_replicas_and_a_cut_database_lose_nothing_and_double_nothing(
    tmp_path: Path,
) -> None:
    school, twin, around = School(tmp_path), School(tmp_path), system_surroundings()
    with running_server() as server:
        assert run(founding(school, server.address()), around) == 0
        with closing(open_dossier(school.data, around)) as dossier:
            laptop = enrol(dossier)
        stream, receipted = laptop.stream("part/zitting-1/zaal-1"), -1
        with ThreadPoolExecutor(2) as both:
            urls = list(both.map(lambda each: each.start(), (school, twin)))
        lines = [Line(laptop, url) for url in urls]
        for trouble in (lambda: school.stop(signal.SIGKILL), lambda: server.stop("immediate")):
            timer = threading.Timer(0.3, trouble)
            timer.start()
            answers = cycle(lines)
            while timer.is_alive() or len(stream.events) % 10:
                stream.add(ArrivalRegistered(), candidate=f"kandidaat-{len(stream.events)}")
                try:
                    (receipt,) = next(answers).push(stream.events[receipted + 1 :])
                except (httpx.TransportError, AssertionError):
                    continue  # dead, or the database is: the laptop sends it again
                assert receipt.through is not None
                assert receipt.head == stream.events[receipt.through].leaf
                receipted = receipt.through
            timer.join()
        server.start()
        (receipt,) = lines[1].push(stream.events[receipted + 1 :])
        assert receipt.through == len(stream.events) - 1
        for line in lines:
            line.close()
        assert twin.stop() == 0
        with closing(open_dossier(school.data, around)) as dossier:
            findings = Verification(dossier.ledger, dossier.keys).run()
            assert findings.faults == []
            assert dossier.ledger.tree()[1].size == len(stream.events)
