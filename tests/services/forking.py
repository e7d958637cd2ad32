"""A process that forks recorders: each records acts on a real store until it is killed.

For every line on standard input a child is forked; it prints its process id, and after each act
that `record` returned from, the leaf of that act.
"""

import os
import sys
from pathlib import Path

from app.models.commands import CheckIdentity
from app.models.values import IdentityOutcome
from tests.builders import SESSION, candidate_id
from tests.services.school import a_laptop, a_school


def record_for_ever(folder: Path) -> None:
    school, card = a_school()
    laptop = a_laptop(folder, school)
    laptop.random_bytes = os.urandom
    recorder = laptop.open(card.code).recorder
    turn = 0
    while True:
        turn += 1
        outcome = list(IdentityOutcome)[turn % len(IdentityOutcome)]
        command = CheckIdentity(SESSION, candidate_id(turn % 3 + 1), outcome)
        recorded = recorder.record(command, laptop.clock.step(seconds=1))
        os.write(1, f"{recorded.events[-1].leaf}\n".encode())


def main() -> None:
    folder = Path(sys.argv[1])
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            os.write(1, f"pid {os.getpid()}\n".encode())
            record_for_ever(folder)
        os.waitpid(child, 0)
        os.write(1, b"gone\n")


if __name__ == "__main__":
    main()
