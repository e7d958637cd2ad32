"""F6 to F11: whatever a line or a proxy does, every event arrives, once, and only then is sent."""

from collections.abc import Iterator
from random import Random

import pytest

from app.models.facts import ArrivalRegistered
from app.sync.protocol import PUSH_EVENTS_MAX
from tests.faults.amount import times
from tests.faults.conftest import Running
from tests.faults.delivering import delivering
from tests.faults.proxy import Weather, proxy

ROUNDS = times(1, 60)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sync.transports.https.PATIENCE_S", 0.6)
    monkeypatch.setattr("app.sync.transports.https.CONNECT_S", 0.4)


@pytest.mark.timeout(3600)
def test_in_any_weather_every_event_arrives_once(running: Running) -> None:
    laptop, stream, line = running.laptop, running.stream(), running.line
    kinds = [each for _ in range(ROUNDS) for each in Weather]
    Random(11).shuffle(kinds)
    coming: Iterator[Weather] = iter(())

    def weather(path: str) -> Weather:
        return next(coming, Weather.FAIR) if path.endswith("/push") else Weather.FAIR

    line.weather = weather
    with proxy(running.pem, line) as between, delivering(laptop, between.url) as delivery:
        delivery.written(stream.events)
        for kind in kinds:
            coming = iter([kind] * 2)
            fresh = [stream.add(ArrivalRegistered(), candidate="kandidaat-1") for _ in range(2)]
            delivery.written(fresh)
            told = delivery.until_all_is_central()
        assert told.acknowledged == len(stream.events)
    assert line.seen == set(Weather)
    asked, had = running.school.line(laptop), 0
    for start in range(0, len(stream.events), PUSH_EVENTS_MAX):
        (receipt,) = asked.push(stream.events[start : start + PUSH_EVENTS_MAX])
        had += sum(last - first + 1 for first, last in receipt.positions)
        assert receipt.quarantined == ()
    asked.close()
    assert (receipt.through, receipt.head) == (len(stream.events) - 1, stream.events[-1].leaf)
    assert had == len(stream.events)
    assert "Het logboek klopt" in running.school.command("verify")


@pytest.mark.parametrize(
    ("kind", "trouble"),
    [
        (Weather.PAGE, "strange-answer"),
        (Weather.REDIRECT, "strange-answer"),
        (Weather.FAULT, "server-fault"),
        (Weather.AWAY, "overloaded"),
        (Weather.LOST_ANSWER, "unreachable"),
        (Weather.TORN, "unreachable"),
        (Weather.RESET, "unreachable"),
        (Weather.DRIP_HEAD, "timed-out"),
        (Weather.DRIP_BODY, "timed-out"),
    ],
)
def test_what_is_wrong_with_the_line_is_told_and_nothing_counts_as_sent(
    running: Running, kind: Weather, trouble: str
) -> None:
    laptop, stream, line = running.laptop, running.stream(), running.line
    line.weather = lambda _: kind
    with proxy(running.pem, line) as between, delivering(laptop, between.url) as delivery:
        delivery.written(stream.events)
        delivery.until_trouble(trouble)
        assert delivery.deliverer.delivery.waiting == len(stream.events)
        line.weather = lambda _: Weather.FAIR
        delivery.until_all_is_central()
