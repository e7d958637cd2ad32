"""F6 to F11: whatever a line or a proxy does, every event arrives, once, and only then is sent."""

from collections.abc import Callable
from random import Random

import pytest

from app.models.facts import ArrivalRegistered
from app.sync.protocol import PUSH_EVENTS_MAX
from tests.faults.amount import times
from tests.faults.conftest import Running
from tests.faults.delivering import delivering
from tests.faults.proxy import Weather, proxy
from tests.patience import PATIENCE_S

ROUNDS = times(1, 60)
DRIPS = (Weather.DRIP_HEAD, Weather.DRIP_BODY)


@pytest.fixture
def waits_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[Weather], None]:
    """Fit the patience of the laptop to the weather: only an answer that drips takes it all."""

    def fit(weather: Weather) -> None:
        patience, connect = (0.6, 0.4) if weather in DRIPS else (PATIENCE_S, PATIENCE_S)
        monkeypatch.setattr("app.sync.transports.https.PATIENCE_S", patience)
        monkeypatch.setattr("app.sync.transports.https.CONNECT_S", connect)

    return fit


@pytest.mark.timeout(3600)
def test_in_any_weather_every_event_arrives_once(
    running: Running, waits_for: Callable[[Weather], None]
) -> None:
    laptop, stream, line = running.laptop, running.stream(), running.line
    kinds = [each for _ in range(ROUNDS) for each in Weather]
    Random(11).shuffle(kinds)
    coming: list[Weather] = []

    def weather(path: str) -> Weather:
        if not path.endswith("/push") or not coming:
            return Weather.FAIR
        now = coming.pop()
        waits_for(coming[-1] if coming else Weather.FAIR)
        return now

    line.weather = weather
    with proxy(running.pem, line) as between, delivering(laptop, between.url) as delivery:
        delivery.written(stream.events)
        for kind in kinds:
            waits_for(kind)
            coming[:] = [kind] if kind in DRIPS else [kind] * 2
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
    running: Running, waits_for: Callable[[Weather], None], kind: Weather, trouble: str
) -> None:
    waits_for(kind)
    laptop, stream, line = running.laptop, running.stream(), running.line
    line.weather = lambda _: kind
    with proxy(running.pem, line) as between, delivering(laptop, between.url) as delivery:
        delivery.written(stream.events)
        delivery.until_trouble(trouble)
        assert delivery.deliverer.delivery.waiting == len(stream.events)
        line.weather = lambda _: Weather.FAIR
        waits_for(Weather.FAIR)
        delivery.until_all_is_central()
