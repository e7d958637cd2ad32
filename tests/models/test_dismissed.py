"""What has no effect is told: who, when, what and why, of rooms and of the office alike."""

from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from app.models.act import Body, Event
from app.models.check_facts import RulingGiven
from app.models.commands import LeaveForAMoment
from app.models.dismissed import GONE, ONLY_DOSSIER, dismissed_at_office
from app.models.events import ACTS
from app.models.hotline_facts import IssueOpened
from app.models.marks import BodyErased, EffectJudged, WithoutEffect
from app.models.office_day import OfficeDay
from app.models.office_facts import OfficeShiftOpened, RoleGranted
from app.models.office_folds import OfficeFolds
from app.models.roles import OFFICE_ACTS
from app.models.told import TOLD
from app.models.values import (
    Ineffective,
    Kind,
    MatterKind,
    PutAside,
    Role,
    RulingOutcome,
)
from tests.builders import MINUTE, ROOM, SESSION, START, Play, Writer, a_session, candidate_id

ZONE = ZoneInfo("Europe/Amsterdam")
RULING = RulingGiven(
    "m1", MatterKind.IRREGULARITY, SESSION, ROOM, RulingOutcome.REJECTED, "S. Lieverse",
    "voorzitter", "geen gevolg", "2026-12-09",
)  # fmt: skip


class Outsiders:
    """A day on which somebody at the office and a laptop went outside what was theirs."""

    def __init__(self) -> None:
        self.play: Play = a_session(3, arrived=True)
        self.office, self.dossier = Writer("bureau-1"), self.play.dossier
        self.shift = self.opened("b7", "S. Lieverse")
        self.ruling = self.wrote(RULING, Ineffective.RIGHTS, 1)
        self.grant = self.wrote(RoleGranted("b7", Role.AUDITOR, "b7"), Ineffective.RIGHTS, 2)
        (self.left,) = self.play.do(LeaveForAMoment(SESSION, candidate_id(2)), START + 3 * MINUTE)
        self.marked([self.left], PutAside.DEVICE, "EX-01", 4, self.play.scope)
        self.liar = self.opened("b8", "T. de Haan", machine="bureau-2")
        self.marked([self.liar], Ineffective.SHIFT, "bureau-2", 5)
        self.under = self.liar_wrote(6)

    def opened(self, person: str, name: str, machine: str = "bureau-1") -> Event:
        writer = self.office if machine == "bureau-1" else Writer(machine)
        act = OfficeShiftOpened(person, name, (Role.COORDINATOR,), (), "2026-12-09T07:00:00.000Z",
                                "", "", ())  # fmt: skip
        event = writer.act(act, START, scope="office")
        writer.shifts["office"] = event.leaf
        if writer is not self.office:
            self.other = writer
        self.all = [*getattr(self, "all", []), event]
        return event

    def wrote(self, act: RulingGiven | RoleGranted, reason: Ineffective, minute: int) -> Event:
        event = self.office.write("office", Body(act), START + minute * MINUTE, kind=Kind.FACT)
        self.all.append(event)
        self.marked([event], reason, "bureau-1", minute)
        return event

    def liar_wrote(self, minute: int) -> Event:
        event = self.other.act(IssueOpened("i9", 9, "Netwerk"), START + minute * MINUTE,
                               scope="office")  # fmt: skip
        self.all.append(event)
        self.marked([event], Ineffective.RIGHTS, "bureau-2", minute)
        return event

    def marked(
        self, events: list[Event], reason: Ineffective | PutAside, writer: str, minute: int,
        scope: str = "office",
    ) -> Event:  # fmt: skip
        act = WithoutEffect(reason.value, writer)
        mark = self.dossier.act(act, START + minute * MINUTE, refs=events, scope=scope)
        self.all.append(mark)
        return mark

    def events(self) -> list[Event]:
        return [*self.play.fold.events.values(), *self.all]

    def day(self) -> OfficeDay:
        folds = OfficeFolds()
        folds.add(self.events())
        return OfficeDay(folds.day.sessions, folds.office, dismissed=folds.dismissed)


@pytest.fixture
def out() -> Outsiders:
    return Outsiders()


def test_it_tells_who_what_and_why_the_newest_first(out: Outsiders) -> None:
    found = out.day().dismissed
    assert [each.is_proven for each in found] == [False, True, True, True, False]
    assert [(each.by, each.says(), each.reason, each.is_of_room) for each in found] == [
        ("T. de Haan", "Melding gemaakt", Ineffective.RIGHTS, False),
        ("M. Vos", "Even weg", PutAside.DEVICE, True),
        ("S. Lieverse", ONLY_DOSSIER, Ineffective.RIGHTS, False),
        ("S. Lieverse", "Besluit van de examencommissie", Ineffective.RIGHTS, False),
        ("T. de Haan", "Aangemeld op het examenbureau", Ineffective.SHIFT, False),
    ]
    at_office = dismissed_at_office(out.day().dismissed, START.date(), ZONE)
    assert out.left not in [each.event for each in at_office]
    assert len(at_office) == 4


def test_what_two_people_accepted_counts_and_what_was_erased_is_not_read_again(
    out: Outsiders,
) -> None:
    mark = next(e for e in out.all if e.body is not None and out.left.leaf in e.body.refs)
    verdict = EffectJudged(is_accepted=True, people=("b1", "b2"), names=("A", "B"))
    out.all.append(out.dossier.act(verdict, START, refs=[mark], scope=out.play.scope))
    out.all.append(out.dossier.act(BodyErased((out.ruling.leaf,), "termijn"), START,
                                   scope="office"))  # fmt: skip
    told = {each.event.leaf: each.says() for each in out.day().dismissed}
    assert out.left.leaf not in told
    assert told[out.ruling.leaf] == GONE


def test_it_follows_from_the_set_whatever_came_first(out: Outsiders) -> None:
    whole, mine = out.day().dismissed, out.all[:4]
    rest = [each for each in out.events() if each not in mine]
    for order in permutations(mine):
        folds = OfficeFolds()
        for each in (*order, None):
            folds.add(rest if each is None else [each])
            assert len(folds.dismissed) <= len(whole)
        assert folds.dismissed == whole


def test_every_act_of_the_office_has_a_word() -> None:
    assert {cls.TYPE for cls in OFFICE_ACTS} <= TOLD.keys()  # type: ignore[attr-defined]
    kinds = {name for name, cls in ACTS.items() if cls.KIND is Kind.FACT}
    own = {"WithoutEffect", "EffectJudged", "GapDeclared"}
    with_content = {
        "IdentityChecked", "SeatTaken", "ProvisionReported", "ProvisionReadied", "SentToRoom",
        "ContactAttempted", "LatenessNoted", "CalamityNamed", "RouteStepTaken", "CallEnded",
        "WorkabilityAnswered",
    }  # fmt: skip
    assert kinds - own - with_content <= TOLD.keys()
