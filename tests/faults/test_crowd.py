"""F24: a school that comes back at once: nobody is turned away, and every event is had once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.models.facts import ArrivalRegistered
from tests.dossier.laptop import Stream
from tests.faults.amount import times
from tests.faults.conftest import Running

LAPTOPS = times(25, 500)
EVENTS = 40
AT_ONCE = 25


@pytest.mark.timeout(600)
def test_a_crowd_that_reconnects_at_once_is_receipted_whole(running: Running) -> None:
    crowd = [running.stream(f"part/zitting-1/zaal-{number}") for number in range(LAPTOPS)]
    for stream in crowd:
        for number in range(EVENTS - 1):
            stream.add(ArrivalRegistered(), candidate=f"kandidaat-{number}")

    def pushed(stream: Stream) -> tuple[int | None, str | None, int]:
        asked = running.school.line(running.laptop)
        (receipt,) = asked.push(stream.events)
        asked.close()
        had = sum(last - first + 1 for first, last in receipt.positions)
        return receipt.through, receipt.head, had

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(pushed, crowd))
    assert told == [(EVENTS - 1, stream.events[-1].leaf, EVENTS) for stream in crowd]
    assert "Het logboek klopt" in running.school.command("verify")
