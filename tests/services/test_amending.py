"""An amendment: signed over its words, numbered, refused where nothing is sealed."""

import pytest

from app.crypto import base64_text
from app.crypto.envelope import AMENDMENT, PERSON_SIGNATURE, BadSignature
from app.crypto.keys import SigningKey
from app.crypto.statements import verify_text
from app.models import commands as c
from app.models.closing_commands import HandOverPacket
from app.models.drafts import Refused
from app.models.late import addendum_of, amending_bytes, late_facts, number_text, unissued_late
from app.models.paper import Paper, paper_of
from app.models.report import text_of
from app.models.reporting import Seal
from app.models.values import Reason
from app.services.amending import amendment_drafts
from app.services.closing import NotReady
from tests.builders import ROOM, SESSION
from tests.services.test_closing_apart import END, ONE, Desk, hall, worked

__all__ = ["hall"]


def paper(desk: Desk) -> Paper:
    found = paper_of(desk.session, ROOM)
    assert found is not None
    return found


def sealed(hall: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """Each laptop closes its own part."""
    one, two = hall
    worked(one, two)
    for desk in (one, two):
        desk.close_apart()
    return one, two


def amend(desk: Desk, text: str, person: str = "") -> None:
    key = SigningKey.from_seed(desk.card.seed)
    drafts = amendment_drafts(
        desk.recorder.folds,
        SESSION,
        person or desk.card.person,
        key,
        text,
        "vergeten",
        laptop=desk.name,
    )
    desk.recorder.write(drafts, desk.laptop.clock.step(seconds=10))


def test_before_the_seal_there_is_nothing_to_amend(hall: tuple[Desk, Desk]) -> None:
    one, two = hall
    worked(one, two)
    with pytest.raises(NotReady):
        amend(one, "Te vroeg.")


def test_only_who_has_a_shift_on_this_laptop_amends(hall: tuple[Desk, Desk]) -> None:
    one, two = sealed(hall)
    with pytest.raises(NotReady):
        amend(one, "Van een ander.", two.card.person)


def test_it_is_signed_over_its_own_words_and_is_no_signature_under_a_report(
    hall: tuple[Desk, Desk],
) -> None:
    one, _ = sealed(hall)
    amend(one, "De telefoon was uit.")
    ((_, act),) = one.part.amendments
    public = base64_text.decode(act.public, least=32, most=32)
    content = amending_bytes(act.seal, act.number, act.role, act.text, act.reason)
    verify_text(AMENDMENT, content, act.signature, public)
    other = amending_bytes(act.seal, act.number, act.role, "De telefoon was aan.", act.reason)
    for kind, told in ((AMENDMENT, other), (PERSON_SIGNATURE, content)):
        with pytest.raises(BadSignature):
            verify_text(kind, told, act.signature, public)


def test_numbers_run_on_and_signatures_and_seal_stay(hall: tuple[Desk, Desk]) -> None:
    one, _ = sealed(hall)
    before = one.part.seals
    amend(one, "Een.")
    amend(one, "Twee.")
    assert [act.number for _, act in one.part.amendments] == [1, 2]
    assert [number_text(one.part, *each) for each in one.part.amendments] == ["1", "2"]
    assert one.part.seals == before
    assert all(each.stands for each in one.part.signatures)
    ((seal, _),) = [each for each in one.part.seals if each[0].header.writer == one.name]
    (fresh,) = [each for each in unissued_late(paper(one)) if each.seal.event == seal]
    told = addendum_of(paper(one), fresh.seal, fresh.events, fresh.number)
    assert [item.lead for item in told.items] == ["Aanvulling 1", "Aanvulling 2"]
    assert told.authenticity.record_root == bytes.fromhex(fresh.seal.manifest.root)


def test_work_that_is_handed_over_after_the_seal_is_told_late_and_nothing_else_is_recorded(
    hall: tuple[Desk, Desk],
) -> None:
    """F22: what comes after the seal is late, and the seal stays."""
    one, _ = sealed(hall)
    with pytest.raises(Refused) as refused:
        one.do(END, c.NoteIrregularity(SESSION, ONE, "other", "te laat"))
    assert refused.value.reason is Reason.SEALED
    one.do(END, HandOverPacket(SESSION, "E-1", "S. Lieverse"))
    seal = next(s for s in one.part.seals if s[1].covers(one.name))
    (late,) = late_facts(paper(one), Seal(*seal))
    (item,) = addendum_of(paper(one), Seal(*seal), (late,), 1).items
    assert item.lead == "Nagekomen"
    assert text_of(item.text).startswith("Examenwerk overgedragen. Genoteerd")


def test_what_another_laptop_wrote_is_not_late_for_a_seal_that_does_not_cover_it(
    hall: tuple[Desk, Desk],
) -> None:
    one, two = hall
    worked(one, two)
    one.close_apart()
    two.do(END, c.NoteIrregularity(SESSION, None, "other", "nog bezig"))
    one.hear(two)
    seal = next(s for s in one.part.seals if s[1].covers(one.name))
    assert late_facts(paper(one), Seal(*seal)) == ()
