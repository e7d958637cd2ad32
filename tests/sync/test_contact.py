"""Contact: silence and coming back, the clock, the log, the feed and the packages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.codec import instant_text
from app.models.contacts import Heartbeat
from app.models.strict_json import dumps
from app.sync.log_protocol import LogAnswer, encode_log
from app.sync.messages import (
    Answer,
    Answered,
    AskLog,
    BatteryRead,
    Failed,
    FeedCame,
    FeedNotKept,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    OffsetFound,
    PackageCame,
    PageCame,
    Push,
    RoomOpened,
    TellContact,
    Ticked,
    Trouble,
    Written,
)
from app.sync.protocol import (
    Chunk,
    FeedAnswer,
    Package,
    PackageHeader,
    PushAnswer,
    encode_feed,
    encode_package,
    encode_package_list,
    encode_push_answer,
)
from app.sync.state import HEARTBEAT_MS, NEVER, Due
from tests.sync.run import OURS, Run, note, parcels, push_answer, receipt_of, started

# ---------------------------------------------------------------- silence and coming back


def test_tries_come_further_apart_spread_by_jitter_up_to_a_minute() -> None:
    run, _ = started(1)
    waits = []
    for _ in range(8):
        told = run.step(Failed(run.state.in_flight, Trouble.UNREACHABLE), jitter=1.0)  # type: ignore[arg-type]
        waits.append(told.wake_at - run.mono)
        run.asked(after_ms=waits[-1])
    assert waits == [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]
    told = run.step(Failed(run.state.in_flight, Trouble.UNREACHABLE), jitter=0.25)  # type: ignore[arg-type]
    assert told.wake_at - run.mono == 15_000


def test_retry_after_is_honoured() -> None:
    run, _ = started(1)
    answer = Answer(503, OURS, b"", 20, retry_after_s=90)
    told = run.step(Answered(run.state.in_flight, answer), jitter=0.0)  # type: ignore[arg-type]
    assert told.wake_at == run.mono + 90_000


def test_when_contact_is_back_the_feed_is_read_at_once() -> None:
    run, sent = started(1)
    run.step(RoomOpened("b1.14.2026-12-09", 4))
    run.step(Failed(sent, Trouble.UNREACHABLE))
    again = run.asked(after_ms=1000)
    told = run.receipted(again)
    assert told.ask == FetchFeed("b1.14.2026-12-09", 4)
    assert run.state.contact.offline_since is None


def test_since_when_it_is_silent_is_kept_from_the_first_failure() -> None:
    run, sent = started(1)
    run.step(Failed(sent, Trouble.TIMED_OUT))
    since = run.state.contact.offline_since
    again = run.asked(after_ms=1000)
    run.step(Failed(again, Trouble.UNREACHABLE))
    assert run.state.contact.offline_since == since
    assert run.state.contact.trouble is Trouble.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "content_type", "trouble"),
    [
        (401, "application/problem+json", Trouble.REFUSED),
        (403, "text/html", Trouble.STRANGE_ANSWER),
        (400, "application/problem+json", Trouble.NOT_TAKEN),
        (429, OURS, Trouble.OVERLOADED),
        (502, "text/html", Trouble.SERVER_FAULT),
        (307, "text/html", Trouble.STRANGE_ANSWER),
        (413, "text/html", Trouble.NOT_TAKEN),
        (408, "text/html", Trouble.TIMED_OUT),
    ],
)
def test_what_went_wrong_is_told_apart(status: int, content_type: str, trouble: Trouble) -> None:
    run, _ = started(1)
    run.answer(b"", status, content_type)
    assert run.state.contact.trouble is trouble


def test_a_certificate_outside_its_dates_is_told_until_one_fits_again() -> None:
    run, sent = started(1)
    answer = Answer(200, OURS, push_answer(run, receipt_of(sent.parcels[0])), 20)
    run.step(Answered(sent, replace(answer, is_dated_now=False)))
    assert run.state.contact.is_clock_doubtful
    assert run.state.waiting == 0
    run.step(Written(parcels(2)))
    run.receipted(run.asked())
    assert not run.state.contact.is_clock_doubtful


def test_an_answer_to_something_else_changes_nothing() -> None:
    run, sent = started(1)
    other = Push(parcels(1, writer="laptop-2"))
    before = run.state
    run.step(Answered(other, Answer(200, OURS, push_answer(run, receipt_of(sent.parcels[0])), 5)))
    assert run.state == before


# ---------------------------------------------------------------- clock and log


def test_the_offset_is_the_servers_time_against_the_middle_of_the_call() -> None:
    run, sent = started(1)
    there = run.now.wall + timedelta(seconds=4)
    body = encode_push_answer(PushAnswer((receipt_of(sent.parcels[0]),), instant_text(there)))
    told = run.step(Answered(sent, Answer(200, OURS, body, took_ms=600)))
    assert OffsetFound(4300, run.now.corrected) in told.outcomes


def test_an_offset_is_kept_while_it_can_be_right() -> None:
    run, sent = started(1)
    run.receipted(sent)
    known = run.state.contact.offset_ms
    run.step(Written(parcels(1, first=1)))
    again = run.asked()
    there = run.now.wall - timedelta(milliseconds=200)
    body = encode_push_answer(PushAnswer((receipt_of(again.parcels[0]),), instant_text(there)))
    run.step(Answered(again, Answer(200, OURS, body, took_ms=2000)))
    assert run.state.contact.offset_ms == known


# ---------------------------------------------------------------- feed and packages


def page(*numbers: int) -> bytes:
    chunks = tuple(Chunk(n, b"sealed") for n in numbers)
    return encode_feed(FeedAnswer(chunks, "{}", "2026-12-09T08:00:01.000Z"))


def header(room_day: str, version: int = 1, updated_at: str = "u1") -> PackageHeader:
    return PackageHeader(
        room_day, "b1.14", "B1.14", "north", "2026-12-09", "School", "", "", 1, updated_at, version
    )


def test_the_feed_of_the_open_room_is_read_until_it_is_empty_and_at_each_heartbeat() -> None:
    run = Run()
    assert run.step(RoomOpened("r.2026-12-09", 4)).ask == FetchFeed("r.2026-12-09", 4)
    told = run.answer(page(5, 6))
    assert [each.room_day for each in told.outcomes if isinstance(each, FeedCame)] == [
        "r.2026-12-09"
    ]
    assert told.ask == FetchFeed("r.2026-12-09", 6)
    told = run.answer(page())
    assert told.wake_at == run.mono + 30_000
    assert run.step(Ticked(), after_ms=30_000).ask == FetchFeed("r.2026-12-09", 6)


def test_a_page_that_the_disk_refused_is_asked_for_again_after_a_heartbeat() -> None:
    run = Run()
    run.step(RoomOpened("r.2026-12-09", 4))
    run.answer(page(5, 6))
    run.step(FeedNotKept("r.2026-12-09", 4))
    told = run.answer(page())
    assert told.wake_at <= run.mono + 30_000
    assert run.step(Ticked(), after_ms=30_000).ask == FetchFeed("r.2026-12-09", 4)


def test_new_and_changed_packages_are_fetched_with_all_their_pages() -> None:
    run = Run(with_packages=True)
    known = (header("a.2026-12-09"), header("b.2026-12-09"))
    run.state = replace(run.state, known=frozenset({("a.2026-12-09", 1, "u1")}))
    assert run.step(Ticked()).ask == FetchPackages()
    assert run.answer(encode_package_list(known)).ask == FetchPackage("b.2026-12-09")
    first = FeedAnswer((Chunk(0, b"x"),), "{}", "2026-12-09T08:00:01.000Z")
    told = run.answer(encode_package(Package(known[1], (), first)))
    assert any(isinstance(each, PackageCame) for each in told.outcomes)
    assert told.ask == FetchFeed("b.2026-12-09", 0, is_of_package=True)
    told = run.answer(page(1))
    assert any(isinstance(each, PageCame) for each in told.outcomes)
    assert run.answer(page()).ask == AskLog(None)
    told = run.answer(encode_log(LogAnswer(note(20), (), "2026-12-09T08:00:01.000Z")))
    assert told.ask is None
    assert told.wake_at == run.mono + 15 * 60_000
    assert run.step(Ticked(), after_ms=15 * 60_000).ask == FetchPackages()
    assert run.answer(encode_package_list(known)).ask == AskLog(note(20))


def test_a_package_that_is_gone_is_not_asked_for_for_ever() -> None:
    run = Run(with_packages=True)
    run.step(Ticked())
    run.answer(encode_package_list([header("a.2026-12-09")]))
    told = run.answer(b"{}", 404, "application/problem+json")
    assert told.ask is None
    assert run.state.to_fetch == ()


def test_the_package_of_another_room_is_not_taken() -> None:
    run = Run(with_packages=True)
    run.step(Ticked())
    run.answer(encode_package_list([header("a.2026-12-09")]))
    first = FeedAnswer((), "{}", "2026-12-09T08:00:01.000Z")
    told = run.answer(encode_package(Package(header("b.2026-12-09"), (), first)))
    assert told.outcomes == ()
    assert run.state.contact.trouble is Trouble.STRANGE_ANSWER


# ---------------------------------------------------------------- how it stands here


def test_a_laptop_says_how_it_stands_each_half_minute() -> None:
    run = Run()
    run.state = replace(run.state, due=Due(packages=NEVER, contact=0))
    run.step(BatteryRead(81))
    heartbeat = Heartbeat(waiting=0, on_disk=0, battery_percent=81)
    assert run.state.in_flight == TellContact(heartbeat)
    body = dumps({"server_time": instant_text(run.now.wall)})
    told = run.step(Answered(TellContact(heartbeat), Answer(200, OURS, body, 20)))
    assert told.ask is None
    assert told.wake_at == run.mono + HEARTBEAT_MS
    assert run.state.contact.offset_ms is not None


def test_a_dossier_that_takes_no_heartbeat_is_asked_the_rest_all_the_same() -> None:
    run = Run()
    run.state = replace(run.state, due=Due(packages=0, contact=0))
    run.step(Ticked())
    asked = run.state.in_flight
    assert isinstance(asked, TellContact)
    refused = Answer(404, "application/problem+json", b"{}", 20)
    assert run.step(Answered(asked, refused), jitter=0.0).ask == FetchPackages()
