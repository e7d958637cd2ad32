"""What a delivery asks of the archive is found by an index, however large the log is."""

import re
from typing import Any

from sqlalchemy import event as happening

from app.models.facts import ArrivalRegistered
from dossier.opened import OpenDossier
from tests.dossier.inside import enrolment_id, take
from tests.dossier.test_closing import at_work

LARGE = ("event", "body", "stream", "chunk")
"""Tables that grow with the log."""
FOUND_BY = re.compile(r"SEARCH (\w+) USING .*?\((.*)\)")


def asked_during_a_push(dossier: OpenDossier) -> list[tuple[str, Any]]:
    """Every question of one ordinary push that a shift is in, with what was asked for."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _u: object, statement: str, told: Any, _x: object, many: bool) -> None:
        if not many and statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, told))

    (stream,) = at_work(dossier)
    stream.add(ArrivalRegistered(), candidate=enrolment_id(0))
    happening.listen(dossier.ledger.engine, "before_cursor_execute", note)
    take(dossier, stream.laptop, stream.events)
    happening.remove(dossier.ledger.engine, "before_cursor_execute", note)
    return asked


def test_no_question_of_a_push_reads_the_log_from_its_beginning(dossier: OpenDossier) -> None:
    asked = asked_during_a_push(dossier)
    assert len(asked) > 10
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
