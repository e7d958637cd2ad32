"""A sample somebody chose is found out: the record as it was then gives another one."""

import pytest

from app.crypto.dagcode import OpenedCard
from app.models.check_facts import SampleDrawn, SampleListed
from app.models.facts import ArrivalRegistered, SessionStarted
from app.models.sampling import Drawable, digest_of, drawn
from app.models.values import Population, Role
from dossier.bootstrap import run
from dossier.opened import OpenDossier
from dossier.recounting import recounts
from tests.dossier.inside import SESSION, enrol, enrolment_id, take
from tests.dossier.office import signed_on, steward
from tests.dossier.test_commands import told
from tests.dossier.test_intake import SCOPE, card, recording
from tests.dossier.test_office_rights import pushed

__all__ = ["card"]

DAY, SEED = "2026-12-09", "5e" * 32
ROOM = SCOPE.rpartition("/")[2]


@pytest.fixture
def database() -> str:
    """Drawing again does not see what the archive stands on."""
    return ""


def test_chance_is_told_from_choice(
    dossier: OpenDossier, card: tuple[OpenedCard, str], capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = enrol(dossier, "EX-02")
    stream = recording(laptop, card)
    for number in (0, 1):
        stream.add(ArrivalRegistered(), candidate=enrolment_id(number))
    stream.add(SessionStarted())
    take(dossier, laptop, stream.events)
    steward(dossier)
    line = signed_on(dossier, "e1", Role.EXAM_BOARD)
    with dossier.ledger.reading() as reading:
        room = next(part.room for part in reading.session(SESSION).parts.values() if part.plan)
        through = reading.all_stored(-1, 10_000)[-1].position
    people = [Drawable(SESSION, room, enrolment_id(number)) for number in (0, 1)]
    given = drawn(people, SEED, 1)[0].candidate

    def draw(name: str, digest: str) -> SampleDrawn:
        return SampleDrawn(name, Population.CANDIDATES, DAY, DAY, 2, digest, through, 1, SEED, "g")

    acts = (draw("a", digest_of(people)), draw("b", "0" * 64), SampleListed("a", 1, SESSION, room))
    pushed(dossier, line, "e1", (Role.EXAM_BOARD,), "office", acts)
    with dossier.ledger.reading() as reading:
        of_a, of_b = recounts(reading)
    assert (of_a.is_same_population, of_a.size) == (True, 2)
    assert of_a.is_same_sample == (given == enrolment_id(1)), "`pushed` names the second"
    assert (of_b.is_same_population, of_b.is_sound) == (False, False)
    assert run(["samples", "--data", str(dossier.folder.path)], dossier.around) == 4
    assert "andere groep: nu 2" in told(capsys)
