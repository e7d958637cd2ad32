"""What a signer declares follows from the record, and is inside what is signed."""

import json
from datetime import timedelta

from app.models import commands as c
from app.models.declaring import declarations_of
from app.models.manifest import signing_bytes
from app.models.marks import Manifest
from app.models.paper import Paper, paper_of
from app.models.values import StaffRole
from tests.builders import MINUTE, SESSION, START, Play, a_session, candidate_id

MANIFEST = Manifest("part/s1/b1.14", (), (), 0, "00" * 32, 1, 1, "proef")


def paper(play: Play) -> Paper:
    found = paper_of(play.session, play.room)
    assert found is not None
    return found


def declared(play: Play) -> list[str]:
    return [each.text for each in declarations_of(paper(play))]


def test_without_anything_told_it_is_declared_that_nothing_was_and_nothing_disturbed() -> None:
    assert declared(a_session(1)) == [
        "Geen bijzonderheden.",
        "Er stoorde niets, ook niet volgens de kandidaten.",
        "Naar waarheid opgemaakt.",
    ]


def test_what_disturbed_is_never_denied() -> None:
    for command in (
        c.NoteIrregularity(SESSION, None, "disturbance", "boren op de gang"),
        c.StartInterruption(SESSION, "stroom weg"),
    ):
        play = a_session(1)
        play.do(command, START + MINUTE)
        assert declared(play)[:2] == [
            "Verder geen bijzonderheden.",
            "Wat stoorde staat in het verslag, ook wat kandidaten zeiden.",
        ]


def test_a_disturbance_that_was_struck_disturbed_nobody() -> None:
    play = a_session(1)
    (noted,) = play.do(c.NoteIrregularity(SESSION, None, "disturbance", "boren"), START + MINUTE)
    play.do(c.Correct(SESSION, noted.leaf, "verkeerd lokaal"), START + 20 * MINUTE)
    assert declared(play)[1] == "Er stoorde niets, ook niet volgens de kandidaten."


def test_another_bijzonderheid_is_no_disturbance() -> None:
    play = a_session(1)
    play.do(c.NoteIrregularity(SESSION, candidate_id(1), "device", "telefoon"), START + MINUTE)
    assert declared(play)[1] == "Er stoorde niets, ook niet volgens de kandidaten."


def test_who_leaves_early_only_declares_that_it_is_true() -> None:
    early = declarations_of(paper(a_session(1)), leaves_early=True)
    assert [each.name for each in early] == ["truthful"]


def test_the_remark_is_inside_what_is_signed_and_without_one_the_bytes_are_as_they_were() -> None:
    since, until = START, START + timedelta(hours=2)
    role, said = StaffRole.INVIGILATOR, ("Waar.",)
    signed = [
        json.loads(signing_bytes(MANIFEST, role, said, since, until, remark))
        for remark in (None, "de klok hing scheef")
    ]
    assert "remark" not in signed[0]
    assert signed[1] == {**signed[0], "remark": "de klok hing scheef"}
