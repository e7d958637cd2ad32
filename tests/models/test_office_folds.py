"""The office's own scope: what counts of it, whatever the order of arrival."""

from itertools import permutations

from app.models.act import Act, Event
from app.models.facts import Corrected
from app.models.hotline_facts import IssueOpened
from app.models.marks import BodyErased, WithoutEffect
from app.models.office_facts import OfficeShiftOpened
from app.models.office_folds import OfficeFolds
from app.models.values import Role
from tests.builders import START, Writer

SHIFT = OfficeShiftOpened(
    "b1", "Testpersoon", (Role.COORDINATOR,), (), "2026-12-09T08:00:00.000Z", "", "", ()
)


def written(writer: Writer, act: Act, *refs: Event) -> Event:
    event = writer.act(act, START, refs=refs, scope="office")
    if isinstance(act, OfficeShiftOpened):
        writer.shifts["office"] = event.leaf
    return event


def counted(folds: OfficeFolds) -> list[str]:
    return [event.body.act.TYPE for event in folds.office if event.body is not None]


def test_what_counts_is_the_same_in_every_order() -> None:
    office, dossier = Writer("bureau-1"), Writer("dossier")
    shift = written(office, SHIFT)
    first = written(office, IssueOpened("i1", 1, "Te laat"))
    second = written(office, IssueOpened("i2", 2, "Netwerk"))
    struck = written(office, Corrected("vergist"), first)
    aside = written(dossier, WithoutEffect("outside-rights", "bureau-1"), second)
    for order in permutations((shift, first, second, struck, aside)):
        folds = OfficeFolds()
        for event in order:
            folds.add([event])
        assert {e.leaf for e in folds.office} == {shift.leaf, struck.leaf, aside.leaf}


def test_without_a_shift_nothing_counts_and_what_was_erased_is_gone() -> None:
    office, dossier = Writer("bureau-1"), Writer("dossier")
    loose = written(office, IssueOpened("i0", 1, "Los"))
    folds = OfficeFolds()
    folds.add([loose])
    assert counted(folds) == []
    shift = written(office, SHIFT)
    kept = written(office, IssueOpened("i1", 2, "Te laat"))
    folds.add([shift, kept, written(dossier, BodyErased((kept.leaf,), "termijn"))])
    assert counted(folds) == ["OfficeShiftOpened"]
