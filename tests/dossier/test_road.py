"""One act on the road: card, package, shift, push, receipt, and the other laptop's feed."""

from app.models.codec import decode_body
from app.models.facts import ArrivalRegistered
from tests.dossier.conftest import Served
from tests.dossier.laptop import opened, read_feed
from tests.dossier.world import SESSION


def test_an_act_travels_from_one_laptop_to_the_other(served: Served) -> None:
    one, other = served.school.enrol("EX-01"), served.school.enrol("EX-02")
    line, second = served.school.line(one), served.school.line(other)
    number, code = served.cards[0][1], served.cards[0][5]
    package = line.package(served.room_day)
    card, events, certificates = opened(one, package, number, code)
    candidates = [
        body.candidate
        for event in events
        if (body := decode_body(event.body or b"")).act.TYPE == "CandidatePlanned"
    ]
    assert len(candidates) == 29
    stream = one.stream(f"part/{SESSION}/{package.header.room}")
    one.open_shift(stream, card, certificates[number])
    stream.add(ArrivalRegistered(), candidate=candidates[0])
    (receipt,) = line.push(stream.events)
    assert (receipt.through, receipt.head) == (2, stream.events[-1].leaf)
    told = second.feed(served.room_day, package.feed.chunks[-1].n)
    arrived, _ = read_feed(other, package, told, card.room_key)
    assert [event.leaf for event in arrived] == [event.leaf for event in stream.events]
    line.close()
    second.close()


def test_a_package_shows_no_name_before_a_code_is_given(served: Served) -> None:
    line = served.school.line(served.school.enrol("EX-03"))
    raw = line.ask("GET", f"/v1/packages/{served.room_day}").content
    assert b"Roosmarijn" not in raw  # three letters would stand in base64 by chance
    assert line.package(served.room_day).header.label == "A0.22"
    line.close()


def test_the_operator_checks_the_log_while_the_service_runs(served: Served) -> None:
    assert "Het logboek klopt" in served.school.command("verify")
