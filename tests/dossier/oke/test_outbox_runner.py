"""Delivery to a planner that stumbles: over real TLS, with the stand-in's own token office."""

import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.crypto.tls import issue_server_certificate, make_ca
from app.models.values import Attendance
from dossier.oke.outbound import attendance_patch, report_patch
from dossier.oke.outbox import DeliveryState, deliveries, enqueue
from dossier.oke.outbox_runner import OutboxPorts, OutboxRunner, PlannerLink
from tests.dossier.oke.conftest import SCHOOL, SteppedClock
from tests.dossier.oke.messages import ENROLMENT, OFFERING, STAFF
from tests.patience import PATIENCE_S
from tests.stand_in.planner import Fault, PlanningServer, ServerPlace

FAR = timedelta(days=3650)
SECRET = "van-de-planning"  # made up


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tls")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    ca = make_ca("ROC Lauwerzijl", moment - FAR, moment + FAR)
    server = issue_server_certificate(ca, ["localhost"], moment - FAR, moment + FAR)
    (place / "ca.pem").write_text(ca.certificate)
    (place / "cert.pem").write_text(server.certificate)
    (place / "key.pem").write_text(server.secret_key)
    return place


@pytest.fixture
def server(certificates: Path, tmp_path: Path) -> Iterator[PlanningServer]:
    place = ServerPlace(
        certificate=certificates / "cert.pem",
        key=certificates / "key.pem",
        received=tmp_path / "received.ndjson",
        documents=tmp_path / "documents",
        client_id="dossier",
        secret=SECRET,
    )
    with PlanningServer(place) as running:
        yield running


@pytest.fixture
def ports(engine: Engine, server: PlanningServer, certificates: Path, clock: SteppedClock
) -> OutboxPorts:  # fmt: skip
    link = PlannerLink(server.server_url, server.token_url, "dossier", SECRET)

    def fault(problem: Exception) -> None:
        raise problem

    return OutboxPorts(
        school=SCHOOL,
        begin=engine.begin,
        link_of={"tpl": link}.get,
        verify=ssl.create_default_context(cafile=certificates / "ca.pem"),
        clock=clock,
        jitter=lambda: 0.5,
        failed=fault,
    )


@pytest.fixture
def runner(ports: OutboxPorts) -> Iterator[OutboxRunner]:
    runner = OutboxRunner(ports)
    yield runner
    runner.close()


def put_reports(engine: Engine, clock: SteppedClock) -> list[str]:
    day = clock().date()
    messages = [
        report_patch(OFFERING, "", ()),
        attendance_patch(ENROLMENT, Attendance.PRESENT, day),
        attendance_patch(STAFF, Attendance.NOT_PRESENT, day),
    ]
    with engine.begin() as connection:
        for message in messages:
            enqueue(
                connection, SCHOOL, message, client_id="tpl", offering_id=OFFERING, now=clock()
            )
    return [message.path for message in messages]


def states(engine: Engine) -> dict[str, DeliveryState]:
    with engine.begin() as connection:
        return {each.path: each.state for each in deliveries(connection, SCHOOL)}


def deliver(runner: OutboxRunner) -> None:
    while runner.deliver_round():
        pass


def test_reports_arrive_session_first(
    engine: Engine, server: PlanningServer, runner: OutboxRunner, clock: SteppedClock
) -> None:
    paths = put_reports(engine, clock)
    deliver(runner)
    assert [line["path"] for line in server.received()] == paths
    assert set(states(engine).values()) == {DeliveryState.DELIVERED}
    assert len(server.tokens) == 1


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.SLOW_DOWN, Fault.LOST_ANSWER])
def test_a_stumble_is_tried_again_and_a_repeat_is_the_same(
    engine: Engine, server: PlanningServer, runner: OutboxRunner, clock: SteppedClock, fault: Fault
) -> None:
    put_reports(engine, clock)
    server.faults.extend([Fault.NONE, fault])
    deliver(runner)
    assert states(engine)[f"/associations/{ENROLMENT}"] is DeliveryState.WAITING
    clock.step(seconds=2)
    deliver(runner)
    assert set(states(engine).values()) == {DeliveryState.DELIVERED}
    about = [line for line in server.received() if line["path"].endswith(ENROLMENT)]
    assert len(about) == (2 if fault is Fault.LOST_ANSWER else 1)
    assert all(line == about[0] for line in about)


def test_an_expired_token_is_renewed_once_without_waiting(
    engine: Engine, server: PlanningServer, runner: OutboxRunner, clock: SteppedClock
) -> None:
    put_reports(engine, clock)
    server.faults.extend([Fault.NONE, Fault.EXPIRED_TOKEN])
    deliver(runner)
    assert set(states(engine).values()) == {DeliveryState.DELIVERED}
    assert len(server.received()) == 3


@pytest.mark.parametrize("fault", [Fault.BAD_REQUEST, Fault.DEEP_ANSWER])
def test_a_refusal_stops_that_message_only(
    engine: Engine, server: PlanningServer, runner: OutboxRunner, clock: SteppedClock, fault: Fault
) -> None:
    put_reports(engine, clock)
    server.faults.extend([Fault.NONE, fault])
    deliver(runner)
    assert states(engine)[f"/associations/{ENROLMENT}"] is DeliveryState.REFUSED
    assert list(states(engine).values()).count(DeliveryState.DELIVERED) == 2


def test_an_answer_without_end_is_an_answer_and_its_beginning_is_enough(
    engine: Engine, server: PlanningServer, runner: OutboxRunner, clock: SteppedClock
) -> None:
    put_reports(engine, clock)
    server.faults.extend([Fault.NONE, Fault.ENDLESS_ANSWER])
    deliver(runner)
    assert set(states(engine).values()) == {DeliveryState.DELIVERED}


def test_a_planner_with_another_certificate_gets_nothing(
    engine: Engine, server: PlanningServer, ports: OutboxPorts, clock: SteppedClock
) -> None:
    put_reports(engine, clock)
    runner = OutboxRunner(replace(ports, verify=ssl.create_default_context()))
    deliver(runner)
    runner.close()
    assert server.received() == []
    assert set(states(engine).values()) == {DeliveryState.WAITING}


def test_a_wrong_secret_or_a_missing_address_waits_and_is_told(
    engine: Engine, server: PlanningServer, ports: OutboxPorts, clock: SteppedClock
) -> None:
    put_reports(engine, clock)
    wrong = PlannerLink(server.server_url, server.token_url, "dossier", "verkeerd")
    for link_of in ({"tpl": wrong}.get, {}.get):
        runner = OutboxRunner(replace(ports, link_of=link_of))
        deliver(runner)
        runner.close()
        clock.step(hours=1)
    with engine.begin() as connection:
        shown = deliveries(connection, SCHOOL)
    assert {each.state for each in shown} == {DeliveryState.WAITING}
    assert all(each.last_answer for each in shown)


def test_the_thread_delivers_until_it_is_closed(
    engine: Engine, server: PlanningServer, runner: OutboxRunner, clock: SteppedClock
) -> None:
    arrived = threading.Event()
    take_in = server.take_in

    def noted(method: str, path: str, body: object) -> None:
        take_in(method, path, body)
        if path.endswith(STAFF):
            arrived.set()

    server.take_in = noted  # type: ignore[method-assign]
    runner.start()
    put_reports(engine, clock)
    runner.wake()
    assert arrived.wait(PATIENCE_S)
    runner.close()
    assert set(states(engine).values()) == {DeliveryState.DELIVERED}
