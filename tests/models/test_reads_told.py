"""The log of reads is read by an auditor: no entry of it is told in codes."""

import pytest

from app.models.reads_told import read_text
from app.models.roles import Call
from tests.builders import SESSION, a_session

SESSIONS = {SESSION: a_session(1).session}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (
            f"feed session {SESSION} as coordinator,auditor at EX-01",
            "zitting Rekenen mbo niveau 3, als coördinator examenbureau, auditor, op EX-01",
        ),
        ("refused list-reads as - at d1", "geweigerd: wie wat las, op d1"),
        ("codes a0.02.2026-06-09", "dagcodes gemaakt, zaal a0.02, 9 juni 2026"),
        (
            "no-show list 2026-06-09 Zorg en welzijn as auditor at d1",
            "no-showlijst van 9 juni 2026, team Zorg en welzijn, als auditor, op d1",
        ),
        (
            "locked paper d1 by b2: vraag as rechter at zes",
            "een verslag op slot, door b2: vraag as rechter at zes",
        ),
        ("newer {session} as auditor at d1", "newer {session}, als auditor, op d1"),
    ],
)
def test_an_entry_is_told_in_words_and_a_newer_one_literally(what: str, told: str) -> None:
    assert read_text(what, SESSIONS) == told


@pytest.mark.parametrize("call", Call)
def test_every_call_has_words(call: Call) -> None:
    assert read_text(f"refused {call.value} as auditor at d1", {}) != (
        f"geweigerd: {call.value}, als auditor, op d1"
    )
