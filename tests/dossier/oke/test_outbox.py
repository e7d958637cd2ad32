"""The outbox: order, one under way, waiting and stopping as the agreement is read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine

from dossier.archive.oke_tables import OutboxRow, release_claims
from dossier.oke.outbound import OutboundMessage
from dossier.oke.outbox import (
    FIRST_WAIT_S,
    LONGEST_WAIT_S,
    Answer,
    DeliveryState,
    answered,
    deliveries,
    enqueue,
    judged,
    step,
    waiting_time,
)

SCHOOL = "roc-lauwerzijl"
NOW = datetime(2026, 12, 9, 12, 0, tzinfo=UTC)
FIRST, SECOND, SESSION = "/associations/a", "/associations/b", "/offerings/o"


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        yield connection


def put(connection: Connection, path: str, body: bytes = b"{}", offering: str = "o") -> bool:
    message = OutboundMessage("PATCH", path, body)
    return enqueue(connection, SCHOOL, message, client_id="tpl", offering_id=offering, now=NOW)


def tell(
    connection: Connection, sent: OutboxRow, status: int | None, retry_after_s: float | None = None
) -> DeliveryState:
    answer = Answer(status, "tekst", retry_after_s)
    return answered(connection, SCHOOL, sent, answer, now=NOW, jitter=lambda: 0.5)


def paths(rows: tuple[OutboxRow, ...]) -> list[str]:
    return [row.path for row in rows]


def test_the_report_of_the_session_goes_first_and_its_candidates_after(
    connection: Connection,
) -> None:
    put(connection, FIRST)
    put(connection, SESSION)
    put(connection, SECOND, offering="another")
    first = step(connection, SCHOOL, NOW)
    assert paths(first) == [SESSION, SECOND]
    tell(connection, first[0], 200)
    assert paths(step(connection, SCHOOL, NOW)) == [FIRST]


def test_a_session_report_that_must_wait_does_not_hold_up_the_candidates(
    connection: Connection,
) -> None:
    put(connection, SESSION)
    put(connection, FIRST)
    (sent,) = step(connection, SCHOOL, NOW)
    tell(connection, sent, 500)
    assert paths(step(connection, SCHOOL, NOW)) == [FIRST]


def test_one_message_about_a_resource_is_under_way_at_a_time(connection: Connection) -> None:
    put(connection, FIRST, b"old")
    (old,) = step(connection, SCHOOL, NOW)
    put(connection, FIRST, b"new")
    assert step(connection, SCHOOL, NOW) == ()
    tell(connection, old, None)
    (new,) = step(connection, SCHOOL, NOW)
    assert new.body == b"new"


def test_the_newest_state_replaces_one_that_was_not_sent(connection: Connection) -> None:
    put(connection, FIRST, b"old")
    put(connection, FIRST, b"new")
    (sent,) = step(connection, SCHOOL, NOW)
    assert sent.body == b"new"
    tell(connection, sent, 200)
    assert step(connection, SCHOOL, NOW + timedelta(days=1)) == ()


def test_the_same_report_twice_is_one_message(connection: Connection) -> None:
    assert put(connection, FIRST, b"same")
    (sent,) = step(connection, SCHOOL, NOW)
    tell(connection, sent, 200)
    assert not put(connection, FIRST, b"same")
    assert put(connection, FIRST, b"other")
    assert put(connection, FIRST, b"same")


def test_a_lost_answer_is_repeated_with_the_same_bytes(connection: Connection) -> None:
    put(connection, FIRST, b"bytes")
    (sent,) = step(connection, SCHOOL, NOW)
    assert tell(connection, sent, None) is DeliveryState.WAITING
    assert step(connection, SCHOOL, NOW) == ()
    (again,) = step(connection, SCHOOL, NOW + timedelta(seconds=FIRST_WAIT_S))
    assert (again.body, again.tries) == (b"bytes", 1)


def test_what_was_under_way_survives_a_restart(engine: Engine) -> None:
    with engine.begin() as connection:
        put(connection, FIRST, b"bytes")
        assert step(connection, SCHOOL, NOW)
    with engine.begin() as connection:
        assert step(connection, SCHOOL, NOW) == ()
        release_claims(connection, SCHOOL)
        (again,) = step(connection, SCHOOL, NOW)
    assert again.body == b"bytes"


def test_after_a_restart_only_the_newest_about_a_resource_goes(engine: Engine) -> None:
    with engine.begin() as connection:
        put(connection, FIRST, b"old")
        step(connection, SCHOOL, NOW)
        put(connection, FIRST, b"new")
    with engine.begin() as connection:
        release_claims(connection, SCHOOL)
        assert [row.body for row in step(connection, SCHOOL, NOW)] == [b"new"]


def test_another_school_does_not_see_it(connection: Connection) -> None:
    put(connection, FIRST)
    assert step(connection, "another-school", NOW) == ()
    assert deliveries(connection, "another-school") == ()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, DeliveryState.DELIVERED),
        (204, DeliveryState.DELIVERED),
        (302, DeliveryState.WAITING),
        (400, DeliveryState.REFUSED),
        (401, DeliveryState.WAITING),
        (403, DeliveryState.REFUSED),
        (404, DeliveryState.REFUSED),
        (405, DeliveryState.REFUSED),
        (409, DeliveryState.REFUSED),
        (429, DeliveryState.WAITING),
        (500, DeliveryState.WAITING),
        (503, DeliveryState.WAITING),
        (None, DeliveryState.WAITING),
    ],
)
def test_a_status_means_one_thing(status: int | None, state: DeliveryState) -> None:
    assert judged(status) is state


def test_a_refusal_stops_and_is_shown_with_the_planners_words(connection: Connection) -> None:
    put(connection, FIRST)
    (sent,) = step(connection, SCHOOL, NOW)
    tell(connection, sent, 404)
    (shown,) = deliveries(connection, SCHOOL)
    assert (shown.state, shown.last_status, shown.last_answer, shown.next_try) == (
        DeliveryState.REFUSED,
        404,
        "tekst",
        None,
    )
    assert step(connection, SCHOOL, NOW + timedelta(days=30)) == ()


def test_the_wait_doubles_to_a_limit_and_heeds_what_was_asked() -> None:
    assert [waiting_time(n, 1.0, None) for n in (0, 1, 2)] == [2.0, 4.0, 8.0]
    assert waiting_time(1000, 1.0, None) == LONGEST_WAIT_S
    assert waiting_time(3, 0.0, None) == 0.0
    assert waiting_time(0, 0.5, 60.0) == 60.0
    assert waiting_time(0, 0.5, 1e12) <= 24 * 3600
