"""Statements beside events: each signature fits its own words and its own kind."""

from dataclasses import replace

import pytest

from app.crypto.envelope import EPOCH_SIGNATURE, PERSON_SIGNATURE, SHIFT_SIGNATURE, BadSignature
from app.crypto.statements import (
    epoch_statement,
    report_statement,
    shift_statement,
    sign_text,
    verify_text,
)
from app.models.act import StreamId
from app.models.marks import FrontierEntry, Manifest
from tests.crypto.builders import LEAF, MOMENT, SCHOOL, key

EPOCH = key("epoch").public
STREAM = StreamId("device-7", "e1", "part/s1/r1")
MANIFEST = Manifest(
    scope="part/s1/r1",
    writers=("device-7",),
    frontier=(FrontierEntry("device-7", "e1", "part/s1/r1", 7, LEAF),),
    n=8,
    root=LEAF,
    fold_version=1,
    render_version=1,
    standaardset=LEAF,
)
SHIFT = shift_statement(SCHOOL, "device-7", EPOCH, "r1", MOMENT)


def test_a_signature_fits_its_statement() -> None:
    signature = sign_text(SHIFT_SIGNATURE, SHIFT, key("vos"))
    verify_text(SHIFT_SIGNATURE, SHIFT, signature, key("vos").public)


@pytest.mark.parametrize(
    "statement",
    [
        shift_statement("school-0013", "device-7", EPOCH, "r1", MOMENT),
        shift_statement(SCHOOL, "device-8", EPOCH, "r1", MOMENT),
        shift_statement(SCHOOL, "device-7", key("other").public, "r1", MOMENT),
        shift_statement(SCHOOL, "device-7", EPOCH, "r2", MOMENT),
        shift_statement(SCHOOL, "device-7", EPOCH, "r1", MOMENT.replace(minute=8)),
    ],
)
def test_a_shift_is_of_one_school_device_epoch_room_and_moment(statement: bytes) -> None:
    signature = sign_text(SHIFT_SIGNATURE, SHIFT, key("vos"))
    with pytest.raises(BadSignature):
        verify_text(SHIFT_SIGNATURE, statement, signature, key("vos").public)


def test_a_shift_is_signed_as_a_shift_and_by_its_person() -> None:
    signature = sign_text(SHIFT_SIGNATURE, SHIFT, key("vos"))
    with pytest.raises(BadSignature):
        verify_text(PERSON_SIGNATURE, SHIFT, signature, key("vos").public)
    with pytest.raises(BadSignature):
        verify_text(SHIFT_SIGNATURE, SHIFT, signature, key("bakir").public)


@pytest.mark.parametrize("signature", ["", "AAAA", "é", "A" * 88, "A" * 86 + "== "])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    with pytest.raises(BadSignature):
        verify_text(SHIFT_SIGNATURE, SHIFT, signature, key("vos").public)


def test_a_report_is_signed_with_its_role_and_statements() -> None:
    statement = report_statement(MANIFEST, "invigilator", ("Alles gezien.",))
    others = {
        report_statement(replace(MANIFEST, n=9), "invigilator", ("Alles gezien.",)),
        report_statement(replace(MANIFEST, root="cd" * 32), "invigilator", ("Alles gezien.",)),
        report_statement(replace(MANIFEST, frontier=()), "invigilator", ("Alles gezien.",)),
        report_statement(MANIFEST, "coordinator", ("Alles gezien.",)),
        report_statement(MANIFEST, "invigilator", ()),
    }
    assert len(others | {statement}) == 6


def test_an_epoch_is_of_one_stream_and_key() -> None:
    others = {
        epoch_statement(SCHOOL, STREAM, EPOCH),
        epoch_statement("school-0013", STREAM, EPOCH),
        epoch_statement(SCHOOL, replace(STREAM, writer="device-8"), EPOCH),
        epoch_statement(SCHOOL, replace(STREAM, epoch="e2"), EPOCH),
        epoch_statement(SCHOOL, replace(STREAM, scope="device"), EPOCH),
        epoch_statement(SCHOOL, STREAM, key("other").public),
    }
    assert len(others) == 6
    signature = sign_text(EPOCH_SIGNATURE, epoch_statement(SCHOOL, STREAM, EPOCH), key("device-7"))
    verify_text(
        EPOCH_SIGNATURE, epoch_statement(SCHOOL, STREAM, EPOCH), signature, key("device-7").public
    )
