"""Keeping and erasing: one candidate from plan to erasure, holds, dates, and what stays."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from app.models.attendance_facts import CandidateAdded
from app.models.commands import ReportProvision
from app.models.facts import IrregularityNoted
from app.models.retention import (
    Hold,
    KeptPerson,
    KeptRecord,
    Period,
    TermStart,
    TermState,
    since_of,
    terms_of,
)
from app.models.retention_facts import EducationEnded
from app.models.values import Permission, ProvisionOutcome
from dossier.archive.oke_tables import OUTBOX
from dossier.archive.resources import DocumentRow, ResourceRows
from dossier.backing_up import check_backup, write_backup
from dossier.bootstrap import run
from dossier.erasing_at_term import about
from dossier.exporting import export_lines
from dossier.opened import OpenDossier, Surroundings, open_dossier
from dossier.restoring import restore
from dossier.retention import look
from dossier.verifying import Verification
from tests.builders import a_session, carried
from tests.dossier.conftest import SteppedClock
from tests.dossier.inside import (
    CLIENT,
    SESSION,
    enrolment_id,
    planned_candidate,
    planned_session,
    take,
)
from tests.dossier.laptop import START
from tests.dossier.office import people
from tests.dossier.test_closing import at_work, outbox, seal
from tests.dossier.test_closing import closing as closing_of

NAME, OTHER = "Achternaamweg", "Achternaamblijft"
ANOTHER = "00000000-0000-4000-8000-000000000002"
YEARS_LATER = datetime(2029, 3, 1, 8, 0, tzinfo=UTC)


def played(dossier: OpenDossier) -> None:
    """Two people are planned, come, something is noted of one, and the report is sealed."""
    (stream,) = at_work(dossier)
    with dossier.desks.write() as desk:
        for number, surname in ((0, NAME), (1, OTHER)):
            read = planned_candidate(number, surname=surname)
            plan = replace(read.act, display_name=f"{surname}, Zoë")
            desk.put_enrolment(replace(read, act=plan, document=json.dumps({"x": surname})),
                               CLIENT, START)  # fmt: skip
    note = IrregularityNoted("phone", f"{NAME} had een telefoon.")
    stream.add(note, candidate=enrolment_id(0))
    take(dossier, stream.laptop, stream.events)
    seal(dossier, stream)
    closing_of(dossier).settle(SESSION)
    set_messages(dossier, "delivered")
    people(dossier, "b1", "b2")


def set_messages(dossier: OpenDossier, state: str) -> None:
    """Let it be as if Toetsplanning took everything, or nothing yet."""
    with dossier.ledger.begin() as connection:
        connection.execute(update(OUTBOX).values(state=state))


def command(dossier: OpenDossier, *words: str) -> int:
    return run(["retention", words[0], "--data", str(dossier.folder.path), *words[1:]],
               dossier.around)  # fmt: skip


def dates(dossier: OpenDossier, *lines: str) -> int:
    path = dossier.folder.path.parent / "datums.csv"
    path.write_text("\n".join(("studentnummer;diplomadatum;uitschrijfdatum", *lines)))
    return command(dossier, "dates", "--file", str(path))


def on_disk(dossier: OpenDossier) -> bytes:
    """Everything the archive wrote: the database file and its log."""
    return b"".join(
        path.read_bytes() for path in dossier.folder.path.glob("archive*") if path.is_file()
    )


def papers(dossier: OpenDossier) -> list[DocumentRow]:
    with dossier.ledger.reading() as reading:
        return ResourceRows(reading.connection, reading.school).documents(SESSION)


def erased(dossier: OpenDossier, number: str) -> int:
    return command(dossier, "erase", "--person", number, "--by", "b1", "--by", "b2")


def check_locked(
    dossier: OpenDossier, issued: DocumentRow, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two people open a locked report and say why; that they did is noted."""
    out = dossier.folder.path.parent / "pv.pdf"
    words = ("--document", issued.id, "--out", str(out), "--ground", "beroep", "--by", "b1")
    assert command(dossier, "paper", *words) != 0
    assert command(dossier, "paper", *words, "--by", "b2") == 0
    assert out.read_bytes() == issued.content
    capsys.readouterr()
    run(["reads", "--data", str(dossier.folder.path)], dossier.around)
    assert f"locked paper {issued.id} by b1 and b2: beroep" in capsys.readouterr().out


