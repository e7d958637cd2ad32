"""F1: kill -9 in the middle of pushes: what was receipted is there, once, and the log is sound."""

import signal
import threading
from pathlib import Path

import httpx
import pytest

from app.models.facts import ArrivalRegistered
from app.sync.protocol import PushRequest, encode_push
from tests.dossier.laptop import Line
from tests.dossier.world import School
from tests.faults.amount import times

KILLS = times(3, 200)
SCOPE = "part/zitting-1/zaal-1"


@pytest.mark.timeout(7200)
def test_what_was_receipted_is_there_after_kill_nine(tmp_path: Path) -> None:
    school = School(tmp_path)
    school.found()
    school.start()
    laptop = school.enrol("EX-01")
    stream = laptop.stream(SCOPE)
    receipted = -1
    for _ in range(KILLS):
        line = Line(laptop, school.url)
        killer = threading.Timer(0.2, school.process.kill)  # type: ignore[union-attr]
        try:
            while True:
                stream.add(ArrivalRegistered(), candidate=f"kandidaat-{len(stream.events)}")
                (receipt,) = line.push(stream.events[receipted + 1 :])
                assert receipt.through is not None
                assert receipt.head == stream.events[receipt.through].leaf
                receipted = receipt.through
                if killer.ident is None:  # the first receipt of this life is in
                    killer.start()
        except httpx.TransportError:
            pass
        line.close()
        killer.join()
        school.stop(signal.SIGKILL)
        school.start()
        line = Line(laptop, school.url)
        (receipt,) = line.push(stream.events[:1])
        assert receipt.through is not None
        assert receipt.through >= receipted
        (receipt,) = line.push(stream.events[receipted + 1 :])
        assert receipt.through == len(stream.events) - 1
        receipted = receipt.through
        line.close()
    assert receipted > KILLS
    assert f"{len(stream.events)} events in 1 streams" in school.command("verify")
    assert school.stop() == 0


def test_a_lost_answer_is_made_up_by_sending_again(tmp_path: Path) -> None:
    school = School(tmp_path)
    school.found()
    school.start()
    laptop = school.enrol("EX-01")
    stream = laptop.stream(SCOPE)
    line = Line(laptop, school.url)
    answers = {
        line.ask(
            "POST", "/v1/streams/push", encode_push(PushRequest(tuple(stream.events)))
        ).status_code
        for _ in range(3)
    }
    assert answers == {200}
    assert line.push(stream.events)[0].positions == ((0, 0),)
    line.close()
    assert school.stop() == 0
