"""Some mornings with everything that can go wrong: nothing is lost, all tell the same."""

import os

import pytest

from tests.simulation.faults import FAULTS
from tests.simulation.running import Lived, live, live_many

SEEDS = int(os.environ.get("EXAMENDAG_SEEDS", "12"))
"""Few: `make simulate`, which CI runs too, lives 300; `make soak` what time allows."""


@pytest.fixture(scope="module")
def mornings() -> list[Lived]:
    return list(live_many(range(SEEDS)))


@pytest.mark.timeout(600)
def test_no_morning_breaks_an_invariant(mornings: list[Lived]) -> None:
    broken = [(each.seed, each.broken) for each in mornings if each.broken is not None]
    assert not broken, "replay: python -m tests.simulation --seed N --verbose"


def test_there_are_more_than_twenty_five_kinds_of_fault() -> None:
    assert len({each.name for each in FAULTS}) >= 25


def test_a_seed_lives_the_same_morning_again(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(2):
        live(7, verbose=True)
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert told[0]
