"""What laptops push while others are taken in: one commit for all, an answer for each."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import anyio

from app.crypto.envelope import from_json
from app.crypto.receipt import Receipt, verify_receipt
from app.crypto.signed_event import SignedEvent
from app.models.drafts import Moment
from app.models.facts import ArrivalRegistered
from app.sync.protocol import PushRequest, decode_push_answer, encode_push
from dossier.archive.quarantine import digest_of, kept_apart
from dossier.intake import Delivery, received_bytes
from dossier.opened import OpenDossier
from dossier.taking_in import TOGETHER_BYTES_MAX, Brought, TakingIn, Unreadable
from tests.dossier.inside import enrol, enrolment_id
from tests.dossier.laptop import Stream


def streams(dossier: OpenDossier, count: int) -> list[Stream]:
    return [enrol(dossier, f"EX-{number}").stream("device") for number in range(count)]


def pushed(events: Sequence[SignedEvent]) -> bytes:
    return encode_push(PushRequest(tuple(events)))


def receipts(dossier: OpenDossier, answer: bytes | Exception | None) -> list[Receipt]:
    assert isinstance(answer, bytes)
    return read(dossier, decode_push_answer(answer).receipts)


def read(dossier: OpenDossier, texts: Sequence[str]) -> list[Receipt]:
    trust = dossier.keys.trust
    return [
        verify_receipt(from_json(text), trust.school, trust.log_origin, dossier.keys.log.public)
        for text in texts
    ]


def commits(dossier: OpenDossier) -> list[frozenset[str]]:
    """Return a list that grows with each commit."""
    found: list[frozenset[str]] = []
    dossier.ledger.after_commit = found.append
    return found


def test_who_comes_while_others_are_taken_in_goes_with_one_commit(dossier: OpenDossier) -> None:
    brought, counted = streams(dossier, 3), commits(dossier)
    taking_in = TakingIn(dossier)
    answers: dict[str, bytes] = {}

    async def push(stream: Stream) -> None:
        device = stream.laptop.device
        answers[device] = await taking_in.push(device, pushed(stream.events))

    async def all_of_them() -> None:
        async with anyio.create_task_group() as group, taking_in.turns:
            for each in brought:
                group.start_soon(push, each)
            await anyio.wait_all_tasks_blocked()
            assert not counted

    anyio.run(all_of_them)
    assert len(counted) == 1
    for each in brought:
        (receipt,) = receipts(dossier, answers[each.laptop.device])
        assert (receipt.stream, receipt.through) == (each.id, 0)
        assert receipt.head == each.events[-1].leaf


def test_more_than_goes_together_waits_for_the_next_commit(dossier: OpenDossier) -> None:
    taking_in = TakingIn(dossier)
    large = [Brought("EX-1", b" " * (TOGETHER_BYTES_MAX // 2)) for _ in range(3)]
    taking_in._waiting.extend(large)
    assert taking_in._next() == large[:2]
    assert taking_in._next() == large[2:]


def test_who_no_longer_waits_is_not_taken_in(dossier: OpenDossier) -> None:
    (stream,), counted = streams(dossier, 1), commits(dossier)
    taking_in = TakingIn(dossier)

    async def given_up() -> None:
        async with taking_in.turns:
            with anyio.move_on_after(0):
                await taking_in.push(stream.laptop.device, pushed(stream.events))

    anyio.run(given_up)
    assert not taking_in._waiting
    assert not counted


def test_who_gives_up_in_its_turn_leaves_the_others_waiting(dossier: OpenDossier) -> None:
    brought, counted = streams(dossier, 2), commits(dossier)
    scopes: list[anyio.CancelScope] = []

    class GivingUp(TakingIn):
        def _next(self) -> list[Brought]:
            scopes[0].cancel()
            return super()._next()

    taking_in = GivingUp(dossier)
    answers: list[bytes] = []

    async def push(stream: Stream) -> None:
        with anyio.CancelScope() as scope:
            scopes.append(scope)
            device = stream.laptop.device
            answers.append(await taking_in.push(device, pushed(stream.events)))

    async def both() -> None:
        async with anyio.create_task_group() as group, taking_in.turns:
            for each in brought:
                group.start_soon(push, each)
            await anyio.wait_all_tasks_blocked()

    anyio.run(both)
    assert [each.stream for each in receipts(dossier, answers[0])] == [brought[1].id]
    assert (len(answers), len(counted)) == (1, 1)


def test_what_is_no_push_spoils_no_other(dossier: OpenDossier) -> None:
    brought = streams(dossier, 2)
    one, none, other = some = [
        Brought("EX-0", pushed(brought[0].events)),
        Brought("EX-9", b"geen json"),
        Brought("EX-1", pushed(brought[1].events)),
    ]
    TakingIn(dossier).take(some)
    assert isinstance(none.answer, Unreadable)
    assert [each.through for each in receipts(dossier, one.answer)] == [0]
    assert [each.through for each in receipts(dossier, other.answer)] == [0]


class Refusing:
    """An intake whose disk refuses what one laptop brings."""

    def __init__(self, dossier: OpenDossier, device: str) -> None:
        self._dossier, self._device = dossier, device

    def take_together(self, deliveries: Sequence[Delivery], moment: Moment) -> Any:
        if any(each.device == self._device for each in deliveries):
            raise OSError
        return self._dossier.intake.take_together(deliveries, moment)


def test_what_cannot_be_stored_spoils_no_other(dossier: OpenDossier) -> None:
    brought = streams(dossier, 3)
    some = [Brought(each.laptop.device, pushed(each.events)) for each in brought]
    intake: Any = Refusing(dossier, some[1].device)
    parts: Any = SimpleNamespace(intake=intake, around=dossier.around)
    TakingIn(parts).take(some)
    assert isinstance(some[1].answer, OSError)
    assert [each.through for each in receipts(dossier, some[0].answer)] == [0]
    assert [each.through for each in receipts(dossier, some[2].answer)] == [0]


def test_each_is_told_of_what_it_brought_only(dossier: OpenDossier) -> None:
    """Given a copy of a laptop that brings the same stream, with something nobody can believe."""
    ours, other = streams(dossier, 2)
    torn = SignedEvent(ours.events[0].header, b"\x00" * 64, ours.events[0].body)
    both = (
        Delivery("EX-0", ours.events),
        Delivery("EX-0", [*ours.events, torn]),
        Delivery("EX-1", other.events),
    )
    told = dossier.intake.take_together(both, dossier.around.moment())
    first, second, third = (read(dossier, texts) for texts in told)
    digest = digest_of(received_bytes(torn))
    assert [(each.stream, each.quarantined) for each in first] == [(ours.id, ())]
    assert [(each.stream, each.quarantined) for each in second] == [(ours.id, (digest,))]
    assert [(each.stream, each.quarantined) for each in third] == [(other.id, ())]
    with dossier.ledger.reading() as reading:
        kept = kept_apart(reading.connection, reading.school)
        assert [(name, device) for name, device, _ in kept] == [(digest, "EX-0")]


def test_parts_of_a_stream_that_two_bring_are_one_run(dossier: OpenDossier) -> None:
    (stream,) = streams(dossier, 1)
    for number in range(3):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    halves = [Delivery("EX-0", stream.events[:2]), Delivery("EX-1", stream.events[2:])]
    told = dossier.intake.take_together(halves, dossier.around.moment())
    for texts in told:
        (receipt,) = read(dossier, texts)
        assert (receipt.through, receipt.also) == (3, ())
        assert receipt.positions == ((receipt.positions[0][0], receipt.positions[0][0] + 3),)
