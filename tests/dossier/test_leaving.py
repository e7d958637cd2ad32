"""Two people let a laptop clear what was never sealed: for what the school has twice, no more."""

from pathlib import Path

import pytest

from app.crypto.dagcode import OpenedCard
from app.crypto.log_openings import believed_leavings
from app.crypto.signed_event import SignedEvent
from app.models.facts import ArrivalRegistered
from app.models.marks import FrontierEntry
from dossier.backing_up import check_backup, write_backup
from dossier.bootstrap import run
from dossier.leaving import leavings_of
from dossier.opened import OpenDossier
from tests.dossier.inside import PLACE, enrol, enrolment_id, take
from tests.dossier.laptop import Stream
from tests.dossier.test_intake import card, recording
from tests.dossier.test_standing import two_people

__all__ = ["card"]

Card = tuple[OpenedCard, str]


@pytest.fixture
def stream(dossier: OpenDossier, card: Card) -> Stream:
    """What a laptop brought of a room, never sealed."""
    made = recording(enrol(dossier), card)
    made.add(ArrivalRegistered(), candidate=enrolment_id(1))
    take(dossier, made.laptop, made.events)
    return made


def backed_up(dossier: OpenDossier, folder: Path) -> None:
    write_backup(dossier, folder)
    assert check_backup(dossier, folder)[1]


def leave(dossier: OpenDossier, stream: Stream, *words: str) -> int:
    asked = ["--laptop", stream.laptop.device, "--room-day", PLACE.room_day]
    line = ["leave", "--data", str(dossier.folder.path), *asked, *words]
    return run(line, dossier.around)


def told(dossier: OpenDossier, device: str) -> tuple[SignedEvent, ...]:
    with dossier.ledger.reading() as reading:
        return leavings_of(reading, device)


def test_two_named_people_let_it_go_as_far_as_it_is_here_twice(
    dossier: OpenDossier, stream: Stream, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backed_up(dossier, tmp_path / "back-up")
    device = stream.laptop.device
    assert leave(dossier, stream, *two_people(dossier), "--ground", "Proefdag") == 0
    (act,) = believed_leavings(told(dossier, device), dossier.keys.trust)
    last = FrontierEntry(device, "e1", stream.id.scope, 2, stream.events[-1].leaf)
    assert (act.device, act.room_day, act.frontier) == (device, PLACE.room_day, (last,))
    assert (act.names, act.ground) == (("J. de Bruin", "S. Aksoy"), "Proefdag")
    assert told(dossier, "another") == ()
    capsys.readouterr()
    assert run(["leave", "--data", str(dossier.folder.path), "--list"], dossier.around) == 0
    line = f"{device}\t{PLACE.room_day}\t3\tniet verzegeld\tin back-up\topruimen mag"
    assert line in capsys.readouterr().out


def test_what_is_not_in_a_checked_backup_is_not_let_go(
    dossier: OpenDossier, stream: Stream, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = two_people(dossier)
    assert leave(dossier, stream, *by) == 3
    backed_up(dossier, tmp_path / "back-up")
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    take(dossier, stream.laptop, stream.events)
    assert leave(dossier, stream, *by) == 3
    assert "gecontroleerde back-up" in capsys.readouterr().err
    assert told(dossier, stream.laptop.device) == ()


def test_what_lacks_something_is_not_let_go(
    dossier: OpenDossier, stream: Stream, tmp_path: Path
) -> None:
    stream.add(ArrivalRegistered(), candidate=enrolment_id(2))
    stream.add(ArrivalRegistered(), candidate=enrolment_id(3))
    take(dossier, stream.laptop, stream.events[-1:])
    backed_up(dossier, tmp_path / "back-up")
    assert leave(dossier, stream, *two_people(dossier)) == 3


def test_one_person_or_nobody_lets_nothing_go(
    dossier: OpenDossier, stream: Stream, tmp_path: Path
) -> None:
    backed_up(dossier, tmp_path / "back-up")
    two_people(dossier)
    for by in ([], ["b1"], ["b1", "b1"], ["b1", "niemand"]):
        words = [word for each in by for word in ("--by", each)]
        assert leave(dossier, stream, *words) != 0
    assert told(dossier, stream.laptop.device) == ()


def test_nobody_else_can_say_it_in_the_name_of_the_dossier(
    dossier: OpenDossier, stream: Stream, tmp_path: Path
) -> None:
    backed_up(dossier, tmp_path / "back-up")
    leave(dossier, stream, *two_people(dossier))
    opening, word = told(dossier, stream.laptop.device)
    trust = dossier.keys.trust
    assert believed_leavings([word], trust) == ()
    assert believed_leavings([stream.events[0], word], trust) == ()
    other = word.signature[:-1] + bytes([word.signature[-1] ^ 1])
    forged = SignedEvent(word.header, other, word.body)
    assert believed_leavings([opening, forged], trust) == ()
