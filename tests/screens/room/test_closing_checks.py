"""Checks of the closing screen: their fixes, and the command that a fix is."""

import pytest

from app.models import commands as c
from app.models.closing import checks_of
from app.models.paper import Paper, paper_of
from app.models.values import ProvisionOutcome
from app.screens.room.closing import ClosingCheck
from app.screens.room.closing_checks import ClosingUi, FixRefused, command_of, rows_of
from app.screens.room.shift_intents import CheckFixChosen
from tests.builders import MINUTE, SESSION, START, Play, a_candidate, a_session, candidate_id

ONE = candidate_id(1)


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def rows(play: Play) -> dict[str, ClosingCheck]:
    ui = ClosingUi(play.now, "laptop-1", "4400")
    return {row.check: row for row in rows_of(paper(play), checks_of(paper(play)), ui)}


def fixed(play: Play, check: str, fix: str, entry: str = "") -> c.Command:
    return command_of(paper(play), CheckFixChosen(check, fix, entry), play.now)


def with_headphones() -> tuple[Play, str]:
    play = a_session(0, started=False)
    play.plan(a_candidate(1, needs=("HEAD",)), ONE)
    play.do(c.RegisterArrival(SESSION, ONE), START - MINUTE)
    play.do(c.StartSession(SESSION), START)
    return play, f"no-provision-outcome|{ONE}|HEAD"


def test_why_it_was_not_delivered_is_chosen_from_the_reasons_of_the_room() -> None:
    play, check = with_headphones()
    fix = next(each for each in rows(play)[check].fixes if each.name == "not-delivered")
    assert [each.text for each in fix.choices][:2] == ["Niet ingepland", "Techniek werkt niet"]
    assert [each.name for each in fix.choices if each.asks] == ["not-delivered:other"]
    assert fixed(play, check, "not-delivered:broken") == c.ReportProvision(
        SESSION, ONE, "HEAD", ProvisionOutcome.NOT_DELIVERED, "broken"
    )
    assert fixed(play, check, "not-delivered:other", "kwijt") == c.ReportProvision(
        SESSION, ONE, "HEAD", ProvisionOutcome.NOT_DELIVERED, "other", remark="kwijt"
    )


@pytest.mark.parametrize(
    ("fix", "told"),
    [
        ("not-delivered", "Kies waarom het niet geleverd is."),
        ("not-delivered:other", "Typ wat er precies was."),
        ("partly", "Typ een reden."),
    ],
)
def test_an_outcome_without_a_reason_is_asked_for_it(fix: str, told: str) -> None:
    play, check = with_headphones()
    with pytest.raises(FixRefused, match=told):
        fixed(play, check, fix)
