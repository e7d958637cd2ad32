"""What a delivery asks of the archive is found by an index, however large the log is."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import event as happening

from app.models.facts import ArrivalRegistered
from dossier.closing import Closing
from dossier.opened import OpenDossier
from tests.dossier.inside import SESSION, enrolment_id, take
from tests.dossier.test_closing import at_work

LARGE = ("event", "body", "stream", "chunk")
"""Tables that grow with the log."""
FOUND_BY = re.compile(r"SEARCH (\w+) USING .*?\((.*)\)")


def asked_during(dossier: OpenDossier, work: Callable[[], object]) -> list[tuple[str, str]]:
    """Every question that something asks, with each line of how SQLite finds the answer."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _u: object, statement: str, told: Any, _x: object, many: bool) -> None:
        if not many and statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, told))

    happening.listen(dossier.ledger.engine, "before_cursor_execute", note)
    work()
    happening.remove(dossier.ledger.engine, "before_cursor_execute", note)
    plans: list[tuple[str, str]] = []
    with dossier.ledger.reading() as reading:
        for statement, told in asked:
            rows = reading.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", told)
            plans += [(row.detail, statement) for row in rows]
    return plans


def test_no_question_of_a_push_reads_the_log_from_its_beginning(dossier: OpenDossier) -> None:
    (stream,) = at_work(dossier)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    plans = asked_during(dossier, lambda: take(dossier, stream.laptop, stream.events))
    assert len(plans) > 10
    for detail, statement in plans:
        assert not re.match(rf"SCAN ({'|'.join(LARGE)})\b", detail), (detail, statement)
        found = FOUND_BY.match(detail)
        if found is not None and found[1] in LARGE:
            assert found[2] != "school=?", (detail, statement)


def test_what_is_looked_at_after_a_push_is_found_by_its_session(dossier: OpenDossier) -> None:
    (stream,) = at_work(dossier)
    take(dossier, stream.laptop, stream.events)
    plans = asked_during(dossier, lambda: Closing(dossier, lambda: None).settle(SESSION))
    found = [FOUND_BY.match(detail) for detail, _ in plans]
    columns = [each[2] for each in found if each is not None and each[1] == "event"]
    assert len(columns) > 3
    assert all("scope" in each for each in columns), columns
