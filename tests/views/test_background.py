"""The worker thread: order, outcomes on the asking thread, and an end that waits."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from app.views.background import Background, Outcome


@pytest.fixture
def background(qtbot: QtBot) -> Background:
    made = Background()
    yield made
    made.close()


def test_jobs_run_in_the_order_asked_away_from_the_window(
    qtbot: QtBot, background: Background
) -> None:
    ran: list[tuple[int, bool]] = []
    here = threading.get_ident()
    with qtbot.waitSignal(background.idle):
        for n in range(20):
            background.ask(lambda n=n: ran.append((n, threading.get_ident() == here)))
    assert ran == [(n, False) for n in range(20)]


def test_what_is_done_with_an_outcome_happens_on_the_asking_thread(
    qtbot: QtBot, background: Background
) -> None:
    threads: list[int] = []
    with qtbot.waitSignal(background.idle):
        background.ask(lambda: 42, lambda _: threads.append(threading.get_ident()))
    assert threads == [threading.get_ident()]


def test_a_failing_job_is_an_outcome_and_the_next_job_runs(
    qtbot: QtBot, background: Background
) -> None:
    outcomes: list[Outcome] = []
    with qtbot.waitSignal(background.idle):
        background.ask(lambda: 1 / 0, outcomes.append)
        background.ask(lambda: "next", outcomes.append)
    assert isinstance(outcomes[0].error, ZeroDivisionError)
    assert outcomes[1] == Outcome("next")


def test_closing_waits_for_the_job_under_way_and_for_those_behind_it(qtbot: QtBot) -> None:
    background = Background()
    gate, finished = threading.Event(), []
    background.ask(gate.wait, lambda _: finished.append("first"))
    background.ask(lambda: None, lambda _: finished.append("second"))
    threading.Timer(0.05, gate.set).start()
    background.close()
    assert finished == ["first", "second"]


def test_after_closing_nothing_is_taken_any_more(qtbot: QtBot) -> None:
    background = Background()
    background.close()
    background.close()
    with pytest.raises(RuntimeError):
        background.ask(lambda: None)
