"""From an older store to this version's, by adding only; a newer store is refused.

Version 1 is the first. A later version adds its statements as the next entry of its tuple:
new tables and new columns with a default, never a change to `event` or `body`.
"""

from collections.abc import Callable
from typing import Final

from app.store.tables import day, device, statements
from app.store.trouble import TooNew

Run = Callable[[str], object]
"""Runs one statement inside the transaction of the caller."""

DAY_STEPS: Final = (statements(day),)
DEVICE_STEPS: Final = (statements(device),)


def migrate(run: Run, steps: tuple[tuple[str, ...], ...], found: int) -> int:
    """Bring a store of version `found` up to the last step and return the version reached.

    Raises:
        TooNew: A newer program made this store.
    """
    if found > len(steps):
        raise TooNew("made by a newer version of the program")
    for step in steps[found:]:
        for statement in step:
            run(statement)
    if found < len(steps):
        run(f"PRAGMA user_version={len(steps)}")
    return len(steps)
