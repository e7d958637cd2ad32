"""The dossier with the demo's clock: `python -m tests.demo.dossier CLOCK serve ...` or lines."""

import contextlib
import io
import secrets
import sys
from pathlib import Path
from typing import Any

from app.models.timing import arrived_at, late_by
from app.models.values import Aspect
from dossier.bootstrap import run
from dossier.opened import Surroundings, open_dossier
from tests.demo.digest import digest_of
from tests.demo.programs import answer_lines
from tests.stepped_clock import SteppedClock

DESK = "--desk"


def digests(data: Path, around: Surroundings, parts: list[list[str]]) -> dict[str, Any]:
    """Return one number per session and room, and the counts that the table shows."""
    told: dict[str, Any] = {}
    with (
        contextlib.closing(open_dossier(data, around)) as dossier,
        dossier.ledger.reading() as reading,
    ):
        for session, room in parts:
            state = reading.session(session)
            part = state.parts.get(room)
            here = state.in_room(room)
            told[f"{session} {room}"] = {
                "digest": digest_of(state, room),
                "expected": sum(each.is_active for each in here),
                "present": sum(arrived_at(each) is not None for each in here),
                "late": [e.candidate for e in here if late_by(state, part, e) is not None],
                "absent": sum(each.is_absent for each in here),
                "handed_in": sum(Aspect.HAND_IN in each.values for each in here),
                "documents": [] if part is None else [d.sha256 for d in part.documents],
            }
    return told


def main() -> int:
    """Run one command line of the dossier, or those that come in as lines."""
    clock = SteppedClock(Path(sys.argv[1]), boot=secrets.token_hex(8))
    around = Surroundings(moment=clock.moment, random_bytes=secrets.token_bytes)
    if sys.argv[2] != DESK:
        return run(sys.argv[2:], around)

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        if asked["do"] == "stop":
            return {}
        if asked["do"] == "digests":
            return digests(Path(asked["data"]), around, asked["parts"])
        out, wrong = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(wrong):
            code = run(asked["words"], around)
        return {"code": code, "out": out.getvalue(), "wrong": wrong.getvalue()}

    answer_lines(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
