"""Who waits for news hears of it at once, and of nothing that was not committed."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from dossier.archive.news import News
from dossier.opened import OpenDossier
from tests.dossier.inside import CLIENT, plan, planned_session
from tests.dossier.laptop import START
from tests.patience import PATIENCE_S

AT_ONCE_S = 0.0


class Crash(Exception):
    pass


def plan_and_crash(dossier: OpenDossier) -> None:
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session("ANDERS"), CLIENT, START)
        raise Crash


def in_thread(work: Callable[[], int]) -> Callable[[], int]:
    """Start it; the answer is what it returned."""
    told: list[int] = []
    thread = threading.Thread(target=lambda: told.append(work()))
    thread.start()

    def answer() -> int:
        thread.join(PATIENCE_S)
        return told[0]

    return answer


def test_who_lacks_events_already_does_not_wait() -> None:
    news = News()
    news.tell(3)
    assert news.wait(2, PATIENCE_S) == 3


def test_everybody_who_waits_for_it_is_told_once_and_goes() -> None:
    news = News()
    answers = [in_thread(lambda had=had: news.wait(had, PATIENCE_S)) for had in (0, 1, 1)]
    later = in_thread(lambda: news.wait(2, PATIENCE_S))
    news.tell(2)
    assert [answer() for answer in answers] == [2, 2, 2]
    news.tell(1)  # another thread's commit, told late
    assert news.size == 2
    news.tell(3)
    assert later() == 3
    assert not news._waiting


def test_who_waited_in_vain_is_told_the_size_and_is_forgotten() -> None:
    news = News()
    news.tell(5)
    assert news.wait(5, AT_ONCE_S) == 5
    assert asyncio.run(news.coming(5, AT_ONCE_S)) == 5
    assert not news._waiting


def test_hundreds_wait_in_one_event_loop() -> None:
    news = News()

    async def office() -> list[int]:
        waiting = [asyncio.ensure_future(news.coming(0, PATIENCE_S)) for _ in range(300)]
        await asyncio.sleep(0)
        threading.Thread(target=news.tell, args=(1,)).start()
        return await asyncio.gather(*waiting)

    assert asyncio.run(office()) == [1] * 300
    assert not news._waiting


def test_news_follows_what_was_committed_and_nothing_else(dossier: OpenDossier) -> None:
    before = dossier.ledger.news.size
    assert before == dossier.ledger.tree()[1].size
    plan(dossier, 1)
    had = dossier.ledger.news.size
    assert had == dossier.ledger.tree()[1].size > before
    with pytest.raises(Crash):
        plan_and_crash(dossier)
    assert dossier.ledger.news.wait(had, AT_ONCE_S) == had
