"""F16, F21: two copies of one laptop at work at once: both branches stay whole."""

from dataclasses import replace

from app.models.facts import ArrivalRegistered, NoShowEstablished
from tests.faults.conftest import Running
from tests.faults.delivering import delivering


def test_what_two_copies_of_one_laptop_recorded_is_central_from_both(running: Running) -> None:
    one = running.stream()
    one.add(ArrivalRegistered(), candidate="kandidaat-1")
    other = replace(one, events=list(one.events))
    for number in range(20):
        one.add(ArrivalRegistered(), candidate=f"kandidaat-{number}")
        other.add(NoShowEstablished(), candidate=f"kandidaat-{number}")
    url = running.school.url
    with delivering(running.laptop, url) as first, delivering(running.laptop, url) as second:
        for number in range(2, 22):
            first.written(one.events[number - 2 : number])
            second.written(other.events[number - 2 : number])
        first.written(one.events)
        second.written(other.events)
        first.until_all_is_central()
        second.until_all_is_central()
    asked = running.school.line(running.laptop)
    for branch in (one, other):
        (receipt,) = asked.push(branch.events)
        assert receipt.quarantined == ()
        assert (receipt.through, receipt.head) == (21, branch.events[-1].leaf)
    asked.close()
    told = running.school.command("verify")
    assert "Het logboek klopt" in told
