"""What a person signed is verified where it enters the log; a wrong one has no effect."""

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.crypto.dagcode import OpenedCard
from app.crypto.envelope import AMENDMENT, PAPER_CHECK_SIGNATURE, PERSON_SIGNATURE
from app.crypto.keys import SigningKey
from app.crypto.statements import paper_check_statement, sign_text
from app.crypto.tree import root
from app.models.facts import ArrivalRegistered, PaperChecked
from app.models.late import amending_bytes
from app.models.manifest import manifest_of, signing_bytes
from app.models.marks import ReportAmended, ReportSigned
from app.models.report import RENDER_VERSION
from app.models.values import Ineffective, StaffRole
from dossier.opened import OpenDossier
from tests import chance
from tests.dossier.inside import PLACE, SESSION, enrol, enrolment_id, take
from tests.dossier.laptop import START, Stream
from tests.dossier.test_effect import marked
from tests.dossier.test_intake import SCOPE, card, recording

__all__ = ["card"]

Card = tuple[OpenedCard, str]
Signed = ReportSigned | ReportAmended | PaperChecked
Harm = Callable[[Signed], Signed]
ROLE, WORDS, REMARK = StaffRole.INVIGILATOR, ("Naar waarheid opgemaakt.",), "De klok liep achter."


def who(stream: Stream) -> dict[str, object]:
    assert stream.person is not None
    key, chain = stream.person
    public = base64.b64encode(key.public).decode()
    return {"person": "p1", "name": "R. Vos", "public": public, "chain": (chain,)}


def key_of(stream: Stream) -> SigningKey:
    assert stream.person is not None
    return stream.person[0]


def a_report(dossier: OpenDossier, stream: Stream) -> ReportSigned:
    with dossier.ledger.reading() as reading:
        events = reading.events_of_session(SESSION)
    told = manifest_of(events, SCOPE, root, standaardset="x", render_version=RENDER_VERSION)
    content = signing_bytes(told, ROLE, WORDS, START, None, REMARK)
    signature = sign_text(PERSON_SIGNATURE, content, key_of(stream))
    return ReportSigned(
        role=ROLE, manifest=told, statements=WORDS, period_from=START, period_until=None,
        remark=REMARK, signature=signature, **who(stream),
    )  # type: ignore[arg-type]  # fmt: skip


def a_check(_: OpenDossier, stream: Stream) -> PaperChecked:
    statement = paper_check_statement(stream.laptop.trust.school, SCOPE, [stream.events[-1].leaf])
    signature = sign_text(PAPER_CHECK_SIGNATURE, statement, key_of(stream))
    return PaperChecked(signature=signature, **who(stream))  # type: ignore[arg-type]


def an_amendment(_: OpenDossier, stream: Stream) -> ReportAmended:
    seal = stream.events[-1].leaf
    content = amending_bytes(seal, 1, ROLE, "Er was een brand.", "vergeten")
    signature = sign_text(AMENDMENT, content, key_of(stream))
    return ReportAmended(
        role=ROLE, seal=seal, number=1, text="Er was een brand.", reason="vergeten",
        signature=signature, **who(stream),
    )  # type: ignore[arg-type]  # fmt: skip


MADE = {"report": a_report, "check": a_check, "amendment": an_amendment}
OTHER = SigningKey.generate(chance.token_bytes)
HARMS: tuple[Harm, ...] = (
    lambda act: replace(act, public=base64.b64encode(OTHER.public).decode()),
    lambda act: replace(act, person="p2"),
    lambda act: replace(act, chain=()),
    lambda act: replace(act, signature=base64.b64encode(bytes(64)).decode()),
    lambda act: replace(act, signature=""),
)


@pytest.mark.parametrize("made", MADE.values(), ids=list(MADE))
def test_what_a_person_signed_counts(
    dossier: OpenDossier, card: Card, made: Callable[[OpenDossier, Stream], Signed]
) -> None:
    stream = recording(enrol(dossier), card)
    came = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    stream.add(made(dossier, stream), refs=(came.leaf,))
    take(dossier, stream.laptop, stream.events)
    assert marked(dossier) == {}


@pytest.mark.parametrize("made", MADE.values(), ids=list(MADE))
def test_what_that_person_did_not_sign_is_stored_and_has_no_effect(
    dossier: OpenDossier, card: Card, made: Callable[[OpenDossier, Stream], Signed]
) -> None:
    stream = recording(enrol(dossier), card)
    came = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    wrong = [stream.add(harm(made(dossier, stream)), refs=(came.leaf,)).leaf for harm in HARMS]
    (receipt,) = take(dossier, stream.laptop, stream.events)
    assert (receipt.head, receipt.quarantined) == (wrong[-1], ())
    assert marked(dossier) == dict.fromkeys(wrong, Ineffective.SIGNATURE)
    with dossier.ledger.reading() as reading:
        part = reading.session(SESSION).parts[PLACE.room]
        assert reading.had(wrong) == set(wrong)
    assert (part.signatures, part.amendments) == ((), ())
    (aside,) = part.asides
    assert (aside.reason, aside.writer) == (Ineffective.SIGNATURE, stream.laptop.device)
    assert not aside.is_to_judge


def test_a_check_of_other_acts_than_were_signed_for_has_no_effect(
    dossier: OpenDossier, card: Card
) -> None:
    stream = recording(enrol(dossier), card)
    first = stream.add(ArrivalRegistered(), candidate=enrolment_id(1))
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    wrong = stream.add(a_check(dossier, stream), refs=(first.leaf,))
    take(dossier, stream.laptop, stream.events)
    assert marked(dossier) == {wrong.leaf: Ineffective.SIGNATURE}


def test_words_that_were_changed_under_a_signature_have_no_effect(
    dossier: OpenDossier, card: Card
) -> None:
    stream = recording(enrol(dossier), card)
    wrong = [
        stream.add(replace(a_report(dossier, stream), remark="Alles ging goed.")),
        stream.add(replace(an_amendment(dossier, stream), text="Er was geen brand.")),
    ]
    take(dossier, stream.laptop, stream.events)
    assert marked(dossier) == {each.leaf: Ineffective.SIGNATURE for each in wrong}
