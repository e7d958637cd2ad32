"""Who did not come, for each team apart, at the time that is set for it."""

from datetime import date, time

import pytest

from app.models.commands import RegisterArrival
from app.models.no_shows import folder_name, no_show_lists, no_show_paper
from app.models.set_times import SetTimes, read_set_times
from app.models.standard_facts import StandardChanged
from app.models.standards import SET_TIMES, set_times_on
from app.models.strict_json import Malformed
from app.reports.paper_pack import render_paper_pack
from tests.builders import MINUTE, candidate_id
from tests.months import DAYS, NOW, ZONE, Month, a_month, start_of
from tests.reports.test_session_report import folded, pages_of


@pytest.fixture
def month() -> Month:
    return a_month()


def lists(month: Month, day: date) -> dict[str, list[str]]:
    sessions = [play.session for play in month.plays]
    return {each.team: [one.name for one in each.missed]
            for each in no_show_lists(sessions, day, ZONE)}  # fmt: skip


def test_a_list_holds_one_day_and_one_team_only(month: Month) -> None:
    assert lists(month, DAYS[0]) == {"Techniek": ["Proef 6, Noor"] * 2}
    assert lists(month, date(2026, 6, 10)) == {}


def test_who_came_after_all_is_no_longer_on_it(month: Month) -> None:
    play = month.plays[5]
    play.do(RegisterArrival(play.session_id, candidate_id(6)), start_of(DAYS[2]) + 50 * MINUTE)
    assert lists(month, DAYS[2])["Techniek"] == ["Proef 6, Noor"]


def test_the_paper_of_a_team_names_its_people_and_no_other_team(month: Month) -> None:
    (told,) = no_show_lists([play.session for play in month.plays], DAYS[0], ZONE)
    paper = no_show_paper(told, ("School voor Proeven", DAYS[0], ZONE, NOW))
    text = "".join(map(folded, pages_of(render_paper_pack(paper))))
    assert folded("Team Techniek") in text
    assert folded("Proef 6, Noor") in text
    assert folded("niet gezocht") in text
    assert not any(folded(f"Proef {number}") in text for number in range(1, 6))
    assert folded("Zorg") not in text


def test_a_team_may_have_a_time_of_its_own() -> None:
    read = read_set_times('{"at": "13:30", "teams": [{"team": "Zorg", "at": "10:15"}]}')
    assert read == SetTimes(time(13, 30), (("Zorg", time(10, 15)),))
    assert (read.of("Zorg"), read.of("Techniek")) == (time(10, 15), time(13, 30))


def test_the_set_time_of_a_day_is_what_the_school_said_from_that_day_on() -> None:
    later = StandardChanged(
        SET_TIMES, '{"at": "12:00", "teams": []}', "2026-06-11", 1, "eerder", "b1"
    )
    assert set_times_on((later,), date(2026, 6, 10)).at == time(13, 30)
    assert set_times_on((later,), date(2026, 6, 11)).at == time(12)


@pytest.mark.parametrize(
    "text", ["[]", '{"at": "13:30"}', '{"at": 13, "teams": []}', '{"at": "25:00", "teams": []}',
             '{"at": "13:30", "teams": {}}', '{"at": "13:30", "teams": [{"team": "Zorg"}]}',
             '{"at": "13:30", "teams": [{"team": "", "at": "10:15"}]}'],
)  # fmt: skip
def test_set_times_of_another_form_are_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_set_times(text)


def test_every_team_is_a_folder_of_its_own_whatever_it_is_called() -> None:
    teams = ("", "Zorg", "zorg", "ZORG", "Zorg en welzijn", "Zorg-en-welzijn", "Zorg & welzijn",
             "Zonder team", "../..", "a/b", "a\\b", "C:x", "…", "?" * 300, "Ω" * 300)  # fmt: skip
    names = [folder_name(each) for each in teams]
    assert len({each.lower() for each in names}) == len(teams)
    assert not set("".join(names)) & set("/\\.: \0")
    assert names[:2] == ["zonder-team", "zorg"]
