"""A hall with two laptops out of each other's reach: each closes its own part (format.md 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.crypto.keys import SigningKey
from app.models import commands as c
from app.models.act import Event
from app.models.apart import closing_seal, laptops_in, overlapping
from app.models.closing import CheckKind, checks_of
from app.models.drafts import Refused
from app.models.fold import part_scope, session_scope
from app.models.marks import Manifest, ReportSealed
from app.models.outcome import session_text
from app.models.paper import paper_of
from app.models.plan import RulesChosen
from app.models.report import text_of
from app.models.reporting import report_of
from app.models.sealed import document_name, seal_of, sealed_paper, sealed_report
from app.models.session import ExamSession, Part
from app.models.strict_json import dumps
from app.models.values import Reason
from app.services.closing import NotReady, paper_in, report_pdf, seal_drafts, signature_drafts
from app.services.recording import Recorder
from tests.builders import ROOM, SESSION, START, candidate_id
from tests.services.school import Laptop, PrintedCard, School, a_laptop

ONE, TWO, THREE, FOUR = (candidate_id(number) for number in range(1, 5))
END = START + timedelta(minutes=90)
A, B = "device-a", "device-b"
RULES = {"id": "proef", "kind": "institution", "signatures": 1}


@dataclass
class Desk:
    """A laptop in the hall with one person at it."""

    laptop: Laptop
    card: PrintedCard

    @property
    def recorder(self) -> Recorder:
        assert self.laptop.room is not None
        return self.laptop.room.recorder

    @property
    def name(self) -> str:
        return self.laptop.install.device

    @property
    def session(self) -> ExamSession:
        return self.recorder.day.sessions[SESSION]

    @property
    def part(self) -> Part:
        return self.session.parts[ROOM]

    def do(self, at: datetime, *commands: c.Command) -> None:
        self.laptop.clock.now = max(self.laptop.clock.now, at)
        for command in commands:
            self.recorder.record(command, self.laptop.clock())

    def hear(self, other: "Desk") -> None:
        self.recorder.take_in([each.signed for each in other.recorder.own_entries()])

    def sign(self, *, apart: bool) -> None:
        """Sign and, when that was the last one, seal."""
        writers = (self.name,) if apart else ()
        folds, key = self.recorder.folds, SigningKey.from_seed(self.card.seed)
        moment = self.laptop.clock.step(seconds=10)
        signed = signature_drafts(
            folds, SESSION, self.card.person, key, ("Geen bijzonderheden.",), writers
        )
        self.recorder.write(signed, moment)
        self.recorder.write(seal_drafts(folds, SESSION, writers), moment)

    def close_apart(self) -> None:
        self.do(self.laptop.clock.now, c.CloseApart(SESSION))
        self.sign(apart=True)

    def events(self) -> list[Event]:
        return list(self.recorder.folds.folds[SESSION].events.values())


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    school = School()
    school.plan_day(4)
    school.plan(RulesChosen("proef", dumps(RULES).decode()), scope=session_scope(SESSION))
    cards = school.print_card("person-vos", "M. Vos"), school.print_card("person-bos", "T. Bos")
    desks = [
        Desk(a_laptop(tmp_path, school, name), card)
        for name, card in zip((A, B), cards, strict=True)
    ]
    for desk in desks:
        desk.laptop.open(desk.card.code)
    yield desks[0], desks[1]
    for desk in desks:
        desk.laptop.close()


def worked(one: Desk, two: Desk) -> None:
    """One starts for all and hears nothing more; each takes in the work of two candidates."""
    one.do(START - timedelta(minutes=5), c.RegisterArrival(SESSION, ONE))
    one.do(START, c.StartSession(SESSION))
    two.hear(one)
    two.do(START, c.RegisterArrival(SESSION, TWO), c.RegisterArrival(SESSION, THREE))
    two.do(END, c.HandIn(SESSION, (TWO, THREE)), c.EndSession(SESSION))
    one.do(END, c.EstablishNoShow(SESSION, (FOUR,)), c.HandIn(SESSION, (ONE,)))
    one.do(END, c.EndSession(SESSION))


def test_two_parts_are_closed_apart_and_both_seals_stand(hall: tuple[Desk, Desk]) -> None:
    one, two = hall
    worked(one, two)
    one.close_apart()
    assert closing_seal(one.session, one.part) is not None  # it has not heard of the other one
    two.close_apart()
    two.hear(one)
    one.hear(two)
    for desk in hall:
        assert [act.manifest.writers for _, act in desk.part.seals] == [(A,), (B,)]
        assert overlapping(desk.part) == ()
        assert laptops_in(desk.session, desk.part) == {A, B}
        assert closing_seal(desk.session, desk.part) == desk.part.seals[1]
        assert all(each.stands for each in desk.part.signatures)
        assert desk.part.seal is None
    assert one.session == two.session


def test_a_part_that_is_still_open_keeps_the_whole_open(hall: tuple[Desk, Desk]) -> None:
    one, two = hall
    worked(one, two)
    one.close_apart()
    two.hear(one)
    assert closing_seal(two.session, two.part) is None
    two.do(END, c.NoteIrregularity(SESSION, None, "other", "Gang was rumoerig."))
    with pytest.raises(Refused) as caught:
        one.do(END, c.NoteIrregularity(SESSION, None, "other", "Te laat."))
    assert caught.value.reason is Reason.SEALED
    with pytest.raises(NotReady):
        two.sign(apart=False)


def test_each_report_tells_its_own_laptop_and_is_named_by_it(hall: tuple[Desk, Desk]) -> None:
    one, two = hall
    worked(one, two)
    one.close_apart()
    two.close_apart()
    one.hear(two)
    two.hear(one)
    names = set()
    for desk, who in ((one, {ONE, FOUR}), (two, {TWO, THREE})):
        event = next(e for e, act in one.part.seals if act.manifest.writers == (desk.name,))
        seal = seal_of(event)
        assert seal is not None
        paper = sealed_paper(SESSION, ROOM, seal, one.events())
        assert paper is not None
        assert {each.candidate for each in paper.enrolments()} == who
        assert paper.part.started_at == START
        report = sealed_report(SESSION, ROOM, seal, one.events())
        assert report is not None
        assert report.head.subtitle.endswith(f"{ROOM}, laptop {desk.name}")
        assert "Vastlegging" not in {item.lead for item in report.irregularities}, "no false gap"
        assert [box.name for box in report.signatures] == ["M. Vos" if desk is one else "T. Bos"]
        place = next(pair for pair in report.session if pair.label == "Locatie en lokaal")
        assert text_of(place.lines[1]) == f"alleen wat laptop {desk.name} vastlegde"
        papers = [report_pdf(each.recorder.folds, SESSION, (desk.name,)) for each in hall]
        assert papers[0] == papers[1]
        names.add(document_name(paper))
    assert len(names) == 2


def test_what_stands_by_the_word_of_another_is_taken_over_once(hall: tuple[Desk, Desk]) -> None:
    one, two = hall
    worked(one, two)
    alone = paper_in(two.recorder.folds, SESSION, (B,))
    assert alone.part.started_at is None
    assert CheckKind.NOT_STARTED in {check.kind for check in checks_of(alone)}
    two.do(END, c.CloseApart(SESSION))
    alone = paper_in(two.recorder.folds, SESSION, (B,))
    assert alone.part.started_at == START
    assert not [check for check in checks_of(alone) if check.blocks]
    before = len(two.events())
    two.do(END, c.CloseApart(SESSION))
    assert len(two.events()) == before
    one.hear(two)
    assert one.part.started_at == START
    assert not one.part.differences


def test_a_candidate_who_went_from_one_table_to_the_other_ends_in_both(
    hall: tuple[Desk, Desk],
) -> None:
    one, two = hall
    worked(one, two)
    two.hear(one)
    one.hear(two)
    alone = paper_in(one.recorder.folds, SESSION, (A,))
    assert TWO not in {each.candidate for each in alone.enrolments()}
    one.do(END, c.TakeSeat(SESSION, TWO, "A9"))
    alone = paper_in(one.recorder.folds, SESSION, (A,))
    assert any(check.blocks and check.candidate == TWO for check in checks_of(alone))
    one.do(END, c.CloseApart(SESSION))
    alone = paper_in(one.recorder.folds, SESSION, (A,))
    assert not any(check.blocks for check in checks_of(alone))


def test_later_facts_of_the_other_laptop_touch_neither_signature_nor_seal(
    hall: tuple[Desk, Desk],
) -> None:
    one, two = hall
    worked(one, two)
    one.close_apart()
    before = report_pdf(one.recorder.folds, SESSION, (A,))
    two.do(END, c.NoteIrregularity(SESSION, None, "other", "Gang was rumoerig."))
    one.hear(two)
    assert [each.stands for each in one.part.signatures] == [True]
    assert report_pdf(one.recorder.folds, SESSION, (A,)) == before


def test_a_fact_of_the_same_laptop_voids_the_signature_under_its_part(
    hall: tuple[Desk, Desk],
) -> None:
    one, two = hall
    worked(one, two)
    one.do(END, c.CloseApart(SESSION))
    folds, key = one.recorder.folds, SigningKey.from_seed(one.card.seed)
    moment = one.laptop.clock.step(seconds=10)
    one.recorder.write(signature_drafts(folds, SESSION, "person-vos", key, (), (A,)), moment)
    note = c.NoteIrregularity(SESSION, None, "other", "Toch nog iets.")
    one.do(END + timedelta(minutes=1), note)
    assert [each.stands for each in one.part.signatures] == [False]
    assert seal_drafts(folds, SESSION, (A,)) == ()


def test_seals_that_overlap_are_a_difference_that_everybody_sees(
    hall: tuple[Desk, Desk],
) -> None:
    one, two = hall
    worked(one, two)
    two.hear(one)
    one.close_apart()
    impossible = c.NoteSigningImpossible(SESSION, "person-vos", "M. Vos", "Al naar huis.")
    two.do(END, impossible)
    two.sign(apart=False)
    one.hear(two)
    two.hear(one)
    for desk in hall:
        assert {act.manifest.writers for _, act in desk.part.seals} == {(A,), ()}
        assert len(overlapping(desk.part)) == 2
        assert closing_seal(desk.session, desk.part) == desk.part.seal
        paper = paper_of(desk.session, ROOM)
        assert paper is not None
        assert "twee verslagen over dezelfde laptop zijn verzegeld" in session_text([paper])
    assert report_of(paper_in(one.recorder.folds, SESSION)).head.subtitle.endswith(ROOM)


def test_a_seal_says_whom_it_covers() -> None:
    def over(*writers: str) -> ReportSealed:
        manifest = Manifest(part_scope(SESSION, ROOM), writers, (), 0, "0" * 64, 1, 1, "x")
        return ReportSealed(manifest, ())

    assert over().covers(A)
    assert over(A).covers(A)
    assert not over(A).covers(B)
