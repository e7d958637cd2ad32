"""What only the dossier knows of a time, asked by who may; the no-show lists, each its team's."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.crypto.dagcode import OpenedCard
from app.models.deliveries import Sending
from app.models.facts import NoShowEstablished, SessionStarted
from app.models.grants import Grant, Rights
from app.models.no_shows import folder_name
from app.models.plan import ExtrasAdded
from app.models.values import Role
from app.sync.figures_protocol import decode_lists, decode_told
from dossier import office_routes
from dossier.archive.devices import accesses, log_access
from dossier.archive.oke_tables import claim, settle
from dossier.archive.retained import forget_reads
from dossier.bootstrap import run
from dossier.office_figures import Days, told_of_days
from dossier.oke.outbound import OutboundMessage
from dossier.oke.outbox import enqueue, in_ms
from dossier.opened import OpenDossier, Surroundings
from dossier.outbox_view import outbox_of
from dossier.plan import add_extras
from tests.dossier.conftest import SteppedClock
from tests.dossier.inside import CLIENT, SESSION, enrol, enrolment_id, take
from tests.dossier.laptop import START
from tests.dossier.office import granted, signed_on, steward
from tests.dossier.test_intake import card, recording
from tests.reports.test_session_report import folded, pages_of

__all__ = ["card"]

Card = tuple[OpenedCard, str]
DECEMBER = "/v1/office/figures?from=2026-12-01&until=2026-12-31"
NO_SHOWS = "/v1/office/no-shows?day=2026-12-09"


@pytest.fixture
def missed(dossier: OpenDossier, card: Card) -> None:
    """Two did not come, each of another team; the third has no team and came."""
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        for number, team in ((0, "Zorg"), (1, "Techniek")):
            assert add_extras(writing, enrolment_id(number), ExtrasAdded(programme=team))
    laptop = enrol(dossier)
    stream = recording(laptop, card)
    stream.add(SessionStarted())
    for number in (0, 1):
        stream.add(NoShowEstablished(), candidate=enrolment_id(number))
    take(dossier, laptop, stream.events)
    steward(dossier)


def noted(dossier: OpenDossier) -> list[tuple[str, str]]:
    with dossier.ledger.reading() as reading:
        return [(who, what) for _, who, what in accesses(reading.connection, reading.school)]


def test_each_list_holds_its_own_team_and_who_got_it_is_noted(
    dossier: OpenDossier, missed: None
) -> None:
    line = signed_on(dossier, "b1", Role.COORDINATOR)
    lists = decode_lists(line.ask("GET", NO_SHOWS).content)
    assert {each.team: [one.number for one in each.missed] for each in lists} == {
        "Zorg": ["s00000"], "Techniek": ["s00001"],
    }  # fmt: skip
    for team in ("Zorg", "Techniek"):
        assert any(who == "person b1" and f"no-show list 2026-12-09 {team}" in what
                   for who, what in noted(dossier))  # fmt: skip
    assert decode_lists(line.ask("GET", NO_SHOWS.replace("-09", "-10")).content) == ()


def test_a_role_for_one_location_gets_no_lists_of_the_school(
    dossier: OpenDossier, missed: None
) -> None:
    granted(dossier, "b1", Role.CHIEF_INVIGILATOR)  # everywhere: that says nothing of the other
    line = signed_on(dossier, "b1", Role.COORDINATOR, ("Noord",))
    for path in (NO_SHOWS, "/v1/office/retention"):
        assert line.ask("GET", path).status_code == 403
    with dossier.ledger.reading() as reading:
        found = accesses(reading.connection, reading.school)
    assert [what.split(" as ")[0] for _, who, what in found if who == "person b1"][-2:] == [
        "refused list-no-shows", "refused list-terms",
    ]  # fmt: skip


def test_at_the_set_time_a_timer_makes_each_list_once_in_its_teams_own_folder(
    dossier: OpenDossier,
    missed: None,
    founded: Path,
    around: Surroundings,
    clock: SteppedClock,
    tmp_path: Path,
) -> None:
    out = tmp_path / "lijsten"
    words = ["noshows", "--data", str(founded), "--day", "2026-12-09", "--out", str(out)]
    assert run([*words, "--due"], around) == 0
    assert not out.exists()
    clock.now += timedelta(hours=12)
    for _ in range(2):
        assert run([*words, "--due"], around) == 0
    found = {path.parent.name: path for path in out.rglob("*.pdf")}
    assert set(found) == {folder_name("Zorg"), folder_name("Techniek")}
    text = "".join(map(folded, pages_of(found[folder_name("Zorg")].read_bytes())))
    assert "s00000" in text
    assert "s00001" not in text
    reads = [what for who, what in noted(dossier) if who == "command line" and "no-show" in what]
    assert sorted(reads) == ["no-show list 2026-12-09 Techniek", "no-show list 2026-12-09 Zorg"]


@pytest.fixture
def sent(dossier: OpenDossier, card: Card) -> None:
    """A report was put in for the planner, and is not delivered yet."""
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        message = OutboundMessage("PATCH", f"/offerings/{SESSION}", b"{}")
        assert enqueue(
            writing.connection, writing.school, message,
            client_id=CLIENT, offering_id=SESSION, now=START,
        )  # fmt: skip
    steward(dossier)


def test_what_was_sent_and_came_in_is_told_of_its_days_and_reads_to_the_auditor_only(
    dossier: OpenDossier, sent: None
) -> None:
    line = signed_on(dossier, "b1", Role.COORDINATOR)
    for query in ("from=2026-12-31&until=2026-12-01", "from=2026-12-01", "from=x&until=y",
                  "from=2020-01-01&until=2026-12-01", "from=0001-01-01&until=0001-01-02",
                  "from=9999-12-31&until=9999-12-31"):  # fmt: skip
        assert line.ask("GET", f"/v1/office/figures?{query}").status_code == 400
    told = decode_told(line.ask("GET", DECEMBER).content)
    assert [(each.session, each.state, each.answered) for each in told.sent] == [
        (SESSION, Sending.WAITING, None)
    ]
    assert len(told.sources) == 4
    assert told.reads is None
    answer = signed_on(dossier, "a1", Role.AUDITOR).ask("GET", DECEMBER)
    assert b"Testnaam" not in answer.content
    reads = decode_told(answer.content).reads
    assert reads is not None
    assert ("person b1", "tell-figures 2026-12-01 2026-12-31") in {
        (each.who, each.what.split(" as ")[0]) for each in reads
    }


def test_a_delivery_of_long_ago_reads_the_same_in_a_report_and_on_the_page_of_that_day(
    dossier: OpenDossier, sent: None
) -> None:
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        (row,) = claim(writing.connection, writing.school, in_ms(START), 1)
        done = replace(row, state=Sending.DELIVERED.value, tries=1)
        settle(writing.connection, writing.school, done)
    later, rights = START + timedelta(days=60), Rights((Grant("", "b1", Role.COORDINATOR, "s1"),))
    days = Days(START.date(), START.date(), ZoneInfo("Europe/Amsterdam"))
    with dossier.ledger.reading() as reading:
        told = told_of_days(reading, days, later, with_reads=False).outbox.of(SESSION)
        found = outbox_of(reading, rights, later, days.begin).of(SESSION)
        assert outbox_of(reading, rights, later).of(SESSION) is None
    assert told is not None
    assert found is not None
    assert told.worst is found.worst is Sending.DELIVERED
    assert (told.attendance, told.report) == (found.attendance, found.report)
    line = signed_on(dossier, "b1", Role.COORDINATOR)
    assert line.ask("GET", "/v1/office/outbox?from=2026-12-09").status_code == 200
    assert line.ask("GET", "/v1/office/outbox?from=x").status_code == 400


def test_reads_come_in_pages_by_numbers_that_stay_when_older_ones_went(
    dossier: OpenDossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_routes, "READS_MAX", 3)
    steward(dossier)
    line = signed_on(dossier, "a1", Role.AUDITOR)

    def asked(after: int) -> list[tuple[int, str]]:
        reads = line.ask("GET", f"/v1/office/reads?after={after}").json()["reads"]
        return [(each["n"], each["what"]) for each in reads]

    with dossier.ledger.writing(dossier.around.moment()) as writing:
        for n in range(5):
            log_access(writing.connection, writing.school, "w", f"r{n}", f"2026-01-0{n + 1}T00")
    began = next(n for n, (_, what) in enumerate(noted(dossier), start=-1) if what == "r0")
    first = asked(began)
    assert [what for _, what in first] == ["r0", "r1", "r2"]
    with dossier.ledger.writing(dossier.around.moment()) as writing:
        assert forget_reads(writing.connection, writing.school, "2026-01-03") == 2
    assert asked(first[-1][0])[:2] == [(first[-1][0] + 1, "r3"), (first[-1][0] + 2, "r4")]
