"""Who waits for the newest packages is served first, and is told when waiting is of no use."""

import pytest

from app.sync.messages import (
    Failed,
    FetchFeed,
    FetchPackage,
    FetchPackages,
    Outcome,
    PackagesLooked,
    PackagesWanted,
    Push,
    Trouble,
    Written,
)
from app.sync.protocol import encode_feed, encode_package, encode_package_list
from tests.services.school import a_school
from tests.sync.run import Run, parcels, started

DONE, NO_USE = PackagesLooked(is_told=True), PackagesLooked(is_told=False)


def looked(outcomes: tuple[Outcome, ...]) -> list[Outcome]:
    return [each for each in outcomes if isinstance(each, PackagesLooked)]


def test_packages_go_before_everything_and_whatever_the_patience() -> None:
    run, sent = started(3)
    run.step(Failed(sent, Trouble.UNREACHABLE))
    told = run.step(PackagesWanted())
    assert told.ask == FetchPackages()
    told = run.answer(encode_package_list([]))
    assert looked(told.outcomes) == [DONE]
    assert isinstance(told.ask, Push)


def test_it_is_told_once_every_page_of_every_new_package_is_here() -> None:
    school, _ = a_school()
    package = school.package()
    run = Run()
    run.step(PackagesWanted())
    told = run.answer(encode_package_list([package.header]))
    assert (told.ask, looked(told.outcomes)) == (FetchPackage(package.header.room_day), [])
    told = run.answer(encode_package(package))
    assert isinstance(told.ask, FetchFeed)
    assert looked(told.outcomes) == []
    told = run.answer(encode_feed(school.feed([], n=0)))
    assert looked(told.outcomes) == [DONE]
    assert not run.state.is_looking


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.STRANGE_ANSWER])
def test_without_contact_waiting_ends_at_once(trouble: Trouble) -> None:
    run = Run()
    asked = run.step(PackagesWanted()).ask
    assert asked is not None
    told = run.step(Failed(asked, trouble))
    assert looked(told.outcomes) == [NO_USE]
    run.step(Written(parcels(1)))
    assert run.step(PackagesWanted()).ask == FetchPackages()


def test_a_package_that_is_gone_ends_no_waiting() -> None:
    school, _ = a_school()
    run = Run()
    run.step(PackagesWanted())
    told = run.answer(encode_package_list([school.package().header]))
    assert told.ask is not None
    told = run.step(Failed(told.ask, Trouble.NOT_TAKEN))
    assert looked(told.outcomes) == [DONE]


def test_what_was_out_already_is_answered_first() -> None:
    run, sent = started(3)
    assert run.step(PackagesWanted()).ask is None
    told = run.receipted(sent)
    assert (told.ask, looked(told.outcomes)) == (FetchPackages(), [])


def test_another_request_that_fails_meanwhile_ends_no_waiting() -> None:
    run, sent = started(3)
    run.step(PackagesWanted())
    told = run.step(Failed(sent, Trouble.UNREACHABLE))
    assert (told.ask, looked(told.outcomes)) == (FetchPackages(), [])