def test_one_candidate_from_plan_to_erasure(
    dossier: OpenDossier, clock: SteppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    played(dossier)
    assert NAME.encode() in on_disk(dossier)
    (issued,) = papers(dossier)
    assert erased(dossier, "s00000") != 0  # no date is known
    clock.now = datetime(2028, 2, 1, 8, 0, tzinfo=UTC)
    assert dates(dossier, "s00000;2027-07-10;", "s00001;;2028-01-10", "s99999;2027-07-10;") == 0
    assert dates(dossier, "s00000;2027-07-10;") == 0
    assert "0 nieuw" in capsys.readouterr().out
    assert erased(dossier, "s00000") != 0  # its term is not over
    clock.now = YEARS_LATER
    assert erased(dossier, "s00000") == 0
    told = capsys.readouterr().out
    assert "1 op slot, 0 vernietigd" in told
    assert "2029-04-05" in told
    assert NAME not in told
    raw = on_disk(dossier)
    assert NAME.encode() not in raw
    assert OTHER.encode() in raw
    assert papers(dossier) == []
    check_locked(dossier, issued, capsys)
    assert f"/associations/{enrolment_id(0)}" not in [path for path, _ in outbox(dossier)]
    exported = b"\n".join(export_lines(dossier, None))
    assert NAME.encode() not in exported
    assert not Verification(dossier.ledger, dossier.keys).run().faults
    sent = outbox(dossier)
    closing_of(dossier).settle(SESSION)  # nothing new is told of a session like this
    assert outbox(dossier) == sent
    assert erased(dossier, "s00001") != 0  # eighteen months from 10 January 2028: July 2029
    clock.now = datetime(2029, 7, 11, 8, 0, tzinfo=UTC)
    assert erased(dossier, "s00001") == 0
    assert "0 op slot, 1 vernietigd" in capsys.readouterr().out
    assert not Verification(dossier.ledger, dossier.keys).run().faults
    assert command(dossier, "report") == 0
    report = capsys.readouterr().out
    assert report.count("b1\tb2") == 2
    assert NAME not in report


def test_a_hold_and_a_message_under_way_block_erasing_in_sight(
    dossier: OpenDossier, clock: SteppedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    played(dossier)
    clock.now = YEARS_LATER
    dates(dossier, "s00000;2027-07-10;")
    capsys.readouterr()
    words = ("--session", SESSION, "--ground", "beroep loopt", "--by", "b1")
    assert command(dossier, "hold", *words) == 0
    number = capsys.readouterr().out.strip()
    assert erased(dossier, "s00000") != 0
    assert command(dossier, "list") == 0
    assert f"vastgehouden ({number}: beroep loopt)" in capsys.readouterr().out
    assert command(dossier, "lift", "--hold", number, "--by", "b2", "--ground", "uitspraak") == 0
    set_messages(dossier, "waiting")
    assert erased(dossier, "s00000") != 0
    assert "nog niet bij Toetsplanning" in capsys.readouterr().err
    set_messages(dossier, "delivered")
    assert erased(dossier, "s00000") == 0


def test_dates_are_taken_whole_or_not_and_each_wrong_line_is_named(
    dossier: OpenDossier, capsys: pytest.CaptureFixture[str]
) -> None:
    played(dossier)
    capsys.readouterr()
    lines = ("s00000;2026-10-07;", "s00001;7-10-2026;", ";2026-10-07;", "s00001;2031-01-01;",
             "s00000;2026-10-08;", "s00001;;")  # fmt: skip
    assert dates(dossier, *lines) != 0
    told = capsys.readouterr().out
    assert [line.split(":")[0] for line in told.splitlines()] == [
        f"Regel {n}" for n in (3, 4, 5, 6, 7)
    ]
    command(dossier, "list")
    assert "2026-10-07" not in capsys.readouterr().out


def test_who_was_planned_at_another_session_before_is_erased_there_too(
    dossier: OpenDossier, clock: SteppedClock
) -> None:
    played(dossier)
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session(session=ANOTHER), CLIENT, START)
        desk.put_enrolment(planned_candidate(0, session=ANOTHER, surname=NAME), CLIENT, START)
        assert desk.has_facts(enrolment_id(0))  # in the former one
    clock.now = YEARS_LATER
    assert dates(dossier, "s00000;2027-07-10;") == 0
    assert erased(dossier, "s00000") == 0
    assert papers(dossier) == []
    assert NAME.encode() not in on_disk(dossier)
    with dossier.desks.write() as desk:  # a planner that sends everything again
        desk.put_enrolment(planned_candidate(0, session=ANOTHER, surname=NAME), CLIENT, START)
    assert dates(dossier, "s00000;2027-07-10;") == 0
    assert erased(dossier, "s00000") == 0
    assert NAME.encode() not in on_disk(dossier)
    assert not Verification(dossier.ledger, dossier.keys).run().faults


def test_numbers_that_nobody_told_make_nobody_one_person(dossier: OpenDossier) -> None:
    (stream,) = at_work(dossier)
    unnumbered = planned_candidate(0)
    stays, canceled = planned_candidate(1), planned_candidate(7, session=ANOTHER)
    with dossier.desks.write() as desk:
        desk.put_offering(planned_session(session=ANOTHER), CLIENT, START)
        act = replace(unnumbered.act, number="")
        desk.put_enrolment(replace(unnumbered, act=act), CLIENT, START)
        gone = replace(stays.act, number="", surname="", given_name="", display_name="")
        desk.put_enrolment(replace(canceled, act=gone), CLIENT, START)
    stream.add(CandidateAdded("Zoë T.", Permission.BY_PHONE), candidate="walk-in")
    stream.add(CandidateAdded("Sam B.", Permission.BY_PHONE, "s77777"), candidate="lately")
    take(dossier, stream.laptop, stream.events)
    assert dates(dossier, "s77777;2026-12-09;") == 0  # a date that comes before any term is over
    with dossier.ledger.reading() as reading:
        kept = look(reading, date(2040, 1, 1))
    of_one = {each.key: {record.candidate for record in each.records} for each in kept.people}
    assert of_one["person-0"] == {enrolment_id(0)}
    assert of_one["walk-in"] == {"walk-in"}
    assert [each.ended is not None for each in kept.people if each.number == "s77777"] == [True]
    known = kept.person("s00001")  # found by number also when one enrolment holds none any more
    assert known is not None
    assert {each.candidate for each in known.records} == {enrolment_id(1), enrolment_id(7)}


def test_a_hold_on_who_was_added_holds_also_after_he_was_linked() -> None:
    record = KeptRecord(SESSION, "walk-in", date(2026, 12, 9), "Nederlands 2F")
    ended = EducationEnded("person-0", "2027-07-10", None, "b1")
    person = KeptPerson("person-0", NAME, "s00000", (record,), (ended,))
    hold = Hold("aa" * 32, "person/walk-in", "beroep", "b1")
    period = Period("record", "", TermStart.EDUCATION, 18, "")
    told = terms_of(person, (period,), (hold,), YEARS_LATER.date())
    assert [each.state for each in told] == [TermState.HELD]


@pytest.mark.parametrize(
    ("told", "since"),
    [
        (("2027-07-10",), ("2027-07-10", None)),
        (("2027-07-10", "2027-08-10"), ("2027-08-10", None)),  # it was mistyped
        (("2027-07-10", "2029-02-28"), ("2027-07-10", "2029-02-28")),  # another education
        (("2027-07-10", "2029-02-28", "2029-03-28"), ("2027-07-10", "2029-03-28")),
        (("2027-07-10", ""), (None, None)),
    ],
)
def test_the_end_of_a_next_education_leaves_the_term_of_the_first(
    told: tuple[str, ...], since: tuple[str | None, ...]
) -> None:
    days = date(2026, 12, 9), date(2028, 2, 29)
    records = tuple(KeptRecord(f"s{n}", "c", day, "") for n, day in enumerate(days))
    ends = tuple(EducationEnded("p", each or None, None, "b1") for each in told)
    person = KeptPerson("p", NAME, "s00000", records, ends)
    found = [since_of(each, person) for each in records]
    assert [None if day is None else day.isoformat() for day in found] == list(since)


def test_what_was_brought_to_another_room_goes_at_the_term_of_what_it_is() -> None:
    play = a_session(1, arrived=True)
    (given,) = play.do(ReportProvision("s1", "c0001", "spoken", ProvisionOutcome.GIVEN))
    there = play.dossier.act(carried(play, given), START, "c0001", scope="part/s1/b1.07")
    assert about([given, there], "c0001", frozenset({"provisions"})) == [given, there]


def test_an_erasure_holds_after_a_backup_from_before_it_was_put_back(
    founded: Path, around: Surroundings, clock: SteppedClock, tmp_path: Path
) -> None:
    with closing(open_dossier(founded, around)) as dossier:
        played(dossier)
        write_backup(dossier, tmp_path / "back-up")
        check_backup(dossier, tmp_path / "back-up")
        clock.now = YEARS_LATER
        dates(dossier, "s00000;2027-07-10;")
        assert erased(dossier, "s00000") == 0
    restore(founded, tmp_path / "back-up", around)
    with closing(open_dossier(founded, around)) as dossier:
        assert papers(dossier) == []
        assert f"/associations/{enrolment_id(0)}" not in [path for path, _ in outbox(dossier)]
        assert NAME.encode() not in b"\n".join(export_lines(dossier, None))
        assert not Verification(dossier.ledger, dossier.keys).run().faults
