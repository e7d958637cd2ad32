"""The one place where the dossier gets its clock and its chance; tests and demo bring others."""

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from app.models.drafts import Moment
from dossier.commands.line import run_line
from dossier.opened import Surroundings


def system_surroundings() -> Surroundings:
    """Return the clock of this machine and the randomness of its system."""
    return Surroundings(moment=system_clock(), random_bytes=secrets.token_bytes)


def system_clock() -> Callable[[], Moment]:
    """Return a clock; `boot` names this run of the program."""
    boot = secrets.token_hex(8)

    def moment() -> Moment:
        return Moment(datetime.now(UTC), 0, boot, time.monotonic_ns() // 1_000_000)

    return moment


def run(arguments: Sequence[str], around: Surroundings | None = None) -> int:
    """Run one command line and return the exit code."""
    return run_line(arguments, around or system_surroundings())
